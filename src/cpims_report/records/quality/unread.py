"""What the files of a year hold that no case table needs: listed and counted, never parsed."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.text.identifying import shown

UNREAD = ("agency", "file", "sheet", "header", "reason")
"""Columns of the list; `reason` is a key of `words.yml`: sheet_unread, column_unread or person."""


def list_unread(deliveries: Iterable[Delivery]) -> pd.DataFrame:
    """Return one row a sheet or column that was left out, in the order of the files."""
    rows = [
        {
            "agency": each.file.agency,
            "file": each.file.name,
            "sheet": shown(one.sheet),
            "header": shown(one.header),
            "reason": "person"
            if one.person
            else ("column_unread" if one.header else "sheet_unread"),
        }
        for each in deliveries
        for one in each.unread
        if one.sheet or one.header
    ]
    return pd.DataFrame(rows, columns=list(UNREAD), dtype="str")


def tell_unread(unread: pd.DataFrame) -> list[str]:
    """Return one line a file: how many columns and sheets of it nobody needs."""
    return [
        f"{name}: {tell_count(group)} not needed and not read (listed in the workbook)"
        for name, group in unread.groupby("file", sort=False)
    ]


def tell_count(group: pd.DataFrame) -> str:
    """Return the columns and sheets of one file in words."""
    sheets = int((group["header"] == "").sum())
    counts = {"column": len(group) - sheets, "sheet": sheets}
    return " and ".join(
        f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in counts.items() if count
    )
