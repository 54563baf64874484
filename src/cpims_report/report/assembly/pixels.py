"""Charts in pixels, for Word, which shows no SVG everywhere: set by Typst from the one drawing."""

from __future__ import annotations

from cpims_report.report.assembly.pdf import typeset
from cpims_report.report.assembly.settings import Settings

_PIXELS_PER_INCH = 200.0
_NARROW = "-narrow"
"""What the drawing of a chart for a telephone is called besides: Word does not show it."""


def write_pixels(settings: Settings) -> None:
    """Write `x.png` beside each `x.svg` of the book's figures that has none."""
    drawings = [
        path
        for path in sorted((settings.folder / "notebooks" / "figures").glob("*.svg"))
        if not path.stem.endswith(_NARROW) and not path.with_suffix(".png").is_file()
    ]
    if not drawings:
        return
    places = [path.relative_to(settings.folder).as_posix() for path in drawings]
    pages = "\n#pagebreak()\n".join(f'#image("/{place}")' for place in places)
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}"
    made = typeset(source, settings, format="png", ppi=_PIXELS_PER_INCH)
    for path, pixels in zip(drawings, made, strict=True):
        path.with_suffix(".png").write_bytes(pixels)
