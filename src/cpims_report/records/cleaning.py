"""From the files of the agencies to the case tables of a year."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpims_report.config import Settings, Year
from cpims_report.records.among import among
from cpims_report.records.bounds import count_bounds
from cpims_report.records.caseworkers import hash_caseworkers
from cpims_report.records.copies import RECORD_OF_FILE, drop_copies
from cpims_report.records.coverage import note_partial
from cpims_report.records.deliveries import Delivery, read_deliveries
from cpims_report.records.derive import derive
from cpims_report.records.exclude import STEPS, count_waterfall, find_excluded
from cpims_report.records.findings import (
    apply_rules,
    join_issues,
    list_blocks,
    list_issues,
    list_marks,
    list_notes,
    note_encodings,
    note_no_key,
)
from cpims_report.records.identifiers import hash_identifiers
from cpims_report.records.linkage import find_key, identify_records
from cpims_report.records.rules import Context, Rule, read_rules, rules_of
from cpims_report.records.shapes import (
    list_mappings,
    list_received,
    shape_cases,
    shape_followups,
    shape_incidents,
    shape_services,
    shape_spells,
    shape_transitions,
)
from cpims_report.records.tables import CaseTables
from cpims_report.records.transfers import find_transfers
from cpims_report.workspace import Workspace

TWICE, LATER_STEPS = STEPS[0], STEPS[1:]
COPY = "EXC-01"
"""The rule of a record that repeats another in every value."""
EVENTS = ("services", "transitions", "followups", "incidents")
"""Subforms that become case tables."""
OUTSIDE_YEAR = ("closed_before_year", "after_year")
"""Steps of records that are sound, but of another year: a transfer may lead to or from them."""


def clean(workspace: Workspace, year: int) -> CaseTables:
    """Return the case tables of `year` from the files in `data/raw/<year>`.

    Raise ConfigurationError or InputRefused, each with every problem there is; nothing is written.
    """
    settings = Settings(workspace.config)
    plan = settings.year(year)
    raw = workspace.raw(year)
    deliveries = read_deliveries(raw, plan, settings)
    synthetic = all(delivery.synthetic for delivery in deliveries)
    return build_tables(deliveries, plan, settings, find_key(raw.parent, synthetic))


def build_tables(
    deliveries: list[Delivery], year: Year, settings: Settings, key: bytes
) -> CaseTables:
    """Return the case tables of files that have been read.

    Exact duplicates and records of overlapping extracts go first, because a record's uid must be
    its own; then spells, ages, children and concerns are derived for all, and the steps of
    exclusion decide which cases are in the report.
    """
    context = Context(year, settings)
    everything = pd.concat([delivery.records for delivery in deliveries], ignore_index=True).assign(
        nationalities=lambda frame: frame["nationality"],
        nationality=lambda frame: frame["nationality_first"],
        record_uid="",
    )
    repeated = find_repeated(everything, context)
    twice = repeated != ""
    once = everything[~twice].assign(record_uid=identify_records).pipe(hash_caseworkers, key)
    records, spells = derive(once, join_subform(deliveries, "reopenings", once), context, key)
    left = find_excluded(records, context, LATER_STEPS).reindex(everything.index).mask(twice, TWICE)
    sound = left[records.index].isin(["", *OUTSIDE_YEAR])
    transfers = find_transfers(records[sound], spells)
    records = records.assign(
        transferred_to=records["record_uid"]
        .map(transfers.set_index("from_uid")["to_agency"])
        .astype("object")
        .fillna("")
        .astype("str")
    )
    kept = records[left[records.index] == ""]
    tables = {
        "received": records,
        "reported": kept,
        **{
            name: join_subform(deliveries, name, once)
            .pipe(drop_copies, everything, repeated == COPY)
            .pipe(keep, kept)
            .merge(kept[["record_uid", "child_key"]], on="record_uid")
            for name in EVENTS
        },
    }
    return CaseTables(
        cases=shape_cases(kept),
        spells=shape_spells(keep(spells, kept)),
        services=shape_services(tables["services"]),
        transitions=shape_transitions(tables["transitions"]),
        followups=shape_followups(tables["followups"]),
        incidents=shape_incidents(tables["incidents"]),
        issues=join_issues(
            [
                note_encodings(deliveries),
                note_no_key(0 if key else int(kept["individual_no"].notna().sum())),
                *list_everything(deliveries, everything, repeated, tables, left, context, key),
            ]
        ),
        waterfall=count_waterfall(
            everything["agency"], left, dict.fromkeys(source.agency for source in year.sources)
        ),
        identifiers=hash_identifiers(
            [
                *(word for delivery in deliveries for word in delivery.identifiers),
                *records["record_uid"],
                *records["child_key"],
            ]
        ),
        received=list_received(deliveries),
        mappings=list_mappings(deliveries),
        bounds=count_bounds(kept),
        transfers=transfers,
    )


def find_repeated(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the code of the rule by which each record is a repetition, empty for the others."""
    found = pd.Series("", index=records.index, dtype="str")
    for rule in rules_of(TWICE):
        left = records[found == ""]
        hit = rule.find(left, context).astype("bool")
        found = found.mask(hit.reindex(records.index, fill_value=False), rule.code)
    return found


def list_everything(
    deliveries: list[Delivery],
    everything: pd.DataFrame,
    repeated: pd.Series,
    tables: dict[str, pd.DataFrame],
    left: pd.Series,
    context: Context,
    key: bytes,
) -> Iterator[pd.DataFrame]:
    """Yield the issues: of files, of cells that were changed, of exclusion, and of all rules."""
    blocks = list_blocks(deliveries)
    records = tables["received"]
    yield list_notes(note for delivery in deliveries for note in delivery.notes)
    yield list_notes(note_partial(everything, context.year))
    uids = records.drop_duplicates(["agency", "source_id"])[["agency", "source_id", "record_uid"]]
    yield from list_marks(deliveries, uids, key)
    for rule in rules_of(TWICE):
        yield list_issues(rule, everything, repeated == rule.code, blocks, key)
    for step in LATER_STEPS:
        for rule in rules_of(step):
            yield list_issues(rule, records, left[records.index] == step, blocks, key)
    flags: list[Rule] = [rule for rule in read_rules() if not rule.step]
    yield from apply_rules(flags, tables, context, blocks, key)


def join_subform(deliveries: list[Delivery], name: str, records: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a subform over all files under the uid of their record.

    A record that stands in two extracts has the rows of the one that counts. Where two records of a
    file share an id, rows belong to the first: the export does not tell.
    """
    tables = [delivery.subforms[name] for delivery in deliveries if name in delivery.subforms]
    rows = pd.concat([pd.DataFrame(columns=RECORD_OF_FILE, dtype="str"), *tables])
    uids = records.drop_duplicates(RECORD_OF_FILE)[[*RECORD_OF_FILE, "record_uid"]]
    return rows.merge(uids, on=RECORD_OF_FILE).reset_index(drop=True)


def keep(rows: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that belong to records in the report, by record."""
    mine = rows[among(rows["record_uid"], records["record_uid"])]
    return mine.sort_values("record_uid", kind="stable", ignore_index=True)
