"""JSON files: an array of records, with the rows of their subforms as arrays inside."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from cpims_report.errors import InputRefused
from cpims_report.records.issues import damage, refusals
from cpims_report.records.read.encoding import decode
from cpims_report.records.read.received import Received
from cpims_report.records.read.sheets import Opened, Sheet, build_sheet, to_text
from cpims_report.records.text.identifying import shown

JOINT = " ||| "
ID = "id"
OWN_IDS = ("id", "_id", "unique_id")
"""Names under which the rows of a subform keep ids of their own, of no use to anybody."""
PAGING = ("metadata", "meta", "pagination", "paging", "page_info", "links", "_links")
LISTS = ("data", "records", "results", "cases", "items")
"""Under which name an answer of an interface holds its records."""
NEXT = ("next", "next_page", "nextPage", "next_url", "has_more", "hasMore")
TOTALS = ("total", "total_count", "totalCount", "total_records", "totalRecords", "total_entries")
"""Where the answer of an interface says how many records there are in all."""
Rows = dict[str, list[dict[str, Any]]]


def read_json(file: Received) -> Opened:
    """Return a table of the records and one for every subform, named as the file names it.

    An array, an object with `data`, or an object a line. Rows are counted from 1, the first
    record. Raise InputRefused for what is no array of objects.
    """
    content, encoding = decode(file)
    if not content.strip():
        raise InputRefused("Empty.", [refusals.no_rows(file.agency, file.name)])
    found = load(content, file)
    records = take_records(found)
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise refused(file, "it holds no list of records")
    if not records:
        raise InputRefused("Empty.", [refusals.no_rows(file.agency, file.name)])
    tables: Rows = {"": []}
    for number, record in enumerate(records, 1):
        inner = record.get("data")
        nested = inner if isinstance(inner, dict) else {}
        beside = {name: cell for name, cell in record.items() if cell is not nested}
        key = record.get(ID, nested.get(ID))
        own = {name: cell for name, cell in {**beside, **nested}.items() if name != ID}
        collect(tables, "", number, key, own)
    total, more = find_total(found) if isinstance(found, dict) else (0, False)
    page = more or len(records) < total
    return Opened(
        [build_table(name, rows) for name, rows in tables.items()],
        encoding=encoding,
        notes=(damage.one_page(file.agency, file.name, len(records), total),) if page else (),
    )


def take_records(found: Any) -> Any:
    """Return the records of a file, or None where it has none.

    One object that is a record itself is the only one.
    """
    if not isinstance(found, dict):
        return found
    name = name_list(found)
    return found[name] if name else [found] if ID in found else None


def name_list(answer: dict[str, Any]) -> str:
    """Return under which name an answer of an interface holds its records, or nothing."""
    return next((name for name in LISTS if isinstance(answer.get(name), list)), "")


def find_total(answer: dict[str, Any]) -> tuple[int, bool]:
    """Return how many records the system has, and whether another page follows, if it says so."""
    beside = [part for name, part in answer.items() if name in PAGING and isinstance(part, dict)]
    parts = [answer, *beside]
    counts = [str(part.get(name)) for part in parts for name in TOTALS]
    more = any(part.get(name) for part in parts for name in NEXT)
    return max((int(count) for count in counts if count.isdecimal()), default=0), more


def load(content: bytes, file: Received) -> Any:
    """Return what a JSON text says, of JSON lines the list of their objects.

    Raises InputRefused where it is damaged or says a thing twice.
    Of a key that stands twice in one object readers take the last: the first would go unseen.
    """

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            names = [name for name, _ in pairs]
            again = next(name for place, name in enumerate(names) if name in names[:place])
            why = f"one of its objects has the key “{shown(again)}” twice"
            raise refused(file, why, "IN-TWICE")
        return fields

    try:
        return json.loads(content, object_pairs_hook=build)
    except (ValueError, RecursionError):
        pass
    try:
        lines = [line for line in content.splitlines() if line.strip()]
        return [json.loads(line, object_pairs_hook=build) for line in lines]
    except (ValueError, RecursionError):
        raise refused(file, "it is cut off or damaged") from None


def refused(file: Received, why: str, code: str = "IN-TEXT") -> InputRefused:
    """Return the refusal of a file that is no JSON of records."""
    problem = refusals.unreadable(
        file.agency,
        file.name,
        f"The file is no JSON export: {why}.",
        "Ask for the export again, or correct the profile in the configuration of the year.",
        code,
    )
    return InputRefused("No JSON.", [problem])


def collect(tables: Rows, name: str, number: int, key: object, fields: dict[str, Any]) -> None:
    """Add one object to its table, and the objects inside it to tables of their own."""
    plain: dict[str, Any] = {"": number, ID: write_cell(key)}
    for field, cell in fields.items():
        if isinstance(cell, list) and cell and all(isinstance(item, dict) for item in cell):
            for item in cell:
                own = {inner: value for inner, value in item.items() if inner not in OWN_IDS}
                collect(tables, field, number, key, own)
        else:
            plain[field] = write_cell(cell)
    tables.setdefault(name, []).append(plain)


def write_cell(cell: Any) -> str | None:
    """Return a value as text: lists joined, true and false in lower case, nothing as null."""
    if isinstance(cell, list):
        return JOINT.join(filter(None, map(write_cell, cell))) or None
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    return to_text(cell) or None


def build_table(name: str, rows: list[dict[str, Any]]) -> Sheet:
    """Return rows as a sheet; a field that only some rows have is blank in the others."""
    table = pd.DataFrame(rows).set_index("")
    headers = [str(field) for field in table.columns]
    cells = table.set_axis(range(len(headers)), axis=1).rename_axis(None).astype("str")
    return build_sheet(name, headers, cells)
