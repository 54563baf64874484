"""A small sealed folder of three years, made up, in the layout that the gate writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from cpims_report.report import Edition, open_edition
from cpims_report.schema import CELL_COLUMNS, CELL_KEY, DIMENSIONS

CONFIG = Path(__file__).parents[2] / "config"
YEARS = (2016, 2017, 2018)
TOTALS = {"CL01": 7000, "CL02": 4200, "CL03": 2600, "CL04": 150, "CL05": 3900, "CL06": 3050}
GROWTH = {2016: 0.8, 2017: 0.9, 2018: 1.0}
HIDDEN = ({"place": "maan"}, {"nationality": "somalia"}, {"concern": "caafag"})
"""Suppressed in every table beside counts below five, as a gate does to guard other cells."""


@cache
def read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((CONFIG / f"{name}.yml").read_text(encoding="utf-8")))


def code_lists() -> dict[str, Any]:
    places, concerns, lookups = read("places"), read("concerns"), read("lookups")
    lists = {name: places[name] for name in ("regions", "governorates", "camps", "sites")}
    lists |= {"concerns": concerns["concerns"], "concern_families": concerns["families"]}
    lists |= {name: lookups[name] for name in ("sex", "age_band", "nationality")}
    named = [entry.get("category", "") for entry in read("indicators")["indicators"].values()]
    lists |= {name: lookups[name] for name in named if name in lookups}
    lists["month"] = {f"{int(key):02d}": entry for key, entry in lookups["month"].items()}
    return {
        name: {
            str(code): {key: value for key, value in entry.items() if key != "aliases"}
            for code, entry in entries.items()
        }
        for name, entries in lists.items()
    }


COLUMN = {
    "governorate": ("place", "governorates"),
    "region": ("place", "regions"),
    "camp": ("place", "camps"),
    "site": ("place", "sites"),
    "month": ("category", "month"),
    "concern": ("concern", "concerns"),
    "nationality": ("nationality", "nationality"),
}


def codes(breakdown: str, category: str, lists: dict[str, Any]) -> tuple[str, list[str]]:
    if breakdown == "sex":
        return "sex", ["F", "M", "_U"]
    if breakdown == "age":
        return "age", ["0-5", "6-11", "12-17", "18+", "_U"]
    if breakdown == "category":
        return "category", [*lists[category], "_U"]
    column, name = COLUMN[breakdown]
    return column, [*lists[name], *([] if breakdown in {"camp", "month"} else ["_U"])]


def weights(names: list[str]) -> dict[str, float]:
    raw = {
        name: 0.002 if name in {"_U", "18+"} else 0.65**place for place, name in enumerate(names)
    }
    whole = sum(raw.values())
    return {name: each / whole for name, each in raw.items()}


COMPARED = {
    "previous": 6300,
    "current": 7000,
    "previous_panel": 6100,
    "current_panel": 6350,
    "joined": 650,
    "left": 200,
    "change": 700,
    "growth": 250,
}


def odd_cells(
    indicator: str, entry: dict[str, Any], lists: dict[str, Any], year: int
) -> Iterator[Any]:
    """Yield cells that are no counts of children: differences, days, marks, known fields."""
    row = {"indicator": indicator, "year": year} | dict.fromkeys(DIMENSIONS, "_T")
    if entry["measure"] == "mark":
        yield row | {"place": "zarqa", "concern": "child_labour", "category": "mainly_one"}
        return
    listed = lists.get(entry.get("category", ""), {"CL01": {}, "CN01": {}})
    codes_and_total = [*listed, *(["_T"] if [] in entry["breakdowns"] else [])]
    places = ["_T", *(lists["regions"] if entry["measure"] == "comparison" else [])]
    concerns = ["_T", *(lists["concerns"] if entry["measure"] == "comparison" else [])]
    for at in (*({"place": each} for each in places), *({"concern": each} for each in concerns)):
        for number, code in enumerate(codes_and_total):
            compared = entry["measure"] == "comparison"
            value = COMPARED[code] if compared else 20 + number
            yield row | at | {"category": code, "value": value, "base": None if compared else 400}


def cells_of(
    indicator: str, entry: dict[str, Any], lists: dict[str, Any], year: int
) -> Iterator[Any]:
    total = round(TOTALS.get(indicator, 7000) * GROWTH[year])
    if entry["measure"] in {"comparison", "quartiles", "median", "mark", "known"}:
        yield from odd_cells(indicator, entry, lists, year)
        return
    for breakdown in entry["breakdowns"]:
        axes = [codes(each, entry.get("category", ""), lists) for each in breakdown]
        for chosen in product(*([*names, "_T"] for _, names in axes)):
            at = dict(zip((column for column, _ in axes), chosen, strict=True))
            if len(axes) > 1 and at.get("sex") == "_U":
                continue
            share = 1.0
            for (_, names), code in zip(axes, chosen, strict=True):
                share *= 1.0 if code == "_T" else weights(names)[code]
            value = round(total * share)
            known = entry["measure"] in {"share", "multi"}
            row = {"indicator": indicator, "year": year} | dict.fromkeys(DIMENSIONS, "_T") | at
            shared = known and len(chosen) > 0 and not {"_T", "_U"} & {chosen[-1]}
            yield row | {"value": value, "base": total if shared else None}


def protected(row: dict[str, Any]) -> dict[str, Any]:
    if "value" not in row:
        return row | {"value": None, "base": None, "percent": None, "status": "published"}
    named = any(row[key] == code for rule in HIDDEN for key, code in rule.items())
    if 0 < row["value"] < 5 or named:
        return row | {"value": None, "base": None, "percent": None, "status": "suppressed"}
    percent = None
    if row["base"]:
        percent = round(100 * row["value"] / row["base"], 1)
    return row | {"percent": percent, "status": "published"}


def seal(folder: Path, passed: bool = True) -> None:
    files = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("indicators.csv", "datapackage.json")
    }
    written = {"policy": {}, "audit": {"passed": passed, "cells": 1}, "files": files}
    (folder / "seal.json").write_text(json.dumps(written), encoding="utf-8")


def write_year(folder: Path, year: int, synthetic: bool) -> None:
    folder.mkdir(parents=True)
    lists, indicators = code_lists(), read("indicators")["indicators"]
    rows = [
        protected(row)
        for indicator, entry in indicators.items()
        if indicator != "CL07" and entry.get("audience") != "internal"
        for row in cells_of(indicator, entry, lists, year)
    ]
    numbers = dict.fromkeys(("value", "base"), "Int64")
    frame = pd.DataFrame(rows, columns=list(CELL_COLUMNS)).drop_duplicates(list(CELL_KEY))
    frame = frame.astype(numbers).sort_values(list(CELL_KEY))
    frame.to_csv(folder / "indicators.csv", index=False, lineterminator="\n")
    agencies = read("agencies")
    about = {
        "year": year,
        "cut_off": f"{year + 1}-01-31",
        "synthetic": synthetic,
        "members": [
            {"id": key, "short": entry["short"], "label": entry["label"]}
            for key, entry in agencies["agencies"].items()
        ],
        "advisor": agencies["advisor"],
        "code_lists": lists,
        "indicators": indicators,
        "policy": read("disclosure"),
        "notes": {"CL01": "A new project opened."} if year == 2018 else {},
        "focus": "child_labour",
        "coverage": {},
    }
    package = {"name": f"cpims-{year}", "resources": [], "cpims": about}
    (folder / "datapackage.json").write_text(
        json.dumps(package, ensure_ascii=False), encoding="utf-8"
    )
    seal(folder)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    for year in YEARS:
        write_year(folder / str(year), year, synthetic=True)
    return folder


@pytest.fixture(scope="session")
def reseal() -> Callable[..., None]:
    return seal


@pytest.fixture
def new_year() -> Callable[..., None]:
    return write_year


@pytest.fixture(scope="session")
def edition(published: Path) -> Edition:
    return open_edition(2018, "en", published)


@pytest.fixture(scope="session")
def arabic(published: Path) -> Edition:
    return open_edition(2018, "ar", published)
