"""Work shared with other processes: the same results, whoever does it."""

import numpy as np
import pytest

from cpims_report.suppression.proofs import Proofs
from cpims_report.suppression.workers import Workers, dismiss, hire, workers_for

TASKS = [(number,) for number in (5, 3, 8)]


def sizes(made):
    return [len(one.fall) for one in made]


@pytest.fixture
def hand():
    one = hire()
    yield one
    dismiss(one)


def test_each_task_has_its_result_in_its_place_with_and_without_help(hand):
    helped = Workers((hand,)).each(Proofs.none, TASKS)
    assert sizes(helped) == sizes(Workers().each(Proofs.none, TASKS)) == [5, 3, 8]


def test_work_is_done_here_where_a_process_has_ended(hand):
    hand.kill()
    hand.wait()
    assert sizes(Workers((hand,)).each(Proofs.none, TASKS)) == [5, 3, 8]


def test_another_process_works_to_the_same_bits(hand):
    tasks = [(0.0, 1.0, size) for size in (7, 9, 11)]
    helped, alone = Workers((hand,)).each(np.linspace, tasks), Workers().each(np.linspace, tasks)
    assert all(one.tobytes() == two.tobytes() for one, two in zip(helped, alone, strict=True))


def test_small_editions_are_done_alone():
    with workers_for(1_000) as beside:
        assert not beside.workers
