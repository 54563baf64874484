"""Open decisions: gathered from what was read, told to a person, kept in the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cpims_report.beside import write_beside
from cpims_report.config import Decision, Settings, Year
from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.deliveries.table_reading import Question
from cpims_report.records.learning.evidence import Proposal, Witness, call_witness
from cpims_report.records.learning.writing import tell_decisions, write_dictionary
from cpims_report.records.systems.dictionary import FOLDER, read_dictionary
from cpims_report.records.systems.lexicon import CUT
from cpims_report.records.text.given_names import hold_given_names
from cpims_report.records.text.identifying import shown, shown_word

OFTEN = 3
"""Records from which a label in a coded column is no longer taken for somebody's name."""
LIKELY = 80
"""How sure a proposal is that no word speaks for."""
WORDY = 6
"""Words of the longest label that is shown on that ground."""
BLOCK = re.compile(
    r"(?:^# Open decisions[^\n]*\n(?:#[^\n]*\n)*)?^decide:.*?(?=^[^\s#-]|\Z)", re.M | re.S
)
"""The open decisions of a year in its file, with the comment above them."""


def gather(deliveries: Iterable[Delivery], settings: Settings) -> list[tuple[str, Decision]]:
    """Return the open decisions of a year, each with its system or nothing, by records touched.

    A value that may be somebody's name is no decision: it stays with who typed it.
    """
    found: dict[tuple[str, ...], tuple[str, Decision]] = {}
    witnesses: dict[str, Witness] = {}
    asked: dict[str, dict[tuple[str, str], Decision]] = {}
    for each in deliveries:
        if each.system and each.system not in asked:
            asked[each.system] = index_asked(settings, each.system)
        for question in each.questions:
            if question.codes not in witnesses:
                witnesses[question.codes] = call_witness(settings, question.codes)
            decision = ask(each, question, witnesses[question.codes])
            if decision is None:
                continue
            system = each.system if decision.list else ""
            written = asked.get(system, {}).get((decision.list, decision.option))
            decision = keep_evidence(decision, written)
            key = (
                (system, decision.list, decision.option)
                if system
                else (decision.agency, decision.column, decision.value)
            )
            before = found.get(key)
            records = decision.records + (before[1].records if before else 0)
            found[key] = (system, decision.model_copy(update={"records": records}))
    return sorted(found.values(), key=lambda item: rank(item[1]))


def index_asked(settings: Settings, system: str) -> dict[tuple[str, str], Decision]:
    """Return list and option -> what a system's dictionary asks about it."""
    known = read_dictionary(settings, system).decide
    return {(each.list, each.option): each for each in known if each.list}


def keep_evidence(met: Decision, asked: Decision | None) -> Decision:
    """Return a decision met in a file with what the form exports said of it.

    They have the labels in full and in all languages, a file has one of them.
    """
    if asked is None or not asked.label:
        return met
    told = asked.model_dump(include={"label", "propose", "sure", "why"})
    return met.model_copy(update=told)


def ask(delivery: Delivery, question: Question, witness: Witness) -> Decision | None:
    """Return a question as a decision, with what speaks for an answer.

    None where the value may be somebody's name.
    """
    if not may_be_shown(question, witness):
        return None
    proposal = Proposal(question.propose, LIKELY, question.why) if question.propose else None
    proposal = proposal or witness.propose(
        question.option.removesuffix(CUT) or question.value, [question.value]
    )
    proposed = {"propose": proposal.code, "sure": proposal.sure, "why": proposal.why}
    if question.option:
        place = {"list": question.source, "option": question.option, "label": question.value}
    else:
        place = {
            "agency": delivery.file.agency,
            "column": question.column,
            "value": question.value,
            "label": question.label,
        }
    return Decision(records=question.records, **place, **proposed)


def may_be_shown(question: Question, witness: Witness) -> bool:
    """Return whether a value can be put to a person: it is an option, or a word that is no name.

    A choice that nobody knows is met again and again; a name or sentence typed in its place is not.
    """
    if question.option or shown_word(question.value, witness.codes.words()) == question.value:
        return True
    plain = shown(question.value) == question.value and len(question.value.split()) <= WORDY
    return question.records >= OFTEN and plain and not hold_given_names([question.value])


def is_field(decision: Decision) -> bool:
    """Return whether a decision is on a field of a system, not on a word in one."""
    return not (decision.list or decision.agency)


def rank(decision: Decision) -> tuple[object, ...]:
    """Return the place of a decision: open first, then fields, then by the records it touches."""
    place = (decision.list, decision.agency, decision.column, decision.option, decision.value)
    return (bool(decision.answer), not is_field(decision), -decision.records, *place)


def keep(decisions: Sequence[tuple[str, Decision]], year: Year, settings: Settings) -> list[Path]:
    """Write open decisions into the files of their systems and of the year; return those written.

    What has been answered stays as it was answered.
    """
    paths = []
    for system in sorted({system for system, _ in decisions if system}):
        dictionary = read_dictionary(settings, system)
        own = [decision for name, decision in decisions if name == system]
        merged = merge(dictionary.decide, own)
        path = settings.folder / FOLDER / f"{system}.yml"
        write_dictionary(dictionary.model_copy(update={"decide": merged}), path)
        paths.append(path)
    own = [decision for name, decision in decisions if not name]
    if own:
        path = settings.folder / f"{year.year}.yml"
        text = BLOCK.sub("", path.read_text(encoding="utf-8")).rstrip("\n")
        block = "\n".join(tell_decisions(merge(year.decide, own)))
        write_beside(path, f"{text}\n{block}\n")
        paths.append(path)
    return paths


def merge(before: Iterable[Decision], now: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions of a file with those just met: each once, an answer never lost."""
    kept = {identity(each): each for each in before}
    for each in now:
        known = kept.get(identity(each))
        if known is None or not known.answer:
            kept[identity(each)] = each
    return tuple(sorted(kept.values(), key=rank))


def identity(decision: Decision) -> tuple[str, ...]:
    """Return what makes a decision the same one."""
    place = (decision.list, decision.option, decision.agency, decision.column, decision.value)
    return tuple(place)


def tell_open(decisions: Iterable[Decision], paths: Iterable[Path]) -> Iterator[str]:
    """Yield a line a decision that is open, and where to answer."""
    still = sorted((each for each in decisions if not each.answer), key=rank)
    if not still:
        yield "Nothing is left to decide."
        return
    noun = "One decision is" if len(still) == 1 else f"{len(still)} decisions are"
    yield f"{noun} open; answer in {' and '.join(map(str, paths))}:"
    yield from (f"  {tell(each)}" for each in still)


def tell(decision: Decision) -> str:
    """Return one decision in a line."""
    touched = f", {decision.records:,} records" if decision.records else ""
    spoken = tell_proposal(decision)
    why = f" → {spoken}" if decision.propose else f" ({spoken})" * bool(spoken)
    return f"{name_asked(decision)}{touched}{why}"


def name_asked(decision: Decision) -> str:
    """Return what is asked: the list or column, and the word in it."""
    what = decision.list or f"{decision.agency or 'field for'} {decision.column}"
    return f"{what}: “{decision.label or decision.option or decision.value}”"


def tell_proposal(decision: Decision) -> str:
    """Return what speaks for an answer, or the evidence that is not enough for one."""
    if not decision.propose:
        return decision.why
    return f"{decision.propose}? ({decision.sure} of 100: {decision.why})"
