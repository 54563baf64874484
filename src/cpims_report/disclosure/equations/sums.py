"""Sums along the code lists: categories to totals, governorates to regions, camps within."""

from __future__ import annotations

import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.hierarchies import CAMPS_IN, KNOWN_AND_UNKNOWN
from cpims_report.disclosure.equations.registry import ALIASES, KEY, KNOWN, REST, SLACK, key_words
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.measures import overlapping, several
from cpims_report.errors import DisclosureRefused, Problem
from cpims_report.schema import TOTAL, UNKNOWN_CELL

SUM = ["parent", "rule"]


def add_sums(system: System, table: pd.DataFrame, settings: Settings) -> System:
    """Return the system with every sum of one dimension's `rollups` that its quantities allow.

    Where a code of the sum has no quantity the difference is one that a reader can compute: a
    slack for unknowns that the policy leaves unlisted, else a rest, protected like a cell.
    """
    table = table.assign(rank=table.groupby(SUM).cumcount())
    parts = parts_of(system, table, settings)
    if parts.empty:
        return system
    sums = compare(system, parts, table, settings)
    missing = remainders(system, sums[sums["hidden"]], table)
    hidden = missing.drop_duplicates(list(KEY))
    numbered = hidden[list(KEY)].assign(
        quantity=range(len(system.quantities), len(system.quantities) + len(hidden))
    )
    terms = pd.concat(
        [
            parts[["relation", "quantity"]].assign(sign=1),
            missing.merge(numbered, on=list(KEY))[["relation", "quantity"]].assign(sign=1),
            sums[["relation", "total"]].rename(columns={"total": "quantity"}).assign(sign=-1),
        ]
    )
    return system.grown(hidden).joined(terms, sums["kind"], table["dimension"].iloc[0])


def add_slacks(system: System, table: pd.DataFrame, settings: Settings) -> System:
    """Return the system with the unknowns that the policy leaves unlisted, as hidden quantities.

    To be repeated for each such dimension until there are no more: then the sums of slacks, which
    an attacker knows as well, are found like any others.
    """
    table = table.assign(rank=table.groupby(SUM).cumcount())
    parts = parts_of(system, table, settings)
    if parts.empty:
        return system
    sums = compare(system, parts, table, settings)
    missing = remainders(system, sums[sums["slack"]], table)
    return system.grown(missing.drop_duplicates(list(KEY)))


def parts_of(system: System, table: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the quantities that take part in sums.

    Each with its `relation` and the number of its `total`. A sum stays within one population,
    whatever population its total is shared with, and a sum of a base and unknowns needs the base.
    """
    dimension = table["dimension"].iloc[0]
    quantities: pd.DataFrame = system.quantities[system.quantities[dimension].isin(table["code"])]
    if quantities.empty:
        return quantities
    parts = quantities.assign(quantity=quantities.index).merge(
        table, left_on=dimension, right_on="code"
    )
    with_base = parts["rule"].str.endswith(KNOWN_AND_UNKNOWN)
    adding = with_base | ~is_overlapping(parts, dimension, settings)
    parts = parts[adding].assign(based=~with_base | parts["code"].str.endswith(KNOWN))
    parents = parts[list(KEY)].assign(**{dimension: parts["parent"]})
    aliased = parents["concern"].eq(TOTAL) & parents["population"].isin(ALIASES)
    parents["population"] = parents["population"].mask(aliased, parents["population"].map(ALIASES))
    totals = parents.merge(system.keys.rename(columns={"quantity": "total"}), how="left")["total"]
    parts = parts.assign(total=totals.to_numpy()).dropna(subset="total").astype({"total": "int64"})
    sums = ["total", "population", "rule"]
    based: pd.DataFrame = parts[parts.groupby(sums)["based"].transform("any")]
    return based.assign(relation=based.groupby(sums, sort=True).ngroup())


def is_overlapping(parts: pd.DataFrame, dimension: str, settings: Settings) -> pd.Series[bool]:
    """Return which parts are of a list of which a unit of their population may have several."""
    if dimension == "concern":
        return parts["population"].isin(several(settings))
    if dimension != "category":
        return pd.Series(False, index=parts.index)
    lists = parts["population"] + " " + parts["code"].str.split(":").str[0]
    return lists.isin([f"{population} {name}" for population, name in overlapping(settings)])


def compare(
    system: System, parts: pd.DataFrame, table: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Return one row per sum: what its parts lack, and whether that is a hidden quantity.

    `code` is the one code that lacks, or a name for all that lack, `value` what they hold and
    `role` what they are. Raises DisclosureRefused where a complete sum is not its total, or parts
    exceed it.
    """
    dimension = table["dimension"].iloc[0]
    whole = table.groupby(SUM).agg(expected=("rank", "size"), all_ranks=("rank", "sum"))
    sums = (
        parts.assign(loose=parts["role"].eq(SLACK))
        .groupby("relation", sort=True)
        .agg(
            found=("code", "size"),
            added=("value", "sum"),
            ranks=("rank", "sum"),
            loose=("loose", "any"),
            total=("total", "first"),
            first=("quantity", "first"),
            parent=("parent", "first"),
            rule=("rule", "first"),
            kind=("kind", "first"),
        )
        .reset_index()
        .merge(whole, on=SUM)
        .sort_values("relation", ignore_index=True)
    )
    outside = sums["rule"].eq(CAMPS_IN)
    lacking = sums["expected"] - sums["found"]
    last = (sums["all_ranks"] - sums["ranks"]).where(lacking.eq(1) & ~outside, -1)
    code = (
        sums.assign(rank=last)
        .merge(table[[*SUM, "rank", "code"]], on=[*SUM, "rank"], how="left")["code"]
        .fillna(sums["rule"] + ": rest of " + sums["parent"])
    )
    value = system.quantities["value"].to_numpy()[sums["total"]] - sums["added"]
    wrong = (lacking.eq(0) & ~outside & value.ne(0)) | value.lt(0)
    refuse_sums(system, sums[wrong], dimension)
    slack = code.str.endswith(UNKNOWN_CELL) & (dimension in settings.policy.unlisted_unknown)
    return sums.assign(
        code=code,
        value=value,
        slack=slack,
        role=(slack | sums["loose"]).map({True: SLACK, False: REST}),
        hidden=slack | outside | (lacking.ge(1) & value.gt(0)),
    )


def remainders(system: System, sums: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the keys of what sums lack, with `value`, `role` and `relation`."""
    keys = system.quantities.loc[sums["first"], list(KEY)].set_axis(sums.index)
    return keys.assign(
        **{table["dimension"].iloc[0]: sums["code"]},
        value=sums["value"],
        role=sums["role"],
        relation=sums["relation"],
    )


def refuse_sums(system: System, sums: pd.DataFrame, dimension: str) -> None:
    """Raise DisclosureRefused if there are sums that do not hold."""
    if len(sums):
        problems = [
            Problem("GATE-SUM", f"The parts over {dimension} do not add up to {words}.")
            for words in key_words(system.quantities.loc[sums["total"]])
        ]
        raise DisclosureRefused("The exact tables do not add up.", problems)
