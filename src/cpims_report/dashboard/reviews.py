"""What the reviewers have still to accept: asked of `cpims_report.review`, where that is there."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from cpims_report.workspace import Workspace

MODULE, FUNCTION = "cpims_report.review", "open_reviews"
"""`open_reviews(workspace, year)` returns a line for each review that is open."""


def open_reviews(workspace: Workspace, year: int) -> Sequence[str]:
    """Return a line for each review of a year that is open; none where there is no review."""
    if find_spec(MODULE) is None:
        return ()
    asked = getattr(import_module(MODULE), FUNCTION, None)
    return () if asked is None else tuple(map(str, asked(workspace, year)))
