"""The template written as a workbook: sheets to be filled, instructions in two languages, lists."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.records.template.definition import (
    Field,
    Table,
    list_fields,
    list_words,
    read_definition,
    read_yaml,
)

ROWS = 5000
"""Rows that have drop-down lists."""
LISTS = "Lists"
INSTRUCTIONS = {"en": "Instructions", "ar": "التعليمات"}
WRITTEN = datetime(2018, 1, 1, tzinfo=UTC)
"""A fixed day, so that the same settings give the same bytes."""
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
OLDEST = 25
STRICT_KINDS = ("code", "codes", "flag", "place")
"""Kinds of column in which no other word than those of the list is allowed."""
Formats = dict[str, Any]


def write_template(path: Path, settings: Settings) -> None:
    """Write the template to `path`; what stood there is replaced once the new file is whole."""
    if path.suffix.lower() != ".xlsx":
        raise ConfigurationError(
            f"The template is a workbook: give it a name that ends in .xlsx, not {path.name}."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    with xlsxwriter.Workbook(beside, {"in_memory": True}) as book:
        book.set_properties(
            {"title": title("en"), "comments": title("ar"), "created": WRITTEN.replace(tzinfo=None)}
        )
        formats = add_formats(book)
        tables = read_definition()
        for language in INSTRUCTIONS:
            write_instructions(book, tables, language, formats)
        words = list_words(settings)
        for name, table in tables.items():
            write_table(book, name, table, words, formats)
        write_lists(book, words, formats)
    beside.replace(path)


def title(language: str) -> str:
    """Return the title of the template."""
    return str(read_yaml("instructions")["title"][language])


def add_formats(book: xlsxwriter.Workbook) -> Formats:
    """Return the few formats in use: dark on light, wrapped, dates as 2018-01-05."""
    plain = {"text_wrap": True, "valign": "top"}
    head = {**plain, "bold": True, "bg_color": "#E3EBF3", "font_color": "#10243A", "bottom": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "plain": book.add_format(plain),
        "head": book.add_format(head),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"num_format": "@"}),
    }


def write_instructions(
    book: xlsxwriter.Workbook, tables: dict[str, Table], language: str, formats: Formats
) -> None:
    """Write the sheet of instructions in one language: paragraphs, then every column explained."""
    sheet = book.add_worksheet(INSTRUCTIONS[language])
    if language == "ar":
        sheet.right_to_left()
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 80)
    sheet.write(0, 0, title(language), formats["title"])
    lines = [(line[language], "") for line in read_yaml("instructions")["lines"]]
    for name, table in tables.items():
        about = table.about.text(language)
        lines += [("", ""), (name if language == "en" else table.ar, about)]
        for header, column in table.columns.items():
            shown = header if language == "en" else column.ar
            mark = " *" if column.required else ""
            lines.append((shown + mark, column.en_help if language == "en" else column.ar_help))
    for row, (first, second) in enumerate(lines, 2):
        sheet.write_string(row, 0, first, formats["plain"])
        sheet.write_string(row, 1, second, formats["plain"])


def write_table(
    book: xlsxwriter.Workbook,
    name: str,
    table: Table,
    words: dict[str, list[str]],
    formats: Formats,
) -> None:
    """Write one sheet to be filled: a row of headers that stays in view, and its rules."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 48)
    for place, field in enumerate(list_fields(table)):
        sheet.write_string(0, place, field.header, formats["head"])
        form = formats["day"] if field.kind in ("day", "days") else None
        sheet.set_column(place, place, 24, formats["text"] if place == 0 else form)
        rule = describe_rule(field, words)
        sheet.data_validation(1, place, ROWS, place, rule)


def describe_rule(field: Field, words: dict[str, list[str]]) -> dict[str, Any]:
    """Return the rule of a column: its list, its bounds, and the help that is shown with a cell."""
    help_text = {
        "input_title": field.header.split(" | ", maxsplit=1)[0][:32],
        "input_message": f"{field.column.en_help}\n{field.column.ar_help}"[:255],
    }
    if field.words:
        strict = field.kind in STRICT_KINDS
        source = f"=list_{field.words}" if words[field.words] else ""
        stop = "stop" if strict else "information"
        return {"validate": "list", "source": source, "error_type": stop, **help_text}
    if field.kind in ("day", "days"):
        bounds = {"minimum": EARLIEST, "maximum": LATEST}
        return {"validate": "date", "criteria": "between", **bounds, **help_text}
    if field.kind == "number":
        bounds_in_years = {"minimum": 0, "maximum": OLDEST}
        return {"validate": "integer", "criteria": "between", **bounds_in_years, **help_text}
    return {"validate": "any", **help_text}


def write_lists(book: xlsxwriter.Workbook, words: dict[str, list[str]], formats: Formats) -> None:
    """Write the words of every list, a column each, under names that the rules refer to."""
    sheet = book.add_worksheet(LISTS)
    sheet.freeze_panes(1, 0)
    for place, (name, found) in enumerate(words.items()):
        sheet.set_column(place, place, 44)
        sheet.write_string(0, place, name.replace("_", " "), formats["head"])
        sheet.write_column(1, place, found, formats["plain"])
        letter = xl_col_to_name(place)
        cells = f"='{LISTS}'!${letter}$2:${letter}${len(found) + 1}"
        book.define_name(f"list_{name}", cells)
