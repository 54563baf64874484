"""Two independent implementations must agree in every cell."""

from __future__ import annotations

import pytest

from cpims_report.config import Settings
from cpims_report.indicators import compute

REGISTERED = {"amman": 900, "mafraq": 800, "irbid": 700}


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(4, 12))]
)
def test_every_cell_equals_the_slow_count(
    seed, random_lists, tables, settings, config, oracle, as_cells
):
    lists = random_lists(seed)
    before = random_lists(seed + 100, agencies=["imc", "jrf", "irc"], year=2017)
    given = tables(lists), settings, 2018, tables(before), REGISTERED
    cells = as_cells(compute(*given))
    slow = oracle.cells(lists, 2018, config, before, REGISTERED)
    assert {key: pair for key, pair in cells.items() if slow[key] != pair} == {}
    assert set(cells) == set(slow)


def test_every_cell_equals_the_slow_count_under_the_task_forces_own_policy(
    random_lists, tables, real_config, oracle, as_cells
):
    lists = random_lists(20, size=200)
    cells = as_cells(compute(tables(lists), Settings(real_config), 2018))
    assert cells == oracle.cells(lists, 2018, real_config)


def test_the_slow_count_reads_frames_and_text_alike(random_lists, tables, config, oracle):
    lists = random_lists(99)
    from_frames = {name: frame.to_dict("records") for name, frame in vars(tables(lists)).items()}
    text = {
        name: [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
        for name, rows in lists.items()
    }
    cells = oracle.cells(from_frames, 2018, config)
    assert cells == oracle.cells(text, 2018, config)


def test_an_empty_caseload_is_all_zeros(tables, settings, config, oracle, as_cells):
    nothing = tables()
    empty = {name: [] for name in vars(nothing)}
    cells = as_cells(compute(nothing, settings, 2018))
    counts = {pair[0] for pair in cells.values() if not isinstance(pair, str)}
    assert counts == {0}
    assert cells == oracle.cells(empty, 2018, config)
