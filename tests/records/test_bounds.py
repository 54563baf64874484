"""Children are counted once, with the fewest and the most that there can be."""

from cpims_report.records.people.bounds import count_bounds

ALIKE = {"birth_date": "2008-06-15", "birth_precision": "exact"}


def bounds_of(records, *people):
    typed = records(
        *[
            {"record_uid": str(place), "child_key": str(place), **each}
            for place, each in enumerate(people)
        ]
    )
    return count_bounds(typed).set_index("agency")


def test_look_alikes_of_two_agencies_may_be_one_child(records):
    found = bounds_of(records, ALIKE, {**ALIKE, "agency": "jrf"})
    assert found.loc["_T", ["cases", "children", "lower", "upper"]].to_list() == [2, 2, 1, 2]
    assert found.loc["imc", ["children", "lower", "upper"]].to_list() == [1, 1, 1]


def test_two_of_one_agency_are_two(records):
    found = bounds_of(records, ALIKE, ALIKE, {**ALIKE, "agency": "jrf"})
    assert found.loc["_T", "lower"] == 2


def test_different_individual_numbers_are_different_children(records):
    numbered = {**ALIKE, "child_key_level": "individual"}
    found = bounds_of(records, numbered, {**numbered, "agency": "jrf"})
    assert found.loc["_T", "lower"] == 2


def test_a_birth_year_alone_makes_nobody_alike(records):
    year = {**ALIKE, "birth_precision": "year_only"}
    assert bounds_of(records, year, {**year, "agency": "jrf"}).loc["_T", "lower"] == 2


def test_linked_records_are_one_child_of_several_cases(records):
    found = bounds_of(
        records, {**ALIKE, "child_key": "c"}, {**ALIKE, "child_key": "c", "agency": "jrf"}
    )
    assert found.loc["_T", ["children", "lower", "upper"]].to_list() == [1, 1, 2]
