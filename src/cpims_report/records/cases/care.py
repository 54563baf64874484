"""The child's care arrangement: the present one of those that a system lists row by row."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from cpims_report.schema import MISSING, NON_VALUES, NOT_COLLECTED


def settle_care(
    records: pd.DataFrame, carried: Collection[str], rows: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the records of one file with the latest arrangement of each child.

    The latest is the one that began last, of several without a day the one that stands last. What
    the record itself says goes first. Of records that share an id, which row belongs to which is
    not told: it goes to those who may live apart from their family.
    """
    stated = records["care_arrangement"]
    if "care" in carried:
        stated = stated.replace(NOT_COLLECTED, MISSING)
    if rows is None:
        return records.assign(care_arrangement=stated)
    known = rows[~rows["care_arrangement"].isin(NON_VALUES)]
    last = (
        known.sort_values("date", kind="stable", na_position="first")
        .drop_duplicates("source_id", keep="last")
        .set_index("source_id")["care_arrangement"]
    )
    listed = records["source_id"].map(last)
    shared = records["source_id"].duplicated(keep=False)
    listed = listed.mask(shared & records["protection_status"].eq("neither"))
    silent = stated.isin(NON_VALUES) & listed.notna()
    return records.assign(care_arrangement=stated.mask(silent, listed).astype("str"))
