"""What the rules find, as rows of the issues table with the place in the agency's own file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from cpims_report.errors import Problem
from cpims_report.records.deliveries.delivery import ENCODINGS, Delivery
from cpims_report.records.issues.concealment import conceal
from cpims_report.records.issues.severities import read_noted
from cpims_report.records.read.extract import Block, Origin
from cpims_report.records.read.used_columns import ERROR_CELL
from cpims_report.records.rules import Context, Rule
from cpims_report.records.text.lookup import order_by

COLUMNS = [
    "code",
    "severity",
    "agency",
    "file",
    "sheet",
    "row",
    "column",
    "record_uid",
    "old",
    "new",
    "message",
]
"""Of the issues table (`ISSUES`)."""
ROW = re.compile(r"row($| in )")
"""Begins a column that says where the records stand in a sheet."""
NOWHERE = Block(pd.DataFrame(), {})


Blocks = dict[tuple[str, str], Block]
"""Where the columns of each table stand: by file and name of the subform, "" for the records."""


def list_blocks(deliveries: list[Delivery]) -> Blocks:
    """Return the tables of all files."""
    return {
        (delivery.file.name, name): block
        for delivery in deliveries
        for name, block in {"": delivery.block, **delivery.nested}.items()
    }


def list_issues(
    rule: Rule, records: pd.DataFrame, found: pd.Series, blocks: Blocks, key: bytes = b""
) -> pd.DataFrame:
    """Return one issue for every row that a rule found. `blocks` knows each file's headers."""
    found = found.astype("bool")
    if not found.any():
        return pd.DataFrame(columns=COLUMNS)
    needed = {"agency", "file", "record_uid", rule.old, rule.new}
    hit = records[[name for name in records if name in needed or ROW.match(str(name))]][found]
    told = {
        "code": rule.code,
        "severity": rule.severity,
        "agency": hit["agency"],
        "file": hit["file"],
        **find_spots(rule, hit, blocks),
        "record_uid": hit["record_uid"],
        "old": tell(hit, rule.old, key),
        "new": tell(hit, rule.new, key),
        "message": rule.message,
    }
    return pd.DataFrame(told, index=hit.index, columns=COLUMNS)


def find_spots(rule: Rule, records: pd.DataFrame, blocks: Blocks) -> dict[str, Any]:
    """Return sheet, row and header of a rule's column for every record, file by file."""
    codes, files = pd.factorize(records["file"])
    tables = [blocks.get((str(file), rule.table), NOWHERE) for file in files]
    origins = [find_origin(rule, table) for table in tables]
    rows = pd.array([pd.NA] * len(records), dtype="Int64")
    for number, table in enumerate(tables):
        mine = codes == number
        rows[mine] = records[table.row_column(rule.column)][mine].astype("Int64").array
    return {
        "sheet": pd.array([each.sheet for each in origins], dtype="str").take(codes),
        "row": rows,
        "column": pd.array([each.header for each in origins], dtype="str").take(codes),
    }


def find_origin(rule: Rule, table: Block) -> Origin:
    """Return where a rule's column stands in a table of one file."""
    first = table.origins.get("source_id", Origin("", ""))
    return table.origins.get(rule.column, Origin(first.sheet, rule.column))


def tell(records: pd.DataFrame, column: str, key: bytes) -> pd.Series:
    """Return the values of a column as text: dates as 2018-01-05, nothing where null."""
    if not column:
        return pd.Series("", index=records.index, dtype="str")
    values = records[column]
    text = values.dt.strftime("%Y-%m-%d") if values.dtype.kind == "M" else values.astype("str")
    return conceal(text.where(values.notna(), "").astype("str"), column, key)


def apply_rules(
    rules: Iterable[Rule],
    tables: dict[str, pd.DataFrame],
    context: Context,
    blocks: Blocks,
    key: bytes,
) -> list[pd.DataFrame]:
    """Return the issues that each rule finds in the table that it looks at."""
    return [
        list_issues(rule, tables[rule.scope], rule.find(tables[rule.scope], context), blocks, key)
        for rule in rules
        if not tables[rule.scope].empty
    ]


def list_marks(deliveries: list[Delivery], uids: pd.DataFrame, key: bytes) -> list[pd.DataFrame]:
    """Return an issue for every cell that reading changed; `uids` is agency, source_id, record_uid.

    A row that became no record has no uid.
    """
    return [place_marks(delivery, uids, key) for delivery in deliveries if len(delivery.marks)]


def place_marks(delivery: Delivery, uids: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Return the issues of the changed cells of one file."""
    marks = delivery.marks
    noted = read_noted()
    own = uids[uids["agency"] == delivery.file.agency].set_index("source_id")["record_uid"]
    return marks.assign(
        severity=marks["code"].map({code: entry.severity for code, entry in noted.items()}),
        message=marks["code"].map({code: entry.message for code, entry in noted.items()}),
        agency=delivery.file.agency,
        file=delivery.file.name,
        record_uid=marks["source_id"].map(own).fillna(""),
        old=hide(marks, "old", key),
        new=hide(marks, "new", key),
        column=marks["header"],
    ).reindex(columns=COLUMNS)


def hide(marks: pd.DataFrame, name: str, key: bytes) -> pd.Series:
    """Return old or new texts of marks, those of identifying columns concealed.

    An error of a spreadsheet is shown wherever it stands: it says nothing of anybody.
    """
    parts = [
        conceal(part[name], str(column), key)
        for column, part in marks.groupby("column", sort=False)
    ]
    hidden: pd.Series = pd.concat(parts).reindex(marks.index)
    return hidden.mask(marks["code"] == ERROR_CELL, marks[name])


def list_notes(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return an issue for each thing noted of a file as a whole."""
    noted = read_noted()
    rows = [
        {
            "code": problem.code,
            "severity": noted[problem.code].severity,
            "agency": problem.agency,
            "file": problem.file,
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "message": problem.message or noted[problem.code].message,
        }
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def note_encodings(deliveries: list[Delivery]) -> pd.DataFrame:
    """Return an issue for each file that was not written in UTF-8."""
    rows = [
        {
            "code": "FIL-01",
            "severity": "mend",
            "agency": delivery.file.agency,
            "file": delivery.file.name,
            "message": f"The file was read as {ENCODINGS[delivery.encoding]}, not UTF-8.",
        }
        for delivery in deliveries
        if delivery.encoding in ENCODINGS
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def note_no_key(count: int) -> pd.DataFrame:
    """Return the issue that individual numbers cannot link children for want of a key."""
    if not count:
        return pd.DataFrame(columns=COLUMNS)
    message = (
        f"{count} records have an individual number, but there is no link key: set CPIMS_LINK_KEY "
        "or write data/raw/link-key.txt. Until then the same child in two agencies counts twice."
    )
    row = {"code": "LNK-01", "severity": "flag", "message": message}
    return pd.DataFrame([row], columns=COLUMNS)


def join_issues(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return all issues as one table in a stable order."""
    found = [part for part in parts if len(part)] or [pd.DataFrame(columns=COLUMNS)]
    table = pd.DataFrame(
        {
            name: pd.concat([part[name].astype("str") for part in found]).fillna("").array
            for name in COLUMNS
            if name != "row"
        }
    ).assign(row=pd.concat([part["row"].astype("Int64") for part in found]).array)[COLUMNS]
    order = order_by(table, ["code", "agency", "file", "sheet", "row", "record_uid"])
    return table.iloc[order].reset_index(drop=True)
