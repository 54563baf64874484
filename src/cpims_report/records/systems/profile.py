"""A source profile: what one export layout calls its columns and how it writes values."""

from __future__ import annotations

from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import pandas as pd
import yaml
from pydantic import Field

from cpims_report.config import Strict
from cpims_report.records.columns import bare
from cpims_report.records.systems.catalogue import (
    read_catalogue,
    read_countries,
    read_form_names,
    sheet_names,
)
from cpims_report.records.systems.dictionary import Dictionary

__all__ = ["DateFormat", "Locations", "Profile", "read_countries", "read_profiles", "sheet_names"]

DateFormat = Literal[
    "iso",
    "day_month_name",
    "numeric",
    "day_month_year",
    "month_day_year",
    "serial",
    "serial_1904",
]
"""`numeric` is two numbers and a year in an order that the file itself must prove."""
Step = Literal["bilingual", "numbered", "stacked_headers", "levels"]
DayOrder = Literal["day_first", "month_first", ""]


class Locations(Strict):
    """How a place path is written: its separator and the end at which the country stands."""

    separator: str
    country: Literal["first", "last"]


class Profile(Strict):
    """One export layout. `columns` and the catalogue map headers to canonical columns.

    `not_collected` names what the layout cannot hold; `blank_means` the code of an empty cell
    where emptiness is an answer; `spellings` extra spellings, column -> {text -> code}.

    `required` are the columns without which no case can be counted; one of the `usual` may be
    missing, but not be there under another name.

    `opted_out` says that a row without anything but its id is a family that did not agree.

    `layout` lists what must be done to a sheet before its headers can be read, in order
    (`sources.reshape`); `lower_bounds` maps a numbered list to the flag that says it may have been
    cut; `constants` fills columns that are the same for every record of the layout; `opaque` is
    the pattern of headers that mean nothing outside their system; `day_order` the order of day and
    month where numbers prove none. `sheets` maps names of sheets to forms; `*` stands for any.
    `dictionary` is that of the system whose files they are, where one is known.
    """

    name: str
    title: str
    reader: Literal["workbook", "text", "json"]
    headers: Literal["labels", "fields"]
    catalogue: str = ""
    languages: tuple[str, ...] = ()
    layout: tuple[Step, ...] = ()
    key: str
    sheets: dict[str, str] = Field(default={})
    columns: dict[str, str] = Field(default={})
    ignored: tuple[str, ...] = ()
    identifying: tuple[str, ...] = ()
    opaque: str = ""
    lower_bounds: dict[str, str] = Field(default={})
    constants: dict[str, str] = Field(default={})
    required: tuple[str, ...]
    usual: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    dates: tuple[DateFormat, ...]
    day_order: DayOrder = ""
    locations: Locations
    not_collected: tuple[str, ...] = ()
    blank_means: dict[str, str] = Field(default={})
    spellings: dict[str, dict[str, str]] = Field(default={})
    opted_out: bool = False
    signs: tuple[str, ...] = ()
    dictionary: Dictionary | None = None

    def of_system(self, dictionary: Dictionary | None) -> Profile:
        """Return the layout as the files of one system have it: its own forms and fields."""
        return self.model_copy(update={"dictionary": dictionary}) if dictionary else self

    def fields(self) -> pd.DataFrame:
        """Return the known headers: form, parent, field, label, column (empty where unused).

        Of a system with a dictionary they are its own, under its own labels and those that the
        layout has for the same field, and of the layout those that every export has besides (ids,
        staff, transfers), in a subform that the system has too as fields of that.
        """
        common = read_catalogue(self.catalogue, self.languages)
        return common if self.dictionary is None else self._of_dictionary

    @cached_property
    def _of_dictionary(self) -> pd.DataFrame:
        assert self.dictionary
        common = read_catalogue(self.catalogue, self.languages)
        own = self.dictionary.catalogue.assign(bare=lambda frame: frame["column"].map(bare))
        rest = common[(common["column"] != "") & ~common["column"].isin(own["bare"])]
        usual = common[["field", "label", "column"]].rename(columns={"column": "bare"})
        again = own.drop(columns="label").drop_duplicates().merge(usual, on=["field", "bare"])
        rest = rest[~rest["field"].isin(own["field"])]
        nested = own[own["key"] != ""].drop_duplicates("key").set_index("key")
        held = rest["key"].isin(nested.index)
        rest = rest.assign(
            form=rest["form"].mask(held, rest["key"].map(nested["form"])),
            parent=rest["parent"].mask(held, rest["key"].map(nested["parent"])),
        )
        parts = [rest, again, own]
        return pd.concat(parts, ignore_index=True)[list(common.columns)]

    def form_names(self) -> dict[str, tuple[str, ...]]:
        """Return form -> its names in the languages of the layout."""
        common = read_form_names(self.catalogue, self.languages)
        return {**common, **self.dictionary.form_names} if self.dictionary else common


@cache
def read_profiles() -> dict[str, Profile]:
    """Return the profiles by name: every YAML file of `profiles` is one."""
    found = sorted(
        (
            item
            for item in files(__package__).joinpath("profiles").iterdir()
            if item.name.endswith(".yml")
        ),
        key=lambda item: item.name,
    )
    profiles = [Profile(**yaml.safe_load(item.read_text(encoding="utf-8"))) for item in found]
    return {profile.name: profile for profile in profiles}
