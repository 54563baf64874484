"""CONFIDENTIAL side: from case tables to exact indicator tables."""

from cpims_report.indicators.balance import balance
from cpims_report.indicators.compute import compute, contribute, save_contributions, save_tables
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.preview import exact_table, totals
from cpims_report.indicators.reference import registered_children

__all__ = [
    "Caseload",
    "balance",
    "compute",
    "contribute",
    "exact_table",
    "registered_children",
    "save_contributions",
    "save_tables",
    "totals",
]
