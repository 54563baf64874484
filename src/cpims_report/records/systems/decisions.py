"""Open decisions as a person reads them: what is asked, and what speaks for which answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cpims_report.config import Decision


def order(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the open ones first, those that touch most records before others."""
    return sorted(
        decisions, key=lambda each: (bool(each.answer), -each.records, each.list, each.option)
    )


def tell_decisions(decisions: Sequence[Decision], path: Path) -> Iterator[str]:
    """Yield a line a decision that is open, and where to answer."""
    still = [each for each in order(decisions) if not each.answer]
    if not still:
        yield "Nothing is left to decide."
        return
    noun = "One decision is" if len(still) == 1 else f"{len(still)} decisions are"
    yield f"{noun} open; answer them in {path}:"
    for each in still:
        yield f"  {tell(each)}"


def tell(decision: Decision) -> str:
    """Return one decision in a line."""
    what = decision.list or f"{decision.agency} {decision.column}"
    word = decision.label or decision.option or decision.value
    touched = f", {decision.records:,} records" if decision.records else ""
    proposed = (
        f" → {decision.propose}? ({decision.sure} of 100: {decision.why})"
        if decision.propose
        else f" ({decision.why})" * bool(decision.why)
    )
    return f"{what}: “{word}”{touched}{proposed}"
