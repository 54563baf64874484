"""A file that an agency is about to send, without what identifies people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from cpims_report.config import Source
from cpims_report.errors import ConfigurationError, InputRefused, Problem
from cpims_report.records.deidentify.birth import cut_to_month
from cpims_report.records.deidentify.choices import Choice, choose, decide
from cpims_report.records.deidentify.hashing import PUBLIC, hash_identifier
from cpims_report.records.deidentify.objects import Change, write_objects
from cpims_report.records.deidentify.tables import Table, lay_open
from cpims_report.records.deidentify.writing import write_book, write_text
from cpims_report.records.sources.delimiters import find_delimiter
from cpims_report.records.sources.encoding import decode
from cpims_report.records.sources.extract import READERS
from cpims_report.records.sources.headers import HeaderMap
from cpims_report.records.sources.profile import Profile
from cpims_report.records.sources.received import Received


@dataclass(frozen=True)
class Inspection:
    """One file with what becomes of each of its columns; nothing is written yet.

    `left_out` names the sheets that no layout knows or that are about relatives.
    """

    file: Received
    profile: Profile
    tables: list[Table]
    choices: list[list[Choice]]
    left_out: list[str]
    synthetic: bool
    notice: bool

    def undecided(self) -> list[Choice]:
        """Return the columns about which a person must decide."""
        return [choice for row in self.choices for choice in row if choice.action == "ask"]

    def all(self) -> list[Choice]:
        """Return what becomes of every column, in the order of the file."""
        return [choice for row in self.choices for choice in row]

    def after(self, drop: Collection[str], keep: Collection[str]) -> Inspection:
        """Return the inspection with a person's decisions."""
        decided = [[decide(choice, drop, keep) for choice in row] for row in self.choices]
        return replace(self, choices=decided)


def inspect(file: Received, profile: Profile, months: bool) -> Inspection:
    """Return what would become of each column of a file.

    Raise InputRefused for a file that cannot be read or holds nothing of the layout.
    """
    headers = HeaderMap(profile, Source(agency=file.agency, profile=profile.name, files=()))
    opened = READERS[profile.reader](file)
    laid = [(sheet.name, lay_open(sheet, headers)) for sheet in opened.sheets if sheet.headers]
    tables = [table for _, table in laid if table is not None]
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
        choices=[[choose(column, months) for column in table.columns] for table in tables],
        left_out=[name for name, table in laid if table is None],
        synthetic=opened.notice or file.named_synthetic,
        notice=opened.notice,
    )


def rewrite(inspection: Inspection, key: bytes) -> bytes:
    """Return the file as it may be sent; raise where a column is undecided or the key is public."""
    undecided = inspection.undecided()
    if undecided:
        raise refuse_undecided(inspection.file.name, undecided)
    if key.startswith(PUBLIC) and not inspection.synthetic:
        message = "The key is the sample's public one: it protects nobody."
        raise ConfigurationError(f"{message} Ask the Task Force's analyst for the secret key.")
    changes = [
        {
            place: change
            for place, choice in enumerate(row)
            if (change := find_change(choice, inspection.profile, key))
        }
        for row in inspection.choices
    ]
    if inspection.profile.reader == "json":
        fields = {
            (choice.column.sheet, choice.column.header): row[place]
            for row, choices in zip(changes, inspection.choices, strict=True)
            for place, choice in enumerate(choices)
            if place in row
        }
        return write_objects(inspection.file, fields)
    kept = [apply(table, row) for table, row in zip(inspection.tables, changes, strict=True) if row]
    if inspection.profile.reader == "text":
        return write_text(kept[0], find_delimiter(decode(inspection.file)[0]))
    return write_book(kept, inspection.notice)


def find_change(choice: Choice, profile: Profile, key: bytes) -> Change | None:
    """Return what becomes of each text of a column, or None where the column goes."""
    name = (choice.column.meaning or "").split(".")[-1]
    match choice.action:
        case "keep":
            return str
        case "hash":
            return lambda text: hash_identifier(text, name, key)
        case "month":
            return lambda text: cut_to_month(text, profile)
        case _:
            return None


def apply(table: Table, changes: dict[int, Change]) -> Table:
    """Return a table with the columns that stay, each distinct text changed once."""
    places = list(changes)
    body = table.body[places].copy()
    for place, change in changes.items():
        words = {text: change(text) for text in table.columns[place].texts}
        body[place] = body[place].map(words).astype("str")
    head = [[row[place] for place in places] for row in table.head]
    return replace(table, head=head, body=body, columns=[table.columns[place] for place in places])


def refuse_undecided(name: str, undecided: list[Choice]) -> InputRefused:
    """Return the refusal that lists the columns about which a person must decide."""
    problems = [
        Problem(
            "DEI-ASK",
            f"Somebody must look at this column: {choice.why}.",
            file=name,
            column=choice.column.shown,
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
