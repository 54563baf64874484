"""The work on a case in the words of Primero v1, which asks for best interests by name."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.display import day, yes_no
from cpims_report.sample.layouts.options import labels, words
from cpims_report.sample.layouts.subform_options import (
    BID_LABELS,
    FOLLOWUP_LABELS,
    TRACING_LABELS,
)
from cpims_report.sample.received import Delivery

FIELDS = {
    "source_of_identification": "source_identification_referral",
    "assessment_date": "assessment_requested_on",
    "case_plan_date": "date_case_plan",
    "bia_date": "bia_approved_date",
    "bid_date": "best_interest_date_submitted",
    "bid_outcome": "best_interest_recommendation",
    "tracing_status": "tracing_status",
    "caseworker": "owned_by",
}
"""Our field -> field name of v1."""


def assessment(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return how the child was found, assessment, plan, and the approval of the BIA."""
    foreign = options.is_foreign(records)
    approval = records["approval"].where(foreign, "")
    return {
        "source_identification_referral": words(
            records["source_of_identification"], labels(settings, "source_of_identification")
        ),
        "assessment_requested_on": day(records["assessment_date"]),
        "approval_status_bia": words(approval, labels(settings, "approval_status")),
        "bia_approved": approval.eq("approved").map({True: "Yes", False: ""}),
        "bia_approved_date": day(records["approval_date"].where(foreign)),
        "date_case_plan": day(records["case_plan_date"]),
    }


def best_interests(records: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """Return the report for a determination, and what was recommended."""
    decided = records["bid_decided_date"].notna()
    return {
        "best_interest_report_submitted": yes_no(records["bid_submitted_date"].notna()),
        "best_interest_date_submitted": day(records["bid_submitted_date"]),
        "best_interest_recommendation": words(
            records["bid_outcome"].where(decided, ""), BID_LABELS
        ),
        "best_interest_recommendation_date": day(records["bid_decided_date"]),
    }


def tracing(records: pd.DataFrame) -> dict[str, pd.Series[str]]:
    """Return where tracing stands."""
    return {"tracing_status": words(options.tracing(records), TRACING_LABELS)}


def reunifications(records: pd.DataFrame) -> pd.DataFrame:
    """Return the reunifications of a file, one a record at most, by `uuid`."""
    found = records["reunification_date"].notna() & options.tracing(records).ne("")
    rows = records[found].drop_duplicates("uuid")
    return pd.DataFrame(
        {"uuid": rows["uuid"], "date_reunification": day(rows["reunification_date"])}
    )


def followups(delivery: Delivery) -> pd.DataFrame:
    """Return the follow-ups, one row each, by `uuid`."""
    rows = delivery.followups
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "followup_type": words(rows["type"], FOLLOWUP_LABELS),
            "followup_needed_by_date": day(rows["due"]),
            "followup_date": day(rows["date"]),
        }
    )


def transitions(delivery: Delivery, settings: Settings) -> pd.DataFrame:
    """Return referrals and transfers, one row each, by `uuid`."""
    rows = delivery.transitions
    agencies = {key: agency.label.en for key, agency in settings.agencies.items()}
    return pd.DataFrame(
        {
            "uuid": rows["uuid"],
            "type": words(rows["type"], labels(settings, "transition_type")),
            "to_user_agency": words(rows["to_agency"], agencies),
            "created_at": day(rows["day"]),
            "to_user_local_status": words(rows["status"], labels(settings, "transition_status")),
        }
    )
