"""Charts in the page itself: words can be searched and selected; narrow screens have theirs.

`cpims.lua` does the same for Quarto.
"""

from __future__ import annotations

from pathlib import Path

CHART = b'class="chart"'
"""What the SVG of a published figure begins with."""


def inline_chart(path: Path) -> str:
    """Return the HTML of a published figure, drawn wide and narrow; empty for any other image."""
    narrow = path.with_name(f"{path.stem}-narrow{path.suffix}")
    if path.suffix != ".svg" or not narrow.is_file():
        return ""
    drawn = {"wide": path.read_bytes(), "narrow": narrow.read_bytes()}
    if not all(CHART in vector[:400] for vector in drawn.values()):
        return ""
    return "".join(
        f'<span class="chart-{kind}">{vector.decode()}</span>' for kind, vector in drawn.items()
    )
