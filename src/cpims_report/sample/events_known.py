"""What a file can tell of services, follow-ups, incidents, referrals and transfers.

Rows under an id that two records share are those of the first, as far as anyone can tell.
"""

from __future__ import annotations

import pandas as pd

from cpims_report.sample.layouts.primero_v1_csv import SLOTS
from cpims_report.sample.received import Delivery
from cpims_report.sample.work_known import WITH_FOLLOWUPS, WITH_INCIDENTS, WITH_SERVICES
from cpims_report.schema import MISSING

CUT = ("primero_v1_csv",)
"""Layouts that hold the first five rows of each record and lose the others."""


def tell_services(cases: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """Return the services of the cases in the report, as the schema has them."""
    rows = shown(cases, delivery.services, delivery, WITH_SERVICES)
    return number(
        rows.assign(
            service_type=rows["service_type"].replace("", MISSING),
            date_planned=rows["appointed"],
            implemented=rows["implemented"].map({True: "implemented", False: "not_implemented"}),
            date_implemented=rows["implemented_on"],
        ),
        ["service_type", "date_planned", "referred", "implemented", "date_implemented"],
    )


def tell_followups(cases: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """Return the follow-ups of the cases in the report, as the schema has them."""
    rows = shown(cases, delivery.followups, delivery, WITH_FOLLOWUPS)
    return number(rows.assign(type=rows["type"].replace("", MISSING)), ["type", "date", "due"])


def tell_incidents(cases: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """Return the incidents of the cases in the report, as the schema has them."""
    rows = shown(cases, delivery.incidents, delivery, WITH_INCIDENTS)
    return number(
        rows.assign(perpetrator=rows["perpetrator"].replace("", MISSING)),
        ["violence_type", "location_type", "perpetrator", "date"],
    )


def tell_transitions(
    cases: pd.DataFrame, delivery: Delivery, agencies: frozenset[str]
) -> pd.DataFrame:
    """Return the referrals and transfers of the cases in the report, as the schema has them."""
    rows = shown(cases, delivery.transitions, delivery, WITH_SERVICES)
    member = rows["to_agency"].isin(agencies)
    silent = rows["to_agency"].eq("")
    return number(
        rows.assign(
            date=rows["day"],
            to_agency=rows["to_agency"].where(member, "external").mask(silent, MISSING),
            internal=member.astype("boolean").mask(silent),
            status=rows["status"].replace("", MISSING),
        ),
        ["type", "date", "to_agency", "internal", "status"],
    )


def shown(
    cases: pd.DataFrame, events: pd.DataFrame, delivery: Delivery, layouts: tuple[str, ...]
) -> pd.DataFrame:
    """Return the events that a file holds, in its order, under the uid of the case they belong to.

    Only those of cases in the report.
    """
    once = cases[cases["copy"].eq(1)]
    owners = once.drop_duplicates("source_id").query("excluded == ''")
    places = once[["uuid", "source_id"]].assign(place=range(len(once))).drop_duplicates("uuid")
    held = events if delivery.profile in layouts else events.iloc[:0]
    if delivery.profile in CUT:
        held = held[held.groupby("uuid").cumcount().lt(SLOTS)]
    return (
        held.merge(places, on="uuid")
        .merge(owners[["source_id", "record_uid"]], on="source_id")
        .sort_values(["record_uid", "place"], kind="stable", ignore_index=True)
    )


def number(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the rows numbered within their records."""
    return rows.assign(seq=rows.groupby("record_uid").cumcount() + 1)[
        ["record_uid", "seq", *columns]
    ]
