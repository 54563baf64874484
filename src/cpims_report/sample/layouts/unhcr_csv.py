"""The UNHCR export of Primero: fifteen columns, one row per child of the year's list."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import focus, options
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.text import write_text
from cpims_report.sample.received import Delivery
from cpims_report.schema import UNKNOWN

SUFFIX = "csv"
SOURCE_ID = "case_display"


FIELDS = {
    "source_id": "CPIMS Code",
    "individual_no": "Individual Progress ID",
    "registration_date": "Date of Identification",
    "protection_status": "Primary Protection Concerns",
    "concerns": "Secondary Protection Concerns",
    "location": "Governorate - Country",
    "sex": "Sex",
    "birth_date": "Date of Birth",
    "age": "Age",
    "separation_cause": "Causes of Separation",
    "nationality": "Country of Origin",
    "care_arrangement": "Current Care Arrangement",
    "reunified": "Reunification Status",
    "status": "Case Status",
}
"""Our field -> header. No header for all that the list does not hold."""


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the one table of the file: the first header a single blank above the row number."""
    records = focus.by_form(delivery.records)
    return [Page("", columns(records, settings), uuids=records["uuid"], fields=FIELDS)]


def write(pages: list[Page]) -> bytes:
    """Return the file, UTF-8."""
    return write_text(pages[0]).encode()


def columns(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the fifteen columns. There is no date of closure and no date of registration.

    The column named "Primary Protection Concerns" holds the separation status, the one named
    "Secondary" the specific-needs codes; a place is a reversed path. An empty status means neither:
    the list has no third option, nor one for unknown.
    """
    place = options.place_names(records, settings)
    reunified = options.tracing(records).eq("reunified")
    care = options.separated_only(records["care_arrangement"], records)
    cause = options.separated_only(records["separation_cause"], records)
    status = {**options.labels(settings, "protection_status"), "neither": "", UNKNOWN: ""}
    return pd.DataFrame(
        {
            " ": np.arange(1, len(records) + 1),
            "Individual Progress ID": records["individual_number"],
            "CPIMS Code": records["case_display"],
            "Date of Identification": options.iso(records["registration_date"]),
            "Primary Protection Concerns": options.words(records["protection_status"], status),
            "Secondary Protection Concerns": options.lists(
                options.recorded_concerns(records), options.NEEDS_CODES, ", ".join
            ),
            "Governorate - Country": (place + " - " + options.countries(records)).where(
                place.ne(""), ""
            ),
            "Sex": options.words(records["sex"], options.SEX_LABELS),
            "Date of Birth": options.iso(records["birth_date"]),
            "Age": records["age_shown"],
            "Causes of Separation": options.words(
                cause, options.labels(settings, "separation_cause")
            ),
            "Country of Origin": options.words(records["nationality"], options.COUNTRY_LABELS),
            "Current Care Arrangement": options.words(
                care, options.labels(settings, "care_arrangement")
            ),
            "Reunification Status": reunified.map({True: "true", False: "false"}),
            "Case Status": records["status"].map(
                lambda status: "Open" if status == "open" else "Closed"
            ),
        }
    )
