"""Numbers, percents, dates and lists as a reader of a language expects them.

Arabic texts use Arabic-Indic digits (٠١٢٣) throughout, as CLDR gives for Jordan and as the code
lists' own labels do. Babel knows the separators and the plural rules, but leaves Latin digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

LOCALES = {"en": "en_GB", "ar": "ar_JO"}
SYSTEMS = {"en": "latn", "ar": "arab"}
ARABIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")


def localised(written: str, language: str) -> str:
    """Return `written` with the digits of the language."""
    return written.translate(ARABIC) if language == "ar" else written


def number(value: int, language: str) -> str:
    """Return a count with thousand separators."""
    system = SYSTEMS[language]
    written = format_decimal(value, locale=LOCALES[language], numbering_system=system)
    return localised(written, language)


def percent(value: float, language: str, decimals: int = 1, signed: bool = False) -> str:
    """Return `value`, which is in percent already, as a percentage; with + or − if `signed`."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    pattern = f"+{digits}%;−{digits}%" if signed else f"{digits}%"
    written = format_percent(
        round(value, decimals) / 100,
        format=pattern,
        locale=LOCALES[language],
        numbering_system=SYSTEMS[language],
    )
    return localised(written, language)


def day(value: date, language: str) -> str:
    """Return a date in words, such as 31 January 2019."""
    return localised(format_date(value, "d MMMM y", locale=LOCALES[language]), language)


def listed(items: Sequence[str], language: str) -> str:
    """Return the items as one phrase: a, b and c."""
    return format_list(list(items), locale=LOCALES[language])


def plural(value: int, language: str) -> str:
    """Return the plural category of CLDR for a count: one, two, few, many, other, zero."""
    return str(Locale.parse(LOCALES[language]).plural_form(value))
