"""What a file can tell of the work on each record, in canonical codes, and which tables it carries.

What a layout never asks is `not_collected`; what nobody answered is `missing`.
"""

from __future__ import annotations

import hashlib
import hmac

import pandas as pd

from cpims_report.sample import notice
from cpims_report.sample.layouts import options
from cpims_report.sample.received import Delivery
from cpims_report.schema import MISSING, NOT_APPLICABLE, NOT_COLLECTED, UNKNOWN

PRIMERO_V2 = ("primero_v2_xlsx", "primero_v2_csv", "primero_v2_json")
BY_NAME = ("primero_v1_csv", "template_xlsx")
"""Layouts that ask for best interests by name, and for the day of reunification."""

WITH_WORK = (*PRIMERO_V2, *BY_NAME)
"""Layouts that hold assessment, plan, source of identification and case worker."""

WITH_SEPARATION = (*WITH_WORK, "unhcr_csv")
"""Layouts with reunification, care arrangement and cause of separation.

The old system has the latter two under codes that nobody outside it can read.
"""

WITH_SERVICES = ("primero_v2_xlsx", "primero_v2_json", *BY_NAME)
WITH_FOLLOWUPS = WITH_TRANSITIONS = WITH_SERVICES
WITH_REOPENINGS = (*WITH_WORK, "primero_v1_xls")
WITH_INCIDENTS = ("primero_v2_xlsx", "primero_v2_json")

CARE_OF_V1 = {
    "adult_sibling": "kinship_care_extended_family",
    "foster_care": "unrelated_adult",
    "no_care_arrangement": "other",
}
"""Arrangements for which v1 has no word of their own -> the one that its word stands for."""

STAGES = {"approved": "done", "pending": "in_progress", "": "none"}


def work(records: pd.DataFrame, delivery: Delivery) -> dict[str, pd.Series]:
    """Return the columns on the work with each case, by the name of the case table."""
    profile = delivery.profile
    return {
        **separation(records, profile),
        **assessment(records, profile),
        **best_interests(records, profile),
        **reunification(records, profile),
        "source_of_identification": asked(records["source_of_identification"], profile, WITH_WORK),
        "caseworker": asked(hash_codes(records["caseworker"], delivery.agency), profile, WITH_WORK),
        "services_kept": same(profile in WITH_SERVICES, records),
        "followups_kept": same(profile in WITH_FOLLOWUPS, records),
        "incidents_kept": same(profile in WITH_INCIDENTS, records),
        "transitions_kept": same(profile in WITH_TRANSITIONS, records),
        "reopenings_kept": same(profile in WITH_REOPENINGS, records),
    }


def separation(records: pd.DataFrame, profile: str) -> dict[str, pd.Series]:
    """Return care arrangement and cause of separation, which files hold of separated children."""
    care = records["care_arrangement"]
    care = care.replace(CARE_OF_V1) if profile == "primero_v1_csv" else care
    told = options.separated_only(records["separation_cause"], records)
    cause = asked(told, profile, WITH_SEPARATION)
    neither = is_neither(records, profile) & (profile in WITH_SEPARATION)
    return {
        "care_arrangement": asked(options.separated_only(care, records), profile, WITH_SEPARATION),
        "separation_cause": cause.mask(neither, NOT_APPLICABLE),
    }


def is_neither(records: pd.DataFrame, profile: str) -> pd.Series:
    """Return which children a file shows as neither unaccompanied nor separated."""
    unknown = records["protection_status"].eq(UNKNOWN) & (profile == "unhcr_csv")
    return records["protection_status"].eq("neither") | unknown


def assessment(records: pd.DataFrame, profile: str) -> dict[str, pd.Series]:
    """Return whether and when the case was assessed and planned."""
    return {
        "assessment": asked(done(records["assessment_date"]), profile, WITH_WORK),
        "assessment_date": day(records["assessment_date"], profile, WITH_WORK),
        "case_plan": asked(done(records["case_plan_date"]), profile, WITH_WORK),
        "case_plan_date": day(records["case_plan_date"], profile, WITH_WORK),
    }


def best_interests(records: pd.DataFrame, profile: str) -> dict[str, pd.Series]:
    """Return assessment and determination of best interests.

    Version 2 of the system has the approval of any assessment in place of the former.
    """
    meant = options.is_foreign(records) | (profile in PRIMERO_V2)
    decided = records["bid_decided_date"].notna()
    submitted = records["bid_submitted_date"].notna().map({True: "submitted", False: "none"})
    outcome = records["bid_outcome"].where(decided, NOT_APPLICABLE)
    return {
        "bia": asked(records["approval"].map(STAGES).where(meant, "none"), profile, WITH_WORK),
        "bia_date": day(records["approval_date"].where(meant), profile, WITH_WORK),
        "bid": asked(submitted.mask(decided, "decided"), profile, BY_NAME),
        "bid_outcome": asked(outcome, profile, BY_NAME),
    }


def reunification(records: pd.DataFrame, profile: str) -> dict[str, pd.Series]:
    """Return whether and when the child was reunified: asked of separated children alone."""
    again = records["reunification_date"].notna().map({True: "yes", False: "no"})
    told = asked(options.separated_only(again, records), profile, WITH_SEPARATION)
    neither = is_neither(records, profile) & (profile in WITH_SEPARATION)
    known = records["reunification_date"].where(told.eq("yes"))
    return {
        "reunified": told.mask(neither, NOT_APPLICABLE),
        "reunification_date": day(known, profile, BY_NAME),
    }


def hash_codes(codes: pd.Series, agency: str) -> pd.Series:
    """Return staff codes as the case tables have them: 16 hexadecimal digits of an HMAC-SHA256.

    Over agency and code, with the sample's public key.
    """
    key = notice.KEY.encode()
    known = {
        code: hmac.new(key, f"{agency}:{code}".encode(), hashlib.sha256).hexdigest()[:16]
        for code in codes.unique()
        if code
    }
    return codes.map(known).fillna("")


def asked(codes: pd.Series, profile: str, layouts: tuple[str, ...]) -> pd.Series:
    """Return the codes, blank ones as missing, where the layout asks for them."""
    return codes.replace("", MISSING) if profile in layouts else same(NOT_COLLECTED, codes)


def day(days: pd.Series, profile: str, layouts: tuple[str, ...]) -> pd.Series:
    """Return the days where the layout holds them."""
    return days.where(same(profile in layouts, days))


def done(days: pd.Series) -> pd.Series:
    """Return whether something was done, by its day."""
    return days.notna().map({True: "done", False: "none"})


def same(value: object, rows: pd.DataFrame | pd.Series) -> pd.Series:
    """Return one value for each row."""
    return pd.Series(value, index=rows.index)
