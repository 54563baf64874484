"""Open decisions answered at the keyboard, one after another, each kept as soon as it is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.text import Text

from cpims_report.config import Decision, Settings, Year
from cpims_report.records.learning.choosing import SKIP, Asked, ask_reason, choose
from cpims_report.records.learning.decisions import (
    is_field,
    keep,
    name_asked,
    tell_proposal,
)
from cpims_report.records.systems.dictionary import read_dictionary
from cpims_report.records.values.codes import read_code_list

BY_HAND = "chosen by hand"


def answer_decisions(
    decisions: Sequence[tuple[str, Decision]],
    year: Year,
    settings: Settings,
    who: str,
    console: Console,
) -> int:
    """Ask for each open decision in turn, write what is answered, and return how many were.

    Those that touch most records come first. Raise KeyboardInterrupt for Ctrl-C: what was answered
    before is kept.
    """
    keep(decisions, year, settings)
    waiting = [item for item in decisions if not item[1].answer]
    given = 0
    try:
        for place, (system, decision) in enumerate(waiting, 1):
            count = f"{place} of {len(waiting)}"
            code = choose(
                Asked(
                    head=f"{count}   {count_records(decision)}   {system}".rstrip(),
                    question=name_asked(decision),
                    evidence=tell_proposal(decision) or "Nothing speaks for an answer.",
                    options=list_options(system, decision, settings),
                    proposed=decision.propose,
                )
            )
            told = f"{count}  {name_asked(decision)} → {code or 'left open'}"
            console.print(Text(told), highlight=False)
            if code != SKIP:
                given += 1
                settle((system, decision), code, who, settings.year(year.year), settings)
    except KeyboardInterrupt:
        left = len(waiting) - given
        console.print(Text(f"Stopped: {given} answered and kept, {left} left open."))
        raise
    return given


def settle(
    asked: tuple[str, Decision], code: str, who: str, year: Year, settings: Settings
) -> None:
    """Write an answer with who, when and why; a Ctrl-C in place of the reason loses nothing."""
    system, decision = asked
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    because = decision.why if code == decision.propose else BY_HAND
    try:
        if code != decision.propose:
            because = ask_reason(code) or BY_HAND
    finally:
        answer = {"answer": code, "who": who, "when": today, "because": because}
        keep([(system, decision.model_copy(update=answer))], year, settings)


def count_records(decision: Decision) -> str:
    """Return the records that a decision touches, in words."""
    return f"{decision.records:,} record{'s' * (decision.records != 1)}"


def list_options(system: str, decision: Decision, settings: Settings) -> list[tuple[str, str]]:
    """Return the codes that can answer a decision, each with its words, our non-values last.

    Where nothing is proposed, leaving it open comes first: a key too many decides nothing.
    """
    if is_field(decision):
        answers = [("yes", "Yes, this field is meant"), ("no", "No")]
        return answers if decision.propose else [(SKIP, "Leave it open"), *answers]
    name = decision.column
    if system and decision.list:
        name = read_dictionary(settings, system).lists[decision.list].codes
    labels = dict(read_code_list(settings, name, {}).labels)
    empty = {key: code.label.en for key, code in settings.lookups["non_values"].items()}
    codes = [(key, f"{label} ({key})") for key, label in {**labels, **empty}.items()]
    return codes if decision.propose else [(SKIP, "Leave it open"), *codes]
