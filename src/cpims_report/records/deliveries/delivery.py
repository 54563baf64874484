"""One file read and typed, and the files of a year brought together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.cases.care import settle_care
from cpims_report.records.cases.concern_kinds import settle_kinds
from cpims_report.records.cases.functioning import settle_functioning
from cpims_report.records.cases.labour import settle_labour
from cpims_report.records.cases.milestones import settle_milestones
from cpims_report.records.cases.repeated_rows import RECORD_OF_FILE
from cpims_report.records.columns import COLUMNS, SUBFORMS
from cpims_report.records.deliveries.coverage import note_absent, note_blank_rows
from cpims_report.records.deliveries.crosswalk import mark_replaced, replace_ids
from cpims_report.records.deliveries.day_cells import find_years, list_days
from cpims_report.records.deliveries.opted_out import drop_opted_out
from cpims_report.records.deliveries.statuses import settle_status
from cpims_report.records.deliveries.table_reading import Question
from cpims_report.records.deliveries.total_rows import drop_totals
from cpims_report.records.deliveries.typed_table import read_records, read_subform
from cpims_report.records.issues import damage, refusals
from cpims_report.records.issues.changed_cells import join_marks
from cpims_report.records.memory import give_back
from cpims_report.records.read.extract import Block, Extract, extract
from cpims_report.records.read.received import Received
from cpims_report.records.read.used_columns import ERROR_CELL, Unread
from cpims_report.records.systems.profile import Profile
from cpims_report.records.text.distinct_words import count_words, join_words, split_words
from cpims_report.schema import MISSING, NOT_COLLECTED

KEPT = ("services", "followups", "incidents", "transitions")
"""Subforms of which the case tables say whether a record's source carries them."""
REOPENING = ("reopened", "reopened_date", "reopenings")
"""What a source may tell a reopening by."""
SHORT_ROW = "FIL-03"
ENCODINGS = {"cp1256": "CP1256 (Arabic Windows)", "utf-16": "UTF-16"}


@dataclass(frozen=True)
class Delivery:
    """One file, read: typed records and subform rows, and where every column stands.

    `marks` are the cells that reading changed, `notes` what is to be told of the file as a whole,
    `unread` the sheets and columns that no case table needs, `questions` the values that only a
    person can read, `system` whose dictionary it was read by.
    """

    file: Received
    block: Block
    nested: dict[str, Block]
    records: pd.DataFrame
    subforms: dict[str, pd.DataFrame]
    mappings: pd.DataFrame
    identifiers: pd.Series
    synthetic: bool
    encoding: str
    marks: pd.DataFrame
    notes: tuple[Problem, ...]
    unread: tuple[Unread, ...] = ()
    questions: tuple[Question, ...] = ()
    system: str = ""


Outcome = tuple[Delivery | None, list[Problem]]
"""A file as it was read, nothing where it cannot be, and its problems."""


def pool(deliveries: list[Delivery]) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return the records of all files as one table, and so each subform by its name.

    The deliveries of the list are left without them, so that nothing is held twice.
    """
    records = pd.concat([each.records for each in deliveries], ignore_index=True)
    parts: dict[str, list[pd.DataFrame]] = {}
    for each in deliveries:
        for name, table in each.subforms.items():
            parts.setdefault(name, []).append(table)
    subforms = {name: stack(tables) for name, tables in parts.items()}
    deliveries[:] = [
        replace(each, records=pd.DataFrame(columns=each.records.columns), subforms={})
        for each in deliveries
    ]
    give_back()
    return records, subforms


def stack(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of a subform of all files; the texts of their keys are held once each."""
    keys = {
        name: union_categoricals([number_texts(table[name]) for table in tables])
        for name in RECORD_OF_FILE
    }
    return pd.concat([table.drop(columns=list(keys)) for table in tables]).assign(**keys)


def number_texts(cells: pd.Series) -> pd.Categorical:
    """Return cells as categories, whose words are texts even where there is none."""
    codes, words = split_words(cells)
    return pd.Categorical.from_codes(codes, pd.Index(words, dtype="str"))


def read_delivery(
    file: Received,
    profile: Profile,
    source: Source,
    settings: Settings,
    year: Year,
    crosswalk: dict[str, str] | None = None,
) -> tuple[Delivery, list[Problem]]:
    """Return one file read and typed, and the problems of its values.

    `crosswalk` gives the new id of each old one.
    """
    raw, prepared = prepare(
        extract(file, profile, source, settings.policy.identifying, settings.places.home),
        crosswalk or {},
    )
    values = read_records(raw, settings, COLUMNS)
    nested = {
        name: read_subform(raw, settings, name, SUBFORMS[name])
        for name in SUBFORMS
        if name in raw.subforms
    }
    subforms = {name: values.frame for name, values in nested.items()}
    records = (
        values.frame.pipe(settle_labour, settings.concerns)
        .pipe(settle_kinds, settings.concerns)
        .pipe(settle_functioning)
        .pipe(locate, raw, source, year)
        .pipe(estimate_births, raw)
        .pipe(settle_status, {*raw.carried, *raw.profile.constants})
        .pipe(settle_care, raw.carried, subforms.pop("care", None))
        .pipe(settle_milestones, raw.carried, subforms.pop("reunifications", None))
    )
    parts = [values, *nested.values()]
    slipped = frozenset[int]().union(*(part.slipped for part in parts))
    records, undated, short = take_entry_date(records, raw)
    notes, unfit = tell_slipped(raw, slipped | short)
    problems = [*unfit, *(problem for part in parts for problem in part.problems)]
    delivery = Delivery(
        file=file.without_content(),
        block=raw.records.outline(),
        nested={name: block.outline() for name, block in raw.subforms.items()},
        records=records,
        subforms=collect_subforms(records, subforms, raw),
        mappings=pd.concat([part.mappings for part in parts], ignore_index=True),
        identifiers=raw.identifiers,
        synthetic=raw.synthetic,
        encoding=raw.encoding,
        unread=raw.unread,
        questions=tuple(question for part in parts for question in part.questions),
        system=source.system,
        marks=blank_refused(
            join_marks([raw.marks, prepared, *(part.marks for part in parts)]), problems
        ),
        notes=(
            *notes,
            *note_absent(raw),
            *note_blank_rows(raw, {name: len(part.frame) for name, part in nested.items()}),
        ),
    )
    return delivery, problems + undated


def tell_slipped(raw: Extract, rows: frozenset[int]) -> tuple[list[Problem], list[Problem]]:
    """Return the notes of a file and the one problem of its short rows that cannot be read.

    The problem says all that the note of a short row does.
    """
    if not rows:
        return list(raw.notes), []
    notes = [note for note in raw.notes if note.code != SHORT_ROW]
    return notes, [damage.slipped(raw.file.agency, raw.file.name, sorted(rows))]


def blank_refused(marks: pd.DataFrame, problems: list[Problem]) -> pd.DataFrame:
    """Return marks without the texts of columns that hold what cannot be read: it may be a name.

    The errors of a spreadsheet are nobody's.
    """
    refused = marks["header"].isin({problem.column for problem in problems})
    refused &= marks["code"] != ERROR_CELL
    return marks.assign(old=marks["old"].mask(refused, ""), new=marks["new"].mask(refused, ""))


def prepare(raw: Extract, crosswalk: dict[str, str]) -> tuple[Extract, pd.DataFrame]:
    """Return a file without rows of totals and with the new ids of its agency, and the marks."""
    block, totals = drop_totals(raw.records)
    block, out = drop_opted_out(block) if raw.profile.opted_out else (block, totals.iloc[:0])
    if block.cells.empty:
        raise InputRefused("No case.", [refusals.no_rows(raw.file.agency, raw.file.name)])
    origin = block.origins["source_id"]
    replaced = mark_replaced(block.cells, origin.sheet, origin.header, crosswalk)
    blocks = {
        name: replace(part, cells=replace_ids(part.cells, crosswalk))
        for name, part in {"": block, **raw.subforms}.items()
    }
    records = blocks.pop("")
    marks = join_marks([totals, out, replaced.assign(source_id=replaced["new"])])
    return replace(raw, records=records, subforms=blocks), marks


def locate(values: pd.DataFrame, raw: Extract, source: Source, year: Year) -> pd.DataFrame:
    """Return typed records with agency, profile, file, rows, and what the file can tell."""
    rows = raw.records.cells.filter(regex="^row($| in )")
    return pd.concat([values, rows], axis=1).assign(
        agency=source.agency,
        source_profile=raw.profile.name,
        file=raw.file.name,
        received_on=pd.Timestamp(source.received or year.cut_off),
        dates_closures="closure_date" in raw.records.origins,
        keeps_status="status" in raw.carried and "status" not in raw.profile.constants,
        caseworker=read_caseworkers(values["caseworker"], raw),
        **{f"{name}_kept": name in raw.carried for name in KEPT},
        reopenings_kept=not raw.carried.isdisjoint(REOPENING),
    )


def estimate_births(records: pd.DataFrame, raw: Extract) -> pd.DataFrame:
    """Return records of which those with a year of birth alone are marked as estimated."""
    if "birth_date" not in raw.records.origins:
        return records
    cells = raw.records.cells["birth_date"]
    years = list(find_years(count_words(cells), raw.dates))
    estimated = records["age_estimated"].mask(cells.isin(years).to_numpy(), True)
    return records.assign(age_estimated=estimated)


def read_caseworkers(codes: pd.Series, raw: Extract) -> pd.Series:
    """Return the staff code of each record as written, missing or not_collected without one.

    Only its keyed hash goes on (`caseworkers.hash_caseworkers`).
    """
    blank = MISSING if "caseworker" in raw.carried else NOT_COLLECTED
    return codes.fillna(blank).astype("str")


def take_entry_date(
    records: pd.DataFrame, raw: Extract
) -> tuple[pd.DataFrame, list[Problem], frozenset[int]]:
    """Return records with the day of entry where the registration has none, and what lacks both.

    Where that are short rows alone, they come last and are no problem of their own.
    """
    blank = records["registration_date"].isna()
    dated = records.assign(
        registered_by_entry=blank & records["created_date"].notna(),
        registration_date=records["registration_date"].fillna(records["created_date"]),
    )
    undated = dated["registration_date"].isna()
    if not undated.any():
        return dated, [], frozenset()
    origin = raw.records.origins["registration_date"]
    rows = raw.records.cells.loc[undated, raw.records.row_column("registration_date")]
    if raw.short.issuperset(rows):
        return dated, [], frozenset(map(int, rows))
    problem = Problem(
        "IN-UNDATED",
        "The case has no registration date, so it belongs to no year.",
        agency=raw.file.agency,
        file=raw.file.name,
        sheet=origin.sheet,
        row=int(rows.min()),
        column=origin.header,
        expected="a date",
        action="Add the date and export the file again.",
        count=int(undated.sum()),
    )
    return dated, [problem], frozenset()


def collect_subforms(
    records: pd.DataFrame, tables: dict[str, pd.DataFrame], raw: Extract
) -> dict[str, pd.DataFrame]:
    """Return the rows of each subform with agency; reopenings also from the records' own column."""
    listed = list_days(records, "reopened_date", raw)
    logs = [tables["reopenings"]] if "reopenings" in tables else []
    reopenings = pd.concat([listed, *logs], ignore_index=True)
    return {
        name: table.assign(
            agency=repeat_word(raw.file.agency, table.index),
            file=repeat_word(raw.file.name, table.index),
        )
        for name, table in {**tables, "reopenings": reopenings}.items()
    }


def repeat_word(word: str, index: pd.Index) -> pd.Series:
    """Return a column of one word, held once."""
    return join_words(np.zeros(len(index), dtype="int8"), pd.Index([word], dtype="str"), index)
