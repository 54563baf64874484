"""Small books of one feature each: what a reader sees is the same, whichever engine set it."""

from __future__ import annotations

import pytest
from lxml import html

from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.quarto import find_quarto

FIGURE = '![What is found](figures/fig.svg){#fig-a fig-alt="Bars"}'
TABLE = "| Group | Children |\n|:--|--:|\n| Girls | 5 |"
BOOKS = {
    "figure": (FIGURE, ["Figure 1.1", "What is found"]),
    "two figures": (
        f"{FIGURE}\n\n{FIGURE.replace('#fig-a', '#fig-b')}",
        ["Figure 1.1", "Figure 1.2"],
    ),
    "image in a line": ("Here: ![Seen](figures/fig.svg){width=50%}", ["Here:"]),
    "table": (f"{TABLE}\n\n: Counted {{#tbl-a}}", ["Table 1.1", "Counted", "Girls"]),
    "plain table": (TABLE, ["Group", "Girls"]),
    "references": (
        f"{FIGURE}\n\n{TABLE}\n\n: Counted {{#tbl-a}}\n\n"
        "See @fig-a and [-@tbl-a], [@fig-a; @tbl-a].",
        ["See Figure 1.1 and 1.1, Figure 1.1, Table 1.1."],
    ),
    "sections": ("## Part {#sec-p}\n\n### Deeper\n\nSee @sec-p.", ["1.1 Part", "See Section 1.1."]),
    "callout": ('::: {.callout-warning title="Take care"}\nSmall.\n:::', ["Take care", "Small."]),
    "callout without title": ("::: {.callout-note}\nSmall.\n:::", ["Note", "Small."]),
    "tiles": (
        "::: {.key-figures}\n- [7,012]{.key-value} [children]{.key-label}\n:::",
        ["7,012 children"],
    ),
    "notice": ("::: {.synthetic-note}\nMade up.\n:::", ["Made up."]),
    "one format": (
        '::: {.content-visible when-format="html"}\nHere.\n:::\n\n'
        '::: {.content-visible when-format="typst"}\nGone.\n:::',
        ["Here."],
    ),
    "text": ("*One* **two** `three` ~~four~~ [five](#sec-tale)\n\n> Six", ["One two three", "Six"]),
    "lists": ("- one\n- two\n\n1. three", ["one", "two", "three"]),
    "footnote": ("Said.[^1]\n\n[^1]: A note.", ["Said.1", "A note."]),
    "remark": ("Before <!-- hidden --> after", ["Before", "after"]),
}


def words(desk, engine):
    page = assemble(desk.book, desk.out, ["html"], engine)["html"].parent
    main = html.parse(str(page / "notebooks/10-key-figures.html")).getroot().find(".//main")
    for unread in main.xpath(".//script | .//style | .//nav"):
        unread.drop_tree()
    return " ".join(" ".join(main.itertext()).replace(" ,", ",").split())


@pytest.mark.parametrize(("markdown", "seen"), BOOKS.values(), ids=BOOKS)
def test_the_builtin_engine_shows_it(tale, markdown, seen):
    shown = words(tale(markdown), "builtin").replace("\u00a0", " ")
    squeezed = shown.replace(" ", "")
    assert [each for each in seen if each.replace(" ", "") not in squeezed] == []
    assert not {"hidden", "Gone."} & set(shown.split())


@pytest.mark.skipif(find_quarto() is None, reason="QUARTO IS ABSENT: its books were not compared")
@pytest.mark.parametrize(("markdown", "seen"), BOOKS.values(), ids=BOOKS)
def test_quarto_shows_it(tale, markdown, seen):
    squeezed = words(tale(markdown), "quarto").replace("\u00a0", "").replace(" ", "")
    assert [each for each in seen if each.replace(" ", "") not in squeezed] == []
    assert "hidden" not in squeezed
    assert "Gone." not in squeezed
