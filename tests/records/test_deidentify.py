"""An agency's own export loses what identifies people, and gives the same report."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import yaml

from cpims_report.config import PROFILES
from cpims_report.records import clean
from cpims_report.records.deidentify.hashing import hash_identifier
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]
SAMPLE_KEY = ROOT / "data" / "raw" / "sample-link-key.txt"
HASHED = {"record_uid", "child_key", "caseworker"}
QUICK = {"primero_v2_xlsx", "primero_v2_json", "unhcr_csv"}
SECRET = "v8Qk2-Zr5tLw0_xYb7NsHc4Jd9Mf"


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "key.txt"
    path.write_text(f"# the Task Force's key\n{SECRET}\n")
    path.chmod(0o600)
    return path


@pytest.fixture
def send(deidentify, key) -> Callable[..., Any]:
    """Return the command with a good key and a folder to write to."""
    return lambda *words: deidentify(*words, "--key-file", key, "--to", "to")


@pytest.fixture
def export(tmp_path, csv_row):
    """Return a maker of CSV exports."""

    def make(*rows: dict[str, Any], name: str = "jrf-synthetic.csv") -> Path:
        path = tmp_path / name
        path.write_text(pd.DataFrame([csv_row(**row) for row in rows]).to_csv(index=False))
        return path

    return make


def written(name: str = "jrf-synthetic.csv") -> pd.DataFrame:
    return pd.read_csv(Path("to") / name, dtype="str", keep_default_na=False)


def test_no_question_is_asked_and_only_what_is_needed_stays(export, send):
    text = "She lives with her aunt behind the big market in town"
    source = export(
        {
            "name": "Layla Hassan",
            "telephone_current": "0791234567",
            "unhcr_individual_no": "7-8123456",
            "protection_concerns_other": text,
            "nobody_knows_this": "a word",
            "owned_by": "layla.h",
        },
        {"id": "b", "owned_by": "layla.h"},
    )
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    answer = send(source)
    assert answer.code == 0
    assert len(answer.out.splitlines()) <= 10
    assert "4 columns (2 with what identifies people, 2 that the report does" in answer.out
    found = written()
    left = {"name", "telephone_current", "protection_concerns_other", "nobody_knows_this"}
    assert not left & set(found)
    for column in ("id", "unhcr_individual_no", "owned_by"):
        assert found[column].str.fullmatch("(h:[0-9a-f]{20})?").all()
    assert len(set(found["owned_by"])) == 1
    assert found["sex"].tolist() == ["female", "female"]
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    for secret in ("layla", "0791234567", "8123456", "market"):
        assert secret not in (Path("to") / source.name).read_text().lower()


def test_the_summary_counts_rows_not_ids(export, send):
    answer = send(export({}, {}, {"id": ""}))
    assert "(primero_v2_csv, 3 records)" in answer.out


@pytest.mark.parametrize(
    ("header", "value", "left"),
    [
        ("status", "Layla Hassan", "***"),
        ("closure_reason", "moved to 12 Rainbow Street", "***"),
        ("protection_concerns", '["neglect", "Layla Hassan"]', '["neglect", "***"]'),
        ("protection_concerns", "neglect; Layla Hassan", "neglect ||| ***"),
        ("location_current", "Jordan::Mafraq::Layla Hassan", "Jordan::Mafraq"),
        ("location_current", "Layla Hassan", "***"),
        ("location_current", "JOR011079123", "JOR011"),
        ("registration_date", "2018-03-05 10:00 Layla", "***"),
        ("registration_date", "2018-03-05T10:00:00.000+02:00", "2018-03-05T10:00:00.000+02:00"),
        ("date_of_birth", "15 Layla 2008", "***"),
        ("date_of_birth", "15 رمضان 1429", "15 رمضان 1429"),
        ("age", "9 Layla", "***"),
        ("age", "٩ سنوات", "٩ سنوات"),
        ("consent_reporting", "yes, says Layla", "***"),
        ("unhcr_individual_no", "h:Layla Hassan", "***"),
        ("unhcr_individual_no", f"h:{'0a' * 10}", f"h:{'0a' * 10}"),
        ("sex", "Female!", "Female!"),
        ("sex", "N/A", "N/A"),
    ],
)
def test_a_cell_holds_what_a_list_has_or_a_mark_that_is_counted(export, send, header, value, left):
    answer = send(export({header: value}))
    assert answer.code == 0
    assert written()[header].tolist() == [left]
    assert ("1 cell" in answer.out) == (value != left)
    assert "Layla" not in answer.out + answer.err
    assert "Layla" not in (Path("to") / "jrf-synthetic.csv").read_text()


def test_a_name_in_the_name_of_the_file_is_told(export, send):
    assert "rename" in send(export({}, name="Layla-2018-synthetic.csv")).out
    assert "rename" not in send(export({}, name="cases-2018-synthetic.csv")).out


def test_an_id_that_only_begins_like_a_hash_is_hashed(export, send):
    assert send(export({"id": "h:Layla Hassan"})).code == 0
    assert written()["id"].str.fullmatch("h:[0-9a-f]{20}").all()


@pytest.mark.parametrize(
    ("header", "values", "look"),
    [
        ("worker", ["Layla Hassan", "Omar Khaled", "Layla Hassan"], "names of people"),
        ("contact", ["", "079 123 4567", ""], "telephone or national numbers"),
        ("contact", ["", "someone@example.org", ""], "e-mail addresses"),
        ("field_x", ["a", "b", "a"], "header is not known"),
    ],
)
def test_in_a_review_a_person_decides_and_nothing_is_written_before(
    export, send, header, values, look
):
    source = export(*({"id": f"1{n}", header: value} for n, value in enumerate(values)))
    answer = send(source, "--review")
    assert answer.code == 3
    assert header in answer.err
    assert look in answer.err
    assert not any(value in answer.err for value in values if len(value) > 4)
    assert not Path("to").exists()


def test_a_person_keeps_and_drops_columns_but_no_names_in_them(export, send):
    source = export({"field_x": "a", "field_y": "b"}, {"id": "2", "field_y": "Layla Hassan"})
    answer = send(source, "--keep", "field_y", "--drop", "sex")
    assert answer.code == 0
    assert "sex" not in written()
    assert "field_x" not in written()
    assert written()["field_y"].tolist() == ["b", "***"]
    assert send(source, "--keep", "no_such_column").code == 2
    assert send(export({"mother_name": "x"}), "--keep", "mother_name").code == 2


def test_keeping_a_needed_column_opens_it_to_no_other_words(export, send):
    assert send(export({"closure_reason": "Layla Hassan"}), "--keep", "closure_reason").code == 0
    assert written()["closure_reason"].tolist() == ["***"]


def test_dates_of_birth_are_kept_or_cut_to_the_month(export, send):
    source = export({"date_of_birth": "15/06/2008"}, {"id": "2", "date_of_birth": "04/05/2009"})
    assert send(source).code == 0
    assert written()["date_of_birth"].tolist() == ["15/06/2008", "04/05/2009"]
    assert send(source, "--birth-dates", "month").code == 0
    assert written()["date_of_birth"].tolist() == ["2008-06-01", "2009-05-01"]


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


def test_the_sheet_of_the_family_goes_and_formulas_are_made_harmless(send, tmp_path, forms):
    path = tmp_path / "imc-synthetic.xlsx"
    sheets = forms({"ID": "=1+1", "Risk Level": "=cmd", "Displacement Status": "-"})
    sheets["Family Details-Nested Family..."] = [["ID", "Name"], ["abc0001", "Uncle Hidden"]]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    answer = send(path)
    assert answer.code == 0
    assert "left out" not in answer.out
    book = openpyxl.load_workbook(Path("to") / path.name)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not {"Uncle Hidden", "=cmd", "'=cmd"} & set(cells)
    assert "'-" in cells
    assert not [cell for cell in cells if str(cell).startswith("=")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("abc", "at least 16"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "pattern"),
        ("1234567890123456789012", "pattern"),
        ("password password password", "pattern"),
        ("0123456789abcdef-secret", "pattern"),
        ("Pk5zPk5zPk5zPk5zPk5z", "pattern"),
        (SAMPLE_KEY.read_text().splitlines()[-1], "public"),
    ],
)
def test_a_public_short_or_patterned_key_is_refused(export, deidentify, tmp_path, text, told):
    weak = tmp_path / "weak.txt"
    weak.write_text(f"{text}\n")
    answer = deidentify(export({}, name="jrf.csv"), "--key-file", weak, "--to", "to")
    assert answer.code == 2
    assert told in answer.err
    assert text not in answer.err
    assert not Path("to").exists()


def test_a_new_key_is_good_private_and_never_written_over(export, deidentify, tmp_path):
    fresh = tmp_path / "fresh.txt"
    assert deidentify("--new-key", fresh).code == 0
    assert fresh.stat().st_mode & 0o777 == 0o600
    answer = deidentify(export({}), "--key-file", fresh, "--to", "to")
    assert answer.code == 0
    assert "other users" not in answer.out
    before = fresh.read_text()
    assert deidentify("--new-key", fresh).code == 2
    assert fresh.read_text() == before
    fresh.chmod(0o644)
    answer = deidentify(export({}), "--key-file", fresh, "--to", "to")
    assert f"other users of this machine can read {fresh}" in answer.out
    assert before.splitlines()[-1] not in answer.out


def test_a_file_is_never_written_over_itself(export, deidentify, key, tmp_path):
    answer = deidentify(export({}), "--key-file", key, "--to", tmp_path)
    assert answer.code == 2
    assert "another folder" in answer.err


def test_a_layout_that_is_not_recognised_must_be_named(send, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    answer = send(path)
    assert answer.code == 2
    assert "--profile" in answer.err


@pytest.fixture
def received(tmp_path, exports) -> Callable[[str, Path], Workspace]:
    """Return a maker of workspaces in which a file has come from its agency."""

    def make(profile: str, path: Path) -> Workspace:
        root = tmp_path / path.parent.name
        shutil.copytree(ROOT / "config", root / "config", dirs_exist_ok=True)
        (root / "_quarto.yml").touch()
        agency = exports[profile].parent.name
        source = {"agency": agency, "profile": profile, "files": [f"{agency}/*"]}
        plan = {"year": 2018, "cut_off": "2019-01-31", "sources": [source]}
        (root / "config" / "2018.yml").write_text(yaml.safe_dump(plan))
        folder = root / "data" / "raw" / "2018" / agency
        folder.mkdir(parents=True)
        shutil.copy(path, folder / path.name)
        shutil.copy(SAMPLE_KEY, root / "data" / "raw")
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


@pytest.mark.parametrize(
    "profile",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.long) for name in PROFILES],
)
def test_every_layout_gives_the_same_counts_and_links_afterwards(
    profile, exports, received, deidentify
):
    path = exports[profile]
    before = clean(received(profile, path), 2018)
    answer = deidentify(path, "--key-file", SAMPLE_KEY, "--to", "to", "--profile", profile)
    assert answer.code == 0
    assert len(answer.out.splitlines()) <= 12
    (made,) = Path("to").iterdir()
    after = clean(received(profile, made), 2018)
    assert told(after) == told(before)
    linked = before.cases.loc[before.cases["child_key_level"] != "none", "child_key"]
    assert set(linked) <= set(after.cases["child_key"])
