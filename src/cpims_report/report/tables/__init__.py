"""Tables of the report: functions of an edition that return Markdown which displays itself."""

from cpims_report.report.tables.casework import (
    lost_by_governorate,
    referral_times,
    steps_by_governorate,
)
from cpims_report.report.tables.closure import closure_reasons, stock_flow
from cpims_report.report.tables.comparability import (
    change_by_group,
    concentration,
    coverage,
    exclusions,
)
from cpims_report.report.tables.concerns import (
    any_concern,
    concern_by_age,
    concern_by_sex,
    concern_over_years,
)
from cpims_report.report.tables.headline import key_figures, tiles
from cpims_report.report.tables.method import definitions, disclosure_policy, members, symbols
from cpims_report.report.tables.profile import by_age_sex, by_nationality, by_place, by_site
from cpims_report.report.tables.quality import cells_withheld, things_found
from cpims_report.report.tables.revisions import revisions
from cpims_report.report.tables.separated import separated_by_age, separated_by_sex
from cpims_report.report.tables.table import Table

__all__ = [
    "Table",
    "any_concern",
    "by_age_sex",
    "by_nationality",
    "by_place",
    "by_site",
    "cells_withheld",
    "change_by_group",
    "closure_reasons",
    "concentration",
    "concern_by_age",
    "concern_by_sex",
    "concern_over_years",
    "coverage",
    "definitions",
    "disclosure_policy",
    "exclusions",
    "key_figures",
    "lost_by_governorate",
    "members",
    "referral_times",
    "revisions",
    "separated_by_age",
    "separated_by_sex",
    "steps_by_governorate",
    "stock_flow",
    "symbols",
    "things_found",
    "tiles",
]
