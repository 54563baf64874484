"""The forms of the Excel export, a row a record, with the display names of Primero's seed."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.display import day, paths, several, yes_no
from cpims_report.sample.layouts.options import words
from cpims_report.sample.layouts.vocabulary import Vocabulary

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
NESTED_CARE = {
    "care.care_arrangement": "What are the child's current care arrangements?",
    "care.date": "When did this care arrangement start?",
}
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


def basic_identity(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the first form, without the fields that could name or find a child."""
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Long ID": records["uuid"],
            "Case ID": records["case_display"],
            "Case Status": words(records["status"], vocabulary.labels("status")),
            "Case Reopened?": yes_no(records["reopened_date"].notna()),
            "Date of Registration or Interview": day(records["registration_date"]),
            "Sex": words(records["sex"], vocabulary.labels("sex")),
            "Age": records["age_shown"],
            "Date of Birth": day(records["birth_date"]),
            "Is the age estimated?": yes_no(records["birth_year_only"] | records["age_only"]),
            "proGres Individual ID": records["individual_number"],
            "Nationality": options.lists(
                records["nationality"], vocabulary.labels("nationality"), several
            ),
            "Current Location": paths(records, vocabulary.settings),
            "Source of identification": words(
                records["source_of_identification"], vocabulary.labels("source_of_identification")
            ),
        }
    )


def protection_concerns(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return status, risk, displacement, concerns, and the country's field of the primary one."""
    say = vocabulary.labels
    listed = vocabulary.list_concerns(records, "labels", several)
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Protection Status": words(records["protection_status"], say("protection_status")),
            "Risk Level": words(records["risk_level"], say("risk_level")),
            "Displacement Status": words(
                records["displacement_status"], say("displacement_status")
            ),
            **{vocabulary.header(name): column for name, column in listed.items()},
            "Primary Protection Concern": words(records["primary_concern"], say("primary_concern")),
            "Disability Type": words(records["disability"], say("disability")),
        }
    )


def assessment(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the assessment form: the header `Date` is that of the manager's approval."""
    approved = records["approval"].eq("approved")
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Assessment started on": day(records["assessment_date"]),
            "Approved by Manager": approved.map({True: "Yes", False: ""}),
            "Date": day(records["approval_date"]),
            "Approval Status": words(records["approval"], vocabulary.labels("assessment_approval")),
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


def care_arrangements(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the current care arrangement, known for unaccompanied and separated children."""
    care = options.separated_only(records["care_arrangement"], records)
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "What are the child's current care arrangements?": words(
                care, vocabulary.labels("care.care_arrangement")
            ),
            "When did this care arrangement start?": day(records["registration_date"]).where(
                care.ne(""), ""
            ),
        }
    )


def tracing(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return tracing status and cause of separation."""
    cause = options.separated_only(records["separation_cause"], records)
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Tracing Status": words(options.tracing(records), vocabulary.labels("tracing_status")),
            "What was the main cause of separation?": words(
                cause, vocabulary.labels("separation_cause")
            ),
        }
    )


def consent(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return whether data may be used for services and, without names, for reporting."""
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Consent has been obtained for the child to receive case management services": "Yes",
            "Consent is given share non-identifiable information for reporting": words(
                records["consent"], vocabulary.labels("consent_reporting")
            ),
        }
    )


def closure(records: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the closure form: the header `Date` is that of the manager's approval."""
    approved = records["approved_date"].notna()
    return pd.DataFrame(
        {
            "uuid": records["uuid"],
            "ID": records["short_id"],
            "Approved by Manager": approved.map({True: "Yes", False: ""}),
            "Date": day(records["approved_date"]),
            "Case Status": words(records["status"], vocabulary.labels("status")),
            "What is the reason for closing the child's file?": words(
                records["closure_reason"], vocabulary.labels("closure_reason")
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
