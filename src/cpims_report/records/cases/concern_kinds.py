"""Kinds of concerns that some systems tell apart, each counted as its concern."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Concerns
from cpims_report.records.values.codes import join_codes
from cpims_report.schema import LIST_SEPARATOR, MISSING, NON_VALUES, NOT_COLLECTED

GENERAL = "violence_abuse_neglect"
"""The kind that leaves open what another field may tell (`violence_kind`)."""
SILENT = (MISSING, NOT_COLLECTED, "neither")
"""Separation statuses that do not contradict a concern of an unaccompanied or separated child."""


def settle_kinds(records: pd.DataFrame, taxonomy: Concerns) -> pd.DataFrame:
    """Return the records of one file with concerns in place of their kinds.

    Which of violence, abuse or neglect it was goes before the general word. A concern that names
    the child unaccompanied or separated says so in `protection_status` too, where that is silent.
    """
    stated = {key: kind.protection_status for key, kind in taxonomy.kinds.items()}
    first = records["primary_concern"].map(stated).replace("", None)
    listed = records["concerns"].map(
        {cell: find_status(cell, stated) for cell in records["concerns"].unique().tolist()}
    )
    named = records.assign(
        protection_status=tell_status(records["protection_status"], first.fillna(listed), records)
    )
    return named.assign(
        **{
            name: widen(named[name], named["violence_kind"], taxonomy)
            for name in ("concerns", "concerns_first", "primary_concern")
        }
    ).drop(columns="violence_kind")


def tell_status(stated: pd.Series, told: pd.Series, records: pd.DataFrame) -> pd.Series:
    """Return what the concerns tell of a child's separation where the status itself is silent.

    Where a file has no status but its concerns name such children, the others whose concerns are
    recorded are neither.
    """
    if told.isna().all():
        return stated
    answered = ~records["concerns"].isin(NON_VALUES) | ~records["primary_concern"].isin(NON_VALUES)
    asked = stated.mask((stated == NOT_COLLECTED) & answered, "neither").replace(
        NOT_COLLECTED, MISSING
    )
    return asked.mask(asked.isin(SILENT) & told.notna(), told).astype("str")


def find_status(cell: str, stated: dict[str, str]) -> str | None:
    """Return the separation status that a list of concerns tells; unaccompanied goes first."""
    found = {stated[code] for code in cell.split(LIST_SEPARATOR) if stated.get(code)}
    return max(found, default=None)


def widen(lists: pd.Series, violence: pd.Series, taxonomy: Concerns) -> pd.Series:
    """Return lists of concerns with those of which their kinds are."""
    concerns = {key: kind.of for key, kind in taxonomy.kinds.items()}
    told = zip(lists.tolist(), violence.tolist(), strict=True)
    pairs = pd.Series([*told], index=lists.index, dtype="object")
    found = {
        (cell, kind): join_codes(
            kind if code == GENERAL and kind not in NON_VALUES else concerns.get(code, code)
            for code in cell.split(LIST_SEPARATOR)
        )
        for cell, kind in set(pairs)
    }
    return pairs.map(found).astype("str")
