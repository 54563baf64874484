"""The statistical tables as a spreadsheet: every published number, no other, readable by all."""

import openpyxl
import pytest

from cpims_report.report.spreadsheet import write_spreadsheet
from cpims_report.report.spreadsheet.frame import SYMBOLS


@pytest.fixture(scope="module")
def book(edition, tmp_path_factory):
    path = tmp_path_factory.mktemp("sheets") / "tables.xlsx"
    write_spreadsheet(edition, path)
    return openpyxl.load_workbook(path)


def rows_of(sheet):
    """Return the sheet's one marked-up table as dicts."""
    (table,) = sheet.tables.values()
    headings, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_every_sheet_but_the_cover_has_one_full_table_and_no_merged_cell(book, edition):
    published = [name for name in edition.about["indicators"] if edition.publishes(name)]
    assert book.sheetnames == ["Cover", "Contents", "Notes", *published]
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet["A1"].value
        if sheet.title == "Cover":
            continue
        assert all(value is not None for row in rows_of(sheet) for value in row.values())


def test_the_tables_hold_what_was_published_and_symbols_for_the_rest(book, edition):
    rows = rows_of(book["CN01"])
    cells = edition.sealed[-1].cells
    listed = cells[cells["indicator"].eq("CN01")]
    assert len(rows) == len(listed)
    numbers = [row["Number 2018"] for row in rows]
    shown = listed[listed["status"].eq("published")]["value"]
    assert sorted(n for n in numbers if isinstance(n, int)) == sorted(shown.astype(int))
    assert numbers.count("[c]") == listed["status"].eq("suppressed").sum() > 0
    assert {n for n in numbers if isinstance(n, str)} <= set(SYMBOLS.values())
    total = edition.cell("CN01")
    assert rows[0]["Concern"] == "Total"
    assert rows[0]["Number 2018"] == total.value


def test_the_cover_carries_the_caveat_and_the_same_edition_gives_the_same_bytes(
    book, edition, arabic, tmp_path
):
    cover = "\n".join(cell.value for (cell,) in book["Cover"]["A1:A7"])
    assert edition.caveat in cover
    assert "Synthetic data" in cover
    for name in ("one.xlsx", "two.xlsx"):
        write_spreadsheet(arabic, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert all(
        sheet.sheet_view.rightToLeft for sheet in openpyxl.load_workbook(tmp_path / "one.xlsx")
    )
