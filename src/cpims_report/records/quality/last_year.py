"""What the agencies sent last year, from what of it lies in the workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cpims_report.case_tables import CaseTables
from cpims_report.config import Settings, Year
from cpims_report.errors import ConfigurationError
from cpims_report.kept_files import hash_folder
from cpims_report.records.deliveries.gathering import Reader
from cpims_report.records.deliveries.kept_reading import hash_ground
from cpims_report.records.processes import Task
from cpims_report.records.quality.delivered import (
    NOTHING,
    Delivered,
    Ground,
    find_delivered,
    keep_delivered,
    sum_up_deliveries,
    sum_up_tables,
)
from cpims_report.workspace import Workspace

ABSENT = "Nothing of {year} lies in data/raw or data/processed: not compared with the year before."
UNREADABLE = "The files of {year} cannot be read: not compared with the year before."
FILES = "Compared with the files of {year}."
CASES = "Compared with the cases of {year} in the report."


@dataclass(frozen=True)
class LastYear:
    """What was sent for a year; or what reads its files, where that is to be found out.

    `said` is a line that says what it is from, `ground` what it rests on.
    """

    year: int
    folder: Path
    said: str
    found: Delivered = field(default_factory=dict)
    ground: Ground = NOTHING
    reader: Reader | None = None

    def list_tasks(self) -> list[Task]:
        """Return what must be done first to tell what was sent: one task an agency."""
        if not self.reader:
            return []
        agencies = dict.fromkeys(source.agency for source in self.reader.sources)
        return [partial(sum_up_agency, self.reader, agency) for agency in agencies]

    def settle(self, parts: Iterable[Delivered]) -> tuple[Delivered, str]:
        """Return what was sent and what it is from; `parts` is what the tasks gave, now kept."""
        found, said = self.found, self.said
        if self.reader:
            found = {agency: sent for part in parts for agency, sent in part.items()}
            said = said if found else UNREADABLE
            self.reader.forget_others()
        if self.reader and found:
            keep_delivered(found, self.ground, self.folder)
        return found, said.format(year=self.year)


def find_last_year(workspace: Workspace, year: int) -> LastYear:
    """Return what was sent for the year before `year`.

    What an earlier check kept is enough while the files are gone, or the same and read by the same
    code and lists. Else they are to be read, once; without files, the case tables of that year tell
    what they can.
    """
    before = year - 1
    folder, raw = workspace.processed(before), hash_folder(workspace.raw(before))
    settings = Settings(workspace.config)
    kept, known = find_delivered(folder)
    told = partial(LastYear, before, folder)
    if not raw or not (workspace.config / f"{before}.yml").is_file():
        if kept and raw in ("", known.raw):
            return told(FILES, kept)
        tables = CaseTables.find(folder)
        return told(ABSENT) if tables is None else told(CASES, sum_up_tables(tables, before))
    try:
        plan = settings.year(before)
        ground = Ground(raw, hash_reader(plan, settings))
        if kept and known == ground:
            return told(FILES, kept)
        return told(FILES, ground=ground, reader=Reader.of(workspace, plan, settings))
    except ConfigurationError:
        return told(FILES, kept) if kept and known.raw == raw else told(UNREADABLE)


def sum_up_agency(reader: Reader, agency: str) -> Delivered:
    """Return what the files of one agency hold; a file that cannot be read is left out."""
    deliveries, _ = reader.gather(agency)
    return sum_up_deliveries(deliveries, reader.year.year)


def hash_reader(year: Year, settings: Settings) -> str:
    """Return a hash of all that reading the files of a year looks at, but the files."""
    told = f"{hash_ground(year, settings)} {year.model_dump_json()}"
    return hashlib.sha256(told.encode()).hexdigest()
