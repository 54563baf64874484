"""From files to case tables, end to end, on a small workspace."""

import hashlib

import pandas as pd
import pytest

from cpims_report.records import (
    count_answers,
    count_issues,
    list_files,
    show_mapping,
    show_waterfall,
)


@pytest.fixture
def furnished(house, csv_row, forms, unhcr_row):
    """Return the workspace with files of three agencies and one record for every step."""
    number = {"unhcr_individual_no": "SYN-18-0000001"}
    house.csv(
        "jrf",
        [
            csv_row(id="kept", **number),
            csv_row(id="kept", **number),
            csv_row(id="disabled", record_state="false"),
            csv_row(id="marked", status="duplicate"),
            csv_row(id="refused", consent_reporting="false"),
            csv_row(id="late", created_at="2019-02-01T08:00:00Z"),
            csv_row(id="next", registration_date="2019-01-10", created_at="2019-01-10"),
            csv_row(id="adult", date_of_birth="2000-03-05"),
            csv_row(
                id="before",
                status="closed",
                registration_date="2017-02-01",
                created_at="2017-02-01",
                date_closure="2017-12-31",
            ),
        ],
    )
    house.book("imc", forms({"proGres Individual ID": "syn-18-0000001"}, {"Sex": "Male"}))
    house.csv("unhcr", [unhcr_row("U-1"), unhcr_row("U-2", **{"Individual Progress ID": ""})])
    (house.raw.parent / "sample-link-key.txt").write_text("# public\npublic-key\n")
    return house


def test_every_step_takes_its_record(furnished):
    tables = furnished.clean_once()
    wide = show_waterfall(tables)
    assert list(wide["jrf"]) == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert list(wide["imc"]) == [2] * 9
    assert wide["total"].iloc[-1] == len(tables.cases) == 5


def test_every_excluded_record_is_an_issue_with_its_place(furnished):
    issues = furnished.clean_once().issues
    excluded = issues[issues["severity"] == "exclude"].set_index("code")
    assert sorted(excluded.index) == [f"EXC-0{number}" for number in range(1, 9)]
    assert list(excluded.loc[[f"EXC-0{number}" for number in range(1, 9)], "row"]) == list(
        range(3, 11)
    )
    late = excluded.loc["EXC-05"]
    assert (late["file"], late["column"], late["old"]) == (
        "jrf/jrf-synthetic.csv",
        "created_at",
        "2019-02-01",
    )


def test_the_same_child_in_three_agencies_is_one_child(furnished):
    cases = furnished.clean_once().cases
    numbered = cases[cases["child_key_level"] == "individual"]
    assert sorted(numbered["agency"]) == ["imc", "jrf", "unhcr"]
    assert len(set(numbered["child_key"])) == 1
    assert cases["child_key"].nunique() == 3


def test_without_a_key_nobody_is_linked_and_an_issue_says_so(furnished):
    (furnished.raw.parent / "sample-link-key.txt").unlink()
    tables = furnished.clean_once()
    assert tables.cases["child_key"].nunique() == 5
    [issue] = tables.issues.loc[tables.issues["code"] == "LNK-01", "message"]
    assert "CPIMS_LINK_KEY" in issue


def test_no_identifier_stands_in_any_table(furnished):
    tables = furnished.clean_once()
    everything = [
        tables.cases,
        tables.spells,
        tables.services,
        tables.transitions,
        tables.issues,
        tables.identifiers,
        tables.mappings,
    ]
    texts = "\n".join(frame.astype("str").to_csv() for frame in everything)
    assert "SYN-18-0000001" not in texts
    assert "abc0001" not in texts
    assert "2008-06-15" not in texts


def test_the_leak_scan_knows_every_identifier(furnished):
    tables = furnished.clean_once()
    salt = tables.identifiers.attrs["salt"]
    for word in (
        "SYN-18-0000001",
        "syn-18-0000001",
        "abc0001",
        "disabled",
        *tables.cases["record_uid"],
    ):
        digest = hashlib.sha256(f"{salt}{word}".encode()).hexdigest()
        assert digest in set(tables.identifiers["hash"])


def test_spells_belong_to_cases_in_the_report_and_to_all_of_them(furnished):
    tables = furnished.clean_once()
    assert set(tables.spells["record_uid"]) == set(tables.cases["record_uid"])


def test_two_records_under_one_id_are_both_counted_and_flagged(house, csv_row):
    house.csv("jrf", [csv_row(), csv_row(sex="male", date_of_birth="2010-01-02")])
    tables = house.clean()
    assert sorted(tables.cases["sex"]) == ["female", "male"]
    assert list(tables.issues["code"]) == ["COL-01", "REC-01"]


def test_a_registration_taken_from_the_entry_is_mended_in_the_open(house, csv_row):
    house.csv("jrf", [csv_row(registration_date="")])
    tables = house.clean()
    assert tables.cases["registration_date"].iloc[0] == pd.Timestamp(2018, 3, 6)
    issue = tables.issues.set_index("code").loc["REC-02"]
    assert (issue["severity"], issue["new"]) == ("mend", "2018-03-06")


def test_the_first_of_several_nationalities_counts_and_is_flagged(house, csv_row):
    house.csv("jrf", [csv_row(nationality='["syria", "palestine"]')])
    tables = house.clean()
    assert tables.cases["nationality"].iloc[0] == "syria"
    issue = tables.issues.set_index("code").loc["NAT-01"]
    assert issue["old"] == "palestine|syria"


def test_a_primary_concern_outside_the_list_is_added_to_it(house, csv_row):
    house.csv("jrf", [csv_row(primary_protection_concern="child_marriage")])
    tables = house.clean()
    row = tables.cases.iloc[0]
    assert (row["concerns"], row["primary_rule"]) == ("child_marriage|neglect", "recorded")
    assert "CON-01" in set(tables.issues["code"])


def test_the_cause_of_separation_does_not_apply_to_who_is_not_separated(house, csv_row):
    house.csv(
        "jrf",
        [
            csv_row(id="1", protection_status="separated", separation_cause=""),
            csv_row(id="2", protection_status="neither", separation_cause=""),
        ],
    )
    cases = house.clean().cases.set_index("protection_status")
    assert cases.loc["separated", "separation_cause"] == "missing"
    assert cases.loc["neither", "separation_cause"] == "not_applicable"


def test_age_at_closure_is_that_of_the_closure_in_the_year(house, csv_row):
    house.csv(
        "jrf", [csv_row(date_closure="2018-07-01", reopened_date="2018-09-01", status="open")]
    )
    row = house.clean().cases.iloc[0]
    assert (row["age_reg"], row["age_close"]) == (9, 10)
    assert row["closure_reason"] == "not_applicable"
    assert pd.isna(row["closure_date"])


def test_an_analyst_sees_files_issues_answers_and_readings(furnished):
    tables = furnished.clean_once()
    assert list(list_files(tables)["records"]) == [9, 2, 2]
    issues = count_issues(tables).set_index("code")
    assert issues.loc["EXC-01", "jrf"] == issues.loc["EXC-01", "total"] == 1
    answers = count_answers(tables).set_index("column")
    assert answers.loc["sex", "value"] == 13
    sexes = show_mapping(tables, "sex").set_index("text")
    assert sexes.loc["F", "value"] == "female"
    assert sexes["records"].sum() == 13
    concerns = show_mapping(tables, "concerns").set_index("text")
    assert concerns.loc["CR-LW", "value"] == "child_labour_worst"
