"""Rows that are no counts: differences of two years, medians, marks, and the gate's own account.

Each is shown only where what it is made of is shown; all are empty until then.
"""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.measures import (
    DIFFERENCES,
    MIDDLES,
    STATISTICS,
    is_difference,
    measures,
)
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import CELL_KEY, DIMENSIONS, TOTAL

PART, FEW, SHAPE = "part hidden", "few contributors", "distribution hidden"
"""Why such a row is hidden: a part of a difference is, a median has fewer contributors than the
policy asks or their number is hidden, or cells of the table of the same units are."""

MARK, MARKED = "mark", "mainly_one"
LISTED = "CN01"
"""The table whose published cells may carry the mark."""
CELLS_OF = "DQ06"
SHOWN = ("published", "rounded")


def refill(
    cells: pd.DataFrame, exact: pd.DataFrame, settings: Settings
) -> tuple[pd.DataFrame, pd.Series[str]]:
    """Return masked cells with differences and medians where they may be shown.

    `cells` and `exact` have the same rows. With it, the reason of each such row that stays hidden,
    empty elsewhere.
    """
    refuse_extremes(exact, settings)
    reasons = pd.Series("", index=cells.index)
    counted = exact["status"].eq("exact")
    differing = is_difference(exact, settings) & counted
    value = differences(cells, differing)
    reasons = reasons.mask(differing & value.isna(), PART)
    middle = measures(exact, settings).isin(MIDDLES) & counted
    few = ~cells["base"].ge(settings.policy.minimum_contributors).fillna(False)
    shaped = in_hidden_table(cells, settings)
    reasons = reasons.mask(middle & shaped, SHAPE).mask(middle & few, FEW)
    shown = middle & ~few & ~shaped
    special = differing | middle
    value = value.mask(shown, exact["value"])
    base = cells["base"].mask(special & ~shown)
    status = "rounded" if settings.policy.mode == "round5" else "published"
    return cells.assign(
        value=cells["value"].mask(special, value),
        base=base,
        percent=cells["percent"].mask(special),
        status=cells["status"]
        .mask(special & value.notna(), status)
        .mask(special & value.isna(), "suppressed"),
    ), reasons


def refuse_extremes(exact: pd.DataFrame, settings: Settings) -> None:
    """Raise DisclosureRefused for statistics that tell of one child: the least, the greatest."""
    quartiles = measures(exact, settings).eq("quartiles") & exact["category"].ne(TOTAL)
    strange = exact[quartiles & ~exact["category"].isin(STATISTICS)]
    if len(strange):
        problems = [
            Problem("GATE-EXTREME", f"{name} has rows other than {', '.join(STATISTICS)}.")
            for name in sorted(set(strange["indicator"]))
        ]
        raise DisclosureRefused("Least and greatest numbers are never published.", problems)


def differences(cells: pd.DataFrame, differing: pd.Series[bool]) -> pd.Series[int]:
    """Return each difference of two rows of its table, null where either is hidden."""
    keys = [name for name in CELL_KEY if name != "category"]
    value = pd.Series(pd.NA, index=cells.index, dtype="Int64")
    if not differing.any():
        return value
    known = cells[[*keys, "category", "value"]]
    codes = cells.loc[differing, "category"]
    more, less = (
        cells.loc[differing, keys]
        .assign(category=codes.map({code: parts[side] for code, parts in DIFFERENCES.items()}))
        .merge(known, how="left", on=[*keys, "category"])["value"]
        .astype("Int64")
        for side in (0, 1)
    )
    value.loc[differing] = (more - less).array
    return value


def in_hidden_table(cells: pd.DataFrame, settings: Settings) -> pd.Series[bool]:
    """Return which rows stand beside a table of the same units in which cells are hidden.

    That a median is 20 days tells how many cases were closed within a month, at least.
    """
    catalogue = settings.indicators
    keyed = cells.assign(
        population=cells["indicator"].map(lambda name: catalogue[name].population),
        listing=cells["indicator"].map(lambda name: catalogue[name].category),
    )
    beside = ["population", "year", *(name for name in DIMENSIONS if name != "category")]
    gone = keyed[
        keyed["status"].eq("suppressed")
        & keyed["category"].ne(TOTAL)
        & ~measures(cells, settings).isin(MIDDLES)
    ]
    tables = set(gone[[*beside, "listing"]].itertuples(index=False, name=None))
    lists = {table[-1] for table in tables}
    rows = keyed[[*beside, "listing"]].itertuples(index=False, name=None)
    return pd.Series(
        [any((*row[:-1], name) in tables for name in lists - {row[-1]}) for row in rows],
        index=cells.index,
        dtype=bool,
    )


def finished(cells: pd.DataFrame, exact: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the cells with marks in place of what they are made of, and the gate's own account."""
    marks = measures(exact, settings).eq(MARK)
    kept = cells[~marks]
    passed = cells[marks & exact["status"].ne("exact")]
    both = pd.concat([kept, marked(kept, exact[marks], settings), passed], ignore_index=True)
    return pd.concat([both, account(both, settings)], ignore_index=True)


def marked(cells: pd.DataFrame, exact: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return a row for each published cell of which one contributor has most by far.

    No number and no name is in it.
    """
    keys = ["year", *DIMENSIONS]
    limit = settings.policy.dominance_share
    least = settings.policy.threshold
    mainly = exact[exact["value"].gt(limit * exact["base"]) & exact["base"].ge(least)]
    shown = cells[cells["indicator"].eq(LISTED) & cells["status"].isin(SHOWN)]
    rows = mainly[["indicator", *keys]].merge(shown[keys], on=keys)
    return rows.assign(
        category=MARKED,
        value=pd.array([None] * len(rows), dtype="Int64"),
        base=pd.array([None] * len(rows), dtype="Int64"),
        percent=pd.array([None] * len(rows), dtype="Float64"),
        status="published",
    )


def account(cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return how many cells of each indicator are suppressed, of how many; none if not asked for.

    Cells are no children: the count can be made by anyone who reads the table.
    """
    entry = settings.indicators.get(CELLS_OF)
    counted = cells[cells["status"].isin(("published", "suppressed", "rounded"))]
    counted = counted[~measures(counted, settings).eq(MARK)]
    if entry is None or entry.made_by != "gate" or counted.empty:
        return cells.head(0)
    sizes = counted.groupby("indicator", sort=True)["status"].agg(
        value=lambda status: int(status.eq("suppressed").sum()), base="size"
    )
    return pd.DataFrame(
        {
            "indicator": CELLS_OF,
            "year": int(cells["year"].iloc[0]),
            **dict.fromkeys(DIMENSIONS, TOTAL),
            "category": sizes.index.to_numpy(),
            "value": sizes["value"].astype("Int64").to_numpy(),
            "base": sizes["base"].astype("Int64").to_numpy(),
            "percent": (1000 * sizes["value"] / sizes["base"])
            .round()
            .div(10)
            .astype("Float64")
            .to_numpy(),
            "status": "published",
        }
    )
