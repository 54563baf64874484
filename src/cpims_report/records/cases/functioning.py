"""Difficulties in functioning: the six questions of the Washington Group, summed up."""

from __future__ import annotations

import pandas as pd

from cpims_report.records.values.codes import join_columns
from cpims_report.schema import MISSING, NOT_APPLICABLE, NOT_COLLECTED

QUESTIONS = {
    "communicating": "difficulty_communicating",
    "hearing": "difficulty_hearing",
    "remembering": "difficulty_remembering",
    "seeing": "difficulty_seeing",
    "self_care": "difficulty_self_care",
    "walking": "difficulty_walking",
}
"""Domain -> the column of its question."""
CUT_OFF = ("a_lot", "cannot")
"""Answers from which on the Washington Group speaks of disability."""
BELOW = ("none", "some")
YOUNGEST = 5
"""Age in years from which on the questions are meant to be asked."""


def settle_functioning(records: pd.DataFrame) -> pd.DataFrame:
    """Return the records of one file with one answer in place of the six.

    `functioning` is `difficulty` where any domain reaches the cut-off, `some` or `none` where all
    six are answered below it, else missing. `difficulty_domain` lists the domains that reach it.
    """
    answers = records[list(QUESTIONS.values())]
    hit = answers.isin(CUT_OFF)
    reached, below = hit.any(axis=1), answers.isin(BELOW).all(axis=1)
    found = (
        pd.Series(MISSING, index=records.index, dtype="str")
        .mask(below, "none")
        .mask(below & answers.isin(["some"]).any(axis=1), "some")
        .mask(reached, "difficulty")
    )
    domains = join_columns({domain: hit[column] for domain, column in QUESTIONS.items()})
    silent = answers.isin([NOT_COLLECTED]).all(axis=1)
    return records.assign(
        functioning=found.mask(silent, NOT_COLLECTED),
        difficulty_domain=domains.where(reached, NOT_APPLICABLE).mask(silent, NOT_COLLECTED),
    ).drop(columns=list(QUESTIONS.values()))


def leave_young(records: pd.DataFrame) -> pd.DataFrame:
    """Return records in which the questions do not apply to children who are too young for them."""
    young = records["age_reg"].lt(YOUNGEST).fillna(False).astype("bool")
    asked = records["functioning"].ne(NOT_COLLECTED)
    return records.assign(
        **{
            name: records[name].mask(young & asked, NOT_APPLICABLE)
            for name in ("functioning", "difficulty_domain")
        }
    )
