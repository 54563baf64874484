"""Which fields of a system feed which of our columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import pandas as pd
import yaml

from cpims_report.records.columns import COLUMNS, SUBFORMS, Kind
from cpims_report.records.learning.form_export import FormExport
from cpims_report.records.text.option_ids import stem

TYPES: dict[Kind, str] = {
    "code": r"select_box.*|radio_button.*|tick_box.*",
    "codes": r"select_box.*|radio_button.*",
    "flag": r"tick_box.*|radio_button.*|select_box.*",
    "day": r"date_field.*|date_range.*",
    "days": r"date_field.*",
    "place": r"select_box.*|text_field.*",
    "number": r"numeric_field.*|text_field.*|calculated.*",
    "identifier": r"text_field.*|numeric_field.*",
}
"""Kind of our column -> types of Primero's fields that can answer it."""


@cache
def read_needs() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return our column -> the subforms (none for the record itself) and fields that hold it."""
    known = read_file()
    record = {column: ((), tuple(fields)) for column, fields in known["record"].items()}
    nested = {
        f"{table}.{column}": (tuple(each["forms"]), tuple(fields))
        for table, each in known["subforms"].items()
        for column, fields in each["columns"].items()
    }
    return {**record, **nested}


def read_called() -> dict[str, list[str]]:
    """Return our column -> words by which a field of another id may be known."""
    called: dict[str, list[str]] = read_file()["called"]
    return called


@cache
def read_file() -> dict[str, Any]:
    """Return the list of what is needed, as it is written."""
    text = files(__package__).joinpath("needs.yml").read_text(encoding="utf-8")
    known: dict[str, Any] = yaml.safe_load(text)
    return known


def kind_of(column: str) -> Kind:
    """Return what a column holds, that of a subform by its table and name."""
    table, _, name = column.rpartition(".")
    return SUBFORMS[table][name] if table else COLUMNS[column]


def list_subforms(export: FormExport) -> set[str]:
    """Return the forms that have several rows a record."""
    return {*export.nested, *(form for forms, _ in read_needs().values() for form in forms)}


def find_homes(export: FormExport, forms: Sequence[str]) -> set[str]:
    """Return the subforms that go by one of some ids themselves, or whose field does."""
    known = {stem(form): form for form in export.fields["form"].unique()}
    own = {known[form] for form in forms if form in known}
    return own | {form for form, (_, field) in export.nested.items() if stem(field) in forms}


def find_fitting(fields: pd.DataFrame, column: str) -> pd.Series:
    """Return which fields are of a type that can answer a column."""
    return fields["type"].str.fullmatch(TYPES[kind_of(column)])


def find_needed(
    export: FormExport, own: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> dict[str, pd.DataFrame]:
    """Return our column -> the fields of an export that answer it, the first to count first.

    `own` adds fields that a person has named: our column -> their ids.
    """
    nested = list_subforms(export)
    every = export.fields.assign(stem=export.fields["field"].map(stem))
    found = {}
    for column, (forms, usual) in read_needs().items():
        names = [*usual, *map(stem, own.get(column, ()))]
        fields = every[every["stem"].isin(names)]
        homes = find_homes(export, forms)
        home = fields["form"].isin(homes) if forms else ~fields["form"].isin(nested)
        fits = find_fitting(fields, column)
        rank = fields["stem"].map(names.index)
        chosen = fields.assign(rank=rank)[home & fits].sort_values("rank", kind="stable")
        if len(chosen):
            found[column] = chosen.drop(columns="stem")
    return found
