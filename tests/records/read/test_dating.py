"""Day and month are told apart by proof or not at all; Excel's numbers count from the right day."""

from datetime import date

import pandas as pd
import pytest

from cpims_report.errors import InputRefused

BASE = {
    "id": "a",
    "status": "open",
    "sex": "female",
    "registration_date": "2018-03-05",
    "date_of_birth": "2008-06-15",
}


def rows(*days, column="registration_date"):
    return [{**BASE, "id": f"r{place}", column: day} for place, day in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("03/04/2018", "25/04/2018"), date(2018, 4, 3)),
        (("03/04/2018", "04/25/2018"), date(2018, 3, 4)),
        (("٠٣/٠٤/٢٠١٨", "٢٥/٠٤/٢٠١٨"), date(2018, 4, 3)),
        (("3.4.18", "25.4.18"), date(2018, 4, 3)),
        (("05/05/2018", "06/06/2018"), date(2018, 5, 5)),
    ],
)
def test_one_number_above_twelve_settles_the_whole_file(reading, csv, days, first):
    records = reading("primero_v2_csv", csv(*rows(*days))).records
    assert records["registration_date"].iloc[0] == pd.Timestamp(first)


def test_the_proof_may_stand_in_another_column(reading, csv):
    row = {**BASE, "registration_date": "03/04/2018", "date_of_birth": "15/06/2008"}
    records = reading("primero_v2_csv", csv(row)).records
    assert records["registration_date"].item() == pd.Timestamp(2018, 4, 3)


def refusal(reading, content, profile="primero_v2_csv", **source):
    with pytest.raises(InputRefused) as caught:
        reading(profile, content, **source)
    [problem] = caught.value.problems
    assert problem.code == "IN-DAY-MONTH"
    return problem


def test_a_file_without_proof_is_refused_with_both_readings_and_the_way_out(reading, csv):
    problem = refusal(reading, csv(*rows("2018-03-05", "03/04/2018")))
    assert "3 April 2018 or 4 March 2018" in problem.message
    assert (problem.row, problem.column) == (3, "registration_date")
    assert "dates: day_first" in problem.action


def test_a_file_with_proof_of_both_orders_is_refused(reading, csv):
    problem = refusal(reading, csv(*rows("25/04/2018", "04/25/2018")))
    assert "25/04/2018 and 04/25/2018" in problem.message


def test_a_date_of_birth_is_never_shown(reading, csv):
    problem = refusal(reading, csv(*rows("05/06/2008", column="date_of_birth")))
    assert "2008" not in str(problem)
    assert "3 April" in problem.message


@pytest.mark.parametrize(("order", "month"), [("day_first", 4), ("month_first", 3)])
def test_configuration_settles_what_no_proof_does(reading, csv, order, month):
    records = reading("primero_v2_csv", csv(*rows("03/04/2018")), dates=order).records
    assert records["registration_date"].item().month == month


def legacy(*days):
    return {
        "Sheet1": [["PersonGId", "DateOfRegistration", "Sex"], *(["1", day, "F"] for day in days)]
    }


def test_the_old_system_writes_the_day_first_unless_its_file_proves_otherwise(reading, xlsx):
    plain = reading("legacy_cpims", xlsx(legacy("03/04/2015")))
    turned = reading("legacy_cpims", xlsx(legacy("03/04/2015", "04/25/2015")))
    assert plain.records["registration_date"].iloc[0] == pd.Timestamp(2015, 4, 3)
    assert turned.records["registration_date"].iloc[0] == pd.Timestamp(2015, 3, 4)


HEADERS = ["ID", "Case Status", "Sex", "Date of Registration or Interview"]


def book(day):
    return {"Basic Identity": [HEADERS, ["a", "Open", "Female", day]]}


@pytest.mark.parametrize("base", [False, True])
def test_typed_dates_are_the_same_in_both_of_excels_calendars(reading, xlsx, base):
    content = xlsx(book(date(2018, 1, 5)), date_1904=base)
    records = reading("primero_v2_xlsx", content).records
    assert records["registration_date"].item() == pd.Timestamp(2018, 1, 5)


@pytest.mark.parametrize(("number", "base"), [(43105, False), (41643, True), ("43105.5", False)])
def test_plain_numbers_count_from_the_day_that_the_workbook_says(reading, xlsx, number, base):
    records = reading("primero_v2_xlsx", xlsx(book(number), date_1904=base)).records
    assert records["registration_date"].item() == pd.Timestamp(2018, 1, 5)


def test_configuration_says_from_which_year_a_text_file_counts(reading, csv):
    records = reading("primero_v2_csv", csv(*rows("41643")), excel_dates=1904).records
    assert records["registration_date"].item() == pd.Timestamp(2018, 1, 5)


@pytest.mark.parametrize("day", ["12/05/1439", "1439-05-12", "12 محرم 1439", "1439/05/12 هـ"])
def test_hijri_dates_are_refused_in_plain_words(reading, csv, day):
    with pytest.raises(InputRefused) as caught:
        reading("primero_v2_csv", csv(*rows(day, "25/04/2018", column="date_closure")))
    [problem] = caught.value.problems
    assert "Hijri" in problem.message
    assert "Gregorian" in problem.action
