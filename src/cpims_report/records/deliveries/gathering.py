"""All files of a year read and typed; every problem of every file is told at once."""

from __future__ import annotations

from dataclasses import dataclass

from cpims_report.config import Settings, Source, Year
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.deliveries.crosswalk import read_crosswalk
from cpims_report.records.deliveries.delivery import Delivery, Outcome, read_delivery
from cpims_report.records.deliveries.kept_reading import LARGEST, KeptReadings
from cpims_report.records.deliveries.mapping_checks import check_mapped
from cpims_report.records.read.received import Received, receive
from cpims_report.records.systems.dictionary import Dictionary, read_dictionary
from cpims_report.records.systems.profile import Profile, read_profiles
from cpims_report.workspace import Workspace


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
    raw = workspace.raw(year.year)
    profiles = read_profiles()
    dictionaries = read_dictionaries(year, settings)
    check_mapped(year, profiles, dictionaries, settings)
    deliveries: list[Delivery] = []
    problems: list[Problem] = []
    crosswalks: dict[str, dict[str, str]] = {}
    for agency in dict.fromkeys(source.agency for source in year.sources):
        crosswalks[agency], faults = read_crosswalk(raw, agency)
        problems += faults
    kept = KeptReadings.of(workspace, year, settings)
    reader = Reader(year, settings, profiles, dictionaries, crosswalks, kept, keep)
    received = receive(raw, tuple(add_answers(each, year) for each in year.sources))
    for source, item in received:
        delivery, faults = (
            (None, [item]) if isinstance(item, Problem) else reader.find_or_read(source, item)
        )
        deliveries += [delivery] if delivery else []
        problems += faults
    kept.forget_others()
    return deliveries, problems


@dataclass(frozen=True)
class Reader:
    """All that is needed to read any file of a year."""

    year: Year
    settings: Settings
    profiles: dict[str, Profile]
    dictionaries: dict[str, Dictionary]
    crosswalks: dict[str, dict[str, str]]
    kept: KeptReadings
    keep: bool

    def find_or_read(self, source: Source, file: Received) -> Outcome:
        """Return a file as it was read before, or else as it is read now."""
        key = self.kept.call(file, source, self.crosswalks[source.agency])
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
