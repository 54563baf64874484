"""Ids that two records share, and numbers that belong to a household instead of a child."""

from __future__ import annotations

from cpims_report.sample.plants.plant import ALL, Mask, RecordPlant, Records
from cpims_report.sample.received import Delivery

APART = 800
"""Days between the births of two children who share a number: no one would take them for one."""


def follows_another(records: Records, _: Delivery) -> Mask:
    """Return the records behind another one of which, too, no reopening is known."""
    steady = records["reopened_date"].isna() & records["copy"].eq(1)
    return steady & steady.shift(fill_value=False)


def take_long_id(rows: Records, delivery: Delivery) -> Records:
    """Return records under the id of the one before them."""
    return rows.assign(uuid=delivery.records["uuid"].shift().loc[rows.index])


def take_short_id(rows: Records, delivery: Delivery) -> Records:
    """Return records whose long ids end like that of the one before them."""
    return rows.assign(short_id=delivery.records["short_id"].shift().loc[rows.index])


def numbered(records: Records, _: Delivery) -> Mask:
    """Return the records with an individual number and a date of birth."""
    return records["individual_number"].ne("") & records["birth_date"].notna()


def share_number(rows: Records, _: Delivery) -> Records:
    """Return pairs of children under one number: the household's stands in the wrong column."""
    order = rows["birth_date"].rank(method="first").astype(int) - 1
    pair = order.where(order.lt(len(rows) - 1 - order), len(rows) - 1 - order)
    births = rows["birth_date"].groupby(pair)
    paired = (births.transform("max") - births.transform("min")).dt.days.gt(APART)
    numbers = "SYN-HH-" + rows["running"].groupby(pair).transform("min").astype(str).str.zfill(9)
    return rows.assign(
        individual_number=rows["individual_number"].mask(paired, numbers),
        number_shared=paired,
    )


RECORDS = (
    RecordPlant(
        24, "flag", "source_id", follows_another, take_long_id, ("primero_v2_csv",), 0.002, False
    ),
    RecordPlant(
        25, "flag", "source_id", follows_another, take_short_id, ("primero_v2_xlsx",), 0.002, False
    ),
    RecordPlant(27, "flag", "individual_no", numbered, share_number, ALL, 0.003, False),
)
