"""What stands in the drawings: lengths, marks, sides."""

from __future__ import annotations

import pytest

from cpims_report.report import charts
from cpims_report.report.charts.withheld import MARK


def withhold(**where):
    """Return a change that withholds the cells with these codes."""

    def change(cells):
        hit = cells[list(where)].eq(list(where.values())).all(axis=1)
        assert hit.any()
        return cells.assign(
            status=cells["status"].mask(hit, "suppressed"),
            **{name: cells[name].mask(hit) for name in ("value", "base", "percent")},
        )

    return change


def set_value(number, **where):
    """Return a change that publishes this number in the cells with these codes."""

    def change(cells):
        hit = cells[list(where)].eq(list(where.values())).all(axis=1)
        assert hit.any()
        return cells.assign(
            status=cells["status"].mask(hit, "published"), value=cells["value"].mask(hit, number)
        )

    return change


def test_bars_are_as_long_as_their_numbers(make_edition, read_drawing):
    edition = make_edition()
    drawing = read_drawing(charts.nationality(edition))
    values = [edition.cell("PR03", nationality=code) for code in edition.codes("nationality")]
    amounts = sorted((cell.value for cell in values if cell.shown and cell.value), reverse=True)
    widths = [width for width, _ in drawing.sizes("bar")]
    assert len(widths) == len(amounts)
    for width, amount in zip(widths, amounts, strict=True):
        assert width / widths[0] == pytest.approx(amount / amounts[0], abs=0.002)


def test_a_withheld_bar_is_a_mark_of_fixed_length_with_its_symbol(make_edition, read_drawing):
    edition = make_edition(change=withhold(indicator="PR03", nationality="syria"))
    drawing = read_drawing(charts.nationality(edition))
    hidden = [
        code
        for code in edition.codes("nationality")
        if edition.cell("PR03", nationality=code).status == "suppressed"
    ]
    assert "syria" in hidden
    assert len(drawing.sizes("withheld")) == drawing.words.count("c") == len(hidden)
    assert {width for width, _ in drawing.sizes("withheld")} == {round(MARK * 72, 2)}


def test_a_zero_has_a_number_and_no_bar(make_edition, read_drawing):
    edition = make_edition(change=set_value(0, indicator="PR03", nationality="yemen", sex="_T"))
    assert edition.cell("PR03", nationality="yemen").value == 0
    drawing = read_drawing(charts.nationality(edition))
    assert len(drawing.sizes("bar")) == len(
        [m for m in edition.codes("nationality") if edition.cell("PR03", nationality=m).value]
    )


def test_the_pyramid_has_boys_on_the_reading_side(make_edition, read_drawing):
    boys_left = read_drawing(charts.age_sex_pyramid(make_edition("en"))).boxes["bar"]
    boys_right = read_drawing(charts.age_sex_pyramid(make_edition("ar"))).boxes["bar"]
    middle = 6.3 * 72 / 2
    assert [box[2] < middle for box in boys_left] == [True] * 3 + [False] * 3
    assert [box[0] > middle for box in boys_right] == [True] * 3 + [False] * 3


def test_arabic_bars_grow_to_the_left(make_edition, read_drawing):
    bars = read_drawing(charts.nationality(make_edition("ar"))).boxes["bar"]
    assert len({round(box[2], 1) for box in bars}) == 1
    assert len({round(box[0], 1) for box in bars}) > 1


def test_the_map_is_not_mirrored(make_edition, read_drawing):
    english = read_drawing(charts.governorates(make_edition("en"))).boxes["tile"]
    arabic = read_drawing(charts.governorates(make_edition("ar"))).boxes["tile"]
    assert [[round(side) for side in box] for box in english] == [
        [round(side) for side in box] for box in arabic
    ]


def test_tiles_are_equal_and_withheld_ones_too(make_edition, read_drawing):
    drawing = read_drawing(charts.governorates(make_edition()))
    assert (
        len(drawing.boxes["tile"]) + len(drawing.boxes["camp"]) + len(drawing.boxes["withheld"])
        == 12 + 3
    )
    assert len({*drawing.sizes("tile"), *drawing.sizes("camp"), *drawing.sizes("withheld")}) == 1


def test_flows_start_where_the_one_before_ended(make_edition, read_drawing):
    edition = make_edition()
    start, new, reopened, closed, end = read_drawing(charts.stock_flow(edition)).boxes["bar"]
    assert new[3] == pytest.approx(start[1], abs=0.01)
    assert reopened[3] == pytest.approx(new[1], abs=0.01)
    assert closed[1] == pytest.approx(reopened[1], abs=0.01)
    assert end[1] == pytest.approx(closed[3], abs=0.01)
    assert start[3] == pytest.approx(end[3], abs=0.01)


def test_a_withheld_flow_takes_the_bridge_down(make_edition, read_drawing):
    hide = withhold(indicator="CL04", sex="_T", place="_T")
    picture = charts.stock_flow(make_edition(change=hide))
    drawing = read_drawing(picture)
    assert len({round(box[3], 1) for box in drawing.boxes["bar"]}) == 1
    assert len(drawing.boxes["withheld"]) == 1
    assert "+42" not in drawing.words
    assert "42" not in picture.alt


def test_a_withheld_stock_leaves_the_finding_neutral(make_edition):
    hide = withhold(indicator="CL06", sex="_T", age="_T", place="_T", concern="_T")
    picture = charts.stock_flow(make_edition(change=hide))
    assert picture.caption.startswith("Cases open at the start of the year")


def test_the_pyramid_names_the_largest_group(make_edition):
    picture = charts.age_sex_pyramid(make_edition())
    assert picture.caption.startswith("Boys aged 12–17 years are the largest group: 1,833 children")


def test_the_pyramid_claims_less_when_a_group_is_withheld(make_edition):
    hide = withhold(indicator="PR02", sex="M", age="12-17")
    picture = charts.age_sex_pyramid(make_edition(change=hide))
    assert picture.caption.startswith("Largest of the groups shown: Girls aged 12–17 years, 1,412")
    assert "1,833" not in picture.markdown
    assert "Boys – 12–17 years: withheld" in picture.alt


def test_the_trend_compares_only_what_is_shown(make_edition):
    totals = dict.fromkeys(["sex", "age", "nationality", "place", "concern", "category"], "_T")
    rose = charts.key_trend(make_edition()).caption
    hidden = charts.key_trend(
        make_edition(change=lambda cells: hide_year(cells, 2017, totals))
    ).caption
    assert rose.startswith("Children supported rose from 6,100 in 2017 to 7,012 in 2018.")
    assert hidden.startswith("Members supported 7,012 children in 2018.")


def hide_year(cells, year, totals):
    hit = cells["indicator"].eq("CL01") & cells["year"].eq(year)
    hit &= cells[list(totals)].eq(list(totals.values())).all(axis=1)
    return cells.assign(
        status=cells["status"].mask(hit, "suppressed"),
        **{name: cells[name].mask(hit) for name in ("value", "base", "percent")},
    )


def test_a_withheld_year_of_a_concern_is_marked(make_edition, read_drawing):
    totals = dict.fromkeys(["sex", "age", "nationality", "place", "category"], "_T")
    hide = withhold(indicator="CN01", concern="neglect", **totals)
    edition = make_edition(
        change=lambda cells: hide(cells) if cells["year"].eq(2017).all() else cells
    )
    drawing = read_drawing(charts.concern_trend(edition))
    whole = read_drawing(charts.concern_trend(make_edition()))
    assert len(whole.boxes["bar"]) == 18
    assert len(drawing.boxes["bar"]) == 17
    assert len(drawing.boxes["withheld"]) == drawing.words.count("c") == 1
