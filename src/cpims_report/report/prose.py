"""Numbers into prose: placeholders of a chapter's Markdown, filled from sealed cells.

What an author may write:
`{{ cell("CL01") | number }}`, `{{ cell("CL01") | count("child") }}`,
`{{ cell("CL01") | plural("child") }}`,
`{{ cell("PR01", sex="F") | percent }}`, `{{ change("CL01") | change }}`,
`{{ top("CN01", 3) | list }}`, `{{ share(cell("CL02"), cell("CL05")) }}`,
`{{ apart(cell("CL02"), cell("CL05")) }}`, `{{ together(cell("CL02"), cell("CL04")) | number }}`,
`{{ previous("CL06") | number }}`, `{{ withheld("CN", "RK") }}`, `{{ year }}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cpims_report.errors import NotebookFailed, Problem
from cpims_report.report.cell import Cell
from cpims_report.report.change import between, in_words
from cpims_report.report.ranking import Ranked, name_in_text, risen, top
from cpims_report.report.tables.comparability import marks
from cpims_report.report.tallies import previous, still, together, withheld
from cpims_report.report.words import noun, unit

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def fill(
    markdown: str, edition: Edition, chapter: str = "", more: Mapping[str, str] | None = None
) -> str:
    """Return the Markdown with its placeholders filled, in the words and digits of the edition.

    `more` holds further names and the Markdown that they stand for. Raises NotebookFailed with one
    problem for each placeholder that cannot be filled.
    """
    if not PLACEHOLDER.search(markdown):
        return markdown
    environment = workshop(edition)
    environment.globals.update(more or {})
    try:
        return environment.from_string(markdown).render()
    except (TemplateError, NotebookFailed, TypeError, ValueError, LookupError) as failure:
        raise NotebookFailed(
            f"The prose of {chapter or 'a chapter'} has placeholders that cannot be filled.",
            failures(environment, markdown, chapter) or [problem(chapter, markdown, failure)],
        ) from None


def workshop(edition: Edition) -> ImmutableSandboxedEnvironment:
    """Return the sandbox: only our names and filters, nothing of Python, nothing undefined.

    Comments are written `<%# … #%>`: Jinja's own would swallow `{#sec-…}`.
    """
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        comment_start_string="<%#",
        comment_end_string="#%>",
        autoescape=False,
    )
    environment.globals.clear()
    environment.globals.update(names(edition))
    environment.filters.clear()
    environment.filters.update(filters(edition))
    return environment


def names(edition: Edition) -> dict[str, Any]:
    """Return what placeholders may name."""
    return {
        "cell": edition.cell,
        "published": edition.publishes,
        "compares": edition.compares,
        "revised": any(len(edition.revisions(year)) for year in edition.years),
        "change": partial(between, edition),
        "top": partial(top, edition),
        "risen": partial(risen, edition),
        "share": partial(share, edition),
        "apart": partial(apart, edition),
        "together": together,
        "previous": partial(previous, edition),
        "still": edition.compares and still(edition),
        "withheld": partial(withheld, edition),
        "marked": edition.number(sum(map(len, marks(edition).values()))),
        "name": partial(name_in_text, edition),
        "label": edition.label,
        "symbol": edition.symbol,
        "focus": edition.focus,
        "year": edition.plain(edition.year),
        "last_year": edition.dated(edition.year - 1),
        "first_year": edition.dated(edition.years[0]),
        "compared": edition.last_year is not None,
        "members": edition.members,
        "advisor": edition.advisor,
        "country": edition.country,
        "labour_law": edition.labour_law,
        "oldest_band": edition.oldest_band,
        "cut_off": edition.cut_off,
        "seal": edition.seal,
        "policy": edition.policy,
        "reason": edition.reason,
        "reasons": partial(reasons, edition),
        "synthetic": edition.synthetic,
        "synthetic_note": banner(edition.synthetic_note),
        "mixed_note": banner(edition.mixed_note),
        "caveat": edition.caveat,
    }


def reasons(edition: Edition, *indicators: str) -> str:
    """Return the Task Force's notes on indicators whose ids begin so, as a list."""
    noted = [
        f"- {edition.indicator(name)}: {reason}"
        for name in edition.about["indicators"]
        if name.startswith(indicators) and (reason := edition.reason(name))
    ]
    title = edition.text("reasons", since=edition.dated(edition.year - 1))
    return "\n".join([title, "", *noted]) if noted else ""


def banner(note: str) -> str:
    """Return a statement about the data as a block of its own; nothing where there is none."""
    return f"::: {{.synthetic-note}}\n{note}\n:::" if note else ""


def filters(edition: Edition) -> dict[str, Callable[..., str]]:
    """Return the filters: how a cell, a change or a list is written."""
    return {
        "number": partial(as_number, edition),
        "percent": partial(as_percent, edition),
        "count": lambda cell, unit="child": edition.counted(cell, unit),
        "plural": partial(as_plural, edition),
        "change": lambda change: in_words(change, edition),
        "list": partial(as_list, edition),
    }


def as_number(edition: Edition, given: Cell | int) -> str:
    """Return a count, or words that do not reveal it."""
    if not isinstance(given, Cell):
        return edition.number(int(given))
    shown = given.value if given.shown else None
    return unshown("number_hidden", edition, given) if shown is None else edition.number(shown)


def as_plural(edition: Edition, given: Cell | int, name: str) -> str:
    """Return the form of a unit that agrees with a count; of a hidden one, that of many."""
    value = given if not isinstance(given, Cell) else given.value if given.shown else None
    return unit(name, edition.language) if value is None else noun(name, edition.language, value)


def as_percent(edition: Edition, given: Cell) -> str:
    """Return a cell's percentage, or words that do not reveal it."""
    written = edition.share(given) if given.shown else None
    return unshown("percent_hidden", edition, given) if written is None else written


def unshown(hidden: str, edition: Edition, *cells: Cell) -> str:
    """Return in words that a number is withheld, or that one of its cells was not collected."""
    return edition.text(hidden if all(cell.collected for cell in cells) else "uncollected")


def share(edition: Edition, part: Cell, whole: Cell) -> str:
    """Return one published count in percent of another, under the rules for percentages."""
    base = whole.value if whole.shown else None
    if not part.shown or part.value is None or not base or base < edition.policy["minimum_base"]:
        return unshown("percent_hidden", edition, part, whole)
    return edition.percent(100 * part.value / base, edition.decimals(base))


def apart(edition: Edition, one: Cell, other: Cell) -> str:
    """Return by how much two published counts differ."""
    values = [cell.value for cell in (one, other) if cell.shown and cell.value is not None]
    if len(values) < 2:
        return unshown("number_hidden", edition, one, other)
    return edition.number(abs(values[0] - values[1]))


def as_list(edition: Edition, items: Sequence[Any], percent: bool = True) -> str:
    """Return names as one phrase, with their percentages where they have one."""
    if not items:
        return edition.text("list_hidden")
    return edition.listed([item(edition, each, percent) for each in items])


def item(edition: Edition, given: Any, percent: bool) -> str:
    """Return one item of a list: a word, or a ranked cell's name and percentage."""
    if not isinstance(given, Ranked):
        return str(given)
    written = edition.share(given.cell) if percent else None
    if written is None:
        return given.name
    return edition.text("percent_of", label=given.name, percent=written)


def failures(
    environment: ImmutableSandboxedEnvironment, markdown: str, chapter: str
) -> list[Problem]:
    """Return a problem for each placeholder that fails by itself."""
    found = []
    for placeholder in dict.fromkeys(re.findall(r"\{\{.*?\}\}", markdown, re.DOTALL)):
        try:
            environment.from_string(placeholder).render()
        except (TemplateError, NotebookFailed, TypeError, ValueError, LookupError) as failure:
            found.append(problem(chapter, placeholder, failure))
    return found


def problem(chapter: str, placeholder: str, failure: Exception) -> Problem:
    """Return what is wrong with a placeholder, in the words of its cause."""
    cause = (
        failure.problems[0] if isinstance(failure, NotebookFailed) and failure.problems else None
    )
    return Problem(
        "REP-PROSE",
        cause.message if cause else f"{failure}".rstrip(".") + ".",
        file=chapter,
        value=" ".join(placeholder.split())[:200],
        expected=cause.expected if cause else "",
        nearest=cause.nearest if cause else "",
    )
