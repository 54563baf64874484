"""The findings of the year: found by rule from published cells, with reasons and limits."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cpims_report.report import open_edition, summary
from cpims_report.report.summary.finding import Finding, rank
from cpims_report.report.unexplained import unexplained

DATA = Path(__file__).parents[2] / "data" / "published"


def leads(edition) -> list[str]:
    return re.findall(r"^\d\. \*\*(.+?)\*\*", summary.findings(edition).markdown, re.MULTILINE)


def test_the_sample_tells_by_itself_that_a_project_in_one_place_made_the_rise():
    edition = open_edition(2018, "en", DATA)
    first = summary.findings(edition).markdown.split("\n\n")[0]
    now, before = (edition.cell("CL01", year=year).value for year in (2018, 2017))
    assert f"{now:,} children, {now - before} or" in first
    for told in ("Child labour accounts for it", "Zarqa", "one member’s", "fewer children"):
        assert told in first
    assert len(leads(edition)) == 5
    assert edition.caveat in summary.findings(edition).markdown
    arabic = summary.findings(open_edition(2018, "ar", DATA)).markdown.split("\n\n")[0]
    assert "الزرقاء" in arabic
    assert not re.search("[A-Za-z]", arabic.split("@")[0])


@pytest.fixture
def changed(published, tmp_path, reseal):
    """Return an edition of 2018 in which some cells are others."""

    def change(**status_of):
        for year in (2017, 2018):
            shutil.copytree(published / str(year), tmp_path / str(year), dirs_exist_ok=True)
        path = tmp_path / "2018" / "indicators.csv"
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)
        for indicator, status in status_of.items():
            gone = cells["indicator"].eq(indicator)
            cells.loc[gone, ["value", "base", "percent"]] = ""
            cells.loc[gone, "status"] = status
        cells.to_csv(path, index=False, lineterminator="\n")
        reseal(tmp_path / "2018")
        return open_edition(2018, "en", tmp_path)

    return change


def test_the_chart_shows_what_moved_the_number_and_no_withheld_change(tmp_path, monkeypatch):
    monkeypatch.setenv("CPIMS_PALETTE", str(DATA.parents[1] / "_extensions/cpims/palette.yml"))
    monkeypatch.chdir(tmp_path)
    for language in ("en", "ar"):
        edition = open_edition(2018, language, DATA)
        picture = summary.contributions(edition)
        assert edition.label("concern", "child_labour") in picture.caption
        changes = edition.table("CL08", by=["concern"], comparison="change")
        hidden = changes[changes["value"].isna()]["concern_label"]
        assert len(hidden)
        assert not [name for name in hidden if name in picture.alt]
        assert edition.signed(int(changes["value"].max())) in picture.alt


def test_what_is_withheld_or_not_collected_makes_no_finding(changed):
    edition = changed(BI01="suppressed", UA01="not_collected", CL06="suppressed")
    told = summary.findings(edition, 9).markdown
    assert not re.search("best interests|unaccompanied|were open", told)
    assert "None" not in told
    assert "not shown" not in told
    assert "Unaccompanied and separated children" in summary.not_known(edition).markdown


def test_headline_numbers_that_moved_without_a_reason_are_named(published):
    named = [line[:4] for line in unexplained(published, 2018)]
    assert named
    assert "CL01" not in named


def test_a_change_that_coverage_explains_does_not_count():
    grown = Finding("coverage", about=10, moved=500, section="s", base=900, base_before=400)
    real = Finding("real", about=10, moved=20, section="s", base=410, base_before=400)
    small = Finding("small", about=11, moved=0, section="s")
    assert [each.lead for each in rank([grown, small, real], 3)] == ["real", "small", "coverage"]
