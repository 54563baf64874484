"""Each of the sixty problems, as it stands in a file, is answered as the register says."""

from datetime import date

import pandas as pd
import pytest
import xlsxwriter

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.records.issues.problem_register import problems_of
from cpims_report.records.people.ages import completed_years


@pytest.fixture
def found(house):
    """Return the issues of a code after cleaning, as they are told; the same files once."""

    def look(code):
        tables = house.clean_once()
        issues = tables.issues[tables.issues["code"] == code]
        assert problems_of(code)
        return tables, issues

    return look


@pytest.fixture
def refused(house):
    """Return the codes and the text with which the workspace is refused."""

    def look():
        error = house.refusal()
        return [problem.code for problem in error.problems], str(error)

    return look


def words(issues):
    """Return severity, old and new of the only issue."""
    [row] = issues[["severity", "old", "new"]].to_numpy().tolist()
    return tuple(row)


def all_words(issues):
    """Return severity, old and new of all issues, no two of which are alike."""
    told = list(issues[["severity", "old", "new"]].itertuples(index=False, name=None))
    assert len(told) == len(set(told))
    return set(told)


def each(csv_row, **columns):
    """Return records with one value of each column, registered one day after another."""
    rows = zip(*columns.values(), strict=True)
    return [
        csv_row(
            id=f"case-{day:04d}",
            registration_date=f"2018-02-{day:02d}",
            **dict(zip(columns, row, strict=True)),
        )
        for day, row in enumerate(rows, 1)
    ]


def in_order(cases, column):
    """Return the values of a column in the order of registration."""
    return list(cases.sort_values("registration_date")[column])


def many(csv_row, count, **changes):
    return [csv_row(id=f"case-{place:04d}", **changes) for place in range(count)]


def test_problem_01_a_missing_header_comes_with_the_nearest_of_the_unread(house, csv_row, refused):
    row = csv_row()
    house.csv("jrf", [{"registration_dat": row.pop("registration_date"), **row}])
    codes, text = refused()
    assert codes == ["IN-COLUMN"]
    assert "Did you mean “registration_dat”?" in text


def test_problem_02_two_columns_of_one_field_are_refused(house, forms, refused):
    sheets = forms({})
    sheets["Basic Identity"][0].append("Sex")
    sheets["Basic Identity"][1].append("Male")
    house.book("imc", sheets)
    assert refused()[0] == ["IN-TWICE"]


def test_problem_03_a_cut_sheet_name_is_read_and_an_unknown_one_left_alone(house, forms):
    sheets = forms({})
    log = [["ID", "Date Reopened"], ["abc0001", "05-Sep-2018"]]
    house.book("imc", {**sheets, "Record Informat-Case Reopened": log})
    assert house.clean().spells["seq"].max() == 2
    house.book("imc", {**sheets, "My own sheet": log})
    assert house.clean().spells["seq"].max() == 1


def test_problem_04_blank_rows_of_a_subform_are_passed_over_and_counted(house, forms, found):
    log = [["ID", "Date Reopened"], ["abc0001", ""], ["abc0002", "05-Sep-2018"]]
    house.book("imc", {**forms({}, {}), "Record Informat-Case Reopened": log})
    tables, issues = found("SUB-01")
    assert "One empty row was" in issues["message"].iloc[0]
    assert len(tables.spells) == 3


def test_problem_05_a_list_with_other_signs_is_read_and_noted(house, csv_row, found):
    cells = ["neglect, child_labour", "neglect; child_labour", "neglect\nchild_labour"]
    house.csv("jrf", each(csv_row, protection_concerns=cells))
    tables, issues = found("LST-01")
    assert list(tables.cases["concerns"]) == ["child_labour|neglect"] * 3
    assert all_words(issues) == {("mend", cell, "child_labour|neglect") for cell in cells}


def test_problem_06_a_protective_apostrophe_goes(house, csv_row, found):
    house.csv("jrf", [csv_row(risk_level="'-")])
    tables, issues = found("TXT-01")
    assert words(issues) == ("mend", "'-", "-")
    assert tables.cases["risk_level"].iloc[0] == "missing"


def test_problem_07_a_table_without_its_row_of_headers_is_refused(house, forms, refused):
    sheets = forms({})
    del sheets["Basic Identity"][0]
    house.book("imc", sheets)
    assert "IN-NO-HEADER" in refused()[0]


def test_problem_08_columns_named_by_a_guid_are_left_out_and_told(house, found):
    house.source("imc", profile="legacy_cpims")
    guid = "0f8fad5b-d9cb-469f-a165-70867728950e"
    house.book(
        "imc",
        {
            "Sheet1": [
                ["", "Registration", "", "", "", ""],
                ["PersonGId", "DateOfRegistration", "Sex", "", "", guid],
                ["", "", "", "DateOfBirth", "CurrentLocation", ""],
                ["p-000001", "25/03/2018", "F", "15/06/2008", "Jordan::Mafraq", "text"],
            ]
        },
    )
    tables, issues = found("HDR-02")
    assert list(issues["severity"]) == ["flag"]
    assert len(tables.cases) == 1


def test_problem_09_a_typing_error_comes_with_the_nearest_value(house, csv_row, refused, found):
    house.csv("jrf", [csv_row(displacement_status="asylum-seeker")])
    assert words(found("TXT-03")[1]) == ("mend", "asylum-seeker", "asylum_seeker")
    house.csv("jrf", [csv_row(displacement_status="asilum_seeker")])
    codes, text = refused()
    assert codes == ["IN-VALUE"]
    assert "Did you mean “Asylum seeker”?" in text


def test_problem_10_an_option_that_stands_twice_counts_once(house, csv_row, found):
    house.csv(
        "jrf",
        [
            csv_row(id="1", protection_concerns='["neglect", "neglect"]'),
            csv_row(id="2", protection_status="separated", separation_cause="poverty, poverty"),
        ],
    )
    tables, issues = found("LST-02")
    assert list(issues["new"]) == ["neglect", "poverty"]
    assert "poverty" in set(tables.cases["separation_cause"])


def test_problem_11_a_collapsed_label_is_flagged_and_never_guessed(house, csv_row, found):
    ended = {"status": "closed", "date_closure": "2018-09-01"}
    house.csv(
        "jrf",
        [
            csv_row(id="1", status="تمت الإحالة", date_closure="2018-09-01"),
            csv_row(id="2", protection_status="طفل غير مصحوب"),
            csv_row(id="3", **ended, closure_reason="تمت الإحالة"),
        ],
    )
    tables, issues = found("AMB-02")
    assert sorted(issues["new"]) == ["unknown", "unknown"]
    assert "unknown" in set(tables.cases["protection_status"])
    assert "unknown" in set(tables.cases["closure_reason"])
    assert words(found("AMB-01")[1]) == ("flag", "تمت الإحالة", "transferred")
    house.source("jrf", values={"protection_status": {"طفل غير مصحوب": "separated"}})
    tables, issues = found("AMB-02")
    assert len(issues) == 1
    assert "separated" in set(tables.cases["protection_status"])


def test_problem_12_arabic_digits_and_invisible_marks_are_made_plain(house, csv_row, found):
    house.csv("jrf", [csv_row(sex="\u200ffemale", registration_date="٢٠١٨-٠٣-٠٥")])
    tables, issues = found("TXT-02")
    assert sorted(issues["new"]) == ["2018-03-05", "female"]
    assert tables.cases["registration_date"].iloc[0] == pd.Timestamp(2018, 3, 5)


def test_problem_13_variants_of_arabic_letters_are_one_spelling(house, csv_row, found):
    house.csv("jrf", [csv_row(status="مغلقه", date_closure="2018-05-01")])
    assert words(found("TXT-03")[1]) == ("mend", "مغلقه", "closed")


def test_problem_14_the_encoding_of_arabic_windows_is_recognised(house, csv_row, found, refused):
    house.csv("jrf", [csv_row(nationality="سوريا")], encoding="cp1256")
    tables, issues = found("FIL-01")
    assert list(issues["severity"]) == ["mend"]
    assert tables.cases["nationality"].iloc[0] == "syria"
    house.path("jrf").write_bytes(b"id,status\n1,\x00open\n")
    assert refused()[0] == ["IN-TEXT"]


def test_problem_15_dates_in_another_notation_are_read_and_noted(house, csv_row, found, refused):
    rows = many(csv_row, 3)
    rows[2]["registration_date"] = "05-Mar-2018"
    house.csv("jrf", rows)
    assert words(found("DAT-01")[1]) == ("mend", "05-Mar-2018", "2018-03-05")
    house.csv("jrf", [csv_row(registration_date="31-Foo-2018")])
    assert refused()[0][0] == "IN-DATE"


def test_problem_16_a_file_that_proves_no_order_of_day_and_month_is_refused(
    house, unhcr_row, refused
):
    house.csv("unhcr", [unhcr_row(**{"Date of Identification": "03/05/2018"})])
    codes, text = refused()
    assert codes == ["IN-DAY-MONTH"]
    assert "2018" in text


def test_problem_17_dates_that_cannot_be_are_flagged_and_not_used(house, csv_row, found):
    house.csv(
        "jrf",
        [
            csv_row(id="1", registration_date="2081-03-05"),
            csv_row(id="2", registration_date="1998-03-05", date_of_birth="1990-01-02"),
            csv_row(id="3", status="closed", date_closure="2018-01-01"),
            csv_row(id="4", date_of_birth="2018-03-06"),
            csv_row(id="5", date_of_birth="1979-03-06"),
            csv_row(id="6", date_closure="2018-02-31"),
        ],
    )
    tables, _ = found("REC-03")
    codes = set(tables.issues["code"])
    assert {"REC-03", "REC-04", "SPL-03", "AGE-01", "AGE-02", "DAT-02"} <= codes
    assert tables.cases["age_reg"].isna().sum() == 2


def test_problem_18_births_on_new_year_by_estimate_stand_for_a_year(house, csv_row, found):
    house.csv("jrf", [csv_row(date_of_birth="2008-01-01", estimated="true")])
    tables, issues = found("AGE-03")
    assert tables.cases["birth_precision"].iloc[0] == "year_only"
    assert issues["old"].iloc[0] == ""


def test_problem_19_an_age_alone_counts_at_registration_and_drift_is_not_read(
    house, csv_row, found
):
    house.csv("jrf", [csv_row(id="1", date_of_birth="", age="9"), csv_row(id="2", age="14")])
    tables, issues = found("AGE-05")
    assert words(issues)[:2] == ("flag", "9")
    assert sorted(tables.cases["age_reg"]) == [9, 9]
    assert found("AGE-06")[1]["old"].to_list() == ["14"]


def test_problem_20_adults_are_left_out_and_counted(house, csv_row, found):
    house.csv("jrf", [csv_row(), csv_row(id="2", date_of_birth="1999-06-15")])
    tables, issues = found("EXC-07")
    assert len(issues) == len(tables.cases) == 1


def test_problem_21_a_birthday_counts_from_its_own_day(house, csv_row, found):
    births = ["2000-03-06", "2000-03-05", "2000-03-04"]
    rows = [csv_row(id=f"case-{place}", date_of_birth=day) for place, day in enumerate(births)]
    house.csv("jrf", rows)
    assert list(found("EXC-07")[1]["row"]) == [3, 4]
    leap = pd.Series(pd.to_datetime(["2000-02-29"]))
    assert completed_years(leap, pd.Series(pd.to_datetime(["2018-02-28"]))).iloc[0] == 17


def test_problem_22_a_complete_birth_marked_as_estimated_is_flagged(house, csv_row, found):
    house.csv("jrf", [csv_row(estimated="true")])
    tables, issues = found("AGE-07")
    assert len(issues) == 1
    assert tables.cases["birth_precision"].iloc[0] == "exact"


def test_problem_23_a_row_that_stands_twice_counts_once(house, csv_row, found):
    house.csv("jrf", [csv_row(), csv_row()])
    tables, issues = found("EXC-01")
    assert (len(tables.cases), list(issues["row"])) == (1, [3])


def test_problem_24_one_id_for_two_records_is_flagged(house, csv_row, found):
    house.csv("jrf", [csv_row(), csv_row(sex="male")])
    tables, issues = found("REC-01")
    assert (len(tables.cases), list(issues["severity"])) == (2, ["flag"])


def test_problem_25_colliding_short_ids_are_told_apart(house, forms, found):
    sheets = forms({}, {"Sex": "Male"})
    for row, long in zip(sheets["Basic Identity"], ("Long ID", "x-1", "x-2"), strict=True):
        row.append(long)
    for rows in sheets.values():
        rows[2][0] = "abc0001"
    house.book("imc", sheets)
    tables, issues = found("REC-05")
    assert (len(tables.cases), len(issues)) == (2, 2)
    assert "REC-01" not in set(tables.issues["code"])


@pytest.fixture
def keyed(house):
    (house.raw.parent / "sample-link-key.txt").write_text("public-key\n")


def test_problem_26_a_child_of_two_members_counts_once(house, csv_row, unhcr_row, found, keyed):
    house.csv("jrf", [csv_row(unhcr_individual_no="SYN-18-0000001")])
    house.csv("unhcr", [unhcr_row()])
    tables, issues = found("LNK-02")
    assert len(set(tables.cases["child_key"])) == 1
    assert len(issues) == 2
    assert issues["old"].str.fullmatch("#[0-9a-f]{8}").all()


def test_problem_27_a_number_of_brothers_and_sisters_links_nobody(house, csv_row, found, keyed):
    number = {"unhcr_individual_no": "SYN-18-0000001"}
    house.csv(
        "jrf",
        [csv_row(id="1", **number), csv_row(id="2", date_of_birth="2014-02-01", **number)],
    )
    tables, issues = found("LNK-03")
    assert tables.cases["child_key"].nunique() == 2
    assert not issues["old"].str.contains("SYN").any()


def test_problem_28_a_transfer_between_members_goes_on(house, csv_row, unhcr_row, found, keyed):
    number = {"unhcr_individual_no": "SYN-18-0000001"}
    house.csv(
        "jrf",
        [
            csv_row(id="1", status="transferred", date_closure="2018-05-01", **number),
            csv_row(id="2", status="transferred", date_closure="2018-05-01"),
        ],
    )
    house.csv("unhcr", [unhcr_row(**{"Date of Identification": "2018-05-11"})])
    tables, issues = found("TRF-01")
    assert list(issues["new"]) == ["unhcr"]
    assert len(tables.transfers) == 1
    assert len(found("TRF-02")[1]) == 1


def test_problem_29_the_status_goes_before_the_date(house, csv_row, found):
    house.csv("jrf", [csv_row(date_closure="2018-05-01", closure_reason="needs_met")])
    tables, issues = found("SPL-02")
    assert words(issues) == ("flag", "2018-05-01", "")
    assert tables.spells["close_date"].isna().all()
    assert len(found("SPL-06")[1]) == 1


def test_problem_30_a_closure_from_before_the_reopening_closes_the_first_spell(
    house, csv_row, found
):
    house.csv(
        "jrf", [csv_row(status="closed", date_closure="2018-05-01", reopened_date="2018-07-01")]
    )
    tables, issues = found("SPL-05")
    assert words(issues) == ("mend", "2018-05-01", "2018-12-31")
    assert len(tables.spells) == 2
    house.csv("jrf", [csv_row(case_status_reopened="true")])
    assert len(found("SPL-04")[1]) == 1


def test_problem_31_closed_without_reason_or_date(house, csv_row, found):
    house.csv("jrf", [csv_row(status="closed", date_closure="", closure_reason="")])
    tables, issues = found("SPL-01")
    assert words(issues) == ("mend", "", "2018-12-31")
    assert tables.cases["closure_reason"].iloc[0] == "missing"
    assert len(found("SPL-07")[1]) == 1


def test_problem_32_disabled_and_marked_records_are_left_out(house, csv_row, found):
    rows = [csv_row(id="1", record_state="false"), csv_row(id="2", status="duplicate")]
    house.csv("jrf", [*rows, csv_row(id="3")])
    tables, issues = found("EXC-02")
    assert (len(tables.cases), len(issues)) == (1, 1)
    assert len(found("EXC-03")[1]) == 1


def test_problem_33_other_years_are_left_out_and_other_members_are_flagged(house, csv_row, found):
    ended = {"status": "closed", "date_closure": "2017-02-01"}
    house.csv(
        "jrf",
        [
            csv_row(id="1", registration_date="2019-01-05", created_at="2019-01-05"),
            csv_row(id="2", **ended, registration_date="2016-01-05"),
            csv_row(id="3", registration_date="2013-01-05"),
        ],
    )
    tables, issues = found("EXC-06")
    assert (len(tables.cases), len(issues)) == (1, 1)
    assert len(found("EXC-08")[1]) == 1
    assert len(found("MEM-01")[1]) == 1
    path = house.workspace.config / "agencies.yml"
    path.write_text(path.read_text().replace("short: JRF, from: 2014", "short: JRF, from: 2019"))
    with pytest.raises(ConfigurationError, match="CFG-MEMBER"):
        house.clean()


def test_problem_34_a_camp_counts_inside_its_governorate(house, forms, found):
    house.book("imc", forms({"Current Location": "Jordan::Zaatari Camp"}))
    tables, issues = found("PLC-01")
    assert words(issues) == ("mend", "Jordan::Zaatari Camp", "mafraq / zaatari")
    assert tables.cases[["governorate", "camp"]].iloc[0].to_list() == ["mafraq", "zaatari"]


def test_problem_35_places_in_many_spellings(house, forms, found):
    places = {
        "Jordan::Arbed": ("PLC-02", "irbid"),
        "Irbid - Jordan": ("PLC-02", "irbid"),
        "Irbid::Jordan": ("PLC-02", "irbid"),
        "JO-MA": ("PLC-02", "mafraq"),
        "JO33": ("PLC-02", "maan"),
        "22": ("PLC-02", "mafraq"),
        "Jordan::Azraq": ("PLC-03", "zarqa"),
        "MA": ("PLC-03", "unknown"),
    }
    day = "Date of Registration or Interview"
    rows = [
        {"Current Location": text, day: f"{n:02d}-Mar-2018"} for n, text in enumerate(places, 1)
    ]
    house.book("imc", forms(*rows))
    tables, _ = found("PLC-02")
    told = tables.issues[tables.issues["code"].isin(["PLC-02", "PLC-03"])].set_index("row")["code"]
    assert told.to_dict() == {row: code for row, (code, _) in enumerate(places.values(), 2)}
    assert in_order(tables.cases, "governorate") == [place for _, place in places.values()]


def test_problem_36_a_place_outside_the_country_has_no_governorate(house, forms, found):
    house.book("imc", forms({"Current Location": "Syria::Homs"}))
    tables, issues = found("PLC-04")
    assert words(issues) == ("flag", "", "not_applicable")
    assert len(tables.cases) == 1


def test_problem_37_the_first_of_several_nationalities_counts(house, csv_row, found):
    house.csv("jrf", [csv_row(nationality='["Syrian", "palestine"]')])
    assert words(found("NAT-01")[1]) == ("flag", "palestine|syria", "syria")


def test_problem_38_palestinians_of_several_origins_are_flagged(house, csv_row, found):
    texts = ["PRS", "Ex-Gazan", "فلسطيني سوري"]
    house.csv("jrf", each(csv_row, nationality=texts))
    assert all_words(found("NAT-02")[1]) == {("flag", text, "palestine") for text in texts}


def test_problem_39_words_of_an_earlier_list_are_flagged(house, csv_row, found):
    house.csv("jrf", [csv_row(protection_concerns='["SGBV"]')])
    assert words(found("CON-02")[1]) == ("flag", '["SGBV"]', "sexual_violence")


def test_problem_40_statuses_leave_the_concerns(house, csv_row, found):
    house.csv("jrf", [csv_row(protection_concerns='["refugee", "neglect"]')])
    assert words(found("CON-03")[1]) == ("mend", "neglect|refugee", "neglect")


def test_problem_41_a_primary_concern_is_added_or_taken_by_rule(house, csv_row, found):
    house.csv(
        "jrf",
        [
            csv_row(id="1", primary_protection_concern="child_labour"),
            csv_row(id="2", primary_protection_concern=""),
        ],
    )
    assert words(found("CON-01")[1]) == ("mend", "", "child_labour")
    assert words(found("CON-04")[1]) == ("mend", "missing", "neglect")


def test_problem_42_the_text_beside_other_is_never_read(house, csv_row, found):
    secret = "neighbour of Layla Secret"
    row = csv_row(protection_concerns='["other"]', protection_concerns_other=secret)
    house.csv("jrf", [row])
    tables, issues = found("CON-05")
    assert len(issues) == 1
    frames = [getattr(tables, name) for name in tables.__dataclass_fields__]
    assert all("Layla" not in frame.to_csv() for frame in frames)


def test_problem_43_words_for_no_answer_are_coded_apart(house, csv_row, found):
    codes = {"-": "missing", "N/A": "not_applicable", "لا يوجد": "not_applicable"}
    texts = [*codes, "Don't know"]
    house.csv("jrf", each(csv_row, risk_level=texts))
    tables, issues = found("VAL-01")
    assert all_words(issues) == {("mend", text, code) for text, code in codes.items()}
    assert in_order(tables.cases, "risk_level") == [*codes.values(), "unknown"]


def test_problem_44_yes_and_no_in_the_notation_of_few_are_noted(house, csv_row, found):
    rows = many(csv_row, 4, consent_reporting="true")
    rows[3]["consent_reporting"] = "نعم"
    house.csv("jrf", rows)
    tables, issues = found("VAL-02")
    assert words(issues) == ("mend", "نعم", "true")
    assert tables.cases["consent_reporting"].all()


def test_problem_45_five_services_may_be_more(house, found, tmp_path):
    house.source("jrf", profile="primero_v1_csv")
    full = {f"services_section[{place}]service_type": "Food Service" for place in range(1, 6)}
    base = {
        "model_type": "Case",
        "child_status": "Open",
        "registration_date": "05-Mar-2018",
        "sex": "Female",
        "date_of_birth": "15-Jun-2008",
    }
    four = {**full, "services_section[5]service_type": ""}
    house.csv("jrf", [{"_id": "case-1", **base, **full}, {"_id": "case-2", **base, **four}])
    tables, issues = found("SRV-01")
    assert (len(issues), len(tables.services)) == (1, 9)


def test_problem_46_services_without_date_or_type_are_flagged(house, forms, found):
    services = [
        ["ID", "Type of Service", "Service implemented", "Service Implemented On"],
        ["abc0001", "Food Service", "Implemented", "05-Apr-2018"],
        ["abc0001", "Food Service", "Implemented", ""],
        ["abc0001", "", "Implemented", "05-Apr-2018"],
    ]
    house.book("imc", {**forms({}), "Services-Nested Services": services})
    tables, issues = found("SRV-02")
    assert (list(issues["row"]), list(issues["sheet"])) == ([3], ["Services-Nested Services"])
    assert list(found("SRV-03")[1]["row"]) == [4]
    assert len(tables.services) == 3


def test_problem_47_a_referral_to_oneself_is_a_loop(house, forms, found):
    rows = [
        ["ID", "Type", "Remote User Agency"],
        ["abc0001", "Referral", "IMC"],
        ["abc0001", "Referral", "JRF"],
    ]
    house.book("imc", {**forms({}), "Referrals and T-Nested Trans...": rows})
    _, issues = found("TRF-03")
    assert (list(issues["row"]), list(issues["old"])) == ([2], ["imc"])


def test_problem_48_what_a_layout_cannot_hold_is_not_collected(house, unhcr_row, found):
    house.csv("unhcr", [unhcr_row()])
    tables, issues = found("COL-01")
    assert "closure_reason" in issues["message"].iloc[0]
    assert tables.cases["risk_level"].iloc[0] == "not_collected"


def test_problem_49_an_identifying_column_is_refused(house, csv_row, refused):
    house.csv("jrf", [{**csv_row(), "name_last": "Secret"}])
    codes, text = refused()
    assert codes == ["IN-IDENTIFYING"]
    assert "Secret" not in text


def test_problem_50_hidden_rows_and_merged_cells_are_flagged(house, forms, found):
    path = house.path("imc")
    with xlsxwriter.Workbook(path) as book:
        for name, rows in forms({}, {}).items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name == "Closure":
                sheet.set_row(2, None, None, {"hidden": True})
                sheet.merge_range(10, 0, 11, 0, "")
    tables, issues = found("FIL-02")
    assert "hidden rows and merged cells" in issues["message"].iloc[0]
    assert len(tables.cases) == 2


def test_problem_51_words_beside_an_age_are_taken_away(house, csv_row, found):
    texts = ["9 yrs", "٩ سنة", "9 years old"]
    rows = [
        csv_row(id=f"case-{place}", date_of_birth="", age=age) for place, age in enumerate(texts)
    ]
    house.csv("jrf", rows)
    tables, issues = found("NUM-01")
    assert all_words(issues) == {("mend", text, "9") for text in texts}
    assert list(tables.cases["age_reg"]) == [9, 9, 9]


def test_problem_52_a_row_of_totals_is_no_case(house, csv_row, found):
    totals = ["Total", "المجموع", "Grand total: 1"]
    blank = dict.fromkeys(csv_row(), "")
    house.csv("jrf", [csv_row(), *({**blank, "id": word, "sex": "female"} for word in totals)])
    tables, issues = found("TOT-01")
    assert (len(tables.cases), list(issues["severity"])) == (1, ["exclude"] * 3)
    assert tables.waterfall["records"].iloc[0] == 1


def test_problem_53_the_later_of_two_extracts_counts(house, csv_row, found):
    house.csv("jrf", [csv_row(id="1"), csv_row(id="2")])
    house.path("jrf").rename(house.path("jrf", "older-synthetic.csv"))
    house.csv("jrf", [csv_row(id="1", status="closed", date_closure="2018-11-01")])
    tables, issues = found("EXC-09")
    assert sorted(tables.cases["status"]) == ["closed", "open"]
    assert list(issues["file"]) == ["jrf/older-synthetic.csv"]


def test_problem_54_a_delivery_of_open_cases_alone_is_flagged(house, csv_row, found):
    house.csv("jrf", many(csv_row, 20))
    assert "All 20 cases are open" in found("DEL-02")[1]["message"].iloc[0]
    house.csv("jrf", many(csv_row, 19))
    assert found("DEL-02")[1].empty


def test_problem_55_an_extract_from_before_the_end_of_the_year_is_flagged(house, csv_row, found):
    house.csv("jrf", many(csv_row, 20))
    assert "2018-03-06" in found("DEL-03")[1]["message"].iloc[0]
    house.csv("jrf", [*many(csv_row, 20), csv_row(created_at="2018-12-05")])
    assert found("DEL-03")[1].empty


def test_problem_56_a_crosswalk_joins_old_and_new_ids(house, csv_row, found, refused):
    house.csv("jrf", [csv_row(id="old-00001"), csv_row(id="new-00002")])
    (house.raw / "jrf" / "crosswalk.csv").write_text("old,new\nold-00001,new-00001\n")
    tables, issues = found("XWK-01")
    [(severity, old, new)] = issues[["severity", "old", "new"]].to_numpy().tolist()
    assert severity == "mend"
    assert {old[0], new[0]} == {"#"}
    house.csv("jrf", [csv_row(id="new-00001"), csv_row(id="new-00002")])
    assert set(tables.cases["record_uid"]) == set(house.clean().cases["record_uid"])
    (house.raw / "jrf" / "crosswalk.csv").write_text("old,new\na,b\na,c\n")
    assert refused()[0] == ["IN-CROSSWALK"]


def test_problem_57_late_entries_are_left_out_and_counted(house, csv_row, found):
    house.csv("jrf", [csv_row(), csv_row(id="2", created_at="2019-02-01")])
    tables, issues = found("EXC-05")
    assert (len(tables.cases), len(issues)) == (1, 1)


def test_problem_58_without_consent_a_record_is_left_out_and_counted(house, csv_row, found):
    house.csv("jrf", [csv_row(), csv_row(id="2", consent_reporting="false")])
    tables, issues = found("EXC-04")
    assert (len(tables.cases), len(issues)) == (1, 1)
    steps = tables.waterfall.set_index("step")["records"]
    assert steps["status_duplicate"] - steps["no_consent"] == 1
    assert Settings(house.workspace.config).policy.consent_reporting_false == "exclude"


def test_problem_59_a_row_without_a_trait_of_a_child_is_flagged(house, csv_row, found):
    house.csv("jrf", [csv_row(), csv_row(id="2", sex="", date_of_birth="")])
    assert list(found("HOU-01")[1]["row"]) == [3]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "IN-EMPTY"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "IN-LOCKED"),
        (b"PK\x03\x04 broken", "IN-WORKBOOK"),
    ],
)
def test_problem_60_empty_locked_and_damaged_files_are_refused(house, refused, content, code):
    house.path("imc").write_bytes(content)
    assert refused()[0] == [code]
    assert date(2019, 2, 3) == house.sources["imc"]["received"]
