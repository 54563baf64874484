"""Tables that would lose too many cells are listed more coarsely, where the policy says so."""

import numpy as np
import pytest

from cpims_report.config import NationalityGroup, RollUp
from cpims_report.disclosure import protect
from cpims_report.errors import ConfigurationError, DisclosureRefused


def roll_up(table, *instead):
    return {"CN01": (RollUp(table=table, instead=instead),)}


def two_way(factory, dimension, codes, settings, low=1, high=9, seed=3):
    concerns = [*settings.concerns.concerns, "_U"]
    grid = np.random.default_rng(seed).integers(low, high, (len(codes), len(concerns)))
    grid[0] += 40
    return factory.table("CN01", (dimension, codes), ("concern", concerns), grid)


@pytest.fixture
def places(settings):
    return [*settings.places.governorates, "_U"]


def test_nothing_is_rolled_up_unless_the_policy_asks(factory, settings, places):
    exact = two_way(factory, "place", places, settings)
    protected = protect(exact, settings)
    assert protected.audit["rolled_up_tables"] == 0
    assert protected.cells["indicator"].ne("DQ06").sum() == len(exact)


def test_governorates_give_way_to_regions_where_too_much_is_suppressed(factory, settings, places):
    exact = two_way(factory, "place", places, settings)
    rolled = factory.settings(
        roll_ups=roll_up(("governorate", "concern"), ("region", "concern")), suppressed_limit=0.5
    )
    fine, coarse = protect(exact, settings), protect(exact, rolled)
    crossed = coarse.cells[coarse.cells["concern"].ne("_T") & coarse.cells["place"].ne("_T")]
    assert set(crossed["place"]) == {*settings.places.regions, "_U"}
    assert set(coarse.cells["place"]) >= set(settings.places.governorates)
    assert (
        coarse.cells["status"].eq("published").mean() > fine.cells["status"].eq("published").mean()
    )
    assert coarse.roll_ups[["from", "to"]].to_numpy().tolist() == [
        ["governorate×concern", "region×concern"]
    ]
    regions = settings.places.governorates
    south = exact[
        exact["place"].map(lambda code: code in regions and regions[code].region == "south")
    ]
    shown = crossed[crossed["place"].eq("south") & crossed["status"].eq("published")]
    for row in shown.to_dict("records"):
        assert row["value"] == south.loc[south["concern"].eq(row["concern"]), "value"].sum()


def test_the_finest_level_under_the_limit_is_taken(factory, settings, places):
    exact = two_way(factory, "place", places, settings)
    chain = roll_up(("governorate", "concern"), ("region", "concern"), ("region", "family"))
    steps = {
        limit: len(
            protect(exact, factory.settings(roll_ups=chain, suppressed_limit=limit)).roll_ups
        )
        for limit in (0.95, 0.5, 0.01)
    }
    assert steps == {0.95: 0, 0.5: 1, 0.01: 2}


def test_families_of_concern_and_groups_of_nationalities_stand_for_their_members(factory, settings):
    nationalities = [*settings.lookups["nationality"], "_U"]
    label = {"en": "Other nationalities"}
    others = NationalityGroup(label=label, members=("yemen", "sudan", "somalia"))
    exact = two_way(factory, "nationality", nationalities, settings)
    rolled = factory.settings(
        roll_ups=roll_up(("nationality", "concern"), ("nationality_group", "family")),
        nationality_groups={"others": others},
        suppressed_limit=0.05,
    )
    cells = protect(exact, rolled).cells
    crossed = cells[cells["concern"].ne("_T") & cells["nationality"].ne("_T")]
    assert "others" in set(crossed["nationality"])
    assert "yemen" not in set(crossed["nationality"])
    assert set(crossed["concern"]) == {*settings.concerns.families, "_U"}
    assert cells["concern"].isin(settings.concerns.concerns).any()


def test_families_of_children_with_several_concerns_are_refused(factory):
    rule = {"CN02": (RollUp(table=("sex", "concern"), instead=(("sex", "family"),)),)}
    exact = factory.rows(("CN02", {"sex": "F", "concern": "neglect"}, 30))
    with pytest.raises(ConfigurationError, match="cannot be used"):
        protect(exact, factory.settings(roll_ups=rule))


def test_a_table_by_agency_is_refused(factory, settings):
    exact = factory.rows(("CL01", {"place": "amman"}, 300), ("CS01", {"category": "unhcr"}, 30))
    with pytest.raises(DisclosureRefused, match="CS01 is broken down by agency"):
        protect(exact, settings)
