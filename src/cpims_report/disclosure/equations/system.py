"""The quantities of an edition and the relations among them, as every reader could write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from cpims_report.disclosure.equations.registry import KEY
from cpims_report.suppression import Equations, Flags, Floats


@dataclass(frozen=True)
class System:
    """Relations: in each, the signed terms sum to zero.

    `quantities` as in the registry, rests and slacks added; `terms` has one row per relation and
    quantity with `relation`, `quantity`, `sign`; `relations` gives the `kind` of each relation and
    the `dimension` along which it sums, if it does. `uniform` numbers the cells that hold everyone
    of a sensitive row, and the hidden sums of the cells beside them.
    """

    quantities: pd.DataFrame
    terms: pd.DataFrame
    relations: pd.DataFrame
    uniform: tuple[int, ...] = ()

    @classmethod
    def of(cls, quantities: pd.DataFrame) -> System:
        """Return a system of quantities without relations."""
        terms = pd.DataFrame({"relation": [], "quantity": [], "sign": []}, dtype="int64")
        relations = pd.DataFrame({"kind": [], "dimension": []}, dtype=str)
        return cls(quantities.reset_index(drop=True), terms, relations)

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The relations as a matrix, relations x quantities."""
        shape = (len(self.relations), len(self.quantities))
        places = (self.terms["relation"].to_numpy(), self.terms["quantity"].to_numpy())
        return sparse.csr_array((self.terms["sign"].to_numpy(dtype=float), places), shape=shape)

    @cached_property
    def equations(self) -> Equations:
        """The relations by quantity."""
        return Equations.of(self.matrix)

    @cached_property
    def truth(self) -> Floats:
        """The exact values of the quantities."""
        return self.quantities["value"].to_numpy(dtype=float)

    @cached_property
    def least(self) -> Floats:
        """The least that an attacker takes each quantity to be when it is hidden.

        Zeros are shown, so a hidden cell is at least one; what nobody prints may be zero.
        """
        printed = self.quantities["printed"].to_numpy() > 0
        return np.where(printed & (self.truth > 0), 1.0, 0.0)

    @property
    def latent(self) -> Flags:
        """Which quantities are printed nowhere."""
        return self.quantities["printed"].eq(0).to_numpy()

    @property
    def keys(self) -> pd.DataFrame:
        """The keys of the quantities with their number in `quantity`."""
        return self.quantities[list(KEY)].assign(quantity=self.quantities.index)

    def joined(self, terms: pd.DataFrame, kinds: Iterable[str], dimension: str = "") -> System:
        """Return the system with more relations of these kinds, numbered from zero in `terms`."""
        shifted = terms.assign(relation=terms["relation"] + len(self.relations))
        added = pd.DataFrame({"kind": list(kinds), "dimension": dimension}, dtype=str)
        return replace(
            self,
            terms=pd.concat([self.terms, shifted[list(self.terms.columns)]], ignore_index=True),
            relations=pd.concat([self.relations, added], ignore_index=True),
        )

    def grown(self, hidden: pd.DataFrame) -> System:
        """Return the system with more quantities, none of them printed."""
        added = hidden[[*KEY, "value", "role"]].assign(printed=0)
        return replace(self, quantities=pd.concat([self.quantities, added], ignore_index=True))
