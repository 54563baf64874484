"""The case tables of a year: what the confidential side hands to the indicators."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from cpims_report.errors import InputRefused

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CaseTables:
    """CONFIDENTIAL. One year's cleaned records; schemas in `cpims_report.table_schemas`.

    A field is a file: what stands here is all that a step may name (`paths`). `received` lists the
    files (agency, file, profile, records, sha256, synthetic) and `mappings` what each text of a
    coded column became. `bounds` tells how many children there are at least and at most
    (`records.people.bounds`), `transfers` the cases that moved from one member to another
    (`records.spells.transfers`), `sent` what became of every record that came (`SENT`).
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
    received: pd.DataFrame
    mappings: pd.DataFrame
    bounds: pd.DataFrame
    transfers: pd.DataFrame
    sent: pd.DataFrame

    @property
    def synthetic(self) -> bool:
        """Whether every file received says that its data is made up."""
        return "synthetic" in self.received and bool(self.received["synthetic"].all())

    @classmethod
    def paths(cls, folder: Path) -> dict[str, Path]:
        """Return table -> its file in a folder, for every table."""
        return {table.name: folder / f"{table.name}.parquet" for table in fields(cls)}

    def save(self, folder: Path) -> None:
        """Write every table to `folder` as parquet, all or none.

        They are written to a folder beside and moved into place one by one by renaming, so no
        half-written file ever stands under its final name. Other files of `folder` stay.
        """
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, path in self.paths(beside).items():
                getattr(self, name).to_parquet(path, index=False)
            folder.mkdir(exist_ok=True)
            for path in sorted(beside.iterdir()):
                path.replace(folder / path.name)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    @classmethod
    def find(cls, folder: Path) -> CaseTables | None:
        """Return the tables of a folder, or nothing where they are not all there."""
        there = all(path.is_file() for path in cls.paths(folder).values())
        return cls.load(folder) if there else None

    @classmethod
    def load(cls, folder: Path) -> CaseTables:
        """Return the tables that `save` wrote to `folder`."""
        import pandas as pd  # noqa: PLC0415 - who only asks for the files' names starts faster

        missing = [path.name for path in cls.paths(folder).values() if not path.is_file()]
        if missing:
            raise InputRefused(
                f"The case tables of {folder.name} are not there ({', '.join(missing)}): run "
                f"01-clean of {folder.name} first, or cpims-report build {folder.name}."
            )
        tables = {name: pd.read_parquet(path) for name, path in cls.paths(folder).items()}
        salts = tables["identifiers"]["salt"]
        tables["identifiers"].attrs["salt"] = salts.iloc[0] if len(salts) else ""
        return cls(**tables)
