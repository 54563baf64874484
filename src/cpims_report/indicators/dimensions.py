"""What cells are broken down by: each dimension with its codes and the column that carries it."""

from __future__ import annotations

from dataclasses import dataclass

from cpims_report.config import Settings
from cpims_report.schema import AGE_BANDS, UNKNOWN_CELL

SEX_CODES = {"female": "F", "male": "M"}
"""SDMX code list CL_SEX."""

AGE_COLUMNS = {"registration": "age_reg", "year_end": "age_end", "closure": "age_close"}
"""The column of completed years at each reference day of the catalogue's `age_at`."""

CATEGORY_COLUMNS = {"protection_status": "protection_status", "closure_reason": "close_reason"}
"""The code lists that an indicator may name as its `category`, and the columns that carry them."""

WITHIN = ("concern", "category")
"""Cell columns whose shares are taken within the other dimensions of a cell."""


@dataclass(frozen=True)
class Dimension:
    """One way to break a population down.

    `name` is the catalogue's word, `key` the cell column in which its codes appear and `source`
    the column of the population. A unit is known in the dimension when `known_by` is not `_U`.
    """

    name: str
    key: str
    source: str
    codes: tuple[str, ...]
    known_by: str
    unknown: bool = True

    @property
    def listed(self) -> tuple[str, ...]:
        """Every code that gets a cell, in code-list order, `_U` last."""
        return (*self.codes, UNKNOWN_CELL) if self.unknown else self.codes


def own(name: str, key: str, source: str, codes: tuple[str, ...]) -> Dimension:
    """Return a dimension whose own column says whether it is known."""
    return Dimension(name, key, source, codes, known_by=source)


def ages() -> list[Dimension]:
    """Return the age dimension at each reference day."""
    return [own("age", "age", column, tuple(AGE_BANDS)) for column in AGE_COLUMNS.values()]


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
    age = [one for one in ages() if one.source == AGE_COLUMNS.get(age_at)]
    months = tuple(lookups["month"])
    known = [
        own("sex", "sex", "sex", tuple(SEX_CODES[code] for code in lookups["sex"])),
        *age,
        own("nationality", "nationality", "nationality", tuple(lookups["nationality"])),
        *levels(settings),
        own("concern", "concern", "primary_concern", tuple(settings.concerns.concerns)),
        Dimension("month", "category", "month", months, known_by="month", unknown=False),
    ]
    return {one.name: one for one in known}


def category(settings: Settings, code_list: str) -> Dimension:
    """Return the dimension of an indicator's own code list, published in `category`."""
    codes = tuple(settings.lookups[code_list])
    return own("category", "category", CATEGORY_COLUMNS[code_list], codes)
