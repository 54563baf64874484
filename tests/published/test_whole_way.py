"""From a form export to a report, as a Task Force walks it: learn, de-identify, check, build."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
import yaml

from cpims_report.sample.form_export import write_form_export

SYSTEM = "jordan_cpims"
JORDAN = Path(__file__).parents[3] / "shared" / "jordan"
"""What the real system holds, where this repository has it beside itself."""
PRIMERO = {"imc": "xlsx", "irc": "xlsx", "jrf": "csv", "nhf": "csv", "tdhl": "json"}
CASES = 120
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


def downloaded(sent: Path) -> Path:
    """Return the form export: of Jordan's real fields and options where their list lies beside us.

    Elsewhere that of the sample, whose fields are a copy of it.
    """
    path = sent / f"forms-{SYSTEM}.xlsx"
    if JORDAN.is_dir():
        fields, lists = (
            pd.read_csv(JORDAN / name, dtype="str", keep_default_na=False)
            for name in ("fields.csv", "lookups.csv")
        )
        lists = lists.rename(columns={"label_en": "label"})
        # the list does not tell which form a field shows; a form export does
        shows = (fields["form"] == "incident_details_container") & (fields["type"] == "subform")
        fields.loc[shows, "options"] = "incident_details_subform_section"
        write_form_export(path, fields, lists, hidden=True)
    return path


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory, repository: Callable, cpims: Callable) -> Walk:
    """Go the whole way once, by the command alone."""
    root = repository(tmp_path_factory.mktemp("whole"), "data/published/2017")
    sent = root.parent / f"{root.name}-sent"
    plan = root / "config" / "2018.yml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(re.sub(r"(profile: primero_v2_\w+)", rf"\1, system: {SYSTEM}", text))
    said = {}

    def run(name: str, *words: object) -> None:
        answer = cpims(*words, "--root", root)
        assert answer.returncode == 0, f"{name}: {answer.stdout}{answer.stderr}"
        said[name] = answer.stdout

    run("sample", "sample", 2018, "--full", "--cases", CASES, "--into", sent)
    run("learn", "learn", downloaded(sent), "--system", SYSTEM)
    key = sent / "sample-link-key.txt"
    for agency in (*PRIMERO, "unhcr"):
        [file] = [each for each in (sent / "2018" / agency).iterdir() if each.suffix != ".yml"]
        own = ("--system", SYSTEM) if agency in PRIMERO else ()
        to = root / "data" / "raw" / "2018" / agency
        run(agency, "deidentify", file, "--key-file", key, "--to", to, *own)
    (root / "data" / "raw" / key.name).write_bytes(key.read_bytes())
    run("check", "check", 2018)
    run("build", "build", 2018, "--engine", "builtin", "--to", "html")
    return Walk(root, sent, said)


pytestmark = pytest.mark.build


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
    [file] = (walk.sent / "2018" / "jrf").glob("*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        header = set(next(csv.reader(stream)))
    assert len(real) > 300
    assert real <= header
    assert "Nothing is left to decide." in walk.said["learn"]


def test_learning_the_systems_own_forms_again_asks_nothing(walk: Walk):
    assert "Nothing is left to decide." in walk.said["learn"]


def test_a_full_sample_has_every_column_of_the_system_and_people(walk: Walk):
    [file] = (walk.sent / "2018" / "jrf").glob("*.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(set(rows[0])) >= 485
    assert "Zyqxan" in str(rows)


def test_nothing_that_identifies_people_leaves_an_agency(walk: Walk):
    for file in (walk.root / "data" / "raw" / "2018").rglob("*-synthetic.*"):
        content = file.read_bytes()
        if file.suffix == ".xlsx":
            sheets = pd.read_excel(
                file, sheet_name=None, dtype="str", header=None, engine="openpyxl"
            )
            content = "".join(sheet.to_csv() for sheet in sheets.values()).encode()
        assert not re.search("Zyqxan|Qwertani|Invented|079\\d{7}|المصطنع".encode(), content), file


def test_the_cases_are_those_that_the_sample_wrote(walk: Walk):
    cases = pd.read_parquet(walk.root / "data" / "processed" / "2018" / "cases.parquet")
    told = pd.read_csv(
        walk.sent / "truth" / "2018" / "cases.csv", dtype="str", keep_default_na=False
    )
    truth = told[told["excluded"] == ""]
    assert len(cases) == len(truth) > CASES / 2
    assert {
        column: (count(cases, column), count(truth, column))
        for column in COUNTED
        if column in cases and column in truth and count(cases, column) != count(truth, column)
    } == {}


def test_the_events_are_those_that_the_sample_wrote(walk: Walk):
    for name in ("services", "followups", "incidents", "transitions"):
        events = pd.read_parquet(walk.root / "data" / "processed" / "2018" / f"{name}.parquet")
        truth = pd.read_csv(walk.sent / "truth" / "2018" / f"{name}.csv", dtype="str")
        assert len(events) == len(truth) > 0, name


def test_the_report_of_it_is_built_and_sealed(walk: Walk):
    page = walk.root / "build" / "2018-en" / "site" / "index.html"
    assert page.is_file()
    seal = json.loads((walk.root / "data" / "published" / "2018" / "seal.json").read_text())
    assert seal["audit"]["passed"] is True
    settings = yaml.safe_load((walk.root / "config" / "systems" / f"{SYSTEM}.yml").read_text())
    assert settings["decide"] == []
