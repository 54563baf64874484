"""A workspace for another country: made from a form export, or not at all."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import yaml
from typer.testing import CliRunner

from cpims_report import cli
from cpims_report.errors import CpimsError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def forms(tmp_path_factory, below):
    """Return the form export, in French, of an invented country."""
    path = tmp_path_factory.mktemp("forms") / "forms.xlsx"
    countries = below("records/systems/countries")
    return countries.write_forms(below("records/systems/atlas").COUNTRIES["sahel"], "fr", path)


def run(*words):
    """Return the exit code and output of the command, which never ends in a traceback."""
    answer = CliRunner().invoke(cli.app, [*map(str, words)])
    error = answer.exception
    assert isinstance(error, CpimsError | SystemExit | None), repr(error)
    code = error.exit_code if isinstance(error, CpimsError) else answer.exit_code
    return code, answer.output + str(error or "")


def make(to, forms, *more):
    """Return what the command says of a new country."""
    return run("new-country", to, "--from", forms, "--year", 2018, *more, "--root", ROOT)


@pytest.fixture(scope="module")
def cameroon(tmp_path_factory, forms):
    """Return the workspace of a country, and what the command said."""
    to = tmp_path_factory.mktemp("country") / "cameroon"
    code, text = make(to, forms, "--name", "Cameroon", "--language", "fr")
    assert code == 0, text
    return to, text


def test_a_new_country_says_what_to_do_next_in_five_lines(cameroon):
    _, text = cameroon
    steps = text.partition("Next:\n")[2].splitlines()
    assert [step.partition(".")[0] for step in steps] == list("12345")
    assert steps[-1] == "5. cpims-report build 2018 --language fr"


def test_a_new_country_has_what_all_share_and_nothing_of_the_year_or_places_of_another(cameroon):
    root, _ = cameroon
    config = sorted(path.name for path in (root / "config").glob("*.yml"))
    assert "2017.yml" not in config
    assert {"places.yml", "agencies.yml", "2018.yml", "concerns.yml", "lookups.yml"} <= {*config}
    assert [path.name for path in (root / "locale").iterdir()] == ["fr"]
    assert (root / "config" / "systems" / "cameroon_cpims.yml").is_file()
    assert len(list((root / "notebooks").glob("*.ipynb"))) == 16
    assert not list(root.rglob("*.csv")) + list(root.rglob("*.part"))
    for path in (*root.glob("*.*"), root / "config" / "places.yml"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert "Jordan" not in text, path


def test_the_country_is_called_by_its_name_in_each_language(cameroon):
    root, _ = cameroon
    places = yaml.safe_load((root / "config" / "places.yml").read_text("utf-8"))
    assert places["country"] == {"en": "Cameroon", "fr": "Cameroun"}
    assert places["country_aliases"] == ["CMR", "CM"]
    assert places["timezone"] == "Africa/Douala"
    assert "CPIMS, Cameroun" in (root / "_quarto-fr.yml").read_text("utf-8")


def test_check_names_each_open_place_until_it_is_filled(cameroon):
    root, _ = cameroon
    code, text = run("check", 2018, "--root", root)
    told = " ".join(text.split())
    assert code == 0
    assert text.count("CFG-FILL") == 3
    assert "governorates.area_1.label.fr" in told
    assert "agencies.member_1.short, advisor.label.en" in told


def test_a_folder_that_holds_something_is_left_alone(tmp_path, forms):
    (tmp_path / "mine.txt").write_text("mine")
    code, text = make(tmp_path, forms)
    assert code == 2
    assert "is there already" in text
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_is_no_form_export_leaves_nothing_behind(tmp_path):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    code, text = make(tmp_path / "here", tmp_path / "other.xlsx")
    assert code == 3
    assert text.count("IN-FORMS") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["other.xlsx"]


def test_a_language_without_catalogues_is_refused_with_those_that_there_are(tmp_path, forms):
    code, text = make(tmp_path / "here", forms, "--language", "sw")
    assert code == 2
    assert "one of en, ar, fr" in text
    assert not list(tmp_path.iterdir())
