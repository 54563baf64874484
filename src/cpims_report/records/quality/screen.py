"""What a check says: what is to be decided, refused, left out, looked at and mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from rich.console import Console

from cpims_report.config import Decision
from cpims_report.records.learning.decisions import name_asked, tell_proposal
from cpims_report.records.quality.advice import advise
from cpims_report.records.quality.examination import SEVERITIES, Examination
from cpims_report.records.quality.messages import message, word
from cpims_report.records.quality.table import Line, print_lines, print_table
from cpims_report.records.quality.unnamed_files import Stray
from cpims_report.records.quality.unread import tell_unread

STYLES = {"refuse": "red", "exclude": "yellow", "flag": "cyan", "mend": "green"}
ASKED = "magenta"
HEADINGS = ("problem", "agency", "number", "to_do")
PLACE = ["file", "sheet", "column"]


def show_found(
    examination: Examination, console: Console, files: Iterable[Path] = (), language: str = "en"
) -> None:
    """Print all that a check has to say, the open decisions first; `files` is where they stand."""
    headings = [word(name, language) for name in HEADINGS]
    asked = [item for item in examination.decisions if not item[1].answer]
    if asked:
        title = word("decide_title", language).format(count=len(asked))
        print_table(console, title, headings, list_asked(asked, language), ASKED)
        places = ", ".join(path.name for path in files)
        print_lines(
            console,
            [word("decide_where", language).format(files=places, year=examination.year.year)],
        )
    for severity in SEVERITIES:
        found = examination.found[examination.found["severity"] == severity]
        if len(found):
            total = int(found["count"].sum())
            title = word(f"{severity}_title", language).format(count=f"{total:,}")
            lines = list_found(found, language, apart=not console.is_terminal)
            print_table(console, title, headings, lines, STYLES[severity])
    notes = [
        *tell_waterfall(examination.waterfall),
        *tell_unread(examination.unread),
        *map(tell_stray, examination.strays),
        *examination.notes,
    ]
    print_lines(console, ["", *notes])


def list_asked(asked: Iterable[tuple[str, Decision]], language: str) -> Iterator[Line]:
    """Yield a line an open decision: what is asked, of which system or agency, what speaks for."""
    for system, decision in asked:
        advice = tell_proposal(decision) or word("decide_free", language)
        yield Line(name_asked(decision), system or decision.agency, decision.records, advice)


def list_found(found: pd.DataFrame, language: str, apart: bool) -> Iterator[Line]:
    """Yield the lines of what was found, a problem at a time, the places of refusals with them.

    In one line a problem, with the agencies in it, or with each agency `apart` in one of its own.
    """
    together = ["code", "message", "advice"]
    for _, rows in sum_up(found, language).groupby(together, sort=False):
        first, *more = rows.to_dict("records")
        problem, advice = f"{first['code']} {first['message']}", first["advice"]
        if apart:
            yield Line(problem, first["agency"], first["count"], advice)
            yield from (Line(row["code"], row["agency"], row["count"], "") for row in more)
        else:
            names = [f"{row['agency']}:{row['count']:,}" for row in (first, *more)]
            whose = " ".join(names) if more else first["agency"]
            yield Line(problem, whose, int(rows["count"].sum()), advice)


def sum_up(found: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return one row an agency and problem: severity, code, agency, count, message, advice.

    The gravest first. Refusals are told apart by file and column.
    """
    refused = found["severity"] == "refuse"
    spots = found[PLACE].where(refused, "")
    told = found.assign(
        rank=found["severity"].map(SEVERITIES.index),
        **{name: spots[name] for name in PLACE},
        said=found["message"],
    )
    keys = ["rank", "severity", "code", "agency", *PLACE]
    rows = told.groupby(keys, sort=True, as_index=False).agg(
        count=("count", "sum"), said=("said", "first"), action=("action", "first")
    )
    texts = rows[["code", "severity", "said", "action", *PLACE]].to_dict("records")
    return rows.assign(
        message=[message(each["code"], each["said"], language) + locate(each) for each in texts],
        advice=[advise(each["code"], each["severity"], each["action"], language) for each in texts],
    )[["severity", "code", "agency", "count", "message", "advice"]]


def locate(row: dict[object, str]) -> str:
    """Return the place of a refusal in words, nothing for what has none."""
    parts = [row["file"], row["sheet"], f"“{row['column']}”" if row["column"] else ""]
    spot = ", ".join(part for part in parts if part)
    return f" ({spot})" if spot else ""


def tell_waterfall(waterfall: pd.DataFrame) -> list[str]:
    """Return one line an agency: records received, and in the report."""
    if waterfall.empty:
        return []
    last = waterfall.groupby("agency", sort=False)["records"].agg(["first", "last"])
    return [
        f"{agency}: {row['first']:,} records received, {row['last']:,} in the report"
        for agency, row in last.iterrows()
    ]


def tell_stray(stray: Stray) -> str:
    """Return the line of a file that no configuration names."""
    known = f"it looks like {stray.profile} ({stray.sure:.0%} sure)"
    guess = known if stray.profile else "its layout is not known"
    told = f"{stray.name}: no source of the configuration names this file; {guess}. {stray.why}"
    return told.rstrip()


def tell_verdict(examination: Examination) -> str:
    """Return the last line of a check: whether the report of the year can be built."""
    year = examination.year.year
    asked = sum(not decision.answer for _, decision in examination.decisions)
    found = examination.found
    refused = int(found.loc[found["severity"] == "refuse", "code"].count())
    if not refused and examination.year.to_fill:
        return f"{year} is not ready: fill in what stands above first."
    if not refused:
        return f"{year} can be built: cpims-report build {year}"
    waiting = f"{asked} open decision{'s' * (asked != 1)}, " if asked else ""
    return f"{year} cannot be built yet: {waiting}{refused} refusal{'s' * (refused != 1)}."
