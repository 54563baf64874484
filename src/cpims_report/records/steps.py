"""The steps from the files of a year to its case tables, and what stands between them.

A large year fills the memory: each step uses up what the one before it left, and what takes long
runs beside the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.errors import Problem
from cpims_report.records.cases.repeated_rows import RECORD_OF_FILE, drop_copies
from cpims_report.records.cases.subforms import Register, Shelf
from cpims_report.records.deliveries.coverage import note_partial
from cpims_report.records.deliveries.delivery import Delivery, pool
from cpims_report.records.deliveries.made_up import note_made_up
from cpims_report.records.derive import derive
from cpims_report.records.exclude import STEPS, count_waterfall, find_excluded
from cpims_report.records.memory import give_back, take_rows, thin
from cpims_report.records.output import (
    list_mappings,
    list_received,
    shape_cases,
    shape_followups,
    shape_incidents,
    shape_issues,
    shape_sent,
    shape_services,
    shape_spells,
    shape_transitions,
    shape_waterfall,
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


@dataclass
class Cleaning:
    """A year between its files and its case tables: what the steps so far have left of it.

    `records` are the records and `subforms` the rows under them; `sent` says of every record that
    came whose it is and where it stands, `repeated` by which rule it only repeats another, `left`
    the step at which it went out, empty where it is in the report. `register` finds the record of a
    row, `shelf` those in the report. `issues` are what was found.
    """

    deliveries: list[Delivery]
    context: Context
    key: bytes
    records: pd.DataFrame = field(init=False)
    again: pd.DataFrame = field(init=False)
    subforms: dict[str, pd.DataFrame] = field(init=False)
    sent: pd.DataFrame = field(init=False)
    repeated: pd.Series = field(init=False)
    left: pd.Series = field(init=False)
    register: Register = field(init=False)
    shelf: Shelf = field(init=False)
    spells: pd.DataFrame = field(init=False)
    transfers: pd.DataFrame = field(init=False)
    waterfall: pd.DataFrame = field(init=False)
    events: dict[str, pd.DataFrame] = field(init=False)
    words: list[pd.Series] = field(init=False)
    notes: list[Problem] = field(init=False)
    issues: list[pd.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.received = list_received(self.deliveries)

    @cached_property
    def mappings(self) -> pd.DataFrame:
        """What each text became."""
        return list_mappings(self.deliveries)

    @cached_property
    def blocks(self) -> Blocks:
        """Where each column of each file stands."""
        return list_blocks(self.deliveries)

    def pool(self) -> None:
        """Bring the records of all files together, each once and with a uid of its own.

        Exact duplicates and records of overlapping extracts go, because a uid must be one record's.
        The deliveries are left without their rows.
        """
        made_up = note_made_up(self.deliveries)
        pooled, self.subforms = pool(self.deliveries)
        pooled = pooled.assign(
            nationalities=lambda frame: frame["nationality"],
            nationality=lambda frame: frame["nationality_first"],
            record_uid="",
        )
        self.sent = pooled[[*RECORD_OF_FILE, "row"]].astype({"file": "category"})
        self.repeated = find_repeated(pooled, self.context)
        self.notes = [*made_up, *note_partial(pooled, self.context.year)]
        twice = self.repeated != ""
        self.again = pooled[twice]
        self.records = (
            pooled[~twice].assign(record_uid=identify_records).pipe(hash_caseworkers, self.key)
        )

    def derive(self) -> None:
        """Add what follows from the records: spells, ages, concerns, and who is the same child."""
        give_back()
        self.register = Register.of(self.records)
        reopenings = self.register.name(take_subform(self.subforms, "reopenings"))
        self.records, self.spells = derive(self.records, reopenings, self.context, self.key)
        self.records = thin(self.records)
        give_back()
        self.words = [
            *(each.identifiers for each in self.deliveries),
            self.records["record_uid"],
            self.records["child_key"],
        ]

    def exclude(self) -> None:
        """Leave out what is not in the report: each record at the first step that excludes it."""
        twice = self.repeated != ""
        found = find_excluded(self.records, self.context, LATER_STEPS)
        self.left = found.reindex(self.sent.index).mask(twice, TWICE)
        agencies = dict.fromkeys(source.agency for source in self.context.year.sources)
        self.waterfall = count_waterfall(self.sent["agency"], self.left, agencies)
        left = self.left[self.records.index]
        sound = left.isin(["", *OUTSIDE_YEAR])
        self.transfers = find_transfers(self.records.loc[sound, NEEDED], self.spells)
        self.records = self.records.assign(
            transferred_to=find_receivers(self.records, self.transfers)
        )
        self.issues += self.list_received_issues()
        self.records = take_rows(self.records, left == "")
        give_back()
        self.shelf = Shelf.of(self.register, self.records)
        give_back()

    def flag(self) -> None:
        """Find what is to be said of what is left: the records, and the rows of events under them.

        The rows of copies of a record, and of records that went out, go.
        """
        numbered = int(self.records["individual_no"].notna().sum())
        with ThreadPoolExecutor(2) as beside:
            kept = {name: beside.submit(self.keep_events, name) for name in EVENTS}
            self.issues += [
                note_encodings(self.deliveries),
                note_no_key(0 if self.key else numbered),
                list_notes(
                    [*(note for each in self.deliveries for note in each.notes), *self.notes]
                ),
                *self.apply({"reported": self.records}),
            ]
        self.events = {name: part.result() for name, part in kept.items()}

    def shape(self) -> CaseTables:
        """Return the case tables of the records that are left, in the shape of their schemas."""
        with ThreadPoolExecutor(2) as beside:
            hashed = beside.submit(lambda: hash_identifiers(pd.concat(self.words)))
            self.flag()
            shaped = {name: beside.submit(self.shape_events, name) for name in EVENTS}
            bounds = count_bounds(self.records)
            self.records = shape_cases(self.records)
            rows = locate(self.spells["record_uid"], self.register.uids)
            self.spells = shape_spells(self.shelf.keep(self.spells, rows))
        events = {name: part.result() for name, part in shaped.items()}
        return CaseTables(
            cases=self.records,
            spells=self.spells,
            **events,
            issues=shape_issues(join_issues(self.issues)),
            waterfall=shape_waterfall(self.waterfall),
            identifiers=hashed.result(),
            received=self.received,
            mappings=self.mappings,
            bounds=bounds,
            transfers=self.transfers,
            sent=shape_sent(self.sent, self.register.uids, self.left),
        )

    def keep_events(self, name: str) -> pd.DataFrame:
        """Return the rows of a subform whose records are in the report; flag what rules find."""
        rows = take_subform(self.subforms, name)
        filed = rows.assign(record=self.register.find(rows)).pipe(
            drop_copies, self.sent, self.repeated == COPY
        )
        places = filed["record"].to_numpy()
        kept = self.shelf.keep(filed.drop(columns=["source_id", "record"]), places)
        self.issues += self.apply({name: kept})
        return kept

    def shape_events(self, name: str) -> pd.DataFrame:
        """Return the rows of a subform as their case table, taken out of `events`."""
        return EVENTS[name](self.events.pop(name))

    def apply(self, tables: dict[str, pd.DataFrame]) -> list[pd.DataFrame]:
        """Return the issues of the rules that look at `tables` and leave no record out."""
        rules = [rule for rule in rules_of("") if rule.scope in tables]
        return apply_rules(rules, tables, self.context, self.blocks, self.key)

    def list_received_issues(self) -> Iterator[pd.DataFrame]:
        """Yield the issues of all records: changed cells, exclusion, rules that look everywhere."""
        named = ["agency", "source_id", "record_uid"]
        uids = self.records[named].drop_duplicates(named[:2])
        yield from list_marks(self.deliveries, uids, self.key)
        repeated, left = self.repeated[self.again.index], self.left[self.records.index]
        for rule in rules_of(TWICE):
            yield list_issues(rule, self.again, repeated == rule.code, self.blocks, self.key)
        for step in LATER_STEPS:
            for rule in rules_of(step):
                yield list_issues(rule, self.records, left == step, self.blocks, self.key)
        yield from self.apply({"received": self.records})


def find_repeated(records: pd.DataFrame, context: Context) -> pd.Series:
    """Return the code of the rule by which each record is a repetition, empty for the others."""
    found = pd.Series("", index=records.index, dtype="str")
    for rule in rules_of(TWICE):
        left = records[found == ""]
        hit = rule.find(left, context).astype("bool")
        found = found.mask(hit.reindex(records.index, fill_value=False), rule.code)
    return found


def find_receivers(records: pd.DataFrame, transfers: pd.DataFrame) -> pd.Series:
    """Return the member to which each record was transferred, empty where to none."""
    members = pd.array([*transfers["to_agency"], ""], dtype="str")
    places = locate(records["record_uid"], transfers["from_uid"])
    return pd.Series(members.take(places), index=records.index)


def take_subform(subforms: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Return the rows of a subform, taken out of `subforms`; none where no file has it."""
    rows = subforms.pop(name, pd.DataFrame(columns=RECORD_OF_FILE, dtype="str"))
    return rows.reset_index(drop=True)
