"""A check of which nothing has changed is told again at once, and none that has."""

import os
import stat

import pytest
from typer.testing import CliRunner

from cpims_report import kept_files
from cpims_report.cli import app
from cpims_report.records.quality import examination


@pytest.fixture
def workspace(house, csv_row, unhcr_row):
    (house.workspace.root / "_quarto.yml").touch()
    house.csv("jrf", [csv_row(), csv_row(id="second", sex="blorb")])
    house.csv("unhcr", [unhcr_row(), unhcr_row("SYN-UNHCR-2", Sex="M")])
    return house


@pytest.fixture
def made(monkeypatch):
    """One entry a check that was made and not only told again."""
    years = []
    read = examination.Reader.gather

    def note(self, agency=""):
        years.append(self.year.year)
        return read(self, agency)

    monkeypatch.setattr(examination.Reader, "gather", note)
    return years


@pytest.fixture
def check(workspace):
    """Return a function that checks the year, and gives what it said and its exit code."""

    def run(*more):
        words = ["check", "2018", "--root", str(workspace.workspace.root), *more]
        result = CliRunner().invoke(app, words)
        return result.output, result.exit_code

    return run


@pytest.fixture
def settled(check, made):
    """What the year says once its decisions stand in the configuration; nothing made since."""
    check()
    said = check()
    assert "is not known" in said[0]
    assert said[1] == 3
    made.clear()
    return said


def kept(workspace):
    return sorted((workspace.workspace.processed(2018) / "checked").glob("*"))


def test_nothing_changed_says_the_same_and_reads_nothing(check, settled, made):
    assert check() == settled
    assert not made


@pytest.mark.parametrize("what", ["file", "list", "crosswalk", "key", "code", "last year"])
def test_a_change_of_anything_is_a_new_check(workspace, check, settled, made, what, monkeypatch):
    if what == "file":
        path = workspace.path("jrf", "jrf-synthetic.csv")
        at = path.stat()
        path.write_bytes(path.read_bytes().replace(b"blorb", b"mal??"))
        os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    elif what == "list":
        with (workspace.workspace.config / "lookups.yml").open("a") as file:
            file.write("# looked at again\n")
    elif what == "crosswalk":
        (workspace.raw / "jrf" / "crosswalk.csv").write_text("old,new\nsecond,third\n")
    elif what == "key":
        monkeypatch.setenv("CPIMS_LINK_KEY", "another")
    elif what == "code":
        monkeypatch.setattr("cpims_report.kept_check.hash_code", lambda: "other code")
    else:
        (workspace.raw.parent / "2017").mkdir()
        (workspace.raw.parent / "2017" / "a.csv").write_text("x\n")
    check()
    assert 2018 in made


@pytest.mark.parametrize("how", ["flipped", "cut", "empty", "another's"])
def test_what_is_damaged_is_made_again(workspace, check, settled, made, how):
    [path] = kept(workspace)
    content = path.read_bytes()
    damaged = {
        "flipped": content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
        "cut": content[:-9],
        "empty": b"",
        "another's": kept_files.seal("x", content[32:]) + content[32:],
    }
    path.write_bytes(damaged[how])
    assert check() == settled
    assert made
    assert kept(workspace)[0].read_bytes() == content


def test_a_workbook_that_is_gone_or_changed_is_written_again(workspace, check, settled, made):
    book = workspace.workspace.processed(2018) / "quality" / "jrf-2018-quality.xlsx"
    written = book.read_bytes()
    for spoil in (book.unlink, lambda: book.write_bytes(b"x")):
        spoil()
        assert check() == settled
        assert book.read_bytes() == written
    assert made


def test_another_language_is_told_of_its_own(check, settled):
    assert check("--language", "ar")[0] != settled[0]
    assert check() == settled


def test_what_is_kept_is_for_its_owner_and_shows_no_value(workspace, settled):
    [path] = kept(workspace)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    delivered = workspace.workspace.processed(2018) / "delivered.json"
    assert stat.S_IMODE(delivered.stat().st_mode) == 0o600
    assert b"second" not in path.read_bytes()
    assert b"blorb" not in path.read_bytes()
