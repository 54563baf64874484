"""Numbers, percents, dates and lists as a reader of a language expects them.

`SYSTEMS` is the one setting: Arabic texts use Arabic-Indic digits (٠١٢٣) throughout, as the code
lists' own labels do; with "latn" they use Latin digits throughout. Numbers of chapters, figures and
pages follow it too. Babel knows the separators and the plural rules, but leaves Latin digits.
A language that is not named in `LOCALES` is written as CLDR has it, with Latin digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

LOCALES = {"en": "en_GB", "ar": "ar_JO"}
SYSTEMS = {"ar": "arab"}
LATIN_DIGITS, ARABIC_DIGITS = "0123456789", "٠١٢٣٤٥٦٧٨٩"
DIGITS = {"latn": LATIN_DIGITS, "arab": ARABIC_DIGITS}
SIGNS = {"latn": "%", "arab": "٪"}
_NUMBER = re.compile(r"(?<![A-Za-z\d_./@#-])\d+(?![A-Za-z\d_])|[%٪]")


def digits(language: str) -> str:
    """Return the ten digits that texts of a language are written with."""
    return DIGITS[system(language)]


def system(language: str) -> str:
    """Return which digits a language is written with, as CLDR names them."""
    return SYSTEMS.get(language, "latn")


def locale(language: str) -> Locale:
    """Return the locale of CLDR that a language is written by."""
    return Locale.parse(LOCALES.get(language, language))


def localised(written: str, language: str) -> str:
    """Return `written`, a number, with the digits of the language."""
    if language not in SYSTEMS:
        return written
    given = f"{LATIN_DIGITS}%{ARABIC_DIGITS}٪"
    wanted = digits(language) + SIGNS[system(language)]
    return written.translate(str.maketrans(given, wanted * 2))


def in_digits(text: str, language: str) -> str:
    """Return words with their numbers in the digits of the language; codes and names stay."""
    return _NUMBER.sub(lambda found: localised(found[0], language), text)


def number(value: int, language: str) -> str:
    """Return a count with thousand separators."""
    written = format_decimal(value, locale=locale(language), numbering_system=system(language))
    return localised(written, language)


def percent(value: float, language: str, decimals: int = 1, signed: bool = False) -> str:
    """Return `value`, which is in percent already, as a percentage; with + or − if `signed`."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    pattern = f"+{digits}%;−{digits}%" if signed else f"{digits}%"
    written = format_percent(
        round(value, decimals) / 100,
        format=pattern,
        locale=locale(language),
        numbering_system=system(language),
    )
    return localised(written, language)


def day(value: date, language: str) -> str:
    """Return a date in words, such as 31 January 2019."""
    return localised(format_date(value, "d MMMM y", locale=locale(language)), language)


def listed(items: Sequence[str], language: str) -> str:
    """Return the items as one phrase: a, b and c."""
    return format_list(list(items), locale=locale(language))


def plural(value: int, language: str) -> str:
    """Return the plural category of CLDR for a count: one, two, few, many, other, zero."""
    return str(locale(language).plural_form(value))
