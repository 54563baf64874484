"""Services, moves, follow-ups and incidents belong to the cases of the report, each row once."""

import pandas as pd
import pytest

from cpims_report.records import count_events
from cpims_report.table_schemas import FOLLOWUPS, INCIDENTS, SERVICES, TRANSITIONS

FOLLOWUP_HEADS = ["ID", "Type of follow up", "Follow up date"]
INCIDENT_HEADS = ["ID", "Type of Violence", "Date of Incident"]


@pytest.fixture
def book(forms):
    """Return a maker of workbooks with follow-ups and incidents, rows of (number, word, day)."""

    def make(followups=(), incidents=(), *records):
        named = [[f"abc{number:04d}", *cells] for number, *cells in followups]
        told = [[f"abc{number:04d}", *cells] for number, *cells in incidents]
        return {
            **forms(*(records or ({}, {"Sex": "Male"}))),
            "Nested Followup Subform": [FOLLOWUP_HEADS, *named],
            "Nested Incident Details Subform": [INCIDENT_HEADS, *told],
        }

    return make


def test_rows_are_numbered_within_their_case_in_the_order_of_the_file(house, book):
    followups = [
        (2, "Follow up in Care", "05-May-2018"),
        (1, "Follow up for Service", "04-Jun-2018"),
        (2, "", "01-Apr-2018"),
    ]
    house.book("imc", book(followups, [(1, "Physical Assault", "")]))
    tables = house.clean()
    FOLLOWUPS.validate(tables.followups)
    INCIDENTS.validate(tables.incidents)
    assert list(tables.followups["record_uid"]) == sorted(tables.followups["record_uid"])
    assert sorted(tables.followups["seq"]) == [1, 1, 2]
    twice = tables.followups[tables.followups["record_uid"].duplicated(keep=False)]
    assert list(twice["type"]) == ["in_care", "missing"]
    assert list(twice["date"]) == [pd.Timestamp(2018, 5, 5), pd.Timestamp(2018, 4, 1)]
    incident = tables.incidents.iloc[0]
    assert (incident["violence_type"], incident["perpetrator"]) == (
        "physical_assault",
        "not_collected",
    )
    assert pd.isna(incident["date"])


def test_rows_of_records_left_out_of_the_report_go_with_them(house, book):
    outside = {"Date of Registration or Interview": "05-Mar-2019"}
    rows = [(1, "Follow up in Care", ""), (2, "Follow up in Care", "")]
    house.book("imc", book(rows, [(1, "Rape", "")], outside, {}))
    tables = house.clean()
    assert len(tables.cases) == len(tables.followups) == 1
    assert tables.incidents.empty


def test_tables_without_a_row_hold_to_their_schemas(house, csv_row):
    house.csv("jrf", [csv_row()])
    tables = house.clean()
    schemas = (SERVICES, TRANSITIONS, FOLLOWUPS, INCIDENTS)
    for name, schema in zip(
        ("services", "transitions", "followups", "incidents"), schemas, strict=True
    ):
        table = getattr(tables, name)
        assert table.empty
        schema.validate(table)


def test_each_record_tells_whether_its_own_source_keeps_such_rows(house, book, csv_row):
    house.book("imc", book())
    house.csv("jrf", [csv_row()])
    kept = house.clean().cases.groupby("agency")[
        ["services_kept", "followups_kept", "incidents_kept"]
    ]
    assert kept.any().loc["imc"].tolist() == [False, True, True]
    assert not kept.any().loc["jrf"].any()


def test_an_analyst_sees_rows_by_agency_and_nothing_where_none_are_kept(house, book, csv_row):
    house.book("imc", book([(1, "Follow up in Care", "")]))
    house.csv("jrf", [csv_row()])
    counted = count_events(house.clean()).set_index("agency")
    assert list(counted.columns) == ["cases", "services", "transitions", "followups", "incidents"]
    assert counted.loc["imc", ["cases", "followups", "incidents"]].tolist() == [2, 1, 0]
    assert counted.loc["jrf", ["services", "followups", "incidents"]].isna().all()


def test_a_record_of_two_extracts_has_the_rows_of_the_one_that_counts(house, book):
    early, late = house.path("imc", "a-synthetic.xlsx"), house.path("imc", "b-synthetic.xlsx")
    rows = [(1, "Follow up in Care", "05-May-2018")]
    house.book("imc", book(rows, (), {})).rename(early)
    closed = {"Case Status": "Closed", "Date of Closure": "01-Dec-2018"}
    house.book("imc", book([*rows, (1, "", "01-Dec-2018")], (), closed)).rename(late)
    tables = house.clean()
    assert len(tables.cases) == 1
    assert list(tables.followups["date"]) == [pd.Timestamp(2018, 5, 5), pd.Timestamp(2018, 12, 1)]


def test_rows_sent_again_with_a_record_sent_twice_count_once(house, book):
    followups = [(1, "Follow up in Care", "05-May-2018")] * 2
    incidents = [(1, "Rape", ""), (1, "Physical Assault", "")]
    other = [(2, "Follow up in Care", "05-May-2018")] * 2
    twice = {"ID": "abc0001"}
    content = book([*followups, *other, *followups], [*incidents, *incidents], {}, {}, twice)
    house.book("imc", content)
    tables = house.clean()
    first = tables.followups["record_uid"].value_counts()
    assert (len(tables.cases), sorted(first)) == (2, [2, 2])
    assert list(tables.incidents["violence_type"]) == ["rape", "physical_assault"]
    assert list(tables.incidents["seq"]) == [1, 2]


def test_rows_that_are_no_copies_all_stay_with_a_record_sent_twice(house, book):
    followups = [(1, "Follow up in Care", "05-May-2018"), (1, "Follow up in Care", "06-May-2018")]
    incidents = [(1, "Rape", "")] * 3
    house.book("imc", book(followups, incidents, {}, {"ID": "abc0001"}))
    tables = house.clean()
    assert (len(tables.cases), len(tables.followups), len(tables.incidents)) == (1, 2, 3)
