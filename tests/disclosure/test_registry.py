"""One number of the edition is one quantity, wherever it is printed."""

import pandas as pd
import pytest

from cpims_report.disclosure import protect
from cpims_report.disclosure.equations.registry import register
from cpims_report.disclosure.equations.relations import relate
from cpims_report.errors import DisclosureRefused


def by_sex(indicator, girls, boys, unknown, **more):
    total = girls + boys + unknown
    return [
        (indicator, {"sex": "F", **more}, girls),
        (indicator, {"sex": "M", **more}, boys),
        (indicator, {"sex": "_U", **more}, unknown),
        (indicator, dict(more), total),
    ]


def test_a_cell_of_one_population_is_the_same_quantity_in_every_indicator(factory, settings):
    exact = factory.rows(*by_sex("CL01", 30, 40, 6), ("PR01", {"sex": "F"}, 30))
    cells = register(exact, settings).cells
    girls = cells[cells["sex"].eq("F")]
    assert len(set(girls["value_id"])) == 1


def test_what_is_suppressed_in_one_table_is_suppressed_in_all(factory, settings):
    exact = factory.rows(*by_sex("CL01", 3, 400, 20), ("PR01", {"sex": "F"}, 3))
    published = protect(exact, settings).cells
    girls = published[published["sex"].eq("F")]
    assert girls["status"].tolist() == ["suppressed", "suppressed"]


def test_ages_taken_at_different_days_are_different_quantities(factory, settings):
    exact = factory.rows(("CL05", {"age": "6-11"}, 30), ("CL06", {"age": "6-11"}, 31))
    quantities = register(exact, settings).quantities
    assert set(quantities["age"]) == {"closure:6-11", "year_end:6-11"}


def test_an_unknown_site_is_not_an_unknown_governorate(factory, settings):
    exact = factory.rows(("PR04", {"place": "_U"}, 30), ("PR05", {"place": "_U"}, 17))
    quantities = register(exact, settings).quantities
    assert set(quantities["place"]) == {"governorate:_U", "site:_U"}


def test_the_total_of_all_concerns_is_the_number_of_children(factory, settings):
    exact = factory.rows(("CL01", {"sex": "F"}, 30), ("CN02", {"sex": "F"}, 30))
    assert len(register(exact, settings).quantities) == 1


def test_two_values_for_one_quantity_are_refused(factory, settings):
    exact = factory.rows(("CL01", {"sex": "F"}, 30), ("PR01", {"sex": "F"}, 31))
    with pytest.raises(DisclosureRefused, match="contradict"):
        register(exact, settings)


def test_tables_that_do_not_add_up_are_refused_by_name(factory, settings):
    exact = factory.rows(*by_sex("CL01", 30, 40, 6)[:3], ("CL01", {}, 77))
    with pytest.raises(DisclosureRefused, match="over sex do not add up to population supported"):
        relate(register(exact, settings), settings)


def test_stocks_and_flows_that_do_not_balance_are_refused(factory, settings):
    exact = factory.rows(
        ("CL03", {}, 50), ("CL02", {}, 40), ("CL04", {}, 6), ("CL05", {}, 30), ("CL06", {}, 67)
    )
    with pytest.raises(DisclosureRefused, match="stocks_and_flows"):
        relate(register(exact, settings), settings)


def test_every_relation_of_an_edition_holds_for_its_exact_values(edition, settings):
    system = relate(register(edition, settings), settings)
    assert len(system.relations) > 80
    assert abs(system.matrix @ system.truth).max() == 0


def test_concerns_of_which_a_child_may_have_several_do_not_add_up(factory, settings):
    exact = factory.rows(
        ("CN02", {"concern": "neglect"}, 60),
        ("CN02", {"concern": "distress"}, 60),
        ("CN02", {}, 100),
    )
    system = relate(register(exact, settings), settings, kinds=["margin"])
    assert system.relations.empty


def test_unlisted_unknowns_become_slacks_that_add_up_to_the_listed_one(factory, settings):
    bands = ["0-5", "6-11", "12-17", "18+", "_U"]
    counts = [[20, 30, 40, 7, 9], [25, 35, 45, 8, 6]]
    grid = factory.table("CL01", ("sex", ["F", "M"]), ("age", bands), counts)
    grid.loc[grid[["sex", "age"]].eq("_T").all(axis=1), "value"] += 10
    for band, more in {"0-5": 4, "6-11": 6}.items():
        grid.loc[grid["sex"].eq("_T") & grid["age"].eq(band), "value"] += more
    exact = pd.concat([grid, factory.rows(("CL01", {"sex": "_U"}, 10))], ignore_index=True)
    system = relate(register(exact, settings), settings)
    slacks = system.quantities[system.quantities["role"].eq("slack")]
    assert slacks["value"].sum() == 10
    listed = system.quantities.index[
        system.quantities["sex"].eq("_U") & system.quantities["role"].eq("cell")
    ]
    tying = system.terms[system.terms["quantity"].eq(listed[0]) & system.terms["sign"].eq(-1)]
    assert len(tying) == 1


def test_unknowns_unlisted_in_two_dimensions_are_tied_in_both(factory):
    settings = factory.settings(unlisted_unknown=("sex", "concern"))
    concerns = list(settings.concerns.concerns)
    counts = [[20 + place for place, _ in enumerate(concerns)], [30 for _ in concerns]]
    table = factory.table("CN01", ("sex", ["F", "M"]), ("concern", concerns), counts)
    known = table[["sex", "concern"]].ne("_T")
    table.loc[known["sex"] & ~known["concern"], "value"] += 7
    table.loc[known["concern"] & ~known["sex"], "value"] += 2
    girls_and_boys = int(table.loc[known["sex"] & ~known["concern"], "value"].sum())
    table.loc[~known.any(axis=1), "value"] = girls_and_boys + 40
    unknown = factory.rows(("CN01", {"sex": "_U"}, 40))
    missing = girls_and_boys + 40 - int(table.loc[known["concern"] & ~known["sex"], "value"].sum())
    exact = pd.concat([table, unknown, factory.rows(("CN01", {"concern": "_U"}, missing))])
    system = relate(register(exact.reset_index(drop=True), settings), settings)
    totals = system.terms[system.terms["sign"].eq(-1)].merge(
        system.relations, left_on="relation", right_index=True
    )
    of = system.quantities.loc[totals["quantity"]].reset_index(drop=True)
    along = totals["dimension"].reset_index(drop=True)
    assert ((of["concern"] == "_U") & (along == "sex")).sum() == 1
    assert ((of["sex"] == "_U") & (along == "concern")).sum() == 1
    assert abs(system.matrix @ system.truth).max() == 0
