"""A whole table of one file, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cpims_report.config import Settings
from cpims_report.errors import Problem
from cpims_report.records.columns import Kind
from cpims_report.records.dates import DAY_TYPE
from cpims_report.records.sources.extract import Block, Extract
from cpims_report.records.values.coded import read_agency, read_code, read_codes, read_flag
from cpims_report.records.values.days import read_one_day, read_several_days
from cpims_report.records.values.desk import Desk
from cpims_report.records.values.numbers import read_number
from cpims_report.records.values.placed import PLACE_COLUMNS, read_place
from cpims_report.schema import NOT_COLLECTED

EMPTY = {"day": DAY_TYPE, "flag": "boolean", "number": "Int64"}
"""Kinds of column that are null where they were never there -> their type."""


@dataclass(frozen=True)
class Values:
    """A table read: typed columns, the problems met, and what each text became."""

    frame: pd.DataFrame
    problems: list[Problem]
    mappings: pd.DataFrame


def read_records(extract: Extract, settings: Settings, kinds: dict[str, Kind]) -> Values:
    """Return the records of one file with typed values."""
    return read_table(Desk(extract.records, extract, settings), kinds)


def read_subform(extract: Extract, settings: Settings, name: str, kinds: dict[str, Kind]) -> Values:
    """Return the filled rows of one subform with typed values; the export adds empty ones."""
    block = extract.subforms[name]
    present = [column for column in kinds if column in block.origins]
    filled = block.cells[block.cells[present].notna().any(axis=1)]
    desk = Desk(Block(filled, block.origins), extract, settings, table=name)
    values = read_table(desk, kinds)
    frame = values.frame.assign(source_id=filled["source_id"])
    return Values(frame, values.problems, values.mappings)


def read_table(desk: Desk, kinds: dict[str, Kind]) -> Values:
    """Return the columns of `kinds` with values; absent ones are null or not_collected."""
    columns: dict[str, pd.Series] = {}
    for column, kind in kinds.items():
        columns |= fill(desk, column, kind) if desk.absent(column) else READERS[kind](desk, column)
    mappings = pd.concat([pd.DataFrame(), *desk.mappings], ignore_index=True)
    return Values(pd.DataFrame(columns, index=desk.block.cells.index), desk.problems, mappings)


def keep_text(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return the cells as they are."""
    return {column: desk.cells(column)}


def fill(desk: Desk, column: str, kind: Kind) -> dict[str, pd.Series]:
    """Return a column that was never there: not_collected, or null where it holds no codes."""
    names = {"codes": [column, f"{column}_first"], "place": list(PLACE_COLUMNS)}
    value = NOT_COLLECTED if kind in ("code", "codes", "place", "agency") else None
    index, dtype = desk.block.cells.index, EMPTY.get(kind, "str")
    return {name: pd.Series(value, index=index, dtype=dtype) for name in names.get(kind, [column])}


READERS: dict[Kind, Callable[[Desk, str], dict[str, pd.Series]]] = {
    "code": read_code,
    "codes": read_codes,
    "flag": read_flag,
    "day": read_one_day,
    "days": read_several_days,
    "place": read_place,
    "number": read_number,
    "agency": read_agency,
    "identifier": keep_text,
}
