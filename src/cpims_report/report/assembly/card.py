"""The picture that stands for the report where its address is shared, and what it says."""

from __future__ import annotations

from pathlib import Path

from cpims_report.report.assembly.look import read_palette
from cpims_report.report.assembly.pdf import compiled
from cpims_report.report.assembly.settings import Settings

CARD = "site_libs/card.png"
_PIXELS_PER_INCH = 72.0

_SOURCE = """
#set page(width: 1200pt, height: 630pt, margin: 72pt, fill: rgb(sys.inputs.ground))
#set text(font: ("Noto Sans", "Noto Naskh Arabic"), fill: white, size: 30pt, lang: sys.inputs.lang,
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
    shown = {
        "ground": str(read_palette(settings.folder)["primary"]),
        "lang": settings.lang,
        "dir": settings.direction,
        "author": settings.author,
        "title": settings.title,
        "subtitle": settings.subtitle,
        "line": " ".join(
            f"{line.removesuffix('.')}."
            for line in (settings.cpims["caveat-line"], settings.cpims["synthetic"])
            if line
        ),
    }
    made = compiled(_SOURCE, settings, shown, format="png", ppi=_PIXELS_PER_INCH)
    into.write_bytes(made)
