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
        return {key.split(".")[-1] for key in self.dictionary["fields"]}

    def find_options(self, field: str) -> dict[str, str]:
        """Return our code -> the first option of a field's list that means it."""
        name = self.dictionary["fields"].get(field, {}).get("list", "")
        options = self.dictionary["lists"].get(name, {}).get("options", {})
        found: dict[str, str] = {}
        for key, option in options.items():
            found.setdefault(option.get("code", ""), write_id(str(key)))
        return found


def write_id(key: str) -> str:
    """Return an option's id as the system writes it; one that is cut gets some other ending."""
    if not key.endswith(CUT):
        return key
    return f"{key.removesuffix(CUT).replace(' ', '_')}{REST.replace(' ', '_')}"


def write_label(label: str) -> str:
    """Return an option's label as the system writes it; one that is cut gets some other ending."""
    return label if not label.endswith(CUT) else f"{label.removesuffix(CUT)}{REST}"


def read_system(settings: Settings) -> System:
    """Return the system with the dictionary of the workspace."""
    with files(__package__).joinpath("fields.csv").open("r", encoding="utf-8") as stream:
        fields = pd.read_csv(stream, dtype="str", keep_default_na=False)
    return System(fields, settings.read(f"systems/{SYSTEM}.yml"))
