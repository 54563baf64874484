"""One population: its units, each with a code in every dimension, read column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cpims_report.schema import UNKNOWN_CELL

Codes: TypeAlias = "NDArray[np.integer[Any]]"
Rows: TypeAlias = "NDArray[np.intp]"
Bits: TypeAlias = "NDArray[np.int64]"
Chosen: TypeAlias = "NDArray[np.bool_]"

SILENT = -1
"""Stands for units of whom nobody asked in a column of several codes."""
ANY = "known"
"""Stands in `where` for every code of a list."""


@dataclass(frozen=True)
class Population:
    """The units of one population.

    `rows` is the case that describes each unit, `own` holds columns of the units themselves (the
    month of a spell), and `several` a number a unit for columns in which it may have several
    codes: bit 0 for the first code of the list, and so on; none set is `_U`.
    """

    cases: pd.DataFrame
    rows: Rows
    own: Mapping[str, pd.Series[Any]] = field(default_factory=dict)
    several: Mapping[str, Bits] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.rows)

    def column(self, source: str) -> pd.Series[Any]:
        """Return a column of the units."""
        if source in self.own:
            return self.own[source]
        return self.cases[source].iloc[self.rows]

    def _owner(self, source: str) -> Mapping[str, pd.Series[Any]] | pd.DataFrame:
        return self.own if source in self.own else self.cases

    def codes(self, source: str) -> Codes:
        """Return the place of each unit in the code list of a column, -1 for none."""
        if source not in self._codes:
            codes = self._owner(source)[source].cat.codes.to_numpy()
            self._codes[source] = codes if source in self.own else codes[self.rows]
        return self._codes[source]

    @cached_property
    def _codes(self) -> dict[str, Codes]:
        return {}

    def known(self, source: str, outside: tuple[str, ...] = ()) -> Chosen:
        """Return which units have a value in a column that is not one of `outside`."""
        if source in self.several:
            return np.not_equal(self.several[source], 0)
        listed = list(self._owner(source)[source].cat.categories)
        left_out = [listed.index(code) for code in (UNKNOWN_CELL, *outside) if code in listed]
        codes = self.codes(source)
        known: Chosen = ~np.isin(codes, [-1, *left_out])
        return known

    def having(self, source: str, codes: tuple[str, ...]) -> Population:
        """Return the units with one of the codes in a column; `known` stands for any."""
        if codes == (ANY,):
            return self.where(self.known(source))
        listed = list(self._owner(source)[source].cat.categories)
        # each country lists nationalities of its own: nobody has one that is not listed
        own = [code for code in codes if source != "nationality" or code in listed]
        places = [listed.index(code) for code in own]
        if source in self.several:
            wanted = sum(1 << place for place in places)
            return self.where(np.not_equal(self.several[source] & wanted, 0))
        return self.where(np.isin(self.codes(source), places))

    def asked(self, source: str) -> Population:
        """Return the units for which a column is not null, nor SILENT where there are several."""
        if source in self.several:
            return self.where(np.not_equal(self.several[source], SILENT))
        return self.where(self.column(source).notna().to_numpy())

    def where(self, chosen: Chosen) -> Population:
        """Return the chosen units."""
        if chosen.all():
            return self
        own = {name: values[chosen] for name, values in self.own.items()}
        several = {name: values[chosen] for name, values in self.several.items()}
        return Population(self.cases, self.rows[chosen], own, several)
