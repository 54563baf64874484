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
RENAMED = {"Tracing": "Separation Details"}
"""Sheets that the system calls by another name than Primero's seed."""
CODED = (
    *SEEDS,
    "status",
    "sex",
    "risk_level",
    "displacement_status",
    "protection_status",
    "source_of_identification",
)


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
    """Return a page with the system's own fields and options in place of Primero's seed's."""
    known = system.dictionary["fields"]
    own = {each["column"]: key for key, each in reversed(list(known.items()))}
    moved = {
        column: own[name]
        for name, column in page.fields.items()
        if column not in known and own.get(name) in system.columns
    }
    page = replace(
        page,
        table=page.table.rename(columns=moved),
        fields={name: moved.get(column, column) for name, column in page.fields.items()},
    )
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
    """Yield the sheets of a workbook as the system has them, and the sheets of further forms."""
    flat = system.fields[(system.fields["nested"] == "0") & (system.fields["form_visible"] == "1")]
    forms = {str(name): rows for name, rows in flat.groupby("form_name", sort=False)}
    sheets = {sheet_name(FORBIDDEN.sub(" ", name)): name for name in forms}
    done = set()
    for page in pages:
        name = sheets.get(RENAMED.get(page.name, page.name), "")
        if not name:
            yield page
            continue
        done.add(name)
        own = relabel(replace(page, name=RENAMED.get(page.name, page.name)), forms[name], system)
        yield replace(own, table=add_labels(own, forms[name], system, rng))
    first = replace(pages[0], table=pages[0].table.iloc[:, [0]], fields={}, shown={})
    for sheet, name in sheets.items():
        if name not in done:
            table = add_labels(first, forms[name], system, rng)
            yield replace(first, name=sheet, table=table)


def relabel(page: Page, rows: pd.DataFrame, system: System) -> Page:
    """Return a sheet with the labels that the system has for our fields on that form."""
    labels = dict(zip(rows["field"], rows["label"], strict=True))
    own = {
        each["column"]: labels[key]
        for key, each in reversed(list(system.dictionary["fields"].items()))
        if key in labels
    }
    shown = {column: own[name] for name, column in page.fields.items() if name in own}
    return replace(page, shown={**page.shown, **shown})


def add_labels(
    page: Page, rows: pd.DataFrame, system: System, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the table of a sheet with a column under the label of each further field."""
    labels = dict(zip(rows["field"], rows["label"], strict=True))
    spare = rows[~rows["field"].isin(system.needed)]
    extra = build_columns(spare, page.table, system, rng)
    named = extra.set_axis([labels[str(field)] for field in extra], axis=1)
    taken = {*page.table.columns, *page.headers()}
    unique = named.loc[:, ~named.columns.duplicated() & ~named.columns.isin([*taken])]
    return pd.concat([page.table, unique], axis=1)
