"""What an .xlsx says of its cells beside their values: errors, formulas, and what it hides.

The reader of workbooks takes a cell of an error, or a formula without a stored result, for an empty
one. Each sheet's own part is looked through row by row, without a parser that a file could exhaust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from cpims_report.records.read.xlsx_container import count_column

ZIP = b"PK\x03\x04"
CHUNK = 1 << 20
LARGEST = 1 << 20
"""Bytes of a workbook's own parts that are looked through."""
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
CELL = re.compile(rb"<(?:\w+:)?c(?P<tag>\s[^<>]*[^<>/])>(?P<inner>.*?)</(?:\w+:)?c>", re.DOTALL)
PLACE = re.compile(rb"\br\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7})[\"']")
KIND = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
HIDING, JOINING = (b"hidden", b"ht=", b"width="), (b"mergeCell ", b"filterColumn ")
SPOILING = (b'="e"', b"='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ")
HIDDEN = rb"(?:\bhidden\s*=\s*[\"'](?:1|true)[\"']|\b%s\s*=\s*[\"']0+(?:\.0+)?[\"'])"
ROW = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*\s)?" + HIDDEN % b"ht" + rb"[^>]*>")
COLUMN = re.compile(rb"<(?:\w+:)?col\s(?:[^>]*\s)?" + HIDDEN % b"width" + rb"[^>]*>")
OTHERS = {
    "merged cells": re.compile(rb"<(?:\w+:)?mergeCell\s"),
    "a filter": re.compile(rb"<(?:\w+:)?filterColumn\s"),
}
WORKBOOK = "xl/workbook.xml"
UNSURE = re.compile(rb"\bfullCalcOnLoad\s*=\s*[\"'](?:1|true)[\"']")
"""What a program writes that has calculated nothing itself, and stored 0 for each result."""
UNCALCULATED = "\ufffc formula without a value"
"""Stands in the cell of a formula whose result was never stored."""


@dataclass
class Inside:
    """What one sheet's part says: cells by row and position, hidden rows and columns, other signs.

    `cells` is (row as a person counts it, position from 0) -> the error's text, or UNCALCULATED.
    """

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: set[int] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)

    @property
    def hidden(self) -> list[str]:
        """What the sheet hides or joins, in words."""
        found = {*self.signs}
        found |= {"hidden rows"} if self.rows else set()
        found |= {"hidden columns"} if self.columns else set()
        return sorted(found)


def look_inside(content: bytes) -> dict[str, Inside]:
    """Return sheet name -> what its part says; nothing for what is no sound .xlsx."""
    if not content.startswith(ZIP):
        return {}
    try:
        with ZipFile(BytesIO(content)) as book:
            parts = find_parts(book)
            unsure = UNSURE.search(book.open(WORKBOOK).read(LARGEST)) is not None
            return {name: look_at(book, part, unsure) for name, part in parts.items()}
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError):
        return {}


def find_parts(book: ZipFile) -> dict[str, str]:
    """Return sheet name -> the part of the archive that holds it."""
    text, relations = (
        book.open(name).read(LARGEST) for name in (WORKBOOK, "xl/_rels/workbook.xml.rels")
    )
    targets = {
        take(tag, b"Id"): normpath(join("xl", take(tag, b"Target"))).lstrip("/")
        for tag in RELATION.findall(relations)
    }
    there = set(book.namelist())
    found = {
        unescape(take(tag, b"name")): targets.get(take(tag, rb"\w+:id"), "")
        for tag in SHEET.findall(text)
    }
    return {name: part for name, part in found.items() if part in there}


def take(tag: bytes, name: bytes) -> str:
    """Return the value of an attribute, or nothing."""
    found = re.search(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] if found[1] is not None else found[2]).decode("utf-8") if found else ""


def look_at(book: ZipFile, part: str, unsure: bool) -> Inside:
    """Return what one sheet's part says; `unsure` results of 0 are none."""
    inside = Inside()
    for text in read_rows(book, part):
        if has(text, HIDING):
            inside.rows += len(ROW.findall(text))
            for tag in COLUMN.findall(text):
                first, last = int(take(tag, b"min") or 0), int(take(tag, b"max") or 0)
                inside.columns.update(range(first - 1, min(last, 5_000)))
        if has(text, JOINING):
            inside.signs |= {sign for sign, pattern in OTHERS.items() if pattern.search(text)}
        if has(text, SPOILING):
            inside.cells.update(find_cells(text, unsure))
    return inside


def has(text: bytes, words: tuple[bytes, ...]) -> bool:
    """Return whether a text has one of some words, which is quicker than to look for patterns."""
    return any(word in text for word in words)


def read_rows(book: ZipFile, part: str) -> Iterator[bytes]:
    """Yield the text of a part a portion at a time, cut between rows."""
    with book.open(part) as stream:
        rest = b""
        while portion := stream.read(CHUNK):
            rest += portion
            cut = rest.rfind(b"row>") + 4 if b"row>" in rest else rest.rfind(b"<")
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def find_cells(text: bytes, unsure: bool) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the cells of errors and of formulas without a result."""
    for cell in CELL.finditer(text):
        place = PLACE.search(cell["tag"])
        kind = KIND.search(cell["tag"])
        value = VALUE.search(cell["inner"])
        if not place:
            continue
        where = (int(place[2]), count_column(place[1]) - 1)
        if kind and kind[1] == b"e":
            yield where, unescape(value[1].decode("utf-8", "replace")) if value else "#ERROR!"
        elif (
            (not kind or kind[1] == b"n")
            and FORMULA.search(cell["inner"])
            and (not value or (unsure and value[1] == b"0"))
        ):
            yield where, UNCALCULATED
