"""Cells, labels and numbers as chapters ask for them."""

import pytest

from cpims_report.errors import NotebookFailed
from cpims_report.report import open_edition, tables
from cpims_report.report.cell import Cell
from cpims_report.report.prose import fill


def test_a_cell_has_its_published_number(edition):
    cell = edition.cell("CL01")
    assert (cell.value, cell.status, cell.shown) == (7000, "published", True)


def test_a_suppressed_cell_is_not_shown_and_has_no_number(edition):
    cell = edition.cell("PR04", place="maan")
    assert (cell.value, cell.base, cell.percent, cell.shown) == (None, None, None, False)


def test_a_cell_of_an_earlier_year_is_read_from_that_years_data(edition):
    assert edition.cell("CL01", year=2016).value == 5600


def test_a_cell_that_an_earlier_year_did_not_publish_is_not_collected(edition):
    assert edition.cell("CL01", year=2016, place="new_town").status == "not_collected"


def test_a_cell_that_this_year_does_not_have_is_an_error_that_lists_the_breakdowns(edition):
    with pytest.raises(NotebookFailed, match="sex × age"):
        edition.cell("CL01", concern="child_labour")


def test_a_misspelt_indicator_is_an_error_that_lists_the_catalogue(edition):
    with pytest.raises(NotebookFailed, match="an indicator among CL01, CL02"):
        edition.cell("CL99")


def test_a_misspelt_dimension_is_an_error_even_for_earlier_years(edition):
    with pytest.raises(NotebookFailed, match="dimensions among sex"):
        edition.cell("CL01", year=2016, gender="F")


def test_cells_of_a_breakdown_come_in_the_order_of_the_code_lists_without_totals(edition):
    frame = edition.cells("PR02", by=("sex", "age"))
    assert list(dict.fromkeys(frame["age"])) == ["0-5", "6-11", "12-17", "18+", "_U"]
    assert set(frame["sex"]) == {"F", "M"}


def test_cells_by_governorate_leave_regions_and_camps_out(edition):
    places = set(edition.cells("PR04", by=("governorate",))["place"])
    assert {"amman", "_U"} <= places
    assert not places & {"north", "zaatari", "camp"}


def test_cells_by_month_run_from_january_to_december(edition):
    months = edition.cells("CL02", by=("month",))["category"]
    assert list(months) == [f"{month:02d}" for month in range(1, 13)]


def test_cells_without_a_breakdown_are_the_total_alone(edition):
    assert edition.cells("CL01")["value"].tolist() == [7000]


@pytest.mark.parametrize(
    ("name", "code", "english", "translation"),
    [
        ("sex", "F", "Girls", "إناث"),
        ("place", "mafraq", "Mafraq", "المفرق"),
        ("camp", "azraq", "Azraq camp", "مخيم الأزرق"),
        ("concern", "child_labour", "Child labour", "عمل الأطفال"),
        ("category", "01", "January", "كانون الثاني"),
        ("age", "_U", "Not recorded", "غير مسجل"),
        ("age", "_T", "Total", "المجموع"),
    ],
)
def test_labels_are_in_the_language_of_the_edition(
    edition, arabic, name, code, english, translation
):
    assert edition.label(name, code) == english
    assert arabic.label(name, code) == translation


def test_an_unknown_code_is_an_error_that_proposes_the_nearest(edition):
    with pytest.raises(NotebookFailed, match="Did you mean “mafraq”"):
        edition.label("place", "mafrak")


def test_an_unknown_list_is_an_error_that_names_it(edition):
    with pytest.raises(NotebookFailed, match="villages"):
        edition.codes("villages")


def test_numbers_are_written_in_the_digits_of_the_language(edition, arabic):
    assert edition.number(12345) == "12,345"
    assert arabic.number(12345) == "١٢٬٣٤٥"
    assert edition.percent(34.5) == "34.5%"
    assert arabic.percent(34.5) == "٣٤٫٥٪"
    assert arabic.plain(2018) == "٢٠١٨"


def test_a_percentage_on_a_small_base_is_whole(edition):
    assert edition.share(Cell(50, 150, 33.0, "published")) == "33%"
    assert edition.share(Cell(100, 300, 33.3, "published")) == "33.3%"


def test_units_agree_with_the_number_in_both_languages(edition, arabic):
    one, few, many = (Cell(value, None, None, "published") for value in (1, 5, 11))
    assert [edition.counted(cell, "child") for cell in (one, few)] == ["1 child", "5 children"]
    assert arabic.counted(few, "child") == "٥ أطفال"
    assert arabic.counted(many, "child") == "١١ طفلاً"


def test_a_suppressed_count_with_its_unit_says_neither_few_nor_many(edition, arabic):
    hidden = Cell(None, None, None, "suppressed")
    assert edition.counted(hidden, "case") == "a number of cases that is not shown"
    assert arabic.counted(hidden, "case") == "عدد غير معروض من حالات"


def test_caveat_and_source_carry_year_cut_off_and_that_the_data_are_made_up(edition, arabic):
    assert edition.caveat == "Children served by CPIMS TF members, 2018; not prevalence."
    assert edition.source_line.startswith("Source: synthetic records")
    assert "31 January 2019" in edition.source_line
    assert "٣١ كانون الثاني ٢٠١٩" in arabic.source_line


def test_real_data_carry_no_synthetic_note(tmp_path, new_year):
    new_year(tmp_path / "2018", 2018, synthetic=False)
    real = open_edition(2018, "en", tmp_path)
    assert (real.synthetic_note, real.mixed_note, real.notice) == ("", "", False)
    assert "synthetic" not in real.source_line


@pytest.mark.parametrize(("before", "now"), [(True, False), (False, True)])
def test_where_only_one_of_two_years_is_made_up_every_comparison_says_so(
    tmp_path, new_year, before, now
):
    new_year(tmp_path / "2017", 2017, synthetic=before)
    new_year(tmp_path / "2018", 2018, synthetic=now)
    mark = "2017 (synthetic)" if before else "2017 (real)"
    mixed = open_edition(2018, "en", tmp_path)
    said = fill('{{ change("CL01") | change }}, {{ last_year }}, {{ year }}', mixed)
    assert said.count(mark) == 2
    assert said.endswith(", 2018")
    for shown in (tables.tiles, tables.key_figures, tables.stock_flow, tables.closure_reasons):
        assert mark in shown(mixed).markdown
    synthetic, real = (2017, 2018) if before else (2018, 2017)
    note = fill("{{ synthetic_note or mixed_note }}", mixed)
    assert note.startswith("::: {.synthetic-note}")
    assert f"records of {synthetic} are made up" in note
    assert f"those of {real} are real" in note
    assert mixed.notice == (mixed.mixed_note if now else False)
    assert "٢٠١٧ (" in open_edition(2018, "ar", tmp_path).dated(2017)


def test_years_of_one_kind_are_compared_without_a_mark(edition):
    assert not edition.mixed
    assert edition.dated(2017) == "2017"
    assert edition.dated(1999) == "1999"


def test_data_that_do_not_say_whether_they_are_real_count_as_made_up(tmp_path, new_year):
    new_year(tmp_path / "2018", 2018, synthetic=None)
    assert open_edition(2018, "en", tmp_path).synthetic


def test_an_unknown_language_is_refused(published):
    with pytest.raises(NotebookFailed, match="en, ar"):
        open_edition(2018, "es", published)
