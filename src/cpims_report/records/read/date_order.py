"""How the dates of one file are meant: the order of day and month, and where Excel starts to count.

01/02/2018 is 1 February or January 2: only a number above 12 somewhere in the file proves which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from cpims_report.errors import Problem
from cpims_report.records.columns import COLUMNS, SUBFORMS
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.received import Received
from cpims_report.records.read.used_columns import Part
from cpims_report.records.systems.profile import DateFormat
from cpims_report.records.text.distinct_words import find_first
from cpims_report.records.values.codes import split_list
from cpims_report.records.values.dates import NUMERIC, plain_day, read_day_first, read_month_first

DAY_KINDS = ("day", "days")
ORDERED: dict[str, DateFormat] = {"day_first": "day_month_year", "month_first": "month_day_year"}
EPOCH = re.compile(rb"<(?:\w+:)?workbookPr[^>]*\bdate1904=[\"'](?:1|true)[\"']")
LARGEST = 1 << 20
"""Bytes of a workbook's own part that are looked through for its epoch."""
LIKELY_NUMERIC = r"(?:^|[^0-9])[0-9]{1,2}[/.-][0-9]{1,2}[/.-]|[^ -~]"
"""What is in every numeric date, or in one of other digits: the rest is not looked at further."""
NEUTRAL = "03/04/2018"


@dataclass(frozen=True)
class Spot:
    """One numeric date and where it stands."""

    text: str
    column: str
    sheet: str
    header: str
    row: int

    @property
    def shown(self) -> str:
        """The text as it may be repeated: a date of birth can identify a child."""
        return "" if self.column == "birth_date" else self.text


@dataclass(frozen=True)
class Proof:
    """The first date that proves each order, and the first that proves none."""

    day_first: Spot | None = None
    month_first: Spot | None = None
    doubtful: Spot | None = None


def settle_dates(
    parts: list[Part], headers: HeaderMap, file: Received
) -> tuple[tuple[DateFormat, ...], list[Problem]]:
    """Return the formats in which the dates of a file are read, and the problem if that is open.

    An order that the configuration states is not questioned; a layout with an order of its own
    keeps it until the file proves another.
    """
    formats = settle_serials(headers, file)
    if "numeric" not in formats:
        return formats, []
    proof = prove_order(list_spots(parts, headers))
    order = headers.source.dates or decide(proof, headers.profile.day_order)
    if not order and (proof.doubtful or proof.day_first):
        return formats, [tell_order(proof, file)]
    known: DateFormat = ORDERED.get(order, "numeric")
    return tuple(known if name == "numeric" else name for name in formats), []


def decide(proof: Proof, own: str) -> str:
    """Return the order that a file proves, else the layout's own; nothing where it is open."""
    if proof.day_first and proof.month_first:
        return ""
    if proof.day_first:
        return "day_first"
    return "month_first" if proof.month_first else own


def list_spots(parts: list[Part], headers: HeaderMap) -> Iterable[Spot]:
    """Yield every distinct numeric date of a file, dates of birth last."""
    kinds = {**{name: kind for each in SUBFORMS.values() for name, kind in each.items()}, **COLUMNS}
    places = [
        (part, column)
        for part in parts
        for column in part.headers
        if kinds.get(column) in DAY_KINDS
    ]
    for part, column in sorted(places, key=lambda place: place[1] == "birth_date"):
        rows = part.cells["row"].to_numpy()
        for text, place in find_first(part.cells[column], LIKELY_NUMERIC):
            for item in split_list(text, headers.profile.lists):
                if NUMERIC.fullmatch(plain_day(item)):
                    header = part.headers[column]
                    yield Spot(item, column, part.sheet, header, int(rows[place]))


def prove_order(spots: Iterable[Spot]) -> Proof:
    """Return what the numeric dates of a file prove. The same day in both orders proves nothing."""
    found: dict[str, Spot] = {}
    for spot in spots:
        word = plain_day(spot.text)
        first, second = read_day_first(word), read_month_first(word)
        if first and second and first != second:
            found.setdefault("doubtful", spot)
        elif first and not second:
            found.setdefault("day_first", spot)
        elif second and not first:
            found.setdefault("month_first", spot)
    return Proof(**found)


def tell_order(proof: Proof, file: Received) -> Problem:
    """Return the problem of a file in which day and month cannot be told apart."""
    spot = proof.doubtful or proof.day_first
    if proof.day_first and proof.month_first:
        message = "Some dates have the day first and others the month"
        examples = [each.shown for each in (proof.day_first, proof.month_first) if each.shown]
        message += f": {' and '.join(examples)}." if examples else "."
    else:
        message = f"Nothing in the file proves whether day or month comes first: {readings(spot)}."
    return Problem(
        "IN-DAY-MONTH",
        message,
        agency=file.agency,
        file=file.name,
        sheet=spot.sheet if spot else "",
        row=spot.row if spot else None,
        column=spot.header if spot else "",
        value=spot.shown if spot else "",
        expected="dates in one order, or like 05-Jan-2018",
        action=(
            "Export the file again with dates as text or of one kind; or, if the agency confirms "
            "the order, add `dates: day_first` or `dates: month_first` to this source in the "
            "configuration of the year."
        ),
    )


def readings(spot: Spot | None) -> str:
    """Return the two readings of a date in words; of a made-up one where it cannot be shown."""
    shown = plain_day(spot.shown) if spot else ""
    text = shown or NEUTRAL
    first, other = read_day_first(text), read_month_first(text)
    start = f"{text} can be" if shown else f"a date like {text} can be"
    return f"{start} {write_day(first)} or {write_day(other)}"


def write_day(day: date | None) -> str:
    """Return a day in words that cannot be misread."""
    return f"{day.day} {day:%B %Y}" if day else ""


def settle_serials(headers: HeaderMap, file: Received) -> tuple[DateFormat, ...]:
    """Return the formats of a layout with Excel's numbers counted from the right year."""
    base = headers.source.excel_dates or find_epoch(file.content)
    formats = headers.profile.dates
    if base == 1900:
        return formats
    return tuple("serial_1904" if name == "serial" else name for name in formats)


def find_epoch(content: bytes) -> int:
    """Return the year from which the days of an .xlsx count: 1900, or 1904 where it says so."""
    if not content.startswith(b"PK"):
        return 1900
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return 1904 if EPOCH.search(part.read(LARGEST)) else 1900
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return 1900
