"""Small views of the gate's work for the eyes of the person who signs. CONFIDENTIAL."""

from __future__ import annotations

import pandas as pd

from cpims_report.disclosure.primary import COMPLEMENT
from cpims_report.disclosure.protection import Protected
from cpims_report.schema import CELL_KEY, DIMENSIONS, TOTAL


def count_suppressed(protected: Protected) -> pd.DataFrame:
    """Return one row per indicator: its cells, how many are suppressed and why, in counts.

    `percent` is the share of its cells that are suppressed.
    """
    cells = protected.cells.groupby("indicator").size().rename("cells")
    values = protected.roll[protected.roll["what"].eq("value")]
    primary = values["reason"].ne(COMPLEMENT)
    return (
        pd.DataFrame(cells)
        .assign(
            primary=values[primary].groupby("indicator").size(),
            complement=values[~primary].groupby("indicator").size(),
        )
        .fillna(0)
        .astype(int)
        .assign(
            percent=lambda rows: (
                100 * (rows["primary"] + rows["complement"]) / rows["cells"]
            ).round(1)
        )
        .reset_index()
    )


def count_reasons(protected: Protected) -> pd.DataFrame:
    """Return how many values and bases are suppressed for each reason."""
    return pd.crosstab(protected.roll["reason"], protected.roll["what"]).reset_index()


def find_narrowest(protected: Protected, rows: int = 10) -> pd.DataFrame:
    """Return the suppressed cells that an attacker can bound most closely, narrowest first.

    An upper bound that is missing is none: nothing published limits the number.
    """
    return (
        protected.roll.assign(width=protected.roll["high"] - protected.roll["low"])
        .dropna(subset="width")
        .sort_values("width", kind="stable")
        .head(rows)
        .reset_index(drop=True)
    )


def count_attacks(protected: Protected) -> pd.DataFrame:
    """Return what the audit says of members and of earlier editions, a row each finding."""
    rows = [
        {"attacker": attacker.replace("_", " "), "finding": name, "result": str(result)}
        for attacker in ("earlier_editions", "insiders")
        for name, result in dict(protected.audit.get(attacker) or {}).items()  # type: ignore[call-overload]
    ]
    return pd.DataFrame(rows)


def compare_cells(protected: Protected, exact: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return an indicator's cells before and after protection, with the reason of what was taken.

    Dimensions that it does not break down are left out. `value` is exact, `published` what is
    shown, `why` empty where nothing was taken; `low` and `high` are what an attacker can say.
    """
    before = exact[exact["indicator"].eq(indicator)]
    told = ["published", "status"]
    after = protected.cells.rename(columns={"value": "published"})[[*CELL_KEY, *told]]
    hidden = protected.roll[protected.roll["what"].eq("value")].rename(columns={"reason": "why"})
    roll = hidden.reindex(columns=[*CELL_KEY, "why", "low", "high"]) if len(hidden) else hidden
    table = before.drop(columns="status").merge(after, on=list(CELL_KEY), how="left")
    if len(hidden):
        table = table.merge(roll, on=list(CELL_KEY), how="left")
    broken = [name for name in DIMENSIONS if before[name].ne(TOTAL).any()]
    shown = [*broken, "value", "base", *told, "why", "low", "high"]
    return table.reindex(columns=shown).reset_index(drop=True)
