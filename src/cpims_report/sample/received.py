"""What an agency's export of a year holds: the world as its system knew it on the day of export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from cpims_report.config import Source, Year
from cpims_report.sample.dates import age_at
from cpims_report.sample.system import System
from cpims_report.sample.world import World
from cpims_report.schema import UNKNOWN

WITH_JANUARY = ("imc", "jrf")
"""Agencies that do not filter by date of registration: January's cases come along."""

WITH_LAST_AUTUMN = ("nhf", "irc")
"""Agencies whose export reaches back to cases closed in the last quarter of the year before."""

KEEPS_RECORD_STATE = ("primero_v2_csv", "primero_v2_json", "primero_v1_csv")
"""Layouts that show whether a record is disabled, and the day of its entry."""

LISTS_ACTIVE_ONLY = ("unhcr_csv", "legacy_cpims", "primero_v1_xls")
"""Layouts without a date of closure: their agencies list the year's cases and no others."""

KNOWS_DUPLICATES = ("primero_v1_xls",)
"""Layouts of the year's list that have a status for duplicates."""

WORK = (
    "assessment_date",
    "case_plan_date",
    "approval_date",
    "bid_submitted_date",
    "bid_decided_date",
    "reunification_date",
)
"""Days of work on a case; a file does not hold those after its day."""

IN_ARABIC = (("imc", 2017),)
"""Exports of a user whose language is Arabic."""


ASKS_WORK = (("tdhl", 2018),)
NAMES_FORMS = (("irc", 2018),)
ASKS_FUNCTIONING = (("tdhl", 2018), ("jrf", 2018))
"""Exports of systems with a form on child labour, with UNHCR's codes for its worst and other forms
among the concerns, and with the Washington Group's questions."""


@dataclass(frozen=True)
class Delivery:
    """One agency's export of one year, in our own codes; blank answers are empty strings.

    `records`: one row per row of the file, in its order; `copy` is 2 for a repeated row.
    All others: events as they were known on the day of export, joined by `uuid`. `system` has the
    words in which the file is written, where these are not those of the layout.
    """

    agency: str
    profile: str
    year: int
    cut_off: date
    received: date
    records: pd.DataFrame
    services: pd.DataFrame
    transitions: pd.DataFrame
    followups: pd.DataFrame
    incidents: pd.DataFrame
    system: System | None = None

    @property
    def arabic(self) -> bool:
        """Whether headers and values are in Arabic."""
        return (self.agency, self.year) in IN_ARABIC

    @property
    def asks_work(self) -> bool:
        """Whether the system has a form on child labour."""
        return (self.agency, self.year) in ASKS_WORK

    @property
    def asks_functioning(self) -> bool:
        """Whether the system asks the Washington Group's questions."""
        return (self.agency, self.year) in ASKS_FUNCTIONING

    @property
    def tells_forms(self) -> bool:
        """Whether concerns tell the worst forms of child labour from others."""
        named = (self.agency, self.year) in NAMES_FORMS
        return named or self.asks_work or self.profile == "unhcr_csv"


def export(world: World, source: Source, settings: Year, system: System | None = None) -> Delivery:
    """Return what `source` sends for the year: records entered by its day of export."""
    year = settings.year
    received = source.received or settings.cut_off
    lists_active = source.profile in LISTS_ACTIVE_ONLY
    day = pd.Timestamp(year, 12, 31) if lists_active else pd.Timestamp(settings.cut_off)
    entered = day_of_entry(source.profile, settings.cut_off, received)
    mine = world.cases[world.cases["agency"].eq(source.agency)]
    timely = mine["registration_date"].le(pd.Timestamp(settings.cut_off))
    known = mine[timely & mine["created_date"].le(entered)]
    records = (
        as_at(known, day)
        .pipe(keep_asked, source, pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31))
        .pipe(with_blanks)
        .pipe(with_copies)
    )
    kept = records["uuid"]
    transitions = world.transitions
    return Delivery(
        agency=source.agency,
        profile=source.profile,
        year=year,
        cut_off=settings.cut_off,
        received=received,
        records=records,
        services=services_at(world.services, day).pipe(of_records, kept),
        transitions=transitions[transitions["day"].le(day)].pipe(of_records, kept),
        followups=followups_at(world.followups, day).pipe(of_records, kept),
        incidents=world.incidents.pipe(of_records, kept),
        system=system,
    )


def of_records(events: pd.DataFrame, kept: pd.Series[str]) -> pd.DataFrame:
    """Return the events of the records in a file."""
    return events[events["uuid"].isin(kept)]


def services_at(services: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the services written down by `day`: none was delivered after it."""
    known = services[services["created"].le(day)]
    later = known["implemented_on"].gt(day)
    return known.assign(
        implemented=known["implemented"] & ~later,
        implemented_on=known["implemented_on"].mask(later),
    )


def followups_at(followups: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the follow-ups planned by `day`, with the day on which those before it took place."""
    known = followups[followups["planned_on"].le(day)]
    return known.assign(date=known["date"].where(known["date"].le(day)))


def day_of_entry(profile: str, cut_off: date, received: date) -> pd.Timestamp:
    """Return the last day of entry that the file holds.

    Only a layout that shows the day of entry holds records entered after the cut-off: from the
    others they could not be told from timely ones, so these agencies export on the cut-off itself.
    """
    if profile in KEEPS_RECORD_STATE:
        return pd.Timestamp(received) - pd.Timedelta(days=1)
    return pd.Timestamp(cut_off)


def as_at(cases: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the cases with status, dates and age as the system showed them on `day`.

    The date of closure is the first one and survives reopening; the date of approval and the reason
    are those of the last closing. Age follows the birthdays up to `day`.
    """
    first = cases["first_closure"].where(cases["first_closure"].le(day))
    again = cases["reopened_date"].where(cases["reopened_date"].le(day))
    second = cases["second_closure"].where(cases["second_closure"].le(day))
    is_open = first.isna() | (again.notna() & second.isna())
    reason = cases["second_reason"].where(second.notna(), cases["first_reason"])
    away = reason.str.startswith("transferred") & cases["status_transferred"] & ~is_open
    status = pd.Series("closed", index=cases.index).mask(is_open, "open").mask(away, "transferred")
    done = {name: cases[name].where(cases[name].le(day)) for name in WORK}
    approval = done["approval_date"].notna().map({True: "approved", False: ""})
    waits = done["assessment_date"].notna() & (
        cases["approval_asked"] | cases["approval_date"].notna()
    )
    return cases.assign(
        **done,
        approval=approval.mask(approval.eq("") & waits, "pending"),
        first_closure=first,
        reopened_date=again,
        second_closure=second,
        approved_date=second.fillna(first),
        closed_on=second.fillna(first).mask(is_open),
        closure_reason=reason.where(first.notna(), ""),
        status=status.mask(cases["marked_duplicate"], "duplicate"),
        age_shown=age_at(cases["birth_date"], pd.Series(day, index=cases.index)),
        age_reg=age_at(cases["birth_date"], cases["registration_date"]),
    )


def keep_asked(
    cases: pd.DataFrame, source: Source, start: pd.Timestamp, end: pd.Timestamp
) -> pd.DataFrame:
    """Return the cases that this agency's filter lets through.

    Records that the system has disabled come along only where the layout shows it; those marked as
    duplicates only where the layout has such a status.
    """
    active_only = source.profile in LISTS_ACTIVE_ONLY
    reaches = start - pd.DateOffset(months=3) if source.agency in WITH_LAST_AUTUMN else start
    january = source.agency in WITH_JANUARY and not active_only
    kept = cases["closed_on"].isna() | cases["closed_on"].ge(start if active_only else reaches)
    kept &= cases["registration_date"].le(end) | january
    kept &= ~cases["disabled_record"] | (source.profile in KEEPS_RECORD_STATE)
    kept &= ~cases["marked_duplicate"] | (not active_only or source.profile in KNOWS_DUPLICATES)
    return cases[kept].sort_values(["registration_date", "running"], ignore_index=True)


def with_blanks(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases with the answers that nobody gave as empty strings or nulls.

    Separation is the exception: an empty cell means neither, so workers tick "unknown".
    """
    blanks = [name for name in cases.columns if name.startswith("no_")]
    blank = {name.removeprefix("no_"): cases[name] for name in blanks}
    age_only = blank["birth_date"]
    no_birth = blank["age"] | age_only
    return cases.assign(
        birth_date=cases["birth_date"].mask(no_birth),
        birth_year_only=cases["birth_year_only"] & ~no_birth,
        age_only=age_only,
        number_shared=False,
        birth_written="",
        age_reg=cases["age_reg"].mask(blank["age"]),
        age_shown=cases["age_shown"].mask(age_only, cases["age_reg"]).mask(blank["age"]),
        nationality=cases["nationality"].mask(blank["nationality"], ""),
        governorate=cases["governorate"].mask(blank["governorate"], ""),
        camp=cases["camp"].mask(blank["governorate"], "none"),
        protection_status=cases["protection_status"].mask(blank["protection_status"], UNKNOWN),
        concerns=cases["concerns"].mask(blank["concerns"], ""),
        primary_concern=primary(cases).mask(blank["primary_concern"] | blank["concerns"], ""),
        risk_level=cases["risk_level"].mask(blank["risk_level"], ""),
        closure_reason=cases["closure_reason"].mask(blank["closure_reason"], ""),
        consent=cases["consent"].mask(blank["consent_reporting"], ""),
        caseworker=cases["caseworker"].mask(blank["caseworker"], ""),
        source_of_identification=cases["source_of_identification"].mask(
            blank["source_of_identification"], ""
        ),
    ).drop(columns=blanks)


def primary(cases: pd.DataFrame) -> pd.Series[str]:
    """Return the concern that the worker named first."""
    return cases["concerns"].str.split("|").str[0]


def with_copies(cases: pd.DataFrame) -> pd.DataFrame:
    """Return the cases followed by rows sent twice: the whole record again, at the end."""
    again = cases[cases["copied"]]
    return pd.concat([cases.assign(copy=1), again.assign(copy=2)], ignore_index=True).astype(
        {"copy": np.int64}
    )
