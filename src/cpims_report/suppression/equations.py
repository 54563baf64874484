"""Linear equations among the cells of tables: in each, the signed cells sum to zero."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
TOLERANCE = 1e-6
"""Below this a solver's number counts as zero."""


@dataclass(frozen=True)
class Equations:
    """In which of `count` equations each number stands, and with which sign, end to end.

    The entries of a number are those from its place in `starts` to the next.
    """

    count: int
    starts: Numbers
    at: Numbers
    signs: Floats

    @classmethod
    def of(cls, matrix: sparse.csr_array) -> Equations:
        """Return the equations that say that a matrix times the numbers is zero."""
        columns = matrix.tocsc()
        starts, at = columns.indptr.astype(np.int64), columns.indices.astype(np.int64)
        return cls(matrix.shape[0], starts, at, columns.data)

    @property
    def size(self) -> int:
        """Of how many numbers they are."""
        return len(self.starts) - 1

    @cached_property
    def columns(self) -> sparse.csc_array:
        """The matrix, equations x numbers, by number."""
        return sparse.csc_array((self.signs, self.at, self.starts), shape=(self.count, self.size))

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The matrix, equations x numbers, by equation."""
        return self.columns.tocsr()

    @cached_property
    def owner(self) -> Numbers:
        """The number of each entry."""
        return np.repeat(np.arange(self.size), np.diff(self.starts))

    @cached_property
    def part(self) -> Numbers:
        """The component to which each number belongs: components share no equation."""
        return self.tied()

    def entries(self, numbers: Numbers) -> tuple[Numbers, Numbers, Floats]:
        """Return the entries of some numbers: place in `numbers`, equation, sign."""
        lengths = self.starts[numbers + 1] - self.starts[numbers]
        owner = np.repeat(np.arange(len(numbers)), lengths)
        begin = self.starts[numbers] - np.cumsum(lengths) + lengths
        where = np.arange(len(owner)) + np.repeat(begin, lengths)
        return owner, self.at[where], self.signs[where]

    def only(self, numbers: Numbers) -> Equations:
        """Return what the equations say of some numbers alone."""
        owner, at, signs = self.entries(numbers)
        starts = np.searchsorted(owner, np.arange(len(numbers) + 1))
        return Equations(self.count, starts, at, signs)

    def among(self, numbers: Numbers) -> Equations:
        """Return what the equations say of some numbers alone, those of none left out."""
        part = self.only(numbers)
        used = np.zeros(self.count, dtype=np.int64)
        used[part.at] = 1
        return replace(part, count=int(used.sum()), at=(np.cumsum(used) - 1)[part.at])

    def beside(self, other: Equations) -> Equations:
        """Return the same equations with the numbers of others after their own."""
        return Equations(
            self.count,
            np.concatenate([self.starts, other.starts[1:] + len(self.at)]),
            np.concatenate([self.at, other.at]),
            np.concatenate([self.signs, other.signs]),
        )

    def again(self, numbers: Numbers) -> Equations:
        """Return the equations with some numbers once more, after all others."""
        return self.beside(self.only(numbers))

    def negative(self) -> Equations:
        """Return the equations with all signs turned."""
        return replace(self, signs=-self.signs)

    def tied(self) -> Numbers:
        """Return a label for each number, the same for those that equations tie together."""
        label = bound(self.count, self.starts, self.at)
        _, place = np.unique(label, return_inverse=True)
        return place.astype(np.int64)


def bound(count: int, begin: Numbers, at: Numbers) -> Numbers:
    """Return for each number the label of what is connected to it over the equations."""
    size = count + len(begin) - 1
    ends = np.concatenate([np.zeros(count, dtype=np.int64), begin])
    graph = sparse.csr_array((np.ones(len(at)), at, ends), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    found: Numbers = label[count:].astype(np.int64)
    return found


def split(label: Numbers) -> list[Numbers]:
    """Return the places of each label, in the order of the labels."""
    order = np.argsort(label, kind="stable")
    return list(np.split(order, np.flatnonzero(np.diff(label[order])) + 1))
