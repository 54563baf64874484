"""Runs a graph of notebooks and functions, only what is stale; knows not what they compute."""

from cpims_report.pipeline.ledger import Ledger
from cpims_report.pipeline.run import Outcome, run
from cpims_report.pipeline.step import Step

__all__ = ["Ledger", "Outcome", "Step", "run"]
