"""Each attack succeeds where the gate does not know its kind of relation, else it fails."""

import pytest

from cpims_report.disclosure import protect

GOVERNORATES = {
    "amman": 300, "balqa": 70, "zarqa": 200, "madaba": 60, "irbid": 250, "mafraq": 240,
    "jerash": 55, "ajloun": 6, "karak": 3, "tafilah": 52, "maan": 64, "aqaba": 71,
}  # fmt: skip
REGIONS = {"central": 630, "north": 551, "south": 190}


def margin(factory):
    counts = {"syria": 500, "jordan": 60, "iraq": 40, "yemen": 3, "sudan": 33, "somalia": 31}
    counts |= {"palestine": 42, "other": 37, "_U": 22}
    return factory.rows(
        *(("CL02", {"nationality": name}, count) for name, count in counts.items()),
        ("CL02", {}, sum(counts.values())),
    )


def hierarchy(factory):
    cells = [("CL01", {"place": name}, count) for name, count in GOVERNORATES.items()]
    cells += [("CL01", {"place": name}, count) for name, count in REGIONS.items()]
    return factory.rows(*cells, ("CL01", {"place": "_U"}, 29), ("CL01", {}, 1400))


def camps(factory):
    return factory.rows(("CL01", {"place": "mafraq"}, 240), ("CL01", {"place": "zaatari"}, 237))


def flow(factory):
    table = {"CL03": (20, 30, 50), "CL02": (3, 40, 43), "CL04": (12, 13, 25)}
    table |= {"CL05": (15, 33, 48), "CL06": (20, 50, 70)}
    return factory.rows(
        *((name, {"sex": "F"}, girls) for name, (girls, _, _) in table.items()),
        *((name, {"sex": "M"}, boys) for name, (_, boys, _) in table.items()),
        *((name, {"sex": "_U"}, 0) for name in table),
        *((name, {}, total) for name, (_, _, total) in table.items()),
    )


def base(factory):
    known = {"syria": 500, "jordan": 60, "iraq": 40, "yemen": 3, "sudan": 33, "somalia": 31}
    known |= {"palestine": 42, "other": 37}
    of = sum(known.values())
    return factory.rows(
        *(("PR03", {"nationality": name}, count, of) for name, count in known.items()),
        ("PR03", {"nationality": "_U"}, 6),
        ("PR03", {}, of + 6),
    )


def subset(factory):
    return factory.rows(("CN01", {"concern": "neglect"}, 4), ("CN02", {"concern": "neglect"}, 5))


def group(factory, settings):
    concerns = [*settings.concerns.concerns, "_U"]
    row = [12 if name == "trafficking" else 0 for name in concerns]
    other = [40 for _ in concerns]
    return factory.table(
        "CN01", ("nationality", ["iraq", "syria"]), ("concern", concerns), [row, other]
    )


def part_of_a_population(factory):
    """All but three girls are of sources that ask: subtracting tells of the three."""
    asked = {"F": 97, "M": 120, "_U": 30}
    return factory.rows(
        *(("PR06", {"sex": sex}, count) for sex, count in asked.items()),
        ("PR06", {}, 247),
        *(
            ("CL01", {"sex": sex}, asked[sex] + more)
            for sex, more in (("F", 3), ("M", 20), ("_U", 9))
        ),
        ("CL01", {}, 279),
    )


def equal_populations(factory):
    """The cover of one table is printed as another table's total."""
    nationalities = dict.fromkeys(factory.settings().lookups["nationality"], 0)
    nationalities |= {"syria": 500, "yemen": 3, "_U": 0}
    return factory.rows(
        *(("PR03", {"nationality": name}, count) for name, count in nationalities.items()),
        ("PR03", {}, 503),
        ("CX02", {}, 500, 9000),
    )


def closures(factory, **more):
    counts = dict.fromkeys(factory.settings().lookups["closure_reason"], 0)
    return counts | {"needs_met": 90, "relocated": 21, "resettled": 30, "_U": 12} | more


def code_groups(factory):
    """Contact lost and services declined are the two codes of one printed group."""
    counts = closures(factory, lost_contact=2, declined=40)
    groups = {"needs_met": 90, "disengaged": 42, "internal_transfer": 0, "other_ending": 51}
    return factory.rows(
        *(("CS01", {"category": code}, count) for code, count in counts.items()),
        *(("CS02", {"category": code}, count) for code, count in groups.items()),
        ("CS01", {}, sum(counts.values())),
    )


def bases_that_leave_out(factory):
    """One base counts transfers to members, the other does not."""
    counts = closures(factory, transferred_internal=3)
    known = sum(counts.values()) - counts["_U"]
    groups = {"needs_met": 90, "disengaged": 0, "other_ending": 51}
    return factory.rows(
        *(("CS01", {"category": code}, n, known) for code, n in counts.items() if code != "_U"),
        ("CS01", {"category": "_U"}, 12),
        ("CS01", {}, known + 12),
        *(("CS02", {"category": code}, count, known - 3) for code, count in groups.items()),
    )


def listed_in_part(factory):
    """Two codes are listed, and the total: the others follow."""
    counts = {"lost_contact": 30, "declined": 17}
    return factory.rows(
        *(("CS03", {"category": code, "place": "irbid"}, n) for code, n in counts.items()),
        ("CS03", {"place": "irbid"}, 50),
    )


def several_codes(factory):
    """No code can hold more than all units: seven of eight is more than "below ten"."""
    return factory.rows(("CN02", {"concern": "trafficking", "sex": "F"}, 7, 8))


def counted_concerns(factory):
    """Mentions are one, two, three, four of each child: with no fifth, few can have four."""
    counts = {"one": 90, "two": 40, "three": 29, "four_plus": 3}
    mentions = sum(count * number for number, count in enumerate(counts.values(), start=1))
    first, *others = factory.settings().concerns.concerns
    told = {first: mentions - 12 * len(others), **dict.fromkeys(others, 12)}
    return factory.rows(
        *(("CN03", {"category": code}, count, 162) for code, count in counts.items()),
        *(("CN02", {"concern": code}, count, 162) for code, count in told.items()),
    )


def joined_members(factory):
    """Children through members that joined are those of all members less those of both years."""
    counts = {"current": 43, "current_panel": 40, "joined": 3, "previous": 50}
    counts |= {"previous_panel": 40, "left": 10}
    return factory.rows(*(("CL08", {"category": code}, count) for code, count in counts.items()))


def own_bases(factory):
    """Known of all: three cases lack the field."""
    return factory.rows(("DQ01", {"category": "sex"}, 97, 100))


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("margin", margin),
        ("margin", listed_in_part),
        ("hierarchy", hierarchy),
        ("hierarchy", camps),
        ("hierarchy", code_groups),
        ("flow", flow),
        ("base", base),
        ("base", bases_that_leave_out),
        ("subset", subset),
        ("group", group),
        ("nested", part_of_a_population),
        ("nested", equal_populations),
        ("several", several_codes),
        ("concern count", counted_concerns),
        ("comparison", joined_members),
        ("complete", own_bases),
    ],
    ids=[
        *("rows and columns", "codes listed in part", "regions", "camps", "groups of codes"),
        *("stocks and flows", "bases", "bases that leave codes out", "of which", "uniform rows"),
        *("parts of a population", "equal populations", "several codes", "counted concerns"),
        *("two years", "bases of their own"),
    ],
)
def test_an_attack_succeeds_without_its_defence_and_fails_with_it(factory, settings, kind, make):
    exact = make(factory, settings) if kind == "group" else make(factory)
    bench = factory.bench(exact, settings)
    naive = bench.attack(bench.hide(without=[kind]))
    wary = bench.attack(bench.hide())
    assert not naive["met"].all()
    assert len(wary)
    assert wary["met"].all()


def test_the_attacker_computes_the_exact_count_where_only_it_is_hidden(factory, settings):
    bench = factory.bench(margin(factory), settings)
    alone = bench.reasons.ne("").to_numpy()[: len(bench.registry.quantities)]
    bounds = bench.attack(alone)
    assert bounds[["low", "high"]].to_numpy().tolist() == [[3.0, 3.0]]


def test_bounds_are_the_least_and_most_whole_numbers_that_fit(factory, settings):
    bench = factory.bench(
        factory.rows(
            ("CL02", {"sex": "F"}, 7),
            ("CL02", {"sex": "M"}, 6),
            ("CL02", {"sex": "_U"}, 8),
            ("CL02", {}, 21),
        ),
        settings,
    )
    quantities = bench.registry.quantities
    hidden = quantities["sex"].isin(["F", "M"]).to_numpy()
    bounds = bench.attack(hidden)
    assert bounds[["low", "high"]].to_numpy().tolist() == [[1.0, 12.0], [1.0, 12.0]]


def test_a_percent_would_tell_the_count_so_it_goes_with_the_value(factory, settings):
    exact = base(factory)
    cells = protect(exact, settings).cells
    hidden = cells[cells["status"].eq("suppressed")]
    assert len(hidden) >= 2
    assert hidden[["value", "base", "percent"]].isna().all(axis=None)
    known = exact.merge(hidden[["nationality"]]).dropna(subset="base")
    share = (known["value"] / known["base"] * 1000).round() / 1000
    assert (share * known["base"]).round().tolist() == known["value"].tolist()


def test_a_hidden_base_takes_the_percents_of_its_row_with_it(factory, settings):
    cells = protect(base(factory), settings).cells
    no_base = cells["base"].isna()
    assert cells.loc[no_base, "percent"].isna().all()


def test_uniform_sensitive_rows_hide_a_zero_beside_the_cell(factory, settings):
    cells = protect(group(factory, settings), settings).cells
    row = cells[cells["nationality"].eq("iraq") & cells["concern"].ne("_T")].set_index("concern")
    assert row.loc["trafficking", "status"] == "suppressed"
    assert row["status"].drop("trafficking").eq("suppressed").any()


def test_uniform_rows_of_ordinary_concerns_are_shown(factory, settings):
    concerns = ["neglect", "distress", "violence_abuse"]
    exact = factory.table(
        "CN01",
        ("nationality", ["iraq", "syria"]),
        ("concern", concerns),
        [[12, 0, 0], [40, 50, 60]],
    )
    cells = protect(exact, settings).cells
    assert cells["status"].eq("published").all()


def test_unknowns_that_the_policy_leaves_unlisted_need_no_cover(factory):
    exact = factory.rows(
        ("CL04", {"sex": "F"}, 60),
        ("CL04", {"sex": "M"}, 70),
        ("CL04", {"sex": "_U"}, 2),
        ("CL04", {}, 132),
    )
    lenient = protect(exact, factory.settings()).cells
    strict = protect(exact, factory.settings(unlisted_unknown=())).cells
    assert lenient["status"].eq("published").all()
    assert strict["status"].eq("suppressed").sum() >= 2


def test_a_small_count_must_be_able_to_reach_its_threshold(factory, settings):
    exact = factory.rows(
        *(("CN01", {"concern": name}, 40) for name in ("neglect", "distress", "other")),
        *(
            ("CN01", {"concern": name}, count)
            for name, count in (("caafag", 5), ("trafficking", 2))
        ),
        ("CN01", {}, 127),
    )
    bench = factory.bench(exact, settings)
    small = bench.registry.quantities["value"].lt(10).to_numpy()
    bounds = bench.attack(small)
    assert bounds[["low", "high"]].to_numpy().tolist() == [[1.0, 6.0], [1.0, 6.0]]
    assert not bounds["met"].any()
    assert bench.attack(bench.hide())["high"].ge(10).all()
