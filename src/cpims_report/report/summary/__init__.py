"""The summary: the findings of the year, ranked, and what is not known."""

from cpims_report.report.summary.contributions import contributions
from cpims_report.report.summary.shown import findings, not_known

__all__ = ["contributions", "findings", "not_known"]
