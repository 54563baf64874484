"""For an agency, on its own machine: its export without what identifies people."""

from cpims_report.records.deidentify.keys import write_key
from cpims_report.records.deidentify.order import Order, deidentify_files

__all__ = ["Order", "deidentify_files", "write_key"]
