"""Chapters on the sealed data of this repository: every call, placeholder and reference works."""

import ast
import re
from contextlib import chdir
from pathlib import Path

import pytest

from cpims_report.config import Settings
from cpims_report.publishing import said_of
from cpims_report.report import open_edition
from cpims_report.report.absent import Absent
from cpims_report.report.picture import Picture
from cpims_report.report.prose import fill
from cpims_report.report.sealed import published_years
from cpims_report.report.summary.shown import Listed

REFERENCE = re.compile(r"(?<![\w@])@((?:fig|tbl|sec)-[a-z-]*[a-z])")
ANNEX = "95-tables"
"""The chapter for looking up: others speak of its tables."""
SECTION = re.compile(r"\{#(sec-[a-z-]+)\}")
LOOKED_UP = {"sec-definitions", "sec-symbols"}
"""Sections of the annex that say what the marks and codes of the others mean."""
SETTINGS = Settings(Path(__file__).parents[2] / "config")


def prose(chapter, edition):
    """Return the prose of a chapter as a reader of the edition has it."""
    texts = [cell.source for cell in chapter.cells if cell.cell_type == "markdown"]
    return [fill(text, edition) for text in texts]


def run(chapter):
    """Return what the calls of a chapter show; set-up and preview run and are left out."""
    names, shown = {}, []
    for cell in chapter.cells:
        if cell.cell_type != "code":
            continue
        statements = ast.parse(cell.source).body
        if "preview" in cell.metadata.get("tags", []):
            assert eval(cell.source, names).markdown
        elif isinstance(statements[-1], ast.Expr):
            shown.append(eval(cell.source, names))
        else:
            exec(cell.source, names)
    return shown


@pytest.fixture(scope="module")
def shown(chapters, tmp_path_factory):
    """Run each chapter, the preview too, in a folder that has nothing to do with the workspace."""
    with chdir(tmp_path_factory.mktemp("elsewhere")):
        return {name: run(chapter) for name, chapter in chapters.items()}


@pytest.fixture(scope="module")
def edition(published):
    return open_edition(2018, "en", published)


@pytest.fixture(scope="module")
def named(shown):
    return [each for things in shown.values() for each in things if hasattr(each, "id")]


@pytest.mark.long
def test_every_call_shows_markdown_alone(shown):
    for things in shown.values():
        assert all(hasattr(each, "_ipython_display_") for each in things)


@pytest.mark.long
def test_every_table_and_tile_carries_the_caveat(shown, published):
    edition = open_edition(2018, "en", published)
    about = {"tbl-definitions", "tbl-disclosure-policy", "tbl-members", "tbl-symbols"}
    for things in shown.values():
        for each in things:
            if isinstance(each, Absent | Listed | Picture) or getattr(each, "id", "") in about:
                continue
            assert edition.foot_line in each.markdown or edition.caveat in each.markdown
            assert "prevalence" not in getattr(each, "caption", "")


@pytest.mark.long
def test_figures_and_tables_have_ids_of_their_own(named):
    ids = [each.id for each in named]
    assert len(ids) == len(set(ids))


@pytest.mark.long
def test_every_reference_leads_somewhere(chapters, named, cover, edition):
    sources = (source for each in chapters.values() for source in prose(each, edition))
    text = "\n".join([cover, *sources])
    there = {each.id for each in named} | set(SECTION.findall(text)) | {"sec-glossary"}
    assert set(REFERENCE.findall(text)) <= there


@pytest.mark.long
def test_every_figure_and_table_is_spoken_of_in_its_own_chapter(chapters, shown, edition):
    spoken = {
        name: set(REFERENCE.findall("\n".join(prose(chapter, edition))))
        for name, chapter in chapters.items()
    }
    spoken[ANNEX] = set().union(*spoken.values())
    for name, told in spoken.items():
        assert {each.id for each in shown[name] if hasattr(each, "id")} <= told


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_placeholder_is_filled_for_every_published_year(chapters, cover, published, language):
    for year in published_years(published):
        edition = open_edition(year, language, published)
        texts = [source for each in chapters.values() for source in prose(each, edition)]
        first = fill(cover, edition, more=said_of(edition, SETTINGS))
        assert not [text for text in (first, *texts) if "{{" in text]


def opening(text):
    """Return the id of a text's heading and the first sentence below it."""
    heading, _, body = text.partition("\n")
    sentence = re.split(r"(?<=[.?!])\s", body.strip(), maxsplit=1)[0]
    return SECTION.search(heading).group(1), sentence


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_the_first_sentence_of_a_section_is_its_answer_with_a_number(chapters, published, year):
    edition = open_edition(year, "en", published)
    texts = [
        text
        for name, chapter in chapters.items()
        if name != "90-methodology"
        for text in prose(chapter, edition)
        if text.startswith("#")
    ]
    told = dict(map(opening, texts))
    assert len(told) > 30
    without = {name for name, said in told.items() if said and not re.search(r"\d|not shown", said)}
    assert without - LOOKED_UP == set()


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_prose_has_no_doubled_brackets_and_calls_no_fall_growth(chapters, published, year):
    edition = open_edition(year, "en", published)
    text = "\n".join(source for each in chapters.values() for source in prose(each, edition))
    assert not re.findall(r"\(\(|\bgrowth\b", text)


def test_numbers_that_do_not_meet_are_told_with_their_difference(chapters, published):
    edition = open_edition(2018, "en", published)
    text = " ".join("\n".join(prose(chapters["70-closure"], edition)).split())
    opened, ended = edition.cell("CL03"), edition.cell("CL06", year=2017)
    assert f"a difference of {abs(opened.value - ended.value):,}." in text
    closed, reasons = edition.cell("CL05"), edition.cell("CS01")
    assert f"the other {closed.value - reasons.value:,} are in systems" in text
    came = edition.cell("CL02").value + edition.cell("CL04").value
    assert (
        f"Closures were {100 * closed.value / came:.1f}% of the cases opened and reopened" in text
    )
