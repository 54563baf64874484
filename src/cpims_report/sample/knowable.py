"""What a file can tell of each record, in canonical codes: attributes, ages, spells.

What a layout never asks is `not_collected`; what nobody answered is `missing`.
"""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.dates import age_at
from cpims_report.sample.received import Delivery
from cpims_report.schema import LIST_SEPARATOR, MISSING, NOT_APPLICABLE, NOT_COLLECTED, UNKNOWN

NOT_IN_UNHCR_LIST = ("displacement_status", "risk_level", "disability")
SPELL_COLUMNS = [
    "record_uid",
    "seq",
    "open_date",
    "close_date",
    "close_precision",
    "close_reason",
]


def dated_spells(records: pd.DataFrame) -> pd.DataFrame:
    """Return the spells that a Primero file tells of: the first closing and the last one are known.

    The reason belongs to the last closing; that of an earlier one has been written over.
    """
    once = records[records["copy"].eq(1)]
    reclosed = once["second_closure"].notna()
    first = once.assign(
        seq=1,
        open_date=once["registration_date"],
        close_date=once["first_closure"],
        close_reason=once["closure_reason"].mask(reclosed, ""),
    )
    later = once[once["reopened_date"].notna()].assign(
        seq=2,
        open_date=lambda rows: rows["reopened_date"],
        close_date=lambda rows: rows["second_closure"],
        close_reason=lambda rows: rows["closure_reason"],
    )
    spells = pd.concat([first, later], ignore_index=True)
    closed = spells["close_date"].notna()
    spells["close_reason"] = (
        spells["close_reason"].replace("", MISSING).where(closed, NOT_APPLICABLE)
    )
    spells["close_precision"] = closed.map({True: "day", False: "none"})
    return spells[SPELL_COLUMNS]


def listed_spells(records: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the spells of a yearly list without dates of closing: 31 December stands for them."""
    once = records[records["copy"].eq(1)]
    is_open = once["status"].eq("open")
    end = pd.Series(pd.Timestamp(year, 12, 31), index=once.index)
    return once.assign(
        seq=1,
        open_date=once["registration_date"],
        close_date=end.mask(is_open),
        close_precision=is_open.map({True: "none", False: "year"}),
        close_reason=is_open.map({True: NOT_APPLICABLE, False: NOT_COLLECTED}),
    )[SPELL_COLUMNS]


def attributes(records: pd.DataFrame, delivery: Delivery, settings: Settings) -> pd.DataFrame:
    """Return the records with canonical codes; what nobody answered is `missing`."""
    listed = delivery.profile == "unhcr_csv"
    place = records["governorate"].ne("")
    in_camp = records["camp"].ne("none")
    shows_entry = pd.Series(delivery.profile == "primero_v2_csv", index=records.index)
    cases = records.assign(
        agency=delivery.agency,
        child=records["individual_number"].where(
            records["individual_number"].ne(""), records["record_uid"]
        ),
        status=records["status"].replace("transferred", "closed") if listed else records["status"],
        nationality=records["nationality"].replace("", MISSING),
        governorate=records["governorate"].replace("", MISSING),
        camp=records["camp"].where(place, MISSING),
        site_type=in_camp.map({True: "camp", False: "host"}).where(place, MISSING),
        protection_status=(
            records["protection_status"].replace(UNKNOWN, "neither")
            if listed
            else records["protection_status"]
        ),
        risk_level=records["risk_level"].replace("", MISSING),
        concerns=records["concerns"].map(in_alphabet).replace("", MISSING),
        created_date=records["created_date"].mask(~shows_entry),
        consent_reporting="" if listed else records["consent"],
    ).assign(**primary(records, listed, settings))
    return cases.assign(**dict.fromkeys(NOT_IN_UNHCR_LIST, NOT_COLLECTED)) if listed else cases


def in_alphabet(concerns: str) -> str:
    """Return a list of codes in alphabetical order."""
    return LIST_SEPARATOR.join(sorted(concerns.split("|")))


def primary(records: pd.DataFrame, listed: bool, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return the primary concern and how it is known: as recorded, or first in the precedence."""
    order = list(settings.concerns.concerns)
    by_rule = records["concerns"].map(
        lambda concerns: min(concerns.split("|"), key=order.index) if concerns else MISSING
    )
    recorded = records["primary_concern"].ne("") & (not listed)
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
    birth = cases["birth_date"]
    frozen = birth.isna() & cases["age_reg"].notna()
    usable = frozen & cases["registration_date"].dt.year.eq(delivery.year)
    precision = pd.Series("exact", index=cases.index).mask(cases["birth_year_only"], "year_only")
    if delivery.profile == "unhcr_csv":
        precision = precision.replace("year_only", "exact")
    return cases.assign(
        birth_precision=precision.mask(birth.isna(), "none").mask(usable, "age_only"),
        age_reg=cases["age_reg"].mask(frozen & ~usable),
        age_end=age_at(birth, pd.Series(end, index=cases.index)),
        age_close=age_at(birth, cases["record_uid"].map(closing["close_date"])),
    )
