"""Each attack succeeds where its defence is switched off, and fails where it is on.

Here: attacks by what adds up. `test_attacks_otherwise.py`: by shares, medians, other editions,
members' own figures, marks and rounding. The attacker has published rows, a list of claims and a
solver for linear programmes; the gate's own audit has no part in it.

A defence is off where the gate does not know a kind of relation (`without`), where the policy asks
less (`policy`), or where nothing covers what is small (`covered`).
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cpims_report.config import Settings
from cpims_report.disclosure import protect
from cpims_report.disclosure.equations.hierarchies import KINDS

CONFIG = Path(__file__).resolve().parents[2] / "config"

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


def group(factory):
    concerns = [*factory.settings().concerns.concerns, "_U"]
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


def months(factory):
    counts = dict.fromkeys(factory.settings().lookups["month"], 40)
    counts[next(iter(counts))] = 3
    return factory.rows(
        *(("CL02", {"category": month}, count) for month, count in counts.items()),
        ("CL02", {}, sum(counts.values())),
    )


def families(factory):
    """The cheapest cover of the whole list is in another family."""
    concerns = factory.settings().concerns.concerns
    counts = dict.fromkeys(concerns, 60) | {"caafag": 3, "distress": 11}
    totals = {}
    for name, count in counts.items():
        family = concerns[name].family
        totals[family] = totals.get(family, 0) + count
    return factory.rows(
        *(("CN01", {"concern": code}, n) for code, n in (counts | totals | {"_U": 70}).items()),
        ("CN01", {}, sum(counts.values()) + 70),
    )


def nationality_groups(factory):
    """The cheapest cover of the whole list is outside the group."""
    counts = {"syria": 500, "jordan": 12, "iraq": 40, "yemen": 3, "sudan": 93, "somalia": 91}
    counts |= {"palestine": 92, "other": 97, "_U": 80}
    others = {"others": 3 + 93 + 91 + 92 + 97}
    return factory.rows(
        *(("CL02", {"nationality": name}, n) for name, n in (counts | others).items()),
        ("CL02", {}, sum(counts.values())),
    )


def sensitive_concern(factory):
    return factory.rows(
        ("CN01", {"concern": "trafficking"}, 7),
        ("CN01", {"concern": "neglect"}, 40),
        ("CN01", {}, 99),
    )


def small_base(factory):
    return factory.rows(("PR01", {"sex": "F"}, 0, 4), ("PR01", {"sex": "M"}, 4, 4))


def common_violence(factory):
    """All girls have one and the same code, of a list of which each may have several."""
    codes = dict.fromkeys(factory.settings().lookups["violence_type"], 0)
    girls = codes | {"sexual_assault": 12}
    boys = codes | {"physical_assault": 60, "psychological_abuse": 30, "non_gbv": 25}
    return factory.rows(
        *(("CN05", {"sex": "F", "category": code}, n, 12) for code, n in girls.items()),
        *(("CN05", {"sex": "M", "category": code}, n, 70) for code, n in boys.items()),
    )


def several_codes(factory):
    """No code can hold more than all units: seven of eight is more than "below ten"."""
    counts = {"trafficking": 7, "neglect": 6}
    return factory.rows(
        *(("CN02", {"concern": name, "sex": "F"}, n, 8) for name, n in counts.items())
    )


def counted_concerns(factory):
    """Children without any concern recorded are the unknowns of two tables."""
    counts = {"one": 60, "two": 130, "three": 129, "four_plus": 3, "_U": 22}
    return factory.rows(
        *(("CN03", {"category": code}, count) for code, count in counts.items()),
        ("CL01", {}, 344),
        ("CN02", {"concern": "_U"}, 22),
    )


def joined_members(factory):
    """Children through members that joined are those of all members less those of both years."""
    counts = {"current": 43, "current_panel": 40, "joined": 3, "previous": 50}
    counts |= {"previous_panel": 40, "left": 10}
    return factory.rows(*(("CL08", {"category": code}, count) for code, count in counts.items()))


def own_bases(factory):
    """Known of all: three cases lack the field."""
    return factory.rows(("DQ01", {"category": "sex"}, 97, 100))


@dataclass(frozen=True)
class Attack:
    """What is published, the number sought, its exact value, what the attacker claims of it.

    Off by `without`, `policy` or `covered`. A claim's `{name}` stands for each code of a list,
    family, region or group. `limit`: what a small number must possibly be. `least` as in `Reader`.
    """

    make: object
    target: str
    truth: int
    claims: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    policy: dict[str, object] = field(default_factory=dict)
    covered: bool = True
    limit: int = 5
    least: int = 1


NATIONALITIES = "CL02 = CL02 {nationality} + CL02 _U"
SEXES = tuple(f"CL0{n} = CL0{n} F + CL0{n} M + CL0{n} _U" for n in (2, 3, 4, 5, 6))
BALANCE = tuple(
    f"CL03{sex} + CL02{sex} + CL04{sex} = CL05{sex} + CL06{sex}" for sex in ("", " F", " M", " _U")
)
VIOLENCE = (
    "base of CN05 F rape = CN05 F sexual_assault + beside",
    "base of CN05 F rape <= CN05 F {violence_type}",
)
ATTACKS = {
    "threshold": Attack(margin, "CL02 yemen", 3, (NATIONALITIES,), policy={"threshold": 1}),
    "sensitive threshold": Attack(
        sensitive_concern, "CN01 trafficking", 7,
        ("CN01 = CN01 trafficking + CN01 neglect + rest",),
        policy={"sensitive_threshold": 5}, limit=10,
    ),
    "small bases": Attack(small_base, "base of PR01 F", 4, policy={"threshold": 1}),
    "subtraction": Attack(margin, "CL02 yemen", 3, (NATIONALITIES,), covered=False),
    "rows and columns": Attack(
        margin, "CL02 yemen", 3, (NATIONALITIES,), ("margin",)
    ),
    "codes listed in part": Attack(
        listed_in_part, "rest", 3,
        ("CS03 irbid = CS03 irbid lost_contact + CS03 irbid declined + rest",),
        ("margin",),
    ),
    "months": Attack(months, "CL02 01", 3, ("CL02 = CL02 {month}",), ("margin",)),
    "regions": Attack(
        hierarchy, "CL01 karak", 3,
        (
            "CL01 = CL01 {governorate} + CL01 _U",
            *(f"CL01 {name} = CL01 {{{name}}}" for name in REGIONS),
        ),
        ("hierarchy",),
    ),
    "camps": Attack(
        camps, "outside", 3, ("CL01 mafraq = CL01 zaatari + outside",), ("hierarchy",)
    ),
    "families of concerns": Attack(
        families, "CN01 caafag", 3,
        ("CN01 = CN01 {concern} + CN01 _U", "CN01 justice = CN01 {justice}"),
        ("hierarchy",), limit=10,
    ),
    "groups of nationalities": Attack(
        nationality_groups, "CL02 yemen", 3,
        (
            NATIONALITIES,
            "CL02 others = CL02 yemen + CL02 sudan + CL02 somalia + CL02 palestine + CL02 other",
        ),
        policy={"nationality_groups": {}},
    ),
    "groups of codes": Attack(
        code_groups, "CS01 lost_contact", 2,
        (
            "CS01 = CS01 {closure_reason} + CS01 _U",
            "CS02 disengaged = CS01 lost_contact + CS01 declined",
        ),
        ("hierarchy",),
    ),
    "stocks and flows": Attack(flow, "CL02 F", 3, (*SEXES, *BALANCE), ("related",)),
    "bases": Attack(
        base, "PR03 yemen", 3,
        ("base of PR03 syria = PR03 {nationality}", "PR03 = base of PR03 syria + PR03 _U"),
        ("base",),
    ),
    "bases that leave codes out": Attack(
        bases_that_leave_out, "CS01 transferred_internal", 3,
        (
            "CS01 = CS01 {closure_reason} + CS01 _U", "CS01 = base of CS01 death + CS01 _U",
            "base of CS01 death = base of CS02 needs_met + CS01 transferred_internal",
        ),
        ("base",),
    ),
    "of which": Attack(subset, "CN01 neglect", 4, ("CN01 neglect <= CN02 neglect",), ("subset",)),
    "uniform rows": Attack(
        group, "beside", 0,
        ("CN01 iraq = CN01 iraq {concern} + CN01 iraq _U",
         "CN01 iraq = CN01 iraq trafficking + beside + CN01 iraq _U"),
        ("group",), least=0,
    ),
    "rows of which all have one of several codes": Attack(
        common_violence, "beside", 0, VIOLENCE, ("group",), least=0
    ),
    "parts of a population": Attack(
        part_of_a_population, "not asked", 3,
        (
            "CL01 F = PR06 F + not asked", "CL01 M = PR06 M + other boys",
            "CL01 = PR06 + not asked + other boys + unknown",
            *(f"{name} = {name} F + {name} M + {name} _U" for name in ("CL01", "PR06")),
        ),
        ("nested",),
    ),
    "equal populations": Attack(
        equal_populations, "PR03 yemen", 3,
        ("PR03 = PR03 {nationality} + PR03 _U", "CX02 = PR03 syria"), ("nested",),
    ),
    "several codes": Attack(
        several_codes, "CN02 F trafficking", 7,
        ("CN02 F trafficking <= base of CN02 F neglect",),
        ("several",), limit=10,
    ),
    "counted concerns": Attack(
        counted_concerns, "CN03 four_plus", 3,
        ("CL01 = CN03 one + CN03 two + CN03 three + CN03 four_plus + CN03 _U", "CN03 _U = CN02 _U"),
        ("concern count",),
    ),
    "two years": Attack(
        joined_members, "CL08 joined", 3,
        (
            "CL08 current = CL08 current_panel + CL08 joined",
            "CL08 previous = CL08 previous_panel + CL08 left",
        ),
        ("comparison",),
    ),
    "bases of their own": Attack(
        own_bases, "lacking", 3, ("base of DQ01 sex = DQ01 sex + lacking",), ("complete",)
    ),
}  # fmt: skip


QUICK = {"subtraction", "stocks and flows", "threshold", "of which"}
"""Attacks of which it is proved every time that they are any: of the others when time is long."""


def spelt(claim, settings):
    """A claim with each `{name}` spelt out, code by code."""
    concerns, places = settings.concerns.concerns, settings.places.governorates
    lists = {name: list(codes) for name, codes in settings.lookups.items()}
    lists |= {"concern": list(concerns), "governorate": list(places)}
    lists |= {
        name: [code for code, one in concerns.items() if one.family == name]
        for name in settings.concerns.families
    }
    lists |= {
        name: [code for code, one in places.items() if one.region == name] for name in REGIONS
    }
    return re.sub(
        r"([^+=]*)\{(\w+)\}",
        lambda found: " + ".join(
            f"{found[1].strip()} {code}".strip() for code in lists[found[2]]
        ).join(("" if found[1][0] != " " else " ", "")),
        claim,
    )


def opened(attack, cells, factory, settings):
    """Whether the attacker learns too much: a narrow interval, or that the number is small."""
    reader = factory.reader(cells, least=attack.least)
    low, high = reader.bounds(attack.target, [spelt(one, settings) for one in attack.claims])
    assert low <= attack.truth <= high
    return high - low < settings.policy.minimum_width or high < attack.limit


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_fails_where_its_defence_is_on(factory, settings, grouped, build, attack):
    wary = build(attack.make(factory), factory.settings(**grouped))
    assert not opened(attack, wary, factory, settings)


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(attack, id=name, marks=() if name in QUICK else pytest.mark.long)
        for name, attack in ATTACKS.items()
    ],
)
def test_an_attack_succeeds_where_its_defence_is_off(factory, settings, grouped, build, attack):
    lax = factory.settings(**grouped | attack.policy)
    naive = build(attack.make(factory), lax, without=attack.without, covered=attack.covered)
    assert opened(attack, naive, factory, settings)


@pytest.fixture
def grouped():
    """The group of nationalities that the policy of the example has."""
    groups = Settings(CONFIG).policy.nationality_groups
    return {"nationality_groups": groups}


def test_every_kind_of_relation_is_attacked():
    assert {kind for attack in ATTACKS.values() for kind in attack.without} == set(KINDS)


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
    cells = protect(group(factory), settings).cells
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
