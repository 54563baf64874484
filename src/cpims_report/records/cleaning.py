"""From the files of a year to its case tables: read, pool, derive, exclude, shape."""

from __future__ import annotations

from cpims_report.case_tables import CaseTables
from cpims_report.config import Settings, Year
from cpims_report.link_key import find_key
from cpims_report.records.deliveries.delivery import Delivery
from cpims_report.records.deliveries.gathering import read_deliveries
from cpims_report.records.memory import return_large
from cpims_report.records.rules import Context
from cpims_report.records.steps import Cleaning
from cpims_report.workspace import Workspace


def clean(workspace: Workspace, year: int) -> CaseTables:
    """Return the case tables of `year` from the files in `data/raw/<year>`.

    Raise ConfigurationError or InputRefused, each with every problem there is; nothing is written.
    """
    return finish(read_year(workspace, year))


def read_year(workspace: Workspace, year: int) -> Cleaning:
    """Return the files of `year` read and typed, at the first step of their cleaning."""
    return_large()
    settings = Settings(workspace.config)
    plan = settings.year(year)
    deliveries = read_deliveries(workspace, plan, settings)
    synthetic = all(delivery.synthetic for delivery in deliveries)
    return Cleaning(
        deliveries, Context(plan, settings), find_key(workspace.raw(year).parent, synthetic)
    )


def search_deliveries(
    deliveries: list[Delivery], year: Year, settings: Settings, key: bytes
) -> Cleaning:
    """Return files that have been read, taken through every step but the last: all is found.

    Their list is left without rows.
    """
    cleaning = Cleaning(deliveries, Context(year, settings), key)
    sift(cleaning)
    cleaning.flag()
    return cleaning


def finish(cleaning: Cleaning) -> CaseTables:
    """Return the case tables of files that have been read, taken through every step."""
    sift(cleaning)
    return cleaning.shape()


def sift(cleaning: Cleaning) -> None:
    """Take files that have been read through the steps that leave the records of the report."""
    cleaning.pool()
    cleaning.derive()
    cleaning.exclude()
