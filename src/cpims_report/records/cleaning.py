"""From the files of the agencies to the case tables of a year."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings, Year
from cpims_report.records.deliveries import Delivery, read_deliveries
from cpims_report.records.derive import derive
from cpims_report.records.exclude import STEPS, count_waterfall, find_excluded
from cpims_report.records.findings import (
    apply_rules,
    join_issues,
    list_issues,
    note_encodings,
    note_no_key,
)
from cpims_report.records.identifiers import hash_identifiers
from cpims_report.records.linkage import find_key, identify_records
from cpims_report.records.rules import Context, read_rules, rule
from cpims_report.records.shapes import (
    list_mappings,
    list_received,
    shape_cases,
    shape_services,
    shape_spells,
    shape_transitions,
)
from cpims_report.records.tables import CaseTables
from cpims_report.workspace import Workspace

TWICE, LATER_STEPS = STEPS[0], STEPS[1:]


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

    Exact duplicates go first, because a record's uid must be its own; then spells, ages and
    concerns are derived for all, and the steps of exclusion decide which cases are in the report.
    """
    context = Context(year, settings)
    blocks = {delivery.file.name: delivery.block for delivery in deliveries}
    everything = pd.concat([delivery.records for delivery in deliveries], ignore_index=True).assign(
        nationalities=lambda frame: frame["nationality"],
        nationality=lambda frame: frame["nationality_first"],
        record_uid="",
    )
    twice = rule(TWICE).find(everything, context)
    once = everything[~twice].assign(record_uid=identify_records)
    records, spells = derive(once, join_subform(deliveries, "reopenings", once), context, key)
    left = find_excluded(records, context, LATER_STEPS).reindex(everything.index).mask(twice, TWICE)
    kept = records[left[records.index] == ""]
    steps = [rule(step) for step in LATER_STEPS]
    flags = [found for found in read_rules() if not found.step]
    unlinked = 0 if key else int(kept["individual_no"].notna().sum())
    return CaseTables(
        cases=shape_cases(kept),
        spells=shape_spells(keep(spells, kept)),
        services=shape_services(keep(join_subform(deliveries, "services", once), kept)),
        transitions=shape_transitions(keep(join_subform(deliveries, "transitions", once), kept)),
        issues=join_issues(
            [
                note_encodings(deliveries),
                note_no_key(unlinked),
                list_issues(rule(TWICE), everything, twice, blocks),
                *(
                    list_issues(step, records, left[records.index] == step.step, blocks)
                    for step in steps
                ),
                *apply_rules(flags, kept, context, blocks),
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
    )


def join_subform(deliveries: list[Delivery], name: str, records: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a subform over all files under the uid of their record.

    Where two records share an id, rows belong to the first: the export does not tell.
    """
    tables = [delivery.subforms[name] for delivery in deliveries if name in delivery.subforms]
    rows = pd.concat([pd.DataFrame(columns=["agency", "source_id"], dtype="str"), *tables])
    uids = records.drop_duplicates(["agency", "source_id"])[["agency", "source_id", "record_uid"]]
    return rows.merge(uids, on=["agency", "source_id"]).reset_index(drop=True)


def keep(rows: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that belong to records in the report, by record."""
    mine = rows[rows["record_uid"].isin(records["record_uid"])]
    return mine.sort_values("record_uid", kind="stable", ignore_index=True)
