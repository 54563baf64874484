"""What the builtin engine cannot set is refused by name; docs/assembly.md lists what it can."""

from __future__ import annotations

import pytest

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.callouts import KINDS

REFUSED = {
    "::: {.panel-tabset}\n## A\n:::": ".panel-tabset",
    "::: {layout-ncol=2}\nA\n:::": "layout-ncol=",
    "::: {#fig-pair}\nA\n:::": "#fig-pair",
    '::: {.callout-note collapse="true"}\nA\n:::': "collapse=",
    "{{< video a.mp4 >}}": "video",
    "{{< pagebreak >}}": "pagebreak",
    "As someone wrote [@someone2018].": "@someone2018",
    "See [figure @fig-a].\n\n![A](figures/fig.svg){#fig-a}": "@fig-a",
    "See @eq-a.": "@eq-a",
    "$a^2$": "formula",
    "```{python}\n1 + 1\n```": "executable code block",
    "<video src='a.mp4'></video>": "Raw html",
    "```{=typst}\n#v(1em)\n```": "Raw typst",
    "[a]{.fancy}": ".fancy",
    "![A](figures/fig.svg){.lightbox}": ".lightbox",
    "![](figures/fig.svg)": "alternative text",
    "![Seen](figures/fig.svg)": "without an id like #fig-",
    '![Seen](figures/fig.svg){fig-alt="Bars"}': "alone in a paragraph",
    "Here: ![Seen](figures/fig.svg){width=200px}": "width 200px",
    "- [ ] to do\n- [x] done": "list of tasks",
    '::: {.content-visible when-format="revealjs"}\nA\n:::': "revealjs",
}


@pytest.mark.parametrize(("markdown", "name"), REFUSED.items(), ids=REFUSED.values())
def test_an_unknown_feature_is_refused_by_name(tale, markdown, name):
    desk = tale(markdown)
    with pytest.raises(AssemblyFailed) as refusal:
        desk.assemble("html")
    assert name in str(refusal.value)
    assert "10-key-figures" in str(refusal.value)
    assert not (desk.out / "site").exists()


def test_all_refusals_are_told_at_once(tale):
    desk = tale("$a$\n\n::: {.panel-tabset}\n:::\n\n{{< video a >}}")
    with pytest.raises(AssemblyFailed) as refusal:
        desk.assemble("html")
    assert len(refusal.value.problems) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_callouts_of_every_kind_have_a_title(tale, kind):
    desk = tale(f"::: {{.callout-{kind}}}\nText.\n:::")
    page = desk.assemble("html", "pdf")["html"].parent / "notebooks/10-key-figures.html"
    assert f">{kind.capitalize()}</div>" in page.read_text("utf-8").replace("\n", "")


def test_conditional_content_goes_where_it_should(tale):
    desk = tale(
        '::: {.content-visible when-format="html"}\nOn the page.\n:::\n\n'
        '::: {.content-hidden when-format="html"}\nOn paper.\n:::\n\n'
        '::: {.content-visible unless-format="typst"}\nNot in the PDF.\n:::\n'
    )
    page = desk.assemble("html")["html"].parent / "notebooks/10-key-figures.html"
    text = page.read_text("utf-8")
    assert "On the page." in text
    assert "On paper." not in text
    assert "Not in the PDF." in text


def test_the_page_of_supported_features_is_short_and_names_the_divisions(root):
    text = (root / "docs/assembly.md").read_text("utf-8")
    assert len(text.splitlines()) <= 60
    for name in (".callout-note", ".key-figures", ".synthetic-note", ".content-visible", "fig-alt"):
        assert name in text
