"""Text cells to typed values; what cannot be read is told with its place."""

from cpims_report.records.values.days import find_years, list_days
from cpims_report.records.values.desk import Question
from cpims_report.records.values.table import Values, read_records, read_subform

__all__ = ["Question", "Values", "find_years", "list_days", "read_records", "read_subform"]
