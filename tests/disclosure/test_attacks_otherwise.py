"""Attacks by other ways than sums: each succeeds without its defence and fails with it.

| attack | defence | off |
| --- | --- | --- |
| a percent of a known base gives the count | it goes with its value | percents of exact values |
| a percent on a small base gives the count | `minimum_base` | no least base |
| a draft of this year shows the cover | its mask is kept | `earlier_editions: ignore` |
| last year's stock is this year's | the cover is another | `earlier_editions: ignore` |
| a revised cell differs by few | it is hidden (`revised`) | `earlier_editions: ignore` |
| last year's hidden number stands beside this year's | hidden (`withheld before`) | as above |
| a change less the other year | it goes with its parts | changes of exact values |
| a median or quartile parts its table | it goes with hidden bands | tables are not looked at |
| a member subtracts its own figures | `insiders: protect` | `insiders: off` |
| a member has most of a cell of two | `dominance: protect` | `dominance: off` |
| a mark tells that a hidden cell is not small | marks on shown cells alone | on every cell |
| internal rows | dropped, and refused in files | audience public |
| tables by agency | refused | not looked for |
| sums of rounded numbers | refused | the proof is not asked |
"""

import numpy as np
import pandas as pd
import pytest

from cpims_report.disclosure import derived, masking, protect, protection
from cpims_report.disclosure.equations import registry
from cpims_report.disclosure.percents import percents
from cpims_report.errors import DisclosureRefused

COUNTS = {"syria": 500, "jordan": 60, "iraq": 40, "yemen": 3, "sudan": 33, "somalia": 31}
COUNTS |= {"palestine": 42, "other": 37, "_U": 22}
NATIONALITIES = "CL02 = " + " + ".join(f"CL02 {name}" for name in COUNTS)


def by_nationality(factory, counts=COUNTS):
    return factory.rows(
        *(("CL02", {"nationality": name}, count) for name, count in counts.items()),
        ("CL02", {}, sum(counts.values())),
    )


def shown(exact, hidden=(), year=2018):
    """A published edition of exact cells in which some codes are suppressed."""
    gone = exact[["nationality", "place", "category"]].isin(list(hidden)).any(axis=1)
    return exact.assign(
        year=year,
        value=exact["value"].mask(gone),
        percent=pd.array([None] * len(exact), dtype="Float64"),
        status=gone.map({True: "suppressed", False: "published"}),
    )


def is_open(bounds, settings, limit=5):
    """Whether an interval is narrower than the policy asks, or tells that a number is small."""
    low, high = bounds
    return high - low < settings.policy.minimum_width or high < limit


def test_a_percent_of_a_known_base_tells_the_count(factory, settings, build, monkeypatch):
    counts = {name: count for name, count in COUNTS.items() if name != "_U"}
    of = sum(counts.values())
    exact = factory.rows(*(("PR03", {"nationality": name}, n, of) for name, n in counts.items()))

    def guessed(cells):
        row = cells[cells["nationality"].eq("yemen")].iloc[0]
        return None if pd.isna(row["percent"]) else round(row["percent"] * of / 100)

    assert guessed(build(exact, settings)) is None
    monkeypatch.setattr(
        masking, "percents", lambda value, base, policy: percents(*numbers(exact), policy)
    )
    assert guessed(build(exact, settings)) == 3


def numbers(exact):
    return exact["value"], exact["base"]


def test_a_percent_on_a_small_base_tells_the_count(factory, build):
    exact = factory.rows(("PR01", {"sex": "F"}, 5, 11), ("PR01", {"sex": "M"}, 6, 11))
    wary = build(exact, factory.settings(minimum_base=20))
    assert wary["percent"].drop(wary.index[wary["indicator"].eq("DQ06")]).isna().all()
    naive = build(exact, factory.settings(minimum_base=1)).set_index("sex")["percent"]
    fitting = [
        (count, of)
        for of in range(1, 20)
        for count in range(of + 1)
        if round(100 * count / of) == naive["F"] and round(100 * (of - count) / of) == naive["M"]
    ]
    assert fitting == [(5, 11)]


def stock(factory, indicator):
    counts = dict.fromkeys(factory.settings().places.governorates, 0)
    counts |= {"amman": 300, "irbid": 250, "mafraq": 240, "karak": 3, "ajloun": 16, "aqaba": 71}
    rows = ((indicator, {"place": name}, n) for name, n in (counts | {"_U": 20}).items())
    return factory.rows(*rows, (indicator, {}, 900))


PLACES = ["amman", "irbid", "mafraq", "karak", "ajloun", "aqaba"]
EDITIONS = {
    "an earlier draft": (
        by_nationality,
        lambda factory: shown(by_nationality(factory), {"yemen", "jordan"}),
        "CL02 yemen",
        [NATIONALITIES],
    ),
    "last year's stock": (
        lambda factory: stock(factory, "CL03"),
        lambda factory: shown(stock(factory, "CL06"), {"karak", "aqaba"}, 2017),
        "CL03 karak",
        [
            "CL03 = " + " + ".join(f"CL03 {name}" for name in PLACES),
            *(f"CL03 {name} = 2017 CL06 {name}" for name in PLACES),
        ],
    ),
}


@pytest.mark.parametrize(("make", "before", "target", "claims"), EDITIONS.values(), ids=EDITIONS)
def test_another_edition_shows_the_cover(factory, settings, build, make, before, target, claims):
    exact, earlier = make(factory), before(factory)
    found = {}
    for rule in ("ignore", "protect"):
        cells = build(exact, factory.settings(earlier_editions=rule), earlier=earlier)
        found[rule] = factory.reader(cells, earlier).bounds(target, claims)
    assert is_open(found["ignore"], settings)
    assert not is_open(found["protect"], settings)


def test_a_revised_number_tells_of_the_few_that_were_added(factory, settings, build):
    def table(girls):
        concerns = ["neglect", "distress", "other"]
        return factory.table(
            "CN01", ("sex", ["F", "M"]), ("concern", concerns), [[girls, 40, 50], [60, 70, 80]]
        )

    draft, found = shown(table(30)), {}
    for rule in ("ignore", "protect"):
        cells = build(table(33), factory.settings(earlier_editions=rule), earlier=draft)
        girls = cells[cells["sex"].eq("F") & cells["concern"].eq("neglect")]["value"].item()
        found[rule] = None if pd.isna(girls) else girls - 30
    assert found == {"ignore": 3, "protect": None}


def compared(factory, place, previous):
    rows = {"current": 90, "current_panel": 60, "joined": 30, "previous": previous}
    rows |= {"previous_panel": previous - 20, "left": 20}
    return factory.rows(
        *(("CL08", {"category": code, "place": place}, count) for code, count in rows.items())
    )


def test_what_last_year_hid_is_printed_beside_this_year(factory, settings, build):
    """Karak was hidden with Aqaba last year: 60 now would open it."""
    counts = {"south": 60, "north": 3, "central": 500, "_U": 80}
    last = factory.rows(
        *(("CL01", {"place": name}, n) for name, n in counts.items()), ("CL01", {}, 643)
    )
    earlier = shown(last, {"south", "north"}, 2017)
    exact = compared(factory, "south", 60)
    claims = [
        "2017 CL01 = 2017 CL01 south + 2017 CL01 north + 2017 CL01 central + 2017 CL01 _U",
        "2017 CL01 south = CL08 south previous",
        "CL08 south previous = CL08 south previous_panel + CL08 south left",
    ]
    found = {}
    for rule in ("ignore", "protect"):
        cells = build(exact, factory.settings(earlier_editions=rule), earlier=earlier)
        found[rule] = factory.reader(cells, earlier).bounds("2017 CL01 north", claims)
    assert found["ignore"] == (3, 3)
    assert not is_open(found["protect"], settings)


def test_a_change_gives_its_hidden_part_away(factory, settings, build, monkeypatch):
    counts = {"current": 90, "previous": 4, "change": 86}
    exact = factory.rows(*(("CL08", {"category": code}, n) for code, n in counts.items()))
    claims = ["CL08 current = CL08 previous + CL08 change"]
    wary = factory.reader(build(exact, settings)).bounds("CL08 previous", claims)
    monkeypatch.setattr(
        derived, "differences", lambda cells, differing: exact["value"].where(differing)
    )
    naive = factory.reader(build(exact, settings)).bounds("CL08 previous", claims)
    assert naive == (4, 4)
    assert not is_open(wary, settings)


def test_a_quartile_tells_how_few_are_in_a_hidden_band(factory, settings, build, monkeypatch):
    """Below the lower quartile is at most a quarter: three of twelve."""
    bands = {"0-30": 2, "31-90": 0, "91-180": 0, "181+": 10, "_U": 0}
    exact = factory.rows(
        *(("CM05", {"category": code}, n) for code, n in bands.items()),
        ("CM05", {}, 12),
        ("CM06", {"category": "lower_quartile"}, 190, 12),
    )

    def band(cells):
        quartile = cells.loc[cells["category"].eq("lower_quartile"), "value"].item()
        claims = ["CM05 = " + " + ".join(f"CM05 {code}" for code in bands)]
        if pd.notna(quartile):
            claims.append("CM05 0-30 + CM05 31-90 + CM05 91-180 <= 3")
        return factory.reader(cells).bounds("CM05 0-30", claims)

    assert not is_open(band(build(exact, settings)), settings)
    monkeypatch.setattr(
        derived, "in_hidden_table", lambda cells, settings: pd.Series(False, index=cells.index)
    )
    assert is_open(band(build(exact, settings)), settings)


def own_figures(factory, counts):
    return by_nationality(factory, counts).assign(agency="imc")


def test_a_member_subtracts_its_own_figures(factory, settings, build):
    """The member has all the unknowns, and no Yemeni: these are the others' small number."""
    own = {name: 0 if name in ("syria", "yemen") else count for name, count in COUNTS.items()}
    claims = [NATIONALITIES, *(f"{count} <= CL02 {name}" for name, count in own.items())]
    found = {}
    for rule in ("off", "protect"):
        chosen = factory.settings(insiders=rule, dominance="off")
        cells = build(by_nationality(factory), chosen, contributions=own_figures(factory, own))
        found[rule] = factory.reader(cells).bounds("CL02 yemen", claims)
    assert is_open(found["off"], settings)
    assert not is_open(found["protect"], settings)


def test_a_member_that_has_most_of_a_cell_reads_the_rest_of_it(factory, settings, build):
    """One of two members has 45 of 49 girls: the other's four are all girls less its own."""
    girls, mine = 49, 45
    exact = factory.rows(
        *(("CL02", {"sex": sex}, n) for sex, n in (("F", girls), ("M", 60), ("_U", 20))),
        ("CL02", {}, 129),
    )
    one = factory.rows(("CL02", {"sex": "F"}, mine), ("CL02", {"sex": "M"}, 30)).assign(agency="a")
    two = factory.rows(("CL02", {"sex": "F"}, 4), ("CL02", {"sex": "M"}, 30)).assign(agency="b")
    both = pd.concat([one, two], ignore_index=True)
    claims = ["CL02 = CL02 F + CL02 M + CL02 _U", f"CL02 F = {mine} + others"]
    found = {}
    for rule in ("off", "protect"):
        cells = build(exact, factory.settings(dominance=rule), contributions=both)
        found[rule] = factory.reader(cells).bounds("others", claims)
    assert found["off"] == (4, 4)
    assert not is_open(found["protect"], settings)


def test_a_mark_tells_the_cover_from_the_small_number(factory, settings, build, monkeypatch):
    """A mark stands on cells of five or more alone."""
    concerns = {"neglect": 4, "distress": 60, "other": 31}
    exact = factory.rows(
        *(("CN01", {"place": "irbid", "concern": name}, n) for name, n in concerns.items()),
        ("CN01", {"place": "irbid"}, 95),
        *(("CX01", {"place": "irbid", "concern": name}, n, n) for name, n in concerns.items()),
    )

    def marked(cells):
        hidden = cells[cells["indicator"].eq("CN01") & cells["status"].eq("suppressed")]
        marks = set(cells.loc[cells["indicator"].eq("CX01"), "concern"])
        return len(hidden), marks & set(hidden["concern"])

    assert marked(build(exact, settings)) == (2, set())
    monkeypatch.setattr(derived, "SHOWN", ("published", "rounded", "suppressed"))
    assert marked(build(exact, settings)) == (2, {"other"})


def test_internal_rows_would_be_published_if_they_were_not_dropped(
    factory, settings, build, monkeypatch
):
    exact = factory.rows(("CL10", {"category": "two"}, 77777), ("CL01", {}, 90000))
    assert not build(exact, settings)["value"].eq(77777).any()
    monkeypatch.setattr(protection, "public", lambda cells, settings: cells)
    assert build(exact, settings)["value"].eq(77777).any()


def test_a_table_by_agency_would_be_published_if_it_was_not_refused(
    factory, settings, build, monkeypatch
):
    member = next(iter(settings.agencies))
    exact = factory.rows(("CL09", {"category": member}, 77777))
    with pytest.raises(DisclosureRefused, match="by agency"):
        build(exact, settings)
    monkeypatch.setattr(registry, "refuse_agencies", lambda exact, settings: None)
    assert build(exact, settings)["value"].eq(77777).any()


def test_sums_of_rounded_numbers_give_them_away(factory, build, monkeypatch):
    """Four parts of at most two that add up to at least eight are two each."""
    settings = factory.settings(mode="round5")
    parts = ("central", "north", "south", "_U")
    exact = factory.rows(*(("CL02", {"place": name}, 2) for name in parts), ("CL02", {}, 8))
    with pytest.raises(DisclosureRefused, match="Rounding alone"):
        protect(exact, settings)
    proved = protection.find_rounded_bounds

    def unproved(exact, settings):
        system, bounds = proved(exact, settings)
        return system, bounds.assign(met=True)

    monkeypatch.setattr(protection, "find_rounded_bounds", unproved)
    cells = protect(exact, settings).cells.set_index("place")["value"]
    claims = [f"true = {' + '.join(f'true {name}' for name in parts)}"]
    claims += [f"true {name} <= {cells[name] + 2}" for name in parts]
    claims += [f"{cells['_T'].max() - 2} <= true", f"true <= {cells['_T'].max() + 2}"]
    reader = factory.reader(protect(exact, settings).cells)
    assert [reader.bounds(f"true {name}", claims) for name in parts] == [(2, 2)] * 4
    assert np.unique(cells[list(parts)]).tolist() == [0]
