"""From the files of the agencies to the case tables of a year."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.config import Settings, Year
from cpims_report.link_key import find_key
from cpims_report.records.cases.repeated_rows import RECORD_OF_FILE, drop_copies
from cpims_report.records.cases.subforms import Register, Shelf
from cpims_report.records.deliveries.coverage import note_partial
from cpims_report.records.deliveries.delivery import Delivery, pool, read_deliveries
from cpims_report.records.derive import derive
from cpims_report.records.exclude import STEPS, count_waterfall, find_excluded
from cpims_report.records.memory import give_back, return_large, take_rows, thin
from cpims_report.records.output import (
    list_mappings,
    list_received,
    shape_cases,
    shape_followups,
    shape_incidents,
    shape_services,
    shape_spells,
    shape_transitions,
)
from cpims_report.records.people.bounds import count_bounds
from cpims_report.records.people.caseworkers import hash_caseworkers
from cpims_report.records.people.identifiers import hash_identifiers
from cpims_report.records.people.linkage import identify_records
from cpims_report.records.rules import Context, rules_of
from cpims_report.records.rules.findings import (
    Blocks,
    apply_rules,
    join_issues,
    list_blocks,
    list_issues,
    list_marks,
    list_notes,
    note_encodings,
    note_no_key,
)
from cpims_report.records.spells.transfers import NEEDED, find_transfers
from cpims_report.records.text.lookup import locate
from cpims_report.workspace import Workspace

TWICE, LATER_STEPS = STEPS[0], STEPS[1:]
COPY = "EXC-01"
"""The rule of a record that repeats another in every value."""
EVENTS = {
    "services": shape_services,
    "followups": shape_followups,
    "transitions": shape_transitions,
    "incidents": shape_incidents,
}
"""Subforms that become case tables, the longest first, and what gives each its shape."""
OUTSIDE_YEAR = ("closed_before_year", "after_year")
"""Steps of records that are sound, but of another year: a transfer may lead to or from them."""


def clean(workspace: Workspace, year: int) -> CaseTables:
    """Return the case tables of `year` from the files in `data/raw/<year>`.

    Raise ConfigurationError or InputRefused, each with every problem there is; nothing is written.
    """
    return_large()
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
    exclusion decide which cases are in the report. The deliveries of the list are left without
    their rows, and no table outlives its use: a large year fills the memory.
    """
    context = Context(year, settings)
    received, mappings = list_received(deliveries), list_mappings(deliveries)
    everything, subforms = pool(deliveries)
    everything = everything.assign(
        nationalities=lambda frame: frame["nationality"],
        nationality=lambda frame: frame["nationality_first"],
        record_uid="",
    )
    repeated = find_repeated(everything, context)
    twice = repeated != ""
    again, sent = everything[twice], everything[RECORD_OF_FILE].astype({"file": "category"})
    partial = note_partial(everything, year)
    once = everything[~twice].assign(record_uid=identify_records).pipe(hash_caseworkers, key)
    del everything
    give_back()
    register = Register.of(once)
    log = register.name(take_subform(subforms, "reopenings"))
    records, spells = derive(once, log, context, key)
    del once
    records = thin(records)
    give_back()
    words = [*(each.identifiers for each in deliveries), records["record_uid"]]
    words += [records["child_key"]]
    blocks = list_blocks(deliveries)
    with ThreadPoolExecutor(2) as beside:
        identifiers = beside.submit(lambda: hash_identifiers(pd.concat(words)))
        left = find_excluded(records, context, LATER_STEPS).reindex(sent.index).mask(twice, TWICE)
        sound = left[records.index].isin(["", *OUTSIDE_YEAR])
        transfers = find_transfers(records.loc[sound, NEEDED], spells)
        records = records.assign(transferred_to=find_receivers(records, transfers))
        found = [
            *list_received_issues(deliveries, again, repeated[twice], records, left, context, key)
        ]
        kept = take_rows(records, left[records.index] == "")
        give_back()
        shelf = Shelf.of(register, kept)
        del records
        give_back()

        def settle(name: str) -> tuple[list[pd.DataFrame], pd.DataFrame]:
            rows = file_rows(take_subform(subforms, name), register, shelf, sent, repeated == COPY)
            return flag({name: rows}, context, blocks, key), EVENTS[name](rows)

        settled = {name: beside.submit(settle, name) for name in EVENTS}
        found += [
            note_encodings(deliveries),
            note_no_key(0 if key else int(kept["individual_no"].notna().sum())),
            list_notes([*(note for each in deliveries for note in each.notes), *partial]),
            *flag({"reported": kept}, context, blocks, key),
        ]
        bounds = count_bounds(kept)
        cases = shape_cases(kept)
        del kept
        spells = shelf.keep(spells, locate(spells["record_uid"], register.uids))
    events = {name: part.result() for name, part in settled.items()}
    return CaseTables(
        cases=cases,
        spells=shape_spells(spells),
        **{name: table for name, (_, table) in events.items()},
        issues=join_issues([*found, *(issue for issues, _ in events.values() for issue in issues)]),
        waterfall=count_waterfall(
            sent["agency"], left, dict.fromkeys(source.agency for source in year.sources)
        ),
        identifiers=identifiers.result(),
        received=received,
        mappings=mappings,
        bounds=bounds,
        transfers=transfers,
    )


def flag(
    tables: dict[str, pd.DataFrame], context: Context, blocks: Blocks, key: bytes
) -> list[pd.DataFrame]:
    """Return the issues of the rules that look at `tables` and leave no record out."""
    rules = [rule for rule in rules_of("") if rule.scope in tables]
    return apply_rules(rules, tables, context, blocks, key)


def find_receivers(records: pd.DataFrame, transfers: pd.DataFrame) -> pd.Series:
    """Return the member to which each record was transferred, empty where to none."""
    members = pd.array([*transfers["to_agency"], ""], dtype="str")
    places = locate(records["record_uid"], transfers["from_uid"])
    return pd.Series(members.take(places), index=records.index)


def find_repeated(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the code of the rule by which each record is a repetition, empty for the others."""
    found = pd.Series("", index=records.index, dtype="str")
    for rule in rules_of(TWICE):
        left = records[found == ""]
        hit = rule.find(left, context).astype("bool")
        found = found.mask(hit.reindex(records.index, fill_value=False), rule.code)
    return found


def list_received_issues(
    deliveries: list[Delivery],
    again: pd.DataFrame,
    repeated: pd.Series,
    records: pd.DataFrame,
    left: pd.Series,
    context: Context,
    key: bytes,
) -> Iterator[pd.DataFrame]:
    """Yield the issues of all records: changed cells, exclusion, and rules that look everywhere.

    `again` are the records that repeat others, `repeated` the rules by which they do.
    """
    blocks = list_blocks(deliveries)
    named = ["agency", "source_id", "record_uid"]
    uids = records[named].drop_duplicates(named[:2])
    yield from list_marks(deliveries, uids, key)
    for rule in rules_of(TWICE):
        yield list_issues(rule, again, repeated == rule.code, blocks, key)
    for step in LATER_STEPS:
        for rule in rules_of(step):
            yield list_issues(rule, records, left[records.index] == step, blocks, key)
    yield from flag({"received": records}, context, blocks, key)


def take_subform(subforms: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Return the rows of a subform, taken out of `subforms`; none where no file has it."""
    rows = subforms.pop(name, pd.DataFrame(columns=RECORD_OF_FILE, dtype="str"))
    return rows.reset_index(drop=True)


def file_rows(
    rows: pd.DataFrame, register: Register, shelf: Shelf, sent: pd.DataFrame, copied: pd.Series
) -> pd.DataFrame:
    """Return the rows of a subform whose records are kept, without those of copies of a record."""
    filed = rows.assign(record=register.find(rows)).pipe(drop_copies, sent, copied)
    return shelf.keep(filed.drop(columns=["source_id", "record"]), filed["record"].to_numpy())
