"""A pipe table with its caption, in Markdown that HTML, PDF and Word all understand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cpims_report.report.bases import known_of
from cpims_report.report.figure_data import figure_data, write_data
from cpims_report.report.shown import Shown

if TYPE_CHECKING:
    from cpims_report.report.cell import Cell
    from cpims_report.report.edition import Edition

Row = Sequence[str]
MOST_TOLD = 2
"""A table of more indicators does not tell of each how many are known: its rows do."""


@dataclass(frozen=True)
class Table(Shown):
    """A table as Markdown: the pipe table, `: caption {#tbl-…}`, the line below it."""

    id: str
    caption: str
    markdown: str
    data: str = ""
    """Its sealed cells as CSV; a file beside the chapter's figures once the table is shown."""

    def _ipython_display_(self) -> None:
        super()._ipython_display_()
        write_data(self.id, self.data)


def table(
    edition: Edition,
    name: str,
    finding: str,
    headings: Row,
    rows: Sequence[Row],
    words: int = 1,
    data: bool = True,
    base: str = "",
    widths: Sequence[int] = (),
) -> Table:
    """Return a table whose first `words` columns are text and the others numbers, to the right.

    `widths` are relative; by default each column's is that of its longest cell.

    The caption is the finding. What shares are of, of how many it is known in how many systems,
    source and caveat stand below a table of data, in one short line.
    """
    caption = f"{finding}."
    counted = list(dict.fromkeys(str(key[0]) for key in edition.asked))
    cells = figure_data(edition)
    known = known_of(edition, counted) if data and len(counted) <= MOST_TOLD else ""
    edition.asked.clear()
    base = f"{base}." if base else ""
    note = " ".join(filter(None, (base, known, edition.foot_line if data else "")))
    below = f"\n\n[{note}]{{.key-caveat}}" if note else ""
    columns = zip(headings, *rows, strict=True)
    widths = widths or [max(width(cell) for cell in column) for column in columns]
    rule = [
        ":" + "-" * span if column < words else "-" * span + ":"
        for column, span in enumerate(widths)
    ]
    body = "\n".join(pipes(line) for line in (headings, rule, *rows))
    tag = f"tbl-{name}"
    text = f"{body}\n\n: {caption} {{#{tag}}}{below}"
    return Table(tag, caption, text, cells if data else "")


def pipes(cells: Row) -> str:
    """Return one line of a pipe table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def width(cell: str) -> int:
    """Return the columns' relative width for a cell: letters shown, between 7 and 40."""
    return min(max(len(re.sub(r"[*\u00a0]|\{[^}]*\}", "", cell)), 7), 40)


def bold(row: Row) -> list[str]:
    """Return a row set in bold, as totals are."""
    return [f"**{cell}**" if cell else cell for cell in row]


def count(edition: Edition, cell: Cell) -> str:
    """Return a count, or the symbol of why there is none."""
    if cell.shown and cell.value is not None:
        return edition.number(cell.value)
    return edition.symbol(cell.status)


def count_in(edition: Edition, indicator: str, year: int, **dimensions: Any) -> str:
    """Return a count of one year, marked where an earlier edition had another number."""
    cell = edition.cell(indicator, year=year, **dimensions)
    written = count(edition, cell)
    revised = cell.shown and edition.revised(indicator, year, **dimensions)
    return f"{written}\u00a0{edition.symbol('revised')}" if revised else written


def share(edition: Edition, cell: Cell) -> str:
    """Return a percentage, or the symbol of why there is none."""
    if not cell.shown:
        return edition.symbol(cell.status)
    written = edition.share(cell)
    if written is not None:
        return written
    hidden = cell.base is None and cell.status == "published"
    return edition.symbol("suppressed" if hidden else "not_applicable")


def largest_first(cells: dict[str, Cell]) -> list[str]:
    """Return the codes by published count, suppressed ones after them in the list's own order.

    The place of a suppressed row therefore says nothing of its number.
    """
    return sorted(
        cells,
        key=lambda code: (not cells[code].shown, -(cells[code].value or 0)),
    )


def finding(edition: Edition, topic: str, by: str, cells: dict[str, Cell]) -> str:
    """Return a caption's first sentence: the topic and the largest group that is shown."""
    heading = edition.text(topic)
    shown = [code for code in largest_first(cells) if cells[code].shown and code != "other"]
    if not shown:
        return heading
    written = edition.share(cells[shown[0]])
    if written is None:
        return heading
    return edition.text(
        "finding_largest", topic=heading, label=edition.label(by, shown[0]), percent=written
    )
