"""Several indicators in one figure: what is drawn, what is said, what is left out."""

from __future__ import annotations

import pytest

from cpims_report.report import charts
from cpims_report.report.absent import Absent


def without(*indicators):
    """Return a change that takes every cell of the indicators away."""
    return lambda cells: cells[~cells["indicator"].isin(indicators)]


def not_collected(*indicators):
    """Return a change that leaves the cells without numbers, as no member collected them."""

    def change(cells):
        hit = cells["indicator"].isin(indicators)
        return cells.assign(
            status=cells["status"].mask(hit, "not_collected"),
            **{name: cells[name].mask(hit) for name in ("value", "base", "percent")},
        )

    return change


@pytest.mark.parametrize("change", [without, not_collected])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_figure_without_any_of_its_indicators_is_words(make_edition, change, language):
    edition = make_edition(language, change=change("CM01", "CM02", "CM03"))
    shown = charts.case_steps(edition)
    assert isinstance(shown, Absent)
    assert edition.indicator("CM01") in shown.markdown
    assert "![" not in shown.markdown


def test_a_figure_leaves_out_the_one_indicator_that_is_not_published(make_edition, read_drawing):
    whole = read_drawing(charts.case_steps(make_edition()))
    part = read_drawing(charts.case_steps(make_edition(change=without("CM02"))))
    assert "Case plan in time" in whole.words
    assert "Case plan in time" not in part.words
    assert "Assessed in time" in part.words


def test_a_list_with_an_order_keeps_it_and_others_are_ranked(make_edition, read_drawing):
    edition = make_edition()
    words = read_drawing(charts.severity(edition)).words
    assert words.index("High") < words.index("Medium") < words.index("Low")
    lengths = [size[0] for size in read_drawing(charts.identification(edition)).sizes("bar")]
    assert lengths[:-1] == sorted(lengths[:-1], reverse=True)


def test_a_caption_speaks_of_the_code_that_matters(make_edition):
    edition = make_edition()
    high = edition.cell("RK01", category="high")
    caption = charts.severity(edition).caption
    assert f"Risk level: high, {edition.number(high.value)} cases" in caption


def test_bars_of_all_groups_share_one_scale(make_edition, read_drawing):
    edition = make_edition()
    cells = [
        edition.cell(indicator, category=code)
        for indicator, name in (("CN03", "concern_count"), ("RK01", "risk_level"))
        for code in edition.codes(name)
    ]
    widths = [width for width, _ in read_drawing(charts.severity(edition)).sizes("bar")]
    assert len(widths) == len(cells)
    for width, cell in zip(widths, cells, strict=True):
        assert width / widths[0] == pytest.approx(cell.percent / cells[0].percent, abs=0.002)


def test_the_change_names_all_members_and_those_of_both_years(make_edition):
    caption = charts.year_on_year(make_edition()).caption
    assert caption.startswith("Children supported since 2017: +912 in all, +500 among members of")


def test_without_last_years_records_no_change_is_drawn(make_edition):
    def unknown(cells):
        hit = cells["indicator"].eq("CL08") & cells["category"].ne("current")
        return cells.assign(
            status=cells["status"].mask(hit, "not_collected"), value=cells["value"].mask(hit)
        )

    assert charts.year_on_year(make_edition(change=unknown)).markdown == ""


def test_a_growth_below_zero_is_drawn_downwards(make_edition, read_drawing):
    def shrunk(cells):
        hit = cells["indicator"].eq("CL08") & cells["place"].eq("_T") & cells["concern"].eq("_T")
        values = {"growth": -100, "current": 6412, "change": 312}
        moved = cells["category"].map(values).where(hit & cells["category"].isin(values))
        return cells.assign(value=cells["value"].mask(moved.notna(), moved))

    drawing = read_drawing(charts.year_on_year(make_edition(change=shrunk)))
    _, left, growth, joined, _ = drawing.boxes["bar"]
    assert growth[1] == pytest.approx(left[3], abs=0.01)
    assert joined[3] == pytest.approx(growth[3], abs=0.01)
    assert "−100" in drawing.words


def test_the_focus_is_shown_within_each_group_of_children(make_edition, read_drawing):
    words = read_drawing(charts.focus_profile(make_edition())).words
    assert {"Sex", "Age", "Nationality", "Governorate"} <= set(words)


def test_a_marked_figure_has_a_dot_and_a_note(make_edition, read_drawing):
    marked = read_drawing(charts.concern_by_governorate(make_edition())).words
    plain = read_drawing(charts.concern_by_governorate(make_edition(change=without("CX01")))).words
    assert "Dot: mainly one project." in " ".join(marked)
    assert "Dot: mainly one project." not in " ".join(plain)


def test_work_is_told_where_child_labour_is_the_focus_and_functioning_always(
    make_edition, read_drawing
):
    labour, marriage = (make_edition(focus=one) for one in ("child_labour", "child_marriage"))
    for chart, heading in (
        (charts.labour_work, "Hours of work a week"),
        (charts.labour_hazards, "Kinds of hazard"),
    ):
        assert heading in read_drawing(chart(labour)).words
        assert chart(marriage).markdown == ""
    assert "Domains of difficulty" in read_drawing(charts.functioning(marriage)).words


def test_work_that_nobody_asked_about_is_named_not_counted(make_edition):
    silent = make_edition(change=not_collected("FL01", "FL02", "FL03"))
    shown = charts.labour_work(silent)
    assert isinstance(shown, Absent)
    assert "Kind of work" in shown.markdown
