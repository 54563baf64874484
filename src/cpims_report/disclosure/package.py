"""The data package beside the cells: everything that a reader of the cells must know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from cpims_report.config import Code, Places, Settings
from cpims_report.disclosure.measures import listed_categories
from cpims_report.schema import CELL_KEY, STATUSES, TOTAL, UNKNOWN_CELL
from cpims_report.spoken import LABELS, at_home, languages, translation

SEX = {"female": "F", "male": "M"}
ROUNDING = 10
"""Coverage figures come from outside the gate's equations: only tens are published."""

COLUMNS: dict[str, tuple[str, str]] = {
    "indicator": (
        "string",
        "Id in the catalogue (cpims.indicators), which states unit and definition.",
    ),
    "year": ("integer", "Calendar year."),
    "sex": ("string", "F girls, M boys, _U not recorded, _T all."),
    "age": (
        "string",
        "Age band, _U unknown, _T all. The catalogue states the day at which age is taken.",
    ),
    "nationality": ("string", "Id in cpims.code_lists.nationality, _U unknown, _T all."),
    "place": ("string", "Id of a governorate, region, camp or kind of site, _U unknown, _T all."),
    "concern": ("string", "Id in cpims.code_lists.concerns, _U none recorded, _T all."),
    "category": (
        "string",
        "The indicator's own breakdown (month, closure reason…), _U unknown, _T all.",
    ),
    "value": (
        "integer",
        "The count, or what the indicator's measure says. Negative in differences alone. "
        "Empty where suppressed, and in marks.",
    ),
    "base": (
        "integer",
        "What the percentage is of. Empty where there is none or it is suppressed.",
    ),
    "percent": (
        "number",
        "Value per hundred of base. Empty where the base is small or suppressed.",
    ),
    "status": ("string", "How to read the row."),
}
TITLES = {
    "indicator": {"en": "Indicator", "ar": "المؤشر"},
    "year": {"en": "Year", "ar": "السنة"},
    "sex": {"en": "Sex", "ar": "الجنس"},
    "age": {"en": "Age", "ar": "العمر"},
    "nationality": {"en": "Nationality", "ar": "الجنسية"},
    "place": {"en": "Place", "ar": "المكان"},
    "concern": {"en": "Concern", "ar": "الشاغل"},
    "category": {"en": "Breakdown", "ar": "التصنيف"},
    "value": {"en": "Number", "ar": "العدد"},
    "base": {"en": "Base", "ar": "الأساس"},
    "percent": {"en": "Percent", "ar": "النسبة المئوية"},
    "status": {"en": "Status", "ar": "الحالة"},
}
"""What a column is called, for those who show the table to others."""
EMPTY = ("value", "base", "percent")
"""Columns that are empty where a cell is suppressed or has none."""


MEASURES = {
    "count": "Units.",
    "share": "Units, each under one code at most; percent of those known.",
    "multi": "Units, which may stand under several codes: no sum.",
    "balance": "An identity that must be zero.",
    "known": "Units of the row's own base for which a field is known.",
    "median": "The middle number; base: contributors.",
    "quartiles": "Quartiles in whole days; base: contributors.",
    "comparison": "Units this year and last; differences may be negative.",
    "mark": "No number: the row says that one contributor has most.",
}


def describe(
    settings: Settings,
    year: int,
    *,
    synthetic: bool,
    coverage: Mapping[str, int],
    rows: int,
    revised: int = 0,
    systems: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, Any]:
    """Return the descriptor of a year's data package (Frictionless tabular data package).

    `cpims` holds members, code lists, catalogue, policy and notes: no other file is needed to
    read the cells. `coverage` counts are rounded to tens. `systems` tells from how many of the
    members' systems an indicator comes where some do not record it. No agency is named.
    """
    options = settings.year(year)
    country = settings.places.country.en
    ages = settings.lookups["age_band"]
    root = settings.folder.parent
    described = {
        "profile": "tabular-data-package",
        "name": f"cpims-{slug(country)}-{year}",
        "title": f"Child protection case management in {country}, {year}: protected indicators",
        "description": "Counts of children and cases served by members of the CPIMS Task Force, "
        "after disclosure control. Not prevalence."
        + (" SYNTHETIC: no figure describes real children." if synthetic else ""),
        "resources": [resource(rows, ages), revisions(revised, ages)],
        "cpims": {
            "year": year,
            "cut_off": options.cut_off.isoformat(),
            "synthetic": synthetic,
            "members": members(settings, year),
            "advisor": {"label": plain(settings.advisor.label)},
            "country": of_country(settings.places),
            "code_lists": code_lists(settings),
            "indicators": {
                name: plain(entry)
                for name, entry in settings.indicators.items()
                if entry.audience == "public"
            },
            "populations": populations(settings),
            "measures": MEASURES,
            "standards": plain(settings.standards),
            "policy": plain(settings.policy),
            "notes": {name: plain(note) for name, note in options.notes.items()},
            "focus": options.focus,
            "coverage": {name: tens(count) for name, count in coverage.items()},
            "systems": {name: dict(counts) for name, counts in (systems or {}).items()},
        },
    }
    with at_home(root):
        package: dict[str, Any] = in_languages(described, languages(root))
    return package


def in_languages(described: Any, wanted: Sequence[str]) -> Any:
    """Return a description with each label in every language that has a catalogue of labels.

    What a label says itself goes first; what nobody translated is left out, and reads in English.
    """
    if isinstance(described, list):
        return [in_languages(each, wanted) for each in described]
    if not isinstance(described, dict):
        return described
    if isinstance(described.get("en"), str):
        english = described["en"]
        found = {each: translation(english, each, LABELS) for each in wanted}
        more = {each: text for each, text in found.items() if text != english}
        return {**described, **{each: more[each] for each in more if not described.get(each)}}
    return {key: in_languages(each, wanted) for key, each in described.items()}


def resource(rows: int, ages: Iterable[str]) -> dict[str, Any]:
    """Return the description of indicators.csv with its table schema; `ages` are its age bands."""
    limits: dict[str, dict[str, Any]] = {
        "sex": {"enum": [*SEX.values(), UNKNOWN_CELL, TOTAL]},
        "age": {"enum": [*ages, UNKNOWN_CELL, TOTAL]},
        "base": {"minimum": 0},
        "percent": {"minimum": 0},
        "status": {"enum": list(STATUSES)},
    }
    return {
        "profile": "tabular-data-resource",
        "name": "indicators",
        "path": "indicators.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "rows": rows,
        "schema": {
            "fields": [
                {
                    "name": name,
                    "type": kind,
                    "title": TITLES[name]["en"],
                    "titles": TITLES[name],
                    "description": description,
                    "constraints": {"required": name not in EMPTY, **limits.get(name, {})},
                }
                for name, (kind, description) in COLUMNS.items()
            ],
            "missingValues": [""],
            "primaryKey": list(CELL_KEY),
        },
    }


def revisions(rows: int, ages: Iterable[str]) -> dict[str, Any]:
    """Return the description of revisions.csv: cells published again with other numbers."""
    described = resource(rows, ages)
    fields = [field for field in described["schema"]["fields"] if field["name"] != "status"]
    told = dict.fromkeys(("value", "base", "percent"), "What the earlier edition published.")
    return {
        **described,
        "name": "revisions",
        "path": "revisions.csv",
        "description": "Cells that an earlier edition of the year published with other numbers.",
        "schema": {
            **described["schema"],
            "fields": [
                {**field, "description": told.get(field["name"], field["description"])}
                for field in fields
            ],
        },
    }


def populations(settings: Settings) -> dict[str, Any]:
    """Return the populations of the public indicators and of those that they are within."""
    used = {e.population for e in settings.indicators.values() if e.audience == "public"}
    for name in reversed(settings.populations):
        if name in used:
            used.add(settings.populations[name].within)
    return {name: plain(one) for name, one in settings.populations.items() if name in used}


def members(settings: Settings, year: int) -> list[dict[str, Any]]:
    """Return the agencies whose records are in the year, in the order of the configuration."""
    delivering = {source.agency for source in settings.year(year).sources}
    return [
        {"id": name, "short": agency.short, "label": plain(agency.label)}
        for name, agency in settings.agencies.items()
        if name in delivering
    ]


def code_lists(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return every code list that the cells use: id, label, and what relates it to others."""
    places, lookups = settings.places, settings.lookups
    taxonomy = settings.concerns
    return {
        "sex": {SEX[name]: labelled(code) for name, code in lookups["sex"].items()},
        "age_band": labels(lookups["age_band"]),
        "nationality": labels(lookups["nationality"]),
        "nationality_groups": labels(settings.policy.nationality_groups, "members"),
        "governorates": {
            key: {**labelled(place, "region"), "tile": list(places.tiles[key]), "iso": place.iso}
            for key, place in places.governorates.items()
        },
        "regions": labels(places.regions),
        "camps": labels(places.camps, "governorate"),
        "sites": labels(places.sites),
        "concerns": labels(taxonomy.concerns, "family", "kind", "sensitivity"),
        "concern_families": labels(taxonomy.families),
        **{name: grouped(lookups[name]) for name in listed_categories(settings)},
    }


def grouped(codes: Mapping[str, Code]) -> dict[str, Any]:
    """Return id -> label, and the group where the list has any."""
    return labels(codes, *(["group"] if any(code.group for code in codes.values()) else []))


def labels(codes: Mapping[str, Code], *more: str) -> dict[str, Any]:
    """Return id -> label and some more fields, in the list's order."""
    return {name: labelled(code, *more) for name, code in codes.items()}


def labelled(code: Code, *more: str) -> dict[str, Any]:
    """Return one code's label and some more fields; the spellings met in files stay inside."""
    entry = plain(code)
    return {"label": entry["label"], **{name: entry[name] for name in more}}


def plain(model: BaseModel) -> Any:
    """Return a setting as JSON can hold it."""
    return model.model_dump(mode="json", by_alias=True)


def of_country(places: Places) -> dict[str, Any]:
    """Return the country's name, and what its law says of children's work where that is told."""
    told = {"label": places.country, "labour_law": places.labour_law}
    return {key: plain(label) for key, label in told.items() if label}


def slug(name: str) -> str:
    """Return a name as the name of a data package may hold it: small letters, dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def tens(count: int) -> int:
    """Return a count rounded to the nearest ten."""
    return (count + ROUNDING // 2) // ROUNDING * ROUNDING
