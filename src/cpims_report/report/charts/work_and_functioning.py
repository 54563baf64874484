"""What members that ask tell of the work of children in labour, and of how children function."""

from __future__ import annotations

from cpims_report.report.absent import needs, only_in_focus
from cpims_report.report.charts.groups import grouped
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


@only_in_focus("child_labour")
@needs("FL01", "FL02", "FL03")
def labour_work(edition: Edition) -> Picture:
    """Return `fig-labour-work`: kind (FL02), hours (FL03) and form (FL01) of child labour."""
    several = say(edition, "A child with several kinds of work stands in several rows.")
    leads = {"FL02": "", "FL03": "43+", "FL01": "worst"}
    return grouped(edition, "labour-work", leads, [several])


@only_in_focus("child_labour")
@needs("FL04", "FL05", "FL06")
def labour_hazards(edition: Edition) -> Picture:
    """Return `fig-labour-hazards`: hazards of work (FL04, FL05) and schooling (FL06)."""
    several = say(edition, "A child with several hazards stands in several rows.")
    leads = {"FL04": "yes", "FL05": "", "FL06": "none"}
    return grouped(edition, "labour-hazards", leads, [several])


@needs("FD01", "FD02")
def functioning(edition: Edition) -> Picture:
    """Return `fig-functioning`: difficulties by the Washington Group's questions (FD01, FD02)."""
    several = say(edition, "A child with difficulty in several domains stands in several rows.")
    return grouped(edition, "functioning", {"FD01": "difficulty", "FD02": ""}, [several])
