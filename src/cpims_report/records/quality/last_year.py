"""What the agencies sent last year, from what of it lies in the workspace."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cpims_report.case_tables import CaseTables
from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.records.deliveries.gathering import gather_deliveries
from cpims_report.records.quality.delivered import (
    Delivered,
    find_delivered,
    keep_delivered,
    sum_up_deliveries,
    sum_up_tables,
)
from cpims_report.workspace import Workspace

ABSENT = "Nothing of {year} lies in data/raw or data/processed: not compared with the year before."
UNREADABLE = "The files of {year} cannot be read: not compared with the year before."


def find_last_year(workspace: Workspace, year: int) -> tuple[Delivered, str]:
    """Return what was sent for the year before `year`, and a line that says what it is from.

    What an earlier check kept is enough while the files are the same or gone. Else they are read,
    once; without files, the case tables of that year tell what they can.
    """
    before = year - 1
    folder = workspace.processed(before)
    kept, known = find_delivered(folder)
    now = fingerprint(workspace.raw(before))
    if kept and now in ("", known):
        return kept, f"Compared with the files of {before}."
    if now and (workspace.config / f"{before}.yml").is_file():
        try:
            read = read_delivered(workspace, before)
        except ConfigurationError:
            return {}, UNREADABLE.format(year=before)
        if read:
            keep_delivered(read, now, folder)
            return read, f"Compared with the files of {before}."
        return {}, UNREADABLE.format(year=before)
    tables = CaseTables.find(folder)
    if tables is None:
        return {}, ABSENT.format(year=before)
    return sum_up_tables(tables, before), f"Compared with the cases of {before} in the report."


def read_delivered(workspace: Workspace, year: int) -> Delivered:
    """Return what the files of a year hold; a file that cannot be read is left out."""
    settings = Settings(workspace.config)
    deliveries, _ = gather_deliveries(workspace, settings.year(year), settings)
    return sum_up_deliveries(deliveries, year)


def fingerprint(folder: Path) -> str:
    """Return a hash of the names and bytes of all files of a folder; nothing without any."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    told = hashlib.sha256()
    for path in paths:
        told.update(path.relative_to(folder).as_posix().encode())
        told.update(hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest() if paths else ""
