"""Protection concerns of a case: all of them, and the primary one by record or by precedence."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Concerns
from cpims_report.schema import LIST_SEPARATOR, MISSING, NON_VALUES, NOT_COLLECTED

NONE_BY_RULE = "none"


def add_concerns(records: pd.DataFrame, taxonomy: Concerns) -> pd.DataFrame:
    """Return records with `concerns`, `primary_concern`, `primary_rule` and what changed.

    Statuses (refugee, migrant, disability) stand in the sources' lists but are no concerns. A
    recorded primary concern is one of the concerns (`primary_added` where the list lacked it);
    without one, the first of the child's concerns
    in the taxonomy's order of precedence is taken (`primary_rule` precedence). `recorded_concerns`
    and `recorded_primary` keep what was sent; `status_dropped` tells where a status was taken out.
    """
    recorded = records["primary_concern"].where(records["primary_concern"].isin(taxonomy.concerns))
    sent = records["concerns"]
    lists = sent.str.cat(recorded.fillna(""), sep=LIST_SEPARATOR)
    order = {code: place for place, code in enumerate(taxonomy.concerns)}
    kept = {cell: keep_concerns(cell, order) for cell in {*lists.unique(), *sent.unique()}}
    concerns = lists.map(kept)
    first = {cell: first_concern(cell, order) for cell in set(kept.values())}
    by_rule = concerns.map(first)
    rule = (
        pd.Series(NONE_BY_RULE, index=records.index, dtype="str")
        .mask(by_rule.notna(), "precedence")
        .mask(recorded.notna(), "recorded")
    )
    return records.assign(
        concerns=concerns.astype("str"),
        primary_concern=recorded.fillna(by_rule).fillna(concerns).astype("str"),
        primary_rule=rule,
        primary_added=recorded.notna() & (sent.map(kept) != concerns),
        recorded_concerns=sent,
        recorded_primary=records["primary_concern"],
        status_dropped=sent.map({cell: has_status(cell, taxonomy) for cell in sent.unique()}),
    )


def has_status(cell: str, taxonomy: Concerns) -> bool:
    """Return whether a list of concerns holds a status, which is none."""
    return not set(taxonomy.statuses).isdisjoint(cell.split(LIST_SEPARATOR))


def keep_concerns(cell: str, order: dict[str, int]) -> str:
    """Return the concerns of a list, sorted; where there is none, the non-value that it holds."""
    codes = set(cell.split(LIST_SEPARATOR))
    concerns = sorted(codes & set(order))
    if concerns:
        return LIST_SEPARATOR.join(concerns)
    non_values = [code for code in NON_VALUES if code in codes]
    return NOT_COLLECTED if NOT_COLLECTED in non_values else (non_values or [MISSING])[0]


def first_concern(cell: str, order: dict[str, int]) -> str | None:
    """Return the first concern of a list in order of precedence, or None where it holds none."""
    concerns = [code for code in cell.split(LIST_SEPARATOR) if code in order]
    return min(concerns, key=lambda code: order[code]) if concerns else None
