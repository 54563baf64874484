"""What cleaning finds of what the sample plants: precision and recall of each problem.

Run it to write docs/cleaning.md anew: `python tests/backtests/score.py`. It cleans the sample years
where they lie and writes the hostile files to a folder of its own that it removes.
"""

from __future__ import annotations

import csv
import importlib.util
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType

import pandas as pd
import yaml

from cpims_report.config import Settings
from cpims_report.errors import InputRefused
from cpims_report.records import CaseTables, clean
from cpims_report.records.issues.problem_register import read_problems
from cpims_report.sample import write_hostile
from cpims_report.workspace import Workspace

Cleaned = Callable[[int], CaseTables]
Counted = Callable[[int], dict[tuple[object, ...], tuple[int, int | None]]]
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "cleaning.md"
YEARS = (2016, 2017, 2018)
SEED = 2018
PLACE = ["agency", "file", "row"]
COLUMNS = ["code", "agency", "file", "row"]
HEAD = """# What cleaning finds

The sample years and a set of hostile files are planted with the problems of real exports.
This page is generated (`python tests/backtests/score.py`): it says how many were planted, how many
cleaning found, and what it does about them. A test holds it against a fresh run.

- **Planted**: rows (or files) that have the problem. Those that a refusal answers lie in files of
  their own; all others lie in `data/raw/2016` to `2018` (`data/raw/truth/<year>/planted.csv`).
- **Recall**: the share of these in whose row an issue under one of the problem's codes stands.
- **Precision**: the share of the issues under these codes in whose row one of the problems that the
  code answers was planted.

"""
COUNTS = """\
The truth says what the files can tell. Where a problem takes something away for good (a date
in no calendar, a status of two meanings, a list without closing dates), the true value is
"not known" and a rule of the table above says why. Every published cell is held against a second
count of the truth."""


@dataclass(frozen=True)
class Score:
    """One problem: rows planted and how many of them were found; issues, and how many are true."""

    planted: int
    found: int
    issues: int
    explained: int

    @property
    def recall(self) -> float | None:
        """The share of what was planted that was found."""
        return self.found / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """The share of issues under the problem's codes that stand where something was planted."""
        return self.explained / self.issues if self.issues else None


def rate(planted: pd.DataFrame, issues: pd.DataFrame) -> dict[int, Score]:
    """Return the score of each problem.

    A planted row is found where an issue under one of the problem's codes stands in the same row of
    the same file; one without a row, where the file has such an issue. An issue is true where any
    problem that its code answers was planted there.
    """
    problems = read_problems()
    told = answers(issues)
    return {
        number: score_one(number, planted, told[told["problem"].eq(number)], told)
        for number in problems
    }


def answers(issues: pd.DataFrame) -> pd.DataFrame:
    """Return a row per issue and problem that its code answers."""
    codes = [(code, number) for number, entry in read_problems().items() for code in entry.rules]
    table = pd.DataFrame(codes, columns=["code", "problem"])
    rows = issues.reset_index(drop=True).rename_axis("issue").reset_index()
    return rows.merge(table, on="code")


def score_one(number: int, planted: pd.DataFrame, mine: pd.DataFrame, told: pd.DataFrame) -> Score:
    """Return the score of one problem."""
    wanted = planted[planted["problem"].eq(number)]
    found = is_in(wanted, mine)
    all_of_mine = told[told["issue"].isin(mine["issue"])]
    explained = pd.Series(False, index=all_of_mine.index)
    for other, group in all_of_mine.groupby("problem"):
        explained[group.index] = is_in(group, planted[planted["problem"].eq(other)])
    true = all_of_mine.loc[explained, "issue"].nunique()
    return Score(len(wanted), int(found.sum()), mine["issue"].nunique(), true)


def is_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Return which rows have their place among the others; a blank row is any row of the file."""
    places = set(place_keys(others))
    files = {place.rsplit("|", 1)[0] for place in places}
    whole = {place.rsplit("|", 1)[0] for place in places if place.endswith("|")}
    keys = place_keys(rows)
    return keys.map(
        lambda key: (
            key in places
            or key.rsplit("|", 1)[0] in whole
            or (key.endswith("|") and key.rsplit("|", 1)[0] in files)
        )
    ).astype(bool)


def place_keys(rows: pd.DataFrame) -> pd.Series:
    """Return agency, file and row as one text each; the row is blank where there is none."""
    numbers = rows["row"].astype("Int64").astype("string").fillna("")
    return rows["agency"].astype(str) + "|" + rows["file"].astype(str) + "|" + numbers


def clean_years(root: Path, tables: Cleaned) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what was planted in the sample years below `root`, and the issues found there."""
    planted, issues = [], []
    for year in YEARS:
        path = root / "data" / "raw" / "truth" / str(year) / "planted.csv"
        rows = pd.read_csv(path, dtype={"row": "Int64"})
        found = tables(year).issues
        planted.append(rows.assign(file=f"{year}/" + rows["file"]))
        issues.append(found.assign(file=f"{year}/" + found["file"]))
    return pd.concat(planted, ignore_index=True), pd.concat(issues, ignore_index=True)


def clean_hostile(root: Path, into: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what was planted in the hostile files, and what cleaning says of these problems.

    What else is the matter with their records is like that of the sample years and not listed.
    """
    raw = into / "files"
    write_hostile(raw, SEED, settings=Settings(root / "config"))
    planted = pd.read_csv(raw / "hostile.csv", dtype={"row": "Int64"})
    issues = []
    for name, rows in planted.groupby("name", sort=False):
        found = clean_one(root, into, str(name), rows.iloc[0])
        wanted = read_problems()[int(rows["problem"].iloc[0])].rules
        told = found[found["code"].isin(wanted)]
        issues.append(told.assign(file=f"{name}/" + told["file"]))
    return (
        planted.assign(file=planted["name"] + "/" + planted["file"]),
        pd.concat(issues, ignore_index=True),
    )


def clean_one(root: Path, into: Path, name: str, row: pd.Series) -> pd.DataFrame:
    """Return what cleaning says of one hostile delivery, refusals as issues."""
    home = into / name
    shutil.copytree(root / "config", home / "config")
    shutil.copytree(into / "files" / name, home / "data" / "raw")
    pattern = f"{row['agency']}/*{Path(row['file']).suffix}"
    source = {"agency": row["agency"], "profile": row["profile"], "files": [pattern]}
    year = {"year": 2018, "cut_off": date(2019, 1, 31), "sources": [source]}
    (home / "config" / "2018.yml").write_text(yaml.safe_dump(year), encoding="utf-8")
    try:
        return clean(Workspace(home), 2018).issues[COLUMNS]
    except InputRefused as refused:
        problems = [asdict(problem) for problem in refused.problems]
        return pd.DataFrame(problems)[COLUMNS].astype({"row": "Int64"})


def compare_counts(root: Path, true_cells: Counted) -> pd.DataFrame:
    """Return per year the true cases in the report, the cells published and those unequal."""
    rows = []
    for year in YEARS:
        cells = true_cells(year)
        told = read(root / "data" / "raw" / "truth" / str(year) / "cases.csv")
        in_report = [case for case in told if not case["excluded"]]
        published = read(root / "data" / "published" / str(year) / "indicators.csv")
        shown = [
            cell
            for cell in published
            if cell["status"] == "published" and cell["value"] and key(cell) in cells
        ]
        wrong = [cell for cell in shown if int(cell["value"]) != cells[key(cell)][0]]
        rows.append(
            {
                "Year": year,
                "Cases in the report": len(in_report),
                "Published cells": len(shown),
                "Cells that differ": len(wrong),
            }
        )
    return pd.DataFrame(rows)


def load_oracle(root: Path) -> ModuleType:
    """Return the slow second count of every indicator."""
    spec = importlib.util.spec_from_file_location("oracle", root / "tests" / "oracle.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def key(cell: dict[str, str]) -> tuple[object, ...]:
    """Return what names a cell, as the second count has it."""
    dimensions = ("sex", "age", "nationality", "place", "concern", "category")
    return (cell["indicator"], int(cell["year"]), *(cell[name] for name in dimensions))


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def build_page(root: Path, into: Path, tables: Cleaned, true_cells: Counted) -> str:
    """Return the page: a row a problem, then the published counts against the truth."""
    years, hostile = clean_years(root, tables), clean_hostile(root, into)
    planted = pd.concat([years[0], hostile[0]], ignore_index=True)
    issues = pd.concat([years[1][COLUMNS], hostile[1]], ignore_index=True)
    scores = rate(planted, issues)
    expected = planted.groupby("problem")["expected"].agg(
        lambda words: ", ".join(sorted(set(words)))
    )
    lines = [
        "| No. | Problem | Answer | Planted | Found | Recall | Precision | What is done |",
        "| ---: | --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for number, entry in read_problems().items():
        score = scores[number]
        what = expected.get(number, "none")
        numbers = (
            f"{score.planted} | {score.found} | {show(score.recall)} | {show(score.precision)}"
        )
        lines.append(f"| {number} | {entry.title} | {what} | {numbers} | {entry.what} |")
    counts = compare_counts(root, true_cells)
    lines += ["", "## Published counts against the truth", "", COUNTS, ""]
    lines += ["| " + " | ".join(counts.columns) + " |", "|" + " ---: |" * len(counts.columns)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in counts.itertuples(index=False)]
    return HEAD + "\n".join(lines) + "\n"


def show(share: float | None) -> str:
    """Return a share as a percent, rounded down so that 100 means all; a dash for none."""
    return "–" if share is None else f"{int(share * 1000) / 10:g} %"


def main() -> None:
    """Write docs/cleaning.md."""
    count = partial(load_oracle(ROOT).count_truth, ROOT)
    with tempfile.TemporaryDirectory() as folder:
        page = build_page(ROOT, Path(folder), partial(clean, Workspace(ROOT)), count)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
