"""What an edition says of itself: whom to write to, what comes next, whose records, which words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from cpims_report.building import tell_unexplained
from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.publishing import said_of
from cpims_report.report import open_edition
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


def said(folder, language):
    edition = open_edition(2018, language, ROOT / "data" / "published")
    return said_of(edition, Settings(folder))


def publication(folder, **entries):
    path = folder / "publication.yml"
    text = path.read_text("utf-8")
    for key, value in entries.items():
        assert f"\n{key}: {{}}" in text
        text = text.replace(f"\n{key}: {{}}", f"\n{key}: {value}")
    path.write_text(text, "utf-8")


def test_an_edition_quotes_contact_and_next_release_and_invents_neither(folder):
    assert said(folder, "en")["next_release"] == "not fixed yet"
    assert "@" not in said(folder, "en")["contact"]
    given = {"contact": "{en: Desk 4, ar: المكتب ٤}", "next_release": "{2018: {en: May 2020}}"}
    publication(folder, **given)
    assert said(folder, "en")["contact"] == "Desk 4"
    assert said(folder, "ar")["contact"] == "المكتب ٤"
    assert said(folder, "en")["next_release"] == "May 2020"


def test_what_is_not_fixed_is_named(folder, tmp_path):
    console = Console(record=True, width=120)
    tell_unexplained(Workspace(tmp_path), 2018, console)
    told = console.export_text()
    assert "contact of config/publication.yml" in told
    assert "next_release: 2018 of config/publication.yml" in told
    publication(folder, contact="{en: Desk 4}", next_release="{2018: {en: May 2020}}")
    tell_unexplained(Workspace(tmp_path), 2018, console)
    assert "publication.yml" not in console.export_text()


def test_an_unknown_entry_is_refused(folder):
    publication(folder, contact="{en: Desk 4, phone: 06}")
    with pytest.raises(ConfigurationError):
        said(folder, "en")


def test_coverage_names_each_member_its_areas_and_its_system_of_each_year(folder):
    path = folder / "agencies.yml"
    line = "short: TdHL, from: 2014"
    text = path.read_text("utf-8")
    assert line in text
    path.write_text(text.replace(line, f"areas: [zarqa, amman], {line}"), "utf-8")
    rows = {
        cells[1]: cells[2:-1]
        for row in said(folder, "en")["coverage_table"].splitlines()
        if len(cells := [cell.strip() for cell in row.split("|")]) > 3
    }
    assert rows["Member"] == ["Governorates", "2018", "2017", "2016"]
    assert rows["TdHL"] == ["Zarqa and Amman", "Primero 2 (CPIMS+)", "Primero 1", "Primero 1"]
    assert rows["IMC"][0] == "all"
    (folder / "2017.yml").unlink()
    assert (
        "| TdHL | Zarqa and Amman | Primero 2 (CPIMS+) | – | Primero 1 |"
        in (said(folder, "en")["coverage_table"])
    )


@pytest.mark.parametrize(("language", "other"), [("en", "ar"), ("ar", "en")])
def test_each_term_stands_in_both_languages_with_its_meaning(folder, language, other):
    table = said(folder, language)["glossary_table"]
    terms = Settings(folder).glossary
    assert len(terms) > 15
    for each in terms:
        term, meaning = each.term.model_dump(), each.meaning.model_dump()
        assert all((term[language], term[other], meaning[language]))
        direction = {"ar": "rtl", "en": "ltr"}[other]
        abroad = f'[{term[other]}]{{lang="{other}" dir="{direction}"}}'
        assert f"| **{term[language]}** | {abroad} | {meaning[language]} |" in table


@pytest.mark.parametrize(
    ("given", "read"), [("https://a.example/r/", "https://a.example/r"), ("", "")]
)
def test_an_address_on_the_web_is_read_without_its_last_slash(folder, given, read):
    write_address(folder, given)
    assert Settings(folder).publication.address == read


@pytest.mark.parametrize("given", ["www.a.example", 'https://a.example/"x', "file:///x"])
def test_what_is_no_address_on_the_web_is_refused(folder, given):
    write_address(folder, given)
    with pytest.raises(ConfigurationError, match="address"):
        _ = Settings(folder).publication


def write_address(folder, given):
    path = folder / "publication.yml"
    path.write_text(path.read_text("utf-8").replace('address: ""', f"address: '{given}'"), "utf-8")
