"""A member agency knows its own figures; it must not learn the others' small ones."""

import pandas as pd
import pytest

from cpims_report.disclosure import protect
from cpims_report.disclosure.contributions import find_own
from cpims_report.errors import DisclosureRefused
from cpims_report.suppression import find_dominated
from cpims_report.suppression.secondary import find_pattern

COUNTS = {"syria": 500, "jordan": 60, "iraq": 40, "yemen": 3, "sudan": 33, "somalia": 31}
COUNTS |= {"palestine": 42, "other": 37, "_U": 22}
OTHERS = {"syria", "yemen"}
SEARCH = "cpims_report.suppression.engine.find_pattern"


def by_nationality(factory, counts):
    return factory.rows(
        *(("CL02", {"nationality": name}, count) for name, count in counts.items()),
        ("CL02", {}, sum(counts.values())),
    )


def own_cells(factory, counts, agency="imc"):
    return by_nationality(factory, counts).assign(agency=agency)


@pytest.fixture
def exact(factory):
    return by_nationality(factory, COUNTS)


@pytest.fixture
def own(factory):
    return own_cells(factory, {n: 0 if n in OTHERS else count for n, count in COUNTS.items()})


def hidden(protected):
    cells = protected.cells
    return set(cells.loc[cells["status"].eq("suppressed"), "nationality"])


def test_a_member_that_holds_the_cover_reads_the_others_small_number(factory, exact, own):
    noted = protect(exact, factory.settings(insiders="note"), own)
    assert noted.audit["insiders"]["too_narrow"] == 1
    assert noted.insiders["nationality"].tolist() == ["yemen"]
    assert noted.insiders[["low", "high"]].to_numpy().tolist() == [[1, 3]]


def test_the_gate_hides_what_that_member_does_not_hold(factory, exact, own):
    guarded = protect(exact, factory.settings(insiders="protect"), own)
    assert guarded.audit["insiders"]["too_narrow"] == 0
    assert guarded.audit["insiders"]["agencies"] == 1
    assert hidden(guarded) >= OTHERS


def test_the_total_goes_where_one_member_holds_all_the_rest(factory, exact):
    all_but_few = own_cells(factory, {n: 0 if n == "yemen" else c for n, c in COUNTS.items()})
    guarded = protect(exact, factory.settings(insiders="protect"), all_but_few)
    assert hidden(guarded) >= {"yemen", "_T"}
    assert guarded.audit["insiders"]["too_narrow"] == 0


def test_an_edition_that_a_member_could_open_is_refused(factory, exact, own, monkeypatch):
    monkeypatch.setattr(SEARCH, lambda search, workers: kept(search, find_pattern))
    with pytest.raises(DisclosureRefused) as refusal:
        protect(exact, factory.settings(insiders="protect"), own)
    assert "yemen" in str(refusal.value)
    assert "imc" not in str(refusal.value)


def kept(search, find):
    """What the gate hides from strangers, and nothing more from members."""
    return find(search) if search.before is None else search.before


def test_the_seal_names_neither_agencies_nor_cells(factory, exact, own):
    noted = protect(exact, factory.settings(insiders="note"), own)
    assert "imc" not in str(noted.audit)
    assert "yemen" not in str(noted.audit)


def test_what_is_left_outside_a_camp_is_known_to_a_member_too(factory, settings):
    table = [("CL01", {"place": "mafraq"}, 240), ("CL01", {"place": "zaatari"}, 200)]
    own = [("CL01", {"place": "mafraq"}, 100), ("CL01", {"place": "zaatari"}, 90)]
    bench = factory.bench(factory.rows(*table), settings)
    found = find_own(bench.system, factory.rows(*own).assign(agency="imc"), settings)
    rest = bench.system.quantities["role"].eq("rest").to_numpy()
    assert found.loc["imc", rest].tolist() == [10]


def test_a_cell_of_two_members_of_which_one_has_nearly_all_is_dominated(factory, settings):
    own = factory.rows(("CL02", {"sex": "F"}, 45), ("CL02", {"sex": "M"}, 30))
    other = factory.rows(("CL02", {"sex": "F"}, 5), ("CL02", {"sex": "M"}, 20))
    bench = factory.bench(
        factory.rows(("CL02", {"sex": "F"}, 50), ("CL02", {"sex": "M"}, 50)), settings
    )
    both = pd.concat([own.assign(agency="a"), other.assign(agency="b")], ignore_index=True)
    found = find_own(bench.system, both, settings)
    nearly = find_dominated(found, bench.system.truth, 0.8)
    sexes = bench.system.quantities["sex"]
    assert sexes[nearly].tolist() == ["F"]


def test_dominated_cells_are_hidden_where_the_policy_says_so(factory):
    exact = factory.rows(
        *(("CL02", {"sex": sex}, count) for sex, count in (("F", 50), ("M", 60), ("_U", 20))),
        ("CL02", {}, 130),
    )
    own = factory.rows(("CL02", {"sex": "F"}, 45), ("CL02", {"sex": "M"}, 30))
    other = factory.rows(("CL02", {"sex": "F"}, 5), ("CL02", {"sex": "M"}, 30))
    agencies = pd.concat([own.assign(agency="a"), other.assign(agency="b")], ignore_index=True)
    shown = protect(exact, factory.settings(dominance="note", insiders="note"), agencies)
    gone = protect(exact, factory.settings(dominance="protect", insiders="note"), agencies)
    assert shown.audit["insiders"]["dominated_shown"] == 1
    assert gone.audit["insiders"]["dominated_shown"] == 0
    assert gone.roll.set_index("sex").loc["F", "reason"] == "dominated"
