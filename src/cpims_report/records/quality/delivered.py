"""What was delivered for a year, in few numbers: enough to compare the next year with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.kept_files import write_private
from cpims_report.records.columns import COLUMNS
from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.text.distinct_words import find_places
from cpims_report.schema import NON_VALUES

SAME = ["source_id", "registration_date", "closure_date", "status", "sex", "birth_date"]
"""What makes two records the same one, unchanged."""
FILE = "delivered.json"
"""CONFIDENTIAL, in `processed`: counts, and hashes of records that say nothing by themselves."""


@dataclass(frozen=True)
class Agency:
    """What one agency sent: files by fingerprint, records, registrations by month, closures.

    `columns` counts the records in which a column has a value; `marks` are hashes of the records,
    empty where they are not known.
    """

    files: dict[str, str]
    records: int
    months: tuple[int, ...]
    closures: int
    columns: dict[str, int]
    marks: frozenset[int] = frozenset()

    @property
    def registrations(self) -> int:
        """The cases registered in the year."""
        return sum(self.months)


Delivered = dict[str, Agency]
"""Agency -> what it sent for one year."""


def sum_up_deliveries(deliveries: Iterable[Delivery], year: int) -> Delivered:
    """Return what the agencies sent, from the files as they were read."""
    mine: dict[str, list[Delivery]] = {}
    for each in deliveries:
        mine.setdefault(each.file.agency, []).append(each)
    return {
        agency: sum_up(
            pd.concat([part.records for part in parts]),
            year,
            {part.file.sha256: part.file.name for part in parts},
        )
        for agency, parts in mine.items()
    }


def sum_up_tables(tables: CaseTables, year: int) -> Delivered:
    """Return what the agencies sent, from the case tables of a year: without hashes of records."""
    files = tables.received
    return {
        str(agency): sum_up(
            records,
            year,
            dict(files.loc[files["agency"] == agency, ["sha256", "file"]].to_numpy().tolist()),
        )
        for agency, records in tables.cases.groupby("agency", sort=False)
    }


def sum_up(records: pd.DataFrame, year: int, files: dict[str, str]) -> Agency:
    """Return the numbers of one agency's records."""
    registered, closed = (
        records[name][records[name].dt.year == year]
        for name in ("registration_date", "closure_date")
    )
    months = registered.dt.month.value_counts()
    known = not set(SAME) - set(records)
    return Agency(
        files=files,
        records=len(records),
        months=tuple(int(months.get(month, 0)) for month in range(1, 13)),
        closures=len(closed),
        columns=count_filled(records),
        marks=frozenset(pd.util.hash_pandas_object(records[SAME], index=False).tolist())
        if known
        else frozenset(),
    )


def count_filled(records: pd.DataFrame) -> dict[str, int]:
    """Return column -> the records that have a value in it, for those that a file may lack."""
    names = [
        name
        for name, kind in COLUMNS.items()
        if kind != "identifier" and name != "services_truncated" and name in records.columns
    ]
    return {name: count_values(records[name]) for name in names}


def count_values(cells: pd.Series) -> int:
    """Return how many cells hold a value."""
    held = int(cells.notna().sum())
    return held - len(find_places(cells, NON_VALUES)) if cells.dtype == "str" else held


@dataclass(frozen=True)
class Ground:
    """What the numbers of a year rest on: a hash of its files, and one of all that read them."""

    raw: str
    reader: str = ""


NOTHING = Ground("")


def keep_delivered(delivered: Delivered, ground: Ground, folder: Path) -> None:
    """Write what was delivered beside the workbooks, for its owner's eyes alone."""
    told = {
        agency: {
            "files": each.files,
            "records": each.records,
            "months": each.months,
            "closures": each.closures,
            "columns": each.columns,
            "marks": sorted(each.marks),
        }
        for agency, each in delivered.items()
    }
    text = json.dumps({"raw": ground.raw, "reader": ground.reader, "agencies": told}) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    write_private(folder / FILE, text.encode())


def find_delivered(folder: Path) -> tuple[Delivered, Ground]:
    """Return what was kept of a year, with what it rests on.

    Nothing without it, and where it is damaged.
    """
    path = folder / FILE
    if not path.is_file():
        return {}, NOTHING
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = {
            agency: Agency(
                **{**each, "months": tuple(each["months"]), "marks": frozenset(each["marks"])}
            )
            for agency, each in kept["agencies"].items()
        }
        return found, Ground(str(kept["raw"]), str(kept.get("reader")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}, NOTHING
