"""Editions that readers have already: last year's, and an earlier one of the same year."""

import pandas as pd
import pytest

from cpims_report.disclosure import protect
from cpims_report.disclosure.earlier_editions import find_past

COUNTS = {"syria": 500, "jordan": 60, "iraq": 40, "yemen": 3, "sudan": 33, "somalia": 31}
COUNTS |= {"palestine": 42, "other": 37, "_U": 22}
STOCK = {"amman": 300, "irbid": 250, "mafraq": 240, "karak": 3, "ajloun": 16, "aqaba": 71}


def by_nationality(factory, counts):
    return factory.rows(
        *(("CL02", {"nationality": name}, count) for name, count in counts.items()),
        ("CL02", {}, sum(counts.values())),
    )


def stock(factory, indicator="CL03"):
    places = factory.settings().places.governorates
    counts = {name: STOCK.get(name, 0) for name in places} | {"_U": 20}
    return factory.rows(
        *((indicator, {"place": name}, count) for name, count in counts.items()),
        (indicator, {}, sum(counts.values())),
    )


def shown(exact, hidden, year=2018):
    """A published edition of exact cells in which some codes are suppressed."""
    gone = exact[["nationality", "place"]].isin(list(hidden)).any(axis=1)
    return exact.assign(
        year=year,
        value=exact["value"].mask(gone),
        percent=pd.array([None] * len(exact), dtype="Float64"),
        status=gone.map({True: "suppressed", False: "published"}),
    )


def hidden(cells, column="nationality"):
    return set(cells.loc[cells["status"].eq("suppressed"), column])


def is_safe(factory, exact, cells, earlier, column):
    """Whether a reader of both editions is left in doubt about every suppressed number."""
    settings = factory.settings()
    bench = factory.bench(exact, settings)
    past = find_past(bench.system, earlier, settings, len(bench.registry.quantities))
    codes = bench.system.quantities[column].str.removeprefix("governorate:")
    flags = codes.isin(hidden(cells, column)).to_numpy() & ~past.known
    return bench.attack(flags[: len(bench.registry.quantities)])["met"].all()


ATTACKS = {
    "an earlier draft": (by_nationality, COUNTS, "nationality", {"yemen", "jordan"}, 2018),
    "last year's stock": (stock, None, "place", {"karak", "aqaba"}, 2017),
}


@pytest.mark.parametrize(
    ("make", "counts", "column", "gone", "year"), ATTACKS.values(), ids=ATTACKS
)
def test_another_edition_opens_this_one_unless_the_gate_reads_it(
    factory, make, counts, column, gone, year
):
    exact = make(factory, counts) if counts else make(factory)
    before = exact if counts else stock(factory, "CL06")
    earlier = shown(before, gone, year)
    naive = protect(exact, factory.settings(earlier_editions="ignore"), None, earlier)
    wary = protect(exact, factory.settings(), None, earlier)
    assert hidden(naive.cells, column) != gone
    assert not is_safe(factory, exact, naive.cells, earlier, column)
    assert hidden(wary.cells, column) == gone
    assert is_safe(factory, exact, wary.cells, earlier, column)


def test_the_same_numbers_keep_the_mask_of_the_earlier_edition(factory, settings, edition):
    wider = protect(edition, factory.settings(threshold=8)).cells
    usual = protect(edition, settings).cells
    assert wider["status"].ne(usual["status"]).any()
    for earlier in (usual, wider):
        again = protect(edition, settings, None, earlier).cells
        assert again["status"].tolist() == earlier["status"].tolist()


def test_a_mask_is_kept_where_a_median_of_few_was_left_out_with_its_contributors(factory, settings):
    """They are no small number, and the sum tells them: nobody meant to hide them."""
    services = {"education_service": 20, "legal_assistance_service": 14, "safehouse_service": 8}
    days = (("SV03", {"category": name}, 12, count) for name, count in services.items())
    exact = factory.rows(
        *(("CL02", {"nationality": name}, count) for name, count in COUNTS.items()),
        ("CL02", {}, sum(COUNTS.values())),
        *days,
        ("SV03", {}, 12, sum(services.values())),
    )
    earlier = shown(exact, {"yemen", "jordan", "sudan"})
    few = earlier["category"].eq("safehouse_service")
    earlier.loc[few, ["value", "base"]] = pd.NA
    earlier.loc[few, "status"] = "suppressed"
    assert hidden(protect(exact, settings, None, earlier).cells) == hidden(earlier)
    assert hidden(protect(exact, settings).cells) != hidden(earlier)


def test_a_small_number_that_an_earlier_edition_shows_is_told_in_the_seal(factory, settings):
    exact = by_nationality(factory, COUNTS)
    audit = protect(exact, settings, None, shown(exact, set())).audit
    assert audit["earlier_editions"]["already_public"] == 1
    assert protect(exact, settings).audit["earlier_editions"]["already_public"] == 0


def revised_table(factory, girls):
    grid = [[girls, 40, 50], [60, 70, 80]]
    return factory.table(
        "CN01", ("sex", ["F", "M"]), ("concern", ["neglect", "distress", "other"]), grid
    )


@pytest.mark.parametrize(("girls", "reason"), [(32, "revised"), (34, "revised"), (37, None)])
def test_a_revision_by_a_few_children_is_not_shown_in_a_cross_table(
    factory, settings, girls, reason
):
    draft = shown(revised_table(factory, 30), set())
    protected = protect(revised_table(factory, girls), settings, None, draft)
    cell = protected.cells["sex"].eq("F") & protected.cells["concern"].eq("neglect")
    assert protected.cells.loc[cell, "status"].item() == ("suppressed" if reason else "published")
    assert protected.cells.loc[protected.cells["sex"].eq("_T"), "status"].eq("published").any()
    if reason:
        assert reason in set(protected.roll["reason"])
        assert protected.audit["earlier_editions"]["hidden_as_revised"] == 1


def test_codes_that_the_catalogue_no_longer_has_do_not_stop_the_gate(factory, settings):
    exact = by_nationality(factory, COUNTS)
    draft = shown(exact, {"yemen", "jordan"}).assign(indicator="GONE")
    assert protect(exact, settings, None, draft).audit["passed"] is True


def test_the_parts_of_what_last_year_hid_are_withheld(factory, settings):
    """Members of both years and those that left: together they are the number that was hidden."""
    counts = {"north": 3, "south": 60, "central": 500, "_U": 80}
    last = factory.rows(
        *(("CL01", {"place": name}, count) for name, count in counts.items()), ("CL01", {}, 643)
    )
    rows = {"current": 90, "current_panel": 60, "joined": 30, "previous": 60}
    rows |= {"previous_panel": 40, "left": 20}
    exact = factory.rows(
        *(("CL08", {"category": code, "place": "south"}, count) for code, count in rows.items())
    )
    cells = protect(exact, settings, None, shown(last, {"south", "north"}, 2017)).cells
    gone = cells.loc[cells["status"].eq("suppressed"), "category"]
    assert set(gone) == {"previous", "previous_panel", "left"}


def test_cases_carried_over_are_withheld_where_those_open_were_hidden(factory, settings):
    exact, before = stock(factory), stock(factory, "CL06")
    cells = protect(exact, settings, None, shown(before, {"amman", "karak"}, 2017)).cells
    assert {"amman", "karak"} <= hidden(cells, "place")
