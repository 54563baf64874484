"""Which fields of a system feed which of our columns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd
import yaml

from cpims_report.records.columns import COLUMNS, SUBFORMS, Kind
from cpims_report.records.systems.form_export import FormExport

TYPES: dict[Kind, str] = {
    "code": r"select_box.*|radio_button.*|tick_box.*",
    "codes": r"select_box.*|radio_button.*",
    "flag": r"tick_box.*|radio_button.*|select_box.*",
    "day": r"date_field.*|date_range.*",
    "days": r"date_field.*",
    "place": r"select_box.*|text_field.*",
    "number": r"numeric_field.*|text_field.*",
    "identifier": r"text_field.*|numeric_field.*",
}
"""Kind of our column -> types of Primero's fields that can answer it."""


@cache
def read_needs() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return our column -> the subforms (none for the record itself) and fields that hold it."""
    text = files(__package__).joinpath("needs.yml").read_text(encoding="utf-8")
    known = yaml.safe_load(text)
    record = {column: ((), tuple(fields)) for column, fields in known["record"].items()}
    nested = {
        f"{table}.{column}": (tuple(each["forms"]), tuple(fields))
        for table, each in known["subforms"].items()
        for column, fields in each["columns"].items()
    }
    return {**record, **nested}


def kind_of(column: str) -> Kind:
    """Return what a column holds, that of a subform by its table and name."""
    table, _, name = column.rpartition(".")
    return SUBFORMS[table][name] if table else COLUMNS[column]


def list_nested(export: FormExport) -> dict[str, str]:
    """Return subform -> the form on which it stands; a field of type subform has its id."""
    subforms = export.fields[export.fields["type"].str.startswith("subform")]
    known = set(export.fields["form"])
    placed = subforms[subforms["field"].isin(known)]
    return dict(zip(placed["field"], placed["form"], strict=True))


def find_needed(export: FormExport) -> dict[str, pd.DataFrame]:
    """Return our column -> the fields of an export that answer it, the first to count first."""
    nested = {*list_nested(export), *(form for forms, _ in read_needs().values() for form in forms)}
    found = {}
    for column, (forms, names) in read_needs().items():
        fields = export.fields[export.fields["field"].isin(names)]
        home = fields["form"].isin(forms) if forms else ~fields["form"].isin(nested)
        fits = fields["type"].str.fullmatch(TYPES[kind_of(column)])
        rank = fields["field"].map(names.index)
        chosen = fields.assign(rank=rank)[home & fits].sort_values("rank", kind="stable")
        if len(chosen):
            found[column] = chosen
    return found
