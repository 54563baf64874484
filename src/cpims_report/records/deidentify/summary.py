"""What went and what stayed, in about ten lines; no value of a cell is ever shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cpims_report.records.deidentify.choices import DECIDED, DENIED, SPARED, Action
from cpims_report.records.deidentify.outgoing_file import Inspection
from cpims_report.records.deidentify.rewriting import Loss
from cpims_report.records.text.given_names import hold_given_names
from cpims_report.records.text.withheld import MARK

WORDS: dict[Action, str] = {
    "keep": "kept",
    "hash": "replaced by keyed hashes",
    "month": "cut to the month",
    "drop": "dropped",
}
REASONS = {
    SPARED: "that the report does not need",
    DENIED: "with what identifies people",
    DECIDED: "by your decision",
}
NAMED = re.compile(r"[^\W\d_]+")
MOST_NAMED = 6
"""Columns that are named one by one; of more only the number is told."""


def summarise(inspection: Inspection, losses: Sequence[Loss], path: Path) -> list[str]:
    """Return the lines of a summary: what became of the columns, and of single cells."""
    records = count(inspection.records, "record")
    lines = [f"{inspection.file.name} ({inspection.profile.name}, {records}) -> {path}"]
    lines += [line for action in WORDS if (line := tell_columns(inspection, action))]
    if inspection.left_out:
        lines.append(f"  left out: {count(inspection.left_out, 'sheet')}")
    if hold_given_names(NAMED.findall(path.stem)):
        lines.append("  the file's name may be a person's: rename the new file before you send it")
    return lines + tell_losses(losses)


def tell_columns(inspection: Inspection, action: Action) -> str:
    """Return the line of what became of columns in one way, or nothing."""
    found = [choice for choice in inspection.all() if choice.action == action]
    if not found:
        return ""
    line = f"  {WORDS[action]}: {count(len(found), 'column')}"
    if action == "drop":
        reasons = list(dict.fromkeys(choice.why for choice in found))
        parts = [f"{sum(choice.why == why for choice in found)} {REASONS[why]}" for why in reasons]
        return f"{line} ({', '.join(parts)})"
    own = [choice for choice in found if choice.why == DECIDED]
    named = own if action == "keep" else found
    words = ", ".join(choice.column.shown for choice in named[:MOST_NAMED])
    more = ", …" if len(named) > MOST_NAMED else ""
    return f"{line}{' by your decision' * bool(own)}{f' ({words}{more})' if words else ''}"


def tell_losses(losses: Sequence[Loss]) -> list[str]:
    """Return the lines of the cells that lost something, the most first."""
    if not losses:
        return [f"  no cell had to be replaced by {MARK}"]
    cells = sum(loss.cells for loss in losses)
    first = sorted(losses, key=lambda loss: -loss.cells)
    lines = [f"  replaced by {MARK} or cut: {count(cells, 'cell')}"]
    lines += [
        f"    {loss.column.shown}: {count(loss.cells, 'cell')}, {loss.why}"
        for loss in first[:MOST_NAMED]
    ]
    more = len(first) - MOST_NAMED
    return lines + ([f"    and {count(more, 'column')} more"] if more > 0 else [])


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
