"""Published counts against the sample's truth, counted by the slow oracle that shares no code."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
YEARS = (*(pytest.param(year, marks=pytest.mark.long) for year in (2016, 2017)), 2018)
DIMENSIONS = ("sex", "age", "nationality", "place", "concern", "category")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module", params=YEARS)
def year(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def published(year: int) -> list[dict[str, str]]:
    return rows(ROOT / "data" / "published" / str(year) / "indicators.csv")


@pytest.fixture(scope="module")
def truth(
    year: int, true_cells: Callable[..., object]
) -> dict[tuple[object, ...], tuple[int, int | None]]:
    return true_cells(year)  # type: ignore[return-value]


def key(row: dict[str, str]) -> tuple[object, ...]:
    return (row["indicator"], int(row["year"]), *(row[name] for name in DIMENSIONS))


@pytest.fixture(scope="module")
def catalogue() -> dict[str, dict[str, object]]:
    file = ROOT / "config" / "indicators.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8"))["indicators"]  # type: ignore[no-any-return]


def is_told(entry: dict[str, object]) -> bool:
    """Return whether the truth has the cells that are published of an indicator."""
    marked = entry["measure"] == "mark" or entry.get("made_by") == "gate"
    return not marked and entry["population"] != "issues"


def test_every_published_count_and_base_equals_the_truth(published, truth, catalogue):
    told = [row for row in published if is_told(catalogue[row["indicator"]])]
    shown = [row for row in told if row["status"] == "published"]
    assert len(shown) > 300
    wrong = {
        key(row): (row["value"], row["base"], truth[key(row)])
        for row in shown
        if int(row["value"]) != truth[key(row)][0]
        or (row["base"] and int(row["base"]) != truth[key(row)][1])
    }
    assert wrong == {}


def test_what_is_published_and_what_is_true_are_the_same_cells(published, truth, catalogue):
    public = {
        name
        for name, entry in catalogue.items()
        if is_told(entry) and entry.get("audience") != "internal"
    }
    shown = {key(row) for row in published if row["indicator"] in public}
    assert shown == {cell for cell in truth if cell[0] in public}


def test_no_small_count_is_published(published, catalogue):
    days = {name for name, one in catalogue.items() if one["measure"] in ("median", "quartiles")}
    small = [
        row
        for row in published
        if row["value"]
        and 0 < int(row["value"]) < 5
        and row["indicator"] not in {*days, "DQ06"}
        and row["category"] not in ("change", "growth")
        and "_U" not in (row["sex"], row["concern"], row["category"])
    ]
    assert small == []


def test_a_suppressed_cell_says_nothing(published):
    hidden = [row for row in published if row["status"] == "suppressed"]
    assert hidden
    assert all(row["value"] == row["percent"] == "" for row in hidden)


def test_the_audit_passed_for_every_suppressed_cell(published, year):
    seal = json.loads((ROOT / "data" / "published" / str(year) / "seal.json").read_text())
    policy = seal["policy"]
    assert seal["audit"]["passed"] is True
    assert seal["audit"]["narrowest_interval"] >= policy["minimum_width"]
