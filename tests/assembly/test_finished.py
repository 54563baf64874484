"""Whatever engine made the book: no mark of Markdown is left where a reader sees it."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from lxml import html

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.engines import choose

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


def test_quarto_itself_makes_the_same_pages_headings_figures_and_tables(
    tmp_path_factory, english, root
):
    """The one test that needs Quarto: elsewhere a stand-in speaks for it."""
    engine = choose("auto", root)
    if engine.command is None:
        pytest.skip(f"NO QUARTO HERE, the engine `quarto` is NOT TESTED AGAINST ITSELF: {engine}")
    out = tmp_path_factory.mktemp("quarto")
    made = assemble(english.desk.book, out, ["html", "pdf"], "quarto")
    site = made["html"].parent
    for page in english.pages:
        ours, theirs = (
            html.parse(str(path)).getroot()
            for path in (page, site / page.relative_to(english.site))
        )
        for seen in (ids, headings):
            assert set(seen(ours)) <= set(seen(theirs)), page.name


def test_quarto_stops_in_the_repository_itself_and_changes_no_file(tmp_path, root):
    engine = choose("auto", root)
    if engine.command is None:
        pytest.skip(f"NO QUARTO HERE, a plain `quarto render` is NOT TRIED: {engine}")
    kept = ("_quarto.yml", "_quarto-ar.yml", "index.qmd", ".gitignore", "_extensions", "notebooks")
    for name in kept:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy2
        copy(root / name, tmp_path / name)
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    done = subprocess.run(
        [engine.command, "render"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    state = subprocess.run(
        [*git, "status", "--short"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.returncode != 0
    assert "make report" in done.stdout + done.stderr
    assert state.stdout == ""


def ids(page):
    return [each for each in page.xpath("//@id") if each.startswith(("fig-", "tbl-"))]


def headings(page):
    found = page.xpath("//main//h2//text()")
    return [" ".join(words.split()) for words in found if any(map(str.isalpha, words))]
