"""The page from which readers go to every edition in every language."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from cpims_report.report.assembly.templates import templates
from cpims_report.report.release.history import Published

PAGE = "index.html"
MARK = '<meta name="generator" content="cpims-report publish">'
"""By which the page is known as ours: another one is never written over."""


def landing(editions: Sequence[Published]) -> str:
    """Return the page of some editions, the newest year first; it works without a script."""
    ordered = sorted(editions, key=lambda each: -each.year)
    newest = ordered[0]
    source = (files(__package__) / "resources" / "landing.html").read_text("utf-8")
    return (
        templates()
        .from_string(source)
        .render(editions=ordered, languages=newest.languages, mark=MARK)
    )
