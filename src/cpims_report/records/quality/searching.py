"""What the rules find in files that have been read, as far as they can be used."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from cpims_report.config import Settings, Year
from cpims_report.errors import InputRefused, Problem
from cpims_report.records.cleaning import search_deliveries
from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.rules import read_rules
from cpims_report.records.rules.findings import join_issues, list_notes

__all__ = ["Search", "list_notes", "read_rules", "search"]
STATUSES = ("open", "closed", "transferred", "duplicate")


@dataclass(frozen=True)
class Search:
    """What was found: `issues` of the rules, or the `problems` that stand in their way.

    `files` are those that could be read, `waterfall` the records left after each step.
    """

    problems: tuple[Problem, ...] = ()
    issues: pd.DataFrame = field(default_factory=pd.DataFrame)
    files: pd.DataFrame = field(default_factory=pd.DataFrame)
    waterfall: pd.DataFrame = field(default_factory=pd.DataFrame)


def search(deliveries: list[Delivery], plan: Year, settings: Settings, key: bytes) -> Search:
    """Return what the rules find in the records that can be used; nothing without any file."""
    if not deliveries:
        return Search()
    usable = [keep_usable(each) for each in deliveries]
    try:
        cleaning = search_deliveries(usable, plan, settings, key)
    except InputRefused as refused:
        return Search(refused.problems)
    issues = join_issues(cleaning.issues)
    return Search(issues=issues, files=cleaning.received, waterfall=cleaning.waterfall)


def keep_usable(delivery: Delivery) -> Delivery:
    """Return a delivery without the records that a refusal has told of and no rule can look at."""
    records = delivery.records
    usable = records["registration_date"].notna() & records["status"].isin(STATUSES)
    return replace(delivery, records=records[usable].reset_index(drop=True))
