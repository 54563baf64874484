"""Damage that files really have, each through the command: read and flagged, or refused by name.

The inputs lie in `field/`, a folder a case with the year's configuration and the agency's files;
`field/expected.yml` says for each what the command must end with and tell. All of them are made up.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from cpims_report.cli import app
from cpims_report.records.issues.problem_register import COMPARED, read_problems

ROOT = Path(__file__).parents[2]
FIELD = Path(__file__).with_name("field")
EXPECTED = yaml.safe_load((FIELD / "expected.yml").read_text(encoding="utf-8"))
CASES = sorted(path.name for path in FIELD.iterdir() if path.is_dir())
FIRST = {name[:2]: name for name in reversed(CASES)}
"""The first case of each kind of damage; its variants are long."""
FEATURES = ("5e1f0000-2018", "2008-06-15", "15-Jun-2008", "370911202104", "SYN-18-0000001")
"""What only a record can hold: ids and births."""


@dataclass(frozen=True)
class Told:
    """What the command said: its exit code, and the lines of its workbooks of quality."""

    exit: int
    screen: str
    lines: list[str]


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Path], Told]:
    """Return what runs `cpims-report check 2018` over the files of a folder."""

    def run(case: Path) -> Told:
        shutil.copytree(ROOT / "config", tmp_path / "config")
        (tmp_path / "notebooks").mkdir()
        (tmp_path / "_quarto.yml").write_text("")
        shutil.copy(case / "2018.yml", tmp_path / "config" / "2018.yml")
        for agency in filter(Path.is_dir, case.iterdir()):
            shutil.copytree(agency, tmp_path / "data" / "raw" / "2018" / agency.name)
        (tmp_path / "data" / "raw" / "link-key.txt").write_text("key of the test\n")
        answer = CliRunner().invoke(app, ["check", "2018", "--root", str(tmp_path)])
        assert answer.exception is None or isinstance(answer.exception, SystemExit)
        books = (tmp_path / "data" / "processed" / "2018" / "quality").glob("*.xlsx")
        return Told(
            answer.exit_code, answer.output, [line for book in books for line in read(book)]
        )

    return run


def read(path: Path) -> list[str]:
    """Return the rows of all sheets of a workbook, a text each."""
    book = CalamineWorkbook.from_path(str(path))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return [" | ".join(str(cell) for cell in row) for row in rows]


def test_every_case_has_its_expectation():
    assert set(EXPECTED) == set(CASES)


@pytest.mark.parametrize(
    "name",
    [
        name if name in FIRST.values() else pytest.param(name, marks=pytest.mark.long)
        for name in CASES
    ],
)
def test_damage_of_the_field_is_read_and_flagged_or_refused_by_name(check, name):
    wanted = EXPECTED[name]
    told = check(FIELD / name)
    assert told.exit == wanted["exit"], told.screen
    for code, words in wanted.get("told", {}).items():
        lines = [line for line in told.lines if code in line]
        assert lines, told.screen
        for word in words:
            assert any(word in line for line in lines), (word, lines)
    one = "cannot be built yet: 1 refusal." in told.screen
    assert one == (told.exit == 3), "one cause is one message"
    for code in wanted.get("never", []):
        assert not any(code in line for line in told.lines)
    if "records" in wanted:
        assert f"{wanted['records']} in the report" in told.screen
    everything = told.screen + "\n".join(told.lines)
    assert not [word for word in FEATURES if word in everything]


MET_ELSEWHERE = {"IN-SHORT"}
"""What no file of the field has: `read/test_one_cause.py` writes it."""


@pytest.mark.parametrize("number", [n for n in read_problems() if 60 < n < COMPARED])
def test_every_further_problem_is_met_by_a_case(number):
    rules = set(read_problems()[number].rules)
    met = {code for case in EXPECTED.values() for code in case.get("told", {})}
    assert rules <= met | MET_ELSEWHERE
