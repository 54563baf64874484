"""The gate as a whole."""

import re

import numpy as np
import pandas as pd
import pytest

from cpims_report.disclosure import compare_cells, protect
from cpims_report.disclosure.audit import find_problems
from cpims_report.disclosure.masking import find_hidden, masked
from cpims_report.errors import DisclosureRefused
from cpims_report.schema import CELL_KEY
from cpims_report.suppression import find_intervals
from cpims_report.table_schemas import PUBLISHED


@pytest.fixture(scope="module")
def bench(factory, edition):
    return factory.bench(edition, factory.settings())


@pytest.fixture(scope="module")
def protected(factory, edition):
    return protect(edition, factory.settings())


def test_no_count_under_its_threshold_is_left(protected):
    cells = protected.cells[protected.cells["indicator"].ne("DQ06")]
    cells = cells[cells["sex"].ne("_U")]
    assert not cells["value"].between(1, 4).any()
    sensitive = cells[cells["concern"].isin(["sexual_violence", "detention"])]
    assert not sensitive["value"].between(1, 9).any()
    assert sensitive["status"].eq("suppressed").any()


def test_what_is_shown_is_exact_and_what_is_hidden_is_empty(protected, edition):
    both = protected.cells.merge(edition, on=list(CELL_KEY), suffixes=("", "_exact"))
    shown = both[both["status"].eq("published")]
    assert shown["value"].eq(shown["value_exact"]).all()
    hidden = both[both["status"].eq("suppressed")]
    assert len(hidden) > 10
    assert hidden[["value", "base", "percent"]].isna().all(axis=None)


def test_cells_are_in_plain_order_and_of_the_published_schema(protected):
    keys = protected.cells[list(CELL_KEY)].astype(str).apply(tuple, axis=1).tolist()
    assert keys == sorted(keys)
    PUBLISHED.validate(protected.cells)


def test_the_audit_counts_what_is_suppressed(protected):
    audit = protected.audit
    suppressed = protected.cells["status"].eq("suppressed").sum()
    assert audit["passed"] is True
    assert audit["cells"] == len(protected.cells)
    assert audit["suppressed_primary"] + audit["suppressed_secondary"] == suppressed
    assert audit["narrowest_interval"] >= 5


def test_the_roll_gives_every_suppressed_cell_a_reason_and_no_exact_number(protected):
    roll = protected.roll
    values = roll[roll["what"].eq("value")]
    assert len(values) == protected.cells["status"].eq("suppressed").sum()
    assert set(roll["reason"]) <= {"small", "sensitive", "uniform", "complement"}
    assert "value" not in roll


def test_the_same_tables_in_another_order_give_the_same_cells(protected, edition, settings):
    again = protect(edition.sample(frac=1, random_state=4), settings)
    pd.testing.assert_frame_equal(again.cells, protected.cells)


def test_the_audit_finds_a_suppressed_cell_that_was_shown_by_hand(bench, settings):
    flagged = np.zeros(len(bench.system.quantities), dtype=bool)
    hidden = bench.hide()
    flagged[: len(hidden)] = hidden
    flagged |= bench.system.quantities["printed"].eq(0).to_numpy()
    cells, _ = masked(bench.registry, flagged, settings)
    covers = hidden & bench.reasons.eq("").to_numpy()[: len(hidden)]
    broken = 0
    for quantity in np.flatnonzero(covers)[:8]:
        opened = cells.copy()
        rows = bench.registry.cells["value_id"].eq(quantity)
        opened.loc[rows, "value"] = bench.exact.loc[rows, "value"]
        now = find_hidden(opened, bench.registry, flagged)
        bounds = find_intervals(bench.system.equations, bench.levels, now)
        narrow = bounds.loc[~bounds["met"], "cell"].to_numpy()
        broken += bool(rows.any() and not bounds["met"].all())
        assert len(find_problems(bench.system, narrow)) == len(narrow)
    assert broken >= 3


def test_an_edition_whose_covers_do_not_hold_is_refused_without_its_numbers(
    edition, settings, monkeypatch
):
    search = "cpims_report.suppression.engine.find_pattern"
    monkeypatch.setattr(search, lambda problem, workers: problem.begun())
    with pytest.raises(DisclosureRefused) as refusal:
        protect(edition, settings)
    assert refusal.value.exit_code == 4
    assert "detention" in str(refusal.value)
    assert not re.search(r"value|= \d", str(refusal.value))


def test_cells_that_were_never_collected_pass_through(factory, settings):
    exact = factory.rows(("CL01", {"sex": "F"}, 30), ("CL04", {"sex": "F"}, None))
    exact.loc[exact["indicator"].eq("CL04"), "status"] = "not_collected"
    cells = protect(exact, settings).cells.set_index("indicator")
    assert cells["status"].drop("DQ06").to_dict() == {"CL01": "published", "CL04": "not_collected"}
    assert pd.isna(cells.loc["CL04", "value"])


def test_rounding_leaves_multiples_of_five_and_percents_of_them(factory):
    exact = factory.rows(
        ("PR01", {"sex": "F"}, 42, 98), ("PR01", {"sex": "M"}, 56, 98), ("PR01", {"sex": "_U"}, 2)
    )
    cells = protect(exact, factory.settings(mode="round5")).cells
    cells = cells[cells["indicator"].ne("DQ06")].set_index("sex")
    assert cells["value"].to_dict() == {"F": 40, "M": 55, "_U": 0}
    assert cells["base"].dropna().tolist() == [100, 100]
    assert cells["percent"].dropna().tolist() == [40.0, 55.0]
    assert cells["status"].eq("rounded").all()


def test_before_and_after_stand_beside_each_other_with_the_reason(protected, edition):
    table = compare_cells(protected, edition, "CN01")
    hidden = table["status"].eq("suppressed")
    assert table["value"].notna().all()
    assert table.loc[~hidden, "published"].eq(table.loc[~hidden, "value"]).all()
    assert table.loc[hidden, "published"].isna().all()
    assert set(table.loc[hidden, "why"]) >= {"small", "complement"}
    assert table.loc[~hidden, "why"].isna().all()
    inside = table[hidden & table["low"].notna() & table["high"].notna()]
    assert inside["value"].between(inside["low"], inside["high"]).all()
