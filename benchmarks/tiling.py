"""Large exports made of a small one laid side by side, every tile with ids of its own."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd

from benchmarks.seeds import Seed
from cpims_report.records.deidentify.tables import Table
from cpims_report.records.deliveries.total_rows import is_total
from cpims_report.records.read.delimiters import find_delimiter
from cpims_report.records.read.encoding import decode
from cpims_report.records.read.received import Received

TILE = "~tile~"
"""Stands in every identifier of the seed for the number of the tile."""
SERVICES = 3
CASELOAD = 30
"""Cases that one caseworker holds."""
GROUP = "services_section"


def write_large(seed: Seed, cases: int, path: Path) -> None:
    """Write an export of `cases` records, three services each where the layout has services."""
    match seed.profile.reader:
        case "text":
            write_text(seed, cases, path)
        case "json":
            write_json(seed, cases, path)
        case _:
            write_book(seed, cases, path)


def tiles(cases: int, rows: int) -> Iterator[tuple[str, int]]:
    """Yield the number of each tile as text, and how many rows of the seed it takes."""
    for number, start in enumerate(range(0, cases, rows)):
        yield f"{number:05d}", min(rows, cases - start)


def mark(seed: Seed, table: Table) -> pd.DataFrame:
    """Return the records of a table with the mark of the tile behind every identifier.

    Rows of totals, which the sample plants, are no records.
    """
    body = table.body.astype("object").where(table.body.notna(), "")
    body = body[~body[meanings(table).index("source_id")].map(is_total)]
    for place in seed.identifiers(table):
        body[place] = [f"{text}{TILE}" if text else "" for text in body[place]]
    for place in seed.caseworkers(table):
        body[place] = [name_caseworker(row) if text else "" for row, text in enumerate(body[place])]
    return body


def name_caseworker(row: int) -> str:
    """Return the code of who holds the case in a row of the seed."""
    return f"w{row // CASELOAD}{TILE}"


def write_text(seed: Seed, cases: int, path: Path) -> None:
    """Write a CSV; numbered columns of services hold exactly three."""
    table = seed.tables[0]
    body = fill_numbered(table, mark(seed, table))
    separator = find_delimiter(decode(Received("", "", seed.name, seed.content))[0])
    lines = [write_row(row, separator) for row in body.itertuples(index=False)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(write_row(table.headers, separator))
        for tile, rows in tiles(cases, len(lines)):
            stream.write("".join(lines[:rows]).replace(TILE, tile))


def write_row(row: Any, separator: str) -> str:
    """Return one row of a CSV."""
    stream = StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\n").writerow(row)
    return stream.getvalue()


def fill_numbered(table: Table, body: pd.DataFrame) -> pd.DataFrame:
    """Return flat records with the services of three neighbours in their first three places."""
    places = {
        column.header: place
        for place, column in enumerate(table.columns)
        if column.header.startswith(f"{GROUP}[")
    }
    if not places:
        return body
    fields = [header.split("]", 1)[1] for header in places if header.startswith(f"{GROUP}[1]")]
    first = body[[places[f"{GROUP}[1]{field}"] for field in fields]]
    filled = first[(first != "").any(axis=1)].to_numpy()
    full = body.copy()
    for slot in range(1, 6):
        for number, field in enumerate(fields):
            turn = [(row + slot) % len(filled) for row in range(len(body))]
            words = filled[turn, number] if slot <= SERVICES else ""
            full[places[f"{GROUP}[{slot}]{field}"]] = words
    return full


def write_json(seed: Seed, cases: int, path: Path) -> None:
    """Write a JSON array; every record has three rows of services."""
    names = {
        table.columns[place].header for table in seed.tables for place in seed.identifiers(table)
    }
    staff = {
        table.columns[place].header for table in seed.tables for place in seed.caseworkers(table)
    }
    records = json.loads(seed.content)
    inside = [record.get("data", record) for record in records]
    pool = [row for record in inside for row in record.get(GROUP, [])]
    for place, (record, fields) in enumerate(zip(records, inside, strict=True)):
        for part in (record, fields):
            part |= {name: f"{part[name]}{TILE}" for name in names & set(part) if part[name]}
            part |= {name: name_caseworker(place) for name in staff & set(part) if part[name]}
        fields[GROUP] = [pool[(place + turn) % len(pool)] for turn in range(SERVICES)]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    with path.open("w", encoding="utf-8") as stream:
        for number, (tile, rows) in enumerate(tiles(cases, len(lines))):
            text = ",\n".join(lines[:rows]).replace(TILE, tile)
            stream.write(f"{'[' if not number else ','}\n{text}")
        stream.write("\n]\n")


def write_book(seed: Seed, cases: int, path: Path) -> None:
    """Write an .xlsx; the sheet of services has three rows a record."""
    main = max(seed.tables, key=lambda table: "registration_date" in meanings(table))
    key = meanings(main).index("source_id")
    ids = mark(seed, main)[key].tolist()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        names = [table.name for table in seed.tables]
        for name, text in list_parts(names):
            archive.writestr(name, text)
        for number, table in enumerate(seed.tables, 1):
            rows = list_rows(seed, table, ids)
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as stream:
                stream.write(HEAD)
                for line in write_rows(table, rows, cases, len(ids)):
                    stream.write(line.encode())
                stream.write(b"</sheetData></worksheet>")


def meanings(table: Table) -> list[str]:
    """Return what the columns of a table mean."""
    return [column.meaning or "" for column in table.columns]


def list_rows(seed: Seed, table: Table, ids: list[str]) -> list[list[list[Any]]]:
    """Return the rows of a sheet by record; three each where it holds services."""
    body = mark(seed, table)
    known = meanings(table)
    key = known.index("source_id")
    if any(name.startswith("services.") for name in known):
        pool = body.to_numpy().tolist()
        turns = [
            [pool[(place + turn) % len(pool)] for turn in range(SERVICES)]
            for place in range(len(ids))
        ]
        return [
            [[*row[:key], uid, *row[key + 1 :]] for row in rows]
            for uid, rows in zip(ids, turns, strict=True)
        ]
    by_id: dict[str, list[list[Any]]] = {}
    for row in body.to_numpy().tolist():
        by_id.setdefault(row[key], []).append(row)
    return [by_id.pop(uid, []) for uid in ids]


def write_rows(table: Table, rows: list[list[list[Any]]], cases: int, seeds: int) -> Iterator[str]:
    """Yield the rows of a sheet as XML, headers first."""
    number = 1
    yield write_cells(table.headers) % {"n": number}
    templates = [[write_cells(row) for row in found] for found in rows]
    for tile, count in tiles(cases, seeds):
        for found in templates[:count]:
            for template in found:
                number += 1
                yield template.replace(TILE, tile) % {"n": number}


def write_cells(row: list[Any]) -> str:
    """Return one row as XML with a place for its number."""
    cells = "".join(
        f'<c r="{column_name(place)}%(n)d" t="inlineStr"><is><t>'
        f"{escape(str(text)).replace('%', '%%')}</t></is></c>"
        for place, text in enumerate(row)
        if text != ""
    )
    return f'<row r="%(n)d">{cells}</row>'


def column_name(place: int) -> str:
    """Return the letters of a column counted from 0."""
    first, last = divmod(place, 26)
    return (column_name(first - 1) if first else "") + chr(65 + last)


HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    b'spreadsheetml/2006/main"><sheetData>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def list_parts(names: list[str]) -> list[tuple[str, str]]:
    """Return the parts of a workbook that name its sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{TYPES}.worksheet+xml"/>'
        for number in numbers
    )
    return [
        (
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            f'"/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>{parts}</Types>',
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        ),
    ]
