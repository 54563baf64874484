"""Cells that hold a day, or several."""

from __future__ import annotations

import pandas as pd

from cpims_report.records.codes import split_list
from cpims_report.records.dates import describe, read_day, read_days
from cpims_report.records.sources.extract import Extract
from cpims_report.records.values.desk import Desk, find_holders


def read_one_day(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return the day of each cell; words for "no date" are null, anything else is refused."""
    refuse_days(desk, column, {text: [text] for text in desk.texts(column)})
    return {column: read_days(desk.cells(column), desk.extract.profile.dates)}


def read_several_days(desk: Desk, column: str) -> dict[str, pd.Series]:
    """Return the cells as they are, unreadable days refused; `list_days` makes rows of them."""
    separators = desk.extract.profile.lists
    refuse_days(desk, column, {text: split_list(text, separators) for text in desk.texts(column)})
    return {column: desk.cells(column)}


def refuse_days(desk: Desk, column: str, texts: dict[str, list[str]]) -> None:
    """Note the items that are neither a day nor a word for none."""
    formats = desk.extract.profile.dates
    items = {item for found in texts.values() for item in found}
    unread = sorted(item for item in items if not (read_day(item, formats) or desk.is_blank(item)))
    desk.refuse(
        column,
        find_holders(texts, unread),
        lambda item: {
            "code": "IN-DATE",
            "message": "The date cannot be read.",
            "value": shown_day(item, column),
            "expected": describe(formats),
            "action": "Correct the data and export it again.",
        },
    )


def shown_day(text: str, column: str) -> str:
    """Return an unreadable date as it may be repeated.

    Not a date of birth: with a place it can identify a child. Nor a text without digits: it may be
    a name.
    """
    if column == "birth_date":
        return ""
    letters = sum(letter.isalpha() for letter in text)
    is_day = any(letter.isdigit() for letter in text) and letters <= 12 and len(text) <= 30
    return text if is_day else "(not shown: it does not look like a date)"


def list_days(records: pd.DataFrame, column: str, extract: Extract) -> pd.DataFrame:
    """Return one row a day of a list column: source_id, date."""
    lists = {
        text: split_list(text, extract.profile.lists) for text in records[column].dropna().unique()
    }
    rows = (
        records[["source_id", column]]
        .dropna()
        .assign(date=lambda frame: frame[column].map(lists))
        .explode("date", ignore_index=True)
    )
    days = read_days(rows["date"].astype("str"), extract.profile.dates)
    return rows[["source_id"]].assign(date=days).dropna(subset="date")
