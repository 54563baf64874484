"""An agency's own export loses what identifies people, and gives the same report."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import yaml

from cpims_report.config import PROFILES, Settings
from cpims_report.errors import ConfigurationError, InputRefused
from cpims_report.records import clean
from cpims_report.records.deidentify import Order, deidentify_files
from cpims_report.records.deidentify.hashing import hash_identifier
from cpims_report.sample import write_sample
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]
SAMPLE_KEY = ROOT / "data" / "raw" / "sample-link-key.txt"
HASHED = {"record_uid", "child_key", "caseworker"}


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "key.txt"
    path.write_text("# the Task Force's key\n0123456789abcdef-secret\n")
    return path


@pytest.fixture
def export(tmp_path, csv_row):
    """Return a maker of CSV exports."""

    def make(*rows: dict[str, Any]) -> Path:
        path = tmp_path / "jrf-synthetic.csv"
        path.write_text(pd.DataFrame([csv_row(**row) for row in rows]).to_csv(index=False))
        return path

    return make


def written(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def test_columns_on_the_list_go_and_ids_become_keyed_hashes(export, key, tmp_path):
    source = export(
        {
            "name": "Layla Hassan",
            "telephone_current": "0791234567",
            "unhcr_individual_no": "7-8123456",
        }
    )
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    lines = deidentify_files([source], Order(tmp_path / "to", key))
    found = written(tmp_path / "to" / source.name)
    assert "name" not in found
    assert "telephone_current" not in found
    assert found["id"].str.fullmatch("h:[0-9a-f]{20}").all()
    assert found["unhcr_individual_no"].str.fullmatch("h:[0-9a-f]{20}").all()
    assert found["sex"].tolist() == ["female"]
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    text = "\n".join(lines)
    assert "name (it identifies people)" in text
    assert "Layla" not in text + (tmp_path / "to" / source.name).read_text()


def test_a_staff_code_becomes_a_keyed_hash_and_stays_one_code(export, key, tmp_path):
    source = export({"owned_by": "layla.h"}, {"id": "b", "owned_by": "layla.h"})
    deidentify_files([source], Order(tmp_path / "to", key))
    found = written(tmp_path / "to" / source.name)
    assert found["owned_by"].str.fullmatch("h:[0-9a-f]{20}").all()
    assert len(set(found["owned_by"])) == 1
    assert "layla" not in (tmp_path / "to" / source.name).read_text()


@pytest.mark.parametrize(
    ("header", "values", "look"),
    [
        ("worker", ["Layla Hassan", "Omar Khaled", "Layla Hassan"], "names of people"),
        ("contact", ["", "079 123 4567", ""], "telephone or national numbers"),
        ("contact", ["", "someone@example.org", ""], "e-mail addresses"),
        ("field_x", ["a", "b", "a"], "header is not known"),
        ("risk_level", ["high", "9871234567", "low"], "telephone or national numbers"),
    ],
)
def test_doubtful_columns_are_put_to_a_person_and_nothing_is_written(
    export, key, tmp_path, header, values, look
):
    source = export(*({"id": f"1{n}", header: value} for n, value in enumerate(values)))
    with pytest.raises(InputRefused) as caught:
        deidentify_files([source], Order(tmp_path / "to", key))
    (problem,) = caught.value.problems
    assert (problem.column, problem.code) == (header, "DEI-ASK")
    assert look in problem.message
    assert not any(value in str(caught.value) for value in values if len(value) > 4)
    assert not (tmp_path / "to").exists()


def test_a_decision_on_the_command_line_or_at_the_terminal_is_followed(export, key, tmp_path):
    source = export({"field_x": "a", "field_y": "b"})
    deidentify_files([source], Order(tmp_path / "to", key, drop=("field_x",), keep=("field_y",)))
    assert {"field_x", "field_y"} & set(written(tmp_path / "to" / source.name)) == {"field_y"}
    asked: list[str] = []

    def ask(column: str, why: str) -> bool:
        asked.append(column)
        return column == "field_y"

    deidentify_files([source], Order(tmp_path / "to", key), ask)
    assert asked == ["field_x", "field_y"]
    assert {"field_x", "field_y"} & set(written(tmp_path / "to" / source.name)) == {"field_x"}


def test_a_column_on_the_list_cannot_be_kept(export, key, tmp_path):
    source = export({"mother_name": "x"})
    with pytest.raises(ConfigurationError, match="cannot be kept"):
        deidentify_files([source], Order(tmp_path / "to", key, keep=("mother_name",)))


def test_free_text_goes(export, key, tmp_path):
    text = "She lives with her aunt behind the big market in town"
    source = export({"protection_concerns_other": text, "name_nickname": "x"})
    deidentify_files([source], Order(tmp_path / "to", key))
    assert text not in (tmp_path / "to" / source.name).read_text()


def test_dates_of_birth_are_kept_or_cut_to_the_month(export, key, tmp_path):
    source = export({"date_of_birth": "2008-06-15"})
    for months, day in ((False, "2008-06-15"), (True, "2008-06-01")):
        deidentify_files([source], Order(tmp_path / "to", key, months=months))
        assert written(tmp_path / "to" / source.name)["date_of_birth"].tolist() == [day]


def test_spellings_of_one_number_hash_alike_and_ids_stay_as_different_as_they_were():
    key = b"0123456789abcdef"
    one, other = (
        hash_identifier(text, "individual_no", key) for text in ("7-812 3456", "78123456")
    )
    assert one == other
    ids = {hash_identifier(text, "source_id", key) for text in ("abc0001", "ABC0001", "abc-0001")}
    assert len(ids) == 3
    assert hash_identifier(one, "individual_no", key) == one
    assert hash_identifier("1.23E+09", "individual_no", key) == ""


def test_the_hashes_depend_on_the_key():
    keys = (b"0123456789abcdef", b"0123456789abcdeF")
    assert len({hash_identifier("78123456", "individual_no", key) for key in keys}) == 2


def test_the_sheet_of_the_family_goes_and_formulas_are_made_harmless(key, tmp_path, forms):
    path = tmp_path / "imc-synthetic.xlsx"
    sheets = forms({"ID": "=1+1", "Risk Level": "=cmd"})
    sheets["Family Details-Nested Family..."] = [["ID", "Name"], ["abc0001", "Uncle Hidden"]]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    deidentify_files([path], Order(tmp_path / "to", key))
    book = openpyxl.load_workbook(tmp_path / "to" / path.name)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Uncle Hidden" not in cells
    assert "'=cmd" in cells
    assert not [cell for cell in cells if str(cell).startswith("=")]


def test_a_public_or_short_key_is_refused_for_real_data(tmp_path, csv_row):
    path = tmp_path / "jrf.csv"
    path.write_text(pd.DataFrame([csv_row()]).to_csv(index=False))
    with pytest.raises(ConfigurationError, match="public"):
        deidentify_files([path], Order(tmp_path / "to", SAMPLE_KEY))
    short = tmp_path / "key.txt"
    short.write_text("abc\n")
    with pytest.raises(ConfigurationError, match="at least 16"):
        deidentify_files([path], Order(tmp_path / "to", short))


def test_a_file_is_never_written_over_itself(export, key, tmp_path):
    source = export({})
    with pytest.raises(ConfigurationError, match="another folder"):
        deidentify_files([source], Order(tmp_path, key))


def test_a_layout_that_is_not_recognised_must_be_named(key, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(ConfigurationError, match="--profile"):
        deidentify_files([path], Order(tmp_path / "to", key))


@pytest.fixture(scope="module")
def workspaces(tmp_path_factory):
    """Return a maker of workspaces with one small sample export of a layout."""

    def make(profile: str) -> Workspace:
        root = tmp_path_factory.mktemp(profile)
        shutil.copytree(ROOT / "config", root / "config")
        (root / "_quarto.yml").touch()
        agency = "unhcr" if profile == "unhcr_csv" else "imc"
        source = {"agency": agency, "profile": profile, "files": [f"{agency}/*synthetic.*[a-z]"]}
        plan = {"year": 2018, "cut_off": "2019-01-31", "sources": [source]}
        (root / "config" / "2018.yml").write_text(yaml.safe_dump(plan))
        write_sample(root / "data" / "raw", [2018], 400, 7, settings=Settings(root / "config"))
        for sidecar in (root / "data" / "raw").rglob("*.meta.yml"):
            sidecar.unlink()
        return Workspace(root)

    return make


def told(tables) -> dict[str, Any]:
    """Return what must not change: every column but hashes, the waterfall, children, services."""
    cases = tables.cases.drop(columns=list(HASHED))
    order = list(cases.columns)
    return {
        "cases": cases.sort_values(order).astype("str").to_numpy().tolist(),
        "children": tables.cases["child_key"].nunique(),
        "caseworkers": tables.cases["caseworker"].nunique(),
        "waterfall": tables.waterfall["records"].tolist(),
        "services": len(tables.services),
        "spells": len(tables.spells),
        "transitions": len(tables.transitions),
        "followups": len(tables.followups),
        "incidents": len(tables.incidents),
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_every_layout_gives_the_same_counts_and_links_afterwards(profile, workspaces, tmp_path):
    workspace = workspaces(profile)
    before = clean(workspace, 2018)
    (path,) = [item for item in workspace.raw(2018).rglob("*") if item.is_file()]
    order = Order(tmp_path / "to", SAMPLE_KEY, profile=profile)
    deidentify_files([path], order, lambda column, why: False)
    (made,) = (tmp_path / "to").iterdir()
    path.unlink()
    shutil.copy(made, path.with_name(made.name))
    after = clean(workspace, 2018)
    assert told(after) == told(before)
    linked = before.cases.loc[before.cases["child_key_level"] != "none", "child_key"]
    assert set(linked) <= set(after.cases["child_key"])
