"""The case tables of a year: what the confidential side hands to the indicators."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class CaseTables:
    """CONFIDENTIAL. One year's cleaned records; schemas in `cpims_report.schema`.

    `received` lists the files (agency, file, profile, records, sha256, synthetic) and `mappings`
    what each text of a coded column became. `bounds` tells how many children there are at least
    and at most (`records.bounds`), `transfers` the cases that moved from one member to another
    (`records.transfers`).
    """

    cases: pd.DataFrame
    spells: pd.DataFrame
    services: pd.DataFrame
    transitions: pd.DataFrame
    followups: pd.DataFrame
    incidents: pd.DataFrame
    issues: pd.DataFrame
    waterfall: pd.DataFrame
    identifiers: pd.DataFrame
    received: pd.DataFrame = field(default_factory=pd.DataFrame)
    mappings: pd.DataFrame = field(default_factory=pd.DataFrame)
    bounds: pd.DataFrame = field(default_factory=pd.DataFrame)
    transfers: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def synthetic(self) -> bool:
        """Whether every file received says that its data is made up."""
        return "synthetic" in self.received and bool(self.received["synthetic"].all())

    def save(self, folder: Path) -> None:
        """Write every table to `folder` as parquet, all or none.

        They are written to a folder beside and moved into place one by one by renaming, so no
        half-written file ever stands under its final name. Other files of `folder` stay.
        """
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for table in fields(self):
                getattr(self, table.name).to_parquet(beside / f"{table.name}.parquet", index=False)
            folder.mkdir(exist_ok=True)
            for path in sorted(beside.iterdir()):
                path.replace(folder / path.name)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    @classmethod
    def find(cls, folder: Path) -> CaseTables | None:
        """Return the tables of a folder, or nothing where they are not all there."""
        there = all((folder / f"{table.name}.parquet").is_file() for table in fields(cls))
        return cls.load(folder) if there else None

    @classmethod
    def load(cls, folder: Path) -> CaseTables:
        """Return the tables that `save` wrote to `folder`."""
        paths = {table.name: folder / f"{table.name}.parquet" for table in fields(cls)}
        tables = {name: pd.read_parquet(path) for name, path in paths.items()}
        salts = tables["identifiers"]["salt"]
        tables["identifiers"].attrs["salt"] = salts.iloc[0] if len(salts) else ""
        return cls(**tables)
