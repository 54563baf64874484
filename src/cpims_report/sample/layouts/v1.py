"""What the exports of Primero v1 share: field names as headers, labels as values."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.display import day, paths, yes_no
from cpims_report.sample.layouts.options import YES_NO, labels, words
from cpims_report.sample.received import Delivery
from cpims_report.schema import UNKNOWN

FIELDS = {
    "source_id": "_id",
    "display_id": "case_id_display",
    "status": "child_status",
    "reopened": "case_status_reopened",
    "registration_date": "registration_date",
    "sex": "sex",
    "age": "age",
    "birth_date": "date_of_birth",
    "age_estimated": "estimated",
    "individual_no": "unhcr_individual_no",
    "location": "location_current",
    "protection_status": "protection_status",
    "risk_level": "risk_level",
    "displacement_status": "displacement_status",
    "primary_concern": "primary_protection_concern",
    "disability": "disability_type",
    "care_arrangement": "care_arrangements_type",
    "separation_cause": "separation_cause",
}
"""Our field -> field name of v1; lists are written differently by its CSV and Excel exports."""

CARE = {
    "kinship_care_extended_family": "Stays with related caregiver",
    "adult_sibling": "Stays with related caregiver",
    "unrelated_adult": "Stays with unrelated caregiver",
    "foster_care": "Stays with unrelated caregiver",
    "residential_care": "Residential Care Center",
    "child_headed_household": "Child Headed Household",
    "independent_living": "Independent Living",
    "no_care_arrangement": "Other",
}
"""The care arrangements of v1.5, fewer than those of v2."""


def identity(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return the fields of the form "Basic Identity" but nationality, a list."""
    return {
        "case_id_display": records["case_display"],
        "child_status": words(records["status"], labels(settings, "status")),
        "case_status_reopened": yes_no(records["reopened_date"].notna()),
        "registration_date": day(records["registration_date"]),
        "sex": words(records["sex"], options.SEX_LABELS),
        "age": records["age_shown"],
        "date_of_birth": day(records["birth_date"]),
        "estimated": yes_no(records["birth_year_only"] | records["age_only"]),
        "unhcr_individual_no": records["individual_number"],
        "location_current": paths(records, settings),
    }


def protection(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return status, risk, displacement, primary concern and disability."""
    separation = {**labels(settings, "protection_status"), UNKNOWN: "Unknown"}
    disability = {
        **labels(settings, "disability"),
        "physical": "Physical Disability",
        "mental": "Mental Disability",
    }
    return {
        "protection_status": words(records["protection_status"], separation),
        "risk_level": words(records["risk_level"], labels(settings, "risk_level")),
        "displacement_status": words(
            records["displacement_status"], labels(settings, "displacement_status")
        ),
        "primary_protection_concern": words(records["primary_concern"], concern_names(settings)),
        "disability_type": words(records["disability"], disability),
    }


def separation(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return care arrangement and cause of separation, of separated children alone."""
    care = options.separated_only(records["care_arrangement"], records)
    cause = options.separated_only(records["separation_cause"], records)
    return {
        "care_arrangements_type": words(care, CARE),
        "separation_cause": words(cause, labels(settings, "separation_cause")),
    }


def closing(records: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """Return consent, closure and its approval."""
    return {
        "consent_reporting": words(records["consent"], YES_NO),
        "closure_reason": words(records["closure_reason"], options.CLOSURE_LABELS),
        "date_closure": day(records["first_closure"]),
        "closure_approved_date": day(records["approved_date"]),
    }


CLOSING = {
    "consent_reporting": "consent_reporting",
    "closure_reason": "closure_reason",
    "closure_date": "date_closure",
    "closure_approved_date": "closure_approved_date",
}


def concern_names(settings: Settings) -> dict[str, str]:
    """Return the label of each concern."""
    names = {key: concern.label.en for key, concern in settings.concerns.concerns.items()}
    return {**names, **options.CONCERN_LABELS}


def services(delivery: Delivery, settings: Settings) -> pd.DataFrame:
    """Return the services in v1's words, one row each, by `uuid`."""
    rows = delivery.services
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "service_type": words(rows["service_type"], labels(settings, "service_type")),
            "service_appointment_date": day(rows["appointed"]),
            "service_status_referred": yes_no(rows["referred"]),
            "service_implemented": rows["implemented"].map(
                {True: "Implemented", False: "Not Implemented"}
            ),
            "service_implemented_day_time": day(rows["implemented_on"]),
        }
    )
