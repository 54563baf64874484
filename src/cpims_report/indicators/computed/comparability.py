"""CX: what stands behind the figures: one contributor, or many children unreached."""

from __future__ import annotations

import pandas as pd

from cpims_report.indicators.count import tally
from cpims_report.indicators.dimensions import own
from cpims_report.indicators.plan import Plan
from cpims_report.indicators.populations import Caseload
from cpims_report.indicators.row import cells_of
from cpims_report.schema import TOTAL


def cx01_mainly_one_contributor(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the largest contributor's children of each primary concern in each governorate.

    A child is that of the agency whose case describes it. Base: all such children. CONFIDENTIAL:
    the gate makes a mark of it.
    """
    places, concerns = plan.dimensions["governorate"], plan.dimensions["concern"]
    agency = own("agency", "agency", "agency", tuple(caseload.settings.agencies), unknown=False)
    children = tally(caseload.population("supported"), (places, concerns, agency))
    return cells_of(
        ({"place": place, "concern": concern}, int(cell.max(initial=0)), int(cell.sum()))
        for place, of_place in zip(places.codes, children, strict=False)
        for concern, cell in zip(concerns.codes, of_place, strict=False)
    )


def cx02_coverage(caseload: Caseload, plan: Plan) -> pd.DataFrame:
    """Return the Syrian children supported by governorate; base: those registered, an estimate."""
    places = plan.dimensions["governorate"]
    population = caseload.population(plan.entry.population)
    registered = caseload.registered
    if registered is None:
        return cells_of(({"place": code}, None, None) for code in (*places.listed, TOTAL))
    counts = dict(zip(places.listed, tally(population, (places,)).tolist(), strict=True))
    counts[TOTAL] = len(population)
    bases = {**registered, TOTAL: sum(registered.values())}
    return cells_of(({"place": code}, value, bases.get(code)) for code, value in counts.items())
