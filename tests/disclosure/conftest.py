"""Small synthetic editions: tables typed by hand, and tables counted from invented children."""

from __future__ import annotations

import functools
import itertools
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from cpims_report.config import Policy, Settings
from cpims_report.disclosure import problem, protect
from cpims_report.disclosure.earlier_editions import Past
from cpims_report.disclosure.equations.hierarchies import KINDS
from cpims_report.disclosure.equations.registry import register
from cpims_report.disclosure.equations.relations import relate
from cpims_report.disclosure.primary import find_primary
from cpims_report.disclosure.problem import Stated
from cpims_report.schema import DIMENSIONS
from cpims_report.suppression import find_intervals
from cpims_report.suppression.secondary import find_pattern
from cpims_report.table_schemas import EXACT

CONFIG = Path(__file__).resolve().parents[2] / "config"
YEAR = 2018
POLICY = Policy(
    threshold=5,
    sensitive_threshold=10,
    minimum_width=5,
    sensitive_closure_reasons=("death",),
    main_nationalities=("syria", "jordan", "iraq"),
    unlisted_unknown=("sex",),
)
REGIONS = {
    "amman": "central", "zarqa": "central", "balqa": "central", "irbid": "north",
    "mafraq": "north", "ajloun": "north", "karak": "south", "tafilah": "south",
}  # fmt: skip


@functools.cache
def read_settings():
    settings = Settings(CONFIG)
    lists = settings.agencies, settings.places, settings.concerns, settings.lookups
    assert all([*lists, settings.indicators])
    return settings


def make_settings(**policy):
    settings = Settings(CONFIG)
    settings.__dict__.update(read_settings().__dict__)
    settings.__dict__["policy"] = POLICY.model_copy(update=policy)
    return settings


def make_rows(*rows):
    """Exact cells from (indicator, dimensions, value) or (indicator, dimensions, value, base)."""
    full = [
        {
            "indicator": row[0],
            "year": YEAR,
            **dict.fromkeys(DIMENSIONS, "_T"),
            **row[1],
            "value": row[2],
            "base": row[3] if len(row) > 3 else None,
            "status": "exact",
        }
        for row in rows
    ]
    frame = pd.DataFrame(full).astype({"value": "Int64", "base": "Int64"})
    return EXACT.validate(frame)


def make_table(indicator, first, second, counts):
    """A two-way table with its margins: `first` and `second` are (dimension, codes)."""
    (row_name, row_codes), (column_name, column_codes) = first, second
    grid = np.array(counts)
    cells = [
        (indicator, {row_name: row, column_name: column}, int(grid[i, j]))
        for (i, row), (j, column) in itertools.product(
            enumerate(row_codes), enumerate(column_codes)
        )
    ]
    cells += [(indicator, {row_name: row}, int(grid[i].sum())) for i, row in enumerate(row_codes)]
    cells += [
        (indicator, {column_name: column}, int(grid[:, j].sum()))
        for j, column in enumerate(column_codes)
    ]
    return make_rows(*cells, (indicator, {}, int(grid.sum())))


def make_children(count, seed=1):
    """Invented children, one row each, with a code in every dimension."""
    random = np.random.default_rng(seed)

    def pick(codes, weights):
        return random.choice(codes, count, p=np.array(weights) / sum(weights))

    governorate = pick([*REGIONS, "_U"], [30, 17, 4, 20, 24, 1.5, 2, 1, 0.5])
    return pd.DataFrame(
        {
            "sex": pick(["F", "M", "_U"], [45, 54, 1]),
            "age": pick(["0-5", "6-11", "12-17", "18+", "_U"], [30, 33, 34, 1, 2]),
            "governorate": governorate,
            "region": pd.Series(governorate).map(REGIONS).fillna("_U"),
            "camp": np.where(
                (governorate == "mafraq") & (random.random(count) < 0.9), "zaatari", ""
            ),
            "concern": pick(
                ["child_labour", "neglect", "violence_abuse", "sexual_violence", "detention", "_U"],
                [30, 30, 25, 3, 1, 3],
            ),
        }
    )


COLUMNS = {"governorate": "place", "region": "place", "camp": "place"}


def count_cells(children, indicator, margins, shares=""):
    """Exact cells of an indicator over some margins, zeros included.

    `shares`: the dimension within whose known values bases are counted, `all` for every one.
    """
    codes = {
        "sex": ["F", "M", "_U"],
        "age": ["0-5", "6-11", "12-17", "18+", "_U"],
        "governorate": [*make_settings().places.governorates, "_U"],
        "region": ["central", "north", "south", "_U"],
        "camp": ["zaatari", "azraq", "ejc"],
        "concern": [*make_settings().concerns.concerns, "_U"],
    }
    rows = {}
    for margin in margins:
        for combination in itertools.product(*(codes[name] for name in margin)):
            if len(margin) > 1 and dict(zip(margin, combination, strict=True)).get("sex") == "_U":
                continue
            flags = {
                name: children[name].eq(code)
                for name, code in zip(margin, combination, strict=True)
            }
            value = int(
                np.logical_and.reduce([*flags.values(), np.ones(len(children), bool)]).sum()
            )
            base = None
            over = [name for name in margin if shares in ("all", name)]
            if over and "_U" not in combination:
                known = [children[name].ne("_U") for name in over]
                held = [flag for name, flag in flags.items() if name not in over]
                base = int(np.logical_and.reduce([*known, *held]).sum())
            key = {
                COLUMNS.get(name, name): code
                for name, code in zip(margin, combination, strict=True)
            }
            rows.setdefault(tuple(sorted(key.items())), (indicator, key, value, base))
    return make_rows(*rows.values())


def make_edition(count=1500, seed=1):
    """Exact cells of a small edition with linked tables, hierarchies and bases."""
    children = make_children(count, seed)
    return pd.concat(
        [
            count_cells(
                children,
                "CL01",
                [(), ("sex",), ("age",), ("governorate",), ("region",), ("camp",), ("sex", "age")],
            ),
            count_cells(children, "PR01", [("sex",)], shares="all"),
            count_cells(
                children,
                "CN01",
                [
                    (),
                    ("sex",),
                    ("region",),
                    ("concern",),
                    ("sex", "concern"),
                    ("region", "concern"),
                ],
                shares="concern",
            ),
        ],
        ignore_index=True,
    )


class Bench:
    """The parts of the gate, to be put together with or without some defences."""

    def __init__(self, exact, settings):
        self.exact, self.settings = exact, settings
        self.registry = register(exact, settings)
        self.stated = self.state(KINDS)
        self.system, self.reasons = self.stated.system, self.stated.reasons
        self.problem, self.levels = self.stated.problem, self.stated.levels

    def state(self, kinds):
        """The problem as a gate sees it that knows these kinds of relations."""
        system = relate(self.registry, self.settings, kinds)
        reasons = find_primary(system, self.settings)
        past = Past.none(len(system.quantities))
        return Stated(self.settings, self.registry, system, reasons, past, None)

    def hide(self, without=()):
        """Flags of printed quantities hidden by a gate that knows all kinds but some."""
        kinds = [kind for kind in KINDS if kind not in without]
        pattern = find_pattern(self.state(kinds).problem.search())
        return pattern.hidden[: len(self.registry.quantities)]

    def attack(self, printed_hidden):
        """The bounds that an attacker who knows every kind of relation finds."""
        hidden = self.system.latent.copy()
        hidden[: len(printed_hidden)] |= printed_hidden
        found = find_intervals(self.system.equations, self.levels, hidden)
        return found.rename(columns={"cell": "quantity"})

    def loss(self, printed_hidden):
        added = printed_hidden & self.reasons.eq("").to_numpy()[: len(printed_hidden)]
        return float(self.problem.weights[: len(printed_hidden)][added].sum())


NAMED = re.compile(r"(base of )?(\d{4} )?[A-Z]{2}\d\d\b")


class Reader:
    """Somebody with the published rows, a solver and an idea of what adds up; no code of the gate.

    Numbers have names like `CL02 F`, `base of PR03 syria`, `2017 CL06 karak`. `least`: what a
    hidden one is taken to be at least. One that no row prints may be zero.
    """

    def __init__(self, *editions, least=1):
        rows = pd.concat(editions, ignore_index=True).sort_values("year", kind="stable")
        years = rows["year"].map(lambda year: "" if year == YEAR else f"{year} ")
        codes = rows[list(DIMENSIONS)].apply(
            lambda row: "".join(f" {code}" for code in row if code != "_T"), axis=1
        )
        names = years + rows["indicator"] + codes
        numbers = pd.concat(
            [rows["value"].set_axis(names), rows["base"].set_axis("base of " + names)]
        )
        self.shown = numbers.dropna().astype(float).to_dict()
        self.floor = dict.fromkeys(numbers.index, least)

    def bounds(self, target, claims=()):
        """The least and the most that a number can be: claims are like `a + b <= c`."""
        parsed = [self.parsed(claim) for claim in claims]
        names = sorted({target, *(name for terms, _, _ in parsed for name in terms)})
        strange = [name for name in names if NAMED.match(name) and name not in self.floor]
        assert not strange, "no row has these numbers"
        limits = [
            (self.shown[name],) * 2 if name in self.shown else (self.floor.get(name, 0), None)
            for name in names
        ]
        rows = {
            sign: [
                ([terms.get(name, 0) for name in names], known)
                for terms, known, one in parsed
                if one == sign
            ]
            for sign in ("=", "<=")
        }
        wanted = [float(name == target) for name in names]
        least, most = (
            linprog(
                [way * one for one in wanted],
                **{
                    f"{part}_{sign}": [row[place] for row in rows[form]] or None
                    for sign, form in (("eq", "="), ("ub", "<="))
                    for place, part in enumerate(("A", "b"))
                },
                bounds=limits,
            )
            for way in (1, -1)
        )
        assert {least.status, most.status} <= {0, 3}, "the claims contradict what is published"
        low = math.ceil(least.fun - 1e-6)
        return low, math.inf if most.status == 3 else math.floor(-most.fun + 1e-6)

    @staticmethod
    def parsed(claim):
        left, sign, right = re.split(r" (<=|=) ", claim)
        terms, known = {}, 0
        for side, way in ((left, 1), (right, -1)):
            for name in side.split(" + "):
                if name.isdigit():
                    known -= way * int(name)
                else:
                    terms[name] = terms.get(name, 0) + way
        return terms, known, sign


@pytest.fixture
def build(monkeypatch):
    """Publish exact cells by a gate that knows no relations of some kinds, nor tests for them."""

    def built(exact, settings, *, without=(), covered=True, **more):
        kinds = [kind for kind in KINDS if kind not in without]
        with monkeypatch.context() as patch:
            patch.setattr(problem, "relate", lambda *known: relate(*known, kinds))
            if not covered:
                patch.setattr(Stated, "levels", property(needing_nothing))
            return protect(exact, settings, **more).cells

    return built


def needing_nothing(stated, made=Stated.levels.fget):
    levels = made(stated)
    return levels.without(range(len(levels.must)))


@pytest.fixture
def settings():
    return make_settings()


class Factory:
    """All factories by name, so that test files need no imports from one another."""

    settings = staticmethod(make_settings)
    rows = staticmethod(make_rows)
    table = staticmethod(make_table)
    edition = staticmethod(make_edition)
    bench = Bench
    reader = Reader


@pytest.fixture(scope="session")
def factory():
    return Factory


@pytest.fixture(scope="session")
def edition():
    return make_edition()
