"""Cells that hold codes: one, several, yes or no, or a member of the Task Force."""

from __future__ import annotations

import pandas as pd

from cpims_report.records import refusals
from cpims_report.records.codes import CodeList, join_codes, read_code_list, split_list
from cpims_report.records.identifying import shown
from cpims_report.records.values.desk import Desk, find_holders
from cpims_report.schema import MISSING, NON_VALUES

EXTERNAL = "external"
"""A receiving organisation that is no member of the Task Force."""


def code_list(desk: Desk, column: str) -> CodeList:
    """Return the list of a column with the spellings that profile and configuration add."""
    own = desk.extract.profile.spellings.get(column, {})
    agency = desk.extract.source.values  # noqa: PD011 - a setting, no frame
    return read_code_list(desk.settings, column, {**own, **agency.get(column, {})})


def read_code(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return the code of each cell."""
    known = settle(desk, column, {text: [text] for text in desk.texts(column)})
    values = map_cells(desk, column, {text: found[0] for text, found in known.items()})
    desk.remember(column, desk.cells(column), values)
    return {column: values}


def read_codes(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return the codes of each list, joined; and `<column>_first`, the one written first."""
    separators = desk.extract.profile.lists
    lists = {text: split_list(text, separators) for text in desk.texts(column)}
    known = settle(desk, column, lists)
    answers = {
        text: [code for code in found if code not in NON_VALUES] or found[:1] or [MISSING]
        for text, found in known.items()
    }
    joined = {text: join_codes(found) for text, found in answers.items()}
    first = {text: found[0] for text, found in answers.items()}
    items, codes = desk.cells(column).map(lists), desk.cells(column).map(known)
    desk.remember(column, items.explode(), codes.explode().astype("object").fillna(MISSING))
    return {
        column: map_cells(desk, column, joined),
        f"{column}_first": map_cells(desk, column, first),
    }


def read_flag(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return true, false or null for each cell."""
    known = settle(desk, column, {text: [text] for text in desk.texts(column)}, "yes_no")
    values = map_cells(desk, column, {text: found[0] for text, found in known.items()})
    desk.remember(column, desk.cells(column), values)
    return {column: values.map({"true": True, "false": False}).astype("boolean")}


def read_agency(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return the member that each cell names, `external` for any other organisation."""
    codes = code_list(desk, column)
    known = {text: next(iter(codes.read(text)), EXTERNAL) for text in desk.texts(column)}
    return {column: map_cells(desk, column, known)}


def settle(
    desk: Desk, column: str, texts: dict[str, list[str]], list_name: str = ""
) -> dict[str, list[str]]:
    """Return cell text -> codes of its items; refuse items with no reading or several."""
    codes = read_code_list(desk.settings, list_name, {}) if list_name else code_list(desk, column)
    items = sorted({item for found in texts.values() for item in found})
    readings = {item: codes.read(item) for item in items}
    doubtful = [item for item in items if len(readings[item]) != 1]
    desk.refuse(column, find_holders(texts, doubtful), lambda item: tell_code(item, codes))
    return {
        text: [readings[item][0] if len(readings[item]) == 1 else MISSING for item in found]
        for text, found in texts.items()
    }


def tell_code(item: str, codes: CodeList) -> dict[str, str]:
    """Return the words of the problem of a value with no reading, or with several."""
    found = codes.read(item)
    both = " or ".join(f"“{codes.labels.get(code, code)}”" for code in found)
    return {
        "code": "IN-AMBIGUOUS" if found else "IN-VALUE",
        "message": "The value can mean several things." if found else "The value is not known.",
        "value": shown(item),
        "expected": both if found else codes.expected,
        "nearest": "" if found else refusals.nearest(item, codes.words()),
        "action": "Correct the data, or map it under `values:` in the configuration of the year.",
    }


def translate(cells: pd.Series, words: dict[str, str], blank: str) -> pd.Series:
    """Return the word for each text cell, `blank` where there is none."""
    return cells.map(words).astype("object").fillna(blank).astype("str")


def map_cells(desk: Desk, column: str, codes: dict[str, str]) -> pd.Series:
    """Return the cells with `codes` for their texts.

    An empty cell is `missing`, unless the profile says that emptiness is an answer and the file
    itself never writes that answer out.
    """
    silent = desk.extract.profile.blank_means.get(column, MISSING)
    blank = MISSING if desk.table or silent in codes.values() else silent
    return translate(desk.cells(column), codes, blank)
