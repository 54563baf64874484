"""Our own template can be filled in Excel and is read back as it was filled."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from cpims_report.config import Source
from cpims_report.errors import InputRefused
from cpims_report.records.deliveries.delivery import read_delivery
from cpims_report.records.read.received import Received
from cpims_report.records.systems.profile import read_profiles
from cpims_report.records.template import write_template
from cpims_report.records.template.definition import (
    list_fields,
    list_words,
    read_definition,
    template_profile,
)

PROFILE = "template_xlsx"
CASE = {
    "Case number": "T-1",
    "Case status": "Closed",
    "Date of registration": pd.Timestamp(2018, 3, 5),
    "Sex": "Girls",
    "Date of birth": pd.Timestamp(2008, 6, 15),
    "Nationality": "Syrian",
    "Governorate or camp": "Za'atari camp",
    "Primary concern": "Child labour",
    "Concern [1]": "Neglect",
    "Concern [3]": "Out of school",
    "Consent to reporting": "Yes",
    "Date of closure": pd.Timestamp(2018, 9, 1),
    "Reason for closure": "Turned 18",
    "Date of reopening [1]": pd.Timestamp(2018, 7, 1),
    "Care arrangement": "Unknown",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory, settings):
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path, settings)
    return path


@pytest.fixture
def fill(template, settings, year):
    """Return a maker of filled templates, read: sheet -> rows of English header -> English word."""

    def make(**tables):
        book = openpyxl.load_workbook(template)
        lists = dropdowns(book)
        for name, rows in tables.items():
            sheet = book[name]
            places = {cell.value.split(" | ")[0]: cell.column for cell in sheet[1]}
            for number, row in enumerate(rows, 2):
                for header, word in row.items():
                    place = places[header]
                    offered = lists.get((name, place), {})
                    sheet.cell(number, place, offered.get(word, word))
        buffer = BytesIO()
        book.save(buffer)
        file = Received("nhf", PROFILE, "nhf/a-synthetic.xlsx", buffer.getvalue())
        plan = Source(agency="nhf", profile=PROFILE, files=("a",))
        return read_delivery(file, read_profiles()[PROFILE], plan, settings, year)

    return make


def dropdowns(book):
    """Return (sheet, column) -> English word -> word offered, as Excel offers them."""
    found = {}
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                title, cells = next(iter(book.defined_names[rule.formula1].destinations))
                words = [cell.value for [cell] in book[title][cells]]
                place = openpyxl.utils.cell.range_boundaries(str(rule.sqref))[0]
                found[sheet.title, place] = {word.split(" | ")[0]: word for word in words}
    return found


def test_what_is_chosen_from_the_lists_is_read(fill):
    delivery, problems = fill(Cases=[CASE])
    row = delivery.records.iloc[0]
    assert not problems
    expected = {
        "source_id": "T-1",
        "status": "closed",
        "sex": "female",
        "governorate": "mafraq",
        "camp": "zaatari",
        "primary_concern": "child_labour",
        "concerns": "neglect|out_of_school",
        "closure_reason": "turned_18",
        "care_arrangement": "unknown",
        "registration_date": pd.Timestamp(2018, 3, 5),
        "closure_date": pd.Timestamp(2018, 9, 1),
    }
    assert {name: row[name] for name in expected} == expected
    assert list(delivery.subforms["reopenings"]["date"]) == [pd.Timestamp(2018, 7, 1)]


def test_services_and_transfers_are_read_with_their_case(fill):
    services = [
        {"Case number": "T-1", "Type of service": "Education Service", "Delivered": "Implemented"}
    ]
    transfers = [
        {
            "Case number": "T-1",
            "Referral or transfer": "Transfer",
            "Status of referral or transfer": "Accepted",
            "Receiving organisation": "Jordan River Foundation",
        }
    ]
    delivery, problems = fill(Cases=[CASE], Services=services, Transfers=transfers)
    assert not problems
    assert delivery.subforms["services"]["service_type"].item() == "education_service"
    assert delivery.subforms["transitions"]["to_agency"].item() == "jrf"
    assert delivery.subforms["transitions"]["transition_status"].item() == "accepted"


def test_every_word_of_every_list_is_read_back(fill, settings):
    headers = {name: header for header, name in template_profile().columns.items()}
    offered = list_words(settings)
    several = {"concerns", "bid", "bid_outcome", "reunified"}
    codes = [name for name in offered if name in headers and name not in several]
    longest = max(len(offered[name]) for name in codes)
    rows = [
        {
            **CASE,
            "Case number": f"T-{place}",
            **{
                headers[name]: offered[name][place % len(offered[name])].split(" | ")[0]
                for name in codes
            },
        }
        for place in range(longest)
    ]
    delivery, problems = fill(Cases=rows)
    assert not problems
    assert {name: delivery.records[name].nunique() for name in codes} == {
        name: len(offered[name]) for name in codes
    }


def test_what_a_case_has_reached_is_read_back(fill):
    reached = {
        "Source of identification": "School",
        "Date of assessment": pd.Timestamp(2018, 3, 9),
        "BIA": "Completed",
        "BIA date": pd.Timestamp(2018, 4, 1),
        "BID outcome": "Resettlement to a third country",
        "Protection status": "Separated",
        "Reunified": "Reunified",
        "Date of reunification": pd.Timestamp(2018, 8, 1),
        "Caseworker code": "CW-7",
    }
    rows = [{**CASE, **reached}, {**CASE, "Case number": "T-2", "BIA": "Unknown"}]
    delivery, problems = fill(Cases=rows)
    assert not problems
    full, blank = delivery.records.to_dict("records")
    expected = {
        "source_of_identification": ("school", "missing"),
        "assessment": ("done", "none"),
        "case_plan": ("none", "none"),
        "bia": ("done", "unknown"),
        "bid": ("decided", "none"),
        "bid_outcome": ("resettlement", "not_applicable"),
        "reunified": ("yes", "missing"),
        "caseworker": ("CW-7", "missing"),
    }
    assert {name: (full[name], blank[name]) for name in expected} == expected
    assert (full["bia_date"], full["reunification_date"]) == (
        pd.Timestamp(2018, 4, 1),
        pd.Timestamp(2018, 8, 1),
    )


def test_follow_ups_are_read_with_their_case_and_an_empty_sheet_is_kept(fill):
    due = {"Case number": "T-1", "Type of follow-up": "In care"}
    made = {**due, "Date of follow-up": pd.Timestamp(2018, 5, 2)}
    later = {**due, "Follow-up due by": pd.Timestamp(2018, 6, 1)}
    followups = fill(Cases=[CASE], **{"Follow-ups": [made, later]})[0].subforms["followups"]
    assert list(followups["followup_type"]) == ["in_care", "in_care"]
    assert list(followups["date"].notna()) == [True, False]
    assert followups["due"].iloc[1] == pd.Timestamp(2018, 6, 1)
    records = fill(Cases=[CASE])[0].records
    assert records["followups_kept"].all()
    assert not records["incidents_kept"].any()


def test_every_place_of_the_list_is_read_back(fill, settings):
    words = [word.split(" | ")[0] for word in list_words(settings)["places"]]
    rows = [
        {**CASE, "Case number": f"T-{place}", "Governorate or camp": word}
        for place, word in enumerate(words)
    ]
    delivery, problems = fill(Cases=rows)
    assert not problems
    assert len(delivery.records[["governorate", "camp"]].drop_duplicates()) == len(words)


def test_an_empty_template_holds_no_case(fill):
    with pytest.raises(InputRefused) as caught:
        fill(Cases=[])
    assert {problem.code for problem in caught.value.problems} == {"IN-EMPTY"}


def test_the_profile_knows_exactly_the_columns_of_the_template():
    written = {header for table in read_definition().values() for header in table.columns}
    assert written <= set(template_profile().columns)
    assert set(template_profile().columns) - written == {"All concerns"}
    assert all(
        field.column.en_help for table in read_definition().values() for field in list_fields(table)
    )


def test_the_template_is_in_two_languages_and_guides_whoever_fills_it(template):
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == [
        "Instructions",
        "التعليمات",
        "Cases",
        "Services",
        "Follow-ups",
        "Transfers",
        "Lists",
    ]
    assert book["التعليمات"].sheet_view.rightToLeft
    assert all(" | " in cell.value for cell in book["Cases"][1])
    assert book["Cases"].freeze_panes == "B2"
    assert not any(sheet.merged_cells.ranges for sheet in book)
    assert book.properties.title
    rules = book["Cases"].data_validations.dataValidation
    assert all(rule.prompt for rule in rules)
    assert len(rules) == book["Cases"].max_column


def test_the_same_settings_give_the_same_bytes(template, settings, tmp_path):
    write_template(tmp_path / "again.xlsx", settings)
    assert (tmp_path / "again.xlsx").read_bytes() == template.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.xlsx"]
