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
from cpims_report.disclosure.package import describe
from cpims_report.disclosure.protection import Protected, ordered
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import CELL_COLUMNS

CELLS, PACKAGE, SEAL = "indicators.csv", "datapackage.json", "seal.json"
NUMBERS = ("value", "base", "percent")


def publish(
    protected: Protected,
    settings: Settings,
    year: int,
    folder: Path,
    *,
    synthetic: bool,
    coverage: Mapping[str, int] | None = None,
) -> Path:
    """Write a year's sealed data to `folder` and return the folder.

    The three files are made beside it and take its place at once: what stood there before is gone
    as a whole, or still there as a whole. The same cells give the same bytes. Raises
    DisclosureRefused if the audit did not pass or a suppressed row carries a number.
    """
    refuse_unsafe(protected, year)
    cells = ordered(protected.cells)
    package = describe(
        settings, year, synthetic=synthetic, coverage=coverage or {}, rows=len(cells)
    )
    content = {CELLS: table(cells), PACKAGE: text(package)}
    seal = {
        "policy": package["cpims"]["policy"],
        "audit": protected.audit,
        "files": {name: sha256(body) for name, body in content.items()},
    }
    replace_folder(folder, {**content, SEAL: text(seal)})
    return folder


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
