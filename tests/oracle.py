"""A second, deliberately slow count of every indicator: plain Python over lists, no pandas.

It shares no code with the package. Cases and spells are dicts as they come from csv.DictReader or
from a frame: dates as dates or ISO text, ages as numbers or text, "" or None where there is none.
"""

import datetime
import itertools
from collections import Counter
from pathlib import Path

import yaml

NOT_VALUES = {"missing", "unknown", "not_collected", "not_applicable"}
KEYS = ("sex", "age", "nationality", "place", "concern", "category")
KEY_OF = {"governorate": "place", "region": "place", "camp": "place", "site": "place"} | {
    "month": "category"
}


def cells(cases, spells, year, config: Path):
    """Return {(indicator, year, sex, age, …, category): (value, base)} for the whole catalogue."""
    lists = read_lists(config)
    people = {case["record_uid"]: read_case(case, lists) for case in cases}
    periods = [read_spell(spell) for spell in spells if spell["record_uid"] in people]
    populations = gather(people, periods, year, lists)
    result = {}
    for indicator, entry in lists["indicators"].items():
        if entry["measure"] == "balance":
            result[(indicator, year, *["_T"] * 6)] = (balance(populations), None)
            continue
        for key, pair in table(populations[entry["population"]], entry, lists).items():
            result[(indicator, year, *key)] = pair
    return result


def balance(populations, agency=None):
    """Return what is left over of the identity of stocks and flows, of one agency or of all."""
    signs = {"carried_over": 1, "new": 1, "reopened": 1, "closed": -1, "open_end": -1}
    return sum(
        sign
        for name, sign in signs.items()
        for unit in populations[name]
        if agency in (None, unit["agency"])
    )


def read_lists(config):
    def read(name):
        return yaml.safe_load((config / f"{name}.yml").read_text(encoding="utf-8"))

    places, lookups = read("places"), read("lookups")
    return {
        "indicators": read("indicators")["indicators"],
        "unlisted": read("disclosure").get("unlisted_unknown", []),
        "agencies": list(read("agencies")["agencies"]),
        "region_of": {k: v["region"] for k, v in places["governorates"].items()},
        "lookups": lookups,
        "codes": {
            "sex": ["F", "M"],
            "age": ["0-5", "6-11", "12-17", "18+"],
            "nationality": list(lookups["nationality"]),
            "governorate": list(places["governorates"]),
            "region": list(places["regions"]),
            "camp": list(places["camps"]),
            "site": list(places["sites"]),
            "concern": list(read("concerns")["concerns"]),
            "month": [f"{month:02}" for month in range(1, 13)],
        },
    }


def day(value):
    if str(value) in ("", "None", "NaT", "nan"):
        return None
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    return datetime.date.fromisoformat(str(value)[:10])


def band(value):
    if value is None or str(value) in ("", "<NA>", "nan", "None"):
        return "_U"
    years = int(float(value))
    if years <= 5:
        return "0-5"
    if years <= 11:
        return "6-11"
    return "12-17" if years <= 17 else "18+"


def known(value):
    return "_U" if value in NOT_VALUES else value


def read_case(case, lists):
    governorate = known(case["governorate"])
    mentioned = [code for code in case["concerns"].split("|") if code in lists["codes"]["concern"]]
    return {
        "uid": case["record_uid"],
        "agency": case["agency"],
        "child": case["child_key"],
        "registered": day(case["registration_date"]),
        "sex": {"female": "F", "male": "M"}.get(case["sex"], "_U"),
        "age": {
            "registration": band(case["age_reg"]),
            "year_end": band(case["age_end"]),
            "closure": band(case["age_close"]),
        },
        "nationality": known(case["nationality"]),
        "governorate": governorate,
        "region": lists["region_of"].get(governorate, "_U"),
        "camp": case["camp"],
        "site": known(case["site_type"]),
        "concern": [known(case["primary_concern"])],
        "mentioned": mentioned,
        "protection_status": known(case["protection_status"]),
    }


def read_spell(spell):
    return {
        "uid": spell["record_uid"],
        "seq": int(float(spell["seq"])),
        "open": day(spell["open_date"]),
        "close": day(spell["close_date"]),
        "closure_reason": known(spell["close_reason"]),
    }


def gather(people, periods, year, lists):
    """Return the units of each population, every unit with all its attributes."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = {name: [] for name in ("new", "reopened", "closed")}
    carried, open_end, active = {}, {}, {}
    for period in periods:
        case = people[period["uid"]]
        unit = case | period | {"month": f"{period['open'].month:02}"}
        closes = period["close"]
        begun, ended = period["open"] <= last, closes is not None and closes <= last
        gone = closes is not None and closes < first
        if first <= period["open"] <= last:
            found["new" if period["seq"] == 1 else "reopened"].append(unit)
        if closes is not None and first <= closes <= last:
            found["closed"].append(unit)
        if period["open"] < first and not gone:
            carried[case["uid"]] = unit
        if begun and not ended:
            open_end[case["uid"]] = unit
        if begun and not gone:
            active[case["uid"]] = case
    children = {}
    for case in active.values():
        children.setdefault(case["child"], []).append(case)
    supported, any_concern = [], []
    for own in children.values():
        own.sort(key=lambda c: (c["registered"], lists["agencies"].index(c["agency"]), c["uid"]))
        mentioned = {concern for case in own for concern in case["mentioned"]}
        supported.append(own[0])
        any_concern.append(own[0] | {"concern": sorted(mentioned) or ["_U"]})
    return found | {
        "carried_over": list(carried.values()),
        "open_end": list(open_end.values()),
        "supported": supported,
        "any_concern": any_concern,
    }


def table(units, entry, lists):
    """Return {key: (value, base)} of one indicator, cell by cell."""
    margins = {
        subset
        for breakdown in entry["breakdowns"]
        for size in range(len(breakdown) + 1)
        for subset in itertools.combinations(breakdown, size)
    }
    result = {}
    for names in margins:
        values, bases = Counter(), Counter()
        held = names[:-1] if names and names[-1] in ("concern", "category") else ()
        for unit in units:
            codes = [codes_of(unit, name, entry) for name in names]
            values.update(itertools.product(*codes))
            if all(is_known(unit, name, entry) for name in names[len(held) :]):
                bases.update(itertools.product(*codes[: len(held)]))
        declared = list(names) in entry["breakdowns"] and names
        if entry["measure"] == "count" and len(names) > 1:
            declared = False
        for codes in itertools.product(*(listed(name, entry, lists) for name in names)):
            pairs = list(zip(names, codes, strict=True))
            if len(pairs) > 1 and any(n in lists["unlisted"] and c == "_U" for n, c in pairs):
                continue
            key = tuple(
                next((code for name, code in pairs if KEY_OF.get(name, name) == dimension), "_T")
                for dimension in KEYS
            )
            base = bases[codes[: len(held)]] if declared and "_U" not in codes else None
            pair = (values[codes], base)
            assert result.setdefault(key, pair) == pair, f"{key} means two things"
    return result


def listed(name, entry, lists):
    if name == "category":
        return [*lists["lookups"][entry["category"]], "_U"]
    return lists["codes"][name] + ([] if name in ("camp", "month") else ["_U"])


def codes_of(unit, name, entry):
    """Return the codes of a dimension under which a unit counts: none, one, or several."""
    if name == "age":
        return [unit["age"][entry.get("age_at", "registration")]]
    if name == "category":
        return [unit[entry["category"]]]
    if name == "concern":
        return unit["concern"]
    return [unit[name]]


def is_known(unit, name, entry):
    where = "governorate" if name in ("region", "camp") else name
    return "_U" not in codes_of(unit, where, entry)
