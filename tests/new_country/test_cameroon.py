"""The example of another country goes the whole way, by configuration alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "cameroon"
BANDS = {"0-4": (0, 4), "5-9": (5, 9), "10-14": (10, 14), "15-17": (15, 17)}


@pytest.fixture(scope="module")
def built(tmp_path_factory, cpims):
    """Return the workspace of the example: made, overlaid, learnt, checked, built."""
    root = tmp_path_factory.mktemp("example") / "cameroon"
    forms = EXAMPLE / "formulaires.xlsx"
    order = ("--name", "Cameroon", "--language", "fr", "--year", 2018, "--root", ROOT)
    level = ("--level", "department", "departments")
    assert cpims("new-country", root, "--from", forms, *order, *level).returncode == 0
    for path in (root / "locale" / "fr").glob("*.po"):
        path.write_text(
            path.read_text("utf-8")
            .replace("gouvernorat", "département")
            .replace("Gouvernorat", "Département"),
            "utf-8",
        )
    for name in ("config", "data"):
        shutil.copytree(EXAMPLE / name, root / name, dirs_exist_ok=True)
    # options are read by the lists of the country, which stand only now
    (root / "config" / "systems" / "cameroon_cpims.yml").unlink()
    for words in (
        ("learn", forms, "--system", "cameroon_cpims"),
        ("check", 2018),
        ("build", 2018, "--language", "en", "--language", "fr", "--engine", "builtin"),
    ):
        answer = cpims(*words, "--root", root)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    return root


@pytest.fixture(scope="module")
def truth():
    """Return the cases as they were drawn, with completed years at registration."""
    table = pd.read_csv(EXAMPLE / "truth.csv", parse_dates=["birth_date", "registration_date"])
    born, seen = table["birth_date"], table["registration_date"]
    before = (seen.dt.month * 100 + seen.dt.day) < (born.dt.month * 100 + born.dt.day)
    return table.assign(age=seen.dt.year - born.dt.year - before.astype(int))


def counted(root, indicator, column):
    """Return an indicator's exact counts by one column, all other columns taken together."""
    table = pd.read_parquet(root / "data" / "processed" / "2018" / "tables.parquet")
    table = table[table["indicator"] == indicator]
    for other in {"sex", "age", "nationality", "place", "concern", "category"} - {column}:
        table = table[table[other] == "_T"]
    return {key: int(value) for key, value in zip(table[column], table["value"], strict=True)}


def page(root, language, name="index"):
    """Return the words of a page."""
    text = (root / "build" / f"2018-{language}" / "site" / f"{name}.html").read_text("utf-8")
    text = re.sub(r"(?s)<(script|style|svg).*?</\1>", "", text)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_counts_by_sex_age_band_and_department_equal_the_truth(built, truth):
    sexes = counted(built, "PR01", "sex")
    assert {"F": sexes["F"], "M": sexes["M"]} == {
        "F": int((truth["sex"] == "female").sum()),
        "M": int((truth["sex"] == "male").sum()),
    }
    ages = counted(built, "PR02", "age")
    for band, (first, last) in BANDS.items():
        assert ages[band] == int(truth["age"].between(first, last).sum()), band
    places = counted(built, "PR04", "place")
    for department, count in truth["location"].value_counts().items():
        assert places[department] == count, department


def test_the_pages_speak_of_the_country_and_never_of_another(built):
    first = page(built, "fr")
    assert (
        "rapport annuel sur la gestion de cas de protection de l’enfance (Cameroun, 2018)" in first
    )
    assert "case management in Cameroon in 2018" in page(built, "en")
    children = page(built, "fr", "notebooks/20-children")
    assert "10–14 ans" in children
    assert "enfants dont le département est connu" in page(built, "fr", "notebooks/95-tables")
    assert "Mayo-Kani" in page(built, "fr", "notebooks/95-tables")
    for path in (built / "build").glob("2018-*/site/**/*.html"):
        words = path.read_text("utf-8")
        assert not re.search("Jordan|الأردن", words), path
        shown = re.sub(r"(?s)<(script|style)[^>]*>.*?</\1>|<[^>]+>", " ", words)
        assert not re.search(r"(?i)\bg(ouv|ov)ernorate?s?\b", shown), path


def test_a_child_is_counted_under_one_of_its_nationalities(built, truth):
    counts = counted(built, "PR03", "nationality")
    held = truth["nationality"].str.split("|")
    for nationality in held.explode().unique():
        alone = (truth["nationality"] == nationality).sum()
        among = held.map(lambda each, one=nationality: one in each).sum()
        assert alone <= counts[nationality] <= among, nationality
    assert counts["other"] == counts["_U"] == 0


def test_the_report_is_printed_in_both_languages(built):
    for language in ("en", "fr"):
        [pdf] = (built / "build" / f"2018-{language}").glob("*.pdf")
        assert pdf.read_bytes().startswith(b"%PDF")
