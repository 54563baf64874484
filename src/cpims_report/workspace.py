"""Where things lie: all paths of a workspace in one place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cpims_report.errors import ConfigurationError

MARKER = "_quarto.yml"
RECORD = "review.json"
"""In a build: what of it can be reviewed, by its fingerprints, and whether it is a draft."""
EXACT_FILE, CONTRIBUTIONS_FILE = "tables.parquet", "contributions.parquet"
"""CONFIDENTIAL, in `processed`: exact indicator cells, and those of each agency's cases alone."""
CHECKER_FILE, CHECKER_BOOK = "checker.csv", "checker.xlsx"
"""CONFIDENTIAL, in `processed`: what is hidden and why, for the person who signs."""


@dataclass(frozen=True)
class Workspace:
    """A folder with `config/`, `data/`, `notebooks/` and `_quarto.yml`."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """Return the workspace around `start` (default: CPIMS_ROOT or the current directory)."""
        here = (start or Path(os.environ.get("CPIMS_ROOT", "."))).resolve()
        for folder in (here, *here.parents):
            if (folder / MARKER).is_file() and (folder / "config").is_dir():
                return cls(folder)
        raise ConfigurationError(
            f"{here} is not in a workspace: a folder with config/, data/, notebooks/ and {MARKER}. "
            "Name one with --root DIR."
        )

    @classmethod
    def around(cls, start: str | Path = ".") -> Workspace:
        """Return the workspace of a notebook: that around `start`, else this program's own.

        A notebook runs in any folder: that of JupyterLab, of papermill, of a scheduler.
        """
        try:
            return cls.find(Path(start))
        except ConfigurationError:
            own = Path(__file__).parents[2]
            if (own / MARKER).is_file() and (own / "config").is_dir():
                return cls(own)
            raise

    @classmethod
    def lists(cls, start: Path) -> Path:
        """Return the code lists around `start`, else those that came with this program.

        An agency that only takes names out of its export has no workspace of its own.
        """
        own = Path(__file__).parents[2] / "config"
        try:
            return cls.find(start).config
        except ConfigurationError:
            if own.is_dir():
                return own
            raise

    @property
    def config(self) -> Path:
        """Settings and code lists."""
        return self.root / "config"

    @property
    def notebooks(self) -> Path:
        """Notebooks as committed, without outputs."""
        return self.root / "notebooks"

    @property
    def reference(self) -> Path:
        """Small public tables with their sources."""
        return self.root / "data" / "reference"

    def raw(self, year: int) -> Path:
        """CONFIDENTIAL: files as received from the agencies."""
        return self.root / "data" / "raw" / str(year)

    def requests(self, year: int) -> Path:
        """What the agencies are asked for: letters, checklist, workbooks to be filled in."""
        return self.root / "data" / "requests" / str(year)

    def processed(self, year: int) -> Path:
        """CONFIDENTIAL: case tables, exact indicators, executed pipeline notebooks."""
        return self.root / "data" / "processed" / str(year)

    def published(self, year: int) -> Path:
        """SEALED: disclosure-controlled data, the only input of the report."""
        return self.root / "data" / "published" / str(year)

    def review(self, year: int) -> Path:
        """Who accepted what of a year's report, and for which bytes."""
        return self.root / "review" / f"{year}.yml"

    def build(self, year: int, language: str) -> Path:
        """One edition's staged book, site and documents."""
        return self.root / "build" / f"{year}-{language}"

    def builds(self, year: int, holding: str = "") -> dict[str, Path]:
        """Language -> folder of each edition of a year that lies there, `holding` a file."""
        found = sorted((self.root / "build").glob(f"{year}-*/{holding}"))
        folders = (path.parent if holding else path for path in found)
        return {folder.name.partition("-")[2]: folder for folder in folders}
