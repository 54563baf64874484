"""The sheets of a form export: what stands in which column, in whatever language and release.

Releases add and drop columns, and translate their headers. The column of field types is known by
its words; before it stand the field's id and its form's name, behind it the field's label, then
marks, the options as one text, in newer releases the list that they are of, and two texts for
caseworkers that are never read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from cpims_report.records.read.sheets import Sheet
from cpims_report.records.text.normalisation import tidy

TYPES = re.compile(
    r"(text_field|textarea|select_box|radio_button|tick_box|numeric_field|date_field|date_range|"
    r"subform|separator|photo_upload_box|audio_upload_box|document_upload_box|tally_field|"
    r"custom|signature|calculated)\b.*"
)
FORM_ID = re.compile(r"[A-Za-z][\w.-]*")
FIELD_ID = re.compile(r"[\w.?-]+")
SOURCE = re.compile(r"(?:lookup[-_ ].*|(?:Reporting)?Location|Agency|User\w*|Entity)")
"""What stands in the column that says which list the options of a field are."""
FIELD_COLUMNS = ("form", "form_name", "field", "type", "label", "options", "list")
FEWEST = 3
"""Columns behind the label in the oldest release: options, help, guiding questions."""


@dataclass(frozen=True)
class FormSheet:
    """The sheet of one form: its id, its cells, and the columns of types and of the options."""

    form: str
    cells: pd.DataFrame
    kind: int
    last: int

    @property
    def sources(self) -> pd.Series:
        """The cells of the column that may say of which list the options are."""
        return self.cells[self.last]

    def table(self, listed: bool) -> pd.DataFrame:
        """Return the fields of the form; `listed` says that the last column names their lists."""
        columns = {
            "form_name": self.kind - 2,
            "field": self.kind - 1,
            "type": self.kind,
            "label": self.kind + 1,
            "options": self.last - listed,
        }
        found = {name: self.cells[place] for name, place in columns.items()}
        lists = self.sources if listed else ""
        return pd.DataFrame(found).assign(form=self.form, list=lists)[list(FIELD_COLUMNS)]


def open_form(sheet: Sheet) -> FormSheet | None:
    """Return the sheet of a form, or None where a sheet is another."""
    title = clean(sheet.headers[0]) if sheet.headers else ""
    rows = sheet.cells.astype("object").where(sheet.cells.notna(), "").map(clean)
    kinds = [place for place in range(rows.shape[1]) if rows[place].str.fullmatch(TYPES).any()]
    if not title or not kinds or kinds[0] < 2:
        return None
    fields = rows[kinds[0]].str.fullmatch(TYPES)
    head = rows[~fields & (fields.cumsum() == 0)]
    if head.empty:
        return None
    width = max((place for place in range(rows.shape[1]) if head.iloc[-1][place]), default=0) + 1
    last = width - 3
    if last < kinds[0] + FEWEST - 1:
        return None
    named = rows[kinds[0] - 1].str.fullmatch(FIELD_ID)
    form = title if FORM_ID.fullmatch(title) else make_id(title)
    return FormSheet(form, rows[fields & named], kinds[0], last)


def read_forms(sheets: list[FormSheet], lists: Collection[str]) -> pd.DataFrame:
    """Return the fields of all forms; `lists` are the lists that the export has.

    That the last column names lists is plain where one of its cells does, on whatever form.
    """
    cells = pd.concat([sheet.sources for sheet in sheets])
    listed = bool((cells.str.fullmatch(SOURCE) | cells.isin([*lists])).any())
    return pd.concat([sheet.table(listed) for sheet in sheets], ignore_index=True)


def read_lists(sheet: Sheet) -> pd.DataFrame | None:
    """Return the options of all lists, or None where a sheet is another."""
    words = [tidy(word) for word in sheet.headers]
    first = sheet.cells[0].astype("str") if len(words) >= 4 else pd.Series(dtype="str")
    if sheet.name.strip().lower() != "lookups" and not first.str.startswith("lookup").any():
        return None
    if len(words) < 4:
        return None
    table = sheet.cells[[0, 2, 3]].set_axis(["list", "option", "label"], axis=1).astype("str")
    filled = table.assign(list=table["list"].ffill()).dropna(subset=["option"])
    return filled.fillna("").map(clean)


def clean(cell: object) -> str:
    """Return a cell as plain text; some systems keep what their editors made of signs (&amp;)."""
    return tidy(html.unescape(str(cell)))


def make_id(label: str) -> str:
    """Return the id that a system makes of a label: small letters, signs as underscores."""
    return re.sub(r"[^\w]+", "_", label.strip().lower()).strip("_")
