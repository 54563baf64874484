"""The UNHCR export of Primero: fifteen columns, one row per child of the year's list."""

from __future__ import annotations

from io import StringIO

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.received import Delivery
from cpims_report.schema import UNKNOWN

SUFFIX = "csv"
SOURCE_ID = "case_display"


def render(delivery: Delivery, settings: Settings) -> bytes:
    """Return the file: UTF-8, the first header a single blank above the running number."""
    text = StringIO()
    columns(delivery.records, settings).to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode()


def columns(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the fifteen columns. There is no date of closure and no date of registration.

    The column named "Primary Protection Concerns" holds the separation status, the one named
    "Secondary" the specific-needs codes; a place is a reversed path. An empty status means neither:
    the list has no third option, nor one for unknown.
    """
    place = options.place_names(records, settings)
    reunified = records["closure_reason"].eq("needs_met") & records["protection_status"].eq(
        "separated"
    )
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
            "Governorate - Country": (place + " - Jordan").where(place.ne(""), ""),
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
