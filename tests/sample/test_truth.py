"""The truth holds together, and joins with the files."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from cpims_report.sample.truth import STEPS

YEARS = (2016, 2017, 2018)


def stocks_and_flows(spells: pd.DataFrame, year: int) -> pd.DataFrame:
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    opened, closed, first = spells["open_date"], spells["close_date"], spells["seq"].eq(1)
    within = opened.between(start, end)
    counts = pd.DataFrame(
        {
            "open_start": opened.lt(start) & ~closed.lt(start),
            "new": first & within,
            "reopened": ~first & within,
            "closed": closed.between(start, end),
            "open_end": opened.le(end) & ~closed.le(end),
        }
    )
    return counts.groupby(spells["agency"]).sum()


@pytest.mark.parametrize("year", YEARS)
def test_stocks_and_flows_balance_for_every_agency(truths, year):
    cases = truths[year].cases[["record_uid", "agency"]].drop_duplicates()
    flows = stocks_and_flows(truths[year].spells.merge(cases, on="record_uid"), year)
    balance = flows["open_start"] + flows["new"] + flows["reopened"] - flows["closed"]
    assert len(flows) == 6
    assert balance.equals(flows["open_end"].rename(None))
    assert flows[["open_start", "new", "open_end"]].gt(0).all(axis=None)
    never_closed = {2016: ["jrf"]}.get(year, [])
    assert flows.index[flows["closed"].eq(0)].tolist() == never_closed
    assert flows["reopened"].sum() > 50


@pytest.mark.parametrize("year", YEARS)
def test_about_seven_thousand_children_are_active_each_year(truths, year):
    assert 6500 <= len(truths[year].children) <= 7500


def test_the_caseload_grows(truths):
    sizes = [len(truths[year].children) for year in YEARS]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("year", YEARS)
def test_a_few_children_are_known_to_two_agencies(truths, year):
    assert 0.015 < truths[year].children["cases"].gt(1).mean() < 0.035


@pytest.mark.parametrize("year", YEARS)
def test_between_twelve_and_nineteen_percent_are_unaccompanied_or_separated(truths, year):
    cases = truths[year].cases.set_index("record_uid").query("excluded == ''")
    status = cases.loc[truths[year].children["record_uid"], "protection_status"]
    assert 0.12 < status.isin(["unaccompanied", "separated"]).mean() < 0.19


def test_the_project_lifts_child_labour_in_its_governorate_and_in_the_total(truths):
    def labour(year: int) -> pd.Series:
        cases = truths[year].cases.query("excluded == '' and primary_concern == 'child_labour'")
        return cases["governorate"].value_counts()

    before, after = labour(2017), labour(2018)
    assert after["zarqa"] > 3 * before["zarqa"]
    assert after["amman"] < 1.4 * before["amman"]
    assert after.sum() > 1.3 * before.sum()


@pytest.mark.parametrize("year", YEARS)
def test_every_step_of_exclusion_has_some_records(truths, year):
    excluded = truths[year].cases["excluded"].value_counts()
    assert set(excluded.index) == {"", *STEPS}
    assert excluded.drop("").sum() < 0.12 * excluded.sum()


def test_the_waterfall_ends_with_the_cases_in_the_report(truths):
    truth = truths[2018]
    last = truth.waterfall[truth.waterfall["step"].eq(STEPS[-1])].set_index("agency")["records"]
    first = truth.waterfall[truth.waterfall["step"].eq("received")].set_index("agency")["records"]
    reported = truth.cases[truth.cases["excluded"].eq("")].groupby("agency").size()
    assert last.to_dict() == reported.to_dict()
    assert first.sum() == len(truth.cases)
    assert (
        truth.waterfall.groupby("agency", sort=False)["records"]
        .apply(lambda left: left.is_monotonic_decreasing)
        .all()
    )


def test_cases_in_the_report_are_children_of_the_year_with_known_sex(truths):
    cases = truths[2018].cases.query("excluded == ''")
    assert cases["record_uid"].is_unique
    assert set(cases["sex"]) == {"female", "male"}
    assert cases["age_reg"].max() <= 17
    assert cases["registration_date"].max() <= pd.Timestamp(2018, 12, 31)
    assert not cases["consent_reporting"].eq("false").any()


def test_every_spell_of_a_case_in_the_report_has_its_case(truths):
    truth = truths[2018]
    reported = truth.cases.query("excluded == ''")["record_uid"]
    assert set(truth.spells["record_uid"]) == set(reported)
    assert set(truth.children["record_uid"]) <= set(reported)


def test_a_closed_case_of_the_yearly_list_ends_on_the_last_day_of_the_year(truths):
    truth = truths[2018]
    listed = truth.cases.query("agency == 'unhcr' and excluded == ''")
    spells = truth.spells[truth.spells["record_uid"].isin(listed["record_uid"])]
    assert set(spells["close_precision"]) == {"year", "none"}
    assert spells["close_date"].dropna().eq(pd.Timestamp(2018, 12, 31)).all()
    assert set(listed["risk_level"]) == {"not_collected"}
    assert set(listed["primary_rule"]) == {"precedence", "none"}


def test_a_primary_concern_by_rule_is_the_first_of_the_order(truths, settings):
    order = list(settings.concerns.concerns)
    by_rule = truths[2018].cases.query("primary_rule == 'precedence'")
    first = by_rule["concerns"].str.split("|").map(lambda codes: min(codes, key=order.index))
    assert len(by_rule) > 800
    assert by_rule["primary_concern"].tolist() == first.tolist()


def test_the_record_id_is_the_hash_of_agency_and_source_id(folder, read_text):
    case = read_text(folder / "truth/2018/cases.csv").iloc[0]
    name = f"{case['agency']}:{case['source_id']}"
    assert case["record_uid"] == hashlib.sha256(name.encode()).hexdigest()[:16]


def test_truth_and_files_hold_the_same_records(folder, read_text, read_book):
    cases = read_text(folder / "truth/2018/cases.csv")
    ids = {agency: sorted(rows["source_id"]) for agency, rows in cases.groupby("agency")}
    raw = folder / "2018"
    assert ids["jrf"] == sorted(read_text(raw / "jrf/jrf-2018-synthetic.csv")["id"])
    listed = read_text(raw / "unhcr/unhcr-2018-synthetic.csv")["CPIMS Code"]
    assert ids["unhcr"] == sorted(listed)
    book = read_book(raw / "irc/irc-2018-synthetic.xlsx")
    assert ids["irc"] == sorted(book["Basic Identity"]["ID"])


def test_truth_agrees_with_what_a_field_export_says(folder, read_text):
    cases = read_text(folder / "truth/2018/cases.csv").drop_duplicates("source_id")
    rows = read_text(folder / "2018/nhf/nhf-2018-synthetic.csv").drop_duplicates("id")
    both = rows.merge(cases, left_on="id", right_on="source_id", suffixes=("", "_true"))
    assert len(both) == len(rows)
    assert both["sex"].eq(both["sex_true"]).mean() > 0.9
    assert both["registration_date"].eq(both["registration_date_true"]).mean() > 0.9
    no_birth = both["date_of_birth"].eq("")
    assert both.loc[no_birth, "age_end"].eq("").all()
    disabled = both["record_state"].eq("false")
    assert both.loc[disabled, "excluded"].isin(["disabled", "exact_duplicates"]).all()
    refused = both["consent_reporting"].eq("false") & both["excluded"].ne("")
    assert refused.sum() == both["consent_reporting"].eq("false").sum()


@pytest.mark.parametrize("year", YEARS)
def test_the_truth_tells_of_the_transfers_that_were_planted(truths, year):
    """Every one goes from a member to another and within days, as the sample plants them."""
    truth = truths[year]
    moves = truth.transfers
    days = (moves["next_open_date"] - moves["close_date"]).dt.days
    agency = truth.cases.drop_duplicates("record_uid").set_index("record_uid")["agency"]
    assert len(moves) > 40
    assert days.eq(3).mean() > 0.95
    assert not agency[moves["from_uid"]].eq(agency[moves["to_uid"]].to_numpy()).any()
