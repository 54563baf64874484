"""A table of text that fits 100 columns, in a terminal and in a pipe, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

WIDEST = 100
ISOLATE, END = "\u2068", "\u2069"
"""Around text that reads from the right, so that it leaves its neighbours where they are."""
GAP, NARROW, NUMBER = 2, 12, 7
"""Columns between two cells, of an agency, and of a count at most."""


@dataclass(frozen=True)
class Line:
    """One row: what it is about, whose it is, how often, what to do."""

    problem: str
    agency: str
    count: int
    advice: str


@dataclass(frozen=True)
class Cell:
    """A text that wraps at words, each of its lines set apart from those beside it."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines of the cell."""
        for line in Text(self.text).wrap(console, options.max_width, overflow="fold"):
            line.rstrip()
            yield Text(f"{ISOLATE}{line}{END}") if reads_from_right(line.plain) else line

    def __rich_measure__(self, _: Console, options: ConsoleOptions) -> Measurement:
        """Return how narrow and wide the cell may be."""
        return Measurement(1, options.max_width)


def reads_from_right(text: str) -> bool:
    """Return whether a text holds a letter that is read from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def print_table(
    console: Console, title: str, headings: Iterable[str], lines: Iterable[Line], style: str
) -> None:
    """Print a titled table as wide as the terminal, 100 columns at most; in a pipe, 100."""
    width = fit(console)
    console.print(Text(f"\n{title}", f"bold {style}"), width=width, soft_wrap=False, crop=False)
    console.print(draw(headings, lines, style, width), width=width, soft_wrap=False, crop=False)


def fit(console: Console) -> int:
    """Return the width to print in; a pipe, which has none, is made as wide as a table may be."""
    if not console.is_terminal:
        console.width = WIDEST
    return min(console.width, WIDEST)


def draw(headings: Iterable[str], lines: Iterable[Line], style: str, width: int) -> Table:
    """Return the table of some lines."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), width=width, header_style="dim")
    rest = width - NARROW - NUMBER - 3 * GAP
    problem = rest * 11 // 20
    widths = (problem, NARROW, NUMBER, rest - problem)
    for place, (heading, wide) in enumerate(zip(headings, widths, strict=True)):
        table.add_column(
            heading,
            width=wide,
            style=style if place == 0 else "",
            justify="right" if place == 2 else "left",
        )
    for line in lines:
        count = f"{line.count:,}" if line.count else ""
        table.add_row(Cell(line.problem), Cell(line.agency), count, Cell(line.advice))
    return table


def print_lines(console: Console, lines: Iterable[str]) -> None:
    """Print plain lines, wrapped as the tables are."""
    width = fit(console)
    for line in lines:
        text = Text(line, overflow="fold")
        console.print(text, width=width, soft_wrap=False, crop=False)
