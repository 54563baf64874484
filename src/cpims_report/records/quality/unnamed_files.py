"""Files that lie among the received ones but that no configuration names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cpims_report.config import Settings, Year
from cpims_report.errors import InputRefused
from cpims_report.records.read.filenames import call_file
from cpims_report.records.read.received import find_files, is_leftover
from cpims_report.records.read.recognise import recognise

SIDECARS = (".meta.yml", ".md", ".txt")


@dataclass(frozen=True)
class Stray:
    """A file without a place in the configuration, and the layout that it seems to have.

    `profile` is empty where no layout fits; `sure` runs from 0 to 1; `why` says it in words.
    """

    name: str
    agency: str
    profile: str
    sure: float
    why: str = ""


def find_strays(raw: Path, year: Year, settings: Settings) -> tuple[Stray, ...]:
    """Return the files below `raw` that no source of the year names, sorted by name."""
    if not raw.is_dir():
        return ()
    named = {path for source in year.sources for path in find_files(raw, source)[0]}
    home = raw.resolve()
    others = [
        path
        for path in sorted(raw.rglob("*"))
        if path.is_file()
        and path.resolve().is_relative_to(home)
        and path not in named
        and not is_leftover(path)
        and not path.name.endswith(SIDECARS)
    ]
    known = tuple(settings.agencies)
    return tuple(
        propose(path, call_file(path.relative_to(raw).as_posix(), known, number), settings)
        for number, path in enumerate(others, 1)
    )


def propose(path: Path, name: str, settings: Settings) -> Stray:
    """Return a stray file with the layout that its content suggests."""
    agency = name.split("/", maxsplit=1)[0] if "/" in name else ""
    try:
        guesses = recognise(path, settings)
    except (InputRefused, OSError) as error:
        problems = getattr(error, "problems", ())
        return Stray(name, agency, "", 0.0, problems[0].message if problems else "")
    if not guesses:
        return Stray(name, agency, "", 0.0)
    best = guesses[0]
    return Stray(name, agency, best.profile, best.confidence, best.why)
