"""What the figures mean: definitions, symbols, disclosure rules, members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpims_report.report.figure_data import anchor
from cpims_report.report.labels import translated
from cpims_report.report.tables.table import Table, table
from cpims_report.report.words import unit

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

SYMBOLS = ("suppressed", "not_applicable", "not_collected", "revised", "not_yet")
RULES = (
    "threshold",
    "sensitive_threshold",
    "minimum_width",
    "minimum_base",
    "whole_percent_below",
)


DEFINITIONS = (22, 50, 8, 20)
"""Relative widths: the definition is what is read."""

FAMILIES = {
    "caseload": ("CL",),
    "children": ("PR",),
    "concerns": ("CN", "RK"),
    "separated": ("UA", "BI"),
    "casework": ("CM", "SV", "CS"),
    "further": ("FL", "FD"),
    "quality": ("DQ", "CX"),
}
"""Groups of indicators, by the letters that their ids begin with."""
FURTHER = "further"
"""The group of all other letters: those of a fork's own indicators."""


def family_of(indicator: str) -> str:
    """Return the group of an indicator."""
    groups = (name for name, letters in FAMILIES.items() if indicator[:2] in letters)
    return next(groups, FURTHER)


def definitions(edition: Edition) -> Table:
    """Return every public indicator by group: what is counted, in which unit, percent of what."""
    listed = [
        indicator
        for indicator, entry in edition.about["indicators"].items()
        if entry.get("audience", "public") == "public"
    ]
    rows = []
    for family in FAMILIES:
        ours = [indicator for indicator in listed if family_of(indicator) == family]
        if ours:
            rows.append([f"**{edition.text(f'family_{family}')}**", "", "", ""])
        rows += [definition(edition, indicator) for indicator in ours]
    headings = [edition.text(key) for key in ("indicator", "definition", "unit", "base")]
    topic = edition.text("topic_definitions")
    return table(
        edition, "definitions", topic, headings, rows, words=4, data=False, widths=DEFINITIONS
    )


def definition(edition: Edition, indicator: str) -> list[str]:
    """Return one indicator: name and id, what it counts and is not for, unit, base of percent."""
    texts = (edition.indicator(indicator, what) for what in ("definition", "not_for"))
    return [
        f"{edition.indicator(indicator)} ([{indicator}]{{#{anchor(indicator)}}})",
        " ".join(filter(None, texts)),
        unit(edition.about["indicators"][indicator]["unit"], edition.language),
        edition.indicator(indicator, "base") or edition.text("no_percentage"),
    ]


def symbols(edition: Edition) -> Table:
    """Return the marks that stand where a number cannot."""
    rows = [
        [f"**{edition.symbol(name)}**", edition.text(f"symbol_{name}")]
        for name in SYMBOLS
        if name in edition.policy["symbols"]
    ]
    headings = [edition.text("symbol"), edition.text("meaning")]
    topic = edition.text("topic_symbols")
    return table(edition, "symbols", topic, headings, rows, words=2, data=False)


def disclosure_policy(edition: Edition) -> Table:
    """Return the settings of the gate under which the edition was published."""
    mode = edition.text(f"policy_{edition.policy['mode']}")
    rows = [
        [edition.text("policy_mode"), mode],
        *(
            [edition.text(f"policy_{rule}"), edition.number(edition.policy[rule])]
            for rule in RULES
            if rule in edition.policy
        ),
    ]
    headings = [edition.text("rule"), edition.text("setting")]
    topic = edition.text("topic_policy")
    return table(edition, "disclosure-policy", topic, headings, rows, words=2, data=False)


def members(edition: Edition) -> Table:
    """Return the members whose records are counted in the year."""
    rows = [
        [translated(member["label"], edition.language), member["short"]]
        for member in edition.about["members"]
    ]
    headings = [edition.text("member"), edition.text("abbreviation")]
    topic = edition.text("topic_members", year=edition.plain(edition.year))
    return table(edition, "members", topic, headings, rows, words=2, data=False)
