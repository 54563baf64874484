"""A small synthetic export of each layout, from which the large ones are tiled."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from cpims_report.config import Settings
from cpims_report.records.columns import IDENTIFIER_COLUMNS
from cpims_report.records.deidentify.tables import Table, lay_open
from cpims_report.records.read.extract import READERS
from cpims_report.records.read.headers import HeaderMap
from cpims_report.records.read.received import Received
from cpims_report.records.systems.profile import Profile, read_profiles
from cpims_report.sample import write_sample

YEAR = 2018
AGENCY = "imc"
CASES = 6_000
SEED = 2018
CASEWORKER = "caseworker"


@dataclass(frozen=True)
class Seed:
    """One small export: its layout, its bytes, and its tables laid open."""

    profile: Profile
    name: str
    content: bytes
    tables: list[Table]

    def identifiers(self, table: Table) -> list[int]:
        """Return the positions of the columns that hold ids and numbers of children."""
        return find_columns(table, set(IDENTIFIER_COLUMNS) - {CASEWORKER})

    def caseworkers(self, table: Table) -> list[int]:
        """Return the positions of the columns that hold codes of staff."""
        return find_columns(table, {CASEWORKER})


def find_columns(table: Table, meanings: set[str]) -> list[int]:
    """Return the positions of the columns with one of these meanings."""
    return [
        place
        for place, column in enumerate(table.columns)
        if (column.meaning or "").split(".")[-1] in meanings
    ]


def make_workspace(folder: Path, config: Path, profile: str) -> Path:
    """Return a workspace whose year asks for one delivery of one layout."""
    shutil.copytree(config, folder / "config", dirs_exist_ok=True)
    (folder / "_quarto.yml").touch()
    source = {"agency": AGENCY, "profile": profile, "files": [f"{AGENCY}/*"]}
    plan = {"year": YEAR, "cut_off": "2019-01-31", "sources": [source]}
    (folder / "config" / f"{YEAR}.yml").write_text(yaml.safe_dump(plan), encoding="utf-8")
    return folder


def make_seed(folder: Path, config: Path, profile: str) -> Seed:
    """Return the sample's export of one layout; ids of the sample's planted copies stay unique."""
    workspace = make_workspace(folder, config, profile)
    raw = folder / "seed"
    write_sample(raw, [YEAR], CASES, SEED, settings=Settings(workspace / "config"))
    path = next(
        item
        for item in sorted((raw / str(YEAR) / AGENCY).iterdir())
        if not item.name.endswith(".meta.yml")
    )
    known = read_profiles()[profile]
    source = Settings(workspace / "config").year(YEAR).sources[0]
    content = path.read_bytes()
    opened = READERS[known.reader](Received(AGENCY, profile, path.name, content))
    headers = HeaderMap(known, source)
    laid = [lay_open(sheet, number, headers) for number, sheet in enumerate(opened.sheets, 1)]
    tables = [table for table in laid if table is not None]
    return Seed(known, path.name, content, tables)
