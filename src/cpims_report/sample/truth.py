"""What the records of a delivery really are, as far as its file can tell.

The answers to check against. It knows the definitions of cleaning and counting, not their code.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from cpims_report.config import Settings
from cpims_report.sample.events_known import (
    tell_followups,
    tell_incidents,
    tell_services,
    tell_transitions,
)
from cpims_report.sample.identity import record_uid
from cpims_report.sample.knowable import ages, attributes, known_status, tell_spells
from cpims_report.sample.labour_known import of_age
from cpims_report.sample.layouts import layout
from cpims_report.sample.received import Delivery
from cpims_report.sample.transfers_known import tell_ends, tell_transfers

STEPS = (
    "exact_duplicates",
    "disabled",
    "status_duplicate",
    "no_consent",
    "late_entry",
    "after_year",
    "adult_at_registration",
    "closed_before_year",
)
CASE_COLUMNS = (
    "record_uid",
    "source_id",
    "agency",
    "copy",
    "excluded",
    "child_key",
    "source_profile",
    "status",
    "registration_date",
    "created_date",
    "sex",
    "birth_precision",
    "age_reg",
    "age_end",
    "age_close",
    "nationality",
    "displacement_status",
    "governorate",
    "camp",
    "site_type",
    "protection_status",
    "concerns",
    "primary_concern",
    "primary_rule",
    "risk_level",
    "disability",
    "functioning",
    "difficulty_domain",
    "labour_form",
    "work_kind",
    "work_hours",
    "work_hazard",
    "hazard_kind",
    "schooling",
    "separation_cause",
    "care_arrangement",
    "consent_reporting",
    "source_of_identification",
    "assessment",
    "assessment_date",
    "case_plan",
    "case_plan_date",
    "bia",
    "bia_date",
    "bid",
    "bid_outcome",
    "reunified",
    "reunification_date",
    "caseworker",
    "services_kept",
    "followups_kept",
    "incidents_kept",
    "transitions_kept",
    "reopenings_kept",
)


@dataclass(frozen=True)
class Truth:
    """One year's truth.

    `cases`: one row per row received; `excluded` names the step that drops it, empty for cases in
    the report. `spells` and the tables of events: of the cases in the report. `transfers`: between
    members, of cases of other years too. `children`: one row per child in the report, with the
    record that stands for it and the number of its records. `waterfall`: as in schema.
    """

    cases: pd.DataFrame
    spells: pd.DataFrame
    services: pd.DataFrame
    followups: pd.DataFrame
    incidents: pd.DataFrame
    transitions: pd.DataFrame
    transfers: pd.DataFrame
    children: pd.DataFrame
    waterfall: pd.DataFrame


@dataclass(frozen=True)
class Told:
    """What is true of one delivery: all its rows as cases; spells and events of those reported.

    `ends`: first and last spell of every record that may have come or gone by transfer.
    """

    cases: pd.DataFrame
    ends: pd.DataFrame
    spells: pd.DataFrame
    services: pd.DataFrame
    followups: pd.DataFrame
    incidents: pd.DataFrame
    transitions: pd.DataFrame


def tell(deliveries: list[Delivery], settings: Settings) -> Truth:
    """Return the truth of one year's deliveries."""
    return gather([tell_delivery(delivery, settings) for delivery in deliveries], settings)


def gather(told: list[Told], settings: Settings) -> Truth:
    """Return the truth of a year from what is true of its deliveries."""
    rank = {agency: place for place, agency in enumerate(settings.agencies)}
    parts = {
        field.name: pd.concat([getattr(each, field.name) for each in told], ignore_index=True)
        for field in fields(Told)
    }
    cases, ends = parts.pop("cases"), parts.pop("ends")
    cases = cases.sort_values(
        ["agency", "record_uid", "copy"],
        key=lambda column: column.map(rank) if column.name == "agency" else column,
        ignore_index=True,
    ).assign(child_key=lambda rows: number_children(rows["child"]))
    return Truth(
        cases=cases[list(CASE_COLUMNS)],
        **{
            name: table.sort_values(["record_uid", "seq"], ignore_index=True)
            for name, table in parts.items()
        },
        transfers=tell_transfers(ends),
        children=represent(cases[cases["excluded"].eq("")], rank),
        waterfall=count_steps(cases, rank),
    )


def tell_delivery(delivery: Delivery, settings: Settings) -> Told:
    """Return what is true of one delivery."""
    source_ids = delivery.records[layout(delivery.profile).SOURCE_ID]
    records = delivery.records.assign(
        source_id=source_ids, status=known_status(delivery.records, delivery.profile)
    ).assign(record_uid=lambda rows: number_records(rows, delivery.agency))
    spells = tell_spells(records, delivery)
    cases = (
        records.pipe(attributes, delivery, settings)
        .pipe(ages, spells, delivery)
        .pipe(of_age)
        .pipe(exclude, spells, delivery)
    )
    reported = cases.loc[cases["excluded"].eq(""), "record_uid"]
    return Told(
        cases=cases,
        ends=tell_ends(cases, spells),
        spells=spells[spells["record_uid"].isin(reported)],
        services=tell_services(cases, delivery),
        followups=tell_followups(cases, delivery),
        incidents=tell_incidents(cases, delivery),
        transitions=tell_transitions(cases, delivery, frozenset(settings.agencies)),
    )


def number_records(records: pd.DataFrame, agency: str) -> pd.Series[str]:
    """Return the uid of each row; a second record under the same id has one of its own."""
    again = records.groupby(["source_id", "copy"]).cumcount()
    names = records["source_id"].mask(
        again.gt(0), records["source_id"] + "#" + (again + 1).astype(str)
    )
    return names.map(lambda name: record_uid(agency, name))


def number_children(children: pd.Series[str]) -> pd.Series[str]:
    """Return C1, C2, …: the same for all records of one child, as far as files can tell."""
    return "C" + pd.Series(pd.factorize(children)[0] + 1, index=children.index).astype(str)


def exclude(cases: pd.DataFrame, spells: pd.DataFrame, delivery: Delivery) -> pd.DataFrame:
    """Return the cases with the first step that drops each, empty where none does."""
    start, end = pd.Timestamp(delivery.year, 1, 1), pd.Timestamp(delivery.year, 12, 31)
    overlaps = spells["open_date"].le(end) & ~spells["close_date"].lt(start)
    active = cases["record_uid"].isin(spells.loc[overlaps, "record_uid"])
    reasons = {
        "exact_duplicates": cases["copy"].gt(1),
        "disabled": cases["disabled_record"],
        "status_duplicate": cases["status"].eq("duplicate"),
        "no_consent": cases["consent_reporting"].eq("false"),
        "late_entry": cases["created_date"].gt(pd.Timestamp(delivery.cut_off)),
        "after_year": cases["registration_date"].gt(end),
        "adult_at_registration": cases["age_reg"].ge(18).fillna(False).astype(bool),
        "closed_before_year": ~active,
    }
    excluded = pd.Series("", index=cases.index)
    for step in reversed(STEPS):
        excluded = excluded.mask(reasons[step], step)
    return cases.assign(excluded=excluded)


def represent(cases: pd.DataFrame, rank: dict[str, int]) -> pd.DataFrame:
    """Return the children: each stands by its earliest-registered case, ties by agency and id."""
    ordered = cases.assign(rank=cases["agency"].map(rank)).sort_values(
        ["child_key", "registration_date", "rank", "record_uid"], kind="stable"
    )
    groups = ordered.groupby("child_key", sort=True)
    return pd.DataFrame(
        {
            "record_uid": groups["record_uid"].first(),
            "cases": groups.size(),
        }
    ).reset_index()


def count_steps(cases: pd.DataFrame, rank: dict[str, int]) -> pd.DataFrame:
    """Return the records left after each step, per agency."""
    dropped = pd.crosstab(cases["agency"], cases["excluded"]).reindex(
        columns=list(STEPS), fill_value=0
    )
    received = cases.groupby("agency").size()
    left = -dropped.cumsum(axis=1).sub(received, axis=0)
    left.insert(0, "received", received)
    table = left.reset_index().melt("agency", var_name="step", value_name="records")
    place = {step: number for number, step in enumerate(("received", *STEPS))}
    return table.sort_values(
        ["agency", "step"],
        key=lambda column: column.map(rank if column.name == "agency" else place),
        ignore_index=True,
    )
