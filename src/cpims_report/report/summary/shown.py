"""The summary's lists, as a chapter shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpims_report.report.shown import Shown
from cpims_report.report.summary.candidates import CANDIDATES
from cpims_report.report.summary.finding import Finding, rank
from cpims_report.report.tables.quality import withheld

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

COUNT = 5
INTERNAL = "internal"


@dataclass(frozen=True)
class Listed(Shown):
    """A list in Markdown."""

    markdown: str


def findings(edition: Edition, count: int = COUNT) -> Listed:
    """Return the weightiest findings of the year as a numbered list, and the caveat."""
    made = [finding for candidate in CANDIDATES if (finding := candidate(edition)) is not None]
    items = [item(edition, each) for each in rank(made, count)]
    caveat = f"[{edition.source_line} {edition.caveat}]{{.key-caveat}}"
    told = [f"{number}. {text}" for number, text in enumerate(items, start=1)]
    return Listed("\n\n".join([*told, caveat]))


def item(edition: Edition, finding: Finding) -> str:
    """Return a finding: its lead in bold, why, what limits it, and where to read on."""
    more = edition.text("sum_see", section=finding.section)
    return " ".join((f"**{finding.lead}**", *finding.reasons, *finding.cautions, more))


def not_known(edition: Edition) -> Listed:
    """Return what the figures do not tell, as a list."""
    said = [edition.text("sum_unknown_need"), edition.text("sum_unknown_twice")]
    concern = edition.cell("CN01", concern="_U") if edition.has("CN01", concern="_U") else None
    if concern is not None and concern.shown and concern.value:
        said.append(edition.text("sum_unknown_concern", children=edition.counted(concern, "child")))
    silent = [
        edition.indicator(name)
        for name, entry in edition.about["indicators"].items()
        if entry.get("audience") != INTERNAL and not edition.publishes(name)
    ]
    if silent:
        said.append(edition.text("sum_unknown_silent", names=edition.listed(silent)))
    if edition.publishes("DQ06"):
        hidden, cells = withheld(edition)
        share = edition.percent(100 * hidden / cells)
        said.append(edition.text("sum_unknown_withheld", percent=share))
    return Listed("\n".join(f"- {each}" for each in said))
