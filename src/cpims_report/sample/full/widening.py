"""Pages of an export with all columns that the system has, and with its own options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from cpims_report.sample.full.invented import invent
from cpims_report.sample.full.system import System
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import sheet_name
from cpims_report.sample.received import Delivery

WIDENED = ("primero_v2_csv", "primero_v2_json", "primero_v2_xlsx")
"""Layouts of the system."""
SEEDS: Mapping[str, Mapping[str, str]] = {
    "concerns": options.CONCERN_IDS,
    "primary_concern": options.CONCERN_IDS,
    "closure_reason": options.CLOSURE_IDS,
    "nationality": options.COUNTRY_IDS,
    "disability": options.DISABILITY_IDS,
    "separation_cause": options.SEPARATION_IDS,
}
"""Our field -> our code -> the id of Primero's seed, where the two differ."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""What Excel does not take in the name of a sheet; systems write a blank for it."""
CODED = (*SEEDS, "status", "sex", "risk_level", "displacement_status", "protection_status")


def widen(pages: list[Page], delivery: Delivery, system: System, seed: int) -> list[Page]:
    """Return the pages of a file with every column of the system.

    Only what no report needs is invented, so that the truth stays what it was. A code for which
    the system has no option keeps the option of Primero's seed.
    """
    if delivery.profile not in WIDENED:
        return pages
    rng = np.random.default_rng([seed, delivery.year, *delivery.agency.encode()])
    if delivery.profile == "primero_v2_xlsx":
        return [*widen_forms(pages, system, rng)]
    first, *nested = pages
    own = recode(first, system)
    extra = build_columns(system.fields, own.table, system, rng)
    order = [name for name in system.columns if name in extra]
    wide = pd.concat([own.table, extra[order]], axis=1)
    return [replace(own, table=wide), *nested]


def build_columns(
    fields: pd.DataFrame, known: pd.DataFrame, system: System, rng: np.random.Generator
) -> pd.DataFrame:
    """Return a column a field that is not there yet: invented, or empty where a report needs it."""
    flat = fields[(fields["nested"] == "0") & (fields["type"] != "subform")]
    new = flat[~flat["field"].isin(known.columns)].drop_duplicates("field")
    blank = np.full(len(known), "", dtype=object)
    columns = {
        field: blank if field in system.needed else invent(rng, field, kind, len(known))
        for field, kind in zip(new["field"], new["type"], strict=True)
    }
    return pd.DataFrame(columns, index=known.index)


def recode(page: Page, system: System) -> Page:
    """Return a page with the system's own options in place of those of Primero's seed."""
    columns = {page.fields[name]: name for name in CODED if name in page.fields}
    changed = {
        column: page.table[column].map(translate(find_words(name, column, system)))
        for column, name in columns.items()
    }
    return replace(page, table=page.table.assign(**changed))


def find_words(name: str, column: str, system: System) -> dict[str, str]:
    """Return seed's option -> the system's option for the same code of ours."""
    seeds = SEEDS.get(name, {})
    return {seeds.get(code, code): key for code, key in system.find_options(column).items()}


def translate(words: Mapping[str, str]) -> Any:
    """Return what makes of a cell, or of each item of a list, the word in its place."""

    def change(cell: Any) -> Any:
        if isinstance(cell, list):
            return [words.get(item, item) for item in cell]
        if isinstance(cell, str) and cell.startswith("["):
            items = cell.strip("[]").split(", ")
            return "[" + ", ".join(f'"{words.get(i, i)}"' for i in map(unquote, items) if i) + "]"
        return words.get(cell, cell)

    return change


def unquote(item: str) -> str:
    """Return an item of a list without its quotes."""
    return item.strip().strip('"')


def widen_forms(pages: list[Page], system: System, rng: np.random.Generator) -> Iterator[Page]:
    """Yield the sheets of a workbook with further columns, and the sheets of further forms."""
    flat = system.fields[(system.fields["nested"] == "0") & (system.fields["form_visible"] == "1")]
    forms = {str(name): rows for name, rows in flat.groupby("form_name", sort=False)}
    sheets = {sheet_name(FORBIDDEN.sub(" ", name)): name for name in forms}
    done = set()
    for page in pages:
        rows = forms.get(sheets.get(page.name, ""))
        if rows is None:
            yield page
            continue
        done.add(page.name)
        yield replace(page, table=add_labels(page.table, rows, system, rng))
    first = pages[0]
    for sheet, name in sheets.items():
        if sheet not in done:
            ids = first.table.iloc[:, [0]]
            table = add_labels(ids, forms[name], system, rng)
            yield Page(sheet, table, uuids=first.uuids)


def add_labels(
    table: pd.DataFrame, rows: pd.DataFrame, system: System, rng: np.random.Generator
) -> pd.DataFrame:
    """Return a sheet with a column under the label of each further field of its form."""
    labels = dict(zip(rows["field"], rows["label"], strict=True))
    extra = build_columns(rows[~rows["field"].isin(system.needed)], table, system, rng)
    named = extra.set_axis([labels[str(field)] for field in extra], axis=1)
    unique = named.loc[:, ~named.columns.duplicated() & ~named.columns.isin(table.columns)]
    return pd.concat([table, unique], axis=1)
