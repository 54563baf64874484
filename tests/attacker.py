"""Somebody who reads published editions and the catalogue, and owns a solver. No code of the gate.

Every number of every table, and every one that stands between them (girls whose concern is not
known), is an unknown whole number. What is printed is known; what is withheld is at least one,
save what stands among the `zeros`. Between them hold the definitions of
the catalogue and of docs/method.md, written down here a second time, by hand: `Reader.define`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

DIMENSIONS = ("sex", "age", "nationality", "place", "concern", "category")
TOTAL, UNKNOWN = "_T", "_U"
PLACES = ("governorate", "region", "camp", "site")
AGES = ("0-5", "6-11", "12-17", "18+")
CASES = ("active", "carried_over", "new", "reopened", "closed", "open_end")
OVERLAPPING = (
    ("served", "service_type"),
    ("asked_work_kind", "work_kind"),
    ("hazardous", "hazard_kind"),
    ("with_difficulty", "difficulty_domain"),
)
"""Populations and lists of which a child may have several codes."""
Key = tuple[Any, ...]
Sum = dict[Key, int]
WIDTH = 5
CLOSE = 1e-6


class Reader:
    """What a reader of editions can say of the numbers that are withheld in them."""

    def __init__(
        self, config: Path, editions: Iterable[pd.DataFrame], zeros: frozenset[Key] = frozenset()
    ):
        read = {path.stem: yaml.safe_load(path.read_text()) for path in config.glob("*.yml")}
        self.lists = {
            **{name: [str(code) for code in codes] for name, codes in read["lookups"].items()},
            "sex": ["F", "M"],
            "age": list(AGES),
            "concern": list(read["concerns"]["concerns"]),
            **{name: list(read["places"][f"{name}s"]) for name in PLACES},
        }
        self.region = {name: one["region"] for name, one in read["places"]["governorates"].items()}
        self.camp = {name: one["governorate"] for name, one in read["places"]["camps"].items()}
        self.group = {
            name: {code: one.get("group", "") for code, one in codes.items()}
            for name, codes in read["lookups"].items()
        }
        self.policy, self.concerns = read["disclosure"], read["concerns"]["concerns"]
        self.catalogue = {
            name: one
            for name, one in read["indicators"]["indicators"].items()
            if one.get("audience") != "internal" and one.get("made_by") != "gate"
        }
        self.populations = read["indicators"]["populations"]
        self.zeros = zeros
        self.number: dict[Key, int] = {}
        self.known: dict[Key, float] = {}
        self.least: dict[Key, int] = defaultdict(int)
        self.rules: list[tuple[Sum, float, float]] = []
        self.targets: dict[Key, Sum] = {}
        self.small: dict[Key, int] = {}
        self.margins: dict[tuple[str, int], set[tuple[str, ...]]] = defaultdict(set)
        rows = pd.concat(editions, ignore_index=True)
        self.years = sorted(set(rows["year"]))
        for row in rows.to_dict("records"):
            if row["indicator"] in self.catalogue and row["status"] in ("published", "suppressed"):
                self.read(row)
        self.define()

    def read(self, row: dict[str, Any]) -> None:
        """Take one row of a table in: its value, and what its base is the sum of."""
        entry = self.catalogue[row["indicator"]]
        measure = entry["measure"]
        codes = self.codes_of(row, entry)
        key = self.key(entry["population"], row["year"], codes)
        withheld = row["status"] == "suppressed"
        if measure == "comparison":
            if row["category"] in ("change", "growth"):
                if not withheld:
                    now, then = (
                        self.compared(
                            row["year"], codes, f"{side}{'_panel' * (row['category'] == 'growth')}"
                        )
                        for side in ("current", "previous")
                    )
                    self.equal({now: 1, then: -1}, row["value"])
                return
            key = self.compared(row["year"], codes, row["category"])
        if measure in ("median", "quartiles", "mark"):
            if pd.notna(row["base"]) and measure != "mark":
                contributors = {} if measure == "quartiles" else codes
                codes = {n: c for n, c in codes.items() if n != "category"} | (
                    {"category": codes["category"]} if "category" in contributors else {}
                )
                self.equal({self.key(entry["population"], row["year"], codes): 1}, row["base"])
            return
        self.add(key)
        if withheld:
            self.least[key] = 0 if key in self.zeros else 1
            self.targets[key] = {key: 1}
            self.small[key] = self.threshold(row, entry)
        else:
            self.known[key] = row["value"]
        base = {} if measure in ("comparison", "balance") else self.base(row, entry, codes)
        if base and pd.notna(row["base"]) and "reference" not in entry:
            self.equal(base, row["base"])

    def threshold(self, row: dict[str, Any], entry: dict[str, Any]) -> int:
        """Return the count from which on a number like this one may be printed."""
        concern = self.concerns.get(row["concern"], {}).get("sensitivity")
        coded = [row[name] for name in DIMENSIONS if row[name] != TOTAL]
        rare = row["nationality"] not in (TOTAL, UNKNOWN, *self.policy["main_nationalities"])
        higher = (
            concern == "always"
            or (concern == "area" and row["place"] != TOTAL)
            or entry.get("sensitivity") == "sensitive"
            or (
                entry.get("category") == "closure_reason"
                and row["category"] in self.policy["sensitive_closure_reasons"]
            )
            or len(coded) >= 3
            or (rare and len(coded) >= 2)
        )
        return int(self.policy["sensitive_threshold" if higher else "threshold"])

    def codes_of(self, row: dict[str, Any], entry: dict[str, Any]) -> dict[str, str]:
        """Return the codes of a row by what they are codes of."""
        found = {}
        used = {name for table in entry["breakdowns"] for name in table}
        for name in DIMENSIONS:
            code = row[name]
            if code == TOTAL:
                continue
            if name == "place":
                level = next((one for one in PLACES if code in self.lists[one]), "")
                level = level or ("site" if "site" in used else "governorate")
                found["place"] = f"{level}:{code}"
            elif name == "age":
                found["age"] = f"{entry.get('age_at', 'registration')}:{code}"
            elif name == "category":
                found["category"] = f"{entry.get('category', 'month')}:{code}"
            else:
                found[name] = code
        return found

    def key(self, population: str, year: int, codes: dict[str, str]) -> Key:
        """Return the name of a number. Children with any concern are all children supported."""
        if population == "any_concern" and "concern" not in codes:
            population = "supported"
        return (population, year, *(codes.get(name, TOTAL) for name in DIMENSIONS))

    def compared(self, year: int, codes: dict[str, str], what: str) -> Key:
        """Return the name of a number of a comparison: children supported of one of two years."""
        held = {name: code for name, code in codes.items() if name != "category"}
        if what in ("current", "previous"):
            return self.key("supported", year - (what == "previous"), held)
        return self.key("comparison", year, held | {"category": f"comparison:{what}"})

    def add(self, key: Key) -> Key:
        """Return the name of a number that is now one of the unknowns."""
        self.number.setdefault(key, len(self.number))
        return key

    def equal(self, sum_: Sum, value: float = 0) -> None:
        """Note that a sum is so much."""
        self.rules.append((sum_, value, value))

    def at_most(self, sum_: Sum, value: float = 0) -> None:
        """Note that a sum is no more than so much."""
        self.rules.append((sum_, -np.inf, value))

    def base(self, row: dict[str, Any], entry: dict[str, Any], codes: dict[str, str]) -> Sum:
        """Return what the base of a row counts, as a sum: the known in the row's dimensions."""
        population, year, measure = entry["population"], row["year"], entry["measure"]
        if measure == "known":
            return {self.key(population, year, {"category": f"of {codes['category']}"}): 1}
        last = next((n for n in ("category", "concern") if n in codes), "")
        within = [last] if last and measure != "count" else list(codes)
        if measure == "multi":
            held = {name: code for name, code in codes.items() if name != last}
            tag = f"{entry['category']}:" if last == "category" else ""
            lacking = self.key(population, year, held | {last: f"{tag}{UNKNOWN}"})
            return {self.key(population, year, held): 1, lacking: -1}
        found: Sum = {}
        choices = [self.known_codes(name, codes[name], entry) for name in within]
        for chosen in itertools.product(*choices):
            one = codes | dict(zip(within, chosen, strict=True))
            found[self.key(population, year, one)] = 1
        return found

    def known_codes(self, name: str, code: str, entry: dict[str, Any]) -> list[str]:
        """Return the known codes of the list of a code, tagged as it is."""
        tag, _, _ = code.rpartition(":")
        if name == "place":
            listed = self.lists[tag]
            if tag == "camp":
                listed, tag = self.lists["governorate"], "governorate"
                used = {one for table in entry["breakdowns"] for one in table}
                if "governorate" not in used:
                    listed, tag = self.lists["region"], "region"
        elif name == "category":
            listed = [one for one in self.lists[tag] if one not in entry.get("outside", ())]
        else:
            listed = self.lists[name]
        return [f"{tag}:{one}" if tag else one for one in listed]

    # What the definitions say.

    def define(self) -> None:
        """Note every relation that follows from the catalogue and the method chapter."""
        for year in self.years:
            self.tables(year)
            self.parts(year)
            self.cases(year)
            self.children(year)
            self.labour(year)
            self.concerns_of(year)
            self.fields(year)
            self.comparison(year)
        for year in self.years:
            if year - 1 in self.years:
                self.year_end(year)

    def tables(self, year: int) -> None:
        """Note that the codes of every list add up, in every table of every population."""
        for population, margins in self.listed().items():
            told = any(key[:2] == (population, year) for key in self.number)
            for margin in margins if told or population in CASES else ():
                self.table(population, year, margin)

    def listed(self) -> dict[str, set[tuple[tuple[str, str], ...]]]:
        """Return the tables of each population, and of cases those that children have too."""
        tables: dict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
        for entry in self.catalogue.values():
            if entry["measure"] in ("median", "quartiles", "known", "mark", "balance"):
                continue
            population = "supported" if entry["measure"] == "comparison" else entry["population"]
            for table in entry["breakdowns"]:
                for size in range(len(table) + 1):
                    tables[population] |= {
                        tuple((name, self.tag(name, entry)) for name in some)
                        for some in itertools.combinations(table, size)
                    }
        alike = ("sex", "age", "nationality", "governorate", "region", "concern")
        for population in CASES:
            tags = (((name, "registration" if name == "age" else ""),) for name in alike)
            tables[population] |= {(), *tags}
        return tables

    def tag(self, name: str, entry: dict[str, Any]) -> str:
        """Return what tells equal codes of a breakdown apart: the day of age, the code list."""
        if name == "age":
            return str(entry.get("age_at", "registration"))
        if name in ("category", "month"):
            return str(entry.get("category", "month"))
        return ""

    def table(self, population: str, year: int, margin: tuple[tuple[str, str], ...]) -> None:
        """Note the sums of one table along each of its dimensions."""
        for place, (name, tag) in enumerate(margin):
            if self.has_several(population, name, tag):
                continue
            others = [one for number, one in enumerate(margin) if number != place]
            for codes in self.grid(others):
                whole = self.key(population, year, codes)
                held = [self.key(population, year, codes | one) for one in self.grid([(name, tag)])]
                if name == "camp":
                    self.camps(population, year, codes)
                    continue
                self.add(whole)
                self.equal({whole: -1, **{self.add(key): 1 for key in held}})
                if name == "governorate":
                    self.regions(population, year, codes)
                if name == "category":
                    self.groups(population, year, codes, tag)

    def has_several(self, population: str, name: str, tag: str) -> bool:
        """Return whether a unit may have several codes of a list."""
        if name == "concern":
            return population in ("any_concern",)
        return (
            (population == "violence" and name == "category")
            or (population, tag) in OVERLAPPING
            or tag == "comparison"
        )

    def grid(self, margin: list[tuple[str, str]]) -> Iterator[dict[str, str]]:
        """Yield every combination of codes of some dimensions, the unknown ones too."""
        axes = []
        for name, tag in margin:
            if name in PLACES:
                shared = "site" if name == "site" else "governorate"
                axis = [("place", f"{name}:{code}") for code in self.lists[name]]
                axis += [("place", f"{shared}:{UNKNOWN}")] if name != "camp" else []
            elif name in ("category", "month"):
                axis = [("category", f"{tag}:{code}") for code in self.lists[tag]]
                axis += [("category", f"{tag}:{UNKNOWN}")] if name != "month" else []
            else:
                axis = [
                    (name, f"{tag}:{code}" if tag else code)
                    for code in (*self.lists[name], UNKNOWN)
                ]
            axes.append(axis)
        yield from (dict(one) for one in itertools.product(*axes))

    def regions(self, population: str, year: int, codes: dict[str, str]) -> None:
        """Note that regions are the sums of their governorates, and all of them the total."""
        every = {}
        for region in self.lists["region"]:
            key = self.add(self.key(population, year, codes | {"place": f"region:{region}"}))
            inside = [name for name, one in self.region.items() if one == region]
            sums = [
                self.key(population, year, codes | {"place": f"governorate:{n}"}) for n in inside
            ]
            self.equal({key: -1, **{self.add(one): 1 for one in sums}})
            every[key] = 1

    def camps(self, population: str, year: int, codes: dict[str, str]) -> None:
        """Note that camps are parts of their governorate, and together the kind of site `camp`."""
        every: Sum = {}
        inside: dict[str, Sum] = defaultdict(dict)
        for camp in self.lists["camp"]:
            key = self.add(self.key(population, year, codes | {"place": f"camp:{camp}"}))
            inside[self.camp[camp]][key] = 1
            every[key] = 1
        for governorate, sums in inside.items():
            whole = self.key(population, year, codes | {"place": f"governorate:{governorate}"})
            self.at_most({self.add(whole): -1, **sums})
        whole = self.key(population, year, codes | {"place": "site:camp"})
        self.equal({self.add(whole): -1, **every})

    def groups(self, population: str, year: int, codes: dict[str, str], fine: str) -> None:
        """Note that codes of one list add up to those of the list of their groups."""
        coarse = {"care_arrangement": "care_group", "closure_reason": "closure_group"}.get(fine)
        for group in self.lists[coarse] if coarse else ():
            whole = self.key(population, year, codes | {"category": f"{coarse}:{group}"})
            sums = {
                self.add(self.key(population, year, codes | {"category": f"{fine}:{code}"})): 1
                for code, one in self.group[fine].items()
                if one == group
            }
            self.equal({self.add(whole): -1, **sums})

    def rows(self, population: str, year: int) -> list[Key]:
        """Return the numbers of a population in a year, whatever their codes."""
        return [key for key in [*self.number] if key[0] == population and key[1] == year]

    def part(self, less: str, more: str, year: int) -> None:
        """Note that one population is a part of another, row by row."""
        for key in self.rows(less, year):
            wider = (more, *key[1:])
            if wider in self.number:
                self.at_most({key: 1, wider: -1})

    def parts(self, year: int) -> None:
        """Note which populations are parts of others, and which are just some of their codes."""
        for name, one in self.populations.items():
            if name == "any_concern":
                continue
            wider = one.get("within", "")
            ((listed, codes),) = one.get("where", {"": ()}).items()
            for key in self.rows(name, year):
                if not listed or "known" in codes or key[7] != TOTAL:
                    continue
                place = DIMENSIONS.index(listed) if listed in DIMENSIONS else 5
                spelt = [code if listed in DIMENSIONS else f"{listed}:{code}" for code in codes]
                cells = [(wider, *key[1 : 2 + place], code, *key[3 + place :]) for code in spelt]
                if all(cell in self.number for cell in cells):
                    self.equal({key: -1, **dict.fromkeys(cells, 1)})
            while wider:
                self.part(name, wider, year)
                wider = self.populations[wider].get("within", "")

    def cases(self, year: int) -> None:
        """Note how stocks and flows of cases stand to each other.

        An active case is carried over, new, or active by a reopening alone; each spell of the year
        is closed in it or open at its end, and no case has two that are open.
        """
        flows = ("carried_over", "new", "reopened", "closed", "open_end")
        for key in self.rows("active", year):
            over, new, again, closed, still = ((name, *key[1:]) for name in flows)
            if not all(one in self.number for one in (over, new, again, closed, still)):
                continue
            self.equal({over: 1, new: 1, again: 1, closed: -1, still: -1})
            self.at_most({over: 1, new: 1, key: -1})
            self.at_most({key: 1, over: -1, new: -1, again: -1})
            self.at_most({still: 1, key: -1})
            self.at_most({key: 1, closed: -1, still: -1})

    def children(self, year: int) -> None:
        """Note that each child is described by one of its active cases, and what else it is."""
        self.part("supported", "active", year)
        refugees = [f"displacement_status:{code}" for code in ("refugee", "asylum_seeker")]
        for name in ("asked_bia", "asked_bid"):
            for key in self.rows(name, year):
                if key[7] != TOTAL:
                    continue
                some = [("asked_displacement", *key[1:7], code) for code in refugees]
                if all(one in self.number for one in some):
                    self.at_most({key: 1, **dict.fromkeys(some, -1)})
                whole = ("supported", *key[1:])
                none = ("any_concern", *key[1:6], UNKNOWN, TOTAL)
                if whole in self.number and none in self.number:
                    self.at_most({key: 1, whole: -1, none: 1})
        for key in self.rows("timed_referrals", year):
            if key[7] == TOTAL:
                done = ("referrals", *key[1:7], "referral_outcome:delivered")
                self.at_most({key: 1, self.add(done): -1})

    def labour(self, year: int) -> None:
        """Note that children asked about work have child labour recorded among their concerns."""
        for name, one in self.populations.items():
            for key in self.rows(name, year) if one.get("within") == "in_labour" else ():
                labour = ("any_concern", *key[1:6], "child_labour", TOTAL)
                if key[6:] == (TOTAL, TOTAL) and labour in self.number:
                    self.at_most({key: 1, labour: -1})

    def concerns_of(self, year: int) -> None:
        """Note how a child's concerns stand to its primary one, and to their number."""
        for key in self.rows("any_concern", year):
            primary = ("supported", *key[1:])
            if key[6] != TOTAL and primary in self.number:
                note = self.equal if key[6] == UNKNOWN else self.at_most
                note({primary: 1, key: -1})
        for key in self.rows("any_concern", year):
            if key[6] == UNKNOWN:
                each = [(*key[:6], code, TOTAL) for code in self.lists["concern"]]
                self.overlap(key, ("supported", *key[1:6], TOTAL, TOTAL), each)
        overlapping = (
            *(("violence", name) for name in ("violence_type", "incident_location", "perpetrator")),
            *OVERLAPPING,
        )
        for name, listed in overlapping:
            for key in self.rows(name, year):
                if key[7] == f"{listed}:{UNKNOWN}":
                    each = [(*key[:7], f"{listed}:{code}") for code in self.lists[listed]]
                    self.overlap(key, (*key[:7], TOTAL), each)
        self.counted(year)

    def overlap(self, none: Key, whole: Key, each: list[Key]) -> None:
        """Note that no code has more units than have any, and all together no fewer."""
        there = [one for one in each if one in self.number]
        for one in there:
            self.at_most({one: 1, none: 1, self.add(whole): -1})
        if len(there) == len(each):
            self.at_most({self.add(whole): 1, none: -1, **dict.fromkeys(each, -1)})

    def counted(self, year: int) -> None:
        """Note how the concerns recorded stand to the number that each child has."""
        counts = {"one": 1, "two": 2, "three": 3, "four_plus": 4}
        numbers = [self.key("supported", year, {"category": f"concern_count:{n}"}) for n in counts]
        each = [self.key("any_concern", year, {"concern": code}) for code in self.lists["concern"]]
        if all(one in self.number for one in (*numbers, *each)):
            least = dict(zip(numbers, counts.values(), strict=True))
            self.at_most({**least, **dict.fromkeys(each, -1)})
            unknown = self.key("supported", year, {"category": f"concern_count:{UNKNOWN}"})
            self.equal({unknown: 1, self.key("any_concern", year, {"concern": UNKNOWN}): -1})

    def fields(self, year: int) -> None:
        """Note what completeness of a field says of active cases, and of children they describe."""
        traits = {
            "sex": ("sex", ""),
            "age": ("age", "registration:"),
            "nationality": ("nationality", ""),
            "governorate": ("place", "governorate:"),
            "primary_concern": ("concern", ""),
        }
        every = self.add(self.key("active", year, {}))
        for field in self.lists["key_field"]:
            known = self.key("active", year, {"category": f"key_field:{field}"})
            asked = self.key("active", year, {"category": f"of key_field:{field}"})
            if known not in self.number:
                continue
            self.at_most({known: 1, self.add(asked): -1})
            self.at_most({asked: 1, every: -1})
            if field in traits:
                name, tag = traits[field]
                lacking = self.add(self.key("active", year, {name: f"{tag}{UNKNOWN}"}))
                self.equal({known: 1, lacking: 1, every: -1})
            if field == "age":
                self.equal({asked: 1, every: -1})
            for name, one in self.populations.items():
                if one.get("asked") != field:
                    continue
                whole = self.key(name, year, {})
                lacking = self.key(name, year, {"category": f"{field}:{UNKNOWN}"})
                if whole in self.number and lacking in self.number:
                    self.at_most({whole: 1, asked: -1})
                    self.at_most({whole: 1, lacking: -1, known: -1})
                    self.at_most({lacking: 1, asked: -1, known: 1})
                    if name == "asked_risk":
                        self.equal({whole: 1, asked: -1})
                        self.equal({whole: 1, lacking: -1, known: -1})

    def comparison(self, year: int) -> None:
        """Note that children of both years' members and the others are all children of a year."""
        for key in self.rows("comparison", year):
            for parts, back in ((("current_panel", "joined"), 0), (("previous_panel", "left"), 1)):
                if key[7] != f"comparison:{parts[0]}":
                    continue
                both = {self.add((*key[:7], f"comparison:{part}")): 1 for part in parts}
                whole = self.add(("supported", year - back, *key[2:7], TOTAL))
                self.equal({whole: -1, **both})

    def year_end(self, year: int) -> None:
        """Note that cases open at the end of last year are those carried over, if totals agree."""
        ends = [key for key in self.rows("open_end", year - 1) if key[3] == TOTAL]
        pairs = [(key, ("carried_over", year, *key[2:])) for key in ends]
        pairs = [both for both in pairs if both[1] in self.number]
        shown = [both for both in pairs if all(key in self.known for key in both)]
        if shown and all(self.known[end] == self.known[start] for end, start in shown):
            for end, start in pairs:
                self.equal({end: 1, start: -1})

    # What follows.

    def programme(self) -> tuple[Any, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return the matrix of the rules with their limits, and the limits of the numbers."""
        low = np.array([self.known.get(key, self.least[key]) for key in self.number], float)
        high = np.array([self.known.get(key, np.inf) for key in self.number], float)
        entries = [
            (place, self.number[self.add(key)], sign)
            for place, (terms, _, _) in enumerate(self.rules)
            for key, sign in terms.items()
        ]
        more = len(self.number) - len(low)
        low, high = np.append(low, np.zeros(more)), np.append(high, np.full(more, np.inf))
        lines, columns, signs = (np.array(part) for part in zip(*entries, strict=True))
        matrix = sparse.csr_array(
            (signs.astype(float), (lines, columns)), shape=(len(self.rules), len(self.number))
        )
        least, most = (np.array([rule[side] for rule in self.rules], float) for side in (1, 2))
        return matrix, least, most, low, high

    def attack(self) -> pd.DataFrame:
        """Return the withheld numbers that are narrowly bounded: columns key, low, high.

        Rules that are known say that a small count must be able to reach its threshold. So what
        cannot is none: that is taken as known, if it is so, and all is asked again.
        """
        found = self.narrow()
        none = [
            key
            for key, low, high in found.itertuples(index=False)
            if key in self.zeros and low == 0 and high - low >= WIDTH
        ]
        if not none:
            return found
        for key in none:
            self.known[key] = 0
            del self.targets[key]
        return self.attack()

    def narrow(self, tries: int = 40, seed: int = 1) -> pd.DataFrame:
        """Return the least and the most that each withheld number can be, where that is narrow.

        A number that no table prints but that follows from two is asked for too: it may be known,
        but not to be some, yet few.

        First so many ways at random in which all could be otherwise: they show what is wide. What
        they leave open is bounded exactly, by linear and then by integer programmes.
        Columns: key, low, high.
        """
        matrix, least, most, low, high = self.programme()
        free = high > low
        shift = matrix @ np.where(free, 0, low)
        inner = matrix[:, free].tocsr()
        used = np.diff(inner.indptr) > 0
        inner, least, most = inner[used], (least - shift)[used], (most - shift)[used]
        equal = least == most
        limits = {
            "A_eq": inner[equal],
            "b_eq": most[equal],
            "A_ub": inner[~equal],
            "b_ub": most[~equal],
            "bounds": np.column_stack([low[free], high[free]]),
        }
        place = np.full(len(low), -1)
        place[free] = np.arange(free.sum())
        keys = list(self.targets)
        at = np.array([place[self.number[key]] for key in keys])
        reach = np.array([self.small[key] for key in keys])
        lower, upper = np.full(len(keys), np.inf), np.full(len(keys), -np.inf)
        dice = np.random.default_rng(seed)

        def open_() -> np.ndarray:
            return (upper - lower < WIDTH) | (upper < reach) | ~np.isfinite(lower)

        for _ in range(tries):
            waiting = np.flatnonzero(open_())
            if not len(waiting):
                break
            cost = np.zeros(free.sum())
            cost[at[waiting]] = dice.choice([-1, 1], len(waiting)) * dice.random(len(waiting))
            found = linprog(cost, **limits, method="highs")
            assert found.status in (0, 3), f"the definitions contradict the tables: {found.message}"
            if found.x is None:
                found = linprog(np.abs(cost), **limits, method="highs")
            if np.abs(found.x - np.round(found.x)).max() < CLOSE:
                lower, upper = np.fmin(lower, found.x[at]), np.fmax(upper, found.x[at])
        for one in np.flatnonzero(open_()):
            lower[one], upper[one] = (
                self.extreme(limits, at[one], sign, whole=True) for sign in (1, -1)
            )
        told = pd.DataFrame({"key": keys, "low": lower, "high": upper})
        return told[open_()].reset_index(drop=True)

    @staticmethod
    def extreme(limits: dict[str, Any], at: int, sign: int, *, whole: bool) -> float:
        """Return the least (sign 1) or the most (-1) that one number can be."""
        cost = np.zeros(len(limits["bounds"]))
        cost[at] = sign
        found = milp(
            cost,
            constraints=[
                LinearConstraint(limits["A_eq"], limits["b_eq"], limits["b_eq"]),
                LinearConstraint(limits["A_ub"], -np.inf, limits["b_ub"]),
            ],
            bounds=Bounds(*limits["bounds"].T),
            integrality=np.full(len(cost), int(whole)),
        )
        return -sign * np.inf if found.x is None else float(np.round(sign * found.fun))
