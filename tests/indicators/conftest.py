"""Factories of small case tables, hand-made or at random, and the settings of this workspace."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.indicators import compute
from cpims_report.schema import CELL_KEY, NON_VALUES

CONFIG = Path(__file__).parents[2] / "config"
DEFAULTS = {
    "agency": "imc",
    "registration_date": "2018-03-01",
    "sex": "female",
    "age_reg": 10,
    "age_end": 10,
    "age_close": 10,
    "nationality": "syria",
    "governorate": "amman",
    "camp": "none",
    "site_type": "host",
    "protection_status": "neither",
    "concerns": "child_labour",
    "primary_concern": "child_labour",
}

Row = dict[str, Any]
Lists = tuple[list[Row], list[Row]]


@pytest.fixture(scope="session")
def real_config() -> Path:
    return CONFIG


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this workspace's configuration, with a policy that lists all unknowns but sex."""
    folder = shutil.copytree(CONFIG, tmp_path_factory.mktemp("workspace") / "config")
    file = folder / "disclosure.yml"
    policy = yaml.safe_load(file.read_text(encoding="utf-8")) | {"unlisted_unknown": ["sex"]}
    file.write_text(yaml.safe_dump(policy, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def settings(config: Path) -> Settings:
    return Settings(config)


@pytest.fixture
def case() -> Callable[..., Lists]:
    """Return a factory: one case with its spells as (open, close[, reason]) tuples."""
    numbers = itertools.count(1)

    def make(*periods: tuple[str | None, ...], **values: Any) -> Lists:
        uid = values.pop("record_uid", f"r{next(numbers):03}")
        row = {"record_uid": uid, "child_key": uid, **DEFAULTS, **values}
        spells = [
            {
                "record_uid": uid,
                "seq": seq,
                "open_date": period[0],
                "close_date": period[1] if len(period) > 1 else None,
                "close_reason": period[2] if len(period) > 2 else "not_applicable",
            }
            for seq, period in enumerate(periods or [("2018-03-01",)], start=1)
        ]
        return [row], spells

    return make


def join(*lists: Lists) -> Lists:
    return [c for cases, _ in lists for c in cases], [s for _, spells in lists for s in spells]


def frames(lists: Lists) -> SimpleNamespace:
    cases, spells = lists
    days = dict.fromkeys(("open_date", "close_date"), "datetime64[us]")
    columns = ["record_uid", "seq", *days, "close_reason"]
    return SimpleNamespace(
        cases=pd.DataFrame(cases, columns=["record_uid", "child_key", *DEFAULTS]).astype(
            {
                **dict.fromkeys(["record_uid", "child_key", *DEFAULTS], "str"),
                "registration_date": "datetime64[us]",
                **dict.fromkeys(["age_reg", "age_end", "age_close"], "Int64"),
            }
        ),
        spells=pd.DataFrame(spells, columns=columns).astype(
            {"record_uid": "str", "seq": int, "close_reason": "str", **days}
        ),
    )


@pytest.fixture
def tables() -> Callable[..., SimpleNamespace]:
    """Return a factory: the two case tables of some cases."""
    return lambda *lists: frames(join(*lists))


@pytest.fixture
def counted(settings: Settings) -> Callable[..., Callable[..., tuple[int, int | None]]]:
    """Return a factory: compute cases for 2018 and look cells up as (value, base)."""

    def count(*lists: Lists) -> Callable[..., tuple[int, int | None]]:
        cells = as_cells(compute(frames(join(*lists)), settings, 2018))

        def look_up(indicator: str, **codes: str) -> tuple[int, int | None]:
            dimensions = (codes.pop(name, "_T") for name in CELL_KEY[2:])
            key = (indicator, 2018, *dimensions)
            assert not codes
            return cells[key]

        return look_up

    return count


def as_cells(exact: pd.DataFrame) -> dict[tuple[Any, ...], tuple[int, int | None]]:
    """Return {cell key: (value, base)} with None for no base."""
    keys = exact[list(CELL_KEY)].itertuples(index=False, name=None)
    pairs = zip(exact["value"], exact["base"], strict=True)
    return {
        key: (int(value), None if pd.isna(base) else int(base))
        for key, (value, base) in zip(keys, pairs, strict=True)
    }


@pytest.fixture(name="as_cells")
def as_cells_fixture() -> Callable[..., Any]:
    return as_cells


@pytest.fixture
def random_lists(settings: Settings) -> Callable[..., Lists]:
    """Return a factory: random but possible cases and spells around 2018."""
    return lambda seed, size=60, agencies=None, prefix="": random_caseload(
        random.Random(seed), settings, size, agencies or list(settings.agencies), prefix
    )


def random_caseload(
    dice: random.Random, settings: Settings, size: int, agencies: list[str], prefix: str
) -> Lists:
    concerns = list(settings.concerns.concerns)

    def one_of(codes: Any) -> str:
        return dice.choice(NON_VALUES) if dice.random() < 0.15 else dice.choice(list(codes))

    cases, spells = [], []
    for number in range(size):
        uid = f"{prefix}r{number:03}"
        governorate = one_of(settings.places.governorates)
        camps = [k for k, v in settings.places.camps.items() if v.governorate == governorate]
        several = dice.sample([*concerns, "refugee"], dice.randint(1, 3))
        ages = [dice.randint(0, 19) if dice.random() < 0.85 else None for _ in range(3)]
        periods = random_periods(dice)
        cases.append(
            {
                "record_uid": uid,
                "child_key": f"{prefix}c{dice.randrange(size):03}",
                "agency": dice.choice(agencies),
                "registration_date": periods[0][0].isoformat(),
                "sex": one_of(settings.lookups["sex"]),
                "age_reg": ages[0],
                "age_end": ages[1],
                "age_close": ages[2],
                "nationality": one_of(settings.lookups["nationality"]),
                "governorate": governorate,
                "camp": dice.choice([*camps, "none"]),
                "site_type": one_of(settings.places.sites),
                "protection_status": one_of(settings.lookups["protection_status"]),
                "concerns": one_of(["|".join(sorted(several))]),
                "primary_concern": one_of(concerns),
            }
        )
        spells += [
            {
                "record_uid": uid,
                "seq": seq,
                "open_date": opens.isoformat(),
                "close_date": closes.isoformat() if closes else None,
                "close_reason": one_of(settings.lookups["closure_reason"]),
            }
            for seq, (opens, closes) in enumerate(periods, start=1)
        ]
    return cases, spells


def random_periods(dice: random.Random) -> list[tuple[date, date | None]]:
    """Return one to three spells in order, with days on both edges of 2018 more often."""
    edges = [date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
    days = sorted(
        {
            dice.choice(edges)
            if dice.random() < 0.2
            else date(2017, 6, 1) + timedelta(days=dice.randrange(700))
            for _ in range(dice.randint(1, 6))
        }
    )
    return list(itertools.zip_longest(days[::2], days[1::2]))
