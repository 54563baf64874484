"""The sheet on which every chart is drawn, measured in inches from its top and its reading side.

An Arabic sheet is read from the right: the same drawing is mirrored there, only words stay words.
Amounts become lengths in the chart's own code, so a cell without an amount has no length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cpims_report.report.charts.lettering import SMALL, TEXT, leading

WIDTH, EDGE = 6.2, 0.05
"""Inches of drawing and of paper around it: together 6.3, the text width of an A4 page."""

CAPITALS = 0.36
"""Half the height of a capital letter, in units of the type's size: what centres a line."""

RIGHT_TO_LEFT = "\u200f"
"""Invisible mark that orders a line from the right even where it starts with a digit or sign."""

BAR, WITHHELD = "bar", "withheld"
"""What a shape stands for, as the beginning of its id: an amount, or a withheld cell."""


@dataclass(frozen=True)
class Sheet:
    """A page of `WIDTH` inches, as high as it will be trimmed to, with the palette at hand."""

    figure: Figure
    page: Axes
    colours: dict[str, str]
    mirrored: bool

    def box(self, x: float, y: float, size: tuple[float, float], colour: str, gid: str) -> None:
        """Fill a rectangle whose corner nearest to top and reading side is (x, y).

        `gid` is what it stands for: the beginning of its id in the SVG.
        """
        self.page.add_patch(
            Rectangle((x, y), *size, facecolor=colour, edgecolor="none", gid=self.numbered(gid))
        )

    def hatch(self, x: float, y: float, size: tuple[float, float]) -> None:
        """Draw the mark of a withheld cell. Its size is the caller's and says nothing."""
        self.page.add_patch(
            Rectangle(
                (x, y),
                *size,
                facecolor=self.colours["suppressed"],
                edgecolor=self.colours["suppressed_hatch"],
                hatch="//////",
                linewidth=0,
                gid=self.numbered(WITHHELD),
            )
        )

    def frame(self, x: float, y: float, size: tuple[float, float], colour: str) -> None:
        """Draw the outline of a rectangle."""
        self.page.add_patch(Rectangle((x, y), *size, fill=False, edgecolor=colour, linewidth=1))

    def rule(self, points: Sequence[tuple[float, float]], **style: Any) -> None:
        """Draw a line through the points, thin and in the colour of the grid unless told."""
        style = {"color": self.colours["grid"], "linewidth": 0.8, **style}
        across, down = zip(*points, strict=True)
        self.page.plot(across, down, **style)

    def write(self, x: float, y: float, words: str, align: str = "start", **style: Any) -> None:
        """Write one line whose start, middle or end is at x, and whose middle height is at y."""
        sides = ("right", "left") if self.mirrored else ("left", "right")
        places = {"start": sides[0], "middle": "center", "end": sides[1]}
        style = {"va": "baseline", "fontsize": TEXT, **style}
        baseline = y + CAPITALS * style["fontsize"] / 72
        words = RIGHT_TO_LEFT + words if self.mirrored else words
        self.page.text(x, baseline, words, ha=places[align], **style)

    def write_lines(
        self, x: float, y: float, lines: Sequence[str], align: str = "start", **style: Any
    ) -> None:
        """Write several lines, centred around y."""
        step = leading(style.get("fontsize", TEXT))
        for number, line in enumerate(lines):
            self.write(x, y + step * (number - (len(lines) - 1) / 2), line, align, **style)

    def over_hatch(
        self, x: float, y: float, words: str, align: str = "start", **style: Any
    ) -> None:
        """Write on a hatched ground: a clear edge keeps the letters legible."""
        edge = patheffects.withStroke(linewidth=2.6, foreground=self.colours["suppressed"])
        self.write(x, y, words, align, path_effects=[edge], **style)

    def small(self, x: float, y: float, words: str, align: str = "start", **style: Any) -> None:
        """Write one line of second rank."""
        self.write(
            x, y, words, align, **({"fontsize": SMALL, "color": self.colours["muted"]} | style)
        )

    def numbered(self, gid: str) -> str:
        """Return an id that no other shape of the sheet has."""
        return f"{gid}-{len(self.page.patches)}"

    def trim(self, height: float) -> None:
        """Cut the sheet to this height; what is drawn keeps its place from the top."""
        self.figure.set_size_inches(WIDTH + 2 * EDGE, height + 2 * EDGE)
        self.page.set_ylim(height + EDGE, -EDGE)


def new_sheet(colours: dict[str, str], mirrored: bool) -> Sheet:
    """Return an empty sheet, tied to no window. It has a height once it is trimmed."""
    figure = Figure()
    FigureCanvasAgg(figure)
    page = figure.add_axes((0, 0, 1, 1))
    page.set_axis_off()
    page.set_xlim(*((WIDTH + EDGE, -EDGE) if mirrored else (-EDGE, WIDTH + EDGE)))
    return Sheet(figure, page, colours, mirrored)
