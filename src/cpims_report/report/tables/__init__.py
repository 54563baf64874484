"""Tables of the report: functions of an edition that return Markdown which displays itself."""

from cpims_report.report.tables.closure import closure_reasons, stock_flow
from cpims_report.report.tables.concerns import (
    any_concern,
    concern_by_age,
    concern_by_sex,
    concern_over_years,
)
from cpims_report.report.tables.headline import key_figures, tiles
from cpims_report.report.tables.method import definitions, disclosure_policy, members, symbols
from cpims_report.report.tables.profile import by_age_sex, by_nationality, by_place, by_site
from cpims_report.report.tables.separated import separated_by_age, separated_by_sex
from cpims_report.report.tables.table import Table

__all__ = [
    "Table",
    "any_concern",
    "by_age_sex",
    "by_nationality",
    "by_place",
    "by_site",
    "closure_reasons",
    "concern_by_age",
    "concern_by_sex",
    "concern_over_years",
    "definitions",
    "disclosure_policy",
    "key_figures",
    "members",
    "separated_by_age",
    "separated_by_sex",
    "stock_flow",
    "symbols",
    "tiles",
]
