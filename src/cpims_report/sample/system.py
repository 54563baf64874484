"""Jordan's system as the sample writes it: its fields, and the options for our codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pandas as pd

from cpims_report.config import Settings

SYSTEM = "jordan_cpims"
CUT = "…"
"""Behind an option of which the dictionary keeps the beginning alone."""
REST = " and what it explains in words that nobody keeps"
"""Stands for what such an option explains: long, so that `learn` cuts it again."""


@dataclass(frozen=True)
class Option:
    """An option as the system writes it, and our code for it."""

    id: str
    label: str
    code: str


@dataclass(frozen=True)
class Form:
    """A form: its name, and the id of the form in which it stands."""

    name: str
    parent: str = ""


@dataclass(frozen=True)
class System:
    """The fields of the system, one row a form's field, and its dictionary as it is written.

    `fields` has form, form_name, nested, form_visible, field, type, multi, visible, label and
    options: the name of a list, `inline`, or nothing.
    """

    fields: pd.DataFrame
    dictionary: Mapping[str, Any]

    @property
    def columns(self) -> list[str]:
        """The fields of a flat export in order: those of all forms, subforms left out."""
        flat = self.fields[(self.fields["nested"] == "0") & (self.fields["type"] != "subform")]
        return list(dict.fromkeys(flat["field"]))

    @property
    def needed(self) -> set[str]:
        """The fields that a report needs: nothing is invented for them."""
        return {key.split(".")[-1] for key in self.fields_needed}

    @property
    def fields_needed(self) -> dict[str, Any]:
        """The fields that a report needs as the dictionary has them, newest question first."""
        fields: dict[str, Any] = self.dictionary["fields"]
        return fields

    @property
    def forms(self) -> dict[str, Form]:
        """The forms that a report needs, by their ids."""
        return {
            key: Form(form["names"]["en"], form.get("parent", ""))
            for key, form in self.dictionary["forms"].items()
        }

    def field(self, column: str) -> str:
        """Return the system's field for one of ours, the newest question first; else nothing."""
        found = (key for key, each in self.fields_needed.items() if each["column"] == column)
        return next(found, "").rpartition(".")[2]

    def headers(self, form: str) -> dict[str, str]:
        """Return our field -> the label that its newest question has on a form."""
        return {
            each["column"]: each["labels"][form]["en"]
            for each in reversed(self.fields_needed.values())
            if form in each["labels"]
        }

    def options(self, column: str, field: str = "") -> list[Option]:
        """Return the options of the newest question for one of our fields, or of a named one."""
        found = [
            each
            for key, each in self.fields_needed.items()
            if (key == field if field else each["column"] == column)
        ]
        name = found[0].get("list", "") if found else ""
        listed = self.dictionary["lists"].get(name, {}).get("options", {})
        return [
            Option(write_id(str(key)), write_label(each["labels"]["en"]), each.get("code", ""))
            for key, each in listed.items()
        ]


def write_id(key: str) -> str:
    """Return an option's id as the system writes it; one that is cut gets some other ending."""
    if not key.endswith(CUT):
        return key
    return f"{key.removesuffix(CUT).replace(' ', '_')}{REST.replace(' ', '_')}"


def write_label(label: str) -> str:
    """Return an option's label as the system writes it; one that is cut gets some other ending."""
    return label if not label.endswith(CUT) else f"{label.removesuffix(CUT)}{REST}"


def read_system(settings: Settings) -> System:
    """Return Jordan's system with the dictionary of the workspace."""
    with files(__package__).joinpath("full/fields.csv").open("r", encoding="utf-8") as stream:
        fields = pd.read_csv(stream, dtype="str", keep_default_na=False)
    return System(fields, settings.read(f"systems/{SYSTEM}.yml"))
