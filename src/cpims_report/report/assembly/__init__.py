"""The book: staged chapters in; site, PDF and Word document out, by one of two engines."""

from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.engines import choose
from cpims_report.report.assembly.stage import stage

__all__ = ["assemble", "choose", "stage"]
