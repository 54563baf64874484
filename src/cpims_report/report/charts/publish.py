"""From a matplotlib figure to a picture of the book: marks, notes, files for page and telephone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from io import BytesIO

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.text import Text

from cpims_report.errors import NotebookFailed, Problem
from cpims_report.report.bases import known_of
from cpims_report.report.charts.clothes import clothe
from cpims_report.report.charts.drawn import FURNITURE, read_back, texts
from cpims_report.report.charts.messages import say
from cpims_report.report.charts.mirror import mirror as turn_around
from cpims_report.report.charts.mirror import ordered
from cpims_report.report.charts.names import names
from cpims_report.report.charts.narrow import narrow as stack
from cpims_report.report.charts.paper import NARROW, WIDE, lay_out
from cpims_report.report.charts.style import families, house_style
from cpims_report.report.charts.unlisted import refuse_unlisted
from cpims_report.report.charts.vector import light
from cpims_report.report.charts.withheld import (
    WITHHELD,
    mark,
    open_gaps,
    refuse_geometry,
    shows_withheld,
)
from cpims_report.report.edition import Edition
from cpims_report.report.figure_data import FOLDER as FIGURES
from cpims_report.report.figure_data import figure_data, write_data
from cpims_report.report.numerals import localised
from cpims_report.report.picture import Picture

Drawing = Figure | Callable[[bool], Figure]
"""A figure, or what draws it, told whether for a narrow screen."""

SCREENS = ((False, WIDE), (True, NARROW))
"""What a figure is drawn for: whether it is a narrow screen, and how wide."""

HEAVIEST = 60_000
"""Bytes that an SVG may have."""

DIRECTION = (0x200F, 0x2067, 0x2069)
VOWEL_SIGNS = tuple(range(0x064B, 0x0653))
"""Left out as in most print: beside one a PDF's reader gets the letter twice, or not at all."""


def publish(
    edition: Edition,
    figure: Drawing,
    *,
    name: str,
    words: tuple[str, str],
    measure: str = "",
    notes: Sequence[str] = (),
    derived: str = "",
    mirror: bool = True,
) -> Picture:
    """Return the picture `name`, written as SVG for page and telephone, with its data as CSV.

    `words` are the finding, which becomes the caption, and the alternative text; `measure` says
    what is counted, in which unit, of whom. Refused where a withheld cell has a length; where it
    has none, it is hatched and named. An Arabic figure is turned around unless `mirror` is false.
    """
    name = checked(name)
    finding, alt = (" ".join(each.split()) for each in words)
    cells, mirrored = names(edition, edition.handed), edition.language == "ar"
    own = [*notes, *([derived] if derived else []), *bases(edition, name)]
    tall = float(figure.get_figheight()) if isinstance(figure, Figure) else 0.0
    for is_narrow, width in SCREENS:
        salt = f"{name}-narrow" if is_narrow else name
        with house_style(edition.language, salt):
            drawn = figure if isinstance(figure, Figure) else figure(is_narrow)
            FigureCanvasAgg(drawn)
            if is_narrow and drawn is figure:
                undress(drawn)
            clothe(edition, drawn)
            open_gaps(drawn, cells)
            refuse_geometry(drawn, cells)
            refuse_unlisted(edition, drawn, cells, derived)
            if drawn is figure:
                for each in drawn.findobj(Text):
                    each.set_fontfamily(families(edition.language))
            if mirrored and mirror and not (is_narrow and drawn is figure):
                turn_around(drawn)
            if is_narrow and drawn is figure:
                drawn.set_figheight(tall)
                stack(drawn)
            hatched = shows_withheld(edition, drawn, cells)
            lay_out(drawn, width, measure, foot(edition, hatched, own), mirrored)
            mark(drawn, cells)
            dress(drawn, mirrored)
            vector = light(as_svg(drawn), alt, families(edition.language), salt)
            if len(vector) > HEAVIEST:
                raise heavy(name, len(vector))
            FIGURES.mkdir(exist_ok=True)
            (FIGURES / f"{salt}.svg").write_bytes(vector)
    write_data(name, figure_data(edition))
    if isinstance(figure, Figure) and "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
    return Picture(name, finding, alt, FIGURES / f"{name}.svg")


def bases(edition: Edition, name: str) -> list[str]:
    """Return of how many children or cases what figure `name` draws is known.

    It draws the frames that were handed out since the figure before.
    """
    frames = [frame for frame in edition.handed if frame.attrs.setdefault("drawn", name) == name]
    sentence = known_of(edition, [str(frame.attrs["indicator"]) for frame in frames])
    return [sentence] if sentence else []


def foot(edition: Edition, withheld: bool, notes: Sequence[str]) -> list[str]:
    """Return the notes below a figure: its own, what the hatching means, source and caveat."""
    mark_note = say(
        edition,
        "{symbol} and hatching: withheld so that no child can be recognised.",
        symbol=edition.symbol("suppressed"),
    )
    own = " ".join([*notes, *([mark_note] if withheld else [])])
    return [*([own] if own else []), edition.foot_line]


def undress(figure: Figure) -> None:
    """Take away what an earlier publication of the same figure added."""
    for artist in [*figure.texts, *figure.lines, *figure.artists]:
        if artist.get_gid() == FURNITURE:
            artist.remove()
    for axes in figure.axes:
        for artist in [*axes.patches, *axes.artists]:
            if artist.get_gid() == WITHHELD:
                artist.remove()


def dress(figure: Figure, mirrored: bool) -> None:
    """Name the bars, and give Arabic lines the marks that keep their order."""
    for drawn in read_back(figure):
        if drawn.bar is not None:
            drawn.bar.set_visible(drawn.amount == drawn.amount)  # a gap leaves no trace
            drawn.bar.set_gid("bar")
    for axes in figure.axes if mirrored else ():
        for axis in (axes.xaxis, axes.yaxis):
            places = axis.get_majorticklocs()
            labels = axis.get_major_formatter().format_ticks(list(places))
            axis.set_ticks(places, [ordered(label) if label else "" for label in map(bare, labels)])
    for text in texts(figure) if mirrored else ():
        text.set_text(ordered(bare(text.get_text())))


def bare(words: str) -> str:
    """Return words without marks of direction and vowel signs, in the digits of Arabic."""
    return localised(words.translate(dict.fromkeys((*DIRECTION, *VOWEL_SIGNS))), "ar")


def as_svg(figure: Figure) -> bytes:
    """Return the drawing in words and shapes, without date and software: same input, same bytes."""
    drawn = BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(drawn, metadata=nothing)  # type: ignore[no-untyped-call]
    return drawn.getvalue()


def checked(name: str) -> str:
    """Return the id of a figure, which references look for."""
    if name.startswith("fig-") and name.replace("-", "").isalnum() and name == name.lower():
        return name
    problem = Problem(
        "FIG-ID", "This is no id of a figure.", value=name, expected="fig-…, small letters"
    )
    raise NotebookFailed("A figure cannot be published.", [problem])


def heavy(name: str, size: int) -> NotebookFailed:
    """Return the error of a picture that a telephone should not have to load."""
    problem = Problem(
        "FIG-WEIGHT",
        "The picture is too heavy.",
        value=f"{name}: {size:,} bytes",
        expected=f"at most {HEAVIEST:,}",
        action="Draw fewer points, or aggregate them.",
    )
    return NotebookFailed("A figure cannot be published.", [problem])
