"""Which layout a file has: a proposal from its kind, the names of its sheets and its headers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from cpims_report.config import Settings, Source
from cpims_report.errors import InputRefused
from cpims_report.records.read.encoding import UTF_16
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.json_file import read_json
from cpims_report.records.read.received import Received
from cpims_report.records.read.reshape import reshape
from cpims_report.records.read.sheets import Opened, Sheet
from cpims_report.records.read.text_file import read_text
from cpims_report.records.read.workbook import ZIP, read_workbook
from cpims_report.records.systems.profile import Profile, read_profiles
from cpims_report.records.text.normalisation import fold

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
READERS: dict[str, Callable[[Received], Opened]] = {
    "workbook": read_workbook,
    "text": read_text,
    "json": read_json,
}
PIECE = 1 << 20
"""Bytes of a text file that are looked at: its headers and some rows."""
LEAST = 0.3
SURE, LIKELY = 0.85, 0.6
HABIT = 0.03
"""What it adds that a member is known to use a layout: enough between two that fit alike."""


@dataclass(frozen=True)
class Guess:
    """A layout that a file may have: how sure we are, from 0 to 1, and why, in words."""

    profile: str
    confidence: float
    why: str

    @property
    def certainty(self) -> str:
        """The confidence in one word."""
        if self.confidence >= SURE:
            return "sure"
        return "likely" if self.confidence >= LIKELY else "doubtful"


def recognise(path: Path, settings: Settings | None = None) -> list[Guess]:
    """Return the layouts that a file may have, the most likely first; none where nothing fits.

    Raise InputRefused where the file cannot be opened at all.
    """
    reader = find_reader(path)
    file = Received("", "", path.name, cut(path, reader))
    opened = READERS[reader](file)
    guesses = [
        weigh(opened, profile, path, settings)
        for profile in read_profiles().values()
        if profile.reader == reader
    ]
    likely = [guess for guess in guesses if guess.confidence >= LEAST]
    return sorted(likely, key=lambda guess: (-guess.confidence, guess.profile))


def find_reader(path: Path) -> str:
    """Return the kind of reader that a file needs, by its first bytes alone."""
    with path.open("rb") as stream:
        start = stream.read(64)
    if start.startswith((ZIP, OLE)):
        return "workbook"
    return "json" if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{") else "text"


def cut(path: Path, reader: str) -> bytes:
    """Return the content of a file, of a large text file only its first lines."""
    with path.open("rb") as stream:
        start = stream.read(PIECE + 1)
        if reader != "text" or len(start) <= PIECE or start.startswith(UTF_16):
            return start + stream.read()
    return start[: start.rfind(b"\n") + 1] or start


def weigh(opened: Opened, profile: Profile, path: Path, settings: Settings | None) -> Guess:
    """Return how well one layout fits: its own signs, required columns, and known headers."""
    headers = HeaderMap(profile, Source(agency="", profile=profile.name, files=()))
    try:
        sheets = [
            sheet
            for sheet in reshape(opened.sheets, headers)
            if sheet.headers and not headers.names.is_skipped(sheet.name)
        ]
    except (InputRefused, ValueError):
        sheets = []
    written = {fold(word) for sheet in opened.sheets for word in list_words(sheet)}
    met = {fold(word) for sheet in sheets for word in sheet.headers} | written
    meanings = [
        headers.meaning(word, headers.form_of(sheet)) for sheet in sheets for word in sheet.headers
    ]
    found = {meaning for meaning in meanings if meaning}
    signs = [sign for sign in list_signs(profile) if met & sign]
    expected = (*profile.required, *profile.usual)
    required = [column for column in expected if column in found]
    known = sum(meaning is not None for meaning in meanings)
    shares = (
        len(signs) / max(len(profile.signs), 1),
        len(required) / max(len(expected), 1),
        known / max(len(meanings), 1),
    )
    habits = find_habits(path, settings)
    confidence = 0.45 * shares[0] + 0.35 * shares[1] + 0.2 * shares[2]
    confidence *= 1 if profile.key in found else 0.3
    confidence = min(confidence + HABIT * (profile.name in habits), 1.0)
    why = (
        f"{profile.title}: {len(signs)} of {len(profile.signs)} telling headers, "
        f"{len(required)} of {len(expected)} required columns, "
        f"{known} of {len(meanings)} headers known"
    )
    guess = Guess(profile.name, round(confidence, 2), f"{why}.")
    if profile.name in habits:
        return replace(guess, why=f"{why}; the member in whose folder it lies uses this layout.")
    return guess


def list_words(sheet: Sheet) -> list[str]:
    """Return the headers of a sheet as written, and its name."""
    return [sheet.name, *sheet.headers]


def list_signs(profile: Profile) -> list[set[str]]:
    """Return the headers that tell a layout from others, each in all its languages, folded."""
    fields = profile.fields()
    kind = "label" if profile.headers == "labels" else "field"
    signs = []
    for sign in profile.signs:
        home = fields.loc[fields[kind] == sign, ["form", "field"]].drop_duplicates()
        same = fields.merge(home, on=["form", "field"])[kind]
        signs.append({fold(sign), *same.map(fold)})
    return signs


def find_habits(path: Path, settings: Settings | None) -> set[str]:
    """Return the layout of the member in whose folder a file lies."""
    member = settings.agencies.get(path.resolve().parent.name) if settings else None
    return {member.system} if member and member.system else set()
