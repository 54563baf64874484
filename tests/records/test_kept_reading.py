"""No file is read twice, and none is taken for what it was: what is kept of a reading."""

import os
import shutil
import stat

import pandas as pd
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from cpims_report.cli import app
from cpims_report.config import Settings
from cpims_report.records.deliveries import gathering, kept_reading
from cpims_report.records.deliveries.delivery import read_delivery
from cpims_report.records.deliveries.gathering import read_deliveries
from cpims_report.records.deliveries.kept_reading import (
    LOOKED_AT,
    list_tables,
    read_table,
    write_table,
)


@pytest.fixture
def workspace(house, csv_row, unhcr_row, forms):
    (house.workspace.root / "_quarto.yml").touch()
    house.book("imc", forms({"Sex": "Male"}, {"Protection Concerns": "Neglect"}))
    house.csv(
        "jrf", [csv_row(), csv_row(id="second", sex="blorb", nationality='["iraq", "syria"]')]
    )
    house.csv("unhcr", [unhcr_row(), unhcr_row("SYN-UNHCR-2", Sex="M")])
    return house


@pytest.fixture
def read(monkeypatch):
    """The files that were really read, in their order."""
    names = []

    def note(file, *rest):
        names.append(file.name)
        return read_delivery(file, *rest)

    monkeypatch.setattr(gathering, "read_delivery", note)
    return names


@pytest.fixture
def gather(workspace):
    """Return a function that reads the year, and gives all problems as text."""

    def run():
        settings = Settings(workspace.workspace.config)
        plan = settings.year(2018)
        deliveries, problems = gathering.gather_deliveries(workspace.workspace, plan, settings)
        return [*map(str, problems), *(len(each.records) for each in deliveries)]

    return run


@pytest.fixture
def check(workspace):
    """Return a function that checks the year anew, and gives what it said."""

    def run():
        shutil.rmtree(workspace.workspace.processed(2018) / "checked", ignore_errors=True)
        words = ["check", "2018", "--root", str(workspace.workspace.root)]
        return CliRunner().invoke(app, words).output

    return run


ALL = ["imc/imc-synthetic.xlsx", "jrf/jrf-synthetic.csv", "unhcr/unhcr-synthetic.csv"]


def kept_files(workspace):
    return sorted((workspace.workspace.processed(2018) / "read").glob("*"))


def test_a_second_check_reads_no_file_and_says_the_same(check, read):
    first = check()
    assert read == ALL
    assert "is not known" in first
    assert check() == first
    assert read == ALL


def test_what_is_kept_is_what_was_read_to_the_type(workspace, csv_row, read):
    workspace.csv("jrf", [csv_row(sex="male", short_id="0000001")])
    settings = Settings(workspace.workspace.config)
    plan = settings.year(2018)
    first, _ = gathering.gather_deliveries(workspace.workspace, plan, settings)
    again = read_deliveries(workspace.workspace, plan, settings)
    assert read == ALL
    for before, after in zip(first, again, strict=True):
        tables, same = dict(list_tables(before)), dict(list_tables(after))
        assert list(tables) == list(same)
        for name, table in tables.items():
            pd.testing.assert_frame_equal(table, same[name], check_exact=True, obj=name)
        plain = ("file", "notes", "unread", "questions", "system", "synthetic", "encoding")
        assert all(getattr(before, name) == getattr(after, name) for name in plain)
        assert before.block.origins == after.block.origins
        assert list(before.block.cells) == list(after.block.cells)


def test_a_file_of_the_same_size_and_time_is_read_anew(workspace, csv_row, gather, read):
    path = workspace.csv("jrf", [csv_row(sex="female"), csv_row(id="b", sex="male")])
    at = path.stat()
    first = gather()
    read.clear()
    workspace.csv("jrf", [csv_row(sex="female"), csv_row(id="b", sex="mal?")])
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert path.stat().st_size == at.st_size
    assert gather() != first
    assert read == ALL[1:2]


def test_a_changed_list_or_mapping_reads_its_files_anew(workspace, gather, read):
    path = workspace.workspace.config / "lookups.yml"
    text = path.read_text(encoding="utf-8")
    assert "is not known" in str(gather())
    path.write_text(text.replace('"Girl",', '"Girl", "Blorb",', 1), encoding="utf-8")
    read.clear()
    assert "is not known" not in str(gather())
    assert read == ALL
    path.write_text(text, encoding="utf-8")
    workspace.source("jrf", values={"sex": {"blorb": "female"}})
    read.clear()
    gather()
    assert read == ALL
    workspace.source("jrf", values={"sex": {"blorb": "male"}})
    read.clear()
    assert "is not known" not in str(gather())
    assert read == ALL[1:2]


def test_a_crosswalk_reads_the_files_of_its_agency_anew(workspace, gather, read):
    gather()
    read.clear()
    (workspace.raw / "jrf" / "crosswalk.csv").write_text("old,new\nsecond,third\n")
    gather()
    assert read == ALL[1:2]


def test_reading_looks_at_no_settings_but_those_it_is_kept_by(workspace, monkeypatch):
    plan = Settings(workspace.workspace.config).year(2018)
    looked = set()
    plain = Settings.read
    monkeypatch.setattr(Settings, "read", lambda self, name: looked.add(name) or plain(self, name))
    gathering.gather_deliveries(workspace.workspace, plan, Settings(workspace.workspace.config))
    assert {"lookups.yml", "concerns.yml"} <= looked <= {f"{name}.yml" for name in LOOKED_AT}


def test_a_damaged_reading_is_none(workspace, gather, read):
    first = gather()
    kept = kept_files(workspace)
    sound = [path.read_bytes() for path in kept]
    flipped = [bytes([content[0] ^ 1]) + content[1:] for content in sound]
    spoilt = [content[:-40] + bytes([content[-40] ^ 1]) + content[-39:] for content in sound]
    for damaged in (
        [flipped[0], spoilt[1], sound[2][:-9]],
        [b"", sound[2], sound[1]],
    ):
        read.clear()
        for path, content in zip(kept, damaged, strict=True):
            path.write_bytes(content)
        assert gather() == first
        assert read == ALL
        assert [path.read_bytes()[:32] for path in kept] == [content[:32] for content in sound]


def test_the_reading_of_a_file_is_its_owners_alone_and_goes_with_the_file(workspace, gather):
    gather()
    before = kept_files(workspace)
    modes = [path.stat() for path in (before[0].parent, *before)]
    assert not any(stat.S_IMODE(mode.st_mode) & 0o077 for mode in modes)
    workspace.path("unhcr").unlink()
    gather()
    assert len(kept_files(workspace)) == 2
    assert set(kept_files(workspace)) < set(before)


def test_a_build_takes_what_a_check_kept_and_keeps_nothing_itself(workspace, csv_row, gather, read):
    workspace.csv("jrf", [csv_row()])
    workspace.clean()
    assert not (workspace.workspace.processed(2018) / "read").exists()
    gather()
    read.clear()
    workspace.clean()
    assert read == []


def test_what_was_kept_of_last_year_is_not_believed_when_damaged(workspace, check):
    check()
    folder = workspace.workspace.processed(2017)
    folder.mkdir(parents=True)
    (folder / "delivered.json").write_text('{"raw": "", "agencies": {"jrf": 7}}')
    assert "Nothing of 2017 lies in" in check()


def test_a_table_without_rows_keeps_its_columns_and_types():
    """Of columns in pieces, as reading makes them: Arrow gives such a table no piece at all."""
    table = pd.DataFrame({"a": pd.array(["x"], "string[pyarrow]"), "b": [1]})
    empty = pd.concat([table, table], ignore_index=True).iloc[:0]
    pd.testing.assert_frame_equal(read_table(write_table(empty)), empty)


def test_a_reading_that_cannot_be_kept_stops_nobody(check, workspace, monkeypatch):
    def refuse(table):
        raise pa.ArrowInvalid("no such type")

    with monkeypatch.context() as patched:
        patched.setattr(kept_reading, "write_table", refuse)
        said = check()
    assert "Traceback" not in said
    assert not kept_files(workspace)
    assert check() == said
    assert kept_files(workspace)
