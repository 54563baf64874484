"""The Excel export of Primero v2: a sheet a form, a sheet a subform, display names and labels."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import arabic, focus, forms, subforms
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.vocabulary import Vocabulary
from cpims_report.sample.layouts.workbook import sheet_name, write_workbook
from cpims_report.sample.received import Delivery

SUFFIX = "xlsx"
SOURCE_ID = "short_id"
ELSEWHERE = {
    "Basic Identity": ("Interview Details", ["Source of identification"]),
    "Assessment": ("BIA Form", ["Approved by Manager", "Date", "Approval Status"]),
}
"""Form of the seed -> another one on which Jordan's system asks some of its questions."""

Table = tuple[str, str, pd.DataFrame, dict[str, str]]
"""Form, parent, cells, and our field -> column."""


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the sheets in the order of the forms: column A of every one is the record's short id.

    The form "Services" holds nothing but its subform and has no sheet of its own. Jordan's system
    asks care in a subform alone, and who told of the child on a form of its own.
    """
    agency = delivery.agency
    vocabulary = Vocabulary(settings, delivery.system)
    records = vocabulary.tell_kinds(delivery.records)
    told = focus.by_form(records) if delivery.tells_forms else records
    care = forms.care_arrangements(records, vocabulary)
    tables: list[Table] = [
        ("Basic Identity", "", forms.basic_identity(records, vocabulary), forms.BASIC_IDENTITY),
        ("Protection Concerns", "", forms.protection_concerns(told, vocabulary), forms.PROTECTION),
        ("Assessment", "", forms.assessment(records, vocabulary), forms.ASSESSMENT),
        ("Case Plan", "", forms.case_plan(records), forms.CASE_PLAN),
        ("Care Arrangements", "", care, forms.CARE),
        ("Nested Care Arrangements", "Care Arrangements", care, {}),
        ("Tracing", "", forms.tracing(records, vocabulary), forms.TRACING),
        (
            "Nested Services",
            "Services",
            subforms.services(delivery, vocabulary),
            subforms.SERVICES,
        ),
        (
            "Nested Followup Subform",
            "Follow Up",
            subforms.followups(delivery, vocabulary),
            subforms.FOLLOWUPS,
        ),
        (
            "Nested Incident Details Subform",
            "Incident Details",
            subforms.incidents(delivery, vocabulary),
            subforms.INCIDENTS,
        ),
        (
            "Nested Transitions Subform",
            "Referrals and Transfers",
            subforms.transitions(delivery, settings),
            subforms.TRANSITIONS,
        ),
        ("Data Confidentiality", "", forms.consent(records, vocabulary), forms.CONSENT),
        ("Closure", "", forms.closure(records, vocabulary), forms.CLOSURE),
        (
            "Record Information",
            "",
            forms.record_information(records, agency, settings),
            forms.OWNER,
        ),
        ("Case Reopened", "Record Information", subforms.reopenings(delivery), subforms.REOPENINGS),
    ]
    if delivery.system:
        tables = [*rehouse(tables)]
    sheets = [build(form, parent, table, fields) for form, parent, table, fields in tables]
    if delivery.arabic:
        return arabic.translate(sheets, tables, settings)
    names = [form for form, _, _, _ in tables]
    return [vocabulary.label(page, form) for page, form in zip(sheets, names, strict=True)]


def rehouse(tables: list[Table]) -> Iterator[Table]:
    """Yield the tables of the seed's forms with what a system asks on other forms on those."""
    for form, parent, table, fields in tables:
        if form == "Care Arrangements":
            continue
        if form == "Nested Care Arrangements":
            yield form, parent, table, forms.NESTED_CARE
            continue
        other, columns = ELSEWHERE.get(form, ("", []))
        yield form, parent, table.drop(columns=columns), leave(fields, columns)
        if other:
            moved = {name: column for name, column in fields.items() if column in columns}
            yield other, "", table[["uuid", "ID", *columns]], moved


def leave(fields: dict[str, str], columns: list[str]) -> dict[str, str]:
    """Return fields without those that stand in some columns."""
    return {name: column for name, column in fields.items() if column not in columns}


def build(form: str, parent: str, table: pd.DataFrame, fields: dict[str, str]) -> Page:
    """Return a sheet; the column `uuid` of its table says whose row each is and is not written."""
    return Page(
        sheet_name(form, parent), table.drop(columns="uuid"), uuids=table["uuid"], fields=fields
    )


def write(pages: list[Page]) -> bytes:
    """Return the workbook."""
    return write_workbook(pages)
