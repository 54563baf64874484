"""A researcher's own chart: ten lines of pandas and matplotlib, checked and written for all."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from cpims_report.errors import DisclosureRefused, NotebookFailed
from cpims_report.report import charts, open_edition

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_window():
    plt.switch_backend("agg")
    yield
    plt.close("all")


def documented() -> str:
    """Return the cell that docs/extend.md shows to researchers."""
    text = (ROOT / "docs" / "extend.md").read_text(encoding="utf-8")
    return re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]


def picture_of(edition):
    """Return the picture of the documented cell."""
    names = {"edition": edition}
    exec(
        compile(
            documented().replace("edition.publish", "picture = edition.publish"), "cell", "exec"
        ),
        names,
    )
    return names["picture"]


def test_the_documented_cell_is_ten_lines_and_knows_pandas_and_matplotlib_alone():
    lines = [line for line in documented().splitlines() if line.strip()]
    assert len(lines) <= 10
    imports = [line for line in lines if "import" in line]
    assert imports == ["import matplotlib.pyplot as plt"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_documented_cell_comes_out_for_page_and_telephone_with_its_data(
    language, make_edition, read_drawing
):
    edition = make_edition(language)
    picture = picture_of(edition)
    assert picture.markdown.startswith("![")
    cells = edition.table("CN01", by=["concern", "sex"])
    data = pd.read_csv(picture.path.with_suffix(".csv"), encoding="utf-8-sig")
    assert data["value"].dropna().tolist() == cells["value"].dropna().tolist()
    # charts leave vowel signs out
    told = re.sub("[\u064b-\u0652]", "", edition.foot_line)
    for narrow in (False, True):
        drawing = read_drawing(picture, narrow)
        drawn = [width for width, _ in drawing.sizes("bar") if width]
        assert len(drawn) == cells["percent"].gt(0).sum()
        assert len(drawing.boxes["withheld"]) == cells["status"].eq("suppressed").sum() > 0
        assert told in " ".join(drawing.words)
        assert drawing.words.count("c") >= len(drawing.boxes["withheld"])
    assert not plt.get_fignums()


def bars(edition, numbers):
    """Return a figure of primary concerns with lengths made of the published shares."""
    cells = edition.table("CN01", by=["concern"])
    figure, axes = plt.subplots()
    axes.barh(cells["concern_label"].astype(str), numbers(cells))
    return figure


def line(edition, numbers):
    """Return a figure of one concern over the years, as an unnamed line."""
    cells = edition.table("CN01", by=["year"], concern="neglect")
    figure, axes = plt.subplots()
    axes.plot(cells["year"], numbers(cells), marker="o")
    return figure


def dots(edition, numbers):
    """Return a figure of dots, names upright."""
    cells = edition.table("CN01", by=["concern"])
    figure, axes = plt.subplots()
    axes.scatter(numbers(cells), cells["concern_label"].astype(str))
    return figure


def hidden(cells):
    """Withhold neglect in every year."""
    hit = cells["concern"].eq("neglect") & cells["indicator"].eq("CN01")
    return cells.assign(
        status=cells["status"].mask(hit, "suppressed"),
        **{name: cells[name].mask(hit) for name in ("value", "base", "percent")},
    )


@pytest.mark.parametrize(
    ("draw", "fill"), [(bars, 2.5), (line, 2.5), (line, 0), (dots, 2.5), (dots, 0)]
)
def test_a_length_for_a_withheld_cell_is_refused(draw, fill, make_edition):
    edition = make_edition(change=hidden)
    figure = draw(edition, lambda cells: cells["percent"].fillna(fill))
    with pytest.raises(DisclosureRefused) as refused:
        edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")
    assert "FIG-WITHHELD" in {problem.code for problem in refused.value.problems}
    assert not list(Path().rglob("*.svg"))


@pytest.mark.parametrize("draw", [bars, line, dots])
def test_the_same_figure_with_gaps_is_published(draw, make_edition, read_drawing):
    edition = make_edition(change=hidden)
    figure = draw(edition, lambda cells: cells["percent"])
    picture = edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")
    assert "hatching: withheld" in " ".join(read_drawing(picture).words)


def test_a_frame_that_was_given_numbers_is_refused(make_edition):
    edition = make_edition(change=hidden)
    cells = edition.table("CN01", by=["concern"])
    cells.loc[cells["concern"].eq("neglect"), "value"] = 3.0
    figure, _ = plt.subplots()
    with pytest.raises(DisclosureRefused) as refused:
        edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")
    assert [problem.code for problem in refused.value.problems] == ["FIG-VALUE"]


def test_a_heavy_picture_is_refused(make_edition):
    edition = make_edition()
    figure, axes = plt.subplots()
    amounts = np.resize(edition.table("CN01", by=["concern"])["value"].dropna(), 9000)
    axes.plot(np.random.default_rng(1).random(9000), amounts)
    with pytest.raises(NotebookFailed, match="cannot be published"):
        edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")


def one_off(cells):
    """Return the published shares, one of them a little longer than it is."""
    return cells["percent"].where(cells.index != cells["percent"].idxmax(), cells["percent"] + 0.37)


def of_another(cells):
    """Return the published shares, two of them exchanged."""
    places = [*cells.index]
    places[0], places[6] = places[6], places[0]
    return cells["percent"].loc[places].to_numpy()


@pytest.mark.parametrize("draw", [bars, line, dots])
def test_a_length_that_is_no_published_number_is_refused_in_one_message(draw, make_edition):
    edition = make_edition()
    figure = draw(edition, one_off)
    with pytest.raises(DisclosureRefused) as refused:
        edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")
    assert [problem.code for problem in refused.value.problems] == ["FIG-UNLISTED"]
    assert "derived=" in refused.value.problems[0].action
    assert not list(Path().rglob("*.svg"))


@pytest.mark.parametrize("draw", [bars, dots])
def test_a_published_number_under_another_name_is_refused(draw, make_edition):
    edition = make_edition()
    figure = draw(edition, of_another)
    with pytest.raises(DisclosureRefused) as refused:
        edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")
    assert [problem.code for problem in refused.value.problems] == ["FIG-UNLISTED"]


def test_numbers_worked_out_are_drawn_where_the_figure_says_how(make_edition, read_drawing):
    edition = make_edition()
    how = "Ratio to the most frequent one."
    figure = bars(edition, lambda cells: cells["value"] / cells["value"].max() * 3.7)
    picture = edition.publish(
        figure, id="fig-own", finding="Mine.", alt="Mine, in words.", derived=how
    )
    assert how in " ".join(read_drawing(picture).words)


@pytest.mark.parametrize("published", [round, lambda share: share / 100, lambda share: -share])
def test_a_published_number_may_be_rounded_a_part_of_one_or_turned_around(published, make_edition):
    edition = make_edition()
    figure = bars(edition, lambda cells: cells["percent"].map(published))
    assert edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.")


@pytest.mark.parametrize("form", ["pie", "fill", "image"])
def test_a_form_that_cannot_be_read_back_is_refused(form, make_edition):
    edition = make_edition()
    shares = edition.table("CN01", by=["concern"])["percent"].fillna(0)
    figure, axes = plt.subplots()
    if form == "pie":
        axes.pie(shares)
    elif form == "fill":
        axes.fill_between(shares.index, shares)
    else:
        axes.imshow([shares])
    with pytest.raises(DisclosureRefused) as refused:
        edition.publish(figure, id="fig-own", finding="Mine.", alt="Mine, in words.", derived="…")
    assert [problem.code for problem in refused.value.problems] == ["FIG-FORM"]


def test_a_tidy_frame_has_labels_in_order_and_no_number_that_is_not_shown(make_edition):
    edition = make_edition()
    cells = edition.table("CN01", by=["concern", "sex"])
    assert list(cells.columns) == [
        "concern",
        "sex",
        "concern_label",
        "sex_label",
        "value",
        "base",
        "percent",
        "status",
        "symbol",
        "words",
    ]
    assert list(dict.fromkeys(cells["concern"])) == edition.codes("concerns")
    assert list(cells.groupby("concern_label")["value"].sum().index) == [
        edition.label("concerns", code) for code in edition.codes("concerns")
    ]
    for row in cells.to_dict("records"):
        cell = edition.cell("CN01", concern=row["concern"], sex=row["sex"])
        assert (cell.value is None) == bool(np.isnan(row["value"]))
        assert row["words"] == edition.written(cell)
    years = edition.table("CN01", by=["year"], concern="neglect")
    assert list(years["year"]) == [2016, 2017, 2018]
    assert "_U" in set(edition.table("CN01", by=["concern"], unknown=True)["concern"])


def test_a_figure_tells_of_how_many_its_own_matter_is_known(read_drawing):
    edition = open_edition(2018, "en", ROOT / "data" / "published")
    first, second = charts.nationality(edition), charts.governorates(edition)
    told = [" ".join(read_drawing(each, False).words) for each in (first, second)]
    assert all("Known for" in words for words in told)
    assert edition.indicator("PR03") not in told[1]
    assert ";" not in told[1].partition("Known for")[2].partition(".")[0]
