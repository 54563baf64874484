"""The next year starts from the year before: carried over, asked for, left to fill in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from docx import Document
from typer.testing import CliRunner

from cpims_report import cli
from cpims_report.config import PROFILES, Settings
from cpims_report.next_year.letters import LANGUAGES, read_words

ROOT = Path(__file__).parents[2]
YEAR = """# Our own words about the year.
year: 2018
cut_off: 2020-02-29   # late, because of the holidays
sources:
  # the largest first
  - {agency: jrf, profile: primero_v2_csv, system: jordan_cpims, received: 2019-02-03,
     files: ["jrf/jrf-2018-final.csv"]}
  - agency: imc
    profile: template_xlsx
    files: ["imc/*.xlsx"]
    excel_dates: 1904
    columns: {Sex of the child: sex}
    received: 2019-02-04
  - {agency: old, profile: unhcr_csv, files: ["old/*.csv"]}
focus: child_labour
notes:
  CL01: {en: Why it moved in 2018, ar: ""}

  CL02: A project began.
decide:
  - about: {agency: imc, column: sex, value: F2}
    answer: female
    who: A. B.
    when: "2018-11-28"
    because: asked in 2018
"""
MEMBERS = """agencies:
  jrf: {label: {en: Jordan River Foundation, ar: مؤسسة نهر الأردن}, short: JRF, from: 2014}
  imc: {label: {en: International Medical Corps}, short: IMC, from: 2014}
  old: {label: {en: Old Agency}, short: OLD, from: 2014, to: 2018}
  new: {label: {en: New Agency}, short: NEW, from: 2019}
advisor: {label: {en: UNICEF}}
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Return a workspace in which the command has prepared 2019, and what it said."""
    root = tmp_path_factory.mktemp("next")
    shutil.copytree(ROOT / "config", root / "config")
    (root / "_quarto.yml").touch()
    (root / "config" / "2018.yml").write_text(YEAR, "utf-8")
    (root / "config" / "agencies.yml").write_text(MEMBERS, "utf-8")
    said = run("new-year", 2019, root=root)
    return root, said


def run(*words: object, root: Path) -> str:
    """Return what the command says, run in this process."""
    answer = CliRunner().invoke(cli.app, [*map(str, words), "--root", str(root)])
    assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
    return answer.output


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(path).paragraphs)


def test_days_move_by_one_year_and_all_else_that_was_decided_stays(prepared):
    text = (prepared[0] / "config" / "2019.yml").read_text("utf-8")
    year = yaml.safe_load(text)
    assert (year["year"], f"{year['cut_off']}", year["focus"]) == (
        2019,
        "2021-02-28",
        "child_labour",
    )
    jrf, imc, _ = year["sources"]
    assert jrf["files"] == ["jrf/jrf-2019-final.csv"]
    assert jrf["system"] == "jordan_cpims"
    assert (imc["excel_dates"], imc["columns"]) == (1904, {"Sex of the child": "sex"})
    assert year["decide"] == yaml.safe_load(YEAR)["decide"]
    assert year["notes"] == {}
    for words in (
        "# Our own words about the year.",
        "# the largest first",
        "because of the holidays",
    ):
        assert words in text


def test_members_that_left_or_came_are_told_and_their_sources_follow(prepared):
    root, said = prepared
    sources = yaml.safe_load((root / "config" / "2019.yml").read_text("utf-8"))["sources"]
    assert [source["agency"] for source in sources] == ["jrf", "imc", "new"]
    assert "OLD is no member in 2019" in said
    assert "NEW is a member and sent nothing before" in said
    folders = sorted(path.name for path in (root / "data" / "raw" / "2019").iterdir())
    assert folders == ["imc", "jrf", "new"]


def test_what_nobody_could_know_is_one_problem_that_says_what_to_do(prepared):
    root, said = prepared
    told = Settings(root / "config").year(2019).to_fill
    assert str(told) in said
    assert told.code == "CFG-FILL"
    assert "received of jrf, imc, new; profile of new" in told.message
    assert "Write it in place of “?”" in told.action


def test_check_says_what_is_still_to_be_filled_in(prepared):
    said = run("check", 2019, root=prepared[0])
    assert said.count("[CFG-FILL]") == 1
    assert "received of jrf, imc, new; profile of new" in " ".join(said.split())


def test_a_letter_names_the_export_the_system_and_the_key_in_both_languages(prepared):
    folder = prepared[0] / "data" / "requests" / "2019"
    english, arabic = (text_of(folder / f"letter-jrf-{each}.docx") for each in ("en", "ar"))
    for letter in (english, arabic):
        assert "cpims-report deidentify EXPORT --system jordan_cpims --key-file KEY" in letter
        assert "CSV" in letter
        assert "{" not in letter
    assert "Jordan River Foundation" in english
    assert "after 28 February 2021" in english
    assert "مؤسسة نهر الأردن" in arabic
    assert "[TO FILL IN: " in english
    assert "[يُملأ: " in arabic
    right_to_left = Document(folder / "letter-jrf-ar.docx").element.xml
    assert "w:bidi" in right_to_left


def test_an_agency_without_a_system_gets_the_workbook_to_fill_in(prepared):
    folder = prepared[0] / "data" / "requests" / "2019"
    assert (folder / "template-imc.xlsx").is_file()
    assert (folder / "template-new.xlsx").is_file()
    assert not (folder / "template-jrf.xlsx").exists()
    assert "template-imc.xlsx" in text_of(folder / "letter-imc-en.docx")


def test_the_checklist_names_every_agency_and_what_changed_among_them(prepared):
    text = text_of(prepared[0] / "data" / "requests" / "2019" / "checklist.docx")
    for words in ("Jordan River Foundation: primero_v2_csv", "New Agency: layout not known yet"):
        assert words in text
    assert "OLD is no member in 2019" in text


def test_every_layout_has_words_for_its_export_in_every_language():
    assert set(read_words()["exports"]) == {*PROFILES, "?"}
    assert all(each.keys() == set(LANGUAGES) for each in read_words()["exports"].values())
