"""Exports with all columns of Jordan's system, names, telephones and free texts invented."""

from cpims_report.sample.full.forms import FORMS_FILE, write_forms
from cpims_report.sample.full.system import System, read_system
from cpims_report.sample.full.widening import widen

__all__ = ["FORMS_FILE", "System", "read_system", "widen", "write_forms"]
