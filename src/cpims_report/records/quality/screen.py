"""The summary of a check on the screen: a table in a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cpims_report.config import Settings
from cpims_report.records.quality.examination import SEVERITIES, Examination
from cpims_report.records.quality.messages import message, word
from cpims_report.records.quality.unread import tell_unread
from cpims_report.records.systems.decisions import keep, tell_open

STYLES = {"refuse": "bold red", "exclude": "yellow", "flag": "cyan", "mend": "green"}
HEADINGS = ("agency", "severity", "code", "count", "message")


def show_found(examination: Examination, console: Console, language: str = "en") -> None:
    """Print what was found, one line a rule and agency, and the files that nobody named."""
    for line in tell_waterfall(examination.waterfall):
        console.print(line, markup=False, highlight=False)
    rows = summarise(examination.found, language)
    if console.is_terminal:
        console.print(draw(rows, language))
    else:
        for line in tell_lines(rows):
            console.print(line, markup=False, highlight=False)
    for line in tell_unread(examination.unread):
        console.print(line, markup=False, highlight=False)
    for stray in examination.strays:
        console.print(tell_stray(stray.name, stray.profile, stray.sure, stray.why), markup=False)


def summarise(found: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return one row an agency and rule: agency, severity, code, message, count; gravest first."""
    first = found.assign(rank=found["severity"].map(SEVERITIES.index))
    counted = first.groupby(["rank", "agency", "severity", "code"], sort=True, as_index=False)
    rows = counted.agg(count=("count", "sum"), message=("message", "first"))
    said = [
        message(code, text, language)
        for code, text in zip(rows["code"], rows["message"], strict=True)
    ]
    return rows.assign(message=said).drop(columns="rank")


def draw(rows: pd.DataFrame, language: str) -> Table:
    """Return the summary as a table for a terminal."""
    table = Table(title=word("summary", language), title_justify="left")
    for name in HEADINGS:
        table.add_column(word(name, language), justify="right" if name == "count" else "left")
    for row in rows.to_dict("records"):
        severity = Text(word(row["severity"], language), STYLES[row["severity"]])
        table.add_row(
            row["agency"], severity, row["code"], f"{row['count']:,}", Text(row["message"])
        )
    return table


def tell_lines(rows: pd.DataFrame) -> list[str]:
    """Return the summary as plain lines, one a rule and agency."""
    return [
        f"{row['agency'] or '-':6} {row['severity']:8} {row['code']:15} {row['count']:>7,}  "
        f"{row['message']}"
        for row in rows.to_dict("records")
    ]


def tell_waterfall(waterfall: pd.DataFrame) -> list[str]:
    """Return one line an agency: records received, and in the report."""
    if waterfall.empty:
        return []
    last = waterfall.groupby("agency", sort=False)["records"].agg(["first", "last"])
    return [
        f"{agency}: {row['first']:,} records received, {row['last']:,} in the report"
        for agency, row in last.iterrows()
    ]


def tell_stray(name: str, profile: str, sure: float, why: str) -> str:
    """Return the line of a file that no configuration names."""
    guess = f"it looks like {profile} ({sure:.0%} sure)" if profile else "its layout is not known"
    return f"{name}: no source of the configuration names this file; {guess}. {why}".rstrip()


def keep_decisions(examination: Examination, settings: Settings) -> Iterator[str]:
    """Write what only a person can say into the configuration, and yield it line by line."""
    if examination.decisions:
        paths = keep(examination.decisions, examination.year, settings)
        yield from tell_open((decision for _, decision in examination.decisions), paths)
