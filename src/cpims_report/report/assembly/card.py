"""The picture that stands for the report where its address is shared, and what it says."""

from __future__ import annotations

from pathlib import Path

import typst

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.settings import Settings

CARD = "site_libs/card.png"
_PIXELS_PER_INCH = 72.0

_SOURCE = """
#set page(width: 1200pt, height: 630pt, margin: 72pt, fill: rgb("#00587c"))
#set text(font: ("Noto Sans", "Noto Sans Arabic"), fill: white, size: 30pt, lang: sys.inputs.lang,
  dir: if sys.inputs.dir == "rtl" { rtl } else { ltr })
#sys.inputs.author
#v(1fr)
#text(size: 68pt, weight: 700, sys.inputs.title)

#text(size: 40pt, sys.inputs.subtitle)
#v(1fr)
#text(size: 24pt, sys.inputs.at("line"))
"""


def write_card(settings: Settings, into: Path) -> None:
    """Write title, year, caveat and notice as a picture of 1200 by 630 pixels."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path.resolve()) for path in settings.fonts],
    )
    shown = {
        "lang": settings.lang,
        "dir": settings.direction,
        "author": settings.author,
        "title": settings.title,
        "subtitle": settings.subtitle,
        "line": " ".join(
            filter(None, (settings.cpims["caveat-line"] + ".", settings.cpims["synthetic"]))
        ),
    }
    try:
        made = typst.Compiler(_SOURCE.encode("utf-8"), font_paths=fonts, sys_inputs=shown).compile(
            format="png", ppi=_PIXELS_PER_INCH
        )
    except typst.TypstError as error:
        raise AssemblyFailed(f"Typst stopped at the picture for sharing: {error}") from None
    if not isinstance(made, bytes):
        raise AssemblyFailed("Typst gave no picture for sharing.")
    into.write_bytes(made)
