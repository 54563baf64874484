"""Spellings that mean the same are made alike."""

import pytest

from cpims_report.records.text.normalisation import fold, fold_place, latin_digits, tidy


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("أنثى", "انثي"),
        ("إربد", "اربد"),
        ("سورية", "سوريه"),
        ("الأردن", "الاردن"),
        ("مـفـتـوحـة", "مفتوحة"),
        ("مُغْلَقَة", "مغلقة"),
        ("الزرقاء", "الزرقا"),
        ("کرک", "كرك"),
        ("Ma'an", "Maan"),
        ("Za’atari", "zaatari"),
        ("Ammān", "AMMAN"),
        ("physically_or_mentally_abused", "Physically or  Mentally Abused"),
        ("not-implemented", "Not Implemented"),
        ("Trafficked / smuggled", "trafficked/smuggled"),
    ],
)
def test_variants_of_a_word_fold_to_the_same(written, meant):
    assert fold(written) == fold(meant)


@pytest.mark.parametrize(("one", "other"), [("male", "female"), ("مغلقة", "مفتوحة"), ("a1", "a2")])
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


def test_invisible_marks_and_blanks_go():
    assert tidy("\u200f\u202b مغلقة\u202c\xa0 ") == "مغلقة"


def test_the_apostrophe_that_protects_from_formulas_goes_and_others_stay():
    assert tidy("'=SUM(A1)") == "=SUM(A1)"
    assert tidy("'-") == "-"
    assert tidy("'Ajlūn") == "'Ajlūn"


def test_arabic_and_persian_digits_become_latin():
    assert latin_digits("٢٠١٨ ۱۲") == "2018 12"


@pytest.mark.parametrize(
    "spelling", ["Al-Mafraq", "Al Mafraq", "المفرق", "Mafraq Governorate", "محافظة المفرق"]
)
def test_a_place_has_no_article_and_no_word_for_governorate(spelling):
    assert fold_place(spelling) in {"mafraq", "مفرق"}
