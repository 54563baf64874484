"""A file that an agency is about to send, without what identifies people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from cpims_report.config import Settings, Source
from cpims_report.errors import ConfigurationError, InputRefused, Problem
from cpims_report.records.deidentify.allowed_cells import Allowed
from cpims_report.records.deidentify.choices import Choice, choose, decide
from cpims_report.records.deidentify.keys import PUBLIC
from cpims_report.records.deidentify.objects import Changes, write_objects
from cpims_report.records.deidentify.rewriting import Loss, Row, change_table, find_changes
from cpims_report.records.deidentify.tables import Table, lay_open
from cpims_report.records.deidentify.writing import write_book, write_text
from cpims_report.records.read.delimiters import find_delimiter
from cpims_report.records.read.encoding import decode
from cpims_report.records.read.extract import READERS
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.received import Received
from cpims_report.records.systems.profile import Profile
from cpims_report.records.text.identifying import shown


@dataclass(frozen=True)
class Inspection:
    """One file with what becomes of each of its columns; nothing is written yet.

    `left_out` counts the sheets that no layout knows or that hold nothing the report needs.
    """

    file: Received
    profile: Profile
    tables: list[Table]
    choices: list[list[Choice]]
    left_out: int
    synthetic: bool
    notice: bool

    def undecided(self) -> list[Choice]:
        """Return the columns about which a person must decide."""
        return [choice for choice in self.all() if choice.action == "ask"]

    def all(self) -> list[Choice]:
        """Return what becomes of every column, in the order of the file."""
        return [choice for row in self.choices for choice in row]

    @property
    def records(self) -> int:
        """The rows of the longest sheet that has the records' ids, whatever stands in them.

        The sheets of subforms have several rows a record.
        """
        keyed = [(table, [each.meaning or "" for each in table.columns]) for table in self.tables]
        keyed = [each for each in keyed if self.profile.key in each[1]]
        plain = [each for each in keyed if not any("." in meaning for meaning in each[1])]
        return max(len(table.body) for table, _ in plain or keyed)

    def after(self, drop: Collection[str], keep: Collection[str]) -> Inspection:
        """Return the inspection with a person's decisions."""
        decided = [[decide(choice, drop, keep) for choice in row] for row in self.choices]
        return replace(self, choices=decided)


def inspect(file: Received, profile: Profile, months: bool, review: bool = False) -> Inspection:
    """Return what would become of each column of a file.

    Raise InputRefused for a file that cannot be read or holds nothing of the layout.
    """
    headers = HeaderMap(profile, Source(agency=file.agency, profile=profile.name, files=()))
    opened = READERS[profile.reader](file)
    sheets = [(number, sheet) for number, sheet in enumerate(opened.sheets, 1) if sheet.headers]
    laid = [lay_open(sheet, number, headers) for number, sheet in sheets]
    tables = [table for table in laid if table is not None]
    if not any(column.meaning == profile.key for table in tables for column in table.columns):
        problem = Problem(
            "IN-NO-HEADER",
            f"No column holds the record's id as the layout {profile.name} has it.",
            file=file.name,
            action="Name the layout with --profile.",
        )
        raise InputRefused(f"{file.name} cannot be read.", [problem])
    return Inspection(
        file=file,
        profile=profile,
        tables=tables,
        choices=[[choose(each, months, review) for each in table.columns] for table in tables],
        left_out=len(laid) - len(tables),
        synthetic=opened.notice or file.named_synthetic,
        notice=opened.notice,
    )


def rewrite(inspection: Inspection, settings: Settings, key: bytes) -> tuple[bytes, list[Loss]]:
    """Return the file as it may be sent, and the cells that lost something.

    Raise where a column is undecided or the key is public.
    """
    undecided = inspection.undecided()
    if undecided:
        raise refuse_undecided(inspection.file.name, undecided)
    if key.startswith(PUBLIC) and not inspection.synthetic:
        message = "The key is the sample's public one: it protects nobody."
        raise ConfigurationError(f"{message} Ask the Task Force's analyst for the secret key.")
    system = inspection.profile.dictionary
    allowed = Allowed(settings, inspection.profile, system.lexicons if system else {})
    changes = find_changes(inspection.choices, allowed, key)
    parts = [
        change_table(table, row, allowed)
        for table, row in zip(inspection.tables, changes, strict=True)
    ]
    losses = [loss for _, found in parts for loss in found]
    if inspection.profile.reader == "json":
        return write_objects(inspection.file, list_fields(inspection.tables, changes)), losses
    kept = [table for table, _ in parts if table.columns]
    if inspection.profile.reader == "text":
        return write_text(kept[0], find_delimiter(decode(inspection.file)[0])), losses
    telling = [table for table in kept if tells_more(table, inspection.profile.key)]
    return write_book(telling or kept, inspection.notice), losses


def list_fields(tables: list[Table], changes: list[Row]) -> Changes:
    """Return (table, field) -> what becomes of its texts, for the fields of a nested file."""
    return {
        (table.columns[place].sheet, table.columns[place].header): change
        for table, row in zip(tables, changes, strict=True)
        for place, change in row.items()
    }


def tells_more(table: Table, key: str) -> bool:
    """Return whether a sheet holds more than the ids of its records."""
    return any(column.meaning != key for column in table.columns)


def refuse_undecided(name: str, undecided: list[Choice]) -> InputRefused:
    """Return the refusal that lists the columns about which a person must decide."""
    problems = [
        Problem(
            "DEI-ASK",
            f"Somebody must look at this column: {choice.why}.",
            file=name,
            column=shown(choice.column.shown),
            action="Say --drop COLUMN or --keep COLUMN.",
        )
        for choice in undecided
    ]
    return InputRefused(
        f"{name}: decide about {len(problems)} columns; nothing was written.", problems
    )


def target(file: Path, folder: Path, profile: Profile) -> Path:
    """Return where the new file goes: an old .xls is written as .xlsx."""
    name = file.name if profile.reader != "workbook" else f"{file.stem}.xlsx"
    path = folder / name
    if path.resolve() == file.resolve():
        raise ConfigurationError(
            f"{folder} holds {file.name} itself: name another folder with --to."
        )
    return path


def write_beside(content: bytes, path: Path) -> None:
    """Write a file beside its place and rename it, so that none is ever half there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
