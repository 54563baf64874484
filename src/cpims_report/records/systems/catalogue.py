"""The forms and fields of a system, with their names in every language that an export may have."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd
from babel import Locale

from cpims_report.records.text.normalisation import fold

LONGEST = 31
"""Characters that Excel allows in the name of a sheet."""
SPOKEN = ("fr", "ckb")
"""Languages of other systems in which countries are known besides English and Arabic."""
CALLED = {
    "Congo, Republic of the": "CG",
    "Congo, Democratic Republic of the": "CD",
    "Cote d'Ivoire": "CI",
    "Czech Republic": "CZ",
    "Myanmar": "MM",
    "Palestine": "PS",
    "Turkey": "TR",
    "UK (United Kingdom)": "GB",
    "USA (United States of America)": "US",
    "United States of America": "US",
}
"""Countries that the list calls otherwise than CLDR -> their code."""
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
def read_countries() -> dict[str, tuple[str, ...]]:
    """Return Primero's country list: id -> label in English and Arabic, and in other languages."""
    countries = read_table("countries")
    rows = countries[["id", "label_en", "label_ar"]].itertuples(index=False, name=None)
    return {key: (english, arabic, *call_country(english)) for key, english, arabic in rows}


@cache
def read_codes() -> dict[str, str]:
    """Return the folded English name of each country -> its code of two letters."""
    territories = Locale("en").territories.items()
    return {fold(name): code for code, name in territories if code.isalpha()}


def call_country(english: str) -> tuple[str, ...]:
    """Return what languages of other systems call a country, by CLDR; nothing where not known."""
    code = CALLED.get(english) or read_codes().get(fold(english))
    names = (Locale(language).territories.get(code) for language in SPOKEN) if code else ()
    return tuple(name for name in names if name)


def sheet_names(form: str, parent: str) -> set[str]:
    """Return the folded names under which Primero writes the sheet of a form or subform.

    A subform's sheet starts with 15 characters of its parent's name; names are cut to 31
    characters with three dots, or plainly.
    """
    full = f"{parent[:15]}-{form}" if parent else form
    cut = full if len(full) <= LONGEST else f"{full[: LONGEST - 3]}..."
    return {fold(full), fold(cut), fold(full[:LONGEST])}
