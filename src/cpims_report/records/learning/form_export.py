"""Primero's form export read: every form, field and option of a system, in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cpims_report.errors import InputRefused
from cpims_report.records.issues import refusals
from cpims_report.records.learning.form_sheets import open_form, read_forms, read_lists
from cpims_report.records.learning.inline_options import read_inline, settle_lists
from cpims_report.records.read.opening import open_by_content
from cpims_report.records.read.received import Received
from cpims_report.records.read.safety import read_steady
from cpims_report.records.text.normalisation import ARABIC, LATIN, fold

OPTION_COLUMNS = ("list", "option", "label")
LINE = re.compile(r"\\n|\n")
SORANI = re.compile("[ێۆڕڵڤەچپژگ]")
FRENCH = re.compile(r"\b(?:de|du|des|la|le|les|et|est|un|une)\b|\b[dl]['’]", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:of|the|is|and|to|for|in|on|by|a)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FormExport:
    """What one form export says: its language, its fields (one row a form's field), its options.

    `options` of a field that has its own stand under the list `<form>.<field>`. `nested` has for
    each subform the form on which it stands, and the field that holds its rows.
    """

    language: str
    fields: pd.DataFrame
    options: pd.DataFrame
    nested: dict[str, tuple[str, str]]


def read_form_export(path: Path) -> FormExport:
    """Return the forms, fields and options of a form export.

    Raise InputRefused where the file is no such export.
    """
    file = Received("", "", path.name, read_steady(path, "", path.name))
    sheets = open_by_content(file, "workbook").sheets
    forms = [form for sheet in sheets if (form := open_form(sheet)) is not None]
    if not forms:
        why = "No sheet of the file is a form: it is no form export of Primero."
        action = "Export the forms in the administration (“Export forms”), and give that workbook."
        raise InputRefused(
            "No form export.", [refusals.unreadable("", path.name, why, action, "IN-FORMS")]
        )
    empty = pd.DataFrame(columns=list(OPTION_COLUMNS), dtype="str")
    listed = [found for sheet in sheets if (found := read_lists(sheet)) is not None]
    lists = pd.concat([empty, *listed], ignore_index=True)
    fields = settle_lists(read_forms(forms, set(lists["list"])), lists)
    options = pd.concat([lists, read_inline(fields)], ignore_index=True)
    labels = [*fields["label"], *options["label"]]
    return FormExport(
        language=guess_language(labels),
        fields=fields,
        options=options[list(OPTION_COLUMNS)].drop_duplicates(["list", "option"]),
        nested=find_nested(fields),
    )


def find_nested(fields: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return subform -> the form on which it stands and the field that holds its rows.

    The field has the subform's id, or its options say what the subform is called. Of several forms
    of one name the next behind the field's own is meant: there the export writes it.
    """
    heads = fields.drop_duplicates("form")
    names = {
        str(form): fold(name) for form, name in zip(heads["form"], heads["form_name"], strict=True)
    }
    order = {form: place for place, form in enumerate(names)}
    holders = fields[fields["type"].str.startswith("subform")]
    found: dict[str, tuple[str, str]] = {}
    for form, field, options in holders[["form", "field", "options"]].itertuples(index=False):
        told = fold(LINE.split(options)[0])
        called = [each for each, name in names.items() if name and f" {told}".endswith(f" {name}")]
        most = max((len(names[each]) for each in called), default=0)
        free = [each for each in called if len(names[each]) == most and each not in found]
        behind = [each for each in free if order[each] > order[form]]
        subform = field if field in order else next(iter([*behind, *free]), "")
        if subform and subform != form:
            found.setdefault(str(subform), (str(form), str(field)))
    return found


def guess_language(labels: list[str]) -> str:
    """Return the language of most labels: en, fr, ar or ckb."""
    text = "\n".join(labels)
    arabic = len(re.findall(f"[{ARABIC}]", text))
    if arabic > len(re.findall(f"[{LATIN}]", text)):
        return "ckb" if len(SORANI.findall(text)) * 20 > arabic else "ar"
    return "fr" if len(FRENCH.findall(text)) > len(ENGLISH.findall(text)) else "en"
