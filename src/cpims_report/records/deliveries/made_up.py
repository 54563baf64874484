"""Files of made-up data among those of real children: they would be counted as children."""

from __future__ import annotations

from collections.abc import Sequence

from cpims_report.errors import Problem
from cpims_report.records.deliveries.delivery import Delivery


def note_made_up(deliveries: Sequence[Delivery]) -> list[Problem]:
    """Return a note of each file that says its data is made up, where not every file does."""
    made_up = [each.file for each in deliveries if each.synthetic]
    if len(made_up) == len(deliveries):
        return []
    message = "The data of the file is made up, of others not: the year counts as real, with it."
    return [Problem("DEL-09", message, agency=file.agency, file=file.name) for file in made_up]
