"""Tables: one shape, symbols for what is hidden, captions that carry finding and caveat."""

import re
from dataclasses import replace

import pytest

from cpims_report.report import Edition, open_edition, tables
from cpims_report.report.cell import Cell
from cpims_report.report.tables.table import largest_first, share

CATALOGUE = {
    tables.cells_withheld: ("DQ06",),
    tables.change_by_group: ("CL08",),
    tables.concentration: ("CX01",),
    tables.coverage: ("CX02",),
    tables.exclusions: ("DQ05",),
    tables.lost_by_governorate: ("CS03",),
    tables.referral_times: ("SV03", "SV04"),
    tables.steps_by_governorate: ("CM01", "CM02"),
    tables.things_found: ("DQ04",),
}
"""Tables of indicators that an edition may not have."""

DATA = [
    *CATALOGUE,
    tables.any_concern,
    tables.by_age_sex,
    tables.by_nationality,
    tables.by_place,
    tables.by_site,
    tables.closure_reasons,
    tables.concern_by_age,
    tables.concern_by_sex,
    tables.concern_over_years,
    tables.key_figures,
    tables.separated_by_age,
    tables.separated_by_sex,
    tables.stock_flow,
]
ABOUT = [tables.definitions, tables.disclosure_policy, tables.members, tables.symbols]


def rows(table):
    lines = [line for line in table.markdown.splitlines() if line.startswith("|")]
    return [
        [cell.strip(" *\u00a0") for cell in line.strip("|").split("|")]
        for line in (lines[0], *lines[2:])
    ]


def row(table, name):
    return next(line[1:] for line in rows(table) if line[0] == name)


@pytest.mark.parametrize("build", [*DATA, *ABOUT])
def test_a_table_is_pipes_with_a_caption_and_an_id(edition, build):
    table = build(edition)
    assert table.id.startswith("tbl-")
    assert f"\n\n: {table.caption} {{#{table.id}}}" in table.markdown
    assert len({len(line) for line in rows(table)}) == 1


@pytest.mark.parametrize("build", [*DATA, *ABOUT])
def test_a_table_fits_a_portrait_page(edition, build):
    assert len(rows(build(edition))[0]) <= 7


@pytest.mark.parametrize("build", DATA)
def test_source_and_caveat_stand_once_below_a_table_of_data(edition, arabic, build):
    for each in (edition, arabic):
        table = build(each)
        assert table.markdown.endswith(f"{each.foot_line}]{{.key-caveat}}")
        assert table.markdown.count(each.foot_line) == 1
        assert each.foot_line not in table.caption
        assert each.caveat not in table.caption


@pytest.mark.parametrize("build", [*DATA, *ABOUT])
def test_arabic_tables_have_no_latin_digits_in_numbers(arabic, build):
    cells = [cell for line in rows(build(arabic)) for cell in line]
    assert not [cell for cell in cells if re.fullmatch(r"[+−-]?[\d.,]+%?", cell, re.ASCII)]


@pytest.mark.parametrize("build", DATA)
def test_the_first_edition_has_tables_too(published, build):
    assert rows(build(open_edition(2016, "en", published)))


def test_table_ids_are_unique(edition):
    ids = [build(edition).id for build in (*DATA, *ABOUT)]
    assert len(ids) == len(set(ids))


def test_numbers_stand_to_the_right_and_words_to_the_left(edition):
    rule = tables.by_nationality(edition).markdown.splitlines()[1]
    first, *others = [cell.strip() for cell in rule.strip("|").split("|")]
    assert first.startswith(":")
    assert all(cell.endswith(":") and not cell.startswith(":") for cell in others)


def test_a_suppressed_place_has_the_symbol_and_never_a_number(edition):
    assert row(tables.by_place(edition), "Ma'an") == ["c", "c", "c", "c", "c"]


def test_a_suppressed_nationality_has_the_symbol_and_never_a_number(edition):
    assert row(tables.by_nationality(edition), "Somali") == ["c", "c", "c", "c"]


def test_published_numbers_stand_in_their_places(edition):
    frame = edition.cell("PR03", nationality="syria")
    assert row(tables.by_nationality(edition), "Syrian")[2:] == [
        edition.number(frame.value),
        edition.share(frame),
    ]


def test_what_is_not_recorded_is_in_no_percentage(edition):
    assert row(tables.by_age_sex(edition), "Not recorded")[-1] == "z"


@pytest.mark.parametrize("build", [tables.by_age_sex, tables.by_place, tables.concern_by_sex])
def test_a_total_has_no_percentage_and_is_not_marked_as_withheld(edition, build):
    total = row(build(edition), "Total")
    assert "c" not in total
    assert "z" in total


@pytest.mark.parametrize(
    ("build", "what"),
    [
        (tables.by_age_sex, "Shares are of children whose age is known (7,000)."),
        (tables.closure_reasons, "Shares are of closures with a known reason (7,000)."),
    ],
)
def test_the_line_below_a_table_says_what_shares_are_of(edition, build, what):
    assert what in build(edition).markdown.splitlines()[-1]


def test_the_bases_of_shares_by_age_are_shown_below_them(edition):
    bases = row(tables.concern_by_age(edition), "Children with a known concern")
    assert bases[0] == "7,000"


def test_a_fall_has_a_minus_sign_whether_in_percent_or_in_children(edition):
    assert edition.percent(-4.25, signed=True) == "−4.2%"
    assert edition.signed(-7) == "−7"


def test_a_percentage_that_the_base_is_too_small_for_is_marked(edition):
    assert share(edition, Cell(7, 12, None, "published")) == "z"
    assert share(edition, Cell(7, None, None, "published")) == "c"
    assert share(edition, Cell(None, None, None, "not_collected")) == "–"


def test_a_suppressed_row_keeps_its_place_whatever_its_number_is():
    hidden = Cell(None, None, None, "suppressed")
    cells = {
        "a": hidden,
        "b": Cell(5, None, None, "published"),
        "c": hidden,
        "d": Cell(9, None, None, "published"),
    }
    assert largest_first(cells) == ["d", "b", "a", "c"]


def test_camps_stand_under_their_governorate_and_governorates_under_their_region(edition):
    names = [line[0] for line in rows(tables.by_place(edition))]
    assert names.index("North") < names.index("Mafraq") < names.index("South")
    assert names[names.index("Mafraq") + 1] == "of which Za'atari camp"


def test_key_figures_have_three_years_and_the_change_since_the_last(edition):
    head, *_ = rows(tables.key_figures(edition))
    assert head == ["Key figure", "Unit", "2018", "Change on 2017", "2017", "2016"]
    assert row(tables.key_figures(edition), "New cases")[2] == "+11.1%"


def test_the_first_edition_has_no_column_of_change(published):
    head, *_ = rows(tables.key_figures(open_edition(2016, "en", published)))
    assert head == ["Key figure", "Unit", "2016"]


def test_concern_over_years_takes_the_focus_of_the_year_or_another_concern(edition):
    assert tables.concern_over_years(edition).caption.startswith("Child labour")
    assert tables.concern_over_years(edition, "neglect").caption.startswith("Neglect")


def test_a_caption_names_the_largest_group_that_is_shown(edition):
    assert "Largest group shown: Syrian, 36.1%" in tables.by_nationality(edition).caption


def test_stocks_and_flows_stand_in_the_order_of_their_balance(edition):
    names = [line[0] for line in rows(tables.stock_flow(edition))[1:]]
    assert names[0] == "Open on 1 January"
    assert names[-1] == "=\u00a0Open on 31 December"
    assert names[1:-1] == ["+\u00a0new", "+\u00a0reopened", "−\u00a0closed"]


def test_a_table_without_data_offers_none(edition):
    edition.cell("CL01")
    assert tables.symbols(edition).data == ""
    assert "CL01" in tables.key_figures(edition).data


def test_every_indicator_of_the_catalogue_is_defined(edition):
    defined = " ".join(line[0] for line in rows(tables.definitions(edition)))
    entries = edition.about["indicators"].items()
    public = [name for name, entry in entries if entry.get("audience") != "internal"]
    assert len(public) > 40
    assert all(f"([{indicator}]{{#indicator-{indicator}}})" in defined for indicator in public)
    assert "CL10" not in defined


@pytest.mark.parametrize("build", CATALOGUE)
def test_a_table_that_the_edition_has_no_cells_for_says_so_in_words(edition, build):
    sealed = [
        replace(each, cells=each.cells[~each.cells["indicator"].isin(CATALOGUE[build])])
        for each in edition.sealed
    ]
    shown = build(Edition(edition.year, "en", tuple(sealed)))
    assert shown.markdown.startswith("*No figures on this in the edition of 2018: ")
    assert "|" not in shown.markdown


def test_a_table_of_the_change_has_signs_and_names_what_grew(edition):
    total = row(tables.change_by_group(edition), "Total")
    assert total == ["7,000", "+700", "6,300", "6,350", "+250", "6,100"]
    assert "among members of both years" in tables.change_by_group(edition).caption


def test_a_mark_names_concern_and_place_and_no_number(edition):
    assert rows(tables.concentration(edition))[1:] == [["Child labour", "Zarqa"]]


def test_coverage_is_per_thousand_registered_in_the_order_of_the_places(edition):
    shown = tables.coverage(edition)
    cell = edition.cell("CX02", place="amman")
    assert row(shown, "Amman")[-1] == f"{1000 * cell.value / cell.base:.1f}"
    places = [edition.label("governorate", code) for code in edition.codes("governorate")]
    assert [line[0] for line in rows(shown)[1:-1]] == places
    assert "no ranking" in shown.caption


def test_coverage_of_a_withheld_place_tells_none_of_its_numbers(edition):
    assert row(tables.coverage(edition), "Ma'an") == [edition.symbol("suppressed")] * 3


def test_a_median_stands_beside_the_number_of_referrals(edition):
    line = row(tables.referral_times(edition), "Total")
    assert line[-1] == edition.number(edition.cell("SV03").value)


def test_the_policy_table_has_the_settings_of_the_sealed_policy(edition):
    settings = dict(rows(tables.disclosure_policy(edition)))
    assert settings["Smallest count shown in ordinary tables"] == "5"
    assert settings["Smallest base of a percentage"] == "20"


def test_tiles_have_value_label_change_and_the_caveat(edition):
    markdown = tables.tiles(edition).markdown
    assert markdown.startswith("::: {.key-figures}\n- [7,000]{.key-value} ")
    assert "[Children supported in the year]{.key-label}" in markdown
    assert "[+11.1% on 2017]{.key-change}" in markdown
    assert edition.caveat in markdown


def test_a_table_displays_itself_as_markdown_alone(edition, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "cpims_report.report.shown.display", lambda data, raw: shown.append((data, raw))
    )
    table = tables.symbols(edition)
    table._ipython_display_()
    assert shown == [({"text/markdown": table.markdown}, True)]
