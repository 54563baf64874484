"""What `check` says: decisions first, then what was refused, left out, looked at, mended."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from cpims_report.cli import app
from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError

COMMAND = str(Path(sys.executable).with_name("cpims-report"))
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
DOWN, STOP = b"\x1b[B", b"\x03"


@pytest.fixture
def workspace(house):
    (house.workspace.root / "notebooks").mkdir()
    (house.workspace.root / "_quarto.yml").touch()
    return house


@pytest.fixture
def check(workspace):
    """Return a function that checks 2018 in a pipe, and gives exit code and output."""

    def run(*words):
        root = ["--root", str(workspace.workspace.root)]
        answer = CliRunner().invoke(app, ["check", "2018", *words, *root])
        return answer.exit_code, answer.output

    return run


@pytest.fixture
def at_terminal(workspace):
    """Return a function that checks 2018 in a terminal of a width, pressing keys on the way.

    `keys` are pairs: what must have appeared, and the bytes that are typed then.
    """

    def run(width, *words, keys=(), **environment):
        here, there = pty.openpty()
        os.set_blocking(here, False)
        plain = {name: text for name, text in os.environ.items() if name not in ("NO_COLOR", "CI")}
        process = subprocess.Popen(
            [COMMAND, "check", "2018", *words, "--root", str(workspace.workspace.root)],
            stdin=there,
            stdout=there,
            stderr=there,
            env={**plain, "TERM": "xterm-256color", "COLUMNS": str(width), **environment},
            start_new_session=True,
        )
        os.close(there)
        said, waiting = b"", list(keys)
        while select.select([here], [], [], 60)[0]:
            try:
                said += os.read(here, 65_536)
            except OSError:
                break
            if waiting and waiting[0][0].encode() in said:
                os.write(here, waiting.pop(0)[1])
        os.close(here)
        assert not waiting, said.decode()
        return process.wait(60), said.decode()

    return run


@pytest.fixture
def doubtful(workspace, csv_row):
    """Return a workspace with three open decisions, a record left out, and some mended."""
    words = ["very_high"] * 5 + ["sehr_hoch"] * 3 + ["low_x"] * 2
    rows = [csv_row(id=f"case-{n:04d}", risk_level=word) for n, word in enumerate(words)]
    rows[0]["sex"] = "Female "
    rows[1]["nationality"] = "Syria; Iraq"
    rows[2]["consent_reporting"] = "false"
    workspace.csv("jrf", rows)
    return workspace


def answers(house):
    """Return value -> answer, who, when, because of the year's decisions."""
    decided = Settings(house.workspace.config).year(2018).decide
    return {each.value: (each.answer, each.who, each.because) for each in decided if each.answer}


def test_decisions_come_first_then_refusals_and_the_rest_in_lines_that_fit(doubtful, check):
    code, text = check()
    titles = re.findall(r"(?m)^(TO DECIDE|REFUSED|LEFT OUT|TO LOOK AT|MENDED): ", text)
    assert titles == ["TO DECIDE", "REFUSED", "LEFT OUT", "TO LOOK AT", "MENDED"]
    touched = re.findall(r"jrf risk_level: “(\w+)” +jrf +(\d+)  ", text)
    assert touched == [("very_high", "5"), ("sehr_hoch", "3"), ("low_x", "2")]
    assert re.search(r"Problem +Agency +Count +What to do", text)
    assert re.search(r"EXC-04 .* jrf +1  Nothing, where it is right", text)
    assert max(map(cell_len, text.splitlines())) <= 100
    assert "\x1b" not in text
    assert text.splitlines()[-1] == "2018 cannot be built yet: 3 open decisions, 3 refusals."
    assert code == 3
    root = str(doubtful.workspace.root)
    told = CliRunner().invoke(app, ["status", "2018", "--root", root]).output
    assert re.search(r"JRF .* 3 +3\n", told)
    assert "check 2018 --interactive" in told


def test_the_table_keeps_to_the_terminal_and_shows_colours(doubtful, at_terminal):
    code, text = at_terminal(80)
    assert 60 < max(map(cell_len, COLOUR.sub("", text).splitlines())) <= 80
    assert "\x1b[1;31mREFUSED" in text
    assert code == 3


def test_in_a_wide_terminal_lines_stay_readable_and_no_colour_shows_where_none_is_wanted(
    doubtful, at_terminal
):
    code, text = at_terminal(160, NO_COLOR="1")
    assert 60 < max(map(cell_len, COLOUR.sub("", text).splitlines())) <= 100
    assert "REFUSED" in text
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", text)
    assert code == 3


def test_arabic_and_long_names_leave_the_columns_where_they_are(workspace, csv_row, check):
    agencies = workspace.workspace.config / "agencies.yml"
    name = "international_society_for_children_of_the_north"
    agencies.write_text(agencies.read_text().replace("  jrf:", f"  {name}:"))
    row = csv_row(sex="Female ", consent_reporting="false", risk_level="شديد_الخطورة_جدا")
    path = workspace.csv("jrf", [row])
    path.parent.rename(path.parent.with_name(name))
    plan = workspace.workspace.config / "2018.yml"
    plan.write_text(plan.read_text().replace("jrf", name))
    text = check("--language", "ar")[1]
    assert max(map(cell_len, text.splitlines())) <= 100
    [heading] = {line for line in text.splitlines() if "ما العمل" in line}
    [first] = [line for line in text.splitlines() if line.startswith("\u2068EXC-04")]
    assert first.count("\u2068") == first.count("\u2069") > 1
    place = cell_len(heading[: heading.index("المنظمة")])
    assert cell_len(first[: first.index("internationa")]) == place


def test_answers_are_given_with_keys_and_kept(doubtful, at_terminal):
    keys = [
        ("1 of 3   5 records", b"a"),
        ("2 of 3   3 records", DOWN + DOWN + b"\r"),
        ("Because of what", b"the agency said so\r"),
        ("3 of 3   2 records", b"s"),
    ]
    code, text = at_terminal(100, "--interactive", "--who", "A. B.", keys=keys)
    assert answers(doubtful) == {
        "very_high": ("high", "A. B.", "the same words"),
        "sehr_hoch": ("medium", "A. B.", "the agency said so"),
    }
    assert "TO DECIDE: 1 open" in text
    assert code == 3


@pytest.mark.parametrize("at", ["the next decision", "the reason"])
def test_ctrl_c_keeps_what_was_answered(doubtful, at_terminal, at):
    second = {"the next decision": STOP, "the reason": DOWN + b"\r"}[at]
    keys = [("1 of 3", b"a"), ("2 of 3   3", second), ("Because of what", STOP)]
    code, text = at_terminal(
        80, "--interactive", "--who", "A. B.", keys=keys[: 2 if second == STOP else 3]
    )
    kept = {"very_high": "high"} | ({} if second == STOP else {"sehr_hoch": "high"})
    assert {value: given[0] for value, given in answers(doubtful).items()} == kept
    assert f"{len(kept)} answered and kept, {3 - len(kept)} left open" in text
    assert "Traceback" not in text
    assert code == 130


def test_enter_alone_decides_nothing_where_nothing_is_proposed(doubtful, at_terminal):
    keys = [("1 of 3", b"s"), ("2 of 3   3", b"\r"), ("3 of 3   2", b"\r")]
    at_terminal(100, "--interactive", keys=keys)
    assert answers(doubtful) == {}


def test_in_a_pipe_nothing_can_be_asked(doubtful, workspace):
    answer = subprocess.run(
        [COMMAND, "check", "2018", "--interactive", "--root", str(workspace.workspace.root)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith("--interactive asks at the keyboard and needs a terminal.")
    assert len(answer.stderr.splitlines()) == 1


@pytest.fixture
def two_years(workspace, csv_row):
    """Return a writer of an agency's records of last year and of this one, and both plans."""

    def write(last, now):
        for year, rows in ((2017, last), (2018, now)):
            workspace.csv("jrf", rows).replace(path := workspace.raw / "jrf-synthetic.csv")
            folder = workspace.raw.parent / str(year) / "jrf"
            folder.mkdir(parents=True, exist_ok=True)
            path.replace(folder / path.name)
        plan = (workspace.workspace.config / "2018.yml").read_text().replace("2019-01", "2018-01")
        (workspace.workspace.config / "2017.yml").write_text(
            plan.replace("year: 2018", "year: 2017")
        )

    return write


@pytest.fixture
def of_year(csv_row):
    """Return a maker of records registered in a year: as many a month as are given."""

    def make(year, *months, risk="high"):
        return [
            csv_row(
                id=f"case-{year}-{month:02d}-{n:03d}",
                registration_date=f"{year}-{month:02d}-{n % 28 + 1:02d}",
                created_at=f"{year}-{month:02d}-28T09:30:00Z",
                risk_level=risk,
                status="closed" if n % 2 else "open",
                date_closure=f"{year}-12-{n % 28 + 1:02d}" if n % 2 else "",
            )
            for month, count in enumerate(months, 1)
            for n in range(count)
        ]

    return make


def told(text):
    """Return code -> what is said under it, of what is strange in a delivery."""
    rows = re.findall(r"(?m)^(DEL-\d\d .*\n(?:(?![A-Z]{3}-\d|\n).*\n)*)", text)
    said = [" ".join(line[:43].strip() for line in row.splitlines()) for row in rows]
    return {row[:6]: row[7:] for row in said}


def test_a_year_like_the_last_is_nothing_to_tell(two_years, of_year, check):
    two_years(of_year(2017, *[8] * 12), of_year(2018, *[7] * 12))
    text = check()[1]
    assert told(text) == {}
    assert "Compared with the files of 2017." in text


def test_silent_months_jumps_and_lost_columns_are_told(two_years, of_year, check):
    now = of_year(2018, 9, 9, 0, 9, 9, 9, 9, 0, 9, 9, 9, 40, risk="")
    two_years(of_year(2017, 6, 6, 6, 6, 6, 6, 6, 0, 6, 6, 6, 6), now)
    found = told(check()[1])
    assert found["DEL-04"].startswith("No case was registered in Mar.")
    assert found["DEL-05"].startswith("Since last year, registrations from 66 to 121.")
    assert found["DEL-06"].startswith("Filled last year, empty now: risk_level.")


@pytest.mark.parametrize("how", ["the same bytes", "saved anew in another order"])
def test_the_file_of_last_year_is_known_again(two_years, of_year, check, how):
    last = of_year(2017, *[6] * 12)
    two_years(last, last if how == "the same bytes" else last[::-1])
    found = told(check()[1])
    assert list(found) == ["DEL-03", "DEL-07"]
    assert ("byte for byte" in found["DEL-07"]) == (how == "the same bytes")


def test_what_was_kept_of_last_year_is_enough_when_its_files_are_gone(
    two_years, of_year, check, workspace
):
    two_years(of_year(2017, *[6] * 12), of_year(2018, *[30] * 12))
    first = check()[1]
    shutil.rmtree(workspace.raw.parent / "2017")
    assert told(check()[1]) == told(first) != {}
    (workspace.workspace.processed(2017) / "delivered.json").unlink()
    text = check()[1]
    assert "DEL-05" not in text
    assert "Nothing of 2017 lies in data/raw or data/processed" in text


def test_two_extracts_that_overlap_are_told(workspace, csv_row, check):
    rows = [csv_row(id=f"case-{n}", registration_date=f"2018-0{n}-05") for n in range(1, 9)]
    workspace.csv("jrf", rows[:5]).rename(workspace.path("jrf", "a-synthetic.csv"))
    workspace.csv("jrf", rows[3:])
    found = told(check()[1])
    assert found == {"DEL-08": "2 of 5 records of the file stand in jrf/jrf-synthetic.csv too."}


def test_last_year_is_summed_up_anew_when_the_code_has_changed(
    two_years, of_year, check, workspace, monkeypatch
):
    two_years(of_year(2017, *[6] * 12), of_year(2018, *[7] * 12))
    check()
    path = workspace.workspace.processed(2017) / "delivered.json"
    right = json.loads(path.read_text())["agencies"]
    path.write_text(path.read_text().replace('"closures": ', '"closures": 9'))
    shutil.rmtree(workspace.workspace.processed(2018) / "checked")
    check()
    assert json.loads(path.read_text())["agencies"] != right
    shutil.rmtree(workspace.workspace.processed(2018) / "checked")
    monkeypatch.setattr(
        "cpims_report.records.deliveries.kept_reading.hash_code", lambda: "other code"
    )
    check()
    assert json.loads(path.read_text())["agencies"] == right


def test_a_made_up_file_among_others_is_named(workspace, csv_row, check):
    workspace.csv("jrf", [csv_row()])
    assert "DEL-09" not in check()[1]
    workspace.csv("jrf", [csv_row(id="real")]).rename(workspace.path("jrf", "jrf.csv"))
    workspace.csv("jrf", [csv_row()])
    workspace.source("jrf", files=("jrf/*.csv",))
    found = told(check()[1])
    assert found["DEL-09"].startswith("The data of the file is made up, of others not")


def test_a_time_zone_that_there_is_not_is_told_with_the_nearest(workspace):
    path = workspace.workspace.config / "places.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Asia/Amman", "Asia/Aman"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"“Asia/Aman” is no time zone.*“Asia/Amman”"):
        Settings(workspace.workspace.config).check()
