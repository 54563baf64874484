"""A dictionary written as a person reads and edits it: open decisions first, an option a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from cpims_report.beside import write_beside
from cpims_report.config import Decision
from cpims_report.records.systems.dictionary import Dictionary

HEAD = """# Dictionary of the system {name}: what its fields and options are called, and our codes
# for them. Written by `cpims-report learn`, which keeps every decision. Only what tells an option
# apart stands here.
"""
ASK = """# Open decisions, those that touch most records first. Write the code behind `answer:`, and
# who decided, when and because of what; `cpims-report check` and `learn` take it from here.
"""


def write_dictionary(dictionary: Dictionary, path: Path) -> None:
    """Write a dictionary; its folder is made where it is missing."""
    write_beside(path, "\n".join([*tell(dictionary), ""]))


def tell(dictionary: Dictionary) -> Iterator[str]:
    """Yield the lines of a dictionary's file."""
    yield HEAD.format(name=dictionary.system).rstrip()
    yield f"system: {dictionary.system}"
    yield f"languages: {flow(list(dictionary.languages))}"
    yield from tell_decisions(dictionary.decide)
    yield "forms:"
    for key, form in dictionary.forms.items():
        yield f"  {flow(key)}: {flow(filled(form.model_dump()))}"
    yield "fields:"
    for key, field in dictionary.fields.items():
        yield f"  {flow(key)}: {flow(filled(field.model_dump()))}"
    yield "lists:"
    for name, each in dictionary.lists.items():
        yield f"  {flow(name)}:"
        yield f"    codes: {each.codes}"
        yield "    options:"
        for key, option in each.options.items():
            yield f"      {flow(key)}: {flow(filled(option.model_dump()))}"


def tell_decisions(decisions: tuple[Decision, ...]) -> Iterator[str]:
    """Yield the lines of open and answered decisions, the answer always last to be filled in."""
    if not decisions:
        yield "decide: []"
        return
    yield ASK.rstrip()
    yield "decide:"
    for decision in decisions:
        told = filled(decision.model_dump(exclude={"answer", "who", "when", "because"}))
        yield f"- about: {flow(told)}"
        for name in ("answer", "who", "when", "because"):
            value = getattr(decision, name)
            yield f"  {name}: {flow(value) if value else ''}".rstrip()


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has a value."""
    return {key: value for key, value in values.items() if value not in ("", {}, 0, (), False)}


def flow(value: Any) -> str:
    """Return a value on one line of YAML, words plain where they can be."""
    if isinstance(value, str) and not value.isascii():
        return json.dumps(value, ensure_ascii=False)
    text: str = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=100_000
    )
    return text.strip().removesuffix("...").strip()
