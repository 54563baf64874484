"""What stands in the template: its sheets and columns, and the words that each column accepts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from cpims_report.config import Code, Label, Settings, Strict
from cpims_report.records.columns import COLUMNS, SUBFORMS, Kind, code_list
from cpims_report.records.read.reshape import LANGUAGES
from cpims_report.records.systems.profile import Profile, read_profiles

PROFILE = "template_xlsx"
KINDS: dict[str, Kind] = {
    **COLUMNS,
    **{
        f"{table}.{name}": kind for table, kinds in SUBFORMS.items() for name, kind in kinds.items()
    },
}


class Column(Strict):
    """One column of a sheet: its Arabic header, its help, and whether it must be filled."""

    ar: str
    en_help: str
    ar_help: str
    required: bool = False
    slots: int = 1


class Table(Strict):
    """One sheet to be filled, a row a case, service or transfer."""

    ar: str
    about: Label
    columns: dict[str, Column]


@dataclass(frozen=True)
class Field:
    """One column as it is written: header in both languages, kind of value, list of words."""

    header: str
    column: Column
    kind: Kind
    words: str


@cache
def read_definition() -> dict[str, Table]:
    """Return the sheets to be filled, by English name, in order."""
    return {name: Table(**table) for name, table in read_yaml("columns").items()}


@cache
def read_yaml(name: str) -> Any:
    """Return a file that lies beside this module."""
    path = files(__package__).joinpath(f"{name}.yml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def template_profile() -> Profile:
    """Return the profile that reads the template."""
    return read_profiles()[PROFILE]


def list_fields(table: Table) -> list[Field]:
    """Return the columns of a sheet in order, a list as so many numbered columns."""
    meanings = template_profile().columns
    return [
        Field(
            header=both(f"{header}{slot}", f"{column.ar}{slot}"),
            column=column,
            kind=KINDS[meanings[header]],
            words=name_list(meanings[header]),
        )
        for header, column in table.columns.items()
        for slot in list_slots(column)
    ]


def list_slots(column: Column) -> list[str]:
    """Return what follows the header of each column of one list: `[1]`, `[2]`, or nothing."""
    if column.slots == 1:
        return [""]
    return [f" [{number}]" for number in range(1, column.slots + 1)]


def name_list(meaning: str) -> str:
    """Return the name of the list of words of a column, or nothing."""
    kind, name = KINDS[meaning], meaning.rsplit(".", maxsplit=1)[-1]
    by_kind = {"flag": "yes_no", "place": "places", "agency": "agencies"}
    return by_kind.get(kind, code_list(name) if kind in ("code", "codes") else "")


def both(english: str, arabic: str) -> str:
    """Return a word in both languages, as the profile takes them apart again."""
    return f"{english}{LANGUAGES}{arabic}" if arabic not in ("", english) else english


def list_words(settings: Settings) -> dict[str, list[str]]:
    """Return the words of every list that the template uses, in both languages."""
    used = dict.fromkeys(
        field.words for table in read_definition().values() for field in list_fields(table)
    )
    return {name: spell(name, settings) for name in used if name}


def spell(name: str, settings: Settings) -> list[str]:
    """Return the words of one list; “Unknown” closes those of codes."""
    unknown = settings.lookups["non_values"]["unknown"]
    codes: list[Code]
    match name:
        case "places":
            places = settings.places
            codes = [*places.governorates.values(), *places.camps.values(), unknown]
        case "agencies":
            codes = list(settings.agencies.values())
        case "concerns":
            codes = list(settings.concerns.concerns.values())
        case "status" | "yes_no" | "transition_type":
            codes = list(settings.lookups[name].values())
        case _:
            codes = [*settings.lookups[name].values(), unknown]
    return [both(code.label.en, code.label.text("ar")) for code in codes]
