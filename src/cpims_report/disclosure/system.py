"""Quantities and the equations between them, as the attacker and the gate both see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from cpims_report.disclosure.registry import KEY

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
TOLERANCE = 1e-6
"""Below this a solver's number counts as zero."""


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
    def part(self) -> Numbers:
        """The part of the system to which each quantity belongs: parts share no relation."""
        return tied(self.matrix)

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


def tied(matrix: sparse.csr_array) -> Numbers:
    """Return a number for each column, the same for those that rows tie together."""
    rows, columns = matrix.shape
    graph = sparse.csr_array(
        (
            np.ones(matrix.nnz, dtype=bool),
            matrix.indices + rows,
            np.append(matrix.indptr, np.full(columns, matrix.nnz, dtype=matrix.indptr.dtype)),
        ),
        shape=(rows + columns, rows + columns),
    )
    _, label = connected_components(graph, directed=False)
    _, number = np.unique(label[rows:], return_inverse=True)
    return number.astype(np.int64)


def split(label: Numbers) -> list[Numbers]:
    """Return the places of each label, in the order of the labels."""
    order = np.argsort(label, kind="stable")
    return list(np.split(order, np.flatnonzero(np.diff(label[order])) + 1))
