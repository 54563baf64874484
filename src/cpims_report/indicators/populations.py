"""Who is counted: the populations of a year, one row per unit.

Spells are intervals [open, close] of whole days; S and E are 1 January and 31 December. Stocks and
flows follow the usual accounting of open cases (domain definitions of the Task Force; England's
children in need statistics): opened before S and not closed before S is carried over, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pandas as pd

from cpims_report.config import Settings
from cpims_report.indicators.coding import code_cases, code_spells, codes
from cpims_report.schema import LIST_SEPARATOR, UNKNOWN_CELL


class Tables(Protocol):
    """The two case tables that indicators are counted from."""

    @property
    def cases(self) -> pd.DataFrame:
        """One row per case in the year's report."""

    @property
    def spells(self) -> pd.DataFrame:
        """One row per spell."""


@dataclass(frozen=True)
class Population:
    """The units of one population, with every dimension as a coded column.

    `mentions` has one row per unit and concern where a unit may have several: a cell broken down
    by concern counts mentions, every other cell and every base counts units.
    """

    units: pd.DataFrame
    mentions: pd.DataFrame

    @classmethod
    def of(cls, units: pd.DataFrame) -> Population:
        """Return a population in which a unit has one concern at most."""
        return cls(units, units)


@dataclass(frozen=True)
class Caseload:
    """The coded cases and spells of one year, and the populations that follow from them.

    Spells of cases outside the report (excluded earlier, see the waterfall) are left out.
    """

    year: int
    agencies: tuple[str, ...]
    cases: pd.DataFrame
    spells: pd.DataFrame

    @classmethod
    def of(cls, tables: Tables, settings: Settings, year: int) -> Caseload:
        """Return the caseload of `year`; raise InputRefused for codes that no list has."""
        cases = code_cases(tables.cases, settings)
        spells = code_spells(tables.spells, settings).merge(
            cases, on="record_uid", how="inner", validate="many_to_one"
        )
        return cls(year, tuple(settings.agencies), cases, spells)

    @cached_property
    def opened(self) -> pd.Series[bool]:
        """Spells opened in the year."""
        return self.spells["open_date"].between(*self._span)

    @cached_property
    def still_open(self) -> pd.Series[bool]:
        """Spells opened by 31 December and not closed by then."""
        end = self._span[1]
        closes = self.spells["close_date"]
        return self.spells["open_date"].le(end) & (closes.isna() | closes.gt(end))

    @cached_property
    def overlapping(self) -> pd.Series[bool]:
        """Spells with at least one day in the year."""
        start, end = self._span
        closes = self.spells["close_date"]
        return self.spells["open_date"].le(end) & (closes.isna() | closes.ge(start))

    @property
    def _span(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        return pd.Timestamp(self.year, 1, 1), pd.Timestamp(self.year, 12, 31)

    @cached_property
    def active(self) -> pd.DataFrame:
        """Cases with a spell that overlaps the year, in the order that picks a child's attributes.

        Earliest registration first; equal days by the agencies' order in the configuration, then
        by record.
        """
        ranks = {agency: rank for rank, agency in enumerate(self.agencies)}
        return (
            self.spells.loc[self.overlapping, list(self.cases)]
            .drop_duplicates("record_uid")
            .assign(rank=lambda cases: cases["agency"].map(ranks))
            .sort_values(["registration_date", "rank", "record_uid"], kind="stable")
            .drop(columns="rank")
        )

    @cached_property
    def supported(self) -> Population:
        """Distinct children with an active case, described by their earliest-registered one."""
        return Population.of(self.active.drop_duplicates("child_key"))

    @cached_property
    def any_concern(self) -> Population:
        """Children supported, and one mention per concern recorded in any of their active cases.

        A child with none recorded has one mention, `_U`. In `units` the concern says only whether
        there is any.
        """
        listed = list(self.cases["primary_concern"].cat.categories)
        recorded = (
            self.active[["child_key", "concerns"]]
            .assign(concerns=lambda cases: cases["concerns"].str.split(LIST_SEPARATOR))
            .explode("concerns")
            .rename(columns={"concerns": "primary_concern"})
            .assign(primary_concern=lambda rows: codes(rows["primary_concern"], listed))
            .loc[lambda rows: rows["primary_concern"].ne(UNKNOWN_CELL)]
            .drop_duplicates()
        )
        mentions = (
            self.supported.units.drop(columns="primary_concern")
            .merge(recorded, on="child_key", how="left")
            .fillna({"primary_concern": UNKNOWN_CELL})
        )
        return Population(mentions.drop_duplicates("child_key"), mentions)

    @cached_property
    def new(self) -> Population:
        """Cases whose first spell was opened in the year, with the month of opening."""
        return Population.of(self.spells[self.opened & self.spells["seq"].eq(1)])

    @cached_property
    def reopened(self) -> Population:
        """Second and later spells opened in the year."""
        return Population.of(self.spells[self.opened & self.spells["seq"].gt(1)])

    @cached_property
    def carried_over(self) -> Population:
        """Cases opened before the year and not closed before it."""
        before = self.spells["open_date"].lt(self._span[0])
        return Population.of(self.spells[before & self.overlapping].drop_duplicates("record_uid"))

    @cached_property
    def closed(self) -> Population:
        """Spells closed in the year, each with its own reason; age at closure is the case's."""
        return Population.of(self.spells[self.spells["close_date"].between(*self._span)])

    @cached_property
    def open_end(self) -> Population:
        """Cases with a spell still open after 31 December."""
        return Population.of(self.spells[self.still_open].drop_duplicates("record_uid"))
