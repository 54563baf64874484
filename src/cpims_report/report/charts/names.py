"""Sealed cells by the words that name them, to find the cell that a bar stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from cpims_report.report.charts.drawn import Drawn, plain
from cpims_report.report.edition import Edition


@dataclass(frozen=True)
class Named:
    """One row of a tidy frame: the labels that it has, and words that may stand around it."""

    labels: frozenset[str]
    around: frozenset[str]
    value: float
    base: float
    percent: float
    status: str
    symbol: str

    @property
    def withheld(self) -> bool:
        """True where the cell has a number that must not be drawn."""
        return self.status == "suppressed"

    @property
    def numbers(self) -> tuple[float, float, float]:
        """The row's published numbers, NaN where there is none."""
        return self.value, self.base, self.percent

    def rank(self, words: frozenset[str]) -> tuple[int, int]:
        """Return how closely the words around a bar name this row."""
        return len(self.labels), len(self.around & words)


def names(edition: Edition, frames: Iterable[pd.DataFrame]) -> list[Named]:
    """Return the rows of frames that `edition.table` handed out."""
    found = []
    for frame in frames:
        topic = [edition.indicator(frame.attrs["indicator"]), *frame.attrs["fixed"]]
        around = frozenset(map(plain, topic))
        labels = [[*map(plain, map(str, frame[f"{name}_label"]))] for name in frame.attrs["by"]]
        sets = map(frozenset, zip(*labels, strict=True)) if labels else [frozenset()] * len(frame)
        cells = (frame[name].tolist() for name in ("value", "base", "percent", "status", "symbol"))
        found += [Named(each, around, *cell) for each, *cell in zip(sets, *cells, strict=True)]
    return found


def published(drawn: Drawn, rows: Sequence[Named]) -> list[float]:
    """Return the numbers that are shown of any row that the words around a bar name."""
    shown = [row for row in rows if row.labels <= drawn.words and not row.withheld]
    return [number for row in shown for number in (row.value, row.percent)]


def naming(drawn: Drawn, rows: Sequence[Named]) -> list[Named]:
    """Return the rows with labels of their own that the words around a bar hold."""
    return [row for row in rows if row.labels and row.labels <= drawn.words]


def candidates(drawn: Drawn, rows: Sequence[Named]) -> list[Named]:
    """Return the rows that the words around a bar name most closely, the latest read first."""
    named = [
        (row.rank(drawn.words), row)
        for row in reversed(rows)
        if row.labels <= drawn.words and any(row.rank(drawn.words))
    ]
    best = max((rank for rank, _ in named), default=(0, 0))
    return [row for rank, row in named if rank == best]
