"""What stands in the place of a figure or table whose indicators the edition does not publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from cpims_report.report.shown import Shown

if TYPE_CHECKING:
    from cpims_report.report.edition import Edition

Built = TypeVar("Built")


@dataclass(frozen=True)
class Absent(Shown):
    """A sentence that says what is not there."""

    markdown: str


def absent(edition: Edition, indicators: tuple[str, ...]) -> Absent:
    """Return the sentence for indicators by their names, or by their ids where they have none."""
    known = edition.about["indicators"]
    names = [edition.indicator(each) if each in known else each for each in indicators]
    return Absent(
        edition.text("absent", names=edition.listed(names), year=edition.plain(edition.year))
    )


def only_in_focus(
    concern: str,
) -> Callable[[Callable[[Edition], Built | Absent]], Callable[[Edition], Built | Absent]]:
    """Return a decorator: what is built where the year's focus is a concern, else nothing."""

    def only_then(
        build: Callable[[Edition], Built | Absent],
    ) -> Callable[[Edition], Built | Absent]:
        @wraps(build)
        def built(edition: Edition) -> Built | Absent:
            return build(edition) if edition.focus == concern else Absent("")

        return built

    return only_then


def needs(
    *indicators: str,
) -> Callable[[Callable[[Edition], Built]], Callable[[Edition], Built | Absent]]:
    """Return a decorator: what is built where the edition has any of the indicators, else words."""

    def only_with_cells(build: Callable[[Edition], Built]) -> Callable[[Edition], Built | Absent]:
        @wraps(build)
        def built(edition: Edition) -> Built | Absent:
            return build(edition) if edition.publishes(*indicators) else absent(edition, indicators)

        return built

    return only_with_cells
