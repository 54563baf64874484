"""Whatever stands in whatever cell of whatever layout: none of it is in the file that is sent."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cpims_report.config import PROFILES
from cpims_report.records.read.delimiters import find_delimiter
from cpims_report.records.systems.profile import read_profiles
from cpims_report.records.text.normalisation import fold, fold_place

ROOT = Path(__file__).parents[2]
KEY = ROOT / "data" / "raw" / "sample-link-key.txt"
MARKED = "zyqx"
FORMS = (
    "{text}",
    "h:{text}",
    "H: {text}",
    "2018-03-05 10:00 {text}",
    "05-Mar-2018T10:00 {text}",
    "5 {text} 2018",
    "{old} {text}",
    "{old}; {text}",
    "{old} ||| {text}",
    "{old}::{text}",
    "{text}::{old}",
    "{old} | {text}",
    "{old} - {text}",
    '["{old}", "{text}"]',
    "Total {text}",
    "9 {text}",
    "JOR011{text}",
)
"""The ways in which a text slips in: alone, behind what is known, as a hash, in a list."""


def slip(old: object, text: str, chance: random.Random) -> str:
    return chance.choice(FORMS).format(old="" if old is None else old, text=text)


def spoil_rows(rows: list[list[Any]], first: int, text: str, chance: random.Random) -> None:
    """Put the text into one or two cells of every column."""
    if len(rows) <= first:
        return
    for place in range(max(map(len, rows))):
        for _ in range(2):
            row = chance.choice(rows[first:])
            row += [""] * (place + 1 - len(row))
            row[place] = slip(row[place], text, chance)


def spoil_text(content: bytes, text: str, chance: random.Random) -> bytes:
    sign = find_delimiter(content)
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=sign))
    spoil_rows(rows, 1, text, chance)
    stream = StringIO()
    csv.writer(stream, delimiter=sign).writerows(rows)
    return stream.getvalue().encode()


def spoil_object(fields: dict[str, Any], text: str, chance: random.Random) -> None:
    """Put the text into some fields of an object, at any depth, and into fields of its own."""
    for name, cell in list(fields.items()):
        if isinstance(cell, list) and cell and all(isinstance(item, dict) for item in cell):
            for item in cell:
                spoil_object(item, text, chance)
        elif isinstance(cell, dict):
            spoil_object(cell, text, chance)
        elif chance.random() < 0.2:
            word = slip(cell, text, chance)
            fields[name] = chance.choice([word, [word], {"x": word}, ["", {"y": word}], [[word]]])
    fields[f"{text} field"] = text
    fields["attachments"] = [{"file_name": text}]


def spoil_json(content: bytes, text: str, chance: random.Random) -> bytes:
    found = json.loads(content)
    records = found["data"] if isinstance(found, dict) else found
    for record in records:
        spoil_object(record, text, chance)
    return json.dumps(found, ensure_ascii=False).encode()


def spoil_book(path: Path, text: str, chance: random.Random, profile: str) -> bytes:
    book = CalamineWorkbook.from_path(path)
    stream = BytesIO()
    stacked = profile == "legacy_cpims"
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as made:
        for number, name in enumerate(book.sheet_names):
            rows = [[*map(str, row)] for row in book.get_sheet_by_name(name).to_python()]
            if name != "Synthetic":
                spoil_rows(rows, 3 if stacked else 1, text, chance)
                rows[0][1:] = [text] * len(rows[0][1:]) if stacked else rows[0][1:]
            called = f"Zyqx child {number}" if stacked and name != "Synthetic" else name
            sheet = made.add_worksheet(called)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return stream.getvalue()


def everything(path: Path) -> str:
    """Return all text of a file, of a workbook all its parts."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


LETTERS = st.text(st.sampled_from("abcdeLMNO éüşابتليلى0123456789-'.,/"), max_size=8)


@pytest.mark.parametrize("profile", PROFILES)
def test_no_text_that_is_in_no_list_is_sent(
    profile: str, exports: dict[str, Path], deidentify: Callable[..., Any], tmp_path: Path
):
    source = exports[profile]

    @bounded(
        max_examples=3,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # to make a failure smaller would take minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(LETTERS, LETTERS, st.integers(0, 10_000))
    def attempt(before: str, after: str, seed: int) -> None:
        text, chance = f"{before}{MARKED}{after}", random.Random(seed)
        content = source.read_bytes()
        if content.startswith((b"PK", b"\xd0\xcf")):
            spoilt = spoil_book(source, text, chance, profile)
        else:
            spoil = spoil_json if source.suffix == ".json" else spoil_text
            spoilt = spoil(content, text, chance)
        path = tmp_path / f"x-synthetic{source.suffix}"
        path.write_bytes(spoilt)
        shutil.rmtree(tmp_path / "to", ignore_errors=True)
        answer = deidentify(path, "--key-file", KEY, "--to", "to", "--profile", profile)
        assert answer.code == 0, answer.err
        (made,) = (tmp_path / "to").iterdir()
        assert MARKED not in everything(made).lower()
        assert MARKED not in (answer.out + answer.err).lower()
        assert "***" in everything(made)

    attempt()


HASH = re.compile(r"h:[0-9a-f]{20}|Total")
DATED = re.compile(
    r"[\d٠-٩]{1,4}[-/. ](?:[\d٠-٩]{1,2}|[^\W\d_]{3,9}(?: [^\W\d_]{3,6})?)[-/. ][\d٠-٩]{2,4}"
    r"(?:[T ][\d:.]{4,12}(?:Z|[+-]\d\d:?\d\d)?)?"
)
AGED = re.compile(r"[\d٠-٩]{1,3}(?:\.0)?(?: ?(?:yrs|years|سنة|سنوات))?|[0-9٠-٩]{5}(?:\.\d+)?")
PARTED = re.compile(r"\|\|\||::|[;,،؛\n\[\]\"]")


def list_words(node: Any) -> set[str]:
    """Return every word of a tree of settings, folded: keys, labels, aliases."""
    if isinstance(node, dict):
        return set().union(*({fold(str(key))} | list_words(each) for key, each in node.items()))
    if isinstance(node, list):
        return set().union(*map(list_words, node))
    return {fold(str(node))}


@pytest.fixture(scope="module")
def lists() -> set[str]:
    """Every word that a list of the configuration has, read from the files themselves."""
    names = ("lookups", "concerns", "places", "agencies")
    trees = [yaml.safe_load((ROOT / "config" / f"{name}.yml").read_text()) for name in names]
    inside = ROOT / "src" / "cpims_report" / "records"
    trees += [yaml.safe_load(path.read_text()) for path in inside.glob("values/doubtful.yml")]
    countries = (inside / "systems" / "countries.csv").read_text().splitlines()
    spelt = [yaml.safe_load(path.read_text()) for path in inside.glob("systems/profiles/*.yml")]
    trees += [profile.get("spellings", {}) for profile in spelt]
    words = set().union(*map(list_words, trees), *(map(fold, row.split(",")) for row in countries))
    return words | {"true", "false", "external", ""}


def test_of_a_wide_export_lists_dates_ages_and_hashes_are_left(
    exports, deidentify, lists, tmp_path
):
    rows = list(csv.reader(StringIO(exports["primero_v2_csv"].read_text("utf-8-sig"))))
    catalogue = read_profiles()["primero_v2_csv"].fields()
    spare = catalogue.loc[catalogue["column"] == "", "field"].unique()
    wide = [*(name for name in spare if name not in rows[0]), *(f"field_{n}" for n in range(250))]
    text = "She lives with Layla Zyqxan, 12 Rainbow Street, 0791234567"
    rows = [row + (wide if not number else [text] * len(wide)) for number, row in enumerate(rows)]
    path = tmp_path / "wide-synthetic.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    answer = deidentify(path, "--key-file", KEY, "--to", "to", "--profile", "primero_v2_csv")
    assert answer.code == 0, answer.err
    assert len(rows[0]) > 400
    left = list(csv.reader(StringIO((tmp_path / "to" / path.name).read_text("utf-8-sig"))))
    assert len(left) == len(rows)
    assert set(left[0]) <= set(catalogue["field"])
    cells = {cell.removeprefix("'") for row in left[1:] for cell in row}
    pieces = {piece.strip(" '") for cell in cells for piece in [cell, *PARTED.split(cell)]}
    whole = {cell for cell in cells if PARTED.search(cell)}
    odd = {
        piece
        for piece in pieces - whole
        if fold(piece) not in lists
        and not any(form.fullmatch(piece) for form in (HASH, DATED, AGED))
        and fold_place(piece) not in lists
    }
    assert odd == set()
