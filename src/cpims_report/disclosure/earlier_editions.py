"""What readers know from earlier editions: last year's, and an earlier one of the same year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.comparison import LIST, POPULATION, SPLITS
from cpims_report.disclosure.equations.registry import COMPARED, KEY, numbers_in
from cpims_report.disclosure.equations.sensitive import crossing, is_sensitive
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.primary import thresholds
from cpims_report.schema import TOTAL
from cpims_report.suppression import Flags, Floats

STOCKS = {"open_end": "carried_over"}
"""Population of one year that is another of the next: cases open at the end are carried over."""


@dataclass(frozen=True)
class Past:
    """What earlier editions mean for each quantity of this one.

    `known`: an earlier edition shows the very number. `revised`: one of the same year shows one
    that differs by less than the threshold, so that the difference would tell of few children.
    `hidden`: one of the same year suppresses it. `withheld`: last year's suppresses a number that
    this one sets beside its own, tells the parts of, or begins with. `aside`: one of the same year
    has it only as what another number is of, a base or the contributors of a median, and leaves it
    out with that number, whether it needs it or not. `whole`: one of the same year lists all that
    this one does.
    """

    known: Flags
    revised: Flags
    hidden: Flags
    withheld: Flags
    aside: Flags
    whole: bool = False

    @classmethod
    def none(cls, size: int) -> Past:
        """Return that there are no earlier editions."""
        return cls(*np.zeros((5, size), dtype=bool))


def find_past(
    system: System, earlier: pd.DataFrame | None, settings: Settings, printed: int
) -> Past:
    """Return what earlier editions (`PUBLISHED` cells) tell of the first `printed` numbers.

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
    year = system.quantities["year"].max()
    some = system.truth > 0
    numbers = printed_numbers(earlier, settings)
    before = numbers[numbers["edition"].eq(year - 1)]
    stocks = before[before["population"].isin(STOCKS) & before["age"].eq(TOTAL)]
    stocks = stocks.assign(year=year, population=stocks["population"].map(STOCKS))
    same = numbers[numbers["edition"].eq(year)]
    for table, draft in ((stocks, False), (before, True), (same, True)):
        shown = first_numbers(system, table[table["shown"].notna()])
        differs = np.abs(shown - system.truth)
        past.known[np.flatnonzero(differs == 0)] = True
        if table is stocks:
            past.withheld[hidden_before(system, stocks) & np.isnan(shown) & some] = True
        if draft:
            limits = thresholds(system, settings).to_numpy(dtype=float)
            telling = crossing(system.quantities).ge(2) | is_sensitive(system.quantities, settings)
            small = (differs > 0) & (differs < limits) & telling.to_numpy()
            past.revised[small & (system.quantities["printed"].to_numpy() > 0)] = True
            if table is before:
                gone = hidden_before(system, before) & np.isnan(shown)
                past.withheld[gone | (parts_of(system, gone, year - 1) & some)] = True
                continue
            listed = table.merge(system.keys, on=list(KEY))["quantity"].unique()
            past.hidden[listed] = True
            past.hidden[~np.isnan(shown)] = False
            past.hidden[printed:] = False
            past.aside[listed] = True
            named = table[table["column"].eq("value")].merge(system.keys, on=list(KEY))["quantity"]
            past.aside[named.unique()] = False
    whole = bool((past.known | past.hidden)[:printed].all()) and not past.revised.any()
    return replace(past, whole=whole)


def hidden_before(system: System, numbers: pd.DataFrame) -> Flags:
    """Return which quantities are among numbers as suppressed."""
    return ~np.isnan(first_numbers(system, numbers[numbers["shown"].isna()].assign(shown=0.0)))


def parts_of(system: System, gone: Flags, last: int) -> Flags:
    """Return the two parts of last year's children that a comparison lists beside hidden ones."""
    keys = system.quantities[list(KEY)]
    parts = keys[gone & keys["population"].eq(COMPARED) & keys["year"].eq(last)]
    names = [f"{LIST}{code}" for code in SPLITS[1]]
    told = pd.concat(
        [parts.assign(population=POPULATION, year=last + 1, category=name) for name in names]
    )
    found = told.merge(system.keys, on=list(KEY))["quantity"]
    flags = np.zeros(len(keys), dtype=bool)
    flags[found.to_numpy(dtype=np.int64)] = True
    return flags


def printed_numbers(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return every value and base of published cells under its key, `shown` null if suppressed."""
    numbers = numbers_in(cells, settings).rename(columns={"value": "shown"})
    status = cells["status"].loc[numbers["row"]].to_numpy()
    told = pd.Series(status, index=numbers.index).isin(["published", "suppressed"])
    listed = numbers["column"].eq("base") | told
    return numbers[listed].assign(edition=cells["year"].loc[numbers["row"][listed]].to_numpy())


def first_numbers(system: System, numbers: pd.DataFrame) -> Floats:
    """Return the number shown for each quantity, NaN where none is."""
    found = numbers.drop_duplicates(list(KEY)).merge(system.keys, on=list(KEY))
    shown = np.full(len(system.quantities), np.nan)
    shown[found["quantity"].to_numpy()] = found["shown"].to_numpy(dtype=float)
    return shown
