"""Sealed data: files that belong together, or none."""

import hashlib
import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from cpims_report.disclosure import Protected, protect, publish, write_checker
from cpims_report.disclosure.package import COLUMNS
from cpims_report.errors import DisclosureRefused
from cpims_report.schema import CELL_COLUMNS
from cpims_report.table_schemas import PUBLISHED

FILES = ["datapackage.json", "indicators.csv", "revisions.csv", "seal.json"]


@pytest.fixture(scope="module")
def protected(factory):
    exact = factory.rows(
        ("PR01", {"sex": "F"}, 42, 98), ("PR01", {"sex": "M"}, 56, 98), ("PR01", {"sex": "_U"}, 2),
        ("PR01", {}, 100), ("CN01", {"concern": "trafficking"}, 3),
    )  # fmt: skip
    return protect(exact, factory.settings())


@pytest.fixture
def folder(protected, settings, tmp_path):
    return publish(protected, settings, 2018, tmp_path / "published" / "2018", synthetic=True)


def content(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_folder_holds_the_four_files_and_nothing_else(folder):
    assert list(content(folder)) == FILES
    assert list(folder.parent.iterdir()) == [folder]


def test_the_seal_names_the_checksums_of_all_files(folder):
    seal = json.loads((folder / "seal.json").read_text())
    for name in FILES[:3]:
        assert seal["files"][name] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert seal["audit"]["passed"] is True
    assert seal["policy"]["threshold"] == 5


def test_one_more_child_changes_the_seal(protected, settings, folder, tmp_path):
    cells = protected.cells.copy()
    cells.loc[cells["sex"].eq("M"), "value"] += 1
    other = publish(replace(protected, cells=cells), settings, 2018, tmp_path / "b", synthetic=True)
    seals = [json.loads((one / "seal.json").read_text())["files"] for one in (folder, other)]
    assert seals[0]["indicators.csv"] != seals[1]["indicators.csv"]
    assert seals[0]["datapackage.json"] == seals[1]["datapackage.json"]


def test_the_same_cells_give_the_same_bytes(protected, settings, folder, tmp_path):
    shuffled = replace(protected, cells=protected.cells.sample(frac=1, random_state=2))
    again = publish(shuffled, settings, 2018, tmp_path / "again", synthetic=True)
    assert content(again) == content(folder)


def test_cells_read_back_as_they_were(protected, folder):
    text = pd.read_csv(folder / "indicators.csv", dtype=str, keep_default_na=False)
    assert list(text.columns) == list(CELL_COLUMNS)
    numbers = {name: pd.to_numeric(text[name]) for name in ("value", "base", "percent")}
    cells = PUBLISHED.validate(text.assign(year=text["year"].astype(int), **numbers))
    pd.testing.assert_frame_equal(cells, protected.cells, check_dtype=False)
    assert b"\r" not in (folder / "indicators.csv").read_bytes()


def test_whole_percents_stand_without_a_decimal(folder):
    assert (
        "PR01,2018,F,_T,_T,_T,_T,_T,42,98,43,published" in (folder / "indicators.csv").read_text()
    )


def test_the_package_describes_every_column_and_all_that_a_reader_needs(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(CELL_COLUMNS) == list(COLUMNS)
    about = package["cpims"]
    assert about["year"] == 2018
    assert about["synthetic"] is True
    assert about["code_lists"]["sex"]["F"]["label"]["ar"] == "إناث"
    assert about["code_lists"]["governorates"]["karak"]["region"] == "south"
    assert about["code_lists"]["camps"]["zaatari"]["governorate"] == "mafraq"
    assert about["code_lists"]["concerns"]["trafficking"]["sensitivity"] == "always"
    assert about["indicators"]["CL01"]["population"] == "supported"
    assert {member["id"] for member in about["members"]} == {
        "imc", "unhcr", "jrf", "tdhl", "nhf", "irc",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_package_is_valid_for_those_who_made_the_standard_and_names_its_columns_twice(folder):
    import frictionless

    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "message"])[:3]
    cells = package.get_resource("indicators").read_rows()
    assert any(row["status"] == "suppressed" and row["value"] is None for row in cells)
    titles = [field.custom["titles"] for field in package.get_resource("indicators").schema.fields]
    assert all(title["en"] and title["ar"] for title in titles)


def test_coverage_is_published_in_tens_only(protected, settings, tmp_path):
    coverage = {"records_received": 8127, "cases_in_report": 7421}
    folder = publish(protected, settings, 2018, tmp_path / "c", synthetic=True, coverage=coverage)
    about = json.loads((folder / "datapackage.json").read_text())["cpims"]
    assert about["coverage"] == {"records_received": 8130, "cases_in_report": 7420}


def test_a_failed_audit_leaves_what_was_there(protected, settings, folder):
    before = content(folder)
    failed = replace(protected, audit={**protected.audit, "passed": False})
    with pytest.raises(DisclosureRefused, match="did not pass"):
        publish(failed, settings, 2018, folder, synthetic=True)
    assert content(folder) == before


def test_a_number_in_a_suppressed_row_is_refused(protected, settings, tmp_path):
    cells = protected.cells.copy()
    cells.loc[cells["status"].eq("suppressed"), "value"] = 3
    with pytest.raises(DisclosureRefused, match="carry numbers"):
        publish(replace(protected, cells=cells), settings, 2018, tmp_path / "d", synthetic=True)
    assert not (tmp_path / "d").exists()


def test_an_interrupted_publication_leaves_what_was_there(protected, settings, folder, monkeypatch):
    before = content(folder)
    move = type(folder).rename

    def interrupted(self, target):
        if self.name == "new":
            raise OSError("no space left")
        return move(self, target)

    monkeypatch.setattr(type(folder), "rename", interrupted)
    with pytest.raises(OSError, match="no space"):
        publish(protected, settings, 2018, folder, synthetic=True)
    monkeypatch.undo()
    assert content(folder) == before
    assert list(folder.parent.iterdir()) == [folder]


def test_an_older_edition_is_replaced_as_a_whole(protected, settings, folder):
    (folder / "stray.csv").write_text("left over")
    publish(protected, settings, 2018, folder, synthetic=False)
    assert list(content(folder)) == FILES


def test_the_checkers_file_has_a_row_for_every_suppressed_number(protected, tmp_path):
    roll = pd.read_csv(write_checker(protected, tmp_path))
    assert roll["reason"].tolist() == ["small"]
    assert isinstance(protected, Protected)


def test_the_checkers_workbook_has_reasons_losses_and_the_audit_but_no_exact_number(
    protected, tmp_path
):
    write_checker(protected, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "checker.xlsx")
    assert book.sheetnames == ["Suppressed", "Lost", "Rolled up", "Members", "Audit"]
    rows = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    assert all(sheet[0][0].startswith("CONFIDENTIAL") for sheet in rows.values())
    assert "value" not in rows["Suppressed"][2]
    assert {"reason", "at least", "at most", "proof"} <= set(rows["Suppressed"][2])
    assert ("CN01", "concern", 1, 1, 100) in rows["Lost"]
    assert ("passed", "True") in rows["Audit"]
