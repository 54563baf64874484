"""The staged book holds what readers may see, and nothing of how it came about."""

from __future__ import annotations

import json

import pytest
import yaml

from cpims_report.errors import AssemblyFailed, NotebookFailed, Problem


def staged(desk, name="10-key-figures"):
    return json.loads((desk.book / f"notebooks/{name}.ipynb").read_text("utf-8"))


def first_source(desk):
    return "".join(staged(desk)["cells"][0]["source"])


def snapshot(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_book_has_the_paths_of_the_specification(desk):
    desk.stage()
    for chapter in yaml.safe_load((desk.book / "_quarto.yml").read_text("utf-8"))["book"][
        "chapters"
    ]:
        assert (desk.book / chapter).is_file()
    assert (desk.book / "_extensions/cpims/fonts").is_dir()
    assert (desk.book / "notebooks/figures/fig.svg").is_file()


def test_no_trace_of_execution_is_staged(desk):
    desk.stage()
    text = (desk.book / "notebooks/10-key-figures.ipynb").read_text("utf-8")
    for trace in ("papermill", "2031-01-01", "iopub", "secret_call", "widgets", "text/plain"):
        assert trace not in text
    code = [cell for cell in staged(desk)["cells"] if cell["cell_type"] == "code"]
    assert code
    assert all(cell["execution_count"] is None and cell["metadata"] == {} for cell in code)


def test_every_line_of_a_cell_keeps_its_end_for_quarto_joins_lines_as_they_are(desk):
    desk.stage()
    for path in desk.book.rglob("*.ipynb"):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            texts = [cell["source"], *(o["data"]["text/markdown"] for o in cell.get("outputs", []))]
            assert all(isinstance(text, list) for text in texts)
            assert all(line.endswith("\n") for text in texts for line in text[:-1])
    assert len(staged(desk)["cells"][0]["source"]) > 5


def test_previews_and_hidden_cells_are_not_staged(desk):
    desk.stage()
    text = (desk.book / "notebooks/10-key-figures.ipynb").read_text("utf-8")
    assert "preview" not in text
    assert "parameters" not in text
    assert all(cell["source"] or cell["outputs"] for cell in staged(desk)["cells"])


def test_every_markdown_cell_and_the_first_page_are_filled(desk):
    seen = []

    def fill(text, name):
        seen.append(name)
        return text.replace("Slowly", "Quickly").replace("What it tells", "What it told")

    desk.stage(fill)
    assert {"index", "10-key-figures", "90-methodology"} <= set(seen)
    assert "Quickly" in (desk.book / "index.qmd").read_text("utf-8")
    assert "What it told" in first_source(desk)


def test_the_year_comes_into_subtitle_and_file_name(desk):
    desk.stage()
    book = yaml.safe_load((desk.book / "_quarto.yml").read_text("utf-8"))["book"]
    assert book["subtitle"] == "Annual report 2031"
    assert book["output-file"] == "cpims-annual-report-2031-en"


def test_what_stops_quarto_in_the_repository_itself_is_not_staged(desk, root):
    project = yaml.safe_load((root / "_quarto.yml").read_text("utf-8"))["project"]
    stop = (root / project["pre-render"]).read_text("utf-8")
    assert "Deno.exit(1)" in stop
    assert "make report" in stop
    lines = (root / ".gitignore").read_text("utf-8").splitlines()
    assert {"/.quarto/", "**/*.quarto_ipynb"} <= set(lines)
    desk.stage()
    staged_project = yaml.safe_load((desk.book / "_quarto.yml").read_text("utf-8"))["project"]
    assert staged_project == {k: v for k, v in project.items() if k != "pre-render"}


def test_an_arabic_edition_writes_to_its_profile(desk):
    desk.stage(lang="ar")
    base = yaml.safe_load((desk.book / "_quarto.yml").read_text("utf-8"))
    profile = yaml.safe_load((desk.book / "_quarto-ar.yml").read_text("utf-8"))
    assert base["book"]["subtitle"] == "Annual report"
    assert profile["book"]["subtitle"] == "التقرير السنوي 2031"
    assert profile["book"]["output-file"] == "cpims-annual-report-2031-ar"
    assert profile["cpims"]["members"] == "ABC · DEF"


def test_words_that_are_given_stand_as_given(desk):
    desk.stage(subtitle="For 2031", **{"output-file": "other"})
    book = yaml.safe_load((desk.book / "_quarto.yml").read_text("utf-8"))["book"]
    assert (book["subtitle"], book["output-file"]) == ("For 2031", "other")


def test_only_synthetic_data_is_called_synthetic(desk):
    desk.stage(synthetic=False)
    for name in ("_quarto.yml", "_quarto-ar.yml"):
        assert "synthetic" not in yaml.safe_load((desk.book / name).read_text("utf-8"))["cpims"]


def test_the_caveat_stands_below_the_heading_of_each_chapter(desk):
    desk.stage()
    heading, *rest = first_source(desk).split("\n")
    assert heading.startswith("# About key-figures")
    assert "not prevalence" in "\n".join(rest[:8])


def test_staging_again_gives_the_same_bytes(desk):
    desk.stage()
    first = snapshot(desk.book)
    desk.stage()
    assert snapshot(desk.book) == first


def test_a_chapter_that_left_the_book_leaves_the_stage(desk):
    desk.stage()
    desk.setting(lambda content: content["book"]["chapters"].remove("notebooks/70-closure.ipynb"))
    desk.stage()
    assert not (desk.book / "notebooks/70-closure.ipynb").exists()
    assert (desk.book / "notebooks/figures/fig.svg").is_file()


def test_outputs_that_are_not_markdown_are_refused_with_cell_and_kind(desk, cells):
    prose, call = cells
    desk.write("10-key-figures", prose("# A"), call(**{"text/html": "<b>1</b>"}))
    desk.write("20-children", prose("# B"), call(**{"text/plain": "1234"}))
    with pytest.raises(AssemblyFailed) as refusal:
        desk.stage()
    told = str(refusal.value)
    assert "text/html" in told
    assert "text/plain" in told
    assert "1234" not in told


def test_a_chapter_that_the_year_does_not_have_is_left_out(desk):
    desk.stage(without=["notebooks/90-methodology.ipynb"])
    book = yaml.safe_load((desk.book / "_quarto.yml").read_text("utf-8"))["book"]
    assert "notebooks/90-methodology.ipynb" not in book["chapters"]
    assert not (desk.book / "notebooks/90-methodology.ipynb").exists()
    assert len(book["chapters"]) > 1


def test_a_missing_chapter_is_named_and_nothing_is_written(desk):
    (desk.executed / "30-concerns.ipynb").unlink()
    before = snapshot(desk.out)
    with pytest.raises(AssemblyFailed, match=r"30-concerns\.ipynb"):
        desk.stage()
    assert snapshot(desk.out) == before


def test_an_unfilled_placeholder_is_named(desk):
    (desk.root / "index.qmd").write_text('# A {.unnumbered}\n\n{{ cell("CL01") }}', "utf-8")
    with pytest.raises(AssemblyFailed, match="CL01"):
        desk.stage()


def test_the_callers_refusal_is_told_for_all_chapters_and_nothing_is_left(desk):
    def fill(text, name):
        raise NotebookFailed("no", [Problem("P", f"{name} has a bad placeholder")])

    before = snapshot(desk.out)
    with pytest.raises(NotebookFailed) as refusal:
        desk.stage(fill)
    assert len(refusal.value.problems) == 7
    assert snapshot(desk.out) == before
    assert not list(desk.out.rglob(".unfinished*"))
