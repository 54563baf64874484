"""Results change as they should when the input changes in a known way."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from cpims_report.indicators import compute, contribute
from cpims_report.schema import CELL_KEY

BY_KEY = list(CELL_KEY)
NOT_ADDITIVE = ("median", "quartiles", "comparison", "mark")


def add_up(parts: list[pd.DataFrame], whole: pd.DataFrame, settings) -> None:
    """Hold the counts of some caseloads together against those of all of them as one."""
    sums = [name for name, one in settings.indicators.items() if one.measure not in NOT_ADDITIVE]
    expected, *given = (
        frame[frame["indicator"].isin(sums)].set_index(BY_KEY)[["value", "base"]]
        for frame in (whole, *parts)
    )
    added = pd.concat(given).groupby(level=BY_KEY, sort=False).sum(min_count=1)
    assert len(expected) > 2500
    pd.testing.assert_frame_equal(added.reindex(expected.index), expected)


def changed(lists, table, *columns, new):
    """Return the lists with the values of some columns of a table put through a function."""
    rows = [row | {name: new(row[name]) for name in columns} for row in lists[table]]
    return lists | {table: rows}


def test_the_order_of_rows_changes_nothing(random_lists, tables, settings):
    lists, before = random_lists(1), random_lists(2, year=2017)
    mixed = random.Random(5)
    shuffled = {
        name: rows if name == "waterfall" else mixed.sample(rows, len(rows))
        for name, rows in lists.items()
    }
    pd.testing.assert_frame_equal(
        compute(tables(lists), settings, 2018, tables(before)),
        compute(tables(shuffled), settings, 2018, tables(before)),
    )


def test_a_file_in_two_halves_is_the_file(random_lists, tables, settings):
    lists = random_lists(11)
    half = {case["record_uid"] for case in lists["cases"][::2]}
    parts = [
        {
            name: [row for row in rows if (row.get("record_uid") in half) == first]
            for name, rows in lists.items()
        }
        for first in (True, False)
    ]
    pd.testing.assert_frame_equal(
        compute(tables(lists), settings, 2018), compute(tables(*parts), settings, 2018)
    )


def test_agencies_without_a_common_child_add_up(random_lists, tables, settings):
    lists = [
        random_lists(2, agencies=["imc", "jrf"], prefix="a"),
        random_lists(3, agencies=["irc"], prefix="b"),
    ]
    apart = [compute(tables(one), settings, 2018) for one in lists]
    add_up(apart, compute(tables(*lists), settings, 2018), settings)


def test_an_agency_that_joins_moves_the_comparison_but_not_the_panel(
    random_lists, tables, settings
):
    before = random_lists(30, agencies=["imc", "jrf"], prefix="a", year=2017)
    stayed = random_lists(31, agencies=["imc", "jrf"], prefix="b")
    joined = random_lists(32, agencies=["irc"], prefix="c")
    small, large = (
        compute(tables(*lists), settings, 2018, tables(before)).set_index(BY_KEY)["value"]
        for lists in ([stayed], [stayed, joined])
    )
    new = compute(tables(joined), settings, 2018).set_index(BY_KEY)["value"]

    def comparison(cells, code):
        rows = cells.loc["CL08"]
        return rows[rows.index.get_level_values("category") == code].droplevel("category")

    for code in ("previous", "previous_panel", "current_panel", "growth", "left"):
        pd.testing.assert_series_equal(comparison(small, code), comparison(large, code))
    for code in ("current", "change", "joined"):
        difference = comparison(large, code) - comparison(small, code)
        pd.testing.assert_series_equal(difference, comparison(new, "current"))
    assert comparison(small, "joined").eq(0).all()


def test_an_agency_that_shares_children_adds_fewer_children_than_cases(case, counted):
    alone = counted(case(child_key="amal", record_uid="a"))
    shared = counted(
        case(child_key="amal", record_uid="a"),
        case(child_key="amal", record_uid="b", agency="irc"),
    )
    assert shared("CL01") == alone("CL01")
    assert shared("CL02")[0] == alone("CL02")[0] + 1


@pytest.mark.parametrize(
    ("table", "column", "key", "one", "two"),
    [
        ("cases", "sex", "sex", ("female", "F"), ("male", "M")),
        ("cases", "risk_level", "category", ("high", "high"), ("low", "low")),
        ("cases", "bia", "category", ("done", "done"), ("none", "none")),
        (
            "services",
            "service_type",
            "category",
            *[(f"{s}_service",) * 2 for s in ("safehouse", "psychosocial")],
        ),
        ("incidents", "perpetrator", "category", ("family", "family"), ("employer", "employer")),
    ],
)
def test_exchanging_two_codes_exchanges_their_cells(
    table, column, key, one, two, random_lists, tables, settings
):
    lists = random_lists(4)
    exchange = {one[0]: two[0], two[0]: one[0]}
    other = changed(lists, table, column, new=lambda code: exchange.get(code, code))
    before = compute(tables(lists), settings, 2018)
    after = compute(tables(other), settings, 2018)
    about = {
        name
        for name, entry in settings.indicators.items()
        if key == "sex" or entry.category == column
    }
    renamed = before[before["indicator"].isin(about)]
    renamed = renamed.assign(**{key: renamed[key].replace({one[1]: two[1], two[1]: one[1]})})
    assert len(renamed) > 5
    pd.testing.assert_frame_equal(
        renamed.sort_values(BY_KEY, ignore_index=True),
        after[after["indicator"].isin(about)].sort_values(BY_KEY, ignore_index=True),
    )


def test_four_years_later_everything_is_the_same_four_years_later(random_lists, tables, settings):
    year_on = {str(year): str(year + 4) for year in range(2015, 2021)}

    def later(value):
        return value and year_on[value[:4]] + value[4:]

    lists = random_lists(6)
    moved = lists
    for name, column in [
        ("spells", "open_date"),
        ("spells", "close_date"),
        ("services", "date_planned"),
        ("services", "date_implemented"),
        ("followups", "date"),
        ("followups", "due"),
        ("incidents", "date"),
        ("transitions", "date"),
        ("cases", "reunification_date"),
        *(("transfers", name) for name in ("open_date", "next_open_date", "next_close_date")),
    ]:
        moved = changed(moved, name, column, new=later)
    pd.testing.assert_frame_equal(
        compute(tables(lists), settings, 2018).drop(columns="year"),
        compute(tables(moved), settings, 2022).drop(columns="year"),
    )


def test_a_field_that_a_source_does_not_collect_is_not_missing(random_lists, tables, settings):
    lists = random_lists(12, agencies=["imc"])
    silent = changed(lists, "cases", "risk_level", new=lambda _: "not_collected")
    cells = compute(tables(silent), settings, 2018)
    risk = cells[cells["indicator"].eq("RK01")]
    assert risk["status"].eq("not_collected").all()
    assert risk[["value", "base"]].isna().all(axis=None)
    assert (
        cells.loc[~cells["indicator"].isin(["RK01", "CL08", "CX02", "DQ01"]), "value"].notna().any()
    )


def test_what_agencies_contribute_alone_adds_up_where_no_child_is_shared(
    random_lists, tables, settings
):
    lists = [
        random_lists(seed, agencies=[agency], prefix=agency)
        for seed, agency in enumerate(("imc", "jrf", "irc"), start=40)
    ]
    own = contribute(tables(*lists), settings, 2018)
    whole = compute(tables(*lists), settings, 2018)
    whole = whole[whole["indicator"].isin(set(own["indicator"]))]
    add_up([own], whole, settings)


def test_what_an_agency_contributes_is_what_its_cases_alone_give(random_lists, tables, settings):
    lists = random_lists(50, agencies=["imc", "jrf"]) | {"transfers": []}
    mine = {case["record_uid"] for case in lists["cases"] if case["agency"] == "jrf"}
    alone = {
        name: [
            row
            for row in rows
            if (row["record_uid"] in mine if "record_uid" in row else row["agency"] == "jrf")
        ]
        for name, rows in lists.items()
    }
    own = contribute(tables(lists), settings, 2018)
    expected = compute(tables(alone), settings, 2018)
    expected = expected[expected["indicator"].isin(set(own["indicator"]))]
    pd.testing.assert_frame_equal(
        own[own["agency"].eq("jrf")].drop(columns="agency").reset_index(drop=True),
        expected.reset_index(drop=True),
    )


def test_contributions_leave_out_what_agencies_cannot_contribute_to(random_lists, tables, settings):
    own = set(contribute(tables(random_lists(51)), settings, 2018)["indicator"])
    assert set(settings.indicators) - own == {
        "CL10",
        "CN06",
        "CM04",
        "CM06",
        "SV03",
        "DQ06",
        "DQ07",
        "CX01",
    }
