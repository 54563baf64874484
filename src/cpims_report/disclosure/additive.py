"""Sums along the code lists: categories to totals, governorates to regions, camps within."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.registry import ALIASES, KEY, REST, SLACK, key_words
from cpims_report.disclosure.rollups import CAMPS_IN
from cpims_report.disclosure.system import System
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import TOTAL, UNKNOWN_CELL


def add_sums(system: System, table: pd.DataFrame, settings: Settings) -> System:
    """Return the system with every sum of one rule of `rollups` that its quantities allow.

    Where a code of the sum has no quantity the difference is one that a reader can compute: a
    slack for unknowns that the policy leaves unlisted, else a rest, protected like a cell.
    """
    kind = table["kind"].iloc[0]
    parts = parts_of(system, table, settings)
    if parts.empty:
        return system
    missing = remainders(system, parts, table, settings)
    system = system.grown(missing)
    first = len(system.quantities) - len(missing)
    extra = missing.assign(quantity=range(first, first + len(missing)))
    totals = parts[["relation", "total"]].drop_duplicates()
    terms = pd.concat(
        [
            parts[["relation", "quantity"]].assign(sign=1),
            extra[["relation", "quantity"]].assign(sign=1),
            totals.rename(columns={"total": "quantity"}).assign(sign=-1),
        ]
    )
    return system.joined(terms, kind, table["dimension"].iloc[0])


def parts_of(system: System, table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the quantities that take part in sums of one rule.

    Each with its `relation` and the number of its `total`. A sum stays within one population,
    whatever population its total is shared with.
    """
    dimension = table["dimension"].iloc[0]
    parts = system.quantities.assign(quantity=system.quantities.index).merge(
        table[["code", "parent"]], left_on=dimension, right_on="code"
    )
    if dimension == "concern" and "known and unknown" not in table["rule"].iloc[0]:
        parts = parts[~parts["population"].isin(several(settings))]
    parents = parts[list(KEY)].assign(**{dimension: parts["parent"]})
    aliased = parents["concern"].eq(TOTAL) & parents["population"].isin(ALIASES)
    parents["population"] = parents["population"].mask(aliased, parents["population"].map(ALIASES))
    totals = parents.merge(system.keys.rename(columns={"quantity": "total"}), how="left")["total"]
    parts = parts.assign(total=totals.to_numpy()).dropna(subset="total").astype({"total": "int64"})
    return parts.assign(relation=parts.groupby(["total", "population"], sort=True).ngroup())


def several(settings: Settings) -> set[str]:
    """Return the populations in which a unit may have several concerns: these do not add up."""
    return {entry.population for entry in settings.indicators.values() if entry.measure == "multi"}


def remainders(
    system: System, parts: pd.DataFrame, table: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return the hidden quantities of sums that lack codes, with the `relation` they complete.

    A single code that lacks gets the key it would have; several are one rest. Raises
    DisclosureRefused where a complete sum is not its total, or parts exceed it.
    """
    dimension, rule = table["dimension"].iloc[0], table["rule"].iloc[0]
    ranks = pd.Series(range(len(table)), index=table["code"])
    sums = (
        parts.assign(rank=parts["code"].map(ranks), loose=parts["role"].eq(SLACK))
        .groupby("relation", sort=True)
        .agg(
            found=("code", "size"),
            added=("value", "sum"),
            ranks=("rank", "sum"),
            loose=("loose", "any"),
            total=("total", "first"),
            first=("quantity", "first"),
            parent=("parent", "first"),
        )
        .reset_index()
    )
    of_parent = table.assign(rank=ranks.to_numpy()).groupby("parent")["rank"].agg(["size", "sum"])
    lacking = sums["parent"].map(of_parent["size"]) - sums["found"]
    lacking = lacking + 2 * (rule == CAMPS_IN)
    last = (sums["parent"].map(of_parent["sum"]) - sums["ranks"]).where(lacking.eq(1))
    code = last.map(dict(enumerate(table["code"]))).fillna("rest of " + sums["parent"])
    slack = code.str.endswith(UNKNOWN_CELL) & (dimension in settings.policy.unlisted_unknown)
    value = system.quantities["value"].to_numpy()[sums["total"]] - sums["added"]
    refuse_sums(system, sums[(lacking.eq(0) & value.ne(0)) | value.lt(0)], dimension)
    hidden = slack | lacking.ge(1) & value.gt(0) | (rule == CAMPS_IN)
    first = sums.loc[hidden, "first"]
    keys: pd.DataFrame = system.quantities.loc[first, list(KEY)].reset_index(drop=True)
    roles = (slack | sums["loose"]).map({True: SLACK, False: REST})
    return keys.assign(
        **{dimension: code[hidden].to_numpy()},
        value=value[hidden].to_numpy(),
        role=roles[hidden].to_numpy(),
        relation=sums.loc[hidden, "relation"].to_numpy(),
    )


def refuse_sums(system: System, sums: pd.DataFrame, dimension: str) -> None:
    """Raise DisclosureRefused if there are sums that do not hold."""
    if len(sums):
        problems = [
            Problem("GATE-SUM", f"The parts over {dimension} do not add up to {words}.")
            for words in key_words(system.quantities.loc[sums["total"]])
        ]
        raise DisclosureRefused("The exact tables do not add up.", problems)
