"""All tables of a year, coded: what populations are made of."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from cpims_report.config import Settings
from cpims_report.indicators.answers import count_answers, key_fields
from cpims_report.indicators.coding import code_cases, code_spells
from cpims_report.indicators.events import (
    code_incidents,
    code_issues,
    code_received,
    code_services,
    code_transfers,
    follow_up,
)
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

    Rows of cases outside the report (excluded earlier, see
    the waterfall) are left out. `answers` counts for each agency and field the cases asked and not
    asked, `fields` says of each case and key field 1 for known, 0 for not, -1 for not asked.
    """

    cases: pd.DataFrame
    spells: pd.DataFrame
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
        coded = code_cases(cases, settings, year)
        visits = belonging(tables.followups, cases)
        return cls(
            cases=coded.assign(follow_up=follow_up(visits, coded["followups_kept"], year)),
            spells=code_spells(raw["spells"], settings),
            services=code_services(raw["services"], settings, year),
            transfers=code_transfers(raw["transitions"], settings, year),
            incidents=code_incidents(raw["incidents"], settings, year),
            issues=code_issues(tables.issues, settings),
            received=code_received(tables.waterfall, settings),
            answers=count_answers(cases, raw["spells"]),
            fields=key_fields(cases, settings),
        )

    def alone(self, agency: str) -> CodedTables:
        """Return the tables of one agency."""
        chosen = self.cases["agency"].eq(agency).to_numpy()
        place = np.where(chosen, np.cumsum(chosen) - 1, -1)
        mine = {name: self._of_agency(name, agency, place) for name in self._names()}
        return replace(
            self,
            **mine,
            cases=self.cases[chosen].reset_index(drop=True),
            fields=self.fields[chosen].reset_index(drop=True),
            answers=self.answers[self.answers.index.isin([agency])],
        )

    @staticmethod
    def _names() -> list[str]:
        whole = ("cases", "fields", "answers")
        return [one.name for one in fields(CodedTables) if one.name not in whole]

    def _of_agency(self, name: str, agency: str, place: Any) -> pd.DataFrame:
        table: pd.DataFrame = getattr(self, name)
        if "case" not in table:
            return table[table["agency"].eq(agency)].reset_index(drop=True)
        places = place[table["case"]]
        kept: pd.DataFrame = table.assign(case=places)[places >= 0]
        return kept.reset_index(drop=True)
