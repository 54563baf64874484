"""Dates of the Hijri calendar: told apart so that they are refused, not read as other days."""

from __future__ import annotations

import re

from cpims_report.records.text.normalisation import fold, latin_digits, tidy

YEARS = range(1300, 1500)
"""1882 to 2077 of the common calendar."""
YEAR = re.compile(r"(?<!\d)(1[34]\d\d)(?!\d)")
MARK = re.compile(r"\d\s*(?:هـ|ه|AH|A\.H\.)\s*$|هجري", re.IGNORECASE)
MONTHS = {
    fold(name)
    for name in (
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الثاني",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الثانية",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
        "Muharram",
        "Safar",
        "Rajab",
        "Shaban",
        "Ramadan",
        "Shawwal",
    )
}
SIGNS = {fold(sign) for sign in ("هـ", "ه", "AH", "A", "H", "هجري", "هجرية")}
LETTERS = re.compile(r"[^\d\W_]+(?:\s+[^\d\W_]+)*")
PARTS = re.compile(r"\d{1,4}[-/. ]+\d{1,2}[-/. ]+\d{1,4}")


def is_plain_hijri(text: str) -> bool:
    """Return whether a text is a Hijri date and nothing besides."""
    word = latin_digits(tidy(text))
    digits = sum(letter.isdigit() for letter in word)
    words = {fold(name) for name in LETTERS.findall(word)}
    return is_hijri(word) and digits <= len("14390101") and words <= MONTHS | SIGNS


def is_hijri(text: str) -> bool:
    """Return whether a date is one of the Hijri calendar: by its mark, its month or its year."""
    word = latin_digits(tidy(text))
    if not any(letter.isdigit() for letter in word):
        return False
    named = any(fold(name) in MONTHS for name in LETTERS.findall(word))
    dated = PARTS.match(word) is not None and YEAR.search(word) is not None
    return named or dated or MARK.search(word) is not None
