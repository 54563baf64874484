"""CONFIDENTIAL side: from case tables to exact indicator tables."""

from cpims_report.indicators.balance import balance
from cpims_report.indicators.compute import compute, save_tables
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.preview import exact_table, totals

__all__ = ["Caseload", "balance", "compute", "exact_table", "save_tables", "totals"]
