"""The relations that the gate assumes, as the table of docs/disclosure.md.

`python -m cpims_report.disclosure.relations_page` writes it there, and so does `make score`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cpims_report.config import Settings

BEGIN, END = (
    "<!-- relations: written by make score, not edited by hand -->",
    "<!-- end of relations -->",
)
PAGE = Path("docs") / "disclosure.md"


OTHERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "Codes and unknowns of a list are the total; governorates are regions; camps are no more "
        "than their governorate, and together the kind of site.",
        (),
        "config/places.yml, lookups.yml, concerns.yml",
    ),
    ("A base is the sum of the known values.", (), "`base` of the indicator"),
    (
        "A primary concern is among those recorded, and is known exactly where any is recorded.",
        ("CN01", "CN02", "CN04"),
        "docs/method.md, Primary concern",
    ),
    (
        "Where a unit may have several codes, none has more units than there are with any, and all "
        "have no fewer together.",
        ("CN02", "CN04", "CN05", "CN07", "CN08", "FL02", "FL05", "FD02", "SV01"),
        "`measure: multi`",
    ),
    (
        "Children with one, two, three or more concerns are those with any; all concerns are one, "
        "two, three, at least four of each.",
        ("CN02", "CN03"),
        "definition of CN03",
    ),
    (
        "Active cases whose sex, age, nationality, governorate or primary concern is known, and "
        "those where it is not, are all; no more were asked than are active.",
        ("DQ01",),
        "definition of DQ01",
    ),
    (
        "Children asked for a field, known and not known, are no more than the active cases asked, "
        "known and not known; of cases asked for risk as many.",
        ("DQ01", "PR06", "PR07", "PR08", "RK01", "UA01", "UA02", "UA03"),
        "docs/method.md, Which record tells",
    ),
    (
        "Children of members of both years and the others are all children of the year; last "
        "year's are those of last year's edition.",
        ("CL01", "CL08", "CN01"),
        "definition of CL08",
    ),
    (
        "Cases open at the end of last year are those carried over, where the numbers agree.",
        ("CL03", "CL06"),
        "docs/method.md, Spell",
    ),
)
"""Relations that are no matter of populations: what holds, the indicators, whose definition."""


def table(settings: Settings) -> str:
    """Return the Markdown table of all relations between public indicators."""
    rows = [*between_populations(settings), *OTHERS]
    lines = [
        "| holds | between | whose definition |",
        "| --- | --- | --- |",
        *(f"| {what} | {', '.join(names) or 'all'} | {whose} |" for what, names, whose in rows),
    ]
    return "\n".join(lines)


def between_populations(settings: Settings) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield what the catalogue's populations and relations say, where tables print them."""
    for name, relation in settings.relations.items():
        sign = "=" if relation.equals else "≤"
        other = " + ".join(relation.equals or relation.at_most)
        what = f"{' + '.join(relation.sum)} {sign} {other}. {relation.because.en}"
        yield what, printing(settings, *relation.populations), f"`relations`, {name}"
    for name, one in settings.populations.items():
        wider = [one.within] * bool(one.within)
        for other in (*wider, *one.among):
            codes = "; ".join(f"{key}: {', '.join(some)}" for key, some in one.where.items())
            exact = bool(codes) and other == one.within
            what = f"{name} {'=' if exact else '≤'} {other}{f' with {codes}' if exact else ''}"
            shown = printing(settings, *below(name, settings)), printing(settings, other)
            if shown[0]:
                yield what, tuple(dict.fromkeys((*shown[0], *shown[1]))), f"`populations`, {name}"


def below(name: str, settings: Settings) -> tuple[str, ...]:
    """Return a population, or where no table prints it those that are parts of it."""
    if printing(settings, name):
        return (name,)
    inner = [
        one for one, it in settings.populations.items() if it.within == name or name in it.among
    ]
    return tuple(found for one in inner for found in below(one, settings))


def printing(settings: Settings, *populations: str) -> tuple[str, ...]:
    """Return the public indicators that count one of these populations."""
    return tuple(
        name
        for name, entry in settings.indicators.items()
        if entry.population in populations and entry.audience == "public"
    )


def written(page: str, settings: Settings) -> str:
    """Return the page with the table between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table(settings)}\n\n{END}{after}"


def main() -> None:
    """Write the table into the page."""
    PAGE.write_text(
        written(PAGE.read_text(encoding="utf-8"), Settings(Path("config"))), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
