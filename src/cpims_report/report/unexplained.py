"""Headline numbers that moved, and for which nobody has written down why.

Read with nothing slow: `status` tells it each time. Nothing is published from here.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

HEADLINES = ("CL01", "CL03", "CL02", "CL04", "CL05", "CL06")
"""Children and cases of a year: what the key figures show."""
MOVED = 0.05
"""From this part of last year's number on, a reader asks why."""
SHOWN = ("published", "rounded")


def unexplained(published: Path, year: int) -> list[str]:
    """Return the headline numbers that moved by 5 % or more and have no note, a line each.

    `published` holds the sealed years. Without this year or the one before there is none.
    """
    now, before = (totals(published / str(each)) for each in (year, year - 1))
    package = published / str(year) / "datapackage.json"
    if not now or not before:
        return []
    about = json.loads(package.read_text("utf-8"))["cpims"]
    return [
        f"{name}  {about['indicators'][name]['name']['en']}: {100 * moved:+.1f}%"
        for name in HEADLINES
        if name in now and before.get(name)
        if abs(moved := (now[name] - before[name]) / before[name]) >= MOVED
        and not about.get("notes", {}).get(name)
    ]


def totals(folder: Path) -> dict[str, int]:
    """Return the headline numbers that a year shows, by indicator."""
    path = folder / "indicators.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            row["indicator"]: int(row["value"])
            for row in csv.DictReader(stream)
            if row["indicator"] in HEADLINES
            and {row[name] for name in ("sex", "age", "nationality", "place", "concern")} == {"_T"}
            and row["category"] == "_T"
            and row["status"] in SHOWN
        }
