"""A source profile: what one export layout calls its columns and how it writes values."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import pandas as pd
import yaml
from pydantic import Field

from cpims_report.config import Strict
from cpims_report.records.letters import fold

DateFormat = Literal["iso", "day_month_name", "day_month_year", "serial"]


class Locations(Strict):
    """How a place path is written: its separator and the end at which the country stands."""

    separator: str
    country: Literal["first", "last"]


class Profile(Strict):
    """One export layout. `columns` and the catalogue map headers to canonical columns.

    `not_collected` names what the layout cannot hold; `blank_means` the code of an empty cell
    where emptiness is an answer; `spellings` extra spellings, column -> {text -> code}.
    """

    name: str
    reader: Literal["workbook", "text"]
    headers: Literal["labels", "fields"]
    catalogue: str = ""
    key: str
    columns: dict[str, str] = Field(default={})
    ignored: tuple[str, ...] = ()
    required: tuple[str, ...]
    lists: tuple[str, ...] = ()
    dates: tuple[DateFormat, ...]
    locations: Locations
    not_collected: tuple[str, ...] = ()
    blank_means: dict[str, str] = Field(default={})
    spellings: dict[str, dict[str, str]] = Field(default={})

    def fields(self) -> pd.DataFrame:
        """Return the known headers: form, parent, field, label, column (empty where unused)."""
        return read_catalogue(self.catalogue) if self.catalogue else read_catalogue("")


@cache
def read_catalogue(name: str) -> pd.DataFrame:
    """Return a catalogue of forms and fields that lies beside the profiles, all text."""
    columns = ["form", "parent", "field", "label", "column"]
    if not name:
        return pd.DataFrame(columns=columns, dtype="str")
    path = files(__package__).joinpath(f"{name}.csv")
    with path.open("r", encoding="utf-8") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


@cache
def read_countries() -> dict[str, tuple[str, str]]:
    """Return Primero's country list: id -> label in English and Arabic."""
    with files(__package__).joinpath("countries.csv").open("r", encoding="utf-8") as stream:
        countries = pd.read_csv(stream, dtype="str", keep_default_na=False)
    labels = zip(countries["label_en"], countries["label_ar"], strict=True)
    return dict(zip(countries["id"], labels, strict=True))


@cache
def read_profiles() -> dict[str, Profile]:
    """Return the profiles by name: every YAML file of this folder is one."""
    found = sorted(
        (item for item in files(__package__).iterdir() if item.name.endswith(".yml")),
        key=lambda item: item.name,
    )
    profiles = [Profile(**yaml.safe_load(item.read_text(encoding="utf-8"))) for item in found]
    return {profile.name: profile for profile in profiles}


def sheet_names(form: str, parent: str) -> set[str]:
    """Return the folded names under which Primero writes the sheet of a form or subform.

    A subform's sheet starts with 15 characters of its parent's name; names are cut to 31
    characters with three dots.
    """
    full = f"{parent[:15]}-{form}" if parent else form
    cut = full if len(full) <= 31 else f"{full[:28]}..."
    return {fold(full), fold(cut), fold(full[:31])}
