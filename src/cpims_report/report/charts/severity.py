"""How much comes together for one child: number of concerns, risk, violence."""

from __future__ import annotations

from cpims_report.report.absent import needs
from cpims_report.report.charts.groups import grouped
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


@needs("CN03", "RK01")
def severity(edition: Edition) -> Picture:
    """Return `fig-severity`: concerns per child (CN03) and risk level of cases (RK01)."""
    return grouped(edition, "severity", {"CN03": "", "RK01": "high"})


@needs("CN05", "CN07", "CN08")
def violence(edition: Edition) -> Picture:
    """Return `fig-violence`: type, place and perpetrator of violence (CN05, CN07, CN08)."""
    leads = {"CN05": "", "CN07": "", "CN08": ""}
    several = say(edition, "A child with several incidents stands in several rows.")
    return grouped(edition, "violence", leads, [several])
