"""CONFIDENTIAL side: from case tables to exact indicator tables."""

from cpims_report.indicators.balance import balance
from cpims_report.indicators.behind import find_cases
from cpims_report.indicators.compute import compute, contribute, save_contributions, save_tables
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.preview import exact_table, show_exact, totals
from cpims_report.indicators.reference import registered_children

__all__ = [
    "Caseload",
    "balance",
    "compute",
    "contribute",
    "exact_table",
    "find_cases",
    "registered_children",
    "save_contributions",
    "save_tables",
    "show_exact",
    "totals",
]
