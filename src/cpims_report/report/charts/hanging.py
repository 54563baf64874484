"""From a drawing to a picture in a chapter: notes, source, caveat, files, caption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from cpims_report.report.charts.lettering import NOTE, leading, wrap
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.sheet import WIDTH, Sheet, new_sheet
from cpims_report.report.charts.style import house_style, palette
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture

FIGURES = Path("figures")
DOTS_PER_INCH = 200
GAP = 0.16
"""Inches between the drawing and what stands below it, with a thin rule in the middle."""


def hang(
    edition: Edition,
    name: str,
    draw: Callable[[Sheet], float],
    words: tuple[str, str],
    notes: Sequence[str] = (),
) -> Picture:
    """Return the picture `fig-<name>`, saved as SVG and PNG below ./figures.

    `draw` draws on the sheet from its top and returns how many inches it took.
    `words` are the finding, which opens the caption, and the alternative text.
    """
    with house_style(edition.language, name):
        sheet = new_sheet(palette(), mirrored=edition.language == "ar")
        height = draw(sheet) + GAP
        sheet.rule([(0, height - GAP / 2), (WIDTH, height - GAP / 2)])
        for note in (*notes, edition.source_line, edition.caveat):
            for line in wrap(note, WIDTH, NOTE):
                sheet.small(0, height + leading(NOTE) / 2, line, fontsize=NOTE)
                height += leading(NOTE)
        sheet.trim(height)
        path = save(sheet.figure, f"fig-{name}")
    finding, alt = words
    caption = f"{finding} {edition.source_line} {edition.caveat}"
    return Picture(f"fig-{name}", caption, alt, path)


def withheld_note(edition: Edition, withheld: bool) -> list[str]:
    """Return the sentence that explains the hatched mark, or none where there is no such mark."""
    words = "{symbol} and hatching: withheld so that no child can be recognised."
    return [say(edition, words, symbol=edition.symbol("suppressed"))] if withheld else []


def save(figure: Figure, stem: str) -> Path:
    """Write `figures/<stem>.svg` and `.png`, without date and software: same input, same bytes."""
    FIGURES.mkdir(exist_ok=True)
    kinds: tuple[tuple[str, dict[str, None]], ...] = (
        ("svg", {"Date": None, "Creator": None}),
        ("png", {"Software": None}),
    )
    for kind, metadata in kinds:
        drawn = BytesIO()
        figure.savefig(drawn, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
        (FIGURES / f"{stem}.{kind}").write_bytes(drawn.getvalue())
    return FIGURES / f"{stem}.svg"
