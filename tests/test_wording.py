"""Words of the configuration stand in the report as they are, so marks are refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.wording import MARKS, plain

MARKED = {
    "![plan](a.png)": "a picture",
    "<b>Girls": "a tag of HTML",
    "a <!-- remark -->": "a tag of HTML",
    "`x`": "code or a raw block",
    "```{=html}": "code or a raw block",
    "Girls {.big}": "an attribute or a placeholder",
    "{{ cell }}": "an attribute or a placeholder",
    "[here](http://example.org)": "a link or a footnote",
    "see @fig-x": "a reference",
    "**Girls**": "emphasis",
    "very _much_": "emphasis",
    "Girls | Boys": "a column of a table",
    "$x$": "a formula",
    "km^2^": "a raised or lowered letter",
    "a\\b": "a backslash",
    "# Girls": "a heading, list, quote or division",
    "Girls\n::: note": "a heading, list, quote or division",
}
PLAIN = (
    "Ma'an",
    "0–5 years",
    "Carried over + new - closed",
    "Above 95%, > 100 or < 5; ~300 children (US$ 20)",
    "child_labour; info@example.org",
    "قُدِّم ولم يُبت فيه",
)


@pytest.mark.parametrize("words", MARKED)
def test_a_mark_is_refused_by_its_name(words):
    with pytest.raises(ValueError, match=f"holds {MARKED[words]} "):
        plain(words)


def test_every_mark_has_an_example():
    assert set(MARKED.values()) == set(MARKS)


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_stand_as_they_are(words):
    assert plain(words) == words


CONFIG = Path(__file__).parent.parent / "config"
PLACES = {
    "agencies.yml": ("agencies", "imc", "label", "en"),
    "lookups.yml": ("sex", "female", "label", "ar"),
    "concerns.yml": ("concerns", "child_labour", "label", "en"),
    "places.yml": ("governorates", "amman", "label", "en"),
    "indicators.yml": ("indicators", "CL01", "definition", "en"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_mark_in_any_list_is_refused_when_the_configuration_is_read(tmp_path, name):
    shutil.copytree(CONFIG, tmp_path / "config")
    path = tmp_path / "config" / name
    content = yaml.safe_load(path.read_text("utf-8"))
    *above, last = PLACES[name]
    place = content
    for key in above:
        place = place[key]
    place[last] = "Girls `x`{=html}"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(ConfigurationError, match=f"{last}”: the text holds code") as refusal:
        Settings(tmp_path / "config").check()
    assert f"config/{name}" in str(refusal.value)


def test_a_note_on_an_indicator_that_nobody_knows_is_refused(tmp_path):
    shutil.copytree(CONFIG, tmp_path / "config")
    path = tmp_path / "config" / "2018.yml"
    path.write_text(path.read_text("utf-8").replace("notes: {}", "notes: {CL1: A project}"))
    with pytest.raises(ConfigurationError, match="“CL1”"):
        Settings(tmp_path / "config").year(2018)


def test_a_note_that_no_page_would_print_is_refused(tmp_path):
    shutil.copytree(CONFIG, tmp_path / "config")
    path = tmp_path / "config" / "2018.yml"
    path.write_text(path.read_text("utf-8").replace("notes: {}", "notes: {CL10: {en: A project}}"))
    with pytest.raises(ConfigurationError, match="no page would print the note"):
        Settings(tmp_path / "config").year(2018)


def test_the_words_of_this_repository_are_plain():
    Settings(CONFIG).check()
