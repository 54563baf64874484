"""The form export of Jordan's system, for whoever wants to walk the whole way from `learn` on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cpims_report.sample.form_export import write_form_export
from cpims_report.sample.system import System, write_id, write_label

FORMS_FILE = "forms-jordan_cpims.xlsx"
ANSWERS = ("Yes", "No", "Not sure")


def write_forms(system: System, path: Path) -> Path:
    """Write the form export: all fields, and the options of the lists that a report needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = system.fields.assign(form_group="")
    write_form_export(path, rows, list_options(system), hidden=True)
    return path


def list_options(system: System) -> pd.DataFrame:
    """Return lookup, id and label of each option; lists that nobody needs have three answers."""
    known = system.dictionary["lists"]
    rows = [
        (name, write_id(str(key)), write_label(option["labels"]["en"]))
        for name, each in known.items()
        for key, option in each["options"].items()
    ]
    fields = system.fields
    inline = fields[fields["options"] == "inline"]
    spare = {*(inline["form"] + "." + inline["field"]), *fields["options"]} - {*known, "inline", ""}
    rows += [(name, word.lower(), word) for name in sorted(spare) for word in ANSWERS]
    return pd.DataFrame(rows, columns=["lookup", "id", "label"])
