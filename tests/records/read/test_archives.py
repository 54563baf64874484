"""An export in an archive is read where one file lies in it, and refused by its name else."""

import gzip
import zipfile
from io import BytesIO

import pytest

from cpims_report.records.read import archives


def pack(**files):
    """Return a zip archive of files by name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def sent(house, csv_row):
    """Return a function that puts a packed export in the place of the export."""
    path = house.csv("jrf", [csv_row(), csv_row(id="b")])
    content = path.read_bytes()
    return lambda packer: path.write_bytes(packer(content))


@pytest.mark.parametrize(
    "packer",
    [
        gzip.compress,
        lambda content: pack(export=content),
        lambda content: pack(**{"a/export.csv": content, "__MACOSX/._export.csv": b"x"}),
    ],
)
def test_the_one_file_of_an_archive_is_read_and_flagged(house, sent, packer):
    sent(packer)
    tables = house.clean()
    assert len(tables.cases) == 2
    assert "FIL-05" in set(tables.issues["code"])


@pytest.mark.parametrize(
    "packer",
    [
        lambda content: pack(one=content, two=content),
        lambda content: gzip.compress(gzip.compress(content)),
        lambda content: gzip.compress(content)[:-20],
    ],
)
def test_another_archive_is_refused_by_its_name(house, sent, packer):
    sent(packer)
    [problem] = house.refusal().problems
    assert problem.code == "IN-KIND"
    assert "archive" in problem.message
    assert "Unpack" in problem.action


def test_what_grows_beyond_measure_is_refused_unread(house, sent, monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 50)
    sent(gzip.compress)
    assert [problem.code for problem in house.refusal().problems] == ["IN-LARGE"]
