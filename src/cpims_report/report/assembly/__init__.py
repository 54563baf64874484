"""The book: staged chapters in; site, PDF and Word document out, by one of two engines."""

from cpims_report.report.assembly.assemble import assemble, chosen_engine
from cpims_report.report.assembly.stage import stage

__all__ = ["assemble", "chosen_engine", "stage"]
