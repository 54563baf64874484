"""Stocks and flows: the table per agency, and what is said when they do not add up."""

from __future__ import annotations

import pytest

from cpims_report.errors import InputRefused
from cpims_report.indicators import Caseload, balance, compute


def test_the_balance_lists_agencies_in_order_and_the_total(case, tables, settings):
    caseload = Caseload.of(
        tables(
            case(("2017-02-01", "2018-02-01"), ("2018-05-01",), agency="jrf"),
            case(("2018-02-01",), agency="imc"),
            case(("2018-02-01", "2018-03-01"), agency="imc"),
        ),
        settings,
        2018,
    )
    rows = balance(caseload).set_index("agency")
    assert rows.loc["imc"].tolist() == [0, 2, 0, 1, 1, 0]
    assert rows.loc["jrf"].tolist() == [1, 0, 1, 1, 1, 0]
    assert rows.loc["_T"].tolist() == [1, 2, 1, 2, 2, 0]
    assert list(rows.index) == ["imc", "jrf", "_T"]


@pytest.mark.parametrize(
    "periods",
    [
        [("2018-02-01",), ("2018-03-01",)],
        [("2018-02-01", "2017-03-01")],
        [("2017-02-01", "2018-02-01"), ("2017-05-01", "2018-05-01")],
    ],
    ids=["two spells open at once", "closed before opened", "overlapping spells carried over"],
)
def test_contradictory_spells_are_refused_and_the_agency_is_named(periods, case, tables, settings):
    wrong = tables(case(*periods, agency="nhf"), case(agency="imc"))
    with pytest.raises(InputRefused) as refused:
        compute(wrong, settings, 2018)
    assert [problem.agency for problem in refused.value.problems] == ["nhf", "all agencies"]
    assert "difference" in str(refused.value)


def test_differences_of_two_agencies_do_not_cancel_out(case, tables, settings):
    wrong = tables(
        case(("2018-02-01",), ("2018-03-01",), agency="imc"),
        case(("2019-02-01", "2018-03-01"), agency="irc"),
    )
    with pytest.raises(InputRefused) as refused:
        balance(Caseload.of(wrong, settings, 2018))
    assert [problem.agency for problem in refused.value.problems] == ["imc", "irc"]
