"""Contributors, coalitions, singletons and readers of earlier releases against one table."""

import numpy as np
import pandas as pd
import pytest

from cpims_report.suppression import (
    Inconsistent,
    Policy,
    Unprotected,
    coalition,
    suppress,
    tabulate,
    write,
)
from cpims_report.suppression.pattern import Pattern
from cpims_report.suppression.proofs import Proofs

PLACES = ("a", "b", "c", "d", "e")
VALUES = (3, 20, 30, 40, 50)
POLICY = Policy(threshold=5, width=5)


@pytest.fixture(scope="module")
def tables():
    counts = pd.DataFrame({"place": PLACES, "value": VALUES})
    return tabulate(counts, {"place": [("all", PLACES)]})


def owned(tables, **own):
    """The own part of each cell: contributors x cells, the total added up."""
    rows = {name: pd.Series(parts).reindex(PLACES, fill_value=0) for name, parts in own.items()}
    frame = pd.DataFrame(rows).T.assign(all=lambda rows: rows.sum(axis=1))
    return frame[tables.cells["place"]].set_axis(range(len(tables.cells)), axis=1)


def hidden(tables, found):
    return set(tables.cells.loc[found.mask, "place"])


def test_an_outsider_is_kept_out_by_the_cheapest_cover(tables):
    assert hidden(tables, suppress(tables.problem(POLICY))) == {"a", "b"}


def test_a_contributor_that_holds_the_cover_gets_another(tables):
    found = suppress(tables.problem(POLICY, owned(tables, x={"b": 20})))
    assert hidden(tables, found) - {"a", "b"}
    theirs = found.intervals[found.intervals["attacker"].eq("x")].set_index("cell")
    small = tables.cells.index[tables.cells["place"].eq("a")][0]
    assert theirs.loc[small, "met"]
    assert theirs.loc[small, "high"] >= 5


def test_two_that_pool_their_figures_know_more_than_each(tables):
    own = owned(tables, x={"b": 20}, y={"c": 30})
    alone = suppress(tables.problem(POLICY, own))
    both = pd.DataFrame([coalition(own, ["x", "y"])], index=["x and y"])
    pooled = suppress(tables.problem(POLICY, pd.concat([own, both])))
    assert hidden(tables, alone) <= {"a", "b", "c"}
    assert hidden(tables, pooled) - {"a", "b", "c"}


@pytest.mark.parametrize(("singletons", "left"), [(False, (1, 4)), (True, (4, 4))])
def test_a_singleton_that_knows_it_is_alone_reads_what_its_cell_covers(singletons, left):
    """Contributor x is all of a. If it knows that, b is the total less what is shown and a."""
    counts = pd.DataFrame({"place": PLACES, "value": (3, 4, 30, 40, 50)})
    close = tabulate(counts, {"place": [("all", PLACES)]})
    policy = Policy(threshold=5, width=5, singletons=singletons)
    problem = close.problem(policy, owned(close, x={"a": 3}))
    pattern = Pattern(problem.primary, Proofs.none(len(problem.primary)))
    seen = problem.audited(problem.primary, pattern)
    theirs = seen[seen["attacker"].eq("x")].merge(close.cells, left_on="cell", right_index=True)
    assert not theirs["met"].any()
    assert theirs.set_index("place")[["low", "high"]].apply(tuple, axis=1)["b"] == left
    assert hidden(close, suppress(problem)) == {"a", "b", "c"}


def test_what_an_earlier_release_showed_covers_nothing(tables):
    shown = tables.cells["place"].isin(["b", "c"])
    again = type(tables)(tables.cells.assign(known=shown), tables.equations)
    assert hidden(again, suppress(again.problem(POLICY))) == {"a", "d"}


def test_what_nothing_can_cover_is_refused_by_number(tables):
    shown = tables.cells["place"].ne("a")
    closed = type(tables)(tables.cells.assign(shown=shown), tables.equations)
    with pytest.raises(Unprotected) as refusal:
        suppress(closed.problem(POLICY))
    assert tables.cells.loc[refusal.value.cells, "place"].tolist() == ["a"]
    assert "3" not in str(refusal.value)


def test_a_cover_that_the_release_shows_by_mistake_protects_nothing(tables):
    """What counts is what is read back, not what was meant."""
    problem = tables.problem(POLICY)
    covers = suppress(problem).secondary
    with pytest.raises(Unprotected):
        suppress(problem, read=lambda mask: mask & ~covers)


def test_an_inequality_bounds_what_is_hidden(reader):
    cells = pd.DataFrame({"value": [3, 20, 23, 4]}, index=["a", "b", "total", "part of a"])
    equal = [{"a": 1, "b": 1, "total": -1}]
    broken = write(cells.assign(value=[3, 20, 24, 2]), equal).problem(POLICY)
    with pytest.raises(Inconsistent):
        suppress(broken)
    cells.loc["part of a", "value"] = 2
    free, bound = write(cells, equal), write(cells, equal, [{"part of a": 1, "a": -1}])
    for tables in (free, bound):
        found = suppress(tables.problem(POLICY))
        masked = tables.masked(found).set_index("cell")
        assert masked.loc["a", "high"] >= 5
        assert len(masked) == len(cells)
    low = bound.masked(found).set_index("cell")["low"]
    assert low["a"] == 1


def test_overlapping_hierarchies_must_hold_the_same():
    counts = pd.DataFrame({"place": PLACES, "value": VALUES})
    with pytest.raises(ValueError, match="all"):
        tabulate(counts, {"place": [("all", PLACES), ("all", PLACES[:4])]})


def test_equations_of_crossed_and_linked_tables_hold():
    random = np.random.default_rng(3)
    counts = pd.DataFrame(
        [(p, s, int(random.integers(0, 9))) for p in PLACES for s in "FM"],
        columns=["place", "sex", "value"],
    )
    tree = [("all", ["n", "s"]), ("n", ["a", "b"]), ("s", ["c", "d", "e"])]
    dimensions = {"place": tree, "sex": [("both", [*"FM"])]}
    crossed = tabulate(counts, dimensions)
    linked = tabulate(counts, dimensions, [{"place": []}, {"place": ["n", "s"], "sex": []}])
    for tables, cells in ((crossed, 24), (linked, 14)):
        assert len(tables.cells) == cells
        assert not (tables.equations.matrix @ tables.cells["value"].to_numpy()).any()
    both = crossed.cells.merge(linked.cells, on=["place", "sex"])
    assert both["value_x"].eq(both["value_y"]).all()
