"""What an edition says of itself from the settings: contact, dates, members, systems, terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale

from cpims_report.report.labels import translated
from cpims_report.report.tables.headline import newest_first
from cpims_report.report.tables.table import table
from cpims_report.spoken import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

Words = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True)
class Contribution:
    """A member, the areas in which it works (none: all of them), and its system by year."""

    member: str
    areas: Sequence[Words]
    systems: Mapping[int, Words]


def imprint(edition: Edition, about: Mapping[str, Words]) -> dict[str, str]:
    """Return contact and next release in the words of the edition, also where none is fixed."""
    words = {"advisor": edition.advisor}
    return {
        key: translated(about[key], edition.language)
        if about.get(key)
        else edition.text(f"{key}_missing", **words)
        for key in ("contact", "next_release")
    }


def coverage_table(edition: Edition, members: Sequence[Contribution]) -> str:
    """Return in Markdown which members' records each year has, from where and from which system.

    A member without records in a year has the mark of what is not collected there.
    """
    years = newest_first(edition)
    rows = [
        [
            member.member,
            edition.listed([translated(area, edition.language) for area in member.areas])
            or edition.text("all_areas"),
            *(
                edition.spelt(translated(member.systems[year], edition.language))
                if year in member.systems
                else edition.symbol("not_collected")
                for year in years
            ),
        ]
        for member in members
    ]
    headings = [edition.text("member"), edition.text("areas"), *map(edition.dated, years)]
    made = table(
        edition,
        "contributions",
        edition.text("topic_contributions"),
        headings,
        rows,
        words=len(headings),
        data=False,
        widths=(14, 20, *[22] * len(years)),
    )
    # The cover page has no chapter number that a table could be counted by.
    return made.markdown.replace(" {#tbl-contributions}", "")


def glossary_table(edition: Edition, terms: Sequence[tuple[Words, Words]]) -> str:
    """Return in Markdown the terms in the edition's language, in the other one, and explained."""
    spoken = dict.fromkeys(language for term, _ in terms for language in term)
    other = next((name for name in spoken if name != edition.language), SOURCE_LANGUAGE)
    direction = "rtl" if Locale.parse(other).text_direction == "rtl" else "ltr"
    rows = [
        [
            f"**{translated(term, edition.language)}**",
            f'[{translated(term, other)}]{{lang="{other}" dir="{direction}"}}',
            translated(meaning, edition.language),
        ]
        for term, meaning in terms
    ]
    headings = [edition.text(key) for key in ("term", "in_other_language", "meaning")]
    topic = edition.text("topic_glossary")
    made = table(
        edition, "glossary", topic, headings, rows, words=3, data=False, widths=(24, 24, 52)
    )
    return made.markdown
