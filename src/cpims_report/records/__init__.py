"""CONFIDENTIAL side: from the agencies' files to the case tables of a year."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cpims_report.case_tables import CaseTables
    from cpims_report.records.cleaning import clean, read_year
    from cpims_report.records.summaries import (
        count_answers,
        count_events,
        count_issues,
        count_problems,
        count_rows,
        list_files,
        show_bounds,
        show_derived,
        show_mapping,
        show_mended,
        show_pooled,
        show_waterfall,
    )
    from cpims_report.records.tracing import trace

__all__ = [
    "CaseTables",
    "clean",
    "count_answers",
    "count_events",
    "count_issues",
    "count_problems",
    "count_rows",
    "list_files",
    "read_year",
    "show_bounds",
    "show_derived",
    "show_mapping",
    "show_mended",
    "show_pooled",
    "show_waterfall",
    "trace",
]
HOMES = {
    "CaseTables": "case_tables",
    "clean": "records.cleaning",
    "read_year": "records.cleaning",
    "trace": "records.tracing",
}
"""Where what is offered here is from; the others are from `summaries`."""


def __getattr__(name: str) -> Any:
    """Return what is offered, read when first asked for: files are read without the rest."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"cpims_report.{HOMES.get(name, 'records.summaries')}")
    return getattr(home, name)
