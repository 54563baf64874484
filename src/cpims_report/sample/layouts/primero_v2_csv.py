"""The CSV export of Primero v2: field names, raw option ids, Ruby lists; top-level fields only."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import focus, options
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.text import write_text
from cpims_report.sample.layouts.vocabulary import Vocabulary
from cpims_report.sample.received import Delivery

SUFFIX = "csv"
SOURCE_ID = "uuid"


FIELDS = {
    "source_id": "id",
    "record_valid": "record_state",
    "status": "status",
    "reopened": "case_status_reopened",
    "registration_date": "registration_date",
    "created_date": "created_at",
    "sex": "sex",
    "age": "age",
    "birth_date": "date_of_birth",
    "age_estimated": "estimated",
    "individual_no": "unhcr_individual_no",
    "nationality": "nationality",
    "location": "location_current",
    "protection_status": "protection_status",
    "risk_level": "risk_level",
    "displacement_status": "displacement_status",
    "concerns": "protection_concerns",
    "primary_concern": "primary_protection_concern",
    "disability": "disability_type",
    "care_arrangement": "current_care_arrangements_type",
    "separation_cause": "separation_cause",
    "consent_reporting": "consent_reporting",
    "closure_reason": "closure_reason",
    "closure_date": "date_closure",
    "closure_approved_date": "closure_approved_date",
    "reopened_date": "reopened_date",
    "agency": "owned_by_agency_id",
    "source_of_identification": "source_identification_referral",
    "assessment_date": "assessment_requested_on",
    "assessment_approved_date": "assessment_approved_date",
    "case_plan_date": "date_case_plan",
    "tracing_status": "tracing_status",
    "caseworker": "owned_by",
}
"""Our field -> Primero's field name."""


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the one table of the file: first column `id`, one row per record."""
    vocabulary = Vocabulary(settings, delivery.system)
    records = vocabulary.tell_kinds(delivery.records)
    asked = focus.columns(delivery)
    lists = {name: options.lists(asked[name], {}, ruby) for name in focus.LISTS if name in asked}
    table = columns(records, delivery.agency, vocabulary).assign(**asked.assign(**lists))
    fields = {**FIELDS, **focus.fields(delivery)}
    return [vocabulary.name(Page("", table, uuids=records["uuid"], fields=fields))]


def write(pages: list[Page]) -> bytes:
    """Return the file, UTF-8."""
    return write_text(pages[0]).encode()


def columns(records: pd.DataFrame, agency: str, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return the columns of the export in order. No field that could name a child is among them."""
    say = vocabulary.ids
    care = options.separated_only(records["care_arrangement"], records)
    return pd.DataFrame(
        {
            "id": records["uuid"],
            "case_id_display": records["case_display"],
            "record_state": (~records["disabled_record"]).map({True: "true", False: "false"}),
            "status": options.words(records["status"], say("status")),
            "case_status_reopened": flags(records["reopened_date"].notna()),
            "registration_date": options.iso(records["registration_date"]),
            "created_at": moments(records),
            "sex": options.words(records["sex"], say("sex")),
            "age": records["age_shown"],
            "date_of_birth": options.iso(records["birth_date"]),
            "estimated": flags(records["birth_year_only"] | records["age_only"]),
            "unhcr_individual_no": records["individual_number"],
            "source_identification_referral": options.words(
                records["source_of_identification"], say("source_of_identification")
            ),
            "nationality": options.lists(records["nationality"], say("nationality"), ruby),
            "location_current": options.place_codes(records, vocabulary.settings),
            "protection_status": options.words(
                records["protection_status"], say("protection_status")
            ),
            "risk_level": options.words(records["risk_level"], say("risk_level")),
            "displacement_status": options.words(
                records["displacement_status"], say("displacement_status")
            ),
            **vocabulary.list_concerns(records, "ids", ruby),
            "primary_protection_concern": options.words(
                records["primary_concern"], say("primary_concern")
            ),
            "disability_type": options.words(records["disability"], say("disability")),
            "assessment_requested_on": options.iso(records["assessment_date"]),
            "approval_status_assessment": records["approval"],
            "assessment_approved": records["approval"]
            .eq("approved")
            .map({True: "true", False: ""}),
            "assessment_approved_date": options.iso(records["approval_date"]),
            "date_case_plan": options.iso(records["case_plan_date"]),
            "current_care_arrangements_type": care,
            "tracing_status": options.tracing(records),
            "separation_cause": options.words(
                options.separated_only(records["separation_cause"], records),
                say("separation_cause"),
            ),
            "consent_reporting": records["consent"],
            "closure_reason": options.words(records["closure_reason"], say("closure_reason")),
            "date_closure": options.iso(records["first_closure"]),
            "closure_approved_date": options.iso(records["approved_date"]),
            "reopened_date": options.iso(records["reopened_date"]),
            "owned_by": records["caseworker"],
            "owned_by_agency_id": agency,
        }
    )


def flags(values: pd.Series[bool]) -> pd.Series[str]:
    """Return true and false as Ruby prints them."""
    return values.map({True: "true", False: "false"})


def moments(records: pd.DataFrame) -> pd.Series[str]:
    """Return the time of entry with its zone, as 2018-01-05T09:30:00Z."""
    seconds = pd.to_timedelta(records["created_second"], unit="s")
    times: pd.Series[str] = (records["created_date"] + seconds).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return times


def ruby(names: list[str]) -> str:
    """Return a list as Ruby prints it: `["refugee", "caafag"]`."""
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"
