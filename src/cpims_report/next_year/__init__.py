"""The year after this one: its settings, and what to ask each agency for."""

from cpims_report.next_year.carrying import Carried, carry
from cpims_report.next_year.preparing import prepare

__all__ = ["Carried", "carry", "prepare"]
