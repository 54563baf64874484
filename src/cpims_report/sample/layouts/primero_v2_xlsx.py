"""The Excel export of Primero v2: a sheet a form, a sheet a subform, display names and labels."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import arabic, focus, forms, subforms
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import sheet_name, write_workbook
from cpims_report.sample.received import Delivery

SUFFIX = "xlsx"
SOURCE_ID = "short_id"


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the sheets in the order of the forms: column A of every one is the record's short id.

    The form "Services" holds nothing but its subform and has no sheet of its own.
    """
    records, agency = delivery.records, delivery.agency
    told = focus.by_form(records) if delivery.tells_forms else records
    tables: list[tuple[str, str, pd.DataFrame, dict[str, str]]] = [
        ("Basic Identity", "", forms.basic_identity(records, settings), forms.BASIC_IDENTITY),
        ("Protection Concerns", "", forms.protection_concerns(told, settings), forms.PROTECTION),
        ("Assessment", "", forms.assessment(records, settings), forms.ASSESSMENT),
        ("Case Plan", "", forms.case_plan(records), forms.CASE_PLAN),
        ("Care Arrangements", "", forms.care_arrangements(records, settings), forms.CARE),
        (
            "Nested Care Arrangements",
            "Care Arrangements",
            forms.care_arrangements(records, settings),
            {},
        ),
        ("Tracing", "", forms.tracing(records, settings), forms.TRACING),
        ("Nested Services", "Services", subforms.services(delivery, settings), subforms.SERVICES),
        (
            "Nested Followup Subform",
            "Follow Up",
            subforms.followups(delivery),
            subforms.FOLLOWUPS,
        ),
        (
            "Nested Incident Details Subform",
            "Incident Details",
            subforms.incidents(delivery),
            subforms.INCIDENTS,
        ),
        (
            "Nested Transitions Subform",
            "Referrals and Transfers",
            subforms.transitions(delivery, settings),
            subforms.TRANSITIONS,
        ),
        ("Data Confidentiality", "", forms.consent(records), forms.CONSENT),
        ("Closure", "", forms.closure(records, settings), forms.CLOSURE),
        (
            "Record Information",
            "",
            forms.record_information(records, agency, settings),
            forms.OWNER,
        ),
        ("Case Reopened", "Record Information", subforms.reopenings(delivery), subforms.REOPENINGS),
    ]
    english = [build(form, parent, table, fields) for form, parent, table, fields in tables]
    return arabic.translate(english, tables, settings) if delivery.arabic else english


def build(form: str, parent: str, table: pd.DataFrame, fields: dict[str, str]) -> Page:
    """Return a sheet; the column `uuid` of its table says whose row each is and is not written."""
    return Page(
        sheet_name(form, parent), table.drop(columns="uuid"), uuids=table["uuid"], fields=fields
    )


def write(pages: list[Page]) -> bytes:
    """Return the workbook."""
    return write_workbook(pages)
