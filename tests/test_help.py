"""The command teaches: an example each, completion, and the nearest word for a slip."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cpims_report import cli
from cpims_report.examples import EXAMPLES

ROOT = Path(__file__).parent.parent
COMMANDS = typer.main.get_command(cli.app).commands


def said(*words: str) -> str:
    answer = CliRunner().invoke(cli.app, list(words), env={"COLUMNS": "200"})
    return " ".join(answer.output.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_ends_with_an_example_that_the_command_understands(name):
    example = EXAMPLES[name]
    assert f"For example: {example}" in said(name, "--help")
    program, called, *words = shlex.split(example)
    assert (program, called) == ("cpims-report", name)
    known = {option for each in COMMANDS[name].params for option in each.opts}
    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_says_what_it_is(name):
    assert not [each.name for each in COMMANDS[name].params if not getattr(each, "help", "")]


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["biuld", "2018"], "Did you mean 'build'?"),
        (["newyear", "2019"], "Did you mean 'new-year'?"),
        (["build", "2018", "--langauge", "ar"], "--language"),
        (["deidentify", "--keyfile", "key.txt"], "--key-file"),
    ],
)
def test_a_slip_is_answered_with_the_nearest_word(words, near):
    assert near in said(*words)


@pytest.mark.parametrize(
    ("typed", "offered"), [("cpims-report bu", "build"), ("cpims-report status 201", "2018")]
)
def test_a_shell_completes_commands_and_years(typed, offered):
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    answer = subprocess.run(
        [str(Path(sys.executable).with_name("cpims-report"))],
        cwd=ROOT,
        env=os.environ | words | {"_CPIMS_REPORT_COMPLETE": "complete_bash"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert offered in answer.stdout.split()
