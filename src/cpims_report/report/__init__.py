"""The public side: everything here reads sealed data only.

Chapters begin with `from cpims_report.report import charts, open_edition, tables`.
"""

from cpims_report.report.edition import Edition, open_edition

__all__ = ["Edition", "open_edition"]
