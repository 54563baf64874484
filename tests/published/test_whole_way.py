"""From a form export to a report, by the commands of docs/run-a-year.md and no others."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
import yaml

SYSTEM = "jordan_cpims"
PAGE = Path(__file__).parents[2] / "docs" / "run-a-year.md"
YEAR = "2019"
JORDAN = Path(__file__).parents[3] / "shared" / "jordan"
"""What the real system holds, where this repository has it beside itself."""
COUNTED = (
    "agency",
    "sex",
    "age_reg",
    "nationality",
    "displacement_status",
    "governorate",
    "camp",
    "protection_status",
    "primary_concern",
    "concerns",
    "risk_level",
    "disability",
    "separation_cause",
    "care_arrangement",
    "closure_reason",
    "status",
)
"""Columns of the case tables that the sample tells the truth of."""


@dataclass(frozen=True)
class Walk:
    """The workspace at the end, the files as they left the systems, and what the command said."""

    root: Path
    sent: Path
    said: dict[str, str]


def read_commands() -> list[list[str]]:
    """Return the commands of the page in their order, as words."""
    [block] = re.findall(r"```bash\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line) for line in block.splitlines()]


@pytest.fixture(scope="module")
def walk(
    tmp_path_factory: pytest.TempPathFactory,
    repository: Callable,
    cpims: Callable,
    download: Callable,
) -> Walk:
    """Go the whole way once, by the commands of the page alone."""
    root = repository(tmp_path_factory.mktemp("whole"), "data/published/2018")
    said = {}
    for tool, name, *words in read_commands():
        if tool == "cp":
            shutil.copy(root / name, root / words[0])
            continue
        quick = ["--engine", "builtin", "--to", "html"] if name == "build" else []
        answer = cpims(name, *words, *quick, cwd=root)
        assert answer.returncode == 0, f"{name} {words}: {answer.stdout}{answer.stderr}"
        said[name] = answer.stdout
        if name == "sample":
            download(root / "practice" / f"forms-{SYSTEM}.xlsx")
    return Walk(root, root / "practice", said)


pytestmark = [pytest.mark.build, pytest.mark.long]


def count(table: pd.DataFrame, column: str) -> Counter[str]:
    """Return how often each value of a column stands in a table, blanks as nothing."""
    filled = table[column].dropna().astype("str").str.removesuffix(".0")
    return Counter(filled[filled != ""])


@pytest.mark.skipif(not JORDAN.is_dir(), reason="THE LIST OF JORDAN'S FIELDS IS NOT BESIDE US")
def test_the_files_of_the_full_sample_have_the_columns_of_the_real_system(walk: Walk):
    fields = pd.read_csv(JORDAN / "fields.csv", dtype="str", keep_default_na=False)
    read = (fields["nested"] == "0") & (fields["visible"] == "1") & (fields["form_visible"] == "1")
    held = ~fields["type"].isin(["separator", "subform", "custom"])
    real = set(fields.loc[read & held & ~fields["type"].str.contains("upload"), "field"])
    [file] = (walk.sent / YEAR / "jrf").glob("*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        header = set(next(csv.reader(stream)))
    assert len(real) > 300
    assert real <= header
    assert "Nothing is left to decide." in walk.said["learn"]


def test_learning_the_systems_own_forms_again_asks_nothing(walk: Walk):
    assert "Nothing is left to decide." in walk.said["learn"]


def test_a_full_sample_has_every_column_of_the_system_and_people(walk: Walk):
    [file] = (walk.sent / YEAR / "jrf").glob("*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(set(rows[0])) >= 485
    assert "Zyqxan" in str(rows)


def test_nothing_that_identifies_people_leaves_an_agency(walk: Walk):
    for file in (walk.root / "data" / "raw" / YEAR).rglob("*-synthetic.*"):
        content = file.read_bytes()
        if file.suffix == ".xlsx":
            sheets = pd.read_excel(
                file, sheet_name=None, dtype="str", header=None, engine="openpyxl"
            )
            content = "".join(sheet.to_csv() for sheet in sheets.values()).encode()
        assert not re.search("Zyqxan|Qwertani|Invented|079\\d{7}|المصطنع".encode(), content), file


def test_the_cases_are_those_that_the_sample_wrote(walk: Walk):
    cases = pd.read_parquet(walk.root / "data" / "processed" / YEAR / "cases.parquet")
    told = pd.read_csv(walk.sent / "truth" / YEAR / "cases.csv", dtype="str", keep_default_na=False)
    truth = told[told["excluded"] == ""]
    assert len(cases) == len(truth) > 60
    assert {
        column: (count(cases, column), count(truth, column))
        for column in COUNTED
        if column in cases and column in truth and count(cases, column) != count(truth, column)
    } == {}


def test_the_events_are_those_that_the_sample_wrote(walk: Walk):
    for name in ("services", "followups", "incidents", "transitions"):
        events = pd.read_parquet(walk.root / "data" / "processed" / YEAR / f"{name}.parquet")
        truth = pd.read_csv(walk.sent / "truth" / YEAR / f"{name}.csv", dtype="str")
        assert len(events) == len(truth) > 0, name


def test_the_report_of_it_is_built_and_sealed(walk: Walk):
    page = walk.root / "build" / f"{YEAR}-en" / "site" / "index.html"
    assert page.is_file()
    seal = json.loads((walk.root / "data" / "published" / YEAR / "seal.json").read_text())
    assert seal["audit"]["passed"] is True
    settings = yaml.safe_load((walk.root / "config" / "systems" / f"{SYSTEM}.yml").read_text())
    assert settings["decide"] == []
