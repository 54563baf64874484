"""What went and what stayed, in words."""

from __future__ import annotations

from pathlib import Path

from cpims_report.records.deidentify.choices import Action
from cpims_report.records.deidentify.delivery import Inspection

WORDS: dict[Action, str] = {
    "drop": "dropped",
    "hash": "replaced by keyed hashes",
    "month": "cut to the month",
    "keep": "kept",
}


def summarise(inspection: Inspection, path: Path) -> list[str]:
    """Return the lines of a summary: the kinds of change, and each column that changed."""
    rows = max((len(table.body) for table in inspection.tables), default=0)
    lines = [f"{inspection.file.name} ({inspection.profile.name}, {rows:,} rows) -> {path}"]
    for action, words in WORDS.items():
        named = [choice for choice in inspection.all() if choice.action == action]
        if not named:
            continue
        lines.append(f"  {words}: {len(named)} columns")
        if action != "keep":
            lines += [f"    {choice.column.shown} ({choice.why})" for choice in named]
    lines += [f"  left out: sheet {name}" for name in inspection.left_out]
    return lines
