"""Data quality: everything wrong with a year's files, told to the agencies that can mend it."""

from cpims_report.records.quality.examination import Examination, examine
from cpims_report.records.quality.messages import untranslated
from cpims_report.records.quality.screen import keep_decisions, show_found
from cpims_report.records.quality.workbook import write_workbooks

__all__ = [
    "Examination",
    "examine",
    "keep_decisions",
    "show_found",
    "untranslated",
    "write_workbooks",
]
