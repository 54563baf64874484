"""A whole table of one file, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from cpims_report.config import Settings
from cpims_report.errors import Problem
from cpims_report.records.columns import Kind, bare
from cpims_report.records.deliveries.code_cells import read_agency, read_code, read_codes, read_flag
from cpims_report.records.deliveries.day_cells import read_one_day, read_several_days
from cpims_report.records.deliveries.number_cells import read_number
from cpims_report.records.deliveries.place_cells import PLACE_COLUMNS, read_place
from cpims_report.records.deliveries.table_reading import WITHHELD, Question, TableReading
from cpims_report.records.issues.changed_cells import join_marks
from cpims_report.records.read.extract import Block, Extract
from cpims_report.records.text.normalisation import plain, tidy
from cpims_report.records.text.withheld import is_withheld
from cpims_report.records.values.codes import join_codes
from cpims_report.records.values.dates import DAY_TYPE
from cpims_report.schema import LIST_SEPARATOR, MISSING, NON_VALUES, NOT_COLLECTED

EMPTY = {"day": DAY_TYPE, "flag": "boolean", "number": "Int64"}
"""Kinds of column that are null where they were never there -> their type."""


@dataclass(frozen=True)
class Values:
    """A table read: typed columns, problems met, what each text became, and cells changed.

    `questions` are the values that only a person can read, `slipped` the short rows in which
    something cannot be read.
    """

    frame: pd.DataFrame
    problems: list[Problem]
    mappings: pd.DataFrame
    marks: pd.DataFrame
    questions: tuple[Question, ...] = ()
    slipped: frozenset[int] = frozenset()


def read_records(extract: Extract, settings: Settings, kinds: dict[str, Kind]) -> Values:
    """Return the records of one file with typed values."""
    return read_table(TableReading(extract.records, extract, settings), kinds)


def read_subform(extract: Extract, settings: Settings, name: str, kinds: dict[str, Kind]) -> Values:
    """Return the filled rows of one subform with typed values; the export adds empty ones.

    `row` says where each stands in its sheet.
    """
    block = extract.subforms[name]
    present = [column for column in kinds if column in block.origins]
    filled = block.cells[block.cells[present].notna().any(axis=1)]
    reading = TableReading(Block(filled, block.origins), extract, settings, table=name)
    values = read_table(reading, kinds)
    frame = values.frame.assign(source_id=filled["source_id"], row=filled["row"])
    return replace(values, frame=frame)


def read_table(reading: TableReading, kinds: dict[str, Kind]) -> Values:
    """Return the columns of `kinds` with values; absent ones are null or not_collected."""
    columns: dict[str, pd.Series] = {}
    for column, kind in kinds.items():
        if reading.absent(column):
            columns |= fill(reading, column, kind)
            continue
        found = READERS[kind](reading, column)
        mark_plain(reading, column, kind, found)
        columns |= found
    for column in [name for name in reading.block.origins if name != bare(name)]:
        again = READERS[kinds[bare(column)]](reading, column)
        columns |= combine(kinds[bare(column)], columns, rename(again))
    mappings = pd.concat([pd.DataFrame(), *reading.mappings], ignore_index=True)
    frame = pd.DataFrame(columns, index=reading.block.cells.index)
    return Values(
        frame,
        reading.problems,
        mappings,
        join_marks(reading.marks),
        tuple(reading.questions),
        frozenset(reading.slipped),
    )


def rename(found: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """Return what a further field of a column answers, under the names of the column itself."""
    return {
        f"{bare(name)}_first" if name.endswith("_first") else bare(name): cells
        for name, cells in found.items()
    }


def combine(
    kind: Kind, earlier: dict[str, pd.Series], later: dict[str, pd.Series]
) -> dict[str, pd.Series]:
    """Return the answers of two fields of one column: lists together, else the first answer."""
    return {
        name: unite(earlier[name], cells)
        if kind == "codes" and not name.endswith("_first")
        else prefer(earlier[name], cells)
        for name, cells in later.items()
    }


def prefer(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the first answer, the second where there is none."""
    silent = first.isna() | first.isin([MISSING, NOT_COLLECTED])
    return first.where(~silent, second.where(second.notna(), first))


def unite(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the codes of two lists as one; a list without an answer adds nothing."""
    told = zip(first.tolist(), second.tolist(), strict=True)
    pairs = pd.Series([*told], index=first.index)
    joined = {
        pair: join_codes(
            [code for cell in pair for code in cell.split(LIST_SEPARATOR) if code not in NON_VALUES]
        )
        for pair in set(pairs)
    }
    return pairs.map(joined).where(lambda cells: cells != "", prefer(first, second)).astype("str")


def mark_plain(reading: TableReading, column: str, kind: Kind, found: dict[str, pd.Series]) -> None:
    """Note days and numbers written in other digits, and words that stand for no answer."""
    if kind not in ("day", "number"):
        return
    texts = reading.texts(column)
    blank = {text: MISSING for text in texts if reading.is_blank(text)}
    withheld = set(filter(is_withheld, blank))
    reading.mark(column, WITHHELD, dict.fromkeys(withheld, MISSING))
    reading.mark(column, "VAL-01", {text: blank[text] for text in blank if text not in withheld})
    written = [text for text in texts if not text.isascii()]
    foreign = [text for text in written if plain(text) != tidy(text) and not reading.is_blank(text)]
    made = {text: plain(text) for text in foreign}
    words = {text for text in made if any(letter.isalpha() for letter in text)}
    if kind == "number":
        made = {text: new for text, new in made.items() if text not in words}
    reading.mark(column, "TXT-02", made)


def keep_text(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return the cells as they are."""
    return {column: reading.cells(column).astype("str")}


def fill(reading: TableReading, column: str, kind: Kind) -> dict[str, pd.Series]:
    """Return a column that was never there: not_collected, or null where it holds no codes."""
    names = {"codes": [column, f"{column}_first"], "place": list(PLACE_COLUMNS)}
    value = NOT_COLLECTED if kind in ("code", "codes", "place", "agency") else None
    index, dtype = reading.block.cells.index, EMPTY.get(kind, "str")
    return {name: pd.Series(value, index=index, dtype=dtype) for name in names.get(kind, [column])}


READERS: dict[Kind, Callable[[TableReading, str], dict[str, pd.Series]]] = {
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
