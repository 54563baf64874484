"""Services, transfers, follow-ups and incidents of the cases, coded; and what reading them told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.coding import Coded, encode, from_codes
from cpims_report.indicators.dimensions import category
from cpims_report.indicators.population import Rows
from cpims_report.schema import UNKNOWN_CELL

OUTCOMES = {"implemented": "delivered", "not_implemented": "not_delivered"}
KINDS = {True: "internal", False: "external"}
VOID = ("rejected", "revoked")
"""Statuses of a transfer that did not come about."""
INCIDENT_LISTS = {
    "violence_type": "violence_type",
    "incident_location": "location_type",
    "perpetrator": "perpetrator",
}
"""Code lists of incidents and the columns that carry them."""


def code_services(services: pd.DataFrame, settings: Settings, year: int) -> pd.DataFrame:
    """Return the services that are delivered or referred, and dated in the year.

    `delivered`: implemented, on a day of the year (else planned on one, where it has no day of its
    own). `referral`: marked as referred and planned in the year (else delivered in it). `days`
    from plan to delivery of a delivered service, null where not both are known, in that order.
    """
    planned, done = services["date_planned"], services["date_implemented"]
    implemented = services["implemented"].eq("implemented")
    days = (done - planned).dt.days
    coded = services[["case"]].assign(
        service_type=encode(services["service_type"], category(settings, "service_type").full),
        referral_outcome=encode(
            services["implemented"],
            category(settings, "referral_outcome").full,
            rename=OUTCOMES,
        ),
        delivered=implemented & in_year(done.fillna(planned), year),
        referral=services["referred"].fillna(False).astype(bool)
        & in_year(planned.fillna(done), year),
        days=days.where(implemented & days.ge(0)),
    )
    chosen: pd.DataFrame = coded[coded["delivered"] | coded["referral"]]
    return chosen.reset_index(drop=True)


def code_transfers(transitions: pd.DataFrame, settings: Settings, year: int) -> pd.DataFrame:
    """Return the transfers made in the year that were not rejected or revoked, with their kind."""
    made = (
        transitions["type"].eq("transfer")
        & ~transitions["status"].isin(VOID)
        & in_year(transitions["date"], year)
    )
    transfers = transitions[made].reset_index(drop=True)
    return transfers[["case"]].assign(
        transfer_kind=encode(
            transfers["internal"], category(settings, "transfer_kind").full, rename=KINDS
        )
    )


def code_incidents(incidents: pd.DataFrame, settings: Settings, year: int) -> pd.DataFrame:
    """Return the incidents that did not happen after the year, with their three lists."""
    before = ~incidents["date"].gt(pd.Timestamp(year, 12, 31))
    happened: pd.DataFrame = incidents[before]
    kept = happened.reset_index(drop=True)
    return kept[["case"]].assign(
        **{
            name: encode(kept[column], category(settings, name).full)
            for name, column in INCIDENT_LISTS.items()
        }
    )


def in_year(days: pd.Series[Any], year: int) -> pd.Series[bool]:
    """Return which days are of the year."""
    return days.between(pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31))


def follow_up(followups: pd.DataFrame, kept: pd.Series[bool], told_by: Rows, year: int) -> Coded:
    """Return how each case was followed up in the year, null where no source of it keeps any.

    Overdue: any due in the year and not made by then. On time: any made in the year. Else none.
    A case that goes on with another member has the follow-ups of all its records, `told_by` one.
    """
    made, due = followups["date"], followups["due"]
    late = in_year(due, year) & (made.isna() | made.gt(due))
    case = told_by[followups["case"]]
    on_time, overdue, asked = (
        np.bincount(rows, minlength=len(kept)) > 0
        for rows in (case[in_year(made, year)], case[late], told_by[kept])
    )
    codes = np.select([~asked, overdue, on_time], [-1, 1, 0], 2)
    return from_codes(codes, ["on_time", "overdue", "none", UNKNOWN_CELL], kept.index)


def code_issues(issues: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the issues with severity and rule as categories; rules by name."""
    rules = sorted(issues["code"].unique())
    return pd.DataFrame(
        {
            "agency": issues["agency"],
            "severity": encode(issues["severity"], category(settings, "severity").full),
            "rule": encode(issues["code"], [*rules, UNKNOWN_CELL]),
        }
    )


def code_received(waterfall: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return one row a record received: its agency and the step at which it left, or `reported`."""
    listed = category(settings, "waterfall").full
    left = -waterfall.groupby("agency", sort=False)["records"].diff().fillna(0).astype(int)
    last = waterfall.drop_duplicates("agency", keep="last").assign(step="reported")
    rows: pd.DataFrame = pd.concat([waterfall.assign(records=left), last], ignore_index=True)
    rows = rows[rows["records"].gt(0)]
    steps: pd.Series[Any] = encode(rows["step"], listed)
    each = np.repeat(np.arange(len(rows)), rows["records"])
    return pd.DataFrame({"agency": rows["agency"], "waterfall": steps}).iloc[each]
