"""The Task Force's recommendations: its words, this edition's numbers, last year's beside them."""

import pytest

from cpims_report.errors import NotebookFailed
from cpims_report.report.handwritten import handwritten


@pytest.fixture
def config(tmp_path):
    for year in (2017, 2018):
        folder = tmp_path / "config" / str(year)
        folder.mkdir(parents=True)
        (folder / "recommendations.en.md").write_text(
            'Plan for {{ cell("CL01") | count("child") }}.\n', "utf-8"
        )
    return tmp_path / "config"


def test_each_years_text_has_the_numbers_of_its_own_year(config, edition):
    told = handwritten(edition, config)
    now, before = (edition.cell("CL01", year=year).value for year in (2018, 2017))
    assert told["recommended"] == f"Plan for {now:,} children."
    assert told["recommended_before"] == f"Plan for {before:,} children."


def test_a_language_without_a_text_has_the_english_one(config, arabic):
    english = handwritten(arabic, config)["recommended"]
    assert english.startswith('\n::: {lang="en" dir="ltr"}\nPlan for')
    (config / "2018" / "recommendations.ar.md").write_text("التخطيط.", "utf-8")
    assert handwritten(arabic, config)["recommended"] == "التخطيط."


def test_a_year_without_recommendations_has_none(tmp_path, edition):
    assert set(handwritten(edition, tmp_path).values()) == {""}


def test_a_number_that_is_not_published_is_told_with_the_file(config, edition):
    (config / "2018" / "recommendations.en.md").write_text('{{ cell("XX01") | number }}', "utf-8")
    with pytest.raises(NotebookFailed, match=r"config/2018/recommendations\.en\.md"):
        handwritten(edition, config)
