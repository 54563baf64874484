"""Which steps make an edition, and in which order."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cpims_report.editions import plan
from cpims_report.errors import ConfigurationError
from cpims_report.pipeline import Step
from cpims_report.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for year in (2016, 2017, 2018):
        (tmp_path / "config").mkdir(exist_ok=True)
        (tmp_path / "config" / f"{year}.yml").touch()
        (tmp_path / "data" / "raw" / str(year)).mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    for name in ("01-clean", "02-indicators", "03-protect", "10-key-figures", "90-methodology"):
        (tmp_path / "notebooks" / f"{name}.ipynb").touch()
    listed = ("10-key-figures", "90-methodology")
    (tmp_path / "_quarto.yml").write_text(
        "book:\n  chapters:\n" + "".join(f"    - notebooks/{name}.ipynb\n" for name in listed)
    )
    return Workspace(tmp_path)


def seal(workspace: Workspace, *years: int) -> None:
    for year in years:
        workspace.published(year).mkdir(parents=True)
        (workspace.published(year) / "seal.json").touch()


def names(steps: list[Step]) -> list[str]:
    return [step.name for step in steps]


def test_a_year_goes_from_raw_files_to_an_assembled_edition(workspace):
    seal(workspace, 2016, 2017)
    assert names(plan(workspace, [2018], ["en"], ["html"], "auto")) == [
        "2017/clean",
        "2018/clean",
        "2018/indicators",
        "2018/protect",
        "2018-en/10-key-figures",
        "2018-en/90-methodology",
        "2018-en/assemble",
    ]


def test_a_notebook_that_the_book_does_not_list_takes_no_part(workspace):
    (workspace.notebooks / "55-scratch.ipynb").touch()
    planned = names(plan(workspace, [2018], ["en"], ["html"], "auto", from_published=False))
    assert not [name for name in planned if "55-scratch" in name]


def test_earlier_years_without_sealed_data_are_published_first(workspace):
    seal(workspace, 2016)
    steps = plan(workspace, [2018], ["en"], ["html"], "auto")
    assert names(steps)[:4] == ["2016/clean", "2017/clean", "2017/indicators", "2017/protect"]
    by_name = {step.name: step for step in steps}
    assert "2017/protect" in by_name["2018/protect"].after
    assert "2017/protect" in by_name["2018-en/10-key-figures"].after
    assert workspace.published(2017) in by_name["2018-en/10-key-figures"].inputs


def test_the_year_before_is_cleaned_for_the_comparison_and_no_more(workspace):
    seal(workspace, 2016, 2017)
    by_name = {step.name: step for step in plan(workspace, [2018], ["en"], ["html"], "auto")}
    assert "2017/clean" in by_name["2018/indicators"].after
    assert workspace.processed(2017) / "cases.parquet" in by_name["2018/indicators"].inputs
    assert "2017/indicators" not in by_name
    assert "2016/clean" not in by_name


def test_without_files_of_the_year_before_nothing_of_it_is_planned(workspace):
    shutil.rmtree(workspace.raw(2017))
    steps = plan(workspace, [2018], ["en"], ["html"], "auto")
    by_name = {step.name: step for step in steps}
    assert "2017/clean" not in by_name
    assert by_name["2018/indicators"].after == ("2018/clean",)
    table = workspace.processed(2017) / "cases.parquet"
    assert table in by_name["2018/indicators"].inputs, "tables that come are seen"


def test_from_published_data_no_confidential_step_is_planned(workspace):
    seal(workspace, 2017, 2018)
    steps = plan(workspace, [2018], ["en"], ["html"], "auto", from_published=True)
    assert all(name.startswith("2018-en/") for name in names(steps))
    with pytest.raises(ConfigurationError, match="data/published/2016 is not there"):
        plan(workspace, [2016], ["en"], ["html"], "auto", from_published=True)


def test_chapters_get_no_path_of_the_confidential_side(workspace):
    seal(workspace, 2016, 2017)
    for step in plan(workspace, [2018], ["en"], ["html"], "auto"):
        if step.notebook and step.name.startswith("2018-en/"):
            given = [*map(str, step.inputs), *step.environment.values()]
            assert not [text for text in given if "raw" in text or "processed" in text]
            assert "CPIMS_LINK_KEY" not in step.environment


def test_each_language_is_an_edition_of_its_own(workspace):
    seal(workspace, 2016, 2017)
    steps = plan(workspace, [2018], ["en", "ar"], ["html", "pdf"], "auto")
    outputs = {step.name: step.outputs for step in steps if step.name.endswith("assemble")}
    assert outputs["2018-ar/assemble"] == (
        workspace.root / "build/2018-ar/book",
        workspace.root / "build/2018-ar/review.json",
        workspace.root / "build/2018-ar/site",
        workspace.root / "build/2018-ar/cpims-annual-report-2018-ar.pdf",
        workspace.root / "build/2018-ar/cpims-annual-report-2018-ar-draft.pdf",
    )
    assert "2018-en/assemble" in outputs
