"""Case tables are written whole or not at all, and come back as they were."""

import pandas as pd
import pytest

from cpims_report.records import CaseTables
from cpims_report.table_schemas import CASES, ISSUES, SPELLS, WATERFALL


def test_tables_come_back_as_they_were(house, csv_row, tmp_path):
    house.csv("jrf", [csv_row()])
    tables = house.clean()
    tables.save(tmp_path / "processed" / "2018")
    loaded = CaseTables.load(tmp_path / "processed" / "2018")
    for name in (
        "cases",
        "spells",
        "services",
        "transitions",
        "followups",
        "incidents",
        "issues",
        "waterfall",
        "identifiers",
    ):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(tables, name))
    assert loaded.identifiers.attrs["salt"] == tables.identifiers.attrs["salt"]
    assert loaded.synthetic


def test_tables_hold_to_their_schemas(house, csv_row):
    house.csv("jrf", [csv_row()])
    tables = house.clean()
    CASES.validate(tables.cases)
    SPELLS.validate(tables.spells)
    ISSUES.validate(tables.issues)
    WATERFALL.validate(tables.waterfall)


def test_a_failed_save_leaves_the_tables_before_it_and_no_litter(
    house, csv_row, tmp_path, monkeypatch
):
    house.csv("jrf", [csv_row()])
    tables = house.clean()
    folder = tmp_path / "processed" / "2018"
    tables.save(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write = pd.DataFrame.to_parquet

    def fail(frame, path, **options):
        if "spells" in str(path):
            raise OSError("disk full")
        return write(frame, path, **options)

    monkeypatch.setattr(pd.DataFrame, "to_parquet", fail)
    house.csv("jrf", [csv_row(sex="male")])
    with pytest.raises(OSError, match="disk full"):
        house.clean().save(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["2018"]


def test_the_same_files_give_the_same_bytes(house, csv_row, forms, tmp_path):
    house.csv("jrf", [csv_row(id=str(number)) for number in range(5)])
    house.book("imc", forms({}, {"Sex": "Male"}))
    house.clean().save(tmp_path / "one")
    house.clean().save(tmp_path / "two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
