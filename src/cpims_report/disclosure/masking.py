"""Rows with what is hidden emptied, and what can still be read from them."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.derived import refill
from cpims_report.disclosure.equations.registry import BASE, Registry
from cpims_report.disclosure.measures import SHARES, is_counted, measures
from cpims_report.disclosure.percents import percents
from cpims_report.disclosure.reasons import flagged_rows
from cpims_report.schema import CELL_COLUMNS, CELL_KEY
from cpims_report.suppression import Flags
from cpims_report.table_schemas import PUBLISHED


def masked(
    registry: Registry, hidden: Flags, settings: Settings
) -> tuple[pd.DataFrame, pd.Series[str]]:
    """Return the rows with hidden values and bases emptied, and percents of what is left.

    With it, why rows that are no counts are hidden. What is no count is empty unless it may be
    shown.
    """
    cells = registry.cells
    counted, exact = is_counted(cells, settings), cells["status"].eq("exact")
    gone = flagged_rows(cells["value_id"], hidden) | ~counted
    value = cells["value"].mask(gone)
    base = cells["base"].mask(gone & counted | flagged_rows(cells["base_id"], hidden))
    shares = measures(cells, settings).isin(SHARES)
    kept = cells.assign(
        value=value,
        base=base,
        percent=percents(value, base, settings.policy).where(shares),
        status=cells["status"].mask(exact, "published").mask(exact & gone, "suppressed"),
    )
    return refill(kept, cells, settings)


def find_hidden(published: pd.DataFrame, registry: Registry, flagged: Flags) -> Flags:
    """Return what is hidden once the published rows are read, whatever was meant to be.

    A quantity printed in any row is known. So is one that was not meant to be hidden, even if the
    rows that would print it are.
    """
    shown_values = registry.cells.loc[published["value"].notna().to_numpy(), "value_id"]
    shown_bases = registry.cells.loc[published["base"].notna().to_numpy(), "base_id"]
    shown = pd.concat([shown_values, shown_bases])
    hidden = flagged.copy()
    hidden[shown[shown.ge(0)].to_numpy()] = False
    return hidden


def apparent(bounds: pd.DataFrame, cells: pd.DataFrame, registry: Registry) -> pd.DataFrame:
    """Return the intervals of what a reader sees to be hidden.

    A base of rows that are hidden themselves is left out: nothing tells whether it was meant to be.
    """
    lacking = registry.cells.loc[cells["value"].notna().to_numpy(), "base_id"]
    quantities = bounds["quantity"]
    role = registry.quantities["role"].reindex(quantities).to_numpy()
    told: pd.DataFrame = bounds[(role != BASE) | quantities.isin(lacking).to_numpy()]
    return told


def ordered(cells: pd.DataFrame) -> pd.DataFrame:
    """Return published columns in plain string order of their keys."""
    sorted_cells = cells.sort_values(list(CELL_KEY), key=lambda codes: codes.astype(str))
    return PUBLISHED.validate(sorted_cells[list(CELL_COLUMNS)].reset_index(drop=True))
