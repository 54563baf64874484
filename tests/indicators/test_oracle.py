"""Two independent implementations must agree in every cell."""

from __future__ import annotations

import pytest

from cpims_report.config import Settings
from cpims_report.indicators import compute


@pytest.mark.parametrize("seed", range(12))
def test_every_cell_equals_the_slow_count(
    seed, random_lists, tables, settings, config, oracle, as_cells
):
    lists = random_lists(seed)
    cells = as_cells(compute(tables(lists), settings, 2018))
    assert cells == oracle.cells(*lists, 2018, config)


def test_every_cell_equals_the_slow_count_under_the_task_forces_own_policy(
    random_lists, tables, real_config, oracle, as_cells
):
    lists = random_lists(20, size=200)
    cells = as_cells(compute(tables(lists), Settings(real_config), 2018))
    assert cells == oracle.cells(*lists, 2018, real_config)


def test_the_slow_count_reads_frames_and_text_alike(random_lists, tables, config, oracle):
    lists = random_lists(99)
    frames = tables(lists)
    from_frames = oracle.cells(
        frames.cases.to_dict("records"), frames.spells.to_dict("records"), 2018, config
    )
    text = [
        [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows] for rows in lists
    ]
    assert from_frames == oracle.cells(*text, 2018, config)


def test_an_empty_caseload_is_all_zeros(tables, settings, config, oracle, as_cells):
    cells = as_cells(compute(tables(([], [])), settings, 2018))
    assert {value for value, _ in cells.values()} == {0}
    assert cells == oracle.cells([], [], 2018, config)
