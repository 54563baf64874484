"""The identity of stocks and flows, checked before anything is published.

carried over + new + reopened - closed = open at year end, for every agency and in total. Stocks
count cases and flows count spells: the two disagree where spells overlap, run backwards or have no
first one, and then no table of the year can be trusted. For an agency a case that it transferred
is closed and one that it received is new. In total it goes on: the total is no sum of agencies.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from cpims_report.errors import InputRefused, Problem
from cpims_report.indicators.populations import Caseload
from cpims_report.schema import TOTAL

TERMS = ("carried_over", "new", "reopened", "closed", "open_end")


def balance(caseload: Caseload) -> pd.DataFrame:
    """Return the five terms and their difference, per agency and in total (`_T`, last).

    Columns: agency, carried_over, new, reopened, closed, open_end, difference. CONFIDENTIAL.
    Raises InputRefused that names every agency whose difference is not zero.
    """
    apart = caseload.apart()
    terms = {term: sizes(apart, term) for term in TERMS}
    agencies = pd.DataFrame(terms, index=pd.Index(apart.agencies, name="agency", dtype="str"))
    netted = {term: [len(caseload.population(term))] for term in TERMS}
    total = pd.DataFrame(netted, index=pd.Index([TOTAL], name="agency", dtype="str"))
    rows = pd.concat([agencies, total]).astype(int).assign(difference=difference).reset_index()
    problems = [unbalanced(row) for row in rows.loc[rows["difference"].ne(0)].to_dict("records")]
    if problems:
        raise InputRefused(f"Stocks and flows of {caseload.year} do not add up.", problems)
    return rows


def sizes(caseload: Caseload, population: str) -> pd.Series[int]:
    """Return the units of a population by agency, zeros included."""
    agencies = caseload.population(population).column("agency")
    return agencies.value_counts().reindex(caseload.agencies, fill_value=0)


def difference(rows: pd.DataFrame) -> pd.Series[int]:
    """Return what is left over of each row's identity."""
    return rows["carried_over"] + rows["new"] + rows["reopened"] - rows["closed"] - rows["open_end"]


def unbalanced(row: Mapping[Hashable, object]) -> Problem:
    """Return the problem of an agency whose stocks and flows differ."""
    terms = ", ".join(f"{term.replace('_', ' ')} {row[term]}" for term in TERMS)
    return Problem(
        "IND-BALANCE",
        "Carried over + new + reopened - closed is not the number open at year end.",
        agency="all agencies" if row["agency"] == TOTAL else str(row["agency"]),
        value=f"{terms}, difference {row['difference']}",
        expected="difference 0",
        action="Look for spells that overlap, end before they begin, or lack the first one.",
    )
