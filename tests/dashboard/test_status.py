"""`status` says on one screen, and as a page, where a year stands and what comes next."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner

from cpims_report import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path):
    """Return a workspace with the settings of this repository and no data."""
    for name in ("config", "notebooks", "_extensions"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("_quarto.yml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def say(root: Path, *words: object) -> str:
    answer = CliRunner().invoke(cli.app, [*map(str, words), "--root", str(root)])
    assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
    return answer.output


def row(text: str, agency: str) -> str:
    return " ".join(next(line for line in text.splitlines() if line.startswith(agency)).split())


def received(root: Path, words: str) -> None:
    """Put one file of one agency in its place."""
    folder = root / "data" / "raw" / "2018" / "jrf"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.csv").write_text(words)


def test_an_agency_goes_from_nothing_to_checked_and_back_when_its_file_changes(workspace):
    assert row(say(workspace, "status", 2018), "JRF") == "JRF nothing yet – 0 0 0"
    received(workspace, "a,b\n1,2\n")
    assert row(say(workspace, "status", 2018), "JRF") == "JRF 2019-02-03 not yet 1 0 0"
    say(workspace, "check", 2018)
    told = say(workspace, "status", 2018)
    words = row(told, "JRF").split()
    assert words[:4] == ["JRF", "2019-02-03", "yes", "1"]
    assert int(words[4]) >= 1
    assert f"Refused, to be mended by the agency: JRF {words[4]}" in told
    received(workspace, "a,b\n1,3\n")
    assert row(say(workspace, "status", 2018), "JRF") == "JRF 2019-02-03 changed since 1 0 0"


def test_an_open_decision_stands_with_its_agency_and_is_the_next_thing_to_do(workspace):
    path = workspace / "config" / "2018.yml"
    asked = "decide:\n  - about: {agency: imc, column: sex, value: F2, records: 3}\n    answer:\n"
    path.write_text(path.read_text("utf-8") + asked, "utf-8")
    told = say(workspace, "status", 2018)
    assert row(told, "IMC").endswith(" 1")
    assert row(told, "JRF").endswith(" 0")
    assert "Decide: 1 open, cpims-report check 2018 --interactive" in told


def test_what_is_to_be_filled_in_is_told_first(workspace):
    path = workspace / "config" / "2018.yml"
    path.write_text(path.read_text("utf-8").replace("received: 2019-02-05", 'received: "?"'))
    ahead = say(workspace, "status", 2018).partition("Between here and the report:")[2]
    assert ahead.split("\n")[1].startswith("  1. [CFG-FILL] config/2018.yml: ")
    assert "received of unhcr" in ahead


def test_numbers_without_a_reason_are_told_for_sealed_data_and_agencies_are_not(workspace):
    shutil.copytree(ROOT / "data" / "published", workspace / "data" / "published")
    told = say(workspace, "status", 2018)
    assert "Moved without a reason:\n  CL01  Children supported in the year: " in told
    assert "1. Build: cpims-report build 2018 --from-published" in told
    assert "JRF" not in told


def test_it_is_one_screen(workspace):
    shutil.copytree(ROOT / "data" / "published", workspace / "data" / "published")
    received(workspace, "a,b\n")
    assert len(say(workspace, "status").splitlines()) <= 36


def test_open_reviews_of_a_built_edition_are_named(workspace):
    record = workspace / "build" / "2018-ar" / "review.json"
    record.parent.mkdir(parents=True)
    items = dict.fromkeys(("index", "20-children", "disclosure"), "0" * 64)
    record.write_text(json.dumps({"draft": True, "items": items}))
    told = say(workspace, "status", 2018)
    assert "Review open:\n  ar: 3 of 3 open: index, 20-children, disclosure" in told
    assert "Review what is built: cpims-report review 2018" in told


def test_the_page_says_the_same_and_loads_nothing(workspace):
    target = workspace / "build" / "status.html"
    told = say(workspace, "status", 2018, "--html", target)
    text = target.read_text("utf-8")
    page = html.fromstring(text)
    assert page.get("lang") == "en"
    assert not page.xpath("//*[@src] | //link | //script | //*[starts-with(@href, 'http')]")
    assert "url(" not in text
    for table in page.xpath("//table"):
        assert table.xpath("caption")
        assert not table.xpath(".//th[not(@scope)]")
    assert [each.text for each in page.xpath("//tbody/tr/th")][:2] == ["IMC", "UNHCR"]
    ahead = [" ".join(each.split()) for each in page.xpath("//ol/li/text()")]
    assert ahead
    assert all(line in " ".join(told.split()) for line in ahead)


def test_a_page_of_another_kind_is_refused(workspace):
    answer = CliRunner().invoke(
        cli.app, ["status", "2018", "--html", "a.pdf", "--root", str(workspace)]
    )
    assert "ends in .html" in str(answer.exception)
