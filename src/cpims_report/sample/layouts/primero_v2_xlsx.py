"""The Excel export of Primero v2: a sheet a form, a sheet a subform, display names and labels."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import arabic, focus, forms, subforms
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.vocabulary import Vocabulary
from cpims_report.sample.layouts.workbook import sheet_name, write_workbook
from cpims_report.sample.received import Delivery

SUFFIX = "xlsx"
SOURCE_ID = "short_id"


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the sheets in the order of the forms: column A of every one is the record's short id.

    The form "Services" holds nothing but its subform and has no sheet of its own. Jordan's system
    asks care in a subform alone, and who told of the child on a form of its own.
    """
    agency = delivery.agency
    vocabulary = Vocabulary(settings, delivery.system)
    records = vocabulary.tell_kinds(delivery.records)
    told = focus.by_form(records) if delivery.tells_forms else records
    identity = forms.basic_identity(records, vocabulary)
    source = identity[["uuid", "ID", *forms.INTERVIEW.values()]]
    known = forms.BASIC_IDENTITY | forms.INTERVIEW
    if delivery.system:
        known = forms.BASIC_IDENTITY
        identity = identity.drop(columns=[*forms.INTERVIEW.values()])
    care = forms.care_arrangements(records, vocabulary)
    tables: list[tuple[str, str, pd.DataFrame, dict[str, str]]] = [
        ("Basic Identity", "", identity, known),
        ("Protection Concerns", "", forms.protection_concerns(told, vocabulary), forms.PROTECTION),
        ("Assessment", "", forms.assessment(records, vocabulary), forms.ASSESSMENT),
        ("Case Plan", "", forms.case_plan(records), forms.CASE_PLAN),
        *(
            [
                ("Interview Details", "", source, forms.INTERVIEW),
                ("Nested Care Arrangements", "Care Arrangements", care, forms.NESTED_CARE),
            ]
            if delivery.system
            else [
                ("Care Arrangements", "", care, forms.CARE),
                ("Nested Care Arrangements", "Care Arrangements", care, {}),
            ]
        ),
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
    sheets = [build(form, parent, table, fields) for form, parent, table, fields in tables]
    if delivery.arabic:
        return arabic.translate(sheets, tables, settings)
    names = [form for form, _, _, _ in tables]
    return [vocabulary.label(page, form) for page, form in zip(sheets, names, strict=True)]


def build(form: str, parent: str, table: pd.DataFrame, fields: dict[str, str]) -> Page:
    """Return a sheet; the column `uuid` of its table says whose row each is and is not written."""
    return Page(
        sheet_name(form, parent), table.drop(columns="uuid"), uuids=table["uuid"], fields=fields
    )


def write(pages: list[Page]) -> bytes:
    """Return the workbook."""
    return write_workbook(pages)
