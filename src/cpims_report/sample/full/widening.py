"""Pages of an export with all columns that the system has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from cpims_report.sample.full.invented import invent
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import sheet_name
from cpims_report.sample.received import Delivery
from cpims_report.sample.system import System

WIDENED = ("primero_v2_csv", "primero_v2_json", "primero_v2_xlsx")
"""Layouts of the system."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
"""What Excel does not take in the name of a sheet; systems write a blank for it."""


def widen(pages: list[Page], delivery: Delivery, system: System, seed: int) -> list[Page]:
    """Return the pages of a file with every column of the system.

    Only what no report needs is invented, so that the truth stays what it was.
    """
    if delivery.profile not in WIDENED:
        return pages
    rng = np.random.default_rng([seed, delivery.year, *delivery.agency.encode()])
    if delivery.profile == "primero_v2_xlsx":
        return [*widen_forms(pages, system, rng)]
    first, *nested = pages
    extra = build_columns(system.fields, first.table, system, rng)
    order = [name for name in system.columns if name in extra]
    wide = pd.concat([first.table, extra[order]], axis=1)
    return [replace(first, table=wide), *nested]


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


def widen_forms(pages: list[Page], system: System, rng: np.random.Generator) -> Iterator[Page]:
    """Yield the sheets of a workbook with all their fields, and the sheets of further forms."""
    flat = system.fields[(system.fields["nested"] == "0") & (system.fields["form_visible"] == "1")]
    forms = {str(name): rows for name, rows in flat.groupby("form_name", sort=False)}
    sheets = {sheet_name(FORBIDDEN.sub(" ", name)): name for name in forms}
    done = set()
    for page in pages:
        name = sheets.get(page.name, "")
        done.add(name)
        yield replace(page, table=add_labels(page, forms[name], system, rng)) if name else page
    first = replace(pages[0], table=pages[0].table.iloc[:, [0]], fields={}, shown={})
    for sheet, name in sheets.items():
        if name not in done:
            table = add_labels(first, forms[name], system, rng)
            yield replace(first, name=sheet, table=table)


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
