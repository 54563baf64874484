"""Sealed data on disk: the cells, their package and the seal, all of them or none."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.leaks.scan import read_published
from cpims_report.disclosure.masking import ordered
from cpims_report.disclosure.package import describe
from cpims_report.disclosure.protection import Protected
from cpims_report.disclosure.revisions import as_csv, find_revisions, read_revisions
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import CELL_COLUMNS

CELLS, PACKAGE, SEAL = "indicators.csv", "datapackage.json", "seal.json"
REVISIONS = "revisions.csv"
NUMBERS = ("value", "base", "percent")
Published = tuple[pd.DataFrame, pd.DataFrame | None]
"""An edition's cells, and what it marks as revised."""


def publish(
    protected: Protected,
    settings: Settings,
    year: int,
    folder: Path,
    *,
    synthetic: bool,
    coverage: Mapping[str, int] | None = None,
    before: Published | None = None,
    systems: Mapping[str, Mapping[str, int]] | None = None,
) -> Path:
    """Write a year's sealed data to `folder` and return the folder.

    `before` is the edition of the year that readers have: what differs is listed as revised. The
    files are made beside it and take its place at once: what stood there before is gone
    as a whole, or still there as a whole. The same cells give the same bytes. Raises
    DisclosureRefused if the audit did not pass or a suppressed row carries a number.
    """
    refuse_unsafe(protected, year)
    refuse_internal(protected.cells, settings, year)
    cells = ordered(protected.cells)
    revised = find_revisions(cells, *(before or (None, None)))
    package = describe(
        settings,
        year,
        synthetic=synthetic,
        coverage=coverage or {},
        rows=len(cells),
        revised=len(revised),
        systems=systems,
    )
    content = {CELLS: table(cells), REVISIONS: as_csv(revised), PACKAGE: text(package)}
    seal = {
        "policy": package["cpims"]["policy"],
        "audit": protected.audit,
        "files": {name: sha256(body) for name, body in content.items()},
    }
    replace_folder(folder, {**content, SEAL: text(seal)})
    return folder


def read_edition(folder: Path) -> Published | None:
    """Return the cells and revisions that a folder holds, None where it holds none."""
    if not (folder / CELLS).is_file():
        return None
    marks = folder / REVISIONS
    return (
        read_published(folder / CELLS),
        read_revisions(marks.read_bytes()) if marks.is_file() else None,
    )


def refuse_internal(cells: pd.DataFrame, settings: Settings, year: int) -> None:
    """Raise DisclosureRefused if there are rows of internal indicators."""
    told = [
        name
        for name, entry in settings.indicators.items()
        if entry.audience == "internal" and cells["indicator"].eq(name).any()
    ]
    if told:
        problems = [Problem("GATE-INTERNAL", f"{name} is internal.") for name in told]
        raise DisclosureRefused(f"Nothing of {year} was published.", problems)


def refuse_unsafe(protected: Protected, year: int) -> None:
    """Raise DisclosureRefused for cells that the gate did not let through."""
    problems = []
    if protected.audit.get("passed") is not True:
        problems.append(Problem("GATE-AUDIT", "The audit did not pass."))
    cells = protected.cells
    carries = cells[list(NUMBERS)].notna().any(axis=1) & cells["status"].eq("suppressed")
    if carries.any():
        message = "Suppressed rows carry numbers."
        problems.append(Problem("GATE-OPEN", message, count=int(carries.sum())))
    if cells["year"].ne(year).any():
        problems.append(Problem("GATE-YEAR", "There are cells of another year."))
    if problems:
        raise DisclosureRefused(f"Nothing of {year} was published.", problems)


def table(cells: pd.DataFrame) -> bytes:
    """Return the cells as CSV; whole percents stand without a decimal."""
    percent = cells["percent"].map(lambda share: f"{share:g}", na_action="ignore")
    return (
        cells.assign(percent=percent)[list(CELL_COLUMNS)]
        .to_csv(index=False, lineterminator="\n", na_rep="")
        .encode()
    )


def text(content: Mapping[str, Any]) -> bytes:
    """Return JSON that is the same for the same content."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def sha256(body: bytes) -> str:
    """Return the checksum by which a seal names a file."""
    return hashlib.sha256(body).hexdigest()


def replace_folder(folder: Path, content: Mapping[str, bytes]) -> None:
    """Put a folder with just these files in place of what is there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    fresh, old = beside / "new", beside / "old"
    try:
        fresh.mkdir()
        for name, body in content.items():
            (fresh / name).write_bytes(body)
        if folder.exists():
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
