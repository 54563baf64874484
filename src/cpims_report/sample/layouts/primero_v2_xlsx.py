"""The Excel export of Primero v2: a sheet a form, a sheet a subform, display names and labels."""

from __future__ import annotations

from io import BytesIO

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import forms, subforms
from cpims_report.sample.layouts.workbook import sheet_name, write_workbook
from cpims_report.sample.received import Delivery

SUFFIX = "xlsx"
SOURCE_ID = "short_id"


def render(delivery: Delivery, settings: Settings) -> bytes:
    """Return the workbook: column A of every sheet is `ID`, the short id of the record."""
    buffer = BytesIO()
    write_workbook(buffer, sheets(delivery, settings))
    return buffer.getvalue()


def sheets(delivery: Delivery, settings: Settings) -> dict[str, pd.DataFrame]:
    """Return sheet name -> table, in the order of the forms.

    The form "Services" holds nothing but its subform and has no sheet of its own.
    """
    records = delivery.records
    care = sheet_name("Nested Care Arrangements", "Care Arrangements")
    moves = sheet_name("Nested Transitions Subform", "Referrals and Transfers")
    return {
        "Basic Identity": forms.basic_identity(records, settings),
        "Protection Concerns": forms.protection_concerns(records, settings),
        "Care Arrangements": forms.care_arrangements(records, settings),
        care: subforms.care_history(delivery, settings),
        "Tracing": forms.tracing(records, settings),
        sheet_name("Nested Services", "Services"): subforms.services(delivery, settings),
        moves: subforms.transitions(delivery, settings),
        "Data Confidentiality": forms.consent(records),
        "Closure": forms.closure(records, settings),
        "Record Information": forms.record_information(records, delivery.agency, settings),
        sheet_name("Case Reopened", "Record Information"): subforms.reopenings(delivery),
    }
