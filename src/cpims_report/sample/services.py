"""What was done for the children: services, referrals and transfers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.sample import practice, weights
from cpims_report.sample.drawing import Array, days, happens, pick

STATUSES = 10
"""The stream of the statuses of referrals and transfers."""

OUTSIDE = "Directorate of Social Services"
"""To whom children are handed over who leave the Task Force."""


def draw_services(seed: int, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the services of one year's arrivals, spread over each case's first spell."""
    rng = np.random.default_rng([seed, int(cases["year"].iloc[0]), 1])
    many = np.minimum(
        1 + rng.poisson(weights.MEAN_MORE_SERVICES, len(cases)), weights.MOST_SERVICES
    )
    rows = cases.loc[cases.index.repeat(many), ["uuid", "registration_date", "first_closure"]]
    count = len(rows)
    length = (rows["first_closure"] - rows["registration_date"]).dt.days.to_numpy()
    start = (length * rng.random(count) * 0.9).astype("timedelta64[D]")
    implemented = happens(rng, 0.78, count)
    services = pd.DataFrame(
        {
            "uuid": rows["uuid"].to_numpy(),
            "service_type": pick(rng, weights.SERVICE, count),
            "response_type": pick(
                rng, {"service_provision": 0.8, "care_plan": 0.12, "action_plan": 0.08}, count
            ),
            "created": rows["registration_date"].to_numpy() + start,
            "referred": happens(rng, weights.REFERRED_ON, count),
            "implemented": implemented,
        }
    )
    later = services["created"].to_numpy() + days(rng, 0, 30, count)
    services["implemented_on"] = pd.Series(later).where(implemented)
    planned = services["created"].to_numpy() + days(rng, 0, 14, count)
    services["appointed"] = planned
    return services.sort_values(
        ["uuid", "created", "service_type"], kind="stable", ignore_index=True
    )


def draw_transitions(seed: int, cases: pd.DataFrame) -> pd.DataFrame:
    """Return referrals out of one year's arrivals, and the transfers that ended a first case."""
    rng = np.random.default_rng([seed, int(cases["year"].iloc[0]), 2])
    referred = cases[happens(rng, 0.15, len(cases))]
    count = len(referred)
    referrals = pd.DataFrame(
        {
            "uuid": referred["uuid"].to_numpy(),
            "type": "referral",
            "day": referred["registration_date"].to_numpy() + days(rng, 3, 60, count),
            "service": pick(rng, weights.SERVICE, count),
            "to_agency": "",
        }
    )
    moved = cases[cases["first_reason"].str.startswith("transferred")]
    transfers = pd.DataFrame(
        {
            "uuid": moved["uuid"].to_numpy(),
            "type": "transfer",
            "day": moved["first_closure"].to_numpy(),
            "service": "",
            "to_agency": moved["moved_to"].replace("", OUTSIDE).to_numpy(),
        }
    )
    both = pd.concat([referrals, transfers], ignore_index=True)
    events = both.sort_values(["uuid", "day"], kind="stable", ignore_index=True)
    return events.assign(status=draw_statuses(seed, int(cases["year"].iloc[0]), events))


def draw_statuses(seed: int, year: int, events: pd.DataFrame) -> Array:
    """Return what became of each referral and transfer; blank for a few."""
    rng = np.random.default_rng([seed, year, STATUSES])
    count = len(events)
    statuses = np.where(
        events["type"].eq("transfer"),
        pick(rng, practice.TRANSFER_STATUS, count),
        pick(rng, practice.REFERRAL_STATUS, count),
    )
    return np.where(happens(rng, practice.MISSING["transition_status"], count), "", statuses)
