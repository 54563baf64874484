"""What each case has reached: assessment, case plan, best interests procedure, reunification."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from cpims_report.schema import MISSING, NON_VALUES, NOT_APPLICABLE, NOT_COLLECTED, UNKNOWN

APPROVAL = ("assessment_approved", "assessment_approved_date", "assessment_approval")
ASSESSMENT = ("assessment_date", *APPROVAL)
CASE_PLAN = ("case_plan_date", "has_case_plan")
BIA = ("bia", "bia_date", *APPROVAL)
BID = ("bid", "bid_report", "bid_submitted_date", "bid_outcome", "bid_decided_date")
REUNIFICATION = ("reunified", "tracing_status", "reunification_date", "reunifications")
"""Fields of a source that answer each question: with none of them it is not collected."""

SETTLED = (
    *APPROVAL,
    "has_case_plan",
    "bid_report",
    "bid_submitted_date",
    "bid_decided_date",
    "tracing_status",
)
"""Fields of a source that have no place in the case tables."""


def settle_milestones(
    records: pd.DataFrame, carried: Collection[str], reunifications: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the records of one file with one answer a milestone in place of a system's fields.

    `carried` names the fields and subforms that the file has; what none of its fields can tell is
    not_collected. A blank is `none`: the systems write down what was done, not what was not.
    """
    approval = records["assessment_approval"]
    approved = (
        is_true(records["assessment_approved"])
        | records["assessment_approved_date"].notna()
        | (approval == "approved")
    )
    waiting = approval.isin(["pending", "requested"])
    settled = records.assign(
        assessment=settle(
            carried, ASSESSMENT, {"done": records["assessment_date"].notna() | approved}
        ),
        case_plan=settle(
            carried,
            CASE_PLAN,
            {"done": records["case_plan_date"].notna() | is_true(records["has_case_plan"])},
        ),
        bia=settle(
            carried,
            BIA,
            {"done": approved | records["bia_date"].notna(), "in_progress": waiting},
            records["bia"],
        ),
        bia_date=records["bia_date"].fillna(records["assessment_approved_date"]),
    )
    return (
        settled.pipe(settle_determination, carried)
        .pipe(settle_reunification, carried, reunifications)
        .drop(columns=list(SETTLED))
    )


def settle(
    carried: Collection[str],
    fields: Collection[str],
    found: dict[str, pd.Series],
    stated: pd.Series | None = None,
) -> pd.Series:
    """Return the code of each record: the first that a field shows or the source states.

    `found` lists the codes, the furthest first. Without any it is `none`, or `unknown` where the
    source says so: somebody asked.
    """
    index = next(iter(found.values())).index
    if not set(carried).intersection(fields):
        return pd.Series(NOT_COLLECTED, index=index, dtype="str")
    codes = pd.Series("none", index=index, dtype="str")
    if stated is not None:
        codes = codes.mask(stated == UNKNOWN, UNKNOWN)
    for code, hit in reversed(found.items()):
        codes = codes.mask(hit if stated is None else hit | (stated == code), code)
    return codes


def settle_determination(records: pd.DataFrame, carried: Collection[str]) -> pd.DataFrame:
    """Return records with the best interests determination: a recommendation is a decision."""
    outcome = records["bid_outcome"]
    decided = ~outcome.isin(NON_VALUES) | records["bid_decided_date"].notna()
    submitted = is_true(records["bid_report"]) | records["bid_submitted_date"].notna()
    bid = settle(carried, BID, {"decided": decided, "submitted": submitted}, records["bid"])
    recorded = outcome.mask(outcome.isin([NOT_COLLECTED, NOT_APPLICABLE]), MISSING)
    return records.assign(
        bid=bid,
        bid_outcome=recorded.where(bid == "decided", NOT_APPLICABLE).mask(
            bid == NOT_COLLECTED, NOT_COLLECTED
        ),
    )


def settle_reunification(
    records: pd.DataFrame, carried: Collection[str], reunifications: pd.DataFrame | None
) -> pd.DataFrame:
    """Return records with whether and when the child was last reunified.

    A day of reunification says so too. It does not apply to children who are neither unaccompanied
    nor separated.
    """
    day = records["reunification_date"]
    if reunifications is not None:
        last = reunifications["date"].groupby(reunifications["source_id"].astype("str")).max()
        day = day.fillna(last.reindex(records["source_id"]).set_axis(records.index))
    traced, stated = records["tracing_status"], records["reunified"]
    known = stated.mask(~traced.isin(NON_VALUES), "no").mask(traced == "reunified", "yes")
    asked = bool(set(carried).intersection(REUNIFICATION))
    answer = known.mask((known == NOT_COLLECTED) & asked, MISSING).mask(day.notna(), "yes")
    neither = (records["protection_status"] == "neither") & (answer != NOT_COLLECTED)
    answer = answer.mask(neither, NOT_APPLICABLE)
    return records.assign(reunified=answer, reunification_date=day.where(answer == "yes"))


def is_true(flags: pd.Series) -> pd.Series:
    """Return a flag with null as false."""
    return flags.fillna(False).astype("bool")
