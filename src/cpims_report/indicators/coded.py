"""All tables of a year, coded: what populations are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cpims_report.config import Settings
from cpims_report.indicators.answers import count_answers, key_fields
from cpims_report.indicators.coding import code_cases, code_spells
from cpims_report.indicators.continuing import Continuing, fill_concern
from cpims_report.indicators.events import (
    code_incidents,
    code_issues,
    code_received,
    code_services,
    code_transfers,
    follow_up,
)
from cpims_report.indicators.population import Chosen
from cpims_report.indicators.strange import refuse_strange


class Tables(Protocol):
    """The case tables that indicators are counted from (schemas in `cpims_report.schema`)."""

    @property
    def cases(self) -> pd.DataFrame:
        """One row per case in the year's report."""

    @property
    def spells(self) -> pd.DataFrame:
        """One row per spell."""

    @property
    def services(self) -> pd.DataFrame:
        """One row per service."""

    @property
    def transitions(self) -> pd.DataFrame:
        """One row per referral, transfer or the like."""

    @property
    def followups(self) -> pd.DataFrame:
        """One row per follow-up."""

    @property
    def incidents(self) -> pd.DataFrame:
        """One row per incident of violence."""

    @property
    def transfers(self) -> pd.DataFrame:
        """One row per case that went on with another member."""

    @property
    def issues(self) -> pd.DataFrame:
        """One row per thing found when reading."""

    @property
    def waterfall(self) -> pd.DataFrame:
        """Records left after each step of exclusion."""


IDS = ("record_uid", "child_key")
"""Text that is no code."""


def compact(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its codes as categories: met once, compared as numbers."""
    text: set[str] = {*table.select_dtypes("str").columns} - {*IDS}
    return table.astype(dict.fromkeys(text, "category"))


def belonging(table: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the cases, with the place of each row's `case` among them."""
    found = pc.index_in(pa.array(table["record_uid"]), value_set=pa.array(cases["record_uid"]))
    place = pd.Series(found.fill_null(-1).to_numpy(), index=table.index)
    mine = table.drop(columns="record_uid").assign(case=place)
    return (mine if place.ge(0).all() else mine[place.ge(0)]).reset_index(drop=True)


@dataclass(frozen=True)
class CodedTables:
    """The tables in the codes of cells; `case` is the place of a row's case among the cases.

    Rows of cases outside the report (excluded earlier, see the waterfall) are left out. `cases` are
    the members' records; those of one continuing case have the same `told_by`. `spells` are those
    of the Task Force, with transfers netted. `held` are those of the records: each has the place of
    the whole `spell` that it is part of, and whether another record `went_on` with it. `answers`
    counts for each agency and field the cases asked and not asked, `fields` says of each case and
    key field 1 for known, 0 for not, -1 for not asked.
    """

    cases: pd.DataFrame
    spells: pd.DataFrame
    held: pd.DataFrame
    services: pd.DataFrame
    transfers: pd.DataFrame
    incidents: pd.DataFrame
    issues: pd.DataFrame
    received: pd.DataFrame
    answers: pd.DataFrame
    fields: pd.DataFrame

    @classmethod
    def of(cls, tables: Tables, settings: Settings, year: int) -> CodedTables:
        """Return the coded tables; raise InputRefused for codes that no list has."""
        cases = compact(tables.cases.reset_index(drop=True))
        names = ("spells", "services", "transitions", "incidents")
        raw = {name: compact(belonging(getattr(tables, name), cases)) for name in names}
        told = {"issues": tables.issues, "waterfall": tables.waterfall}
        refuse_strange({"cases": cases, **raw, **told}, settings)
        spells = raw["spells"]
        active = cases_of(spells, overlapping(spells, year), len(cases))
        joined = Continuing.of(
            spells.assign(
                record_uid=cases["record_uid"].take(spells["case"].to_numpy()).to_numpy()
            ),
            tables.transfers,
            active,
        )
        answers = count_answers(cases, spells)
        cases = fill_concern(cases, joined.told_by, active)
        coded = code_cases(cases, settings, year)
        visits = belonging(tables.followups, cases)
        visited = follow_up(visits, coded["followups_kept"], joined.told_by, year)
        whole = code_spells(joined.spells, settings)
        closing = coded["age_close"].take(joined.spells["last"].to_numpy()).reset_index(drop=True)
        return cls(
            cases=coded.assign(follow_up=visited, told_by=joined.told_by),
            spells=whole.assign(age_close=closing),
            held=code_spells(spells, settings).assign(
                spell=joined.whole,
                went_on=joined.went_on,
                age_close=coded["age_close"].take(spells["case"].to_numpy()).to_numpy(),
            ),
            services=code_services(raw["services"], settings, year),
            transfers=code_transfers(raw["transitions"], settings, year),
            incidents=code_incidents(raw["incidents"], settings, year),
            issues=code_issues(tables.issues, settings),
            received=code_received(tables.waterfall, settings),
            answers=answers,
            fields=key_fields(cases, settings),
        )

    def apart(self) -> CodedTables:
        """Return the tables of members that go their own ways: no case goes on with another."""
        alone = self.held.assign(spell=np.arange(len(self.held)))
        cases = self.cases.assign(told_by=np.arange(len(self.cases)))
        return replace(self, cases=cases, spells=alone, held=alone)


def overlapping(spells: pd.DataFrame, year: int) -> Chosen:
    """Return the spells with at least one day in the year."""
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    opens, closes = (spells[name] for name in ("open_date", "close_date"))
    return (opens.le(end) & (closes.isna() | closes.ge(start))).to_numpy()


def cases_of(rows: pd.DataFrame, chosen: Chosen, count: int) -> Chosen:
    """Return which of so many cases have a chosen row."""
    found = np.zeros(count, bool)
    found[rows["case"].to_numpy(np.intp)[chosen]] = True
    return found
