"""One function a chart: `(edition) -> Picture`."""

from cpims_report.report.charts.age_sex_pyramid import age_sex_pyramid
from cpims_report.report.charts.care import (
    best_interests,
    care_arrangements,
    separation_and_reunion,
)
from cpims_report.report.charts.casework import (
    case_steps,
    endings,
    referrals,
    services_received,
)
from cpims_report.report.charts.circumstances import circumstances, identification
from cpims_report.report.charts.closure_reasons import closure_reasons
from cpims_report.report.charts.completeness import completeness
from cpims_report.report.charts.concern_by_governorate import concern_by_governorate
from cpims_report.report.charts.concern_trend import concern_trend
from cpims_report.report.charts.focus_profile import focus_profile
from cpims_report.report.charts.focus_trend import focus_trend
from cpims_report.report.charts.governorates import governorates
from cpims_report.report.charts.key_trend import key_trend
from cpims_report.report.charts.months import months
from cpims_report.report.charts.nationality import nationality
from cpims_report.report.charts.primary_concerns import primary_concerns
from cpims_report.report.charts.separated_by_age import separated_by_age
from cpims_report.report.charts.separated_trend import separated_trend
from cpims_report.report.charts.severity import severity, violence
from cpims_report.report.charts.stock_flow import stock_flow
from cpims_report.report.charts.work_and_functioning import (
    functioning,
    labour_hazards,
    labour_work,
)
from cpims_report.report.charts.year_on_year import year_on_year

__all__ = [
    "age_sex_pyramid",
    "best_interests",
    "care_arrangements",
    "case_steps",
    "circumstances",
    "closure_reasons",
    "completeness",
    "concern_by_governorate",
    "concern_trend",
    "endings",
    "focus_profile",
    "focus_trend",
    "functioning",
    "governorates",
    "identification",
    "key_trend",
    "labour_hazards",
    "labour_work",
    "months",
    "nationality",
    "primary_concerns",
    "referrals",
    "separated_by_age",
    "separated_trend",
    "separation_and_reunion",
    "services_received",
    "severity",
    "stock_flow",
    "violence",
    "year_on_year",
]
