"""Editions of made-up children, protected in the simplest way, for drawing charts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yaml
from lxml import etree

from cpims_report.config import LOADER
from cpims_report.report.charts.drawn import plain
from cpims_report.report.edition import Edition
from cpims_report.report.picture import Picture
from cpims_report.report.sealed import Sealed
from cpims_report.schema import CELL_COLUMNS, CELL_KEY, DIMENSIONS

ROOT = Path(__file__).resolve().parents[2]
LISTS = {"governorate": "governorates", "region": "regions", "camp": "camps", "site": "sites"}
COLUMN = dict.fromkeys(LISTS, "place") | {"month": "category"}
FLOWS = {"CL02": 0.52, "CL03": 0.47, "CL04": 0.006, "CL05": 0.42}


@cache
def load(name: str) -> dict[str, Any]:
    return yaml.load((ROOT / "config" / name).read_text(encoding="utf-8"), LOADER)


@pytest.fixture(scope="session")
def code_lists() -> dict[str, Any]:
    """The code lists as the data package holds them."""
    places, lookups, concerns = load("places.yml"), load("lookups.yml"), load("concerns.yml")
    names = ("sex", "age_band", "nationality", *category_lists())
    months = {str(code).zfill(2): entry for code, entry in lookups["month"].items()}
    return (
        {name: places[name] for name in ("regions", "governorates", "camps", "sites")}
        | {name: lookups[name] for name in names}
        | {"concerns": concerns["concerns"], "month": months}
    )


def category_lists() -> list[str]:
    """Return the lists of lookups.yml that indicators are broken down by."""
    lists, catalogue = load("lookups.yml"), load("indicators.yml")["indicators"]
    named = dict.fromkeys(entry.get("category", "") for entry in catalogue.values())
    return [name for name in named if name in lists]


def pick(draw: np.random.Generator, codes: list[str], weights: list[float], size: int) -> Any:
    shares = np.array(weights, dtype=float)
    return draw.choice(codes, size, p=shares / shares.sum())


def people(lists: dict[str, Any], year: int, size: int) -> pd.DataFrame:
    """Return made-up children with one code a breakdown."""
    draw = np.random.default_rng(year)
    concerns = [*lists["concerns"], "_U"]
    rare = dict.fromkeys(("child_carer", "custody", "basic_needs"), 0.0)
    common = [0.8, 0.1, 0.1, 22, 4, 14 + 4 * (year - 2016), 3, 17, 1, 9, 1.5, 12, 4, 8, 2, 3, 6]
    known = dict(zip((code for code in concerns if code not in rare), common, strict=True))
    weights = [(known | rare)[code] for code in concerns]
    frame = pd.DataFrame(
        {
            "sex": pick(draw, ["F", "M"], [44, 56], size),
            "age": pick(draw, ["0-5", "6-11", "12-17", "_U"], [18, 34, 46, 2], size),
            "nationality": pick(
                draw, [*lists["nationality"], "_U"], [76, 15, 4, 1, 0.6, 0.05, 1.5, 1, 2], size
            ),
            "governorate": pick(
                draw,
                [*lists["governorates"], "_U"],
                [28, 3, 16, 2, 21, 24, 1.4, 1.1, 1.3, 0.04, 1.2, 0.3, 1],
                size,
            ),
            "concern": pick(draw, concerns, weights, size),
            "protection_status": pick(
                draw, [*lists["protection_status"], "_U"], [3, 6, 88, 3], size
            ),
            "closure_reason": pick(
                draw,
                [*lists["closure_reason"], "_U"],
                [45, 9, 8, 4, 3, 6, 5, 12, 4, 0.2, 1, 2, 3],
                size,
            ),
            "month": pick(
                draw, list(lists["month"]), [9, 8, 10, 9, 8, 6, 7, 6, 10, 12, 9, 6], size
            ),
        }
    )
    drawn = {
        name: pick(
            draw, [*lists[name], "_U"], [0.75**n for n in range(len(lists[name]))] + [0.03], size
        )
        for name in category_lists()
        if name not in frame
    }
    frame = frame.assign(**drawn)
    chance = draw.random(size)
    camp = np.select(
        [
            frame["governorate"].eq("mafraq") & (chance < 0.5),
            frame["governorate"].eq("zarqa") & (chance < 0.3),
            frame["governorate"].eq("zarqa") & (chance > 0.997),
        ],
        ["zaatari", "azraq", "ejc"],
        "none",
    )
    region = frame["governorate"].map(
        {code: entry["region"] for code, entry in lists["governorates"].items()} | {"_U": "_U"}
    )
    return frame.assign(
        camp=camp, region=region, site=np.where(camp == "none", "host", "camp"), one="_T"
    )


def counted(frame: pd.DataFrame, lists: dict[str, Any], by: list[str], names: list[str]) -> Any:
    """Return the counts of one breakdown with its margins, zero cells included."""
    codes = {
        "sex": ["F", "M"],
        "age": ["0-5", "6-11", "12-17", "18+", "_U"],
        "nationality": [*lists["nationality"], "_U"],
        "concern": [*lists["concerns"], "_U"],
        **{name: [*lists[name], "_U"] for name in category_lists()},
        "month": list(lists["month"]),
    } | {name: [*lists[LISTS[name]], "_U"] for name in LISTS}
    counts = frame.groupby(by).size()
    index = pd.MultiIndex.from_product([codes[name] for name in by], names=by)
    full = counts.reindex(index if len(by) > 1 else index.get_level_values(0), fill_value=0)
    cells = full.rename("value").reset_index().set_axis([*names, "value"], axis=1)
    known = cells[~cells[names].eq("_U").any(axis=1)]
    if by[-1] in {"concern", "protection_status"} and len(by) > 1:
        bases = known.groupby(names[:-1])["value"].sum()
        base = (
            cells[names[:-1]]
            .apply(tuple, axis=1)
            .map(lambda key: bases.get(key[0] if len(key) == 1 else key, 0))
        )
    else:
        base = known["value"].sum()
    return cells.assign(base=base)


def protected(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells with small ones withheld, and one partner in the same table."""
    counts = cells["value"].astype("Float64").to_numpy(float, na_value=np.nan)
    bases = cells["base"].astype("Float64").to_numpy(float, na_value=np.nan)
    cells = cells.assign(value=counts, base=bases)
    small = cells["value"].between(1, 4)
    tables = cells.groupby(["indicator", "sex", "age", "place"], sort=False)["value"]
    alone = small.groupby(tables.ngroup()).transform("sum").eq(1)
    partner = cells["value"].where(cells["value"].ge(5)).groupby(tables.ngroup())
    lone = partner.transform("min").eq(cells["value"]) & alone
    lone &= ~lone.groupby(tables.ngroup()).cumsum().gt(1)
    withheld = small | lone
    percent = (100 * cells["value"] / cells["base"].where(cells["base"] >= 20)).round(1)
    return cells.assign(
        value=cells["value"].astype("Float64").mask(withheld),
        percent=percent.astype("Float64").mask(withheld),
        base=cells["base"].astype("Float64").mask(withheld),
        status=np.where(withheld, "suppressed", "published"),
    )


MEASURES = ("comparison", "quartiles", "median", "mark", "known")
"""Measures whose cells are no counts of made-up children."""

COMPARED = {
    "previous": 6100,
    "current": 7012,
    "previous_panel": 5900,
    "current_panel": 6400,
    "joined": 612,
    "left": 200,
    "change": 912,
    "growth": 500,
}


def odd_cells(indicator: str, entry: dict[str, Any], lists: dict[str, Any], size: int) -> Any:
    """Return cells of a measure that is no count: differences, days, marks, known fields."""
    if indicator == "CX01":
        places = pd.DataFrame({"place": ["zarqa", "amman"], "concern": "child_labour"})
        return places.assign(indicator=indicator, category="mainly_one", value=pd.NA, base=pd.NA)
    if indicator == "CX02":
        codes = list(lists["governorates"])
        frame = pd.DataFrame({"place": codes, "value": range(40, 40 + len(codes))})
        return frame.assign(indicator=indicator, base=4000)
    if indicator == "DQ06":
        frame = pd.DataFrame({"category": ["CL01", "CN01", "CM01"], "value": [12, 300, 6]})
        return frame.assign(indicator=indicator, base=[60, 900, 90])
    codes = list(lists[entry["category"]])
    values = {code: 40 + 7 * place for place, code in enumerate(codes)}
    values |= COMPARED if entry["measure"] == "comparison" else {}
    values |= {"none": 2} if entry["measure"] == "known" else {}
    frame = pd.DataFrame({"category": codes}).assign(
        value=lambda rows: rows["category"].map(values),
        base=pd.NA if entry["measure"] == "comparison" else 400,
        indicator=indicator,
    )
    if indicator != "CL08":
        return frame
    by_place = pd.concat(frame.assign(place=code) for code in lists["regions"])
    by_concern = pd.concat(frame.assign(concern=code) for code in lists["concerns"])
    return pd.concat([frame, by_place, by_concern])


def year_cells(lists: dict[str, Any], year: int, size: int) -> pd.DataFrame:
    """Return the published cells of one made-up year."""
    frame = people(lists, year, size)
    catalogue = load("indicators.yml")["indicators"]
    parts = []
    for indicator, entry in catalogue.items():
        if indicator in {"CL07", "CN02"} or entry.get("audience") == "internal":
            continue
        if entry["measure"] in MEASURES or indicator in {"CX02", "DQ06"}:
            parts.append(odd_cells(indicator, entry, lists, size))
            continue
        if indicator in {"CL02", "CL05"}:
            rows = frame.head(int(size * FLOWS[indicator]))
        elif indicator == "CS01":
            rows = frame.head(int(size * FLOWS["CL05"]))
        else:
            rows = frame
        for breakdown in entry["breakdowns"]:
            if not breakdown:
                flows = {name: int(size * share) for name, share in FLOWS.items()}
                flows["CL06"] = flows["CL03"] + flows["CL02"] + flows["CL04"] - flows["CL05"]
                total = pd.DataFrame({"value": [flows.get(indicator, size)]})
                parts.append(total.assign(indicator=indicator))
                continue
            by = [entry.get("category", name) if name == "category" else name for name in breakdown]
            names = [COLUMN.get(name, name) for name in breakdown]
            cells = counted(rows, lists, by, names)
            parts.append(cells.assign(indicator=indicator))
    cells = pd.concat(parts).assign(year=year)
    cells[list(DIMENSIONS)] = cells.reindex(columns=list(DIMENSIONS)).fillna("_T")
    cells["value"] = cells["value"].astype("Int64")
    cells = cells.drop_duplicates(list(CELL_KEY)).sort_values(list(CELL_KEY), ignore_index=True)
    return protected(cells)[list(CELL_COLUMNS)]


@pytest.fixture(scope="session")
def made_up(code_lists: dict[str, Any]) -> dict[int, Sealed]:
    """Three sealed years of made-up children."""
    about = {
        "synthetic": True,
        "cut_off": "2019-01-31",
        "code_lists": code_lists,
        "indicators": load("indicators.yml")["indicators"],
        "policy": load("disclosure.yml"),
    }
    sizes = {2016: 5200, 2017: 6100, 2018: 7012}
    return {
        year: Sealed(year, year_cells(code_lists, year, size), about | {"year": year}, "0" * 64)
        for year, size in sizes.items()
    }


@pytest.fixture(autouse=True)
def away_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw into a folder of the test's own, with the look of the workspace."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CPIMS_PALETTE", str(ROOT / "_extensions" / "cpims" / "palette.yml"))


@dataclass(frozen=True)
class Drawing:
    """What an SVG holds: boxes (left, top, right, bottom) by what they stand for, and words."""

    boxes: dict[str, list[tuple[float, float, float, float]]]
    words: list[str]

    def sizes(self, kind: str) -> list[tuple[float, float]]:
        """Return width and height of every box of a kind."""
        return [(round(r - x, 2), round(b - t, 2)) for x, t, r, b in self.boxes.get(kind, [])]


@pytest.fixture(scope="session")
def read_drawing() -> Callable[[Picture], Drawing]:
    """Return a reader of a picture's SVG."""

    def read(picture: Picture, narrow: bool = False) -> Drawing:
        path = picture.path
        root = etree.parse(path.with_stem(f"{path.stem}-narrow") if narrow else path).getroot()
        boxes: dict[str, list[tuple[float, float, float, float]]] = {}
        for shape in root.xpath("//*[local-name()='g'][@class]/*[local-name()='path']"):
            numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", shape.get("d"))]
            across, down = numbers[::2], numbers[1::2]
            box = (min(across), min(down), max(across), max(down))
            boxes.setdefault(shape.getparent().get("class"), []).append(box)
        texts = root.xpath("//*[local-name()='text']")
        words = [plain("".join(text.itertext())) for text in texts]
        return Drawing(boxes, words)

    return read


@pytest.fixture(scope="session")
def make_edition(made_up: dict[int, Sealed]) -> Callable[..., Edition]:
    """Return a maker of editions: `make_edition("ar", years=[2018], change=frame -> frame)`."""

    def make(
        language: str = "en",
        years: tuple[int, ...] = (2016, 2017, 2018),
        change: Callable[[pd.DataFrame], pd.DataFrame] = lambda cells: cells,
        **about: str,
    ) -> Edition:
        sealed = [made_up[year] for year in years]
        return Edition(
            years[-1],
            language,
            tuple(Sealed(s.year, change(s.cells), {**s.about, **about}, s.seal) for s in sealed),
        )

    return make
