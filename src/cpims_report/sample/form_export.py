"""Primero's form export, written from a list of fields and options: what `learn` reads."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

HEADERS = {
    "en": (
        "Form Group",
        "Form Name",
        "Field ID",
        "Field Type",
        "Field Name",
        "Visible",
        "Required",
        "On Mobile",
        "On Short Form",
        "Options",
        "Lookup",
        "Help Text",
        "Guiding Questions",
    ),
    "fr": (
        "Groupe de formulaires",
        "Nom du formulaire",
        "ID du champ",
        "Type de champ",
        "Nom du champ",
        "Visible",
        "Obligatoire",
        "Sur mobile",
        "Sur le formulaire court",
        "Options",
        "Liste",
        "Aide",
        "Questions",
    ),
    "ar": (
        "مجموعة النماذج",
        "اسم النموذج",
        "معرّف الحقل",
        "نوع الحقل",
        "اسم الحقل",
        "مرئي",
        "إلزامي",
        "على الجوال",
        "في النموذج القصير",
        "الخيارات",
        "القائمة",
        "نص المساعدة",
        "أسئلة إرشادية",
    ),
}
"""Headers of a form's sheet in the languages of an export."""
VISIBLE = 5
"""Place of the column that stands there only where hidden fields are exported too."""
LONGEST = 31


def write_form_export(
    path: Path,
    fields: pd.DataFrame,
    lookups: pd.DataFrame,
    *,
    language: str = "en",
    hidden: bool = False,
) -> None:
    """Write a form export: a sheet a form, and one with all lists.

    `fields` has form, form_name, form_group, field, type, multi, visible, label, options (a list,
    `inline`, or the form that a subform shows); `lookups` has lookup (a list, or `form.field`), id
    and label. Fields that are hidden are left out unless `hidden`, which adds the column that says
    so.
    """
    shown = fields if hidden else fields[fields["visible"].astype("str") == "1"]
    headers = [word for place, word in enumerate(HEADERS[language]) if hidden or place != VISIBLE]
    names = dict(zip(fields["form"], fields["form_name"], strict=True))
    inline = {str(name): ", ".join(group) for name, group in lookups.groupby("lookup")["label"]}
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        book.add_worksheet("Key").write_row(0, 0, ["Primero", "Form export"])
        book.add_worksheet("Primero Forms").write_row(0, 0, ["Form Group", "Form Name"])
        taken: set[str] = set()
        for form, group in shown.groupby("form", sort=False):
            sheet = book.add_worksheet(name_sheet(str(group["form_name"].iloc[0]), taken))
            sheet.write_string(0, 0, str(form))
            sheet.write_row(1, 0, headers)
            for row, field in enumerate(group.to_dict("records"), 2):
                sheet.write_row(row, 0, list_cells(field, inline, names, hidden=hidden))
        sheet = book.add_worksheet("lookups")
        sheet.write_row(0, 0, ["Lookup ID", "Lookup Name", "Option ID", "Option Name"])
        listed = lookups[~lookups["lookup"].str.contains(".", regex=False)]
        for row, option in enumerate(listed.to_dict("records"), 1):
            name = str(option["lookup"]).removeprefix("lookup-").replace("-", " ").title()
            sheet.write_row(row, 0, [option["lookup"], name, option["id"], option["label"]])


def name_sheet(name: str, taken: set[str]) -> str:
    """Return a name that Excel takes and no other sheet has."""
    plain = "".join(letter for letter in name if letter not in "[]:*?/\\'")[:LONGEST]
    number = 1
    while plain.lower() in taken:
        plain = f"{plain[: LONGEST - 2]} {number}"
        number += 1
    taken.add(plain.lower())
    return plain


def list_cells(
    field: Mapping[Hashable, Any], inline: dict[str, str], names: dict[str, str], *, hidden: bool
) -> list[object]:
    """Return the cells of one field; that of a subform says what the subform is called."""
    multi = " (multi)" if str(field["multi"]) == "1" else ""
    source = str(field["options"] or "")
    own = source == "inline"
    told = inline.get(f"{field['form']}.{field['field']}", "") if own else ""
    nested = field["type"] == "subform" and source in names
    told = f"Subform: {names[source]}" if nested else told
    cells = [
        str(field["form_group"] or ""),
        str(field["form_name"]),
        str(field["field"]),
        f"{field['type']}{multi}",
        str(field["label"]),
        str(field["visible"]) == "1",
        False,
        True,
        False,
        told,
        "" if own or nested else source,
        "",
        "",
    ]
    return [cell for place, cell in enumerate(cells) if hidden or place != VISIBLE]
