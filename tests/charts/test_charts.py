"""What holds for every chart: the withheld stays hidden, same input same bytes, two languages."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from cpims_report.report import charts
from cpims_report.report.charts.publish import bare
from cpims_report.report.picture import Picture
from cpims_report.schema import DIMENSIONS, TOTAL

CHARTS = charts.__all__
publishing = sys.modules["cpims_report.report.charts.publish"]
TOTALS_ONLY = {"key_trend", "stock_flow"}
COUNTS_LAST_YEAR_ANEW = {"year_on_year"}
SECRET = 98_765
PERMITTED = re.compile(r"\b(?:c|z|CPIMS|TF)\b")
NUMBERS = ("value", "base", "percent")


def as_they_are(cells: pd.DataFrame) -> pd.DataFrame:
    return cells


def without_breakdowns(cells: pd.DataFrame) -> pd.DataFrame:
    """Withhold every cell but the totals."""
    broken = cells[list(DIMENSIONS)].ne(TOTAL).any(axis=1)
    return cells.assign(
        status=cells["status"].mask(broken, "suppressed"),
        **{name: cells[name].mask(broken) for name in NUMBERS},
    )


def secret_and_backwards(cells: pd.DataFrame) -> pd.DataFrame:
    """Give withheld cells large numbers, and turn the order of the sealed rows around."""
    hidden = cells["status"].eq("suppressed")
    assert hidden.any()
    return cells.assign(
        value=cells["value"].mask(hidden, SECRET),
        base=cells["base"].mask(hidden, SECRET),
        percent=cells["percent"].mask(hidden, 99.0),
    ).iloc[::-1]


@dataclass(frozen=True)
class Drawn:
    picture: Picture
    vector: str
    words: list[str]
    narrow_words: list[str]
    kinds: set[str]
    files: list[str]
    all_bytes: tuple[str, bytes, bytes]


@pytest.fixture(scope="session")
def drawn(make_edition, read_drawing):
    """Return a drawer of charts that draws each variant once; charts share an edition."""
    edition_of = cache(make_edition)

    @cache
    def draw(
        name, language="en", change=as_they_are, years=(2016, 2017, 2018), narrow=True
    ) -> Drawn:
        edition = edition_of(language, years, change)
        there = {*Path("figures").glob("*")}
        with pytest.MonkeyPatch.context() as patch:
            if not narrow:
                patch.setattr(publishing, "SCREENS", publishing.SCREENS[:1])
            picture = getattr(charts, name)(edition)
        drawing = read_drawing(picture)
        vector = picture.path.read_bytes()
        if not narrow:
            words, kinds = drawing.words, {*drawing.boxes}
            return Drawn(picture, vector.decode(), words, [], kinds, [], ("", vector, b""))
        small = read_drawing(picture, narrow=True)
        narrow_vector = picture.path.with_stem(f"{picture.id}-narrow").read_bytes()
        return Drawn(
            picture,
            vector.decode(),
            drawing.words,
            small.words,
            {*drawing.boxes, *small.boxes},
            sorted(path.name for path in {*Path("figures").glob("*")} - there),
            (picture.markdown, vector, narrow_vector),
        )

    return draw


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", CHARTS)
def test_the_caption_is_the_finding_and_the_image_has_source_day_and_caveat(
    name, language, drawn, make_edition
):
    foot = make_edition(language).foot_line
    found = drawn(name, language)
    assert found.picture.caption
    printed = bare(foot) if language == "ar" else foot
    for words in (found.words, found.narrow_words):
        assert printed in " ".join(words)
    for boilerplate in (foot, make_edition(language).source_line, make_edition(language).caveat):
        assert boilerplate not in found.picture.caption
    assert len(found.picture.alt) > 30


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_named_after_its_function_and_has_three_files(name, drawn):
    found = drawn(name)
    picture = found.picture
    assert picture.id == "fig-" + name.replace("_", "-")
    assert picture.path.as_posix() == f"figures/{picture.id}.svg"
    assert found.files == [
        f"{picture.id}-narrow.svg",
        f"{picture.id}.csv",
        f"{picture.id}.svg",
    ]


@pytest.mark.parametrize("name", CHARTS)
def test_an_arabic_chart_has_no_english_word_and_no_latin_digit(name, drawn):
    found = drawn(name, "ar")
    told = (found.picture.caption, found.picture.alt, *found.words, *found.narrow_words)
    for words in told:
        assert not re.search(r"[A-Za-z0-9]", PERMITTED.sub("", words)), words


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_depends_on_numbers_behind_withheld_cells_nor_on_the_order_of_rows(name, drawn):
    assert drawn(name).all_bytes == drawn(name, change=secret_and_backwards).all_bytes


@pytest.mark.parametrize("name", sorted(set(CHARTS) - TOTALS_ONLY))
def test_a_chart_of_withheld_cells_alone_draws_no_amount_and_no_zero(name, drawn):
    found = drawn(name, change=without_breakdowns, narrow=False)
    assert not {"bar", "tile", "camp"} & found.kinds
    assert "0" not in found.words
    assert found.picture.caption.split(". ")[0] != drawn(name).picture.caption.split(". ")[0]


@pytest.mark.parametrize("name", sorted(set(CHARTS) - COUNTS_LAST_YEAR_ANEW))
def test_one_published_year_is_enough(name, drawn):
    found = drawn(name, years=(2018,), narrow=False)
    assert "2017" not in found.picture.caption + found.picture.alt
    assert {"bar", "tile"} & found.kinds


@pytest.mark.parametrize("name", CHARTS)
def test_images_say_neither_when_nor_with_what_they_were_made(name, drawn):
    found = drawn(name)
    for vector in found.all_bytes[1:3]:
        assert b"<dc:date>" not in vector
        assert b"Matplotlib" not in vector


def test_figures_can_stand_on_one_page_without_sharing_an_id(drawn):
    vectors = [vector for name in CHARTS for vector in drawn(name).all_bytes[1:3]]
    ids = [each for vector in vectors for each in re.findall(rb'\bid="([^"]+)"', vector)]
    assert len(ids) == len(set(ids)) > 10
    for vector in vectors:
        asked = re.findall(rb"(?:url\(|href=\")#([^)\"]+)", vector)
        assert {*asked} <= {*re.findall(rb'\bid="([^"]+)"', vector)}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_is_light_and_its_words_are_words_in_the_shipped_letters(name, language, drawn):
    found = drawn(name, language)
    for vector in found.all_bytes[1:3]:
        assert len(vector) < 60_000
        assert vector.count(b"font-family") == 1
        assert b"'Noto Sans'" in vector
        assert b"glyph" not in vector
    assert len(found.words) > 5
