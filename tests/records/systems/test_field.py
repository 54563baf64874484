"""Files with the columns, options and places of Jordan's real configuration are read."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
import yaml

from cpims_report.records.quality import examine

FIELD = Path(__file__).parents[1] / "field"
SYSTEMS = (pytest.param("", marks=pytest.mark.long), "jordan_cpims")


@pytest.fixture
def case(house):
    """Return a maker of the workspace of one case of the field, with or without its system."""

    def make(name, system=""):
        [folder] = FIELD.glob(f"{name}-*")
        plan = yaml.safe_load((folder / "2018.yml").read_text(encoding="utf-8"))
        [source] = plan["sources"]
        plan["sources"] = [{**source, "system": system}]
        text = yaml.safe_dump(plan, allow_unicode=True)
        (house.workspace.config / "2018.yml").write_text(text, encoding="utf-8")
        shutil.copytree(
            folder, house.raw, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.yml")
        )
        return house

    return make


@pytest.mark.parametrize("system", SYSTEMS)
def test_of_hundreds_of_columns_those_that_are_needed_are_read_and_the_others_listed(case, system):
    house = case("70", system)
    examination = examine(house.workspace, 2018)
    assert not examination.refused
    assert len(examination.unread) > 280
    [row] = house.clean().cases.to_dict("records")
    assert (row["sex"], row["nationality"], row["governorate"]) == ("female", "syria", "mafraq")


def met(cases, *columns):
    """Return how often each combination of values stands in the case tables."""
    return Counter(cases[list(columns)].itertuples(index=False, name=None))


CONCERNS = (
    ("child_labour", "neither"),
    ("violence_abuse", "neither"),
    ("child_marriage", "neither"),
    ("sexual_violence", "neither"),
    ("family_separation", "unaccompanied"),
)


@pytest.mark.parametrize("system", SYSTEMS)
def test_concerns_are_read_by_their_ids(case, system):
    cases = case("71", system).clean().cases
    expected = Counter([*CONCERNS, ("other", "neither")])
    assert met(cases, "primary_concern", "protection_status") == expected


@pytest.mark.parametrize("system", SYSTEMS)
def test_concerns_are_read_by_their_labels(case, system):
    cases = case("71b", system).clean().cases
    assert met(cases, "primary_concern", "protection_status") == Counter(CONCERNS)


@pytest.mark.parametrize("system", SYSTEMS)
def test_labels_and_places_in_two_languages_are_read_by_either_half(case, system):
    cases = case("72", system).clean().cases
    assert met(cases, "governorate", "camp", "protection_status") == Counter(
        [
            ("mafraq", "none", "unaccompanied"),
            ("mafraq", "zaatari", "missing"),
            ("zarqa", "azraq", "missing"),
            ("zarqa", "ejc", "missing"),
            ("tafilah", "none", "missing"),
            ("mafraq", "none", "neither"),
        ]
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_camps_are_read_by_their_codes(case, system):
    assert set(case("72b", system).clean().cases["camp"]) == {"azraq", "zaatari", "ejc"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_long_closure_reason_is_read(case, system):
    assert list(case("73", system).clean().cases["closure_reason"]) == ["needs_met"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_countries_without_a_code_of_their_own_are_other_nationalities(case, system):
    cases = case("76", system).clean().cases
    assert met(cases, "nationality") == {("other",): 6, ("palestine",): 1}


@pytest.mark.parametrize("system", SYSTEMS)
def test_values_may_be_mapped_under_our_name_the_header_or_the_field(case, system):
    [row] = case("85", system).clean().cases.to_dict("records")
    assert row["concerns"] == "child_labour|violence_abuse"
    assert row["primary_concern"] == "child_labour"
    assert row["protection_status"] == "unaccompanied"
