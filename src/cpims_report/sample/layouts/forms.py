"""The forms of the Excel export, a row a record, with the display names of Primero's seed."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.display import day, paths, several, yes_no
from cpims_report.sample.layouts.options import YES_NO, labels, words
from cpims_report.sample.layouts.subform_options import TRACING_LABELS
from cpims_report.schema import UNKNOWN

BASIC_IDENTITY = {
    "source_id": "ID",
    "long_id": "Long ID",
    "display_id": "Case ID",
    "status": "Case Status",
    "reopened": "Case Reopened?",
    "registration_date": "Date of Registration or Interview",
    "sex": "Sex",
    "age": "Age",
    "birth_date": "Date of Birth",
    "age_estimated": "Is the age estimated?",
    "individual_no": "proGres Individual ID",
    "nationality": "Nationality",
    "location": "Current Location",
    "source_of_identification": "Source of identification",
}
PROTECTION = {
    "protection_status": "Protection Status",
    "risk_level": "Risk Level",
    "displacement_status": "Displacement Status",
    "concerns": "Protection Concerns",
    "primary_concern": "Primary Protection Concern",
    "disability": "Disability Type",
}
CARE = {"care_arrangement": "What are the child's current care arrangements?"}
ASSESSMENT = {
    "assessment_date": "Assessment started on",
    "assessment_approved_date": "Date",
    "assessment_approval": "Approval Status",
}
CASE_PLAN = {"case_plan_date": "Date Case Plan Initiated"}
TRACING = {
    "tracing_status": "Tracing Status",
    "separation_cause": "What was the main cause of separation?",
}
CONSENT = {"consent_reporting": "Consent is given share non-identifiable information for reporting"}
CLOSURE = {
    "closure_reason": "What is the reason for closing the child's file?",
    "closure_date": "Date of Closure",
    "closure_approved_date": "Date",
}
OWNER = {"caseworker": "Caseworker Code"}
"""Our field -> header, form by form."""


def basic_identity(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the first form, without the fields that could name or find a child."""
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Long ID": records["uuid"],
            "Case ID": records["case_display"],
            "Case Status": words(records["status"], labels(settings, "status")),
            "Case Reopened?": yes_no(records["reopened_date"].notna()),
            "Date of Registration or Interview": day(records["registration_date"]),
            "Sex": words(records["sex"], options.SEX_LABELS),
            "Age": records["age_shown"],
            "Date of Birth": day(records["birth_date"]),
            "Is the age estimated?": yes_no(records["birth_year_only"] | records["age_only"]),
            "proGres Individual ID": records["individual_number"],
            "Nationality": options.lists(records["nationality"], options.COUNTRY_LABELS, several),
            "Current Location": paths(records, settings),
            "Source of identification": words(
                records["source_of_identification"], labels(settings, "source_of_identification")
            ),
        }
    )


def protection_concerns(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return status, risk, displacement, concerns, and the country's field of the primary one."""
    names = {key: concern.label.en for key, concern in settings.concerns.concerns.items()}
    names.update(options.CONCERN_LABELS)
    separation = {
        **labels(settings, "protection_status"),
        UNKNOWN: "Unknown",
        options.COLLAPSED: options.COLLAPSED_LABEL,
    }
    disability = {
        **labels(settings, "disability"),
        "physical": "Physical Disability",
        "mental": "Mental Disability",
    }
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Protection Status": words(records["protection_status"], separation),
            "Risk Level": words(records["risk_level"], labels(settings, "risk_level")),
            "Displacement Status": words(
                records["displacement_status"], labels(settings, "displacement_status")
            ),
            "Protection Concerns": options.lists(
                options.recorded_concerns(records), names, several
            ),
            "Primary Protection Concern": words(records["primary_concern"], names),
            "Disability Type": words(records["disability"], disability),
        }
    )


def assessment(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the assessment form: the header `Date` is that of the manager's approval."""
    approved = records["approval"].eq("approved")
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Assessment started on": day(records["assessment_date"]),
            "Approved by Manager": approved.map({True: "Yes", False: ""}),
            "Date": day(records["approval_date"]),
            "Approval Status": words(records["approval"], labels(settings, "approval_status")),
        }
    )


def case_plan(records: pd.DataFrame) -> pd.DataFrame:
    """Return the day on which the case plan was begun."""
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Date Case Plan Initiated": day(records["case_plan_date"]),
        }
    )


def care_arrangements(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the current care arrangement, known for unaccompanied and separated children."""
    care = options.separated_only(records["care_arrangement"], records)
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "What are the child's current care arrangements?": words(
                care, labels(settings, "care_arrangement")
            ),
            "When did this care arrangement start?": day(records["registration_date"]).where(
                care.ne(""), ""
            ),
        }
    )


def tracing(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return tracing status and cause of separation."""
    cause = options.separated_only(records["separation_cause"], records)
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Tracing Status": words(options.tracing(records), TRACING_LABELS),
            "What was the main cause of separation?": words(
                cause, labels(settings, "separation_cause")
            ),
        }
    )


def consent(records: pd.DataFrame) -> pd.DataFrame:
    """Return whether data may be used for services and, without names, for reporting."""
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Consent has been obtained for the child to receive case management services": "Yes",
            "Consent is given share non-identifiable information for reporting": words(
                records["consent"], YES_NO
            ),
        }
    )


def closure(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the closure form: the header `Date` is that of the manager's approval."""
    approved = records["approved_date"].notna()
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Approved by Manager": approved.map({True: "Yes", False: ""}),
            "Date": day(records["approved_date"]),
            "Case Status": words(records["status"], labels(settings, "status")),
            "What is the reason for closing the child's file?": words(
                records["closure_reason"], options.CLOSURE_LABELS
            ),
            "Date of Closure": day(records["first_closure"]),
        }
    )


def record_information(records: pd.DataFrame, agency: str, settings: Settings) -> pd.DataFrame:
    """Return who owns the record: the code of the case worker, and the agency."""
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Caseworker Code": records["caseworker"],
            "Agency": settings.agencies[agency].label.en,
            "Module": "CP",
        }
    )
