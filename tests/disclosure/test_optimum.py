"""The search for covers against the exact optimum, on tables small enough for one."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp


def least_loss(bench):
    """The least loss of any cover that meets every primary need, by integer programming.

    One flag per quantity, and per primary one a pair of moves that only flagged quantities join.
    """
    matrix, truth = bench.system.matrix.toarray(), bench.system.truth
    start = bench.problem.start
    targets = np.flatnonzero(start & bench.levels.must)
    size, most = len(truth), 60.0
    cost = np.concatenate(
        [np.where(start, 0.0, bench.problem.weights), np.zeros(2 * size * len(targets))]
    )
    rows, low, high = [], [], []

    def limit(row, least, greatest):
        rows.append(row)
        low.append(least)
        high.append(greatest)

    for number, target in enumerate(targets):
        pair = [size * (1 + 2 * number + half) for half in (0, 1)]
        for first in pair:
            for relation in matrix:
                row = np.zeros(len(cost))
                row[first : first + size] = relation
                limit(row, 0, 0)
            for one in range(size):
                up, down = np.zeros(len(cost)), np.zeros(len(cost))
                up[[first + one, one]] = 1, -most
                down[[first + one, one]] = 1, truth[one] - bench.system.least[one]
                limit(up, -np.inf, 0)
                limit(down, 0, np.inf)
        reach, wide = np.zeros(len(cost)), np.zeros(len(cost))
        reach[pair[0] + target] = 1
        wide[[pair[0] + target, pair[1] + target]] = 1, -1
        limit(reach, bench.levels.reach[target] - truth[target], np.inf)
        limit(wide, bench.levels.width, np.inf)
    flags = np.arange(len(cost)) < size
    bounds = Bounds(
        np.where(flags, np.concatenate([start, np.zeros(len(cost) - size)]), -np.inf),
        np.where(flags, 1, np.inf),
    )
    found = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=bounds,
        integrality=flags.astype(int),
    )
    assert found.status == 0
    return found.fun


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3, 6))]
)
def test_the_loss_is_near_the_least_possible(factory, settings, seed):
    random = np.random.default_rng(seed)
    counts = random.choice([0, 2, 3, 7, 12, 25, 40, 60], (3, 4))
    exact = factory.table(
        "CL02",
        ("nationality", ["syria", "jordan", "iraq"]),
        ("concern", ["neglect", "distress", "other", "_U"]),
        counts,
    )
    bench = factory.bench(exact, settings)
    found = bench.hide()
    assert bench.attack(found)["met"].all()
    assert bench.loss(found) <= 1.05 * least_loss(bench) + 1e-6


def test_some_of_these_tables_need_a_cover_at_all(factory, settings):
    exact = factory.table(
        "CL02",
        ("nationality", ["syria", "jordan"]),
        ("concern", ["neglect", "other"]),
        [[3, 40], [50, 60]],
    )
    bench = factory.bench(exact, settings)
    printed = ~bench.system.latent[: len(bench.registry.quantities)]
    hidden = bench.hide() & printed
    assert hidden.sum() == 4
    assert least_loss(bench) == pytest.approx(bench.loss(hidden))


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 4))]
)
def test_the_loss_is_near_the_least_possible_with_regions_and_bases(factory, settings, seed):
    random = np.random.default_rng(seed)
    north = ["irbid", "mafraq", "jerash", "ajloun"]
    grid = random.choice([2, 7, 12, 25, 40], (4, 2))
    known = int(grid.sum())
    cells = [
        ("CL02", {"place": place, "sex": sex}, int(grid[i, j]))
        for i, place in enumerate(north)
        for j, sex in enumerate("FM")
    ]
    cells += [("CL02", {"place": place}, int(grid[i].sum())) for i, place in enumerate(north)]
    cells += [
        ("CL02", {"place": "north", "sex": s}, int(grid[:, j].sum())) for j, s in enumerate("FM")
    ]
    exact = factory.rows(*cells, ("CL02", {"place": "north"}, known))
    bench = factory.bench(exact, settings)
    found = bench.hide()
    assert bench.attack(found)["met"].all()
    assert bench.loss(found) <= 1.05 * least_loss(bench) + 1e-6
