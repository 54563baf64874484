"""Old and new ids of an agency that moved to another system."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from cpims_report.errors import Problem
from cpims_report.records.issues.changed_cells import MARKS, mark
from cpims_report.records.read.received import CROSSWALK
from cpims_report.records.text.normalisation import tidy

CODE = "XWK-01"


def read_crosswalk(folder: Path, agency: str) -> tuple[dict[str, str], list[Problem]]:
    """Return old id -> new id from an agency's `crosswalk.csv`, empty where there is none.

    The file has the headers `old` and `new`. It is refused where an old id has two new ones.
    """
    path = folder / agency / CROSSWALK
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return {}, []
    name = f"{agency}/{CROSSWALK}"
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error):
        return {}, [refuse(agency, name, "The file is no CSV text in UTF-8.")]
    if not rows or not {"old", "new"} <= set(rows[0]):
        return {}, [refuse(agency, name, "The file has no columns “old” and “new” with ids.")]
    pairs = {(tidy(row["old"] or ""), tidy(row["new"] or "")) for row in rows}
    pairs = {(old, new) for old, new in pairs if old and new and old != new}
    ids = dict(sorted(pairs))
    if len(ids) < len(pairs):
        return {}, [refuse(agency, name, "An old id has more than one new id.")]
    if set(ids) & set(ids.values()):
        return {}, [refuse(agency, name, "A new id is an old one as well.")]
    return ids, []


def refuse(agency: str, file: str, why: str) -> Problem:
    """Return the problem of a crosswalk that cannot be used."""
    action = "Give each old id its one new id, in two columns “old” and “new”."
    return Problem("IN-CROSSWALK", why, agency=agency, file=file, action=action)


def replace_ids(rows: pd.DataFrame, ids: dict[str, str]) -> pd.DataFrame:
    """Return rows whose old ids became the new ones."""
    if not ids or "source_id" not in rows:
        return rows
    old = rows["source_id"].astype("str")
    return rows.assign(source_id=old.map(ids).fillna(old).astype("str"))


def mark_replaced(
    cells: pd.DataFrame, sheet: str, header: str, ids: dict[str, str]
) -> pd.DataFrame:
    """Return a mark for each record whose id was replaced."""
    if not ids:
        return pd.DataFrame(columns=MARKS)
    place = {
        "column": "source_id",
        "sheet": sheet,
        "header": header,
        "row": cells["row"],
        "source_id": cells["source_id"],
    }
    return mark(cells["source_id"], ids, CODE, place)
