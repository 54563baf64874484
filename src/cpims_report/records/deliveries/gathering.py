"""All files of a year read and typed; every problem of every file is told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Self

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.deliveries.crosswalk import read_crosswalk
from cpims_report.records.deliveries.delivery import Delivery, Outcome, read_delivery
from cpims_report.records.deliveries.kept_reading import LARGEST, KeptReadings
from cpims_report.records.deliveries.mapping_checks import check_mapped
from cpims_report.records.processes import cores
from cpims_report.records.read.received import Received, list_files, open_file, receive
from cpims_report.records.systems.dictionary import Dictionary, read_dictionary
from cpims_report.records.systems.profile import Profile, read_profiles
from cpims_report.workspace import Workspace

WORTH_FORKING = 1 << 20
"""Bytes of text from which other processes save more than they cost."""
PACKED = 6


def read_deliveries(workspace: Workspace, year: Year, settings: Settings) -> list[Delivery]:
    """Return every file of the year, read and typed, in the order of the configuration.

    Raise ConfigurationError for a column or profile that is not known, and InputRefused with all
    problems of all files: nothing is half read.
    """
    deliveries, problems = gather_deliveries(workspace, year, settings, keep=False)
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "One problem"
        raise InputRefused(f"{count} in the files of {year.year}; nothing was changed.", problems)
    return deliveries


def gather_deliveries(
    workspace: Workspace, year: Year, settings: Settings, keep: bool = True
) -> tuple[list[Delivery], list[Problem]]:
    """Return the files that can be read at all, and every problem of every file.

    A file whose values have problems is among both: what could not be read in it is missing. One
    that was read before, and of which nothing has changed, is not read again; `keep` says whether
    readings are kept for a next time, which a step of a build has no place for.
    """
    return Reader.of(workspace, year, settings, keep).gather()


@dataclass(frozen=True)
class Reader:
    """All that is needed to read the files of a year; `faults` are those of the crosswalks."""

    raw: Path
    year: Year
    settings: Settings
    profiles: dict[str, Profile]
    dictionaries: dict[str, Dictionary]
    crosswalks: dict[str, dict[str, str]]
    faults: tuple[Problem, ...]
    kept: KeptReadings
    keep: bool

    @classmethod
    def of(cls, workspace: Workspace, year: Year, settings: Settings, keep: bool = True) -> Self:
        """Return the reader of a year; raise ConfigurationError for what no layout knows."""
        raw = workspace.raw(year.year)
        profiles = read_profiles()
        dictionaries = read_dictionaries(year, settings)
        check_mapped(year, profiles, dictionaries, settings)
        agencies = dict.fromkeys(source.agency for source in year.sources)
        read = {agency: read_crosswalk(raw, agency) for agency in agencies}
        return cls(
            raw=raw,
            year=year,
            settings=settings,
            profiles=profiles,
            dictionaries=dictionaries,
            crosswalks={agency: ids for agency, (ids, _) in read.items()},
            faults=tuple(fault for _, faults in read.values() for fault in faults),
            kept=KeptReadings.of(workspace, year, settings),
            keep=keep,
        )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the year, with what was decided on the words of their files."""
        return tuple(add_answers(each, self.year) for each in self.year.sources)

    def gather(self, agency: str = "") -> tuple[list[Delivery], list[Problem]]:
        """Return the files that can be read at all, and every problem of every file.

        Of one `agency` alone, where it is named.
        """
        deliveries: list[Delivery] = []
        problems = list(self.faults)
        for source, item in receive(self.raw, self.sources, agency):
            delivery, faults = (
                (None, [item]) if isinstance(item, Problem) else self.find_or_read(source, item)
            )
            deliveries += [delivery] if delivery else []
            problems += faults
        if not agency:
            self.kept.forget_others()
        return deliveries, problems

    def forget_others(self) -> None:
        """Delete the readings of files that the year has no more."""
        for source, item in receive(self.raw, self.sources):
            if isinstance(item, Received):
                self.call(source, item)
        self.kept.forget_others()

    def list_unread(self) -> list[Callable[[], None]]:
        """Return what reads and keeps each file of which no reading is kept, the longest first.

        Nothing where it would not pay: a file read in another process is fetched from what it
        kept. A very large one is never kept, so it is read when its turn comes.
        """
        waiting: list[tuple[int, Callable[[], None]]] = []
        for source, found in list_files(self.raw, self.sources):
            if isinstance(found, Problem):
                continue
            file = try_file(*found, source)
            if file and len(file.content) < LARGEST and not self.kept.has(self.call(source, file)):
                waiting.append((weigh(file), partial(self.read_ahead, source, *found)))
        if cores() < 2 or sum(weight for weight, _ in waiting) < WORTH_FORKING:
            return []
        return [task for _, task in sorted(waiting, key=lambda each: -each[0])]

    def read_ahead(self, source: Source, path: Path, name: str) -> None:
        """Read a file and keep its reading."""
        file = try_file(path, name, source)
        if file:
            self.find_or_read(source, file)

    def call(self, source: Source, file: Received) -> str:
        """Return the name of a file's reading."""
        return self.kept.call(file, source, self.crosswalks[source.agency])

    def find_or_read(self, source: Source, file: Received) -> Outcome:
        """Return a file as it was read before, or else as it is read now."""
        key = self.call(source, file)
        found = self.kept.find(key, file)
        if found is None:
            worth_keeping = self.keep and len(file.content) < LARGEST
            found = self.read(source, file)
            if worth_keeping:
                self.kept.keep(key, found)
        return found

    def read(self, source: Source, file: Received) -> Outcome:
        """Return a file as it was read, nothing where it cannot be, and its problems."""
        profile = self.profiles[source.profile].of_system(self.dictionaries.get(source.system))
        crosswalk = self.crosswalks[source.agency]
        try:
            return read_delivery(file, profile, source, self.settings, self.year, crosswalk)
        except InputRefused as refused:
            return None, list(refused.problems)


def try_file(path: Path, name: str, source: Source) -> Received | None:
    """Return a file with its content, or None where that is not to be had."""
    try:
        found = open_file(path, name, source)
    except InputRefused:
        return None
    return found if isinstance(found, Received) else None


def weigh(file: Received) -> int:
    """Return about how many bytes of text a file holds: a workbook is packed."""
    return len(file.content) * (PACKED if file.content.startswith(b"PK") else 1)


def add_answers(source: Source, year: Year) -> Source:
    """Return a source with the year's answered decisions on its agency among its `values:`."""
    mapped = {name: dict(found) for name, found in source.values.items()}
    for each in year.decide:
        if each.agency == source.agency and each.answer:
            mapped.setdefault(each.column, {}).setdefault(each.value, each.answer)
    return source.model_copy(update={"values": mapped})


def read_dictionaries(year: Year, settings: Settings) -> dict[str, Dictionary]:
    """Return the dictionaries of the systems that the sources of a year name."""
    names = sorted({source.system for source in year.sources if source.system})
    return {name: read_dictionary(settings, name) for name in names}
