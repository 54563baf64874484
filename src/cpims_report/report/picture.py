"""A drawn figure as a chapter shows it: Markdown that points at an image, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from IPython.display import display

MARKUP = re.compile(r"([\\\[\]*_`$@<>^~|#])")
QUOTED = re.compile(r'([\\"])')


@dataclass(frozen=True)
class Picture:
    """One figure: `id` as in cross-references, words in the edition's language, the SVG's path.

    A PNG of the same name lies beside the SVG, for formats that cannot show SVG.
    """

    id: str
    caption: str
    alt: str
    path: Path

    @property
    def markdown(self) -> str:
        """The figure in Quarto's Markdown; labels met in data cannot act as markup."""
        caption = MARKUP.sub(r"\\\1", " ".join(self.caption.split()))
        alt = QUOTED.sub(r"\\\1", " ".join(self.alt.split()))
        return f'![{caption}]({self.path.as_posix()}){{#{self.id} fig-alt="{alt}"}}'

    def _ipython_display_(self) -> None:
        """Show Markdown alone: no text twin that could hold what the page does not."""
        display({"text/markdown": self.markdown}, raw=True)  # type: ignore[no-untyped-call]
