"""Tables as cells and equations: hierarchies, crossed and linked, and equations written by hand."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pandas as pd
from scipy import sparse

from cpims_report.suppression.engine import Suppressed
from cpims_report.suppression.equations import Equations, Flags
from cpims_report.suppression.problem import Policy, Problem

Hierarchy = Sequence[tuple[str, Sequence[str]]]
"""What adds up: codes, each with its parts. A code that has parts twice belongs to two overlapping
hierarchies; what is part of none is the total."""

Linked = Mapping[str, Sequence[str]]
"""One of several linked tables: the dimensions that it crosses, each with the codes that it lists
beside the total; none stand for all."""


@dataclass(frozen=True)
class Tables:
    """Cells, one a row with its `value`, and the equations among them.

    The slack of an inequality is the last of the cells: nobody publishes it.
    """

    cells: pd.DataFrame
    equations: Equations
    slacks: int = 0

    def problem(self, policy: Policy, own: pd.DataFrame | None = None) -> Problem:
        """Return the problem of hiding small cells. `own`: contributors x cells, their own parts.

        The cells may have a `weight`, the loss of hiding one, and may be marked as `primary` or as
        `known` from an earlier release.
        """
        size = len(self.cells)
        return Problem.of(
            self.cells.assign(latent=np.arange(size) >= size - self.slacks),
            self.equations,
            policy,
            own,
        )

    def masked(self, found: Suppressed) -> pd.DataFrame:
        """Return the cells as they are published: hidden values are empty.

        `status` is published, primary or secondary; `low` and `high` are what an outsider can say.
        """
        shown = len(self.cells) - self.slacks
        status = np.select(
            [~found.mask, found.problem.primary], ["published", "primary"], default="secondary"
        )
        outside = found.intervals[found.intervals["attacker"].eq(found.problem.outsider.name)]
        return (
            self.cells.assign(value=self.cells["value"].mask(found.mask), status=status)
            .join(outside.set_index("cell")[["low", "high"]])
            .head(shown)
        )


def tabulate(
    counts: pd.DataFrame,
    hierarchies: Mapping[str, Hierarchy],
    linked: Sequence[Linked] | None = None,
) -> Tables:
    """Return the tables of counts (`value`) by the finest codes of some dimensions.

    Every dimension is crossed with all others, or just as the `linked` tables do: these share the
    cells in which the other dimensions are totals. Raises ValueError for sums of one code that
    are not of the same finest codes.
    """
    trees = {name: Tree.of(hierarchy) for name, hierarchy in hierarchies.items()}
    cube = leaf_cube(counts, trees)
    for axis, tree in enumerate(trees.values()):
        cube = np.moveaxis(np.tensordot(tree.leaves, cube, axes=(1, axis)), 0, axis)
    index = pd.MultiIndex.from_product([tree.codes for tree in trees.values()], names=[*trees])
    cells = index.to_frame(index=False).assign(value=cube.reshape(-1).round())
    matrix = sparse.csr_array(sparse.vstack(crossed([*trees.values()]), format="csr"))
    if linked is None:
        return Tables(cells, Equations.of(matrix))
    return kept_of(cells, matrix, listed(cells, trees, linked))


@dataclass(frozen=True)
class Tree:
    """The codes of one dimension, which finest codes each holds, and what adds up.

    `leaves`: codes x finest codes; `sums`: equations x codes.
    """

    codes: list[str]
    total: str
    finest: list[str]
    leaves: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    sums: sparse.csr_array

    @classmethod
    def of(cls, hierarchy: Hierarchy) -> Tree:
        """Return the tree of one hierarchy, or of several that overlap."""
        codes = list(dict.fromkeys(code for one, parts in hierarchy for code in (one, *parts)))
        inner = {code for _, parts in hierarchy for code in parts}
        total = next(code for code in codes if code not in inner)
        finest = [code for code in codes if code not in {one for one, _ in hierarchy}]
        held: dict[str, frozenset[str]] = {}

        def leaves(code: str) -> frozenset[str]:
            if code not in held:
                sums = {
                    frozenset[str]().union(*map(leaves, parts))
                    for one, parts in hierarchy
                    if one == code
                }
                if len(sums) > 1:
                    raise ValueError(f"The parts of {code} are not the same in all hierarchies.")
                held[code] = next(iter(sums), frozenset({code}))
            return held[code]

        matrix = np.array([[one in leaves(code) for one in finest] for code in codes], float)
        sums = sparse.lil_array((len(hierarchy), len(codes)))
        for row, (code, parts) in enumerate(hierarchy):
            sums[row, [codes.index(part) for part in parts]] = 1
            sums[row, codes.index(code)] = -1
        return cls(codes, total, finest, matrix, sums.tocsr())


def leaf_cube(counts: pd.DataFrame, trees: Mapping[str, Tree]) -> np.ndarray:
    """Return the counts by the finest codes of each dimension."""
    finest = pd.MultiIndex.from_product([tree.finest for tree in trees.values()], names=[*trees])
    sums = counts.groupby([*trees])["value"].sum()
    if not sums.index.isin(finest if len(trees) > 1 else trees[next(iter(trees))].finest).all():
        raise ValueError("There are counts of codes that no hierarchy has, or that have parts.")
    if len(trees) == 1:
        finest = pd.Index(finest.get_level_values(0))
    shape = [len(tree.finest) for tree in trees.values()]
    return sums.reindex(finest, fill_value=0).to_numpy(dtype=float).reshape(shape)


def crossed(trees: list[Tree]) -> list[sparse.csr_array]:
    """Return the sums of each dimension, in every row of all others."""
    eyes = [sparse.csr_array(sparse.eye_array(len(tree.codes))) for tree in trees]
    return [
        reduce(kron, [*eyes[:place], tree.sums, *eyes[place + 1 :]])
        for place, tree in enumerate(trees)
    ]


def kron(one: sparse.csr_array, two: sparse.csr_array) -> sparse.csr_array:
    """Return the Kronecker product."""
    return sparse.csr_array(sparse.kron(one, two))


def listed(cells: pd.DataFrame, trees: Mapping[str, Tree], linked: Sequence[Linked]) -> Flags:
    """Return which cells stand in any of the linked tables."""
    found = np.zeros(len(cells), dtype=bool)
    for table in linked:
        here = np.ones(len(cells), dtype=bool)
        for name, tree in trees.items():
            codes = table.get(name, [tree.total]) or tree.codes
            here &= cells[name].isin([*codes, tree.total]).to_numpy()
        found |= here
    return found


def kept_of(cells: pd.DataFrame, matrix: sparse.csr_array, flags: Flags) -> Tables:
    """Return some cells, with the equations in which no other takes part."""
    outside = abs(matrix) @ (~flags).astype(float)
    part = matrix[np.flatnonzero(outside == 0)][:, np.flatnonzero(flags)]
    return Tables(cells[flags].reset_index(drop=True), Equations.of(sparse.csr_array(part)))


Signed = Mapping[Hashable, int]
"""Cells by their label, each with its sign."""


def write(cells: pd.DataFrame, equal: Sequence[Signed], at_most: Sequence[Signed] = ()) -> Tables:
    """Return cells (`value`, by label) with equations written by hand.

    The signed cells of each of `equal` sum to zero, those of each of `at_most` to zero or less.
    """
    place = {label: number for number, label in enumerate(cells.index)}
    rows = sparse.lil_array((len(equal) + len(at_most), len(cells) + len(at_most)))
    for row, signed in enumerate((*equal, *at_most)):
        for label, sign in signed.items():
            rows[row, place[label]] = sign
    for number in range(len(at_most)):
        rows[len(equal) + number, len(cells) + number] = 1
    matrix = sparse.csr_array(rows)
    gaps = -(matrix[len(equal) :, : len(cells)] @ cells["value"].to_numpy(dtype=float))
    slacks = pd.DataFrame({"value": gaps}, index=[f"slack {n}" for n in range(len(at_most))])
    return Tables(
        pd.concat([cells, slacks]).reset_index(names="cell"), Equations.of(matrix), len(at_most)
    )
