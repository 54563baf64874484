"""A second, deliberately slow count of every indicator: plain Python over lists, no pandas.

It shares no code with the package. Tables are lists of dicts as they come from csv.DictReader or
from a frame: dates as dates or ISO text, numbers and flags as such or as text, "" or None for none.
"""

import csv
import datetime
import functools
import itertools
from collections import Counter
from fractions import Fraction
from math import floor
from pathlib import Path

import yaml

SILENT, CANNOT = "not_collected", "not_applicable"
NOT_VALUES = {"missing", "unknown", SILENT, CANNOT}
KEYS = ("sex", "age", "nationality", "place", "concern", "category")
KEY_OF = {"governorate": "place", "region": "place", "camp": "place", "site": "place"} | {
    "month": "category"
}
TRUTH = ("spells", "services", "followups", "incidents", "transitions")
ASKED = {
    "asked_disability": "disability",
    "asked_displacement": "displacement_status",
    "asked_protection_status": "protection_status",
    "uasc": "protection_status",
    "unaccompanied": "protection_status",
    "asked_risk": "risk_level",
    "asked_identification": "source_of_identification",
    "asked_assessment": "assessment",
    "asked_plan": "case_plan",
    "asked_bia": "bia",
    "asked_bid": "bid",
    "bid_decided": "bid",
    "asked_closure_reason": "close_reason",
    "asked_labour_form": "labour_form",
    "asked_work_kind": "work_kind",
    "asked_work_hours": "work_hours",
    "asked_work_hazard": "work_hazard",
    "hazardous": "work_hazard",
    "asked_schooling": "schooling",
    "asked_functioning": "functioning",
    "with_difficulty": "functioning",
}
"""Populations whose figures hang on one field, and the column of it."""
ONE_ANSWER = ("labour_form", "work_hours", "work_hazard", "schooling", "functioning")
MANY_ANSWERS = ("work_kind", "hazard_kind", "difficulty_domain")
TWICE_ASKED = {
    "asked_care": ("protection_status", "care_arrangement"),
    "asked_separation_cause": ("protection_status", "separation_cause"),
    "asked_reunified": ("protection_status", "reunified"),
}


def read_truth(folder: Path):
    """Return the tables of a year's truth: those cases that are in the report, and their rows.

    There is no truth about issues: what depends on them is left out of the count.
    """
    tables = {"cases": [row for row in read_csv(folder / "cases.csv") if not row["excluded"]]}
    kept = {row["record_uid"] for row in tables["cases"]}
    for name in TRUTH:
        rows = read_csv(folder / f"{name}.csv")
        tables[name] = [row for row in rows if row["record_uid"] in kept]
    told = {name: read_csv(folder / f"{name}.csv") for name in ("waterfall", "transfers")}
    return tables | told


def read_registered(root: Path, year):
    """Return registered Syrian children by governorate as of the day nearest to the year's end."""
    rows = read_csv(root / "data" / "reference" / "registered_syrian_children.csv")
    end = datetime.date(year, 12, 31)
    limit = read_lists(root / "config")["standards"]["reference_days"]
    away = {row["as_of"]: abs((day(row["as_of"]) - end).days) for row in rows}
    nearest = min(away, key=away.get)
    if away[nearest] > limit:
        return None
    return {row["governorate"]: int(row["children"]) for row in rows if row["as_of"] == nearest}


def count_truth(root: Path, year):
    """Return the cells that the truth of a sample year has, with last year's and the registered."""
    folder = root / "data" / "raw" / "truth"
    before = folder / str(year - 1)
    last = read_truth(before) if before.is_dir() else None
    now = read_truth(folder / str(year))
    return cells(now, year, root / "config", last, read_registered(root, year))


def read_csv(path: Path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells(tables, year, config: Path, before=None, registered=None):
    """Return {(indicator, year, sex, age, …, category): (value, base)} for the whole catalogue.

    A cell without a figure has its status instead. `before` holds the tables of the year before,
    `registered` the registered children by governorate.
    """
    lists = read_lists(config)
    now = gather(tables, year, lists)
    last = gather(before, year - 1, lists) if before is not None else None
    result = {}
    for indicator, entry in lists["indicators"].items():
        if entry.get("made_by") == "gate" or (
            entry["population"] == "issues" and tables.get("issues") is None
        ):
            continue
        if indicator in SPECIAL:
            found = SPECIAL[indicator](now, entry, lists, last=last, registered=registered)
        else:
            found = table(now["populations"][entry["population"]], entry, lists)
        if is_silent(now, entry["population"]):
            found = dict.fromkeys(found, SILENT)
        for key, pair in found.items():
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


@functools.cache
def read_lists(config):
    def read(name):
        return yaml.safe_load((config / f"{name}.yml").read_text(encoding="utf-8"))

    places, lookups, catalogue = read("places"), read("lookups"), read("indicators")
    return {
        "indicators": catalogue["indicators"],
        "standards": catalogue["standards"],
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


def flag(value):
    """Return True, False or None where nothing is said."""
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).lower())


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


def answer(value):
    """Return a code, `_U` for missing and unknown, None where it was not asked."""
    return None if value in (SILENT, CANNOT) else known(value)


def days_until(case, name):
    then = day(case[name])
    return None if then is None else (then - day(case["registration_date"])).days


def read_case(case, lists, year):
    governorate = known(case["governorate"])
    mentioned = {code for code in case["concerns"].split("|") if code in lists["codes"]["concern"]}
    groups = {k: v["group"] for k, v in lists["lookups"]["care_arrangement"].items()}
    care = answer(case["care_arrangement"])
    standards = lists["standards"]
    risk = answer(case["risk_level"])
    limit = standards["assessment_days"][risk if risk not in (None, "_U") else "unknown"]
    plan = standards["plan_days"]
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
        "concern": known(case["primary_concern"]),
        "mentioned": mentioned,
        "worker": answer(case["caseworker"]),
        **{
            name: answer(case[name])
            for name in (
                "protection_status",
                "displacement_status",
                "disability",
                "separation_cause",
                "source_of_identification",
                "bia",
                "bid",
            )
        },
        "risk_level": risk,
        "bid_outcome": known(case["bid_outcome"]),
        "care_arrangement": care,
        "care_group": groups.get(care, care),
        "age_precision": {
            "exact": "exact",
            "year_only": "estimated",
            "age_only": "estimated",
            "none": "_U",
        }[case["birth_precision"]],
        "assessment_time": timing(case, "assessment", [("within_standard", limit)]),
        "plan_time": timing(case, "case_plan", list(plan.items())),
        "entered": days_until(case, "created_date"),
        "source": (case["agency"], case["source_profile"]),
        "reunified_in_year": reunified(case, year),
        "keeps": {
            name: flag(case[f"{name}_kept"]) for name in ("services", "followups", "incidents")
        },
        "raw": case,
    }


def timing(case, step, stages):
    said, days = answer(case[step]), days_until(case, f"{step}_date")
    if said != "done":
        return said
    if days is None:
        return "_U"
    for code, limit in stages:
        if days <= limit:
            return code
    return "later"


def reunified(case, year):
    said, when = answer(case["reunified"]), day(case["reunification_date"])
    if said == "yes" and when is not None and when.year != year:
        return "no"
    return said


def read_spell(spell, lists):
    groups = {k: v["group"] for k, v in lists["lookups"]["closure_reason"].items()}
    opens, closes = day(spell["open_date"]), day(spell["close_date"])
    reason = answer(spell["close_reason"])
    exact = closes is not None and spell["close_precision"] == "day"
    length = (closes - opens).days if exact else None
    return {
        "uid": spell["record_uid"],
        "seq": int(float(spell["seq"])),
        "open": opens,
        "close": closes,
        "closure_reason": reason,
        "closure_group": groups.get(reason, reason),
        "length": length,
        "duration_band": duration(length),
        "raw": spell,
    }


def duration(length):
    if length is None:
        return None
    if length <= 30:
        return "0-30"
    if length <= 90:
        return "31-90"
    return "91-180" if length <= 180 else "181+"


def gather(tables, year, lists):
    """Return the year, its raw rows and the units of each population with all their attributes."""
    people = {case["record_uid"]: read_case(case, lists, year) for case in tables["cases"]}
    own = {
        name: rows_of_cases(tables[name], people)
        for name in ("services", "followups", "incidents", "transitions")
    }
    record_entry = {one["source"] for one in people.values() if one["entered"] is not None}
    for uid, one in people.items():
        one["follow_up"] = followed_up(one, own["followups"][uid], year)
        late = "later" if (one["entered"] or 0) > lists["standards"]["entry_days"] else "within_30"
        told = late if one["entered"] is not None else "_U"
        one["entry_time"] = told if one["source"] in record_entry else None
    spells = [read_spell(row, lists) for row in tables["spells"] if row["record_uid"] in people]
    overlapping = {spell["uid"] for spell in spells if overlaps(spell, year)}
    records = [one for uid, one in people.items() if uid in overlapping]
    told_by, whole = go_on(people, spells, tables.get("transfers") or [], records, lists)
    together = {uid: [] for uid in people}
    for one in sorted(records, key=lambda case: (case["registered"], case["uid"])):
        teller = people[told_by[one["uid"]]]
        if teller["concern"] == "_U" != one["concern"]:
            teller["concern"] = one["concern"]
            teller["raw"] = teller["raw"] | {"primary_concern": one["concern"]}
    for uid, one in people.items():
        one["teller"] = people[told_by[uid]]
        together[told_by[uid]].append(one["follow_up"])
    for uid, one in people.items():
        one["follow_up"] = worst(together[uid])
    found = flows(people, whole, year)
    at_end = {spell["uid"] for spell in spells if is_open_at_end(spell, year)}
    found["held_at_end"] = [one for uid, one in people.items() if uid in at_end]
    active = records
    events = {
        case["uid"]: [read_service(row, year) for row in own["services"][case["uid"]]]
        for case in active
    }
    found |= of_children(active, own, events, year, lists)
    found |= of_focus(found, active, lists)
    found["transfers"] = [
        case
        | {"transfer_kind": {True: "internal", False: "external"}.get(flag(row["internal"]), "_U")}
        for case in active
        for row in own["transitions"][case["uid"]]
        if row["type"] == "transfer"
        and row["status"] not in ("rejected", "revoked")
        and in_year(day(row["date"]), year)
    ]
    senders = {
        (row["from_uid"], int(float(row["from_seq"]))) for row in tables.get("transfers") or []
    }
    found["handed_on"] = [
        people[spell["uid"]]
        for spell in spells
        if (spell["uid"], spell["seq"]) in senders and in_year(spell["close"], year)
    ]
    found["referrals"] = [
        case | service for case in active for service in events[case["uid"]] if service["referral"]
    ]
    found["timed_referrals"] = [one for one in found["referrals"] if one["wait"] is not None]
    for name, whole, attribute in (
        ("asked_risk", "active", "risk_level"),
        ("followable", "active", "follow_up"),
        ("asked_identification", "new", "source_of_identification"),
        ("asked_assessment", "new", "assessment_time"),
        ("asked_plan", "new", "plan_time"),
        ("asked_entry", "new", "entry_time"),
        ("asked_closure_reason", "closed", "closure_reason"),
        ("dated_closures", "closed", "duration_band"),
    ):
        found[name] = [unit for unit in found[whole] if unit[attribute] is not None]
    found["issues"] = [
        {"severity": row["severity"], "rule": row["code"]} for row in tables.get("issues") or []
    ]
    found["received"] = records_received(tables["waterfall"])
    return {"year": year, "people": people, "spells": spells, "populations": found}


def rows_of_cases(rows, people):
    found = {uid: [] for uid in people}
    for row in rows:
        if row["record_uid"] in found:
            found[row["record_uid"]].append(row)
    return found


def overlaps(spell, year):
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return spell["open"] <= last and (spell["close"] is None or spell["close"] >= first)


def is_open_at_end(spell, year):
    last = datetime.date(year, 12, 31)
    return spell["open"] <= last and (spell["close"] is None or spell["close"] > last)


def worst(answers):
    """Return what the follow-ups of all records of a case come to."""
    for answer in ("overdue", "on_time", "none"):
        if answer in answers:
            return answer
    return None


def go_on(people, spells, transfers, records, lists):
    """Return who describes each record's case, and the spells of the Task Force.

    A transfer goes from a sender's spell to a receiver's first one: walk from spell to spell.
    """
    here = {(spell["uid"], spell["seq"]): spell for spell in spells}
    after, before, known = {}, {}, dict(here)
    for row in transfers:
        sender, receiver = (row["from_uid"], int(float(row["from_seq"]))), (row["to_uid"], 1)
        after[sender], before[receiver] = receiver, sender
        gone = {"record_uid": sender[0], "seq": sender[1], "open_date": row["open_date"]}
        gone |= {"close_date": None, "close_precision": "none", "close_reason": "missing"}
        came = {"record_uid": receiver[0], "seq": 1, "open_date": row["next_open_date"]}
        came |= {f"close_{n}": row[f"next_close_{n}"] for n in ("date", "precision", "reason")}
        known.setdefault(receiver, read_spell(came, lists))
        known.setdefault(sender, read_spell(gone, lists))
    active = {one["uid"] for one in records}
    told_by = {uid: uid for uid in people}
    for uid in active:
        while before.get((told_by[uid], 1), (None,))[0] in active:
            told_by[uid] = before[(told_by[uid], 1)][0]
    whole = []
    for spot in here:
        earlier = [spot]
        while earlier[-1] in before:
            earlier.append(before[earlier[-1]])
        if any(one in here for one in earlier[1:]):
            continue
        start = earlier[-1]
        holders = [spot]
        while holders[-1] in after:
            holders.append(after[holders[-1]])
        opens, closes = known[start], known[holders[-1]]
        tellers = [uid for uid, _ in holders if uid in active] or [spot[0]]
        last = people[holders[-1][0] if holders[-1] in here else told_by[tellers[0]]]
        row = closes["raw"] | {"open_date": opens["raw"]["open_date"], "seq": opens["seq"]}
        spell = read_spell(row, lists) | {"uid": told_by[tellers[0]], "closing_age": last}
        whole.append(spell)
    return told_by, whole


def in_year(when, year):
    return when is not None and when.year == year


def flows(people, spells, year):
    """Return the populations of cases and spells."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    found = {name: [] for name in ("new", "reopened", "closed")}
    carried, open_end, active = {}, {}, {}
    for spell in spells:
        case = people[spell["uid"]]
        unit = case | spell | {"month": f"{spell['open'].month:02}"}
        unit["age"] = case["age"] | {"closure": spell["closing_age"]["age"]["closure"]}
        closes = spell["close"]
        begun, ended = spell["open"] <= last, closes is not None and closes <= last
        gone = closes is not None and closes < first
        if first <= spell["open"] <= last:
            found["new" if spell["seq"] == 1 else "reopened"].append(unit)
        if closes is not None and first <= closes <= last:
            found["closed"].append(unit)
        if spell["open"] < first and not gone:
            carried[case["uid"]] = unit
        if begun and not ended:
            open_end[case["uid"]] = unit
        if begun and not gone:
            active[case["uid"]] = case
    return found | {
        "carried_over": list(carried.values()),
        "open_end": list(open_end.values()),
        "active": list(active.values()),
    }


def followed_up(case, rows, year):
    if not case["keeps"]["followups"]:
        return None
    visits = [(day(row["date"]), day(row["due"])) for row in rows]
    for made, due in visits:
        if in_year(due, year) and (made is None or made > due):
            return "overdue"
    return "on_time" if any(in_year(made, year) for made, _ in visits) else "none"


def read_service(row, year):
    planned, done = day(row["date_planned"]), day(row["date_implemented"])
    implemented = row["implemented"] == "implemented"
    wait = (done - planned).days if implemented and planned and done else None
    return {
        "service_type": known(row["service_type"]),
        "referral_outcome": {"implemented": "delivered", "not_implemented": "not_delivered"}.get(
            row["implemented"], "_U"
        ),
        "delivered": implemented and in_year(done or planned, year),
        "referral": flag(row["referred"]) is True and in_year(planned or done, year),
        "wait": wait if wait is not None and wait >= 0 else None,
    }


def of_children(active, own, events, year, lists):
    """Return the populations of children."""
    families = {}
    for case in active:
        families.setdefault(case["child"], []).append(case)
    found = {
        name: [] for name in ("supported", "any_concern", "served", "violence", "at_risk_refugees")
    }
    for cases in families.values():
        tellers = {case["teller"]["uid"]: case["teller"] for case in cases}
        in_order = sorted(
            tellers.values(),
            key=lambda c: (c["registered"], lists["agencies"].index(c["agency"]), c["uid"]),
        )
        concerns = [c["concern"] for c in in_order if c["concern"] != "_U"]
        first = in_order[0] | {"concern": (concerns or ["_U"])[0]}
        mentioned = {concern for case in cases for concern in case["mentioned"]}
        number = len(mentioned)
        agencies = {case["agency"] for case in cases}
        child = first | {
            "concern_count": ["_U", "one", "two", "three", "four_plus"][min(number, 4)],
            "agencies_count": ["one", "two", "three_plus"][min(len(agencies), 3) - 1],
            "all_agencies": agencies,
        }
        found["supported"].append(child)
        found["any_concern"].append(child | {"concern": sorted(mentioned) or ["_U"]})
        if child["displacement_status"] in ("refugee", "asylum_seeker") and mentioned:
            found["at_risk_refugees"].append(child)
        if any(case["keeps"]["services"] for case in cases):
            types = {
                service["service_type"]
                for case in cases
                for service in events[case["uid"]]
                if service["delivered"]
            }
            found["served"].append(child | {"service_type": some_of(types)})
        incidents = [
            row
            for case in cases
            for row in own["incidents"][case["uid"]]
            if (day(row["date"]) or datetime.date(year, 1, 1)) <= datetime.date(year, 12, 31)
        ]
        if incidents:
            found["violence"].append(
                child
                | {
                    name: some_of({known(row[column]) for row in incidents})
                    for name, column in (
                        ("violence_type", "violence_type"),
                        ("incident_location", "location_type"),
                        ("perpetrator", "perpetrator"),
                    )
                }
            )
    supported, at_risk = found["supported"], found["at_risk_refugees"]
    uasc = [c for c in supported if c["protection_status"] in ("unaccompanied", "separated")]
    alone = [c for c in uasc if c["protection_status"] == "unaccompanied"]
    asked_bid = [c for c in at_risk if c["bid"] is not None]
    return found | {
        "syrian_children": [c for c in supported if c["nationality"] == "syria"],
        "asked_disability": [c for c in supported if c["disability"] is not None],
        "asked_displacement": [c for c in supported if c["displacement_status"] is not None],
        "asked_protection_status": [c for c in supported if c["protection_status"] is not None],
        "asked_care": [c for c in uasc if c["care_arrangement"] is not None],
        "asked_separation_cause": [c for c in uasc if c["separation_cause"] is not None],
        "asked_reunified": [c for c in alone if c["reunified_in_year"] is not None],
        "asked_bia": [c for c in at_risk if c["bia"] is not None],
        "asked_bid": asked_bid,
        "bid_decided": [c for c in asked_bid if c["bid"] == "decided"],
    }


def of_focus(found, active, lists):
    """Return the populations of children in labour, and of those asked how they function.

    Of a field with one answer the first of the list counts among all active cases of the child.
    """
    families = {}
    for case in active:
        families.setdefault(case["child"], []).append(case["raw"])

    def told(child):
        for name in (*ONE_ANSWER, *MANY_ANSWERS):
            values = [case[name] for case in families[child["child"]]]
            asked = [value for value in values if value not in (SILENT, CANNOT)]
            codes = {code for value in asked for code in value.split("|")} - NOT_VALUES
            order = [code for code in lists["lookups"][name] if code in codes] or ["_U"]
            answers = order if name in MANY_ANSWERS else order[0]
            child = child | {name: answers if asked else None}
        return child

    labour = [told(one) for one in found["any_concern"] if "child_labour" in one["concern"]]
    every = [told(one) for one in found["supported"]]
    result = {
        f"asked_{name}": [one for one in labour if one[name] is not None]
        for name in ("labour_form", "work_kind", "work_hours", "work_hazard", "schooling")
    }
    asked = [one for one in every if one["functioning"] is not None]
    return result | {
        "in_labour": labour,
        "hazardous": [one for one in result["asked_work_hazard"] if one["work_hazard"] == "yes"],
        "asked_functioning": asked,
        "with_difficulty": [one for one in asked if one["functioning"] == "difficulty"],
    }


def some_of(codes):
    return sorted(codes - {"_U"}) or ["_U"]


def records_received(waterfall):
    """Return one unit a record: the step at which it left, or that it is reported."""
    units = []
    for agency in {row["agency"] for row in waterfall}:
        steps = [row for row in waterfall if row["agency"] == agency]
        left = [int(float(row["records"])) for row in steps]
        for number in range(1, len(steps)):
            units += [{"waterfall": steps[number]["step"]}] * (left[number - 1] - left[number])
        units += [{"waterfall": "reported"}] * left[-1]
    return units


def is_silent(now, population):
    """Return whether no source collects what a population is about."""
    people = now["people"].values()

    def none_collects(column):
        rows = now["spells"] if column == "close_reason" else people
        values = {row["raw"][column] for row in rows}
        return SILENT in values and values <= {SILENT, CANNOT}

    def none_keeps(what):
        return bool(people) and not any(case["keeps"][what] for case in people)

    kept = {
        "served": "services",
        "transfers": "services",
        "referrals": "services",
        "timed_referrals": "services",
        "violence": "incidents",
        "followable": "followups",
    }
    if population in kept:
        return none_keeps(kept[population])
    if population == "asked_entry":
        return bool(people) and all(case["entered"] is None for case in people)
    if population == "dated_closures":
        precisions = {spell["raw"]["close_precision"] for spell in now["spells"]}
        return "year" in precisions and "day" not in precisions
    if population == "handed_on":
        return none_collects("close_reason")
    if population == "workers":
        return none_collects("caseworker")
    columns = (
        TWICE_ASKED.get(population) or (ASKED[population],)
        if population
        in {
            **ASKED,
            **TWICE_ASKED,
        }
        else ()
    )
    return any(none_collects(column) for column in columns)


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
            key = key_of(names, codes, lists)
            if key is None:
                continue
            without = "_U" in codes or set(codes) & set(entry.get("outside", ()))
            base = bases[codes[: len(held)]] if declared and not without else None
            pair = (values[codes], base)
            assert result.setdefault(key, pair) == pair, f"{key} means two things"
    return result


def key_of(names, codes, lists):
    """Return the key of a cell, None where the policy does not list it."""
    pairs = list(zip(names, codes, strict=True))
    if len(pairs) > 1 and any(n in lists["unlisted"] and c == "_U" for n, c in pairs):
        return None
    return tuple(
        next((code for name, code in pairs if KEY_OF.get(name, name) == dimension), "_T")
        for dimension in KEYS
    )


def listed(name, entry, lists):
    if name == "category":
        codes = [*lists["lookups"][entry["category"]], "_U"]
    else:
        codes = lists["codes"][name] + ([] if name in ("camp", "month") else ["_U"])
    narrowed = name == ("category" if "category" in entry else "concern")
    return (
        [code for code in codes if code in entry["only"]] if narrowed and "only" in entry else codes
    )


def codes_of(unit, name, entry):
    """Return the codes of a dimension under which a unit counts: none, one, or several."""
    if name == "age":
        return [unit["age"][entry.get("age_at", "registration")]]
    value = unit[entry["category"] if name == "category" else name]
    return value if isinstance(value, list) else [value]


def is_known(unit, name, entry):
    where = "governorate" if name in ("region", "camp") else name
    codes = codes_of(unit, where, entry)
    return "_U" not in codes and not set(codes) & set(entry.get("outside", ()))


def quarter(values, quarters):
    """Return the value that so many quarters of the values are below, halves rounded up."""
    values = sorted(values)
    place = Fraction((len(values) - 1) * quarters, 4)
    low = floor(place)
    high = min(low + 1, len(values) - 1)
    exact = values[low] + (values[high] - values[low]) * (place - low)
    return floor(exact + Fraction(1, 2))


def spread(values, quarters=2):
    return (quarter(values, quarters), len(values)) if values else CANNOT


def key(**codes):
    return tuple(codes.get(name, "_T") for name in KEYS)


def change(now, entry, lists, last, **_):
    """CL08: children of this year and last, in all and of agencies that were there in both."""
    kinds = list(lists["lookups"]["comparison"])
    panel = set()
    if last:
        panel = set().union(*(c["all_agencies"] for c in now["populations"]["supported"]))
        panel &= set().union(*(c["all_agencies"] for c in last["populations"]["supported"]))
    result = {}
    for breakdown in entry["breakdowns"]:
        held = tuple(breakdown[:-1])
        for codes in itertools.product(*(listed(name, entry, lists) for name in held)):
            numbers = {}
            for name, year in (("current", now), ("previous", last)):
                units = [
                    unit
                    for unit in (year["populations"]["supported"] if year else [])
                    if tuple(unit[name] for name in held) == codes
                ]
                numbers[name] = len(units)
                numbers[f"{name}_panel"] = sum(bool(u["all_agencies"] & panel) for u in units)
            numbers["joined"] = numbers["current"] - numbers["current_panel"]
            numbers["left"] = numbers["previous"] - numbers["previous_panel"]
            numbers["change"] = numbers["current"] - numbers["previous"]
            numbers["growth"] = numbers["current_panel"] - numbers["previous_panel"]
            for kind in kinds:
                where = key_of((*held, "category"), (*codes, kind), lists)
                if where is not None:
                    told = last or kind == "current"
                    result[where] = (numbers[kind], None) if told else SILENT
    return result


def together(now, entry, lists, **_):
    """CN06: children with both of two concerns."""
    children = now["populations"]["any_concern"]
    base = sum(child["concern"] != ["_U"] for child in children)
    return {
        key(concern=one, category=two): (
            sum(one in child["concern"] and two in child["concern"] for child in children),
            base,
        )
        for one, two in itertools.combinations(lists["codes"]["concern"], 2)
    }


def caseload_of_workers(now, entry, lists, **_):
    loads = Counter(
        case["worker"]
        for case in now["populations"]["held_at_end"]
        if case["worker"] not in (None, "_U")
    )
    return {key(): spread(list(loads.values()))}


def lengths(now, entry, lists, **_):
    values = [unit["length"] for unit in now["populations"]["dated_closures"]]
    names = ("lower_quartile", "median", "upper_quartile")
    return {key(category=name): spread(values, n) for n, name in enumerate(names, start=1)}


def waits(now, entry, lists, **_):
    units = now["populations"]["timed_referrals"]
    result = {key(): spread([unit["wait"] for unit in units])}
    for code in lists["lookups"]["service_type"]:
        of_type = [unit["wait"] for unit in units if unit["service_type"] == code]
        result[key(category=code)] = spread(of_type)
    return result


def completeness(now, entry, lists, **_):
    cases = [case["raw"] for case in now["populations"]["active"]]
    result = {}
    for name in lists["lookups"]["key_field"]:
        if name == "age":
            good = [case for case in cases if band(case["age_reg"]) != "_U"]
            result[key(category=name)] = (len(good), len(cases))
            continue
        asked = [case[name] for case in cases if case[name] not in (SILENT, CANNOT)]
        if name in ("care_arrangement", "separation_cause"):
            apart = [c for c in cases if c["protection_status"] in ("unaccompanied", "separated")]
            asked = [case[name] for case in apart if case[name] not in (SILENT, CANNOT)]
        good = [value for value in asked if value not in NOT_VALUES]
        everyone = {case["raw"][name] for case in now["people"].values()}
        silent = SILENT in everyone and everyone <= {SILENT, CANNOT}
        result[key(category=name)] = SILENT if silent else (len(good), len(asked))
    return result


def by_rule(now, entry, lists, **_):
    rules = Counter(unit["rule"] for unit in now["populations"]["issues"])
    whole = sum(rules.values())
    return {key(category=rule): (number, whole) for rule, number in rules.items()} | {
        key(): (whole, None)
    }


def largest(now, entry, lists, **_):
    result = {}
    for place in lists["codes"]["governorate"]:
        for concern in lists["codes"]["concern"]:
            agencies = Counter(
                child["agency"]
                for child in now["populations"]["supported"]
                if child["governorate"] == place and child["concern"] == concern
            )
            most = max(agencies.values(), default=0)
            result[key(place=place, concern=concern)] = (most, sum(agencies.values()))
    return result


def coverage(now, entry, lists, registered, **_):
    result = {}
    children = now["populations"]["syrian_children"]
    for place in [*lists["codes"]["governorate"], "_U", "_T"]:
        found = sum(place in ("_T", child["governorate"]) for child in children)
        if registered is None:
            result[key(place=place)] = SILENT
        elif place == "_T":
            result[key(place=place)] = (found, sum(registered.values()))
        else:
            result[key(place=place)] = (found, registered.get(place))
    return result


SPECIAL = {
    "CL07": lambda now, entry, lists, **_: {key(): (balance(now["populations"]), None)},
    "CL08": change,
    "CN06": together,
    "CM04": caseload_of_workers,
    "CM06": lengths,
    "SV03": waits,
    "DQ01": completeness,
    "DQ07": by_rule,
    "CX01": largest,
    "CX02": coverage,
}
