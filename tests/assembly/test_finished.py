"""Whatever engine made the book: no mark of Markdown is left where a reader sees it."""

from __future__ import annotations

import pytest

from cpims_report.errors import AssemblyFailed

MARKS = {
    "{#": "## Heading {#sec-one}{#sec-two}",
    ":::": "Text ::: {.callout-note} in a line.",
    "?@": r"See ?\@fig-gone, which Quarto writes for a reference to nothing.",
    "{{": r"The number is \{\{ cell }}.",
}


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_that_is_left_stops_the_build_with_page_and_text(tale, form, mark):
    desk = tale(MARKS[mark])
    with pytest.raises(AssemblyFailed, match="Marks of Markdown") as refusal:
        desk.assemble(form)
    told = str(refusal.value)
    place = {"html": "10-key-figures.html", "pdf": "PDF, page ", "docx": "DOCX, paragraph "}[form]
    assert place in told
    assert f"“{mark}” is left" in told
    assert refusal.value.exit_code == 6
    assert not any(path.name != "book" for path in desk.out.iterdir())


def test_code_may_show_a_mark_on_purpose(tale):
    desk = tale("Write `{{` and `::: {.note}`.\n\n```\n# A {#sec-a}, ?@fig-x\n```\n")
    assert set(desk.assemble("html", "pdf", "docx")) == {"html", "pdf", "docx"}


def test_a_mark_in_an_alternative_text_is_found(tale):
    desk = tale('![Caption](figures/fig.svg){#fig-x fig-alt="Bars ::: here"}')
    with pytest.raises(AssemblyFailed, match=r"10-key-figures\.html.*Bars"):
        desk.assemble("html")
