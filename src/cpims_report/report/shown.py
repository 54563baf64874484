"""What a chapter's cell shows: Markdown, and nothing else."""

from __future__ import annotations

from IPython.display import display


class Shown:
    """Displays its `markdown` as text/markdown alone, so that every format of the book has it."""

    markdown: str

    def _ipython_display_(self) -> None:
        display({"text/markdown": self.markdown}, raw=True)  # type: ignore[no-untyped-call]
