"""What follows from the records: closures, ages, concerns, and who is the same child."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from cpims_report.config import Year
from cpims_report.records.cases.concerns import add_concerns
from cpims_report.records.cases.functioning import leave_young
from cpims_report.records.people.ages import add_ages
from cpims_report.records.people.linkage import link_children
from cpims_report.records.rules import Context
from cpims_report.records.spells.building import build_spells
from cpims_report.records.text.lookup import among, locate
from cpims_report.schema import MISSING, NOT_APPLICABLE


def derive(
    records: pd.DataFrame, reopenings: pd.DataFrame, context: Context, key: bytes
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return records with everything that follows from them, and their spells."""
    records = records.assign(recorded_reason=records["closure_reason"])
    with ThreadPoolExecutor(1) as beside:
        linking = beside.submit(link_children, records, key)
        spells = build_spells(records, reopenings, context.year)
        derived = (
            records.pipe(add_closures, spells, context.year)
            .pipe(add_ages, context.year)
            .pipe(leave_young)
            .pipe(add_concerns, context.settings.concerns)
            .pipe(add_separation)
        )
    derived = derived.assign(**linking.result())
    return derived, spells


def add_closures(records: pd.DataFrame, spells: pd.DataFrame, year: Year) -> pd.DataFrame:
    """Return records with the end of their last spell, and whether a spell overlaps the year.

    `closed_in_year` is the last closure within the year, whether or not a reopening followed;
    `recorded_closure` keeps the date as sent.
    """
    start, end = pd.Timestamp(year.year, 1, 1), pd.Timestamp(year.year, 12, 31)
    overlaps = (spells["open_date"] <= end) & ~(spells["close_date"] < start)
    active = spells.loc[overlaps, "record_uid"]
    within = spells[spells["close_date"].between(start, end)]
    in_year = within.groupby("record_uid")["close_date"].max()
    last = spells.drop_duplicates("record_uid", keep="last").set_index("record_uid")
    uids = records["record_uid"]
    ends = align(last, uids)
    return records.assign(
        recorded_closure=records["closure_date"],
        closure_date=ends["close_date"],
        closed_in_year=align(in_year.to_frame(), uids)["close_date"],
        close_precision=ends["close_precision"],
        closure_reason=ends["close_reason"],
        spells=ends["seq"],
        active=among(uids, active),
    )


def align(table: pd.DataFrame, uids: pd.Series) -> pd.DataFrame:
    """Return the rows of a table by uid in the order of `uids`, null where it has none."""
    places = locate(uids, table.index.to_series())
    return table.reset_index(drop=True).reindex(places).set_axis(uids.index)


def add_separation(records: pd.DataFrame) -> pd.DataFrame:
    """Return records whose cause of separation does not apply to children who are not separated."""
    blank = records["separation_cause"] == MISSING
    neither = records["protection_status"] == "neither"
    return records.assign(
        separation_cause=records["separation_cause"].mask(blank & neither, NOT_APPLICABLE)
    )
