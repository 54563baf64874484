"""What readers know from earlier editions: last year's, and an earlier one of the same year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.primary import crossing, is_sensitive, thresholds
from cpims_report.disclosure.registry import BASE, CELL, KEY, base_keys, quantity_keys
from cpims_report.disclosure.system import Flags, Floats, System
from cpims_report.schema import TOTAL

STOCKS = {"open_end": "carried_over"}
"""Population of one year that is another of the next: cases open at the end are carried over."""


@dataclass(frozen=True)
class Past:
    """What earlier editions mean for each quantity of this one.

    `known`: an earlier edition shows the very number. `revised`: one of the same year shows one
    that differs by less than the threshold, so that the difference would tell of few children.
    `hidden`: one of the same year suppresses it. `whole`: one of the same year lists all that this
    one does.
    """

    known: Flags
    revised: Flags
    hidden: Flags
    whole: bool = False

    @classmethod
    def none(cls, size: int) -> Past:
        """Return that there are no earlier editions."""
        known, revised, hidden = np.zeros((3, size), dtype=bool)
        return cls(known, revised, hidden)


def find_past(
    system: System, earlier: pd.DataFrame | None, settings: Settings, printed: int
) -> Past:
    """Return what earlier editions (`schema.PUBLISHED` cells) tell of the first `printed` numbers.

    A difference is hidden in cross tables and of sensitive cells; that of a total or an ordinary
    one-way table tells nothing that identifies, and hiding it would hide the total.
    """
    size = len(system.quantities)
    past = Past.none(size)
    if earlier is None or earlier.empty or settings.policy.earlier_editions == "ignore":
        return past
    earlier = earlier[earlier["indicator"].isin(settings.indicators)].reset_index(drop=True)
    if earlier.empty:
        return past
    year = system.quantities["year"].iloc[0]
    numbers = printed_numbers(earlier, settings)
    stocks = numbers[
        numbers["year"].eq(year - 1) & numbers["population"].isin(STOCKS) & numbers["age"].eq(TOTAL)
    ]
    stocks = stocks.assign(year=year, population=stocks["population"].map(STOCKS))
    same = numbers[numbers["year"].eq(year)]
    for table, draft in ((stocks, False), (same, True)):
        shown = first_numbers(system, table[table["shown"].notna()])
        differs = np.abs(shown - system.truth)
        past.known[np.flatnonzero(differs == 0)] = True
        if draft:
            limits = thresholds(system, settings).to_numpy(dtype=float)
            telling = crossing(system.quantities).ge(2) | is_sensitive(system.quantities, settings)
            small = (differs > 0) & (differs < limits) & telling.to_numpy()
            past.revised[small & (system.quantities["printed"].to_numpy() > 0)] = True
            listed = table.merge(system.keys, on=list(KEY))["quantity"].unique()
            past.hidden[listed] = True
            past.hidden[~np.isnan(shown)] = False
            past.hidden[printed:] = False
    whole = bool((past.known | past.hidden)[:printed].all()) and not past.revised.any()
    return Past(past.known, past.revised, past.hidden, whole)


def printed_numbers(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return every value and base of published cells under its key, `shown` null if suppressed."""
    keyed = quantity_keys(cells, settings)
    values = keyed.assign(shown=cells["value"], role=CELL)[
        cells["status"].isin(["published", "suppressed"])
    ]
    bases = base_keys(cells, keyed, settings).assign(shown=cells["base"], role=BASE)
    return pd.concat([values, bases], ignore_index=True)


def first_numbers(system: System, numbers: pd.DataFrame) -> Floats:
    """Return the number shown for each quantity, NaN where none is."""
    found = numbers.drop_duplicates(list(KEY)).merge(system.keys, on=list(KEY))
    shown = np.full(len(system.quantities), np.nan)
    shown[found["quantity"].to_numpy()] = found["shown"].to_numpy(dtype=float)
    return shown
