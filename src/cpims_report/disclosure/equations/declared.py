"""What the catalogue says of several populations together, row by row: `relations` and fields."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cpims_report.config import Settings
from cpims_report.disclosure.equations.registry import KEY, KNOWN, OF, SLACK
from cpims_report.disclosure.equations.system import System
from cpims_report.schema import DIMENSIONS, TOTAL, UNKNOWN_CELL
from cpims_report.suppression import Flags

CONTEXT = [name for name in KEY if name != "population"]

FIELDS = {
    "sex": ("sex", ""),
    "age": ("age", "registration:"),
    "nationality": ("nationality", ""),
    "governorate": ("place", "governorate:"),
    "primary_concern": ("concern", ""),
}
"""Key fields that are dimensions of every table: the dimension and the tag of its codes."""
ALWAYS = ("age",)
"""Key fields that every source is asked for: their base is everyone."""


@dataclass(frozen=True)
class Links:
    """Signed terms (`relation`, `quantity`, `sign`) that sum to zero, or where `loose` to no more.

    `names`: what each relation is called, for whoever must mend the tables.
    """

    terms: pd.DataFrame
    loose: Flags
    names: tuple[str, ...]

    @classmethod
    def joined(cls, links: list[Links]) -> Links:
        """Return several as one."""
        starts = np.cumsum([0, *(len(one.names) for one in links)])
        terms = [
            one.terms.assign(relation=one.terms["relation"] + start)
            for one, start in zip(links, starts, strict=False)
        ]
        empty = pd.DataFrame({"relation": [], "quantity": [], "sign": []}, dtype="int64")
        return cls(
            pd.concat([empty, *terms], ignore_index=True).astype("int64"),
            np.concatenate([np.zeros(0, dtype=bool), *(one.loose for one in links)]),
            tuple(name for one in links for name in one.names),
        )


def in_rows(system: System) -> pd.DataFrame:
    """Return the quantities of table rows without a category, with their number.

    Of equal things alone: a category of a spell is none of its case.
    """
    quantities = system.quantities
    known = quantities[list(DIMENSIONS)].apply(lambda codes: codes.str.endswith(KNOWN))
    chosen = quantities["category"].eq(TOTAL) & ~known.any(axis=1)
    rows: pd.DataFrame = quantities.assign(quantity=quantities.index)[chosen]
    return rows


def find_relations(system: System, settings: Settings) -> Links:
    """Return every relation of the catalogue in every row that all its populations have."""
    rows = in_rows(system)
    found = []
    for name, relation in settings.relations.items():
        signs = relation.populations
        terms = rows[rows["population"].isin(signs)]
        terms = terms[terms.groupby(CONTEXT)["quantity"].transform("size").eq(len(signs))]
        terms = terms.assign(
            relation=terms.groupby(CONTEXT, sort=True).ngroup(),
            sign=terms["population"].map(signs),
        )
        count = terms["relation"].nunique()
        found.append(
            Links(
                terms[["relation", "quantity", "sign"]],
                np.full(count, bool(relation.at_most)),
                (name,) * count,
            )
        )
    return Links.joined(found)


def find_fields(system: System, settings: Settings) -> Links:
    """Return what rows of completeness say of the sex, age, nationality, place and concern of all.

    Those known and those of the unknown code are all; no more were asked than there are.
    """
    numbers = system.keys.set_index(list(KEY))["quantity"].to_dict()
    year = int(system.quantities["year"].max())
    found = []

    def number(population: str, **codes: str) -> int | None:
        return numbers.get((population, year, *(codes.get(name, TOTAL) for name in DIMENSIONS)))

    for entry in settings.indicators.values():
        if entry.measure != "known":
            continue
        for field, (dimension, tag) in FIELDS.items():
            code = f"{entry.category}:{field}"
            whole = number(entry.population)
            known = number(entry.population, category=code)
            asked = number(entry.population, category=f"{OF}{code}")
            other = number(entry.population, **{dimension: f"{tag}{UNKNOWN_CELL}"})
            found.append(link([(known, 1), (other, 1), (whole, -1)], f"{field} known", loose=False))
            found.append(
                link([(asked, 1), (whole, -1)], f"{field} asked", loose=field not in ALWAYS)
            )
    return Links.joined(found)


def link(terms: list[tuple[int | None, int]], name: str, *, loose: bool) -> Links:
    """Return one relation, none where a quantity is missing."""
    if any(quantity is None for quantity, _ in terms):
        return Links.joined([])
    frame = pd.DataFrame(terms, columns=["quantity", "sign"]).assign(relation=0)
    return Links(frame, np.array([loose]), (name,))


def joined(system: System, links: Links, kind: str) -> System:
    """Return the system with links; what is loose gets a slack, of which nobody must be unsure."""
    truth = system.quantities["value"].to_numpy()
    terms = links.terms
    sums = terms.assign(value=truth[terms["quantity"]] * terms["sign"])
    gaps = -sums.groupby("relation")["value"].sum().to_numpy()
    first = terms.drop_duplicates("relation").sort_values("relation")["quantity"].to_numpy()
    loose = np.flatnonzero(links.loose)
    start = len(system.quantities)
    slacks = system.quantities.loc[first[loose], list(KEY)].reset_index(drop=True)
    slacks = slacks.assign(
        population=[f"slack {start + n} of {links.names[one]}" for n, one in enumerate(loose)],
        value=gaps[loose],
        role=SLACK,
    )
    more = pd.DataFrame(
        {"relation": loose, "quantity": range(start, start + len(loose)), "sign": 1}
    )
    every = pd.concat([terms, more]).astype("int64")
    return system.grown(slacks).joined(every, [kind] * len(links.names))
