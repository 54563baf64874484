"""Attackers among the members: each knows its own figures and subtracts them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.needs import Needs
from cpims_report.disclosure.registry import KEY, numbers_in
from cpims_report.disclosure.system import Floats, System
from cpims_report.schema import CELL_KEY

PASSES = 3


def find_own(system: System, contributions: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return each agency's own part of every quantity: agencies x quantities, NaN where unknown.

    `contributions`: exact cells (`schema.EXACT`) counted from one agency's cases alone, with its id
    in `agency`. Numbers that nobody prints follow from the agency's own tables. An own count above
    the whole (a child described by another agency) counts as the whole.
    """
    found = own_numbers(system, contributions, settings)
    agencies = sorted(str(agency) for agency in contributions["agency"].unique())
    rows = {str(agency): mine for agency, mine in found.groupby("agency", sort=True)}
    none = found.head(0)
    return pd.DataFrame(
        np.vstack([owned(system, rows.get(agency, none)) for agency in agencies]), index=agencies
    )


def own_numbers(system: System, contributions: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return every number of the agencies' own tables: `agency`, `quantity`, `value`, each once.

    Members count the same cells: the quantity behind each is looked up for one member alone.
    """
    cells = contributions.reset_index(drop=True)
    cells = cells.assign(cell=cells.groupby(list(CELL_KEY), sort=False, dropna=False).ngroup())
    first = cells.drop_duplicates("cell").set_index("cell")
    keyed = numbers_in(first.drop(columns="agency"), settings).merge(system.keys, on=list(KEY))
    numbers = [
        cells[["agency", "cell"]]
        .assign(value=cells[column])
        .merge(
            keyed.loc[keyed["column"].eq(column), ["row", "quantity"]],
            left_on="cell",
            right_on="row",
        )
        for column in ("value", "base")
    ]
    return (
        pd.concat(numbers, ignore_index=True)
        .dropna(subset="value")
        .drop_duplicates(["agency", "quantity"])[["agency", "quantity", "value"]]
    )


def owned(system: System, found: pd.DataFrame) -> Floats:
    """Return one agency's part of every quantity, from the numbers of its own tables."""
    own = np.full(len(system.quantities), np.nan)
    own[found["quantity"].to_numpy()] = found["value"].to_numpy(dtype=float)
    for _ in range(PASSES):
        own = completed(system, own)
    clipped: Floats = np.minimum(own, system.truth)
    return clipped


def completed(system: System, own: Floats) -> Floats:
    """Return own parts with those that one relation alone determines."""
    matrix, missing = system.matrix, np.isnan(own)
    pattern = abs(matrix)
    single = np.flatnonzero((pattern @ missing.astype(float)) == 1)
    balance = matrix @ np.nan_to_num(own)
    lines = matrix[single].tocoo()
    chosen = missing[lines.col]
    full = own.copy()
    full[lines.col[chosen]] = np.maximum(
        0.0, -balance[single[lines.row[chosen]]] / lines.data[chosen]
    )
    return full


def insider_needs(needs: Needs, own: pd.DataFrame, limits: Floats) -> Iterator[tuple[str, Needs]]:
    """Yield for each agency what its intervals must be.

    It takes each number to be at least its own part. Where the other members' part of a hidden
    number is below its limit, that part must stay as uncertain as any small count.
    """
    for agency, row in own.iterrows():
        known = row.to_numpy(dtype=float)
        mine = np.nan_to_num(known)
        others = needs.value - mine
        small = needs.must & ~np.isnan(known) & (others > 0) & (others < limits)
        yield (
            str(agency),
            Needs(
                needs.value,
                np.maximum(needs.least, mine),
                np.where(small, mine + limits, 0.0),
                small,
                needs.width,
            ),
        )


def find_dominated(own: pd.DataFrame, truth: Floats, share: float) -> pd.Series[bool]:
    """Return the quantities of just two agencies of which one has more than a share."""
    counts = np.nan_to_num(own.to_numpy(dtype=float))
    present = (counts > 0).sum(axis=0)
    largest = counts.max(axis=0, initial=0.0)
    return pd.Series((present == 2) & (largest > share * truth) & (truth > 0))
