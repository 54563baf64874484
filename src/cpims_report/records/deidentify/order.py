"""Files of an agency taken through de-identification, all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError, InputRefused, Problem
from cpims_report.records.deidentify.keys import read_key, warn_open
from cpims_report.records.deidentify.outgoing_file import (
    Inspection,
    inspect,
    refuse_undecided,
    rewrite,
    target,
    write_beside,
)
from cpims_report.records.deidentify.summary import summarise
from cpims_report.records.issues.refusals import nearest
from cpims_report.records.read.received import Received
from cpims_report.records.read.recognise import LIKELY, find_reader, recognise
from cpims_report.records.read.safety import read_steady
from cpims_report.records.systems.dictionary import Dictionary, read_dictionary
from cpims_report.records.systems.profile import Profile, read_profiles

LAYOUTS = {"workbook": "primero_v2_xlsx", "text": "primero_v2_csv", "json": "primero_v2_json"}
"""The layouts in which a system writes its exports, by the kind of file."""

Ask = Callable[[str, str], bool]
"""Takes a column and why it is doubtful; returns whether it is to be dropped."""


@dataclass(frozen=True)
class Order:
    """How files are to be de-identified; `drop` and `keep` name columns.

    In a `review` a person decides about each column that the report does not need. `system` names
    the one whose dictionary tells what headers and values mean.
    """

    to: Path
    key_file: Path
    months: bool = False
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    profile: str = ""
    review: bool = False
    system: str = ""


def deidentify_files(
    files: Sequence[Path], order: Order, settings: Settings, ask: Ask | None = None
) -> list[str]:
    """Write every file anew below `order.to`; return the lines that say what was done.

    Nothing is written as long as one column of one file is undecided: `ask` is then put the
    question, and without it InputRefused lists them all.
    """
    key = read_key(order.key_file)
    dictionary = find_dictionary(order.system, settings)
    inspections = [look(path, order, dictionary) for path in files]
    check_named(inspections, order)
    decided = [decide(inspection, ask) for inspection in inspections]
    check_decided(decided)
    paths = [
        target(path, order.to, each.profile) for path, each in zip(files, decided, strict=True)
    ]
    if len(set(paths)) < len(paths):
        raise ConfigurationError("Two of the files have the same name: run them one by one.")
    written = [rewrite(inspection, settings, key) for inspection in decided]
    for path, (content, _) in zip(paths, written, strict=True):
        write_beside(content, path)
    return warn_open(order.key_file, key) + [
        line
        for inspection, (_, losses), path in zip(decided, written, paths, strict=True)
        for line in summarise(inspection, losses, path)
    ]


def find_dictionary(system: str, settings: Settings) -> Dictionary | None:
    """Return the dictionary of a system, None where none is named."""
    if system and system not in settings.systems:
        known = ", ".join(settings.systems) or "none yet"
        raise ConfigurationError(f"The system “{system}” is not known; there are {known}.")
    return read_dictionary(settings, system) if system else None


def look(path: Path, order: Order, dictionary: Dictionary | None) -> Inspection:
    """Return one file with what becomes of its columns after the words of the order."""
    file = Received("", order.profile, path.name, read_steady(path, "", path.name))
    if not file.content:
        problem = Problem("IN-EMPTY", "The file is empty (0 bytes).", file=path.name)
        raise InputRefused(f"{path.name} is empty.", [problem])
    profile = find_profile(path, order.profile or guess_layout(path, order.system))
    own = profile.of_system(dictionary.supposed() if dictionary else None)
    return inspect(file, own, order.months, order.review).after(order.drop, order.keep)


def guess_layout(path: Path, system: str) -> str:
    """Return the layout in which a system with a dictionary writes such a file, or nothing."""
    return LAYOUTS[find_reader(path)] if system else ""


def check_named(inspections: Sequence[Inspection], order: Order) -> None:
    """Raise ConfigurationError for a column of the order that no file has."""
    columns = [choice.column for each in inspections for choice in each.all()]
    for word in (*order.drop, *order.keep):
        if not any(column.is_named([word]) for column in columns):
            near = nearest(word, {column.header for column in columns if column.needed})
            hint = f" Did you mean “{near}”?" if near else ""
            raise ConfigurationError(f"No file has the column “{word}”.{hint}")


def find_profile(path: Path, named: str) -> Profile:
    """Return the layout that was named, or the one that the file is surely recognised by."""
    profiles = read_profiles()
    if named in profiles:
        return profiles[named]
    known = ", ".join(profiles)
    if named:
        raise ConfigurationError(f"The layout “{named}” is not known; there are {known}.")
    guesses = recognise(path)
    if guesses and guesses[0].confidence >= LIKELY:
        return profiles[guesses[0].profile]
    near = f" It may be {guesses[0].profile}." if guesses else ""
    message = f"The layout of {path.name} is not recognised.{near}"
    raise ConfigurationError(f"{message} Name it with --profile: one of {known}.")


def decide(inspection: Inspection, ask: Ask | None) -> Inspection:
    """Return an inspection after a person was asked about each doubtful column."""
    if ask is None:
        return inspection
    doubtful = inspection.undecided()
    answers = {item.column.shown: ask(item.column.shown, item.why) for item in doubtful}
    drop = [column for column, dropped in answers.items() if dropped]
    keep = [column for column, dropped in answers.items() if not dropped]
    return inspection.after(drop, keep)


def check_decided(inspections: Sequence[Inspection]) -> None:
    """Raise one InputRefused with the undecided columns of all files."""
    refusals = [
        refuse_undecided(inspection.file.name, inspection.undecided())
        for inspection in inspections
        if inspection.undecided()
    ]
    if refusals:
        problems = [problem for refusal in refusals for problem in refusal.problems]
        message = f"{len(problems)} columns must be looked at; nothing was written."
        raise InputRefused(message, problems)
