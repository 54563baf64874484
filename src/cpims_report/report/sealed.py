"""Sealed data, read only when the seal holds."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.errors import SchemaError, SchemaErrors

from cpims_report.around import folders_around
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import CELL_KEY
from cpims_report.table_schemas import PUBLISHED

CELLS, PACKAGE, SEAL = "indicators.csv", "datapackage.json", "seal.json"
REVISIONS = "revisions.csv"
NUMBERS = ("value", "base", "percent")


@dataclass(frozen=True, eq=False)
class Sealed:
    """One year's published cells (`PUBLISHED`) and what the data package says of them."""

    year: int
    cells: pd.DataFrame
    about: Mapping[str, Any]
    seal: str
    """sha256 of seal.json, which covers policy, audit and all files: names the edition."""
    revisions: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Cells that an earlier edition of the year published with other numbers, and those numbers:
    `schema.CELL_KEY`, value, base, percent."""

    @property
    def synthetic(self) -> bool:
        """True unless the data package says that the data are real."""
        return self.about.get("synthetic") is not False


def published_folder() -> Path:
    """Return the folder of sealed years: CPIMS_PUBLISHED, else the nearest `data/published`.

    A notebook that runs elsewhere finds that of the workspace which this program stands in.
    """
    named = os.environ.get("CPIMS_PUBLISHED")
    if named:
        return Path(named)
    for folder in folders_around():
        if (folder / "data" / "published").is_dir():
            return folder / "data" / "published"
    raise DisclosureRefused(
        "There is no folder data/published here or above. Chapters read sealed data only: "
        "build a year first, or set CPIMS_PUBLISHED."
    )


def published_years(folder: Path) -> list[int]:
    """Return the years that have a folder with a seal, ascending."""
    return sorted(int(seal.parent.name) for seal in folder.glob(f"[0-9][0-9][0-9][0-9]/{SEAL}"))


def read_sealed(folder: Path, year: int) -> Sealed:
    """Return the sealed data of a year, or raise DisclosureRefused with all that is wrong.

    Each file is read once: the bytes that are parsed are the bytes that were hashed.
    """
    home = folder / str(year)
    missing = [name for name in (SEAL, CELLS, PACKAGE) if not (home / name).is_file()]
    if missing:
        raise refused(year, [absent(year, name) for name in missing])
    names = [SEAL, CELLS, PACKAGE, *([REVISIONS] if (home / REVISIONS).is_file() else [])]
    raw = {name: (home / name).read_bytes() for name in names}
    seal = parsed(raw[SEAL], year, SEAL)
    broken = [*audit_problems(seal, year), *hash_problems(seal, raw, year)]
    if broken:
        raise refused(year, broken)
    about = parsed(raw[PACKAGE], year, PACKAGE).get("cpims")
    cells = read_cells(raw[CELLS], year)
    wrong = content_problems(about, cells, year)
    if wrong or not isinstance(about, dict):
        raise refused(year, wrong)
    revisions = read_revisions(raw.get(REVISIONS), year)
    return Sealed(year, cells, about, hashlib.sha256(raw[SEAL]).hexdigest(), revisions)


def parsed(raw: bytes, year: int, name: str) -> dict[str, Any]:
    """Return a JSON object, or refuse."""
    try:
        found = json.loads(raw)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise refused(year, [Problem("SEAL-JSON", "It is no JSON object.", file=place(year, name))])
    return found


def audit_problems(seal: Mapping[str, Any], year: int) -> list[Problem]:
    """Return a problem if the gate's audit did not pass."""
    audit = seal.get("audit")
    if isinstance(audit, dict) and audit.get("passed") is True:
        return []
    message = "The audit of the disclosure gate did not pass: these data must not be shown."
    return [Problem("SEAL-AUDIT", message, file=place(year, SEAL))]


def hash_problems(seal: Mapping[str, Any], raw: Mapping[str, bytes], year: int) -> list[Problem]:
    """Return a problem for each file whose bytes are not those that were sealed."""
    files = seal.get("files")
    stated = files if isinstance(files, dict) else {}
    return [
        Problem(
            "SEAL-HASH",
            "The file is not the one that was sealed.",
            file=place(year, name),
            action="Restore it, or build the year again; never edit published data by hand.",
        )
        for name in sorted({CELLS, PACKAGE, *({REVISIONS} & {*stated, *raw})})
        if stated.get(name) != hashlib.sha256(raw.get(name, b"")).hexdigest()
    ]


def read_cells(raw: bytes, year: int) -> pd.DataFrame:
    """Return the cells with codes as text and numbers as nullable numbers."""
    try:
        text = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, encoding="utf-8")
        numbers = {
            name: pd.to_numeric(text[name].mask(text[name].eq(""))).astype("Float64")
            for name in NUMBERS
        }
        cells = PUBLISHED.validate(text.assign(year=text["year"].astype(int), **numbers), lazy=True)
    except (SchemaError, SchemaErrors, ValueError, KeyError):
        message = "It does not have the columns and values of published cells."
        raise refused(year, [Problem("SEAL-CELLS", message, file=place(year, CELLS))]) from None
    return pd.DataFrame(cells)


def read_revisions(raw: bytes | None, year: int) -> pd.DataFrame:
    """Return what was published with other numbers before; an edition without the file has none."""
    columns = [*CELL_KEY, *NUMBERS]
    if raw is None:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in columns})
    try:
        text = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, encoding="utf-8")
        numbers = {name: pd.to_numeric(text[name]).astype("Float64") for name in NUMBERS}
        return text.assign(year=text["year"].astype(int), **numbers)[columns]
    except (ValueError, KeyError):
        message = "It does not have the columns and values of revised cells."
        raise refused(year, [Problem("SEAL-CELLS", message, file=place(year, REVISIONS))]) from None


def content_problems(about: object, cells: pd.DataFrame, year: int) -> list[Problem]:
    """Return what contradicts itself: another year, or a number in a suppressed cell."""
    problems = []
    if not isinstance(about, dict) or about.get("year") != year:
        message = "The data package describes another year, or has no “cpims” object."
        problems.append(Problem("SEAL-YEAR", message, file=place(year, PACKAGE)))
    if cells["year"].ne(year).any():
        problems.append(Problem("SEAL-YEAR", "Cells of another year.", file=place(year, CELLS)))
    bare = cells.loc[cells["status"].eq("suppressed"), list(NUMBERS)]
    if bare.notna().to_numpy().any():
        message = "A suppressed cell carries a number."
        problems.append(Problem("SEAL-OPEN", message, file=place(year, CELLS)))
    return problems


def absent(year: int, name: str) -> Problem:
    """Return the problem of a file that is not there."""
    return Problem(
        "SEAL-MISSING",
        "The file is missing.",
        file=place(year, name),
        action=f"Build {year} first, or restore data/published/{year}.",
    )


def place(year: int, name: str) -> str:
    """Return how a sealed file is named to a person."""
    return f"published/{year}/{name}"


def refused(year: int, problems: list[Problem]) -> DisclosureRefused:
    """Return the error that chapters stop with."""
    return DisclosureRefused(f"The sealed data of {year} cannot be used.", problems)
