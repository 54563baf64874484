"""CONFIDENTIAL side: from the agencies' files to the case tables of a year."""

from cpims_report.case_tables import CaseTables
from cpims_report.records.cleaning import clean, read
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
    "read",
    "show_bounds",
    "show_derived",
    "show_mapping",
    "show_mended",
    "show_pooled",
    "show_waterfall",
    "trace",
]
