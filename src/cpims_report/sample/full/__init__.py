"""Exports with all columns of Jordan's system, names, telephones and free texts invented."""

from cpims_report.sample.full.forms import FORMS_FILE, write_forms
from cpims_report.sample.full.widening import WIDENED, widen

__all__ = ["FORMS_FILE", "WIDENED", "widen", "write_forms"]
