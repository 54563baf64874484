"""Data quality: everything wrong with a year's files, told to the agencies that can mend it."""

from cpims_report.records.quality.examination import Examination, examine
from cpims_report.records.quality.messages import untranslated
from cpims_report.records.quality.screen import show_found, tell_verdict
from cpims_report.records.quality.workbook import write_workbooks

__all__ = [
    "Examination",
    "examine",
    "show_found",
    "tell_verdict",
    "untranslated",
    "write_workbooks",
]
