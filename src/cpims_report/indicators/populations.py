"""Who is counted: the populations of a year.

Spells are intervals [open, close] of whole days; S and E are 1 January and 31 December. Stocks and
flows follow the usual accounting of open cases (domain definitions of the Task Force; England's
children in need statistics): opened before S and not closed before S is carried over, and so on.

Populations that are part of another by a field (`where`, `asked`) are declared in the catalogue and
need no code; the others are the functions of this class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.config import Population as Declared
from cpims_report.config import Settings
from cpims_report.indicators.children import Children
from cpims_report.indicators.coded import CodedTables, Tables, cases_of, overlapping
from cpims_report.indicators.coding import TOLD, from_codes
from cpims_report.indicators.events import INCIDENT_LISTS
from cpims_report.indicators.population import Bits, Chosen, Population, Rows
from cpims_report.indicators.told import Told
from cpims_report.schema import UNKNOWN_CELL

REFUGEES = ("refugee", "asylum_seeker")
SPELL_COLUMNS = ("month", "closure_reason", "closure_group", "duration_band", "days", "age_close")
KEPT_BY = {
    "served": "services",
    "violence": "incidents",
    "transfers": "transitions",
    "reopened": "reopenings",
    "handed_on": "closure_reason",
    "referrals": "services",
    "timed_referrals": "services",
    "workers": "caseworker",
}
"""Populations that no case can be in where no source keeps what they are about.
"""


@dataclass(frozen=True)
class Caseload:
    """The coded tables of one year, and the populations that follow from them.

    `before` is the caseload of the year before and `registered` the children registered by
    governorate, where there are such. With a `member`, units are those that it knows: of its
    records, and of cases and spells of the Task Force that it has or had a part in.
    """

    year: int
    settings: Settings
    tables: CodedTables
    before: Caseload | None = None
    registered: Mapping[str, int] | None = None
    member: str = ""

    @classmethod
    def of(
        cls,
        tables: Tables,
        settings: Settings,
        year: int,
        before: Tables | None = None,
        registered: Mapping[str, int] | None = None,
    ) -> Caseload:
        """Return the caseload of `year`; raise InputRefused for codes that no list has."""
        earlier = None if before is None else cls.of(before, settings, year - 1)
        return cls(year, settings, CodedTables.of(tables, settings, year), earlier, registered)

    def alone(self, agency: str) -> Caseload:
        """Return what one agency knows: a case that changed hands, as the Task Force counts it."""
        before = None if self.before is None else self.before.alone(agency)
        return replace(self, before=before, member=agency)

    def apart(self) -> Caseload:
        """Return the caseload in which a transfer is a closure and a new case."""
        return replace(self, tables=self.tables.apart())

    @property
    def agencies(self) -> list[str]:
        """The agencies with records, in the order of the configuration."""
        present = set(self.tables.cases["agency"][self.mine].unique())
        return [agency for agency in self.settings.agencies if agency in present]

    @cached_property
    def mine(self) -> Chosen:
        """The records that count: all, or those of the member."""
        agencies = self.tables.cases["agency"]
        return (agencies.eq(self.member) | (not self.member)).to_numpy()

    @cached_property
    def reporting(self) -> set[str]:
        """The agencies with an active record."""
        return set(self.tables.cases["agency"][self.records].unique())

    def population(self, name: str) -> Population:
        """Return a population of the catalogue."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Population]:
        return {}

    def _make(self, name: str) -> Population:
        declared = self.settings.populations[name]
        if declared.asked or declared.where:
            found = self._telling(self.population(declared.within), declared)
            if declared.asked:
                return found.asked(declared.asked)
            for code_list, codes in declared.where.items():
                source = "primary_concern" if code_list == "concern" else code_list
                found = found.having(source, codes)
            return found
        made: Callable[[], Population] = getattr(self, name)
        return made()

    def _telling(self, found: Population, declared: Declared) -> Population:
        """Return a population of children with what their cases tell, where that is asked for."""
        if not {declared.asked, *declared.where}.intersection(TOLD):
            return found
        single = self._told_by_cases.single(found.rows, self.settings)
        several = self._told_by_cases.several(found.rows)
        return replace(found, own={**found.own, **single}, several={**found.several, **several})

    @cached_property
    def _told_by_cases(self) -> Told:
        return Told.of(self.children, self.tables.cases)

    def collects(self, name: str) -> bool:
        """Return whether any source collects the fields that a population depends on.

        Without any case there is nothing that was not collected.
        """
        declared = self.settings.populations[name]
        field = KEPT_BY.get(name, declared.asked)
        if field and not self.asks(field):
            return False
        return self.collects(declared.within) if declared.within else True

    def asks(self, field: str) -> bool:
        """Return whether a field was asked in any case, or was missed in none."""
        counts = self.tables.answers
        counts = counts[counts.index.isin(self.agencies)]
        if (field, "asked") not in counts:
            return True
        return bool(counts[field, "asked"].sum() > 0 or counts[field, "silent"].sum() == 0)

    @property
    def _span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        return pd.Timestamp(self.year, 1, 1), pd.Timestamp(self.year, 12, 31)

    @cached_property
    def known(self) -> Chosen:
        """Spells of the Task Force of which a record that counts is part."""
        held = self.tables.held
        found = np.zeros(len(self.tables.spells), bool)
        found[held["spell"][self.mine[held["case"]]]] = True
        return found

    @cached_property
    def opened(self) -> Chosen:
        """Spells opened in the year."""
        return self.known & self.tables.spells["open_date"].between(*self._span).to_numpy()

    @cached_property
    def overlapping(self) -> Chosen:
        """Spells with at least one day in the year."""
        return self.known & overlapping(self.tables.spells, self.year)

    @cached_property
    def records(self) -> Chosen:
        """Records with a spell of their own that overlaps the year."""
        held = self.tables.held
        return self.mine & cases_of(held, overlapping(held, self.year), len(self.mine))

    @cached_property
    def children(self) -> Children:
        """The children with an active case."""
        return Children.of(self.tables.cases, np.flatnonzero(self.records))

    def _cases(self, spells: Chosen) -> Rows:
        """Return the cases of the chosen spells, each once."""
        return np.flatnonzero(cases_of(self.tables.spells, spells, len(self.tables.cases)))

    def _spells(self, chosen: Chosen) -> Population:
        spells = self.tables.spells[chosen]
        own = {name: spells[name] for name in SPELL_COLUMNS}
        return Population(self.tables.cases, spells["case"].to_numpy(np.intp), own)

    def active(self) -> Population:
        """Return the cases with a spell that overlaps the year."""
        return Population(self.tables.cases, self._cases(self.overlapping))

    def new(self) -> Population:
        """Return the cases whose first spell was opened in the year, with the month of opening."""
        return self._spells(self.opened & self.tables.spells["seq"].eq(1).to_numpy())

    def reopened(self) -> Population:
        """Return the second and later spells opened in the year."""
        return self._spells(self.opened & self.tables.spells["seq"].gt(1).to_numpy())

    def carried_over(self) -> Population:
        """Return the cases opened before the year and not closed before it."""
        before = self.tables.spells["open_date"].lt(self._span[0]).to_numpy()
        return Population(self.tables.cases, self._cases(before & self.overlapping))

    def closed(self) -> Population:
        """Return the spells closed in the year, each with its own reason."""
        ended = self.tables.spells["close_date"].between(*self._span).to_numpy()
        return self._spells(self.known & ended)

    def open_end(self) -> Population:
        """Return the cases with a spell still open after 31 December."""
        closes = self.tables.spells["close_date"]
        later = (closes.isna() | closes.gt(self._span[1])).to_numpy()
        return Population(self.tables.cases, self._cases(self.overlapping & later))

    def workers(self) -> Population:
        """Return the records that are open after 31 December, with their caseworkers."""
        held, end = self.tables.held, self._span[1]
        last = held["open_date"].le(end) & ~held["close_date"].le(end)
        still = cases_of(held, last.to_numpy(), len(self.mine)) & self.mine
        return Population(self.tables.cases, np.flatnonzero(still))

    def supported(self) -> Population:
        """Return the distinct children with an active case, each described by its first one.

        Its primary concern is that of the first one that has any, so it is known exactly where a
        concern is recorded at all. Besides: how many concerns its active cases record, and how many
        agencies have one.
        """
        children, recorded = self.children, self.tables.cases["primary_concern"]
        with_concern = children.first_with(recorded.ne(UNKNOWN_CELL).to_numpy())
        concerns = self.settings.lookups["concern_count"]
        agencies = self.settings.lookups["agencies_count"]
        mentioned = np.bitwise_count(self._mentioned).astype(np.intp)
        index = pd.RangeIndex(len(children.first))
        places = np.minimum(mentioned, len(concerns)) - 1
        own = {
            "primary_concern": recorded.iloc[with_concern],
            "concern_count": from_codes(
                np.where(places < 0, len(concerns), places), [*concerns, "_U"], index
            ),
            "agencies_count": from_codes(
                np.minimum(children.agencies, len(agencies)) - 1, [*agencies, "_U"], index
            ),
        }
        return Population(self.tables.cases, children.first, own)

    @cached_property
    def _mentioned(self) -> Bits:
        return self.children.union(self.tables.cases["mentioned"].to_numpy(np.int64))

    def any_concern(self) -> Population:
        """Return the children supported, each with the concerns of all its active cases."""
        supported = self.population("supported")
        several = {"primary_concern": self._mentioned}
        return Population(supported.cases, supported.rows, supported.own, several)

    def at_risk_refugees(self) -> Population:
        """Return the refugee and asylum-seeking children supported with any concern recorded."""
        supported = self.population("supported")
        refugees = supported.column("displacement_status").isin(REFUGEES).to_numpy()
        return supported.where(refugees & (self._mentioned != 0))

    def served(self) -> Population:
        """Return the children of sources that keep services, with the types delivered."""
        kept = self.tables.cases["services_kept"].to_numpy(np.int64)
        services = self.tables.services
        delivered = services[services["delivered"]]
        return self._with_events(delivered, ("service_type",), self.children.union(kept) != 0)

    def violence(self) -> Population:
        """Return the children with an incident, and what is recorded of any of their incidents."""
        incidents = self.tables.incidents
        happened = np.zeros(len(self.tables.cases), np.int64)
        happened[incidents["case"]] = 1
        return self._with_events(
            incidents, tuple(INCIDENT_LISTS), self.children.union(happened) != 0
        )

    def _with_events(
        self, events: pd.DataFrame, lists: tuple[str, ...], chosen: Chosen
    ) -> Population:
        supported = self.population("supported")
        events = events[self.records[events["case"]]]
        several = {
            name: self.children.union(self._bits(events["case"], events[name])) for name in lists
        }
        return Population(supported.cases, supported.rows, supported.own, several).where(chosen)

    def _bits(self, cases: pd.Series[int], codes: pd.Series[str]) -> Bits:
        """Return a number a case with the bit of every code that one of its events has."""
        known = len(codes.cat.categories) - 1
        bits = np.zeros(len(self.tables.cases), np.int64)
        places = codes.cat.codes.to_numpy()
        for place in range(known):
            bits[cases.to_numpy()[places == place]] |= 1 << place
        return bits

    def _events(self, events: pd.DataFrame) -> Population:
        """Return the events of active records as a population."""
        kept = events[self.records[events["case"]]]
        own = {str(name): kept[name] for name in kept if name != "case"}
        return Population(self.tables.cases, kept["case"].to_numpy(np.intp), own)

    def transfers(self) -> Population:
        """Return the transfers of active cases made in the year."""
        return self._events(self.tables.transfers)

    def handed_on(self) -> Population:
        """Return the spells of records that ended in the year and went on with another member."""
        held = self.tables.held
        ended = held["went_on"] & held["close_date"].between(*self._span)
        chosen = ended.to_numpy() & self.known[held["spell"]]
        return Population(self.tables.cases, held["case"].to_numpy(np.intp)[chosen])

    def referrals(self) -> Population:
        """Return the referrals of active cases made in the year."""
        return self._events(self.tables.services[self.tables.services["referral"]])

    def timed_referrals(self) -> Population:
        """Return the delivered referrals with both days known."""
        return self.population("referrals").asked("days")

    def issues(self) -> Population:
        """Return the things found when reading the files."""
        return self._told(self.tables.issues)

    def received(self) -> Population:
        """Return the records received."""
        return self._told(self.tables.received)

    def _told(self, rows: pd.DataFrame) -> Population:
        if self.member:
            rows = rows[rows["agency"].eq(self.member)]
        own = {str(name): rows[name] for name in rows if name != "agency"}
        return Population(self.tables.cases, np.zeros(len(rows), np.intp), own)
