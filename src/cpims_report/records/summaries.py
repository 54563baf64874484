"""Small views of the case tables for the eyes of an analyst. CONFIDENTIAL like the tables."""

from __future__ import annotations

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.records.issues.problem_register import problems_of, read_problems
from cpims_report.records.steps import Cleaning


def list_files(tables: CaseTables | Cleaning) -> pd.DataFrame:
    """Return one row a file received: agency, file, profile, records, synthetic."""
    return tables.received.drop(columns="sha256")


def show_pooled(cleaning: Cleaning) -> pd.DataFrame:
    """Return, by agency and in total, the records that came, those sent twice, and each once."""
    agencies = cleaning.sent["agency"]
    twice = (cleaning.repeated != "").groupby(agencies, sort=False).sum()
    came = agencies.value_counts().reindex(twice.index)
    counts = pd.DataFrame({"came": came, "sent twice": twice, "once": came - twice})
    return add_total(counts)


def show_derived(cleaning: Cleaning) -> pd.DataFrame:
    """Return, by agency and in total, what follows from the records, and of how many it does."""
    records = cleaning.records
    spells = cleaning.spells.groupby("record_uid").size()
    reopened = records["record_uid"].isin(spells[spells > 1].index)
    facts = pd.DataFrame(
        {
            "records": 1,
            "with several spells": reopened,
            "active in the year": records["active"],
            "with an age": records["age_reg"].notna(),
            "linked by a number": records["child_key_level"] != "none",
            "primary concern by rule": records["primary_rule"] == "precedence",
        }
    )
    return add_total(facts.groupby(records["agency"].astype("str"), sort=False).sum())


def add_total(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts by agency with a last row of their sums."""
    return pd.concat([counts, counts.sum().to_frame("total").T]).rename_axis("agency")


def count_rows(tables: CaseTables) -> pd.DataFrame:
    """Return the rows of each table that is about cases: cases, spells and their events."""
    names = ["cases", "spells", "services", "transitions", "followups", "incidents"]
    return pd.DataFrame({"rows": {name: len(getattr(tables, name)) for name in names}})


def show_waterfall(tables: CaseTables | Cleaning) -> pd.DataFrame:
    """Return the records left after each step (rows, in order) by agency and in total."""
    steps = tables.waterfall["step"].drop_duplicates()
    agencies = tables.waterfall["agency"].drop_duplicates()
    wide = tables.waterfall.pivot_table(
        index="step", columns="agency", values="records", aggfunc="sum"
    )
    return wide.loc[steps, agencies].assign(total=lambda frame: frame.sum(axis=1))


def count_issues(tables: CaseTables) -> pd.DataFrame:
    """Return how many issues each rule found, by agency: one row a rule."""
    return (
        tables.issues.pivot_table(
            index=["code", "severity", "message"],
            columns="agency",
            values="record_uid",
            aggfunc="count",
            fill_value=0,
        )
        .assign(total=lambda frame: frame.sum(axis=1))
        .reset_index()
    )


def show_mapping(tables: CaseTables, column: str) -> pd.DataFrame:
    """Return what each text of a coded column became, and in how many records."""
    rows = tables.mappings[tables.mappings["column"] == column]
    return (
        rows.groupby(["value", "text"])[["records"]]
        .sum()
        .sort_values("records", ascending=False, kind="stable")
        .reset_index()
    )


def count_answers(tables: CaseTables | Cleaning) -> pd.DataFrame:
    """Return, for each coded column, how many records hold a value and how many a non-value."""
    blank = tables.mappings["value"].isin(["missing", "unknown", "not_applicable"])
    kinds = blank.map({True: "no value", False: "value"})
    return (
        tables.mappings.assign(kind=kinds)
        .pivot_table(index="column", columns="kind", values="records", aggfunc="sum", fill_value=0)
        .reset_index()
    )


def count_problems(tables: CaseTables) -> pd.DataFrame:
    """Return how many issues answer each of the data problems, those that were met alone.

    An issue whose code answers several problems counts under each of them.
    """
    counted = tables.issues["code"].value_counts()
    rows = [
        {"problem": number, "title": read_problems()[number].title, "code": code, "issues": count}
        for code, count in counted.items()
        for number in problems_of(str(code))
    ]
    table = pd.DataFrame(rows, columns=["problem", "title", "code", "issues"])
    return table.sort_values(["problem", "code"], ignore_index=True)


def show_mended(tables: CaseTables) -> pd.DataFrame:
    """Return what each rule made of which text, and in how many cells; most frequent first."""
    mended = tables.issues[tables.issues["severity"] == "mend"]
    return (
        mended.groupby(["code", "column", "old", "new"])
        .size()
        .rename("cells")
        .reset_index()
        .sort_values(["code", "cells", "old"], ascending=[True, False, True], ignore_index=True)
    )


def count_events(tables: CaseTables) -> pd.DataFrame:
    """Return cases and rows of services, referrals, follow-ups and incidents, by agency.

    Null where none of an agency's sources carries such rows, or nothing says whether one does; zero
    where they do and hold none.
    """
    agencies = tables.cases.set_index("record_uid")["agency"]
    cases = tables.cases.groupby("agency", sort=True)
    counted = cases.size().rename("cases").to_frame().astype("Int64")
    for name in ("services", "transitions", "followups", "incidents"):
        rows = getattr(tables, name)["record_uid"].map(agencies).value_counts()
        found = rows.reindex(counted.index, fill_value=0).astype("Int64")
        kept = f"{name}_kept"
        silent = ~cases[kept].any() if kept in tables.cases else found == 0
        counted[name] = found.mask(silent)
    return counted.reset_index()


def show_bounds(tables: CaseTables) -> pd.DataFrame:
    """Return cases, children counted once, and the fewest and most there can be, by agency."""
    return tables.bounds.replace({"agency": {"_T": "all members"}})
