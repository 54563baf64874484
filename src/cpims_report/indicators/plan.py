"""What an indicator's cells are: its margins, and which units each cell's base counts.

A *margin* is a set of dimensions broken down together. A breakdown [sex, age] stands for its four
margins [], [sex], [age] and [sex, age]: the dimensions left out are `_T`. A margin that several
breakdowns share is emitted once, so a key occurs once and means one thing.

**Base**, a function of a cell's own key, so the same whichever breakdown brings the cell:

- Only a cell whose own dimensions are a breakdown of the catalogue has a base. The grand total, and
  margins that only complete a crossed table (girls in the table of ages), have none; their shares
  stand in the indicator that is about them.
- Where the breakdown ends in a concern or a category, shares are taken within its other dimensions:
  the base counts the units of the cell's own sex, age or place whose concern or category is known
  ("of children in Mafraq, 34 % child labour").
- Elsewhere the base is one total: the units known in all the breakdown's dimensions together, so
  that the percents of a pyramid add up to 100.
- An indicator that counts (`measure: count`) has a base in one-way breakdowns alone.
- A cell of unknowns has no base: it is no share of known values. Nor has one of a code that the
  catalogue leaves `outside` the base.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations

from cpims_report.config import Indicator, Settings
from cpims_report.errors import Problem
from cpims_report.indicators.dimensions import WITHIN, Dimension, of_entry
from cpims_report.schema import DIMENSIONS

Margin = tuple[Dimension, ...]


@dataclass(frozen=True)
class Base:
    """The units that a margin's base counts: `known` in these, within the cells of `held`."""

    known: Margin
    held: Margin = ()


@dataclass(frozen=True, eq=False)
class Plan:
    """One catalogue entry with its dimensions resolved.

    `unlisted` names the dimensions whose `_U` is listed only where nothing else is broken down.
    """

    indicator: str
    entry: Indicator
    dimensions: dict[str, Dimension]
    unlisted: tuple[str, ...]

    @classmethod
    def of(cls, indicator: str, settings: Settings) -> Plan:
        """Return the plan of a catalogue entry, checked or not: see `problems`."""
        entry = settings.indicators[indicator]
        unlisted = settings.policy.unlisted_unknown
        return cls(indicator, entry, of_entry(settings, entry), unlisted)

    def problems(self) -> list[Problem]:
        """Return what is wrong with the breakdowns."""
        return [
            Problem("CFG-BREAKDOWN", f"{self.indicator}: {fault}", file="config/indicators.yml")
            for fault in self._faults()
        ]

    def _faults(self) -> list[str]:
        names = set(chain.from_iterable(self.entry.breakdowns))
        if strange := sorted(names - set(self.dimensions)):
            return [f"there is nothing to break down by “{name}”." for name in strange]
        orders = [self._keys(breakdown) for breakdown in self.entry.breakdowns]
        found = [
            f"{list(breakdown)} must name each kind of dimension once, in the order {DIMENSIONS}."
            for breakdown, keys in zip(self.entry.breakdowns, orders, strict=True)
            if keys != sorted(set(keys), key=DIMENSIONS.index)
        ]
        if len({self.dimensions[name].known_by for name in names if self._is_place(name)}) > 1:
            found.append("“site” and the other places would share one row of unknowns.")
        narrowed = self.dimensions["category" if self.entry.category else "concern"]
        left = {*self.entry.only, *self.entry.outside} - set(narrowed.codes)
        found += [f"there is no code “{code}” in its list." for code in sorted(left)]
        return found

    def _keys(self, names: tuple[str, ...]) -> list[str]:
        return [self.dimensions[name].key for name in names]

    def _is_place(self, name: str) -> bool:
        return self.dimensions[name].key == "place"

    @cached_property
    def margins(self) -> tuple[Margin, ...]:
        """Every margin of every breakdown, each once, the grand total first."""
        subsets = dict.fromkeys(
            subset
            for breakdown in self.entry.breakdowns
            for size in range(len(breakdown) + 1)
            for subset in combinations(breakdown, size)
        )
        return tuple(tuple(self.dimensions[name] for name in subset) for subset in subsets)

    def base(self, margin: Margin) -> Base | None:
        """Return what the base of a margin's cells counts, None where they have none."""
        names = tuple(dimension.name for dimension in margin)
        if not margin or names not in self.entry.breakdowns:
            return None
        if self.entry.measure == "count" and len(margin) > 1:
            return None
        return Base(margin[-1:], margin[:-1]) if margin[-1].key in WITHIN else Base(margin)
