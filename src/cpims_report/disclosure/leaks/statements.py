"""Numbers with the words that say what they count: table cells, records, labels of pictures."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from lxml import etree
from lxml import html as markup

NUMBER = re.compile(r"^[\d٠-٩][\d٠-٩,٬   ]*$")
IN_TEXT = re.compile(
    r"(?<![\w.,%+\u2212-])(?<!\d\u2013)\d{1,3}(?:,\d{3})*(?![\w%]|[.,]\d|[\u2013-]\d)"
)
"""A whole number in words. The ends of a range, such as 0–5 years, name a group, no count."""
PIPE = re.compile(r"^\s*\|.*\|\s*$")
RULE = re.compile(r"^[\s|:+=-]+$")
TAG = re.compile(r"<[^>]{0,2000}>")
SPOKEN = ("alt", "title", "aria-label", "aria-description", "content")
LONGEST = 160
LINE = re.compile(r"^\s*(?P<words>[^\W\d][^\d|]*?)[:\s]\s*(?P<number>[\d٠-٩]{1,3}(?:,\d{3})*)\s*$")
SENTENCE = re.compile(r"(?<=[.!?؟])\s+|\n\s*\n")
COUNTED = re.compile(
    r"(?<![\w.,])(?P<number>[\d٠-٩]{1,3}(?:,\d{3})*)\s+"
    r"(?P<noun>children|child|girls|girl|boys|boy|cases|case|أطفال|طفلاً|حالات|حالة|فتيات|فتيان)\b"
)
AROUND = 8
"""Words before and after a number that may say what it counts."""


@dataclass(frozen=True)
class Statement:
    """A number and the words that go with it. `record`: all fields, where it is a keyed record."""

    words: tuple[str, ...]
    number: int
    record: tuple[tuple[str, str], ...] = ()


Grid = list[list[str]]


def find_statements(suffix: str, text: str) -> Iterator[Statement]:
    """Yield the statements of a readable text; `suffix` says how to read it."""
    if suffix in (".html", ".htm", ".xhtml", ".svg", ".xml", ".rels"):
        yield from in_markup(text)
        if suffix in (".xml", ".rels"):
            yield from in_lines(TAG.sub("\n", text))
    elif suffix in (".json", ".ipynb", ".webmanifest"):
        yield from in_json(text)
    elif suffix in (".csv", ".tsv"):
        rows = csv.reader(io.StringIO(text), delimiter="," if suffix == ".csv" else "\t")
        yield from in_grid([*rows])
    elif suffix in (".md", ".qmd", ".txt"):
        yield from in_markdown(text)
        yield from in_lines(text)
        yield from in_sentences(text)


def in_grid(grid: Grid) -> Iterator[Statement]:
    """Yield one statement per number of a table, with its row's words and its column's heading."""
    if not grid:
        return
    head = [cell.strip() for cell in grid[0]]
    for row in grid[1:]:
        cells = [cell.strip() for cell in row]
        names = tuple(cell for cell in cells if cell and not NUMBER.match(cell))
        record = tuple(zip(head, cells, strict=False))
        for place, cell in enumerate(cells):
            if NUMBER.match(cell):
                heading = head[place : place + 1]
                yield Statement((*names, *heading), whole(cell), record)


def whole(text: str) -> int:
    """Return a whole number without its thousands signs, Arabic digits included."""
    return int("".join(sign for sign in text if sign.isdigit()))


def in_markup(text: str) -> Iterator[Statement]:
    """Yield the statements of tables, spoken labels, data attributes and comments."""
    try:
        tree = markup.fromstring(text.encode(), parser=markup.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return
    for table in tree.iter("table", "w:tbl"):
        yield from in_grid(table_rows(table))
    for element in tree.iter():
        if isinstance(element, markup.HtmlComment):
            yield from in_words(element.text or "")
            continue
        attributes = dict(element.attrib)
        for name in SPOKEN:
            yield from in_words(attributes.get(name, ""))
        data = {name: value for name, value in attributes.items() if name.startswith("data-")}
        yield from in_fields(data)
        if element.tag in ("title", "desc", "text", "tspan"):
            yield from in_words(element.text_content())


def table_rows(table: Any) -> Grid:
    """Return a table's rows of texts, of HTML or of a word processor."""
    rows = table.iter("tr", "w:tr")
    return [
        [" ".join("".join(cell.itertext()).split()) for cell in row.iter("th", "td", "w:tc")]
        for row in rows
    ]


def in_words(text: str) -> Iterator[Statement]:
    """Yield the numbers of a short text, each with the text's other words."""
    if not text or len(text) > LONGEST:
        return
    names = tuple(part for part in re.split(r"[:;,()=|\n]|\s[–-]\s", text) if part.strip())
    plain = tuple(re.sub(r"\d+", " ", name).strip() for name in names)
    for found in IN_TEXT.findall(text):
        yield Statement((*names, *plain), whole(found))


def in_fields(fields: dict[str, Any]) -> Iterator[Statement]:
    """Yield the numbers of one record, each with its texts."""
    scalars = {name: str(value) for name, value in fields.items() if is_scalar(value)}
    names = tuple(value for value in scalars.values() if not NUMBER.match(value))
    record = tuple(scalars.items())
    for value in scalars.values():
        if NUMBER.match(value):
            yield Statement(names, whole(value), record)


def is_scalar(value: object) -> bool:
    """Return whether a field holds a single text or number."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def in_json(text: str) -> Iterator[Statement]:
    """Yield the statements of records in JSON, and of tables in its texts."""
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield from in_fields(value)
            waiting += value.values()
        elif isinstance(value, list):
            joined = all(isinstance(line, str) for line in value)
            waiting += ["".join(value)] if joined and value else value
        elif isinstance(value, str) and "<t" in value:
            yield from in_markup(value)
        elif isinstance(value, str):
            yield from in_markdown(value)
            yield from in_lines(value)


def in_markdown(text: str) -> Iterator[Statement]:
    """Yield the statements of pipe tables."""
    grid: Grid = []
    for line in [*text.splitlines(), ""]:
        if PIPE.match(line):
            if not RULE.match(line):
                grid.append(line.strip().strip("|").split("|"))
        elif grid:
            yield from in_grid(grid)
            grid = []


def in_lines(text: str) -> Iterator[Statement]:
    """Yield the lines that are words and one number: rows of tables set as plain text."""
    for line in text.splitlines():
        found = LINE.match(line) if len(line) <= LONGEST else None
        if found:
            yield Statement((found["words"].strip(" :\t"),), whole(found["number"]))


def in_sentences(text: str) -> Iterator[Statement]:
    """Yield numbers of children or cases, each with the few words around it in its sentence."""
    for sentence in SENTENCE.split(text):
        for found in COUNTED.finditer(sentence):
            before = sentence[: found.start()].split()[-AROUND:]
            after = sentence[found.end() :].split()[:AROUND]
            words = [found["noun"], *phrases(before), *phrases(after)]
            yield Statement(tuple(words), whole(found["number"]))


def phrases(words: list[str]) -> Iterator[str]:
    """Yield every run of up to four words, signs around it left out."""
    for first in range(len(words)):
        for last in range(first + 1, min(first + 4, len(words)) + 1):
            yield " ".join(words[first:last]).strip(" .,;:()\u201c\u201d\"'")


def in_workbook(body: bytes) -> Iterator[Statement]:
    """Yield the statements of every sheet of a workbook, hidden ones too."""
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        grid = [["" if cell is None else str(cell) for cell in row] for row in rows]
        for start in headings(grid):
            yield from in_grid(grid[start:])
    book.close()


def headings(grid: Grid) -> list[int]:
    """Return the row at which a sheet's table starts: the first with more than one text."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in grid]
    return next(([row] for row, count in enumerate(filled) if count > 1), [])
