"""Which counts are too small, by the policy."""

import pytest

from cpims_report.disclosure.equations.registry import register
from cpims_report.disclosure.equations.system import System
from cpims_report.disclosure.primary import find_primary

SENSITIVE = {
    "a concern that is always sensitive": ("CN01", {"concern": "trafficking"}),
    "a concern that is sensitive by area, in a governorate": (
        "CN01",
        {"concern": "child_marriage", "place": "irbid"},
    ),
    "a death": ("CS01", {"category": "death"}),
    "three dimensions": ("CN01", {"sex": "F", "age": "6-11", "concern": "neglect"}),
    "a rare nationality in a cross table": ("PR03", {"sex": "F", "nationality": "sudan"}),
}
ORDINARY = {
    "an ordinary concern": ("CN01", {"concern": "neglect"}),
    "a concern that is sensitive by area, nationally": ("CN01", {"concern": "child_marriage"}),
    "another closure reason": ("CS01", {"category": "declined"}),
    "a rare nationality alone": ("PR03", {"nationality": "sudan"}),
    "a main nationality in a cross table": ("PR03", {"sex": "F", "nationality": "iraq"}),
    "an unknown nationality in a cross table": ("PR03", {"sex": "F", "nationality": "_U"}),
}


def reasons(factory, settings, cell, counts):
    indicator, dimensions = cell
    tables = [factory.rows((indicator, dimensions, count)) for count in counts]
    systems = [System.of(register(exact, settings).quantities) for exact in tables]
    return [find_primary(system, settings)[0] for system in systems]


@pytest.mark.parametrize("cell", SENSITIVE.values(), ids=SENSITIVE)
def test_the_sensitive_threshold_holds_for(factory, settings, cell):
    found = reasons(factory, settings, cell, [0, 1, 9, 10])
    assert found == ["", "small", "sensitive", ""]


@pytest.mark.parametrize("cell", ORDINARY.values(), ids=ORDINARY)
def test_the_ordinary_threshold_holds_for(factory, settings, cell):
    found = reasons(factory, settings, cell, [0, 1, 4, 5])
    assert found == ["", "small", "small", ""]


def test_the_threshold_is_the_policys(factory):
    found = reasons(factory, factory.settings(threshold=6), ("CL01", {"place": "irbid"}), [5, 6])
    assert found == ["small", ""]


def test_a_small_remainder_of_a_governorate_outside_its_camps_is_primary(factory, settings):
    exact = factory.rows(("CL01", {"place": "mafraq"}, 240), ("CL01", {"place": "zaatari"}, 237))
    bench = factory.bench(exact, settings)
    rests = bench.system.quantities["role"].eq("rest")
    assert bench.reasons[rests].tolist() == ["small"]


def test_a_small_base_is_primary_as_well(factory, settings):
    exact = factory.rows(("PR01", {"sex": "F"}, 0, 4), ("PR01", {"sex": "M"}, 4, 4))
    bench = factory.bench(exact, settings)
    bases = bench.system.quantities["role"].eq("base")
    assert bench.reasons[bases].tolist() == ["small"]
