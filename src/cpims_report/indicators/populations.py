"""Who is counted: the populations of a year.

Spells are intervals [open, close] of whole days; S and E are 1 January and 31 December. Stocks and
flows follow the usual accounting of open cases (domain definitions of the Task Force; England's
children in need statistics): opened before S and not closed before S is carried over, and so on.

Populations that are part of another by a field (`where`, `asked`) are declared in the catalogue and
need no code; the others are the functions of this class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.children import Children
from cpims_report.indicators.coded import CodedTables, Tables
from cpims_report.indicators.coding import from_codes
from cpims_report.indicators.events import INCIDENT_LISTS
from cpims_report.indicators.population import Bits, Chosen, Population, Rows

REFUGEES = ("refugee", "asylum_seeker")
SPELL_COLUMNS = ("month", "closure_reason", "closure_group", "duration_band", "days")
KEPT_BY = {
    "served": "services",
    "violence": "incidents",
    "transfers": "transitions",
    "reopened": "reopenings",
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
    governorate, where there are such.
    """

    year: int
    settings: Settings
    tables: CodedTables
    before: Caseload | None = None
    registered: Mapping[str, int] | None = None

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
        """Return the caseload of one agency's cases alone."""
        before = None if self.before is None else self.before.alone(agency)
        return Caseload(
            self.year, self.settings, self.tables.alone(agency), before, self.registered
        )

    @property
    def agencies(self) -> list[str]:
        """The agencies with cases, in the order of the configuration."""
        present = set(self.tables.cases["agency"].unique())
        return [agency for agency in self.settings.agencies if agency in present]

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
        if declared.asked:
            return self.population(declared.within).asked(declared.asked)
        if declared.where:
            found = self.population(declared.within)
            for code_list, codes in declared.where.items():
                found = found.having(code_list, codes)
            return found
        made: Callable[[], Population] = getattr(self, name)
        return made()

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
        if (field, "asked") not in counts:
            return True
        return bool(counts[field, "asked"].sum() > 0 or counts[field, "silent"].sum() == 0)

    @property
    def _span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        return pd.Timestamp(self.year, 1, 1), pd.Timestamp(self.year, 12, 31)

    @cached_property
    def opened(self) -> Chosen:
        """Spells opened in the year."""
        return self.tables.spells["open_date"].between(*self._span).to_numpy()

    @cached_property
    def overlapping(self) -> Chosen:
        """Spells with at least one day in the year."""
        start, end = self._span
        opens, closes = (self.tables.spells[name] for name in ("open_date", "close_date"))
        return (opens.le(end) & (closes.isna() | closes.ge(start))).to_numpy()

    @cached_property
    def children(self) -> Children:
        """The children with an active case."""
        return Children.of(self.tables.cases, self._cases(self.overlapping))

    def _cases(self, spells: Chosen) -> Rows:
        """Return the cases of the chosen spells, each once."""
        found = np.zeros(len(self.tables.cases), bool)
        found[self.tables.spells["case"].to_numpy(np.intp)[spells]] = True
        return np.flatnonzero(found)

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
        return self._spells(self.tables.spells["close_date"].between(*self._span).to_numpy())

    def open_end(self) -> Population:
        """Return the cases with a spell still open after 31 December."""
        closes = self.tables.spells["close_date"]
        later = (closes.isna() | closes.gt(self._span[1])).to_numpy()
        return Population(self.tables.cases, self._cases(self.overlapping & later))

    def supported(self) -> Population:
        """Return the distinct children with an active case, each described by its first one.

        Besides: how many concerns its active cases record, and how many agencies have one.
        """
        children = self.children
        concerns = self.settings.lookups["concern_count"]
        agencies = self.settings.lookups["agencies_count"]
        mentioned = np.bitwise_count(self._mentioned).astype(np.intp)
        index = pd.RangeIndex(len(children.first))
        places = np.minimum(mentioned, len(concerns)) - 1
        own = {
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
        return Population(supported.cases, supported.rows, several=several)

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
        several = {
            name: self.children.union(self._bits(events["case"], events[name])) for name in lists
        }
        return Population(supported.cases, supported.rows, several=several).where(chosen)

    def _bits(self, cases: pd.Series[int], codes: pd.Series[str]) -> Bits:
        """Return a number a case with the bit of every code that one of its events has."""
        known = len(codes.cat.categories) - 1
        bits = np.zeros(len(self.tables.cases), np.int64)
        places = codes.cat.codes.to_numpy()
        for place in range(known):
            bits[cases.to_numpy()[places == place]] |= 1 << place
        return bits

    def _events(self, events: pd.DataFrame) -> Population:
        """Return the events of active cases as a population."""
        active = np.zeros(len(self.tables.cases), bool)
        active[self._cases(self.overlapping)] = True
        kept = events[active[events["case"]]]
        own = {str(name): kept[name] for name in kept if name != "case"}
        return Population(self.tables.cases, kept["case"].to_numpy(np.intp), own)

    def transfers(self) -> Population:
        """Return the transfers of active cases made in the year."""
        return self._events(self.tables.transfers)

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
        own = {str(name): rows[name] for name in rows if name != "agency"}
        return Population(self.tables.cases, np.zeros(len(rows), np.intp), own)
