"""What the protect notebook works with: a year's exact cells, its settings and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.config import Settings
from cpims_report.disclosure.checker import write_checker
from cpims_report.disclosure.collected import recording
from cpims_report.disclosure.leaks.scan import read_published
from cpims_report.disclosure.protection import Protected, protect
from cpims_report.disclosure.publication import CELLS, publish, read_edition
from cpims_report.errors import InputRefused
from cpims_report.workspace import CONTRIBUTIONS_FILE, EXACT_FILE, Workspace


@dataclass(frozen=True)
class Desk:
    """CONFIDENTIAL. A year's exact tables, as the earlier stages left them."""

    workspace: Workspace
    year: int

    @classmethod
    def open(cls, year: int, root: str | Path = ".") -> Desk:
        """Return the desk of a year in the workspace around `root`."""
        return cls(Workspace.around(root), year)

    @cached_property
    def settings(self) -> Settings:
        """The workspace's settings."""
        return Settings(self.workspace.config)

    @cached_property
    def exact(self) -> pd.DataFrame:
        """The exact cells (`EXACT`)."""
        path = self._folder / EXACT_FILE
        if not path.is_file():
            raise InputRefused(
                f"There are no exact tables of {self.year}: run 02-indicators first."
            )
        return pd.read_parquet(path)

    @property
    def synthetic(self) -> bool:
        """Whether the files received say that they are made up."""
        received = self._optional(self._tables["received"])
        return received is not None and bool(received["synthetic"].all())

    @property
    def coverage(self) -> dict[str, int]:
        """Records received and cases in the report, of all members together."""
        waterfall = self._optional(self._tables["waterfall"])
        if waterfall is None or waterfall.empty:
            return {}
        steps = waterfall.groupby("step", sort=False)["records"].sum()
        return {"records_received": int(steps.iloc[0]), "cases_in_report": int(steps.iloc[-1])}

    @property
    def contributions(self) -> pd.DataFrame | None:
        """The exact cells counted from each agency's cases alone, where there are any."""
        return self._optional(self._folder / CONTRIBUTIONS_FILE)

    @property
    def earlier(self) -> pd.DataFrame | None:
        """Published cells of the year before and of an earlier edition of this year.

        An edition that nobody outside has seen is none: remove its folder before building anew.
        """
        paths = [self.workspace.published(year) / CELLS for year in (self.year - 1, self.year)]
        frames = [read_published(path) for path in paths if path.is_file()]
        return pd.concat(frames, ignore_index=True) if frames else None

    def protect(self) -> Protected:
        """Return the protected cells, held against insiders and earlier editions."""
        return protect(self.exact, self.settings, self.contributions, self.earlier)

    def publish(self, protected: Protected) -> Path:
        """Write the sealed data and the checker's file; return the published folder."""
        write_checker(protected, self._folder)
        return publish(
            protected,
            self.settings,
            self.year,
            self.workspace.published(self.year),
            synthetic=self.synthetic,
            coverage=self.coverage,
            before=read_edition(self.workspace.published(self.year)),
            systems=recording(self.contributions, self.settings),
        )

    @property
    def _folder(self) -> Path:
        return self.workspace.processed(self.year)

    @property
    def _tables(self) -> dict[str, Path]:
        return CaseTables.paths(self._folder)

    def _optional(self, path: Path) -> pd.DataFrame | None:
        return pd.read_parquet(path) if path.is_file() else None
