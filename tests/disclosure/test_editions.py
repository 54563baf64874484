"""Editions against somebody who knows the definitions and owns a solver: `tests/attacker.py`.

No number that is withheld may be bounded more narrowly than the policy says, nor a small one be
known to be small: in one edition, and in several years together.
"""

import itertools
import shutil
from pathlib import Path

import pandas as pd
import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.disclosure import protect
from cpims_report.indicators import compute, contribute
from cpims_report.records import CaseTables, clean
from cpims_report.sample import write_sample
from cpims_report.schema import CELL_KEY
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parents[2]
YEARS = (2016, 2017, 2018)

PLACES = {
    "ajloun": (72, 47, 27, 2, 38, 38), "amman": (1907, 1159, 789, 25, 962, 1011),
    "aqaba": (42, 23, 20, 1, 22, 22), "balqa": (171, 114, 59, 1, 76, 98),
    "irbid": (1303, 826, 504, 19, 649, 700), "jerash": (81, 44, 37, 0, 35, 46),
    "karak": (101, 64, 41, 0, 50, 55), "maan": (86, 59, 32, 1, 44, 48),
    "madaba": (120, 78, 43, 0, 53, 68), "mafraq": (1588, 1022, 605, 19, 769, 877),
    "tafilah": (18, 8, 9, 1, 8, 10), "zarqa": (1081, 676, 428, 15, 557, 562),
    "_U": (95, 60, 39, 0, 52, 47),
}  # fmt: skip
"""Children, new, carried over, reopened, closed, open: much like the sample of 2016."""
TABLES = ("CL01", "CL02", "CL03", "CL04", "CL05", "CL06")


def read(year):
    cells = pd.read_csv(
        ROOT / "data" / "published" / str(year) / "indicators.csv",
        dtype=str,
        keep_default_na=False,
    )
    numbers = {name: pd.to_numeric(cells[name]) for name in ("value", "base", "percent")}
    return cells.assign(**numbers, year=cells["year"].astype(int))


def opened(attacker, *editions, zeros=frozenset()):
    found = attacker.Reader(ROOT / "config", editions, zeros).attack()
    return {(*key, low, high) for key, low, high in found.itertuples(index=False)}


@pytest.mark.parametrize(
    "year", [*(pytest.param(year, marks=pytest.mark.long) for year in YEARS[:-1]), YEARS[-1]]
)
def test_a_committed_edition_holds(attacker, year):
    assert opened(attacker, read(year)) == set()


@pytest.mark.long
def test_all_committed_editions_hold_together(attacker):
    assert opened(attacker, *map(read, YEARS)) == set()


@pytest.mark.parametrize(
    ("year", "closed", "sets"),
    [(2016, "CL05", (("aqaba", "tafilah", "karak", "maan"), "south"))],
)
def test_closures_are_not_known_from_children_and_open_cases(year, closed, sets):
    """By hand: closed >= children supported - open, and all together are the region's."""
    cells = read(year)
    plain = cells[cells[["sex", "age", "nationality", "concern", "category"]].eq("_T").all(axis=1)]
    numbers = plain.set_index(["indicator", "place"])["value"]
    places, region = sets
    least = {
        place: numbers["CL01", place] - numbers["CL06", place]
        for place in places
        if pd.isna(numbers[closed, place])
    }
    left = numbers[closed, region] - sum(
        numbers[closed, place] for place in places if place not in least
    )
    widths = [left - sum(least.values())] if not pd.isna([left, *least.values()]).any() else []
    assert all(width >= 5 for width in widths)


def by_place(factory):
    rows = [
        (name, {"place": place}, count)
        for place, counts in PLACES.items()
        for name, count in zip(TABLES, counts, strict=True)
    ]
    regions = Settings(ROOT / "config").places.governorates
    for region in ("central", "north", "south"):
        inside = [PLACES[place] for place, one in regions.items() if one.region == region]
        sums = [sum(column) for column in zip(*inside, strict=True)]
        rows += [(n, {"place": region}, one) for n, one in zip(TABLES, sums, strict=True)]
    sums = [sum(column) for column in zip(*PLACES.values(), strict=True)]
    rows += [(name, {}, one) for name, one in zip(TABLES, sums, strict=True)]
    return factory.rows(*rows)


def test_an_edition_made_without_the_catalogues_relations_is_opened(
    factory, settings, build, attacker
):
    """What the gate is told in `relations` and `among` is what this reader uses against it."""
    exact = by_place(factory)
    assert opened(attacker, build(exact, settings, without=("related", "nested")))
    assert not opened(attacker, build(exact, settings))


@pytest.mark.long
def test_definitions_hold_in_the_exact_tables(attacker, make_editions):
    """Else the attacks prove nothing: nobody can rely on what is not so."""
    made = make_editions(("tdhl",), 600, 14, (2018,), protected=False)
    exact = made[2018][0].replace({"status": {"exact": "published"}})
    assert not opened(attacker, exact)


@pytest.mark.long
def test_a_small_edition_of_one_member_holds(attacker, make_editions):
    exact, cells = make_editions(("tdhl",), 1500, 14, (2018,))[2018]
    assert opened(attacker, cells, zeros=zeros_of(attacker, exact)) == set()


def test_a_zero_that_cannot_be_a_small_count_covers_nothing(attacker, factory):
    """Six of two concerns, both hidden: the sensitive one cannot be ten, so it must be none."""
    rows = [("neglect", 6), ("caafag", 0), ("violence_abuse", 20)]
    cells = factory.rows(
        ("CN01", {}, 26), *(("CN01", {"concern": code}, count) for code, count in rows)
    )
    others = [
        code for code in Settings(ROOT / "config").concerns.concerns if code not in dict(rows)
    ]
    cells = pd.concat(
        [cells, factory.rows(*(("CN01", {"concern": code}, 0) for code in [*others, "_U"]))]
    )
    hidden = cells["concern"].isin(["neglect", "caafag"])
    edition = cells.assign(
        value=cells["value"].mask(hidden),
        status=hidden.map({True: "suppressed", False: "published"}),
    )
    zeros = zeros_of(attacker, cells)
    narrow = attacker.Reader(ROOT / "config", [edition], zeros).narrow()
    assert [key[6] for key in narrow["key"]] == ["caafag"]
    found = opened(attacker, edition, zeros=zeros)
    assert {(one[6], *one[-2:]) for one in found} == {("neglect", 6, 6)}


LONG = [
    (("imc",), 7000, 2018, (2018,)),
    (("imc", "jrf"), 7000, 12, (2017, 2018)),
    (None, 1500, 11, (2017, 2018)),
    (None, 3000, 13, (2018,)),
]


@pytest.mark.long
@pytest.mark.parametrize(("members", "children", "seed", "years"), LONG)
def test_other_editions_hold(attacker, make_editions, members, children, seed, years):
    made = make_editions(members, children, seed, years)
    zeros = frozenset(itertools.chain(*(zeros_of(attacker, exact) for exact, _ in made.values())))
    for year in years:
        assert opened(attacker, made[year][1], zeros=zeros) == set()
    assert opened(attacker, *(cells for _, cells in made.values()), zeros=zeros) == set()


def zeros_of(attacker, exact):
    """The names of numbers that are none."""
    none = exact[exact["value"].eq(0)].assign(status="suppressed", percent=None)
    return frozenset(attacker.Reader(ROOT / "config", [none]).targets)


@pytest.fixture(scope="module")
def make_editions(tmp_path_factory):
    """Make years of some members' samples: year -> exact and published cells."""

    def made(members, children, seed, years, protected=True):
        root = tmp_path_factory.mktemp("edition")
        shutil.copytree(ROOT / "config", root / "config")
        shutil.copy(ROOT / "_quarto.yml", root)
        (root / "notebooks").mkdir()
        for year in years:
            path = root / "config" / f"{year}.yml"
            plan = yaml.safe_load(path.read_text())
            chosen = [one for one in plan["sources"] if members is None or one["agency"] in members]
            path.write_text(yaml.safe_dump(plan | {"sources": chosen}))
        settings = Settings(root / "config")
        write_sample(root / "data" / "raw", years, children, seed, settings=settings)
        place = Workspace.find(root)
        found, before, earlier = {}, None, None
        for year in years:
            clean(place, year).save(place.processed(year))
            tables = CaseTables.load(place.processed(year))
            exact = compute(tables, settings, year, before)
            own = contribute(tables, settings, year, before)
            cells = protect(exact, settings, own, earlier).cells if protected else None
            found[year] = exact, cells
            before, earlier = tables, cells
        return found

    return made


def test_every_row_of_an_edition_is_told_once():
    for year in YEARS:
        assert not read(year).duplicated(list(CELL_KEY)).any()
