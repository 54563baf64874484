"""The work on each case is plausible, and every layout holds of it what its system can hold."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cpims_report.sample import practice
from cpims_report.sample.casework import draw_casework
from cpims_report.sample.layouts.primero_v1_csv import SLOTS
from cpims_report.sample.planted import send
from cpims_report.sample.received import export
from cpims_report.sample.truth import tell_delivery
from cpims_report.table_schemas import CASES, FOLLOWUPS, INCIDENTS, SERVICES, TRANSITIONS

EVENTS = {
    "services": SERVICES,
    "followups": FOLLOWUPS,
    "incidents": INCIDENTS,
    "transitions": TRANSITIONS,
}
DAYS = (
    "assessment_date",
    "case_plan_date",
    "approval_date",
    "bid_submitted_date",
    "bid_decided_date",
    "reunification_date",
)


def deliver(world, settings, year, agency):
    plan = settings.year(year)
    return export(world, next(each for each in plan.sources if each.agency == agency), plan)


@pytest.fixture(scope="session")
def shown(truths):
    """Return the true cases of the report of 2018."""
    return truths[2018].cases.query("excluded == ''")


def test_the_work_is_drawn_anew_without_a_trace_on_what_was_drawn_before(world):
    cases = world.cases[world.cases["year"].eq(2017)].reset_index(drop=True)
    first, again = (draw_casework(2018, 2017, cases) for _ in range(2))
    assert all((pd.Series(first[name]).equals(pd.Series(again[name]))) for name in first)
    other = draw_casework(2019, 2017, cases)
    assert not pd.Series(first["assessment_date"]).equals(pd.Series(other["assessment_date"]))


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_done_before_registration_or_after_the_first_closing(world, day):
    done = world.cases.dropna(subset=day)
    assert len(done) > 300
    assert (done[day] >= done["registration_date"]).all()
    assert (done[day] <= done["first_closure"]).all()


def test_a_case_is_assessed_before_it_is_planned_and_the_sooner_the_higher_its_risk(world):
    cases = world.cases
    planned = cases.dropna(subset="case_plan_date")
    assert (planned["case_plan_date"] >= planned["assessment_date"]).all()
    wait = (cases["assessment_date"] - cases["registration_date"]).dt.days
    means = wait.groupby(cases["risk_level"]).mean()
    assert means["high"] < means["medium"] < means["low"]
    assert 0.85 < cases["assessment_date"].notna().mean() < 0.96


def test_unaccompanied_children_are_reunified_and_reviewed_most_often(world):
    cases = world.cases
    for day in ("reunification_date", "bid_submitted_date"):
        shares = cases[day].notna().groupby(cases["protection_status"]).mean()
        assert shares["unaccompanied"] > 1.5 * shares["separated"]
    assert cases.loc[cases["protection_status"].eq("neither"), "reunification_date"].isna().all()


def test_determinations_are_few_and_never_of_nationals(world):
    submitted = world.cases[world.cases["bid_submitted_date"].notna()]
    assert 0.01 < len(submitted) / len(world.cases) < 0.04
    assert not submitted["nationality"].eq("jordan").any()


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_a_case_worker_has_about_thirty_open_cases(truths, year):
    cases = truths[year].cases.query("excluded == '' and status == 'open'")
    known = cases[~cases["caseworker"].isin(["missing", "not_collected"])]
    loads = known.groupby(["agency", "caseworker"]).size().groupby("agency").mean()
    assert loads.between(22, 42).all()


def test_a_staff_code_belongs_to_one_agency(world):
    owners = world.cases.groupby("caseworker")["agency"].nunique()
    assert owners.max() == 1
    assert len(owners) > 60


def test_follow_ups_are_at_most_eight_and_have_a_day_or_a_due_day(world):
    followups = world.followups
    assert followups.groupby("uuid").size().max() == practice.MOST_FOLLOWUPS
    assert (followups["date"].notna() | followups["due"].notna()).all()
    assert 0.02 < followups["date"].isna().mean() < 0.15
    assert world.cases["uuid"].isin(followups["uuid"]).mean() < 0.95


def test_follow_ups_after_reunification_are_of_reunified_children(world):
    rows = world.followups[world.followups["type"].eq("after_reunification")]
    day = rows["uuid"].map(world.cases.set_index("uuid")["reunification_date"])
    assert len(rows) > 1000
    assert (rows["due"].fillna(rows["date"]) >= day - pd.Timedelta(days=12)).all()


def test_incidents_are_of_children_whose_concerns_are_of_violence(world):
    concerns = world.incidents["uuid"].map(world.cases.set_index("uuid")["concerns"])
    assert concerns.str.contains("violence|child_marriage").all()
    married = world.incidents["violence_type"].eq("forced_marriage")
    assert concerns[married].str.contains("child_marriage").all()


def test_every_new_code_is_known_to_the_configuration(world, settings):
    lists = settings.lookups
    assert set(world.cases["source_of_identification"]) <= set(lists["source_of_identification"])
    assert set(world.cases["bid_outcome"]) <= set(lists["bid_outcome"])
    assert set(world.cases["tracing_status"]) <= set(lists["tracing_status"])
    assert set(world.followups["type"]) <= {"", *lists["followup_type"]}
    assert set(world.incidents["violence_type"]) <= set(lists["violence_type"])
    assert set(world.incidents["location_type"]) <= set(lists["incident_location"])
    assert set(world.incidents["perpetrator"]) <= {"", *lists["perpetrator"]}
    assert set(world.transitions["status"]) <= {"", *lists["transition_status"]}


def test_a_file_knows_nothing_of_what_was_done_after_its_day(world, settings):
    delivery = deliver(world, settings, 2018, "irc")
    day = pd.Timestamp(delivery.cut_off)
    assert not [name for name in DAYS if delivery.records[name].gt(day).any()]
    assert not delivery.services["implemented_on"].gt(day).any()
    assert not delivery.followups["date"].gt(day).any()
    assert delivery.followups["due"].gt(day).any()
    assert {"approved", "pending", ""} == set(delivery.records["approval"])


def test_version_one_cuts_every_list_of_events_at_five(folder, world, settings, read_text):
    delivery = deliver(world, settings, 2017, "tdhl")
    told = tell_delivery(delivery, settings)
    assert told.services.groupby("record_uid").size().max() == SLOTS
    assert told.followups.groupby("record_uid").size().max() == SLOTS
    assert delivery.followups.groupby("uuid").size().max() > SLOTS
    headers = set(read_text(folder / "2017/tdhl/tdhl-2017-synthetic.csv").columns)
    sections = {
        "followup_subform_section": ("followup_type", "followup_needed_by_date", "followup_date"),
        "transitions": ("type", "to_user_agency", "created_at", "to_user_local_status"),
        "reunification_subform_section": ("date_reunification",),
    }
    wanted = {
        f"{section}[{slot}]{name}"
        for section, names in sections.items()
        for name in names
        for slot in range(1, SLOTS + 1)
    }
    assert wanted <= headers
    assert not [header for header in headers if f"[{SLOTS + 1}]" in header]


def test_a_nested_file_has_its_events_as_arrays_under_the_ids_of_the_system(folder):
    text = (folder / "2018/tdhl/tdhl-2018-synthetic.json").read_text("utf-8")
    records = [record["data"] for record in json.loads(text)]
    visits = [row for each in records for row in each.get("followup_subform_section", [])]
    harm = [row for each in records for row in each.get("incident_details", [])]
    moves = [row for each in records for row in each.get("transitions", [])]
    assert len({row.get("followup_type") for row in visits} - {None}) > 1
    assert {"incident_date", "cp_incident_violence_type"} <= {name for row in harm for name in row}
    assert "accepted" in {row.get("to_user_local_status") for row in moves}
    assert any(each.get("assessment_approved") is True for each in records)


def test_an_arabic_file_has_no_english_word_in_its_new_columns(world, settings):
    pages = send(deliver(world, settings, 2017, "imc"), settings, 2018).pages
    fields = {
        "source_of_identification",
        "assessment_approval",
        "tracing_status",
        "followups.followup_type",
        "incidents.violence_type",
        "incidents.incident_location",
        "incidents.perpetrator",
        "transitions.status",
    }
    cells = {
        field: "".join(page.table[page.fields[field]].unique())
        for page in pages
        for field in fields & set(page.fields)
    }
    assert set(cells) == fields
    assert all(
        text and not any("a" <= sign.lower() <= "z" for sign in text) for text in cells.values()
    )


@pytest.mark.parametrize(
    ("year", "agency", "column"),
    [
        (2018, "jrf", "services_kept"),
        (2018, "jrf", "followups_kept"),
        (2018, "unhcr", "incidents_kept"),
        (2017, "tdhl", "incidents_kept"),
        (2016, "nhf", "incidents_kept"),
        (2016, "tdhl", "services_kept"),
    ],
)
def test_a_layout_without_a_table_has_none_of_its_rows(truths, year, agency, column):
    truth = truths[year]
    mine = truth.cases[truth.cases["agency"].eq(agency)]
    assert not mine[column].any()
    rows = getattr(truth, column.removesuffix("_kept"))
    assert not rows["record_uid"].isin(mine["record_uid"]).any()


def test_what_a_layout_cannot_hold_is_not_collected(truths):
    cases = truths[2016].cases
    legacy, listed = cases[cases["agency"].eq("jrf")], cases[cases["agency"].eq("unhcr")]
    new = ["assessment", "case_plan", "bia", "bid", "reunified", "caseworker"]
    assert (legacy[new] == "not_collected").all().all()
    assert set(listed["reunified"]) == {"yes", "no", "not_applicable"}
    assert set(cases.loc[cases["agency"].eq("irc"), "bid"]) == {"not_collected"}
    assert set(cases.loc[cases["agency"].eq("nhf"), "bid"]) == {"none", "submitted", "decided"}
    assert listed["reunification_date"].isna().all()
    assert cases.loc[cases["agency"].eq("imc"), "reunification_date"].notna().any()


def test_determinations_without_a_decision_have_no_outcome(truths):
    cases = truths[2017].cases
    decided = cases["bid"].eq("decided")
    assert decided.sum() > 10
    assert not cases.loc[decided, "bid_outcome"].isin(["not_applicable", "missing"]).any()
    assert set(cases.loc[~decided, "bid_outcome"]) == {"not_applicable", "not_collected"}


def test_only_separated_children_can_be_reunified(shown):
    apart = shown["protection_status"].isin(["unaccompanied", "separated"])
    assert shown.loc[apart, "reunified"].isin(["yes", "no", "not_collected"]).all()
    neither = shown["protection_status"].eq("neither")
    assert set(shown.loc[neither, "reunified"]) <= {"not_applicable", "not_collected"}


@pytest.mark.parametrize("name", EVENTS)
def test_the_true_events_have_the_columns_of_the_schema_and_belong_to_reported_cases(truths, name):
    truth, schema = truths[2017], EVENTS[name]
    rows = getattr(truth, name)
    assert set(rows.columns) == set(schema.columns)
    schema.validate(rows.reset_index(drop=True))
    assert rows["record_uid"].isin(truth.cases.query("excluded == ''")["record_uid"]).all()
    assert (rows["seq"] == rows.groupby("record_uid").cumcount() + 1).all()


def test_the_true_cases_have_the_new_columns_of_the_schema(truths):
    new = list(CASES.columns)[list(CASES.columns).index("source_of_identification") :]
    assert len(new) == 17
    assert set(new) <= set(truths[2018].cases.columns)


def test_a_planted_blank_is_a_blank_of_the_truth_too(world, settings):
    delivery = deliver(world, settings, 2018, "irc")
    sent = send(delivery, settings, 2018)
    before, after = delivery.services, sent.delivery.services
    lost = before["implemented_on"].notna() & after["implemented_on"].isna()
    untyped = before["service_type"].ne("") & after["service_type"].eq("")
    planted = [mark.field for mark in sent.marks if mark.problem == 46 and mark.planted]
    assert lost.sum() == planted.count("services.date_implemented") > 0
    assert untyped.sum() == planted.count("services.service_type") > 0


def test_a_child_handed_over_outside_the_task_force_leaves_a_transfer(truths):
    moved = truths[2018].transitions.query("type == 'transfer'")
    assert set(moved["to_agency"]) >= {"external", "imc"}
    assert not moved.loc[moved["to_agency"].eq("external"), "internal"].any()
