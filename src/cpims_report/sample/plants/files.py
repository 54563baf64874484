"""Problems of whole files: blank subform rows, codes for headers, encodings, what hands make."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cpims_report.sample.layouts.page import Page
from cpims_report.sample.plants.plant import Mark
from cpims_report.sample.received import Delivery

CODE_PAGE = ("tdhl", 2017)
"""The file that its agency saved in the code page of an Arabic Windows (CP1256)."""

COMPLETE = ("primero_v2_csv", "primero_v2_json", "primero_v1_csv")
"""Layouts with every field that a case can have."""
TOTAL = "Total"


def in_code_page(delivery: Delivery) -> bool:
    """Return whether a file is not in UTF-8."""
    return (delivery.agency, delivery.year) == CODE_PAGE


def add_total(pages: list[Page], delivery: Delivery) -> list[Page]:
    """Return the pages; below the cases of a file made by hand stands a row that sums them up."""
    if delivery.profile != "template_xlsx":
        return pages
    first, *others = pages
    row = {first.fields["source_id"]: TOTAL, first.fields["age"]: len(first.table)}
    last = pd.DataFrame([row]).reindex(columns=first.table.columns)
    table = pd.concat([first.table.astype(object), last.astype(object)], ignore_index=True)
    uuids = pd.concat([first.uuids, pd.Series([""])], ignore_index=True)
    return [replace(first, table=table, uuids=uuids), *others]


def list_habits(pages: list[Page], delivery: Delivery) -> list[Mark]:
    """Return the marks of problems that concern a file or a sheet, or a row that is no case."""
    marks = [Mark(4, "mend", "", sheet=page.name) for page in pages if has_blank_rows(page)]
    if delivery.profile == "legacy_cpims":
        marks.append(Mark(8, "flag", "", sheet=pages[0].name))
    if in_code_page(delivery):
        marks.append(Mark(14, "mend", ""))
    if delivery.profile not in COMPLETE:
        marks.append(Mark(48, "flag", ""))
    if delivery.profile == "template_xlsx":
        marks.append(Mark(50, "flag", "", sheet=pages[0].name))
        marks.append(Mark(52, "exclude", "source_id", len(pages[0].table) - 1))
    return marks


def has_blank_rows(page: Page) -> bool:
    """Return whether a page is that of a subform with rows that hold nothing but the id."""
    nested = any("." in field for field in page.fields)
    return nested and bool((page.table.drop(columns="ID", errors="ignore") == "").all(axis=1).any())
