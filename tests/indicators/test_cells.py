"""The shape of the exact cells: which rows there are, in which order, each once."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from cpims_report.config import Settings
from cpims_report.indicators import compute, exact_table, totals
from cpims_report.schema import CELL_KEY, DIMENSIONS
from cpims_report.table_schemas import EXACT


@pytest.fixture
def cells(random_lists, tables, settings) -> pd.DataFrame:
    return compute(tables(random_lists(7, size=200)), settings, 2018)


def test_cells_follow_the_exact_schema_and_the_catalogues_order(cells, settings):
    EXACT.validate(cells)
    assert list(cells["indicator"].unique()) == [
        key for key in settings.indicators if key != "DQ06"
    ]


def test_every_code_of_a_breakdown_has_a_cell_in_code_list_order(cells, settings):
    concerns = exact_table(cells, settings, "CN01", "governorate", "concern")
    assert list(concerns.columns) == [*settings.concerns.concerns, "_U", "_T"]
    assert list(concerns.index) == [*settings.places.governorates, "_U", "_T"]
    assert concerns.notna().all(axis=None)


def test_rows_come_in_code_list_order_with_unknown_and_total_last(cells):
    ages = cells[cells["indicator"].eq("PR02") & cells["sex"].eq("_T")]
    assert list(ages["age"]) == ["0-5", "6-11", "12-17", "18+", "_U", "_T"]


def test_months_and_camps_have_no_unknown(cells, settings):
    assert list(exact_table(cells, settings, "CL02", "month").index)[-2:] == ["12", "_T"]
    assert list(exact_table(cells, settings, "PR04", "camp").index) == [
        *settings.places.camps,
        "_T",
    ]


def test_crossed_values_add_up_to_their_margins(cells, settings):
    table = exact_table(cells, settings, "CN01", "region", "concern")
    parts, totals = table.drop(columns="_T"), table["_T"]
    pd.testing.assert_series_equal(parts.sum(axis=1), totals, check_names=False)
    pd.testing.assert_series_equal(table.drop(index="_T").sum(), table.loc["_T"], check_names=False)


def test_a_quantity_that_two_indicators_show_has_one_value(cells):
    values = cells.set_index(list(CELL_KEY))["value"]
    for sex in ("F", "M", "_U", "_T"):
        key = (2018, sex, *["_T"] * 5)
        shown = {values[(name, *key)] for name in ("CL01", "PR01", "PR02", "CN01", "CN02", "CN04")}
        assert len(shown) == 1


def test_bases_within_a_dimension_are_the_sum_of_its_known_cells(cells):
    known = cells[cells["indicator"].isin(["CN01", "UA01", "CS01"]) & cells["base"].notna()]
    held = ["indicator", *DIMENSIONS[:4]]
    added = known.groupby(held)["value"].sum()
    base = known.groupby(held)["base"].agg(["min", "max"])
    assert len(known) > 300
    pd.testing.assert_series_equal(base["min"], added, check_names=False)
    pd.testing.assert_series_equal(base["max"], added, check_names=False)


def test_a_one_way_table_shows_value_and_base(cells, settings):
    table = exact_table(cells, settings, "CL01", "sex")
    assert list(table.index) == ["F", "M", "_U", "_T"]
    assert list(table.columns) == ["value", "base"]


def test_the_grand_total_is_a_table_of_one_row(cells, settings):
    assert exact_table(cells, settings, "CL07")["value"].tolist() == [0]


def test_totals_name_every_indicator_with_its_grand_total(case, tables, settings):
    lists = case(child_key="amal"), case(child_key="amal", agency="irc")
    rows = totals(compute(tables(*lists), settings, 2018), settings)
    assert list(rows.index) == [key for key in settings.indicators if key != "DQ06"]
    assert rows.loc["CL01", ["name", "total"]].tolist() == ["Children supported in the year", 1]
    assert rows.loc["CL02", ["unit", "total", "cells"]].tolist() == ["case", 2, 66]


def test_an_unlisted_unknown_is_left_out_where_it_is_crossed(case, tables, config, tmp_path):
    folder = shutil.copytree(config, tmp_path / "config")
    file = folder / "disclosure.yml"
    policy = file.read_text(encoding="utf-8").replace("- sex", "- sex\n- concern")
    file.write_text(policy, encoding="utf-8")
    cells = compute(tables(case(primary_concern="missing")), Settings(folder), 2018)
    unknown = cells[cells["indicator"].eq("CN01") & cells["concern"].eq("_U")]
    assert unknown[[*DIMENSIONS, "value"]].to_numpy().tolist() == [[*["_T"] * 4, "_U", "_T", 1]]
