"""Primero's form export read: every form, field and option of a country's system, in one language.

A sheet a form: its id in the first cell, headers in the second row, fields from the third on; and
a sheet with the options of all lists. Headers may be in any language, so that columns are known by
their place; help texts and guiding questions are never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cpims_report.errors import InputRefused
from cpims_report.records import refusals
from cpims_report.records.letters import ARABIC, LATIN, tidy
from cpims_report.records.sources.received import Received
from cpims_report.records.sources.safety import read_steady
from cpims_report.records.sources.sheets import Sheet
from cpims_report.records.sources.workbook import read_workbook

TYPES = re.compile(
    r"(text_field|textarea|select_box|radio_button|tick_box|numeric_field|date_field|date_range|"
    r"subform|separator|photo_upload_box|audio_upload_box|document_upload_box|tally_field|"
    r"custom|signature)\b.*"
)
FORM_ID = re.compile(r"[A-Za-z][\w.-]*")
FIELD_COLUMNS = ("form", "form_name", "field", "type", "label", "options", "list")
OPTION_COLUMNS = ("list", "option", "label")
LEAST_COLUMNS, WITH_VISIBLE = 12, 13
SORANI = re.compile("[ێۆڕڵڤەچپژگ]")
FRENCH = re.compile(r"\b(?:de|du|des|la|le|les|et|est|un|une)\b|\b[dl]['’]", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:of|the|is|and|to|for|in|on|by|a)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FormExport:
    """What one form export says: its language, its fields (one row a form's field), its options.

    `options` of a field that has its own stand under the list `<form>.<field>`.
    """

    language: str
    fields: pd.DataFrame
    options: pd.DataFrame


def read_form_export(path: Path) -> FormExport:
    """Return the forms, fields and options of a form export.

    Raise InputRefused where the file is no such export.
    """
    file = Received("", "", path.name, read_steady(path, "", path.name))
    sheets = read_workbook(file).sheets
    forms = [rows for sheet in sheets if (rows := read_form(sheet)) is not None]
    if not forms:
        why = "No sheet of the file is a form: it is no form export of Primero."
        action = "Export the forms in the administration (“Export forms”), and give that workbook."
        raise InputRefused(
            "No form export.", [refusals.unreadable("", path.name, why, action, "IN-FORMS")]
        )
    fields = pd.concat(forms, ignore_index=True)
    lists = [found for sheet in sheets if (found := read_lists(sheet)) is not None]
    options = pd.concat([*lists, read_inline(fields)], ignore_index=True)
    labels = [*fields["label"], *options["label"]]
    return FormExport(
        language=guess_language(labels),
        fields=fields,
        options=options[list(OPTION_COLUMNS)].drop_duplicates(["list", "option"]),
    )


def read_form(sheet: Sheet) -> pd.DataFrame | None:
    """Return the fields of a form's sheet, or None where it is none."""
    form = tidy(sheet.headers[0]) if sheet.headers else ""
    rows = sheet.cells.astype("object").where(sheet.cells.notna(), "")
    if not FORM_ID.fullmatch(form) or len(rows) < 2:
        return None
    headers = [tidy(str(cell)) for cell in rows.iloc[0]]
    width = sum(map(bool, headers))
    body = rows.iloc[1:].map(lambda cell: tidy(str(cell)))
    kinds = [place for place in range(body.shape[1]) if body[place].str.fullmatch(TYPES).any()]
    if width < LEAST_COLUMNS or not kinds or kinds[0] < 2:
        return None
    kind = kinds[0]
    own = kind + 2 + (width >= WITH_VISIBLE) + 3
    places = (kind - 2, kind - 1, kind, kind + 1, own, own + 1)
    known = {
        name: body.get(place, "") for name, place in zip(FIELD_COLUMNS[1:], places, strict=True)
    }
    table = pd.DataFrame(known, index=body.index).assign(form=form)
    return table.loc[table["type"].str.fullmatch(TYPES), list(FIELD_COLUMNS)]


def read_lists(sheet: Sheet) -> pd.DataFrame | None:
    """Return the options of all lists, or None where a sheet is another."""
    words = [tidy(word) for word in sheet.headers]
    first = sheet.cells[0].astype("str") if len(words) >= 4 else pd.Series(dtype="str")
    if sheet.name.strip().lower() != "lookups" and not first.str.startswith("lookup").any():
        return None
    table = sheet.cells[[0, 2, 3]].set_axis(["list", "option", "label"], axis=1).astype("str")
    filled = table.assign(list=table["list"].ffill()).dropna(subset=["option"])
    return filled.fillna("").map(tidy)


def read_inline(fields: pd.DataFrame) -> pd.DataFrame:
    """Return the options that stand beside their field, whose labels alone are told."""
    own = fields[(fields["options"] != "") & (fields["list"] == "")]
    found = own.assign(
        list=own["form"] + "." + own["field"], label=own["options"].str.split(", ")
    ).explode("label")
    plain = found.assign(label=found["label"].map(tidy)).loc[lambda frame: frame["label"] != ""]
    return plain.assign(option=plain["label"].map(make_id))


def make_id(label: str) -> str:
    """Return the id that a system makes of a label: small letters, signs as underscores."""
    return re.sub(r"[^\w]+", "_", label.strip().lower()).strip("_")


def guess_language(labels: list[str]) -> str:
    """Return the language of most labels: en, fr, ar or ckb."""
    text = "\n".join(labels)
    arabic = len(re.findall(f"[{ARABIC}]", text))
    if arabic > len(re.findall(f"[{LATIN}]", text)):
        return "ckb" if len(SORANI.findall(text)) * 20 > arabic else "ar"
    return "fr" if len(FRENCH.findall(text)) > len(ENGLISH.findall(text)) else "en"
