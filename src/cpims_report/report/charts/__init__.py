"""One function a chart: `(edition) -> Picture`."""

from cpims_report.report.charts.age_sex_pyramid import age_sex_pyramid
from cpims_report.report.charts.closure_reasons import closure_reasons
from cpims_report.report.charts.concern_by_governorate import concern_by_governorate
from cpims_report.report.charts.concern_trend import concern_trend
from cpims_report.report.charts.governorates import governorates
from cpims_report.report.charts.key_trend import key_trend
from cpims_report.report.charts.months import months
from cpims_report.report.charts.nationality import nationality
from cpims_report.report.charts.primary_concerns import primary_concerns
from cpims_report.report.charts.separated_by_age import separated_by_age
from cpims_report.report.charts.separated_trend import separated_trend
from cpims_report.report.charts.stock_flow import stock_flow

__all__ = [
    "age_sex_pyramid",
    "closure_reasons",
    "concern_by_governorate",
    "concern_trend",
    "governorates",
    "key_trend",
    "months",
    "nationality",
    "primary_concerns",
    "separated_by_age",
    "separated_trend",
    "stock_flow",
]
