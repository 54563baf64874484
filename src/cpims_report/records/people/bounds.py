"""How many children there are at least and at most, when numbers do not tell for certain."""

from __future__ import annotations

import pandas as pd

from cpims_report.records.text.distinct_words import split_words

COLUMNS = ["agency", "cases", "children", "lower", "upper"]
ALL = "_T"
LIKENESS = ["birth_date", "sex", "governorate", "nationality"]
"""What two records of one child have in common, where nothing is recorded wrongly."""


def count_bounds(records: pd.DataFrame) -> pd.DataFrame:
    """Return one row an agency and one for all (`_T`): cases, children, lower, upper.

    `children` are counted once by their numbers. `upper` takes every case for another child.
    `lower` also joins records of different agencies with the same full date of birth, sex,
    governorate and nationality, as far as no individual numbers tell them apart: the fewest
    children that can be behind the records.
    """
    records = records[[*LIKENESS, "agency", "birth_precision", "child_key_level"]].assign(
        child_key=split_words(records["child_key"])[0]
    )
    parts = {
        **{str(agency): part for agency, part in records.groupby("agency", sort=True)},
        ALL: records,
    }
    rows = [
        {
            "agency": agency,
            "cases": len(part),
            "children": part["child_key"].nunique(),
            "lower": part["child_key"].nunique() - (count_joinable(part) if agency == ALL else 0),
            "upper": len(part),
        }
        for agency, part in parts.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"agency": "str"})


def count_joinable(records: pd.DataFrame) -> int:
    """Return how many children fewer there would be if all that look alike were one.

    In a group of look-alikes there are at least as many children as one agency has in it, and as
    have individual numbers of their own.
    """
    if records.empty:
        return 0
    exact = records["birth_precision"] == "exact"
    known = exact & records["sex"].isin(["female", "male"])
    alike = records[known].drop_duplicates(["child_key", "agency"])
    first = alike.drop_duplicates("child_key").set_index("child_key")[LIKENESS]
    alike = alike[["child_key", "agency", "child_key_level"]].join(first, on="child_key")
    groups = alike.groupby(LIKENESS, dropna=False, observed=True)
    children = groups["child_key"].nunique()
    in_agency = alike.groupby([*LIKENESS, "agency"], dropna=False, observed=True)[
        "child_key"
    ].nunique()
    most = in_agency.groupby(level=list(range(len(LIKENESS)))).max()
    numbered = (
        alike[alike["child_key_level"] == "individual"]
        .groupby(LIKENESS, dropna=False, observed=True)["child_key"]
        .nunique()
        .reindex(children.index, fill_value=0)
    )
    fewest = pd.concat([most.reindex(children.index), numbered], axis=1).max(axis=1)
    return int((children - fewest).sum())
