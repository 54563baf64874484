"""What each member knows of its own: its part of every number of the edition."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.registry import KEY, numbers_in
from cpims_report.disclosure.equations.system import System
from cpims_report.schema import CELL_KEY
from cpims_report.suppression import Floats

PASSES = 3


def find_own(system: System, contributions: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return each agency's own part of every quantity: agencies x quantities, NaN where unknown.

    `contributions`: exact cells (`EXACT`) counted from one agency's cases alone, with its id
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
