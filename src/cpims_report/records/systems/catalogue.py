"""The forms and fields of a system, with their names in every language that an export may have."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd

from cpims_report.records.text.normalisation import fold

LONGEST = 31
"""Characters that Excel allows in the name of a sheet."""
COLUMNS = ("form", "parent", "field", "label", "column", "key")


@cache
def read_table(name: str) -> pd.DataFrame:
    """Return a table that lies beside the profiles, all text."""
    with files(__package__).joinpath(f"{name}.csv").open("r", encoding="utf-8") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


@cache
def read_catalogue(name: str, languages: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return every field of a catalogue: form, parent, field, label, column, key; all text.

    `key` is the name of a subform's array in flat and nested files. A field has a row for each
    label that it has: `languages` adds those of `<name>_<language>.csv`, which may list several.
    """
    if not name:
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    fields = read_table(name)
    translated = [
        read_table(f"{name}_{language}")[["form", "field", "label"]]
        .query("field != ''")
        .merge(fields.drop(columns="label"), on=["form", "field"])
        for language in languages
    ]
    return pd.concat([fields, *translated], ignore_index=True)[list(COLUMNS)]


@cache
def read_form_names(name: str, languages: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Return form -> its names in English and in `languages`."""
    if not name:
        return {}
    names = {form: [form] for form in read_table(name)["form"].unique() if form}
    for language in languages:
        labels = read_table(f"{name}_{language}")[["form", "form_label"]].drop_duplicates()
        for form, label in zip(labels["form"], labels["form_label"], strict=True):
            if label:
                names.setdefault(form, [form]).append(label)
    return {form: tuple(found) for form, found in names.items()}


@cache
def read_countries() -> dict[str, tuple[str, str]]:
    """Return Primero's country list: id -> label in English and Arabic."""
    countries = read_table("countries")
    labels = zip(countries["label_en"], countries["label_ar"], strict=True)
    return dict(zip(countries["id"], labels, strict=True))


def sheet_names(form: str, parent: str) -> set[str]:
    """Return the folded names under which Primero writes the sheet of a form or subform.

    A subform's sheet starts with 15 characters of its parent's name; names are cut to 31
    characters with three dots, or plainly.
    """
    full = f"{parent[:15]}-{form}" if parent else form
    cut = full if len(full) <= LONGEST else f"{full[: LONGEST - 3]}..."
    return {fold(full), fold(cut), fold(full[:LONGEST])}
