"""Another country: a workspace of its own, from a form export of its system."""

from cpims_report.new_country.founding import Order, found

__all__ = ["Order", "found"]
