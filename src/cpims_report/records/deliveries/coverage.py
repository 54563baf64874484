"""What a delivery leaves out: fields, closed cases, the end of the year, rows of subforms."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from rapidfuzz import fuzz, process

from cpims_report.config import Year
from cpims_report.errors import Problem
from cpims_report.records.cases.functioning import QUESTIONS as FUNCTIONING
from cpims_report.records.cases.labour import SETTLED as WORK
from cpims_report.records.cases.milestones import SETTLED
from cpims_report.records.columns import COLUMNS
from cpims_report.records.read.extract import Extract
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.text.identifying import shown
from cpims_report.records.text.normalisation import fold

FEWEST = 20
"""Records of an agency from which the absence of something in all of them says something."""

ALMOST = 80
"""Likeness, of 100, from which an unread column is proposed for a missing one."""

QUIET = 31
"""Days before 31 December without any entry from which an extract counts as made too early."""


def note_absent(extract: Extract) -> list[Problem]:
    """Return the note of the fields that a file does not have: they count as not collected.

    Beside each stands the nearest of the columns that nobody read: it may have another name.
    """
    absent = [
        column
        for column, kind in COLUMNS.items()
        if kind != "identifier"
        and not {column, LISTED.get(column, column)} & {*extract.carried}
        and column not in OPTIONAL
    ]
    if not absent:
        return []
    spare = {each.header for each in extract.unread if each.header and not each.person}
    listed = ", ".join(name_absent(column, extract, spare) for column in absent)
    message = f"The file does not have: {listed}. They count as not collected."
    return [Problem("COL-01", message, agency=extract.file.agency, file=extract.file.name)]


def name_absent(column: str, extract: Extract, spare: set[str]) -> str:
    """Return the name of an absent field, with the unread column that may be meant."""
    headers = HeaderMap(extract.profile, extract.source).headers_of(column)
    close = [near for header in sorted(headers) if (near := find_close(header, spare))]
    return f"{column} (unread: “{shown(close[0])}”?)" if close else column


def find_close(header: str, spare: set[str]) -> str:
    """Return the unread header that is almost a known one, or nothing."""
    match = process.extractOne(header, sorted(spare), processor=fold, scorer=fuzz.ratio)
    return match[0] if match and match[1] >= ALMOST else ""


LISTED = {"care_arrangement": "care"}
"""Columns that some systems list row by row, and the subform that has them."""

OPTIONAL = {
    "violence_kind",
    *FUNCTIONING.values(),
    "work_kind",
    "schooling",
    *WORK,
    "services_truncated",
    "closure_approved_date",
    "reopened_date",
    "bia",
    "bia_date",
    "bid",
    "bid_outcome",
    "reunified",
    "reunification_date",
    *SETTLED,
}
"""Columns that say something only where they are, or that a system has under other names."""


def note_blank_rows(extract: Extract, filled: dict[str, int]) -> list[Problem]:
    """Return a note for each subform whose sheet has rows without a value."""
    notes = []
    for name, block in extract.subforms.items():
        blank = len(block.cells) - filled.get(name, 0)
        if blank:
            rows = "One empty row was" if blank == 1 else f"{blank} empty rows were"
            sheet = next((origin.sheet for origin in block.origins.values()), "")
            notes.append(
                Problem(
                    "SUB-01",
                    f"{rows} passed over: the export writes one for a record without any.",
                    agency=extract.file.agency,
                    file=extract.file.name,
                    sheet=sheet,
                )
            )
    return notes


def note_partial(records: pd.DataFrame, year: Year) -> list[Problem]:
    """Return the notes of agencies that sent open cases alone, or an extract made too early.

    Agencies with fewer than 20 records are passed over, and those whose system keeps no status.
    """
    return [
        note
        for agency, group in records.groupby("agency", sort=True)
        if len(group) >= FEWEST
        for note in (*note_open_only(str(agency), group), *note_early(str(agency), group, year))
    ]


def note_open_only(agency: str, records: pd.DataFrame) -> Iterable[Problem]:
    """Return the note of a delivery in which no case is closed."""
    ended = records["status"].isin(["closed", "transferred"]) | records["closure_date"].notna()
    if not records["keeps_status"].all() or ended.any():
        return []
    message = f"All {len(records)} cases are open: closed ones may be missing from the extract."
    return [Problem("DEL-02", message, agency=agency, file=str(records["file"].iloc[0]))]


def note_early(agency: str, records: pd.DataFrame, year: Year) -> Iterable[Problem]:
    """Return the note of a delivery whose latest date lies long before 31 December."""
    end = pd.Timestamp(year.year, 12, 31)
    latest = records[["registration_date", "created_date", "closure_date"]].max(axis=1).max()
    if pd.isna(latest) or (end - latest).days <= QUIET:
        return []
    message = (
        f"The latest date of the extract is {latest:%Y-%m-%d}: it may have been made before the "
        "end of the year."
    )
    return [Problem("DEL-03", message, agency=agency, file=str(records["file"].iloc[0]))]
