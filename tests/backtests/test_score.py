"""The committed page of what cleaning finds is what a fresh run finds, and that is nearly all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from cpims_report.records.issues.problem_register import COMPARED, read_problems

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"\| (\d+) \|")
FIRST_YEAR = 2016
"""Rows below it are numbered by problem, the others by year."""


@pytest.fixture(scope="module")
def score(below: Callable[[str], ModuleType]) -> ModuleType:
    return below("backtests/score")


@pytest.fixture(scope="module")
def page(
    score: ModuleType, tmp_path_factory: pytest.TempPathFactory, cleaned: object, true_cells: object
) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CPIMS_LINK_KEY", raising=False)
        made = tmp_path_factory.mktemp("score")
        return score.build_page(ROOT, made, cleaned, true_cells)  # type: ignore[no-any-return]


def cells(page: str) -> dict[int, list[str]]:
    lines = [line for line in page.splitlines() if ROW.match(line)]
    return {
        int(ROW.match(line)[1]): [cell.strip() for cell in line.split("|")[1:-1]] for line in lines
    }


@pytest.mark.long
def test_the_committed_page_is_what_a_fresh_run_writes(page):
    assert (ROOT / "docs" / "cleaning.md").read_text(encoding="utf-8") == page


@pytest.mark.long
def test_every_problem_is_planted(page):
    rows = {number: row for number, row in cells(page).items() if number < FIRST_YEAR}
    assert list(rows) == list(read_problems())
    assert [number for number, row in rows.items() if int(row[3]) == 0 and number < COMPARED] == []


@pytest.mark.long
def test_all_that_is_planted_is_found_and_what_is_found_was_planted(page):
    rows = {number: row for number, row in cells(page).items() if number < COMPARED}
    shares = {number: (row[5], row[6]) for number, row in rows.items()}
    assert {number: pair for number, pair in shares.items() if pair != ("100 %", "100 %")} == {}


@pytest.mark.long
def test_no_published_cell_differs_from_the_truth(page):
    counts = [row for number, row in cells(page).items() if number >= FIRST_YEAR]
    assert [row[0] for row in counts] == ["2016", "2017", "2018"]
    assert [row[3] for row in counts] == ["0", "0", "0"]
    assert all(int(row[2]) > 300 for row in counts)


def issues(*rows: tuple[str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["code", "row"])
    return table.assign(agency="imc", file="a.csv").astype({"row": "Int64"})


def planted(*rows: tuple[int, int | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["problem", "row"])
    return table.assign(agency="imc", file="a.csv").astype({"row": "Int64"})


def test_a_plant_is_found_by_an_issue_in_its_row_alone(score):
    rated = score.rate(planted((51, 2), (51, 3)), issues(("NUM-01", 2), ("NUM-01", 9)))
    assert (rated[51].recall, rated[51].precision) == (0.5, 0.5)


def test_a_code_of_two_problems_is_right_where_either_was_planted(score):
    rated = score.rate(planted((20, 2), (21, 3)), issues(("EXC-07", 2), ("EXC-07", 3)))
    assert rated[20].precision == rated[21].precision == 1.0
    assert rated[20].planted == rated[21].planted == 1


def test_a_plant_without_a_row_is_found_anywhere_in_its_file(score):
    rated = score.rate(planted((54, None)), issues(("DEL-02", 7)))
    assert (rated[54].recall, rated[54].precision) == (1.0, 1.0)


def test_nothing_found_is_no_precision(score):
    rated = score.rate(planted((54, None)), issues())
    assert rated[54].recall == 0.0
    assert rated[54].precision is None
