"""The look of every chart: colours of the one palette file, fonts shipped beside it, fixed bytes.

Nothing is taken from what the machine happens to have: a missing font or palette stops the chart.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import matplotlib as mpl
import matplotlib.colors
import matplotlib.style
import yaml
from cycler import cycler
from matplotlib import font_manager

from cpims_report.around import folders_around
from cpims_report.errors import AssemblyFailed, Problem

LATIN, ARABIC = "Noto Sans", "Noto Naskh Arabic"
FONT_FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-Bold.ttf",
)

SERIES = ("primary", "accent", "unaccompanied", "separated", "muted", "ink")
"""Colours of lines and bars that no colour language names, in turn."""

Palette = Mapping[str, str | list[str]]


def look_folder() -> Path:
    """Return the folder of palette and fonts: CPIMS_PALETTE's, else the nearest one upward."""
    named = os.environ.get("CPIMS_PALETTE")
    if named:
        return Path(named).resolve().parent
    for folder in folders_around():
        found = folder / "_extensions" / "cpims"
        if (found / "palette.yml").is_file():
            return found
    raise AssemblyFailed(
        "The charts have no colours: _extensions/cpims/palette.yml was not found in this folder "
        "or above it. Run from inside the workspace, or name the file in CPIMS_PALETTE."
    )


def palette() -> dict[str, str]:
    """Return the single colours of the palette by name."""
    return {name: colour for name, colour in read_palette().items() if isinstance(colour, str)}


def sequence() -> list[str]:
    """Return the palette's steps from light to dark, for amounts."""
    return list(read_palette()["sequence"])


def shade(depth: float) -> str:
    """Return the colour of an amount between 0 (light) and 1 (dark)."""
    steps = sequence()
    place = min(max(depth, 0), 1) * (len(steps) - 1)
    lower = min(int(place), len(steps) - 2)
    low, high = mpl.colors.to_rgb(steps[lower]), mpl.colors.to_rgb(steps[lower + 1])
    part = place - lower
    mixed = [(1 - part) * a + part * b for a, b in zip(low, high, strict=True)]
    return mpl.colors.to_hex((mixed[0], mixed[1], mixed[2]))


def on(colour: str) -> str:
    """Return the colour of text on this ground: ink or paper, whichever stands out more."""
    colours = palette()
    ground = luminance(colour)
    ink, paper = luminance(colours["ink"]), luminance(colours["paper"])
    darker = (ground + 0.05) / (ink + 0.05)
    return colours["ink"] if darker > (paper + 0.05) / (ground + 0.05) else colours["paper"]


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2, 0 for black and 1 for white."""
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in mpl.colors.to_rgb(colour)
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def read_palette() -> Palette:
    """Return the palette file as it is: names to colours, `sequence` to a list of them."""
    return load_palette(look_folder() / "palette.yml")


@lru_cache(maxsize=8)
def load_palette(path: Path) -> Palette:
    """Return the palette in this file. Remembered: a chart asks for hundreds of colours."""
    loaded: Palette = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def register_fonts() -> None:
    """Make matplotlib draw with the shipped files, even where the machine has its own copy."""
    folder = look_folder() / "fonts"
    missing = [name for name in FONT_FILES if not (folder / name).is_file()]
    if missing:
        raise AssemblyFailed(
            "The charts have no fonts.",
            [
                Problem("font-missing", "This font file is not there.", file=f"fonts/{name}")
                for name in missing
            ],
        )
    wanted = [str(folder / name) for name in FONT_FILES]
    manager = font_manager.fontManager
    known = [entry.fname for entry in manager.ttflist if entry.name in (LATIN, ARABIC)]
    if known != wanted:
        manager.ttflist = [entry for entry in manager.ttflist if entry.name not in (LATIN, ARABIC)]
        for path in wanted:
            manager.addfont(path)


@contextmanager
def house_style(language: str, salt: str) -> Iterator[None]:
    """Draw in the house style, whatever the reader's own matplotlib settings are.

    `salt` seeds the ids inside an SVG: the same chart has the same bytes each time.
    """
    register_fonts()
    colours = palette()
    settings = {
        "font.family": families(language),
        "text.color": colours["ink"],
        "axes.edgecolor": colours["neutral"],
        "axes.labelcolor": colours["muted"],
        "xtick.labelcolor": colours["muted"],
        "ytick.labelcolor": colours["ink"],
        "grid.color": colours["grid"],
        "figure.facecolor": colours["paper"],
        "axes.prop_cycle": cycler(color=[colours[name] for name in SERIES]),
        "svg.hashsalt": salt,
    }
    sheet = files(__package__) / "cpims.mplstyle"
    with as_file(sheet) as path, mpl.style.context(["default", path, settings]):
        yield


def families(language: str) -> list[str]:
    """Return the shipped families, that of the language first."""
    return [ARABIC, LATIN] if language == "ar" else [LATIN, ARABIC]
