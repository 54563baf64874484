"""The synthetic world is the same each time, holds together over the years, and is plausible."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cpims_report.sample import weights, write_sample
from cpims_report.sample.cases import draw_year
from cpims_report.sample.dates import age_at
from cpims_report.sample.identity import numbers, short_ids


def contents(folder: Path, pattern: str = "**/*") -> dict[str, bytes]:
    files = sorted(path for path in folder.glob(pattern) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.long
def test_the_same_seed_gives_the_same_bytes_whichever_years_are_asked_for(
    folder, tmp_path, settings
):
    write_sample(tmp_path, [2017], cases=300, settings=settings)
    again, first = contents(tmp_path, "**/*2017*/**/*"), contents(folder, "**/*2017*/**/*")
    assert len(first) == 22
    assert again == first


def test_another_seed_gives_other_children():
    agencies = ["imc", "jrf"]
    assert not draw_year(1, 2018, 300, agencies)["birth_date"].equals(
        draw_year(2, 2018, 300, agencies)["birth_date"]
    )


def test_a_case_carries_the_same_ids_and_birth_date_in_each_year(folder, read_text):
    columns = ["id", "unhcr_individual_no", "sex", "displacement_status"]
    before = read_text(folder / "2017/jrf/jrf-2017-synthetic.csv")[columns].drop_duplicates()
    after = read_text(folder / "2018/jrf/jrf-2018-synthetic.csv")[columns].drop_duplicates()
    both = before.merge(after, on="id", suffixes=("", "_after"))
    assert len(both) > 10
    for column in columns[1:]:
        assert both[column].eq(both[f"{column}_after"]).mean() > 0.8


def test_short_ids_are_unique_over_all_years():
    running = [number for year in (2014, 2018, 2030) for number in numbers(year, 5000)]
    assert len(set(short_ids(pd.Series(running).to_numpy()))) == len(running)


def test_sex_age_and_place_follow_their_weights(world):
    cases = world.cases[world.cases["year"].lt(2018)]
    age = age_at(cases["birth_date"], cases["registration_date"])
    assert 0.54 < cases["sex"].eq("male").mean() < 0.58
    assert 10.5 < age.mean() < 11.5
    places = cases["governorate"].value_counts(normalize=True)
    assert all(abs(places[key] - share) < 0.015 for key, share in weights.PLACE.items())
    assert set(cases.loc[cases["camp"].ne("none"), "nationality"]) == {"syria"}


def test_child_marriage_is_a_concern_of_girls_and_child_labour_of_older_boys(world):
    cases = world.cases.assign(primary=world.cases["concerns"].str.split("|").str[0])
    married = cases[cases["primary"].eq("child_marriage")]
    labour = cases[cases["primary"].eq("child_labour")]
    assert married["sex"].eq("female").mean() > 0.95
    assert married["age"].min() >= 12
    assert labour["sex"].eq("male").mean() > 0.7
    assert labour["age"].min() >= 6


def test_only_separated_children_have_separation_among_their_concerns(world):
    cases = world.cases
    named = cases["concerns"].str.contains("family_separation")
    assert not named[cases["protection_status"].eq("neither")].any()
    assert named[cases["protection_status"].ne("neither")].mean() > 0.5


def test_registrations_dip_in_ramadan_and_august_and_peak_in_autumn(world):
    opened = world.cases.loc[world.cases["year"].eq(2017), "registration_date"].dt.month
    months = opened.value_counts()
    assert months[6] < months[5]
    assert months[8] < months[7]
    assert months.idxmax() in (10, 11)


def test_cases_close_after_they_open_and_reopen_after_they_close(world):
    cases = world.cases
    assert (cases["first_closure"] > cases["registration_date"]).all()
    reopened = cases[cases["reopened_date"].notna()]
    assert (reopened["reopened_date"] > reopened["first_closure"]).all()
    assert (reopened["second_closure"] > reopened["reopened_date"]).all()
    assert 0.01 < len(reopened) / len(cases) < 0.08


def test_every_code_of_the_world_is_known_to_the_configuration(world, settings):
    cases, lists = world.cases, settings.lookups
    concerns = {code for cell in cases["concerns"].unique() for code in cell.split("|")}
    assert concerns <= set(settings.concerns.concerns)
    assert set(cases["governorate"]) <= set(settings.places.governorates)
    assert set(cases["camp"]) <= {"none", *settings.places.camps}
    assert set(cases["nationality"]) <= set(lists["nationality"])
    assert set(cases["first_reason"]) <= set(lists["closure_reason"])
    assert set(cases["care_arrangement"]) <= set(lists["care_arrangement"])
    assert set(cases["separation_cause"]) <= set(lists["separation_cause"])
    assert set(cases["disability"]) <= set(lists["disability"])
    assert set(world.services["service_type"]) <= set(lists["service_type"])


def test_the_agency_of_refugees_lists_no_concern_without_a_needs_code(world):
    listed = world.cases[world.cases["agency"].eq("unhcr")]
    concerns = {code for cell in listed["concerns"].unique() for code in cell.split("|")}
    assert not concerns & {"trafficking", "street_situation", "other"}
    assert not listed["nationality"].eq("jordan").any()


def test_a_year_is_completed_on_the_birthday_and_not_the_day_before():
    birth = pd.Series(pd.to_datetime(["2004-05-10", "2004-05-10", "2004-02-29", None]))
    day = pd.Series(pd.to_datetime(["2018-05-09", "2018-05-10", "2018-02-28", "2018-01-01"]))
    assert age_at(birth, day).tolist()[:3] == [13, 14, 13]
    assert age_at(birth, day).isna().tolist() == [False, False, False, True]


def test_no_two_years_are_alike():
    agencies = ["imc", "jrf"]
    years = [draw_year(1, year, 300, agencies).head(150) for year in (2019, 2020)]
    assert not years[0]["age"].equals(years[1]["age"])


def test_a_few_cases_of_december_are_typed_in_after_the_cut_off(world):
    cases = world.cases[world.cases["registration_date"].dt.month.eq(12)]
    late = cases["created_date"].dt.month.eq(2)
    per_year = late.groupby([cases["registration_date"].dt.year, cases["agency"]]).sum()
    assert per_year.min() >= 3
