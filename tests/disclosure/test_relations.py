"""What the catalogue says of populations: declared for all, kept by the gate, told in the docs."""

import shutil
from pathlib import Path

import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.disclosure import protect, relations_page
from cpims_report.disclosure.equations.registry import register
from cpims_report.disclosure.equations.relations import relate
from cpims_report.disclosure.measures import public
from cpims_report.errors import ConfigurationError, DisclosureRefused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def changed(tmp_path):
    """Settings whose catalogue was changed by a function."""

    def change(edit):
        folder = shutil.copytree(ROOT / "config", tmp_path / "config")
        file = folder / "indicators.yml"
        catalogue = yaml.safe_load(file.read_text(encoding="utf-8"))
        edit(catalogue)
        file.write_text(yaml.safe_dump(catalogue, sort_keys=False), encoding="utf-8")
        return Settings(folder)

    return change


def test_a_population_of_which_nothing_is_said_is_refused(changed):
    def forget(catalogue):
        catalogue["populations"]["visited"] = {"unit": "child", "label": {"en": "visited"}}

    with pytest.raises(ConfigurationError, match="population visited stands"):
        changed(forget).relations  # noqa: B018 - reading it is what is tried


@pytest.mark.parametrize(
    ("edit", "told_so"),
    [
        (lambda one: one.update(sum=["no_such"]), "population is not known"),
        (lambda one: one.pop("equals"), "either `equals` or `at_most`"),
    ],
    ids=["a population that is not declared", "one side alone"],
)
def test_a_relation_that_cannot_be_used_is_refused(changed, edit, told_so):
    settings = changed(lambda catalogue: edit(catalogue["relations"]["stocks_and_flows"]))
    with pytest.raises(ConfigurationError, match=told_so):
        settings.relations  # noqa: B018 - reading it is what is tried


def test_the_table_in_the_docs_is_the_catalogues():
    page = (ROOT / relations_page.PAGE).read_text(encoding="utf-8")
    assert relations_page.written(page, Settings(ROOT / "config")) == page


def test_exact_tables_that_break_a_definition_are_refused(factory, settings):
    """More children than active cases can be."""
    rows = {"CL03": 10, "CL02": 20, "CL04": 0, "CL05": 12, "CL06": 18, "CL01": 31}
    with pytest.raises(DisclosureRefused, match="do not fit the catalogue"):
        protect(factory.rows(*((name, {}, count) for name, count in rows.items())), settings)
    rows["CL01"] = 30
    protect(factory.rows(*((name, {}, count) for name, count in rows.items())), settings)


def test_numbers_that_no_table_lists_fit_all_definitions(factory, settings):
    sexes = {"F": (6, 9, 2, 8, 9, 14), "M": (5, 11, 0, 6, 10, 16), "_U": (0, 0, 0, 0, 0, 0)}
    names = ("CL03", "CL02", "CL04", "CL05", "CL06", "CL01")
    counts = {sex: dict(zip(names, row, strict=True)) for sex, row in sexes.items()}
    rows = [(name, {"sex": sex}, row[name]) for sex, row in counts.items() for name in names]
    rows += [(name, {}, sum(row[name] for row in counts.values())) for name in names]
    exact = factory.rows(*rows)
    system = relate(register(public(exact, settings), settings), settings)
    assert not (system.matrix @ system.truth).any()
    assert (system.truth >= 0).all()
    active = system.quantities[system.quantities["population"].eq("active")]
    found = active.set_index("sex")["value"]
    assert found["_T"] == found["F"] + found["M"]
    assert 15 <= found["F"] <= 17
    assert found["M"] == 16


def test_the_few_children_in_labour_whom_nobody_asked_are_protected(factory, settings, build):
    """Printed beside each other, 60 in labour and 57 asked would tell of 3."""
    work = {"street": 30, "waste": 27, "_U": 0}
    exact = factory.rows(
        ("CN02", {}, 200),
        ("CN02", {"concern": "child_labour"}, 60),
        ("CN02", {"concern": "neglect"}, 150),
        ("FL02", {}, 57),
        *(("FL02", {"category": code}, count) for code, count in work.items()),
    )

    def both_shown(cells):
        at = cells.set_index(["indicator", "concern", "category"])["status"]
        pair = at["CN02", "child_labour", "_T"], at["FL02", "_T", "_T"]
        return set(pair) == {"published"}

    assert both_shown(build(exact, settings, without=("nested",)))
    assert not both_shown(build(exact, settings))
