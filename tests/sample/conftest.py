"""One small sample of two years, written once; and the world at full size, never written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from cpims_report.config import Settings
from cpims_report.sample import write_hostile, write_sample
from cpims_report.sample.received import export
from cpims_report.sample.truth import Truth, tell
from cpims_report.sample.world import World, grow

ROOT = Path(__file__).parents[2]
CASES = 300
YEARS = (2016, 2017, 2018)


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(ROOT / "config")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    into = tmp_path_factory.mktemp("raw")
    write_sample(into, [2016, 2017, 2018], cases=CASES, settings=settings)
    return into


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    into = tmp_path_factory.mktemp("hostile")
    write_hostile(into, 2018, settings=settings)
    return into


@pytest.fixture(scope="session")
def planted(folder: Path) -> pd.DataFrame:
    """Return what the small sample says that it planted, over its three years."""
    tables = [
        pd.read_csv(folder / f"truth/{year}/planted.csv", dtype=str, keep_default_na=False)
        for year in (2016, 2017, 2018)
    ]
    return pd.concat([table.assign(year=year) for table, year in zip(tables, YEARS, strict=True)])


@pytest.fixture(scope="session")
def read_book():
    """Return a reader of workbooks: sheet name -> table of text, headers kept as they are."""

    def read(path: Path) -> dict[str, pd.DataFrame]:
        book = CalamineWorkbook.from_path(path)
        rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
        return {name: pd.DataFrame(lines[1:], columns=lines[0]) for name, lines in rows.items()}

    return read


@pytest.fixture(scope="session")
def read_text():
    """Return a reader of CSV files in which everything is text and blanks are empty strings."""

    def read(path: Path) -> pd.DataFrame:
        encoding = "cp1256" if path.name.startswith("tdhl-2017") else "utf-8"
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding)

    return read


@pytest.fixture(scope="session")
def world(settings: Settings) -> World:
    return grow(settings, 2018, cases=7000, seed=2018)


@pytest.fixture(scope="session")
def truths(world: World, settings: Settings) -> dict[int, Truth]:
    """Return the truth of three years at full size."""
    plans = {year: settings.year(year) for year in (2016, 2017, 2018)}
    return {
        year: tell([export(world, source, plan) for source in plan.sources], settings)
        for year, plan in plans.items()
    }
