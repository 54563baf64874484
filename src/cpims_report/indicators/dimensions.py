"""What cells are broken down by: each dimension with its codes and the column that carries it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cpims_report.config import Indicator, Settings
from cpims_report.schema import UNKNOWN_CELL

SEX_CODES = {"female": "F", "male": "M"}
"""SDMX code list CL_SEX."""

AGE_COLUMNS = {"registration": "age_reg", "year_end": "age_end", "closure": "age_close"}
"""The column of completed years at each reference day of the catalogue's `age_at`."""

WITHIN = ("concern", "category")
"""Cell columns whose shares are taken within the other dimensions of a cell."""

MET = ("rule", "indicator")
"""Categories without a code list: their codes are those met."""


@dataclass(frozen=True)
class Dimension:
    """One way to break a population down.

    `name` is the catalogue's word, `key` the cell column in which its codes appear and `source`
    the column of the population. A unit is known in the dimension when `known_by` is not `_U`.
    With `only`, cells of other codes are not listed; units of `outside` are in no base.
    """

    name: str
    key: str
    source: str
    codes: tuple[str, ...]
    known_by: str
    unknown: bool = True
    only: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def full(self) -> tuple[str, ...]:
        """Every code that a unit may have, in code-list order, `_U` last."""
        return (*self.codes, UNKNOWN_CELL) if self.unknown else self.codes

    @property
    def listed(self) -> tuple[str, ...]:
        """Every code that gets a cell, in code-list order, `_U` last."""
        return tuple(code for code in self.codes if code in self.only) if self.only else self.full


def own(
    name: str, key: str, source: str, codes: tuple[str, ...], *, unknown: bool = True
) -> Dimension:
    """Return a dimension whose own column says whether it is known."""
    return Dimension(name, key, source, codes, known_by=source, unknown=unknown)


def ages(settings: Settings) -> list[Dimension]:
    """Return the age dimension at each reference day."""
    bands = tuple(settings.lookups["age_band"])
    return [own("age", "age", column, bands) for column in AGE_COLUMNS.values()]


def levels(settings: Settings) -> list[Dimension]:
    """Return the levels that publish in `place`.

    A place is known when its governorate is: region and camp share that one `_U`, and a camp's
    base counts children whose governorate is known. A case outside camps is in no camp's cell.
    """
    places = settings.places
    return [
        own("governorate", "place", "governorate", tuple(places.governorates)),
        Dimension("region", "place", "region", tuple(places.regions), known_by="governorate"),
        Dimension("camp", "place", "camp", tuple(places.camps), "governorate", unknown=False),
        own("site", "place", "site_type", tuple(places.sites)),
    ]


def dimensions(settings: Settings, age_at: str = "registration") -> dict[str, Dimension]:
    """Return the dimensions that every indicator may use, by the catalogue's name."""
    lookups = settings.lookups
    age = [one for one in ages(settings) if one.source == AGE_COLUMNS.get(age_at)]
    months = tuple(lookups["month"])
    known = [
        own("sex", "sex", "sex", tuple(SEX_CODES[code] for code in lookups["sex"])),
        *age,
        own("nationality", "nationality", "nationality", tuple(lookups["nationality"])),
        *levels(settings),
        own("concern", "concern", "primary_concern", tuple(settings.concerns.concerns)),
        own("month", "category", "month", months, unknown=False),
    ]
    return {one.name: one for one in known}


def category(settings: Settings, code_list: str) -> Dimension:
    """Return the dimension of an indicator's own code list, published in `category`.

    Its column has the name of the list.
    """
    if code_list == "concern":
        return own("category", "category", "primary_concern", tuple(settings.concerns.concerns))
    codes = () if code_list in MET else tuple(settings.lookups[code_list])
    return own("category", "category", code_list, codes)


def of_entry(settings: Settings, entry: Indicator) -> dict[str, Dimension]:
    """Return the dimensions that one entry of the catalogue may use, narrowed as it says."""
    known = dimensions(settings, entry.age_at)
    if entry.category in {"concern", *MET, *settings.lookups}:
        known["category"] = category(settings, entry.category)
    last = "category" if entry.category else "concern"
    if last in known:
        known[last] = replace(known[last], only=entry.only, outside=entry.outside)
    return known
