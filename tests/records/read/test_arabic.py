"""An Arabic export is read like an English one: headers, forms, cut names, values, months."""

import pandas as pd
import pytest

from cpims_report.records.systems.catalogue import read_table, sheet_names

IDENTITY = {
    "الرمز التعريفي": "abc0001",
    "الوضع الراهن للحالة": "مغلقة",
    "تاريخ التسجيل أو المقابلة": "05-كانون الثاني-2018",
    "الجنس": "أنثى",
    "تاريخ الميلاد": "15-حزيران-2008",
    "الجنسية": "سورية ||| الأردن",
    "الموقع الحالي": "الأردن::المفرق",
}
CLOSURE = {"الرمز التعريفي": "abc0001", "تاريخ إغلاق ملف الحالة": "01-أيلول-2018"}
SERVICES = {
    "الرمز التعريفي": "abc0001",
    "نوع الخدمة": "خدمات نفسية اجتماعية",
    "هل نُفذت الخدمة؟": "تم تنفيذها",
    "تاريخ تنفيذ الخدمة": "02-آذار-2018",
}
MOVES = {
    "الرمز التعريفي": "abc0001",
    "النوع": "إحالة",
    "تاريخ الإحالة أو التحويل": "03-نيسان-2018",
    "مؤسسة المستخدم البعيد": "مؤسسة نهر الأردن",
}


def sheet(*rows):
    return [list(rows[0]), *(list(row.values()) for row in rows)]


@pytest.fixture
def arabic(xlsx):
    def write(**more):
        forms = {"الهوية الأساسية": sheet(IDENTITY), "إغلاق ملف الحالة": sheet(CLOSURE), **more}
        return xlsx(forms)

    return write


def test_arabic_forms_headers_values_and_months_are_read(reading, arabic):
    row = reading("primero_v2_xlsx", arabic()).records.iloc[0]
    assert (row["status"], row["sex"], row["governorate"]) == ("closed", "female", "mafraq")
    assert row["registration_date"] == pd.Timestamp(2018, 1, 5)
    assert row["closure_date"] == pd.Timestamp(2018, 9, 1)
    assert row["nationality"] == "jordan|syria"


def test_arabic_subforms_are_known_by_their_cut_names(reading, arabic):
    moves = "الإحالات والتحو-النموذج الفرعي المتداخل للانتقالات"
    cut = f"{moves[:28]}..."
    content = arabic(**{"الخدمات-النموذج الفرعي للخدمات": sheet(SERVICES), cut: sheet(MOVES)})
    delivery = reading("primero_v2_xlsx", content)
    services, transitions = (delivery.subforms[name] for name in ("services", "transitions"))
    assert services["service_type"].item() == "psychosocial_service"
    assert services["implemented"].item() == "implemented"
    assert transitions["date"].item() == pd.Timestamp(2018, 4, 3)
    assert transitions["to_agency"].item() == "jrf"


def test_english_and_arabic_may_stand_in_one_file(reading, xlsx):
    english = [["ID", "Date of Closure"], ["abc0001", "01-Sep-2018"]]
    content = xlsx({"الهوية الأساسية": sheet(IDENTITY), "Closure": english})
    assert reading("primero_v2_xlsx", content).records["closure_date"].notna().all()


OWN = ("Child Labor Details", "Education and Activities", "Washington Group Questions")
"""Forms of one country: what they are called in Arabic is told by its own form export."""


def test_every_used_field_has_an_arabic_header():
    fields = read_table("primero_v2")
    used = fields[(fields["column"] != "") & ~fields["form"].isin(OWN)]
    translated = read_table("primero_v2_ar")
    have = set(zip(translated["form"], translated["field"], strict=True))
    assert set(zip(used["form"], used["field"], strict=True)) <= have


def test_no_arabic_header_of_a_form_means_two_of_our_columns():
    fields = read_table("primero_v2")[["form", "field", "column"]]
    labels = read_table("primero_v2_ar").merge(fields, on=["form", "field"])
    meanings = labels.groupby(["form", "label"])["column"].nunique()
    assert meanings.max() == 1


def test_arabic_names_of_sheets_are_cut_at_31_characters():
    names = sheet_names("النموذج الفرعي المتداخل للانتقالات", "الإحالات والتحويلات")
    assert max(len(name) for name in names) > 31
    assert any(len(name) <= 31 for name in names)
