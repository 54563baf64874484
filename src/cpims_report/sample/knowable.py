"""What a file can tell of each record, in canonical codes: attributes, ages, spells.

What a layout never asks is `not_collected`; what nobody answered is `missing`.
"""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.dates import age_at
from cpims_report.sample.labour_known import labour
from cpims_report.sample.layouts.options import COLLAPSED, TOWN_OR_CAMP
from cpims_report.sample.received import KEEPS_RECORD_STATE, Delivery
from cpims_report.sample.work_known import work
from cpims_report.schema import LIST_SEPARATOR, MISSING, NOT_APPLICABLE, NOT_COLLECTED, UNKNOWN

ONE_CLOSURE = ("template_xlsx",)
"""Layouts that keep the last date of closing alone."""

YEARLY_LISTS = ("unhcr_csv", "primero_v1_xls")
"""Layouts that say open or closed, and never when or why."""

NEVER_CLOSED = ("legacy_cpims",)
"""The old system knows neither open nor closed: every case of the year's list counts as open."""

NOT_COLLECTED_BY = {
    "unhcr_csv": ("displacement_status", "risk_level", "disability"),
    "legacy_cpims": ("displacement_status", "protection_status", "risk_level", "disability"),
}
NO_CONSENT = ("unhcr_csv", "legacy_cpims", "primero_v1_xls")
NO_PRIMARY = ("unhcr_csv", "legacy_cpims")
NO_UNKNOWN_SEPARATION = ("unhcr_csv",)
"""Layouts whose empty cell means neither: they cannot say that nobody knows."""

NO_FROZEN_AGE = ("legacy_cpims",)
NO_ESTIMATES = ("unhcr_csv",)
SHOWS_ENTRY = (*KEEPS_RECORD_STATE, "template_xlsx")
OLDEST = 25
"""Beyond this an age is an error of entry."""

SPELL_COLUMNS = [
    "record_uid",
    "seq",
    "open_date",
    "close_date",
    "close_precision",
    "close_reason",
]


def tell_spells(records: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """Return the spells that the layout of a delivery can tell of, `record_uid` and `seq` first."""
    once = records[records["copy"].eq(1)]
    if delivery.profile in (*YEARLY_LISTS, *NEVER_CLOSED):
        return listed_spells(once, delivery.year)
    if delivery.profile in ONE_CLOSURE:
        once = once.assign(first_closure=once["first_closure"].mask(once["second_closure"].notna()))
    return dated_spells(once, delivery.year)


def dated_spells(once: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the spells that a file with dates tells of: the first closing and the last one.

    The status goes before the dates: an open case is open. 31 December stands in where a case has
    ended and no date of closing lies in its last spell. The reason belongs to the last closing;
    that of an earlier one has been written over.
    """
    again = once["reopened_date"].notna()
    closed = once["status"].ne("open")
    first = once.assign(
        seq=1,
        open_date=once["registration_date"],
        close_date=once["first_closure"].where(once["first_closure"].ge(once["registration_date"])),
        next_open=once["reopened_date"],
        ended=again | closed,
        close_reason=once["closure_reason"].mask(again & closed, ""),
    )
    later = once[again].assign(
        seq=2,
        open_date=lambda rows: rows["reopened_date"],
        close_date=lambda rows: rows["second_closure"].where(
            rows["second_closure"].ge(rows["reopened_date"])
        ),
        next_open=None,
        ended=closed[again],
        close_reason=lambda rows: rows["closure_reason"],
    )
    spells = pd.concat([first, later], ignore_index=True)
    end = year_end(spells["open_date"], year)
    dated, followed = spells["close_date"].notna(), spells["next_open"].notna()
    precision = dated.map({True: "day", False: "year"}).mask(followed & ~dated, "none")
    return spells.assign(
        close_date=spells["close_date"]
        .fillna(spells["next_open"])
        .fillna(end)
        .where(spells["ended"]),
        close_precision=precision.where(spells["ended"], "none"),
        close_reason=spells["close_reason"]
        .replace("", MISSING)
        .where(spells["ended"], NOT_APPLICABLE),
    )[SPELL_COLUMNS]


def listed_spells(once: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the spells of a yearly list without dates of closing: 31 December stands for them."""
    is_open = once["status"].eq("open")
    end = year_end(once["registration_date"], year)
    return once.assign(
        seq=1,
        open_date=once["registration_date"],
        close_date=end.mask(is_open),
        close_precision=is_open.map({True: "none", False: "year"}),
        close_reason=is_open.map({True: NOT_APPLICABLE, False: NOT_COLLECTED}),
    )[SPELL_COLUMNS]


def year_end(opened: pd.Series[pd.Timestamp], year: int) -> pd.Series[pd.Timestamp]:
    """Return 31 December of the year, or the day of opening where that is later."""
    last = pd.Timestamp(year, 12, 31)
    return opened.where(opened.ge(last), last)


def known_status(records: pd.DataFrame, profile: str) -> pd.Series[str]:
    """Return the status that a layout can tell."""
    if profile in NEVER_CLOSED:
        return pd.Series("open", index=records.index)
    return (
        records["status"].replace("transferred", "closed")
        if profile == "unhcr_csv"
        else records["status"]
    )


def attributes(records: pd.DataFrame, delivery: Delivery, settings: Settings) -> pd.DataFrame:
    """Return the records with canonical codes; what nobody answered is `missing`."""
    profile = delivery.profile
    place = records["governorate"].ne("")
    abroad = records["governorate"].eq(NOT_APPLICABLE)
    site = records["camp"].ne("none").map({True: "camp", False: "host"}).where(place, MISSING)
    numbered = records["individual_number"].ne("") & ~records["number_shared"]
    hides_entry = pd.Series(profile not in SHOWS_ENTRY, index=records.index)
    cases = records.assign(
        agency=delivery.agency,
        source_profile=profile,
        child=records["individual_number"].where(numbered, records["record_uid"]),
        nationality=records["nationality"].str.split("|").str[0].replace("", MISSING),
        sex=records["sex"].replace("", MISSING),
        governorate=records["governorate"].replace("", MISSING),
        camp=records["camp"]
        .where(place, MISSING)
        .mask(abroad, NOT_APPLICABLE)
        .replace(TOWN_OR_CAMP, UNKNOWN),
        site_type=site.mask(abroad, NOT_APPLICABLE).mask(records["camp"].eq(TOWN_OR_CAMP), UNKNOWN),
        protection_status=(
            records["protection_status"].replace(UNKNOWN, "neither")
            if profile in NO_UNKNOWN_SEPARATION
            else records["protection_status"].replace(COLLAPSED, UNKNOWN)
        ),
        risk_level=records["risk_level"].replace("", MISSING),
        concerns=all_concerns(records, profile).map(in_alphabet).replace("", MISSING),
        created_date=records["created_date"].mask(hides_entry),
        consent_reporting="" if profile in NO_CONSENT else records["consent"],
    ).assign(**primary(records, profile, settings), **work(records, delivery))
    cases = cases.assign(**labour(records, cases["concerns"], delivery))
    return cases.assign(**dict.fromkeys(NOT_COLLECTED_BY.get(profile, ()), NOT_COLLECTED))


def all_concerns(records: pd.DataFrame, profile: str) -> pd.Series[str]:
    """Return the concerns of each record, the primary one among them even if it was not ticked."""
    if profile in NO_PRIMARY:
        return listed_concerns(records, profile)
    both = records["concerns"] + "|" + records["primary_concern"]
    return both.str.strip("|")


def listed_concerns(records: pd.DataFrame, profile: str) -> pd.Series[str]:
    """Return the concerns that are ticked; the old system's categories name the separation too."""
    if profile != "legacy_cpims":
        return records["concerns"]
    apart = records["protection_status"].isin(["unaccompanied", "separated"])
    both = records["concerns"] + apart.map({True: "|family_separation", False: ""})
    return both.str.strip("|")


def in_alphabet(concerns: str) -> str:
    """Return a list of codes once each, in alphabetical order."""
    return LIST_SEPARATOR.join(sorted(set(concerns.split("|"))))


def primary(records: pd.DataFrame, profile: str, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return the primary concern and how it is known: as recorded, or first in the precedence."""
    order = list(settings.concerns.concerns)
    by_rule = listed_concerns(records, profile).map(
        lambda concerns: min(concerns.split("|"), key=order.index) if concerns else MISSING
    )
    recorded = records["primary_concern"].ne("") & (profile not in NO_PRIMARY)
    rule = by_rule.ne(MISSING).map({True: "precedence", False: "none"})
    return {
        "primary_concern": records["primary_concern"].where(recorded, by_rule),
        "primary_rule": rule.mask(recorded, "recorded"),
    }


def ages(cases: pd.DataFrame, spells: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """Return the cases with ages at registration, year end and closing, and how they are known.

    Ages follow the date of birth. An age without one was frozen when the record was entered: it
    holds at registration only, and only in a file of the year of registration.
    """
    start, end = pd.Timestamp(delivery.year, 1, 1), pd.Timestamp(delivery.year, 12, 31)
    within = spells[spells["close_date"].between(start, end)]
    closing = within.drop_duplicates("record_uid", keep="last").set_index("record_uid")
    birth, opened = cases["birth_date"], cases["registration_date"]
    frozen = birth.isna() & cases["age_reg"].notna()
    usable = frozen & opened.dt.year.eq(delivery.year) & (delivery.profile not in NO_FROZEN_AGE)
    january = birth.dt.month.eq(1) & birth.dt.day.eq(1)
    estimated = cases["birth_year_only"] & january & (delivery.profile not in NO_ESTIMATES)
    precision = pd.Series("exact", index=cases.index).mask(estimated, "year_only")
    return cases.assign(
        birth_precision=precision.mask(birth.isna(), "none").mask(usable, "age_only"),
        age_reg=possible_age(birth, opened).fillna(cases["age_reg"].where(usable)),
        age_end=possible_age(birth, pd.Series(end, index=cases.index)),
        age_close=possible_age(
            birth, closing["close_date"].reindex(cases["record_uid"]).set_axis(cases.index)
        ),
    )


def possible_age(birth: pd.Series[pd.Timestamp], day: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    """Return completed years, null before birth and beyond the age of 25."""
    years = age_at(birth, day)
    return years.where(birth.le(day) & years.le(OLDEST))
