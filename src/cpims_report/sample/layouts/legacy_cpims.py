"""The export of the inter-agency CPIMS of the desktop: two header rows, GUID columns, dd/mm/yyyy.

There is no open and no closed, no closure, no consent, no risk: `Status` is that of tracing.
"""

from __future__ import annotations

import pandas as pd
import xlsxwriter

from cpims_report.config import Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.options import labels, words
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import write_row, write_workbook
from cpims_report.sample.received import Delivery

SUFFIX = "xlsx"
SOURCE_ID = "uuid"
DAY = "%d/%m/%Y"
SHEET = "Sheet1"
FORM_ROW, FIRST_ROW = 1, 4
"""Row of the form names, whose first cell is blank, and row of the first record."""

SEPARATION_GUID = "8c1f3d52-6a0e-4b7b-9d38-5e1f00000001"
CARE_GUID = "8c1f3d52-6a0e-4b7b-9d38-5e1f00000002"
SECOND_ROW = ("CurrentLocation2", "Estimated", "ICRCId", "UNHCRId", SEPARATION_GUID, CARE_GUID)
"""Headers that stand in the second of the two header rows; all others stand in the first."""

FIELDS = {
    "source_id": "PersonGId",
    "location": "CurrentLocation",
    "registration_date": "DateOfRegistration",
    "sex": "Sex",
    "birth_date": "DateOfBirth",
    "age_estimated": "Estimated",
    "individual_no": "UNHCRId",
    "concerns": "ChildCategoryNIds",
    "nationality": "NationalityNIds",
    "separation_cause": SEPARATION_GUID,
    "care_arrangement": CARE_GUID,
}


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the one sheet."""
    records = delivery.records
    table = columns(records, delivery.agency, settings)
    return [Page(SHEET, table, uuids=records["uuid"], fields=FIELDS, first_row=FIRST_ROW)]


def write(pages: list[Page]) -> bytes:
    """Return the workbook: form names, the two header rows, then the records."""
    return write_workbook(pages, heads=write_heads)


def write_heads(sheet: xlsxwriter.worksheet.Worksheet, page: Page) -> None:
    """Write the three rows above the records: a header stands in one of two rows, never in both.

    The first column alone has its name in both, else its second row would count as empty.
    """
    headers = page.headers()
    below = [name in SECOND_ROW for name in page.table.columns]
    pairs = list(zip(headers, below, strict=True))
    write_row(sheet, FORM_ROW - 1, ["", "Registration", *[""] * (len(headers) - 2)])
    write_row(sheet, FORM_ROW, ["" if low else header for header, low in pairs])
    write_row(
        sheet, FORM_ROW + 1, [headers[0], *(header if low else "" for header, low in pairs[1:])]
    )


def columns(records: pd.DataFrame, agency: str, settings: Settings) -> pd.DataFrame:
    """Return the columns in order; those that name a person are not exported."""
    names = {key: concern.label.en for key, concern in settings.concerns.concerns.items()}
    names |= {**options.CONCERN_LABELS, "unaccompanied": "Unaccompanied", "separated": "Separated"}
    place = options.place_names(records, settings)
    care = options.separated_only(records["care_arrangement"], records)
    cause = options.separated_only(records["separation_cause"], records)
    return pd.DataFrame(
        {
            "PersonGId": records["uuid"],
            "Agency": settings.agencies[agency].short,
            "CurrentLocation": options.countries(records).where(place.ne(""), ""),
            "CurrentLocation2": place,
            "Status": words(cause.where(cause.eq(""), "open"), {"open": "Tracing ongoing"}),
            "DateOfRegistration": records["registration_date"].dt.strftime(DAY),
            "Sex": words(records["sex"], {"female": "F", "male": "M"}),
            "DateOfBirth": records["birth_date"].dt.strftime(DAY).fillna(""),
            "Estimated": records["birth_year_only"].map({True: "Yes", False: "No"}),
            "ICRCId": "",
            "UNHCRId": records["individual_number"],
            "ChildCategoryNIds": options.lists(categories(records), names, ",".join),
            "NationalityNIds": words(records["nationality"], options.COUNTRY_LABELS),
            SEPARATION_GUID: words(cause, labels(settings, "separation_cause")),
            CARE_GUID: words(care, labels(settings, "care_arrangement")),
        }
    )


def categories(records: pd.DataFrame) -> pd.Series[str]:
    """Return concerns, statuses and separation in one list, as the old system had them."""
    apart = options.separated_only(records["protection_status"], records)
    ticked = options.recorded_concerns(records)
    return (apart + "|" + ticked).str.strip("|")
