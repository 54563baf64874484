"""Of how many a matter is known, and in how many of the members' systems."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from cpims_report.report import Edition, open_edition, tables
from cpims_report.report.bases import basis, known_of

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
SYSTEMS = {"CS01": {"recording": 4, "of": 6}, "CM03": {"recording": 3, "of": 6}}


def sealed_with(folder: Path, systems: dict[str, dict[str, int]], language: str) -> Edition:
    """Return the committed edition as it would be if its package told this of systems."""
    copy = shutil.copytree(PUBLISHED, folder, dirs_exist_ok=True) / "2018"
    package = json.loads((copy / "datapackage.json").read_text("utf-8"))
    package["cpims"]["systems"] = systems
    (copy / "datapackage.json").write_text(json.dumps(package), "utf-8")
    seal = json.loads((copy / "seal.json").read_text("utf-8"))
    body = (copy / "datapackage.json").read_bytes()
    seal["files"]["datapackage.json"] = hashlib.sha256(body).hexdigest()
    (copy / "seal.json").write_text(json.dumps(seal), "utf-8")
    return open_edition(2018, language, folder)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return sealed_with(tmp_path_factory.mktemp("silent"), {}, "en")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return sealed_with(tmp_path_factory.mktemp("told"), SYSTEMS, "en")


def test_a_basis_tells_how_many_systems_have_no_field_for_it(told):
    closed, asked = told.cell("CL05").value, told.cell("CS01").value
    known = asked - told.cell("CS01", category="_U").value
    assert basis(told, "CS01") == (
        f"{known:,} of {closed:,} cases "
        f"({closed - asked} in systems without a field for it: 2 of 6)"
    )
    assert basis(told, "CM03").endswith(" cases, from 3 of 6 systems")


def test_systems_are_told_in_arabic_with_arabic_digits_and_marks(tmp_path):
    arabic = sealed_with(tmp_path, SYSTEMS, "ar")
    phrase = known_of(arabic, ["CS01", "CM03"])
    assert "٢ من ٦" in phrase
    assert "؛ " in phrase
    assert ";" not in phrase


def test_a_table_of_one_matter_says_of_how_many_in_how_many_systems(told):
    told.asked.clear()
    told.cell("CS01", category="needs_met")
    table = tables.table.table(told, "x", "Closures", ["Reason", "2018"], [["Met", "1"]])
    assert not told.asked
    assert f"Known for {basis(told, 'CS01')}." in table.markdown
    assert {line.split(",")[0] for line in table.data.splitlines()[1:]} == {"CS01"}


@pytest.mark.parametrize("indicator", ["CL01", "CL08", "XX99"])
def test_an_indicator_without_shares_has_no_basis(sample, indicator):
    assert not basis(sample, indicator)


def test_a_basis_tells_what_is_known_of_how_many_and_what_is_outside(sample):
    closed, asked = sample.cell("CL05").value, sample.cell("CS01").value
    known = asked - sample.cell("CS01", category="_U").value
    assert basis(sample, "CS01") == (
        f"{known:,} of {closed:,} cases ({closed - asked} in systems that do not record it)"
    )


def test_a_basis_is_silent_where_the_unknown_are_withheld(sample):
    assert sample.cell("PR01", sex="_U").shown or not basis(sample, "PR01")


def test_several_matters_are_named(sample):
    told = known_of(sample, ["CS01", "PR06", "CS01"])
    assert told.startswith("Known for: ")
    assert told.count(";") == 1
