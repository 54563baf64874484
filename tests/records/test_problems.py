"""The register of the problems is whole, and each of them is answered."""

import re
from pathlib import Path

import pytest

from cpims_report.records.issues.problem_register import problems_of, read_problems
from cpims_report.records.issues.severities import read_noted
from cpims_report.records.rules import read_rules

SOURCE = Path(__file__).parents[2] / "src" / "cpims_report"
TESTS = Path(__file__).parent
WRITTEN = {
    code
    for path in SOURCE.rglob("*.py")
    for code in re.findall(r'"((?:IN|CFG)-[A-Z-]+)"', path.read_text(encoding="utf-8"))
}
KNOWN = {rule.code for rule in read_rules()} | set(read_noted()) | WRITTEN | {"CFG-MEMBER"}


def test_the_problems_are_numbered_on():
    assert list(read_problems()) == list(range(1, len(read_problems()) + 1))


@pytest.mark.parametrize("number", read_problems())
def test_every_problem_is_answered_by_codes_that_exist(number):
    problem = read_problems()[number]
    assert problem.rules
    assert set(problem.rules) <= KNOWN
    assert problem.title
    assert problem.what


@pytest.mark.parametrize("number", range(1, 61))
def test_every_problem_has_a_test_of_its_own(number):
    tests = (TESTS / "test_the_sixty.py").read_text(encoding="utf-8")
    assert f"def test_problem_{number:02d}_" in tests


def test_every_rule_and_note_answers_a_problem_or_is_told_apart():
    codes = {rule.code for rule in read_rules()} | set(read_noted())
    assert {code for code in codes if not problems_of(code)} == {"REC-02"}


def test_no_code_is_both_a_rule_and_a_note():
    assert {rule.code for rule in read_rules()}.isdisjoint(read_noted())
