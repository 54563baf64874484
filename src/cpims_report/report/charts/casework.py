"""How cases are worked: assessment, plan, follow-up, services, ending."""

from __future__ import annotations

from cpims_report.report.absent import needs
from cpims_report.report.charts.groups import grouped
from cpims_report.report.charts.messages import say
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture


@needs("CM01", "CM02", "CM03")
def case_steps(edition: Edition) -> Picture:
    """Return `fig-case-steps`: assessment (CM01), case plan (CM02), follow-up (CM03)."""
    leads = {"CM01": "within_standard", "CM02": "within_14", "CM03": "on_time"}
    return grouped(edition, "case-steps", leads)


@needs("SV01")
def services_received(edition: Edition) -> Picture:
    """Return `fig-services-received`: children by type of service delivered (SV01)."""
    several = say(edition, "A child with several services stands in several rows.")
    return grouped(edition, "services-received", {"SV01": ""}, [several])


@needs("SV02", "SV04")
def referrals(edition: Edition) -> Picture:
    """Return `fig-referrals`: referrals by outcome (SV02) and by service (SV04)."""
    return grouped(edition, "referrals", {"SV02": "delivered", "SV04": ""})


@needs("CS02", "CM05")
def endings(edition: Edition) -> Picture:
    """Return `fig-endings`: how cases ended (CS02) and how long they had been open (CM05)."""
    return grouped(edition, "endings", {"CS02": "needs_met", "CM05": ""})
