"""Synthetic exports of the agencies, with known truth kept apart."""

from cpims_report.sample.hostile import write_hostile
from cpims_report.sample.writing import write_sample

__all__ = ["write_hostile", "write_sample"]
