"""The synthetic world: all cases of all agencies over the years, and what was done for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample import weights
from cpims_report.sample.cases import draw_year
from cpims_report.sample.followups import draw_followups
from cpims_report.sample.incidents import draw_incidents
from cpims_report.sample.services import draw_services, draw_transitions


@dataclass(frozen=True)
class World:
    """Everything that happened, before any file is made of it.

    `cases`: one row per case, with its whole life. All others: one row per event, joined by `uuid`.
    """

    cases: pd.DataFrame
    services: pd.DataFrame
    transitions: pd.DataFrame
    followups: pd.DataFrame
    incidents: pd.DataFrame


def grow(settings: Settings, last: int, cases: int, seed: int) -> World:
    """Return the world up to January after `last`, with about `cases` children active each year."""
    years = range(weights.FIRST_YEAR, last + 2)
    every = pd.concat(
        [draw_year(seed, year, cases, members(settings, year)) for year in years],
        ignore_index=True,
    )
    grouped = [group.reset_index(drop=True) for _, group in every.groupby("year")]

    def over_years(draw: Callable[[int, pd.DataFrame], pd.DataFrame]) -> pd.DataFrame:
        return pd.concat([draw(seed, group) for group in grouped], ignore_index=True)

    return World(
        cases=every,
        services=over_years(draw_services),
        transitions=over_years(draw_transitions),
        followups=over_years(draw_followups),
        incidents=over_years(draw_incidents),
    )


def members(settings: Settings, year: int) -> list[str]:
    """Return the agencies that contribute in `year`, in the order of the configuration."""
    return [
        key
        for key, agency in settings.agencies.items()
        if agency.since <= year <= (agency.until or year)
    ]
