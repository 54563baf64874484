"""Factories of small case tables, hand-made or at random, and the settings of this workspace."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.indicators import Caseload
from cpims_report.indicators.compute import cells_of_one
from cpims_report.indicators.registry import planned
from cpims_report.schema import CELL_KEY, NON_VALUES

CONFIG = Path(__file__).parents[2] / "config"
DEFAULTS = {
    "record_uid": "",
    "child_key": "",
    "agency": "imc",
    "source_profile": "primero_v2_json",
    "registration_date": "2018-03-01",
    "created_date": "2018-03-02",
    "sex": "female",
    "birth_precision": "exact",
    "age_reg": 10,
    "age_end": 10,
    "age_close": 10,
    "nationality": "syria",
    "displacement_status": "refugee",
    "governorate": "amman",
    "camp": "none",
    "site_type": "host",
    "protection_status": "neither",
    "concerns": "child_labour",
    "primary_concern": "child_labour",
    "risk_level": "medium",
    "disability": "none",
    "functioning": "none",
    "difficulty_domain": "not_applicable",
    "labour_form": "other",
    "work_kind": "street",
    "work_hours": "0-13",
    "work_hazard": "no",
    "hazard_kind": "not_applicable",
    "schooling": "formal",
    "separation_cause": "not_applicable",
    "care_arrangement": "not_applicable",
    "source_of_identification": "outreach",
    "assessment": "done",
    "assessment_date": "2018-03-03",
    "case_plan": "done",
    "case_plan_date": "2018-03-10",
    "bia": "none",
    "bid": "none",
    "bid_outcome": "not_applicable",
    "reunified": "not_applicable",
    "reunification_date": None,
    "caseworker": "w1",
    "services_kept": True,
    "followups_kept": True,
    "incidents_kept": True,
    "transitions_kept": True,
    "reopenings_kept": True,
}
KEPT = ("services_kept", "followups_kept", "incidents_kept", "transitions_kept")
COLUMNS = {
    "cases": DEFAULTS,
    "spells": {
        "record_uid": "",
        "seq": 1,
        "open_date": None,
        "close_date": None,
        "close_precision": "none",
        "close_reason": "not_applicable",
    },
    "services": {
        "record_uid": "",
        "seq": 1,
        "service_type": "education_service",
        "date_planned": None,
        "referred": False,
        "implemented": "implemented",
        "date_implemented": None,
    },
    "followups": {"record_uid": "", "seq": 1, "type": "in_care", "date": None, "due": None},
    "incidents": {
        "record_uid": "",
        "seq": 1,
        "violence_type": "missing",
        "location_type": "missing",
        "perpetrator": "missing",
        "date": None,
    },
    "transitions": {
        "record_uid": "",
        "seq": 1,
        "type": "transfer",
        "date": None,
        "internal": None,
        "status": "done",
    },
    "transfers": {
        "from_uid": "",
        "from_seq": 1,
        "open_date": None,
        "to_uid": "",
        "next_open_date": None,
        "next_close_date": None,
        "next_close_precision": "none",
        "next_close_reason": "not_applicable",
    },
    "issues": {"agency": "imc", "code": "NUM-01", "severity": "flag"},
    "waterfall": {"agency": "imc", "step": "received", "records": 0},
}
MAY_BE_SILENT = (
    "disability",
    "displacement_status",
    "protection_status",
    "separation_cause",
    "care_arrangement",
    "source_of_identification",
    "risk_level",
    "assessment",
    "case_plan",
    "bia",
    "bid",
    "reunified",
    "caseworker",
    "close_reason",
)
FORMS = (
    ("labour_form",),
    ("work_kind", "work_hours"),
    ("work_hazard", "hazard_kind", "schooling"),
    ("functioning", "difficulty_domain"),
)
"""What a system asks together, or not at all."""
KEPT_WITH = {"transitions": "services_kept"}
"""Layouts without services have no transitions."""
DAYS = ("date", "due")
TYPES = {
    "seq": int,
    "from_seq": int,
    "records": int,
    "referred": "boolean",
    "internal": "boolean",
} | dict.fromkeys(("age_reg", "age_end", "age_close"), "Int64")

Row = dict[str, Any]
Lists = dict[str, list[Row]]


@pytest.fixture(scope="session")
def real_config() -> Path:
    return CONFIG


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this workspace's configuration, with a policy that lists all unknowns but sex."""
    folder = shutil.copytree(CONFIG, tmp_path_factory.mktemp("workspace") / "config")
    file = folder / "disclosure.yml"
    policy = yaml.safe_load(file.read_text(encoding="utf-8")) | {"unlisted_unknown": ["sex"]}
    file.write_text(yaml.safe_dump(policy, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def settings(config: Path) -> Settings:
    return Settings(config)


@pytest.fixture
def case() -> Callable[..., Lists]:
    """Return a factory: one case with its spells as (open, close[, reason]) tuples.

    `services`, `followups`, `incidents` and `transitions` are lists of rows; other names are
    columns of the case.
    """
    numbers = itertools.count(1)

    def make(*periods: tuple[str | None, ...], **values: Any) -> Lists:
        uid = values.pop("record_uid", f"r{next(numbers):03}")
        rows = {
            name: [
                {**COLUMNS[name], **row, "record_uid": uid, "seq": seq}
                for seq, row in enumerate(values.pop(name, []), start=1)
            ]
            for name in ("services", "followups", "incidents", "transitions")
        }
        spells = [
            {
                "record_uid": uid,
                "seq": seq,
                "open_date": period[0],
                "close_date": period[1] if len(period) > 1 else None,
                "close_precision": "day" if len(period) > 1 and period[1] else "none",
                "close_reason": period[2] if len(period) > 2 else "not_applicable",
            }
            for seq, period in enumerate(periods or [("2018-03-01",)], start=1)
        ]
        if "year_only" in values:
            precision = "year" if values.pop("year_only") else "day"
            spells = [spell | {"close_precision": precision} for spell in spells]
        one = {**DEFAULTS, "child_key": uid, **values, "record_uid": uid}
        return {"cases": [one], "spells": spells, **rows, "issues": [], "waterfall": []}

    return make


def join(*lists: Lists) -> Lists:
    return {name: [row for one in lists for row in one.get(name, [])] for name in COLUMNS}


def frames(lists: Lists) -> SimpleNamespace:
    """Return the case tables of some rows, with the types of the schemas."""
    return SimpleNamespace(
        **{name: frame(lists.get(name, []), columns) for name, columns in COLUMNS.items()}
    )


def frame(rows: Iterable[Row], columns: Row) -> pd.DataFrame:
    types = {
        name: TYPES.get(name)
        or ("datetime64[us]" if name in DAYS or name.endswith("_date") or "date_" in name else "")
        or ("boolean" if name.endswith("_kept") else "str")
        for name in columns
    }
    return pd.DataFrame(list(rows), columns=list(columns)).astype(types)


@pytest.fixture
def tables() -> Callable[..., SimpleNamespace]:
    """Return a factory: the case tables of some cases."""
    return lambda *lists: frames(join(*lists))


@pytest.fixture
def counted(settings: Settings) -> Callable[..., Callable[..., tuple[int, int | None]]]:
    """Return a factory: count cases of 2018, each indicator when asked, as (value, base)."""
    plans = {plan.indicator: (function, plan) for function, plan in planned(settings)}

    def count(
        *lists: Lists, before: Iterable[Lists] | None = None, **more: Any
    ) -> Callable[..., tuple[int, int | None]]:
        earlier = None if before is None else frames(join(*before))
        caseload = Caseload.of(frames(join(*lists)), settings, 2018, earlier, **more)

        @cache
        def cells(indicator: str) -> dict[tuple[Any, ...], Any]:
            return as_cells(cells_of_one(caseload, *plans[indicator]).assign(year=2018))

        def look_up(indicator: str, **codes: str) -> tuple[int, int | None]:
            dimensions = [codes.pop(name, "_T") for name in CELL_KEY[2:]]
            assert not codes
            return cells(indicator)[indicator, 2018, *dimensions]

        return look_up

    return count


def as_cells(exact: pd.DataFrame) -> dict[tuple[Any, ...], tuple[int, int | None] | str]:
    """Return {cell key: (value, base)} with None for no base, or the status of a cell without."""
    keys = exact[list(CELL_KEY)].itertuples(index=False, name=None)
    rows = zip(exact["value"], exact["base"], exact["status"], strict=True)
    return {
        key: status if status != "exact" else (int(value), None if pd.isna(base) else int(base))
        for key, (value, base, status) in zip(keys, rows, strict=True)
    }


@pytest.fixture(name="as_cells")
def as_cells_fixture() -> Callable[..., Any]:
    return as_cells


@pytest.fixture
def random_lists(settings: Settings) -> Callable[..., Lists]:
    """Return a factory: random but possible tables around 2018, or around another year."""
    return lambda seed, size=60, agencies=None, prefix="", year=2018: Dice(
        seed, settings, year
    ).caseload(size, agencies or list(settings.agencies), prefix)


class Dice:
    """Random but possible cases and what belongs to them."""

    def __init__(self, seed: int, settings: Settings, year: int) -> None:
        self.dice = random.Random(seed)
        self.seed = seed
        self.settings = settings
        self.year = year
        self.lookups = settings.lookups

    def one_of(self, codes: Iterable[str]) -> str:
        return self.dice.choice(NON_VALUES if self.dice.random() < 0.15 else list(codes))

    def day(self, around: int = 350) -> str | None:
        """Return a day, on an edge of the year more often, or none."""
        if self.dice.random() < 0.15:
            return None
        edges = (date(self.year - 1, 12, 31), date(self.year, 1, 1), date(self.year, 12, 31))
        middle = date(self.year, 6, 30)
        away = timedelta(days=self.dice.randint(-around, around))
        return (self.dice.choice(edges) if self.dice.random() < 0.15 else middle + away).isoformat()

    def soon(self, since: str) -> str | None:
        """Return a day at about a standard time after another, or none."""
        if self.dice.random() < 0.1:
            return None
        after = self.dice.choice([-2, 0, 2, 3, 7, 8, 14, 15, 30, 31, 90])
        return (date.fromisoformat(since) + timedelta(days=after)).isoformat()

    def caseload(self, size: int, agencies: list[str], prefix: str) -> Lists:
        silent = {agency: self.silence() | self.without_forms(agency) for agency in agencies}
        lists: Lists = {name: [] for name in COLUMNS}
        for number in range(size):
            uid = f"{prefix}r{number:03}"
            agency = self.dice.choice(agencies)
            periods = self.periods()
            one = self.case(uid, agency, periods[0][0].isoformat())
            one["child_key"] = f"{prefix}c{self.dice.randrange(size):03}"
            one["caseworker"] = self.one_of([f"{prefix}{agency}{n}" for n in range(3)])
            lists["cases"].append(one | silent[agency])
            lists["spells"] += self.spells(uid, periods, silent[agency])
            for name in ("services", "followups", "incidents", "transitions"):
                if silent[agency].get(KEPT_WITH.get(name, f"{name}_kept"), True):
                    rows = range(1, self.dice.choice([1, 1, 2, 4]))
                    lists[name] += [getattr(self, name)(uid, seq) for seq in rows]
        lists["transfers"] = self.transfers(lists, agencies)
        lists["issues"] = [
            {
                "agency": self.dice.choice(agencies),
                "code": self.dice.choice(["NUM-01", "EXC-07", "DEL-02"]),
                "severity": self.dice.choice(list(self.lookups["severity"])),
            }
            for _ in range(size // 3)
        ]
        steps = ["received", *list(self.lookups["waterfall"])[1:]]
        for agency in agencies:
            left = sorted((self.dice.randrange(50) for _ in steps), reverse=True)
            lists["waterfall"] += [
                {"agency": agency, "step": step, "records": records}
                for step, records in zip(steps, left, strict=True)
            ]
        return lists

    def transfers(self, lists: Lists, agencies: list[str]) -> list[Row]:
        """Return transfers between cases, which then are of one child, at random but possible.

        Some go to or come from a record that is not in the report.
        """
        spells: dict[str, list[Row]] = {}
        for row in lists["spells"]:
            spells.setdefault(row["record_uid"], []).append(row)
        cases = {case["record_uid"]: case for case in lists["cases"]}
        free = list(cases)
        self.dice.shuffle(free)
        made = []
        for sender in sorted(cases):
            last = spells[sender][-1]
            if last["close_date"] is None or self.dice.random() < 0.4:
                continue
            came = next((uid for uid in free if self.may_follow(last, spells[uid][0])), None)
            if came is None or cases[came]["agency"] == cases[sender]["agency"]:
                continue
            free.remove(came)
            first = spells[came][0]
            made.append(
                {
                    "from_uid": sender,
                    "from_seq": last["seq"],
                    "open_date": last["open_date"],
                    "to_uid": came,
                    **{
                        f"next_{name}": first[name]
                        for name in ("open_date", "close_date", "close_precision", "close_reason")
                    },
                }
            )
        child = {row["to_uid"]: row["from_uid"] for row in made}
        for uid, case in cases.items():
            root = uid
            while root in child:
                root = child[root]
            case["child_key"] = cases[root]["child_key"]
        lists["cases"] = [
            case
            for uid, case in cases.items()
            if not self.may_be_left_out(spells[uid]) or self.dice.random() < 0.5
        ]
        return made

    def may_be_left_out(self, spells: list[Row]) -> bool:
        """Return whether a record has no day in the year: cleaning leaves such a one out."""
        ended = spells[-1]["close_date"]
        return (
            bool(ended and ended < f"{self.year}") or spells[0]["open_date"] > f"{self.year}-12-31"
        )

    def may_follow(self, last: Row, first: Row) -> bool:
        """Return whether a first spell may go on from a last one."""
        gap = date.fromisoformat(first["open_date"]) - date.fromisoformat(last["close_date"])
        return (
            first["open_date"] > last["open_date"]
            and (first["close_date"] is None or first["close_date"] >= last["close_date"])
            and -30 <= gap.days <= 60
        )

    def silence(self) -> Row:
        """Return the columns that a source does not collect, as they are in all of its cases.

        Not that it keeps no reopenings, for then it would have none.
        """
        columns: Row = dict.fromkeys(MAY_BE_SILENT, "not_collected")
        columns |= dict.fromkeys(KEPT, False)
        columns |= {"created_date": None, "close_precision": "year"}
        chosen = self.dice.sample(sorted(columns), self.dice.choice([0, 0, 5, 18]))
        return {name: columns[name] for name in chosen}

    def without_forms(self, agency: str) -> Row:
        """Return the columns of forms that an agency's system lacks, from dice of their own."""
        dice = random.Random(f"{self.seed} {agency}")
        lacking = [form for form in FORMS if dice.random() < 0.3]
        return dict.fromkeys(itertools.chain(*lacking), "not_collected")

    def case(self, uid: str, agency: str, registered: str) -> Row:
        lookups, places = self.lookups, self.settings.places
        governorate = self.one_of(places.governorates)
        camps = [k for k, v in places.camps.items() if v.governorate == governorate]
        concerns = list(self.settings.concerns.concerns)
        several = self.dice.sample([*concerns, "refugee"], self.dice.randint(1, 5))
        listed = ("nationality", "protection_status", "displacement_status", "risk_level")
        listed += ("disability", "separation_cause", "care_arrangement", "bia", "bid")
        listed += (
            "source_of_identification",
            "assessment",
            "case_plan",
            "bid_outcome",
            "reunified",
        )
        ages = {
            name: self.dice.randint(0, 19) if self.dice.random() < 0.85 else None
            for name in ("age_reg", "age_end", "age_close")
        }
        return {
            **DEFAULTS,
            "record_uid": uid,
            "agency": agency,
            "registration_date": registered,
            "created_date": self.soon(registered),
            "sex": self.one_of(lookups["sex"]),
            "birth_precision": self.dice.choice(["exact", "year_only", "age_only", "none"]),
            **ages,
            **{name: self.one_of(lookups[name]) for name in listed},
            **self.focus(uid),
            "governorate": governorate,
            "camp": self.dice.choice([*camps, "none"]),
            "site_type": self.one_of(places.sites),
            "concerns": self.one_of(["|".join(sorted(several))]),
            "primary_concern": self.one_of(concerns),
            "assessment_date": self.soon(registered),
            "case_plan_date": self.soon(registered),
            "reunification_date": self.day(),
        }

    def focus(self, uid: str) -> Row:
        """Return answers on work and functioning, from dice of their own."""
        dice, lookups = random.Random(uid), self.lookups

        def some_of(name: str) -> str:
            codes = list(lookups[name])
            return "|".join(sorted(dice.sample(codes, dice.randint(1, 3))))

        def one_of(codes: Iterable[str]) -> str:
            return dice.choice(NON_VALUES if dice.random() < 0.15 else list(codes))

        single = ("labour_form", "work_hours", "work_hazard", "schooling", "functioning")
        found = {name: one_of(lookups[name]) for name in single}
        yes = found["work_hazard"] == "yes"
        hard = found["functioning"] == "difficulty"
        return found | {
            "work_kind": one_of([some_of("work_kind")]),
            "hazard_kind": some_of("hazard_kind") if yes else "not_applicable",
            "difficulty_domain": some_of("difficulty_domain") if hard else "not_applicable",
        }

    def spells(self, uid: str, periods: list[tuple[date, date | None]], silent: Row) -> list[Row]:
        closed = {"close_reason": silent.get("close_reason")}
        closed["close_precision"] = silent.get("close_precision", "day")
        return [
            {
                "record_uid": uid,
                "seq": seq,
                "open_date": opens.isoformat(),
                "close_date": closes.isoformat() if closes else None,
                "close_precision": closed["close_precision"] if closes else "none",
                "close_reason": (
                    closed["close_reason"] or self.one_of(self.lookups["closure_reason"])
                    if closes
                    else "not_applicable"
                ),
            }
            for seq, (opens, closes) in enumerate(periods, start=1)
        ]

    def periods(self) -> list[tuple[date, date | None]]:
        """Return one to three spells in order, with days on both edges of the year more often."""
        edges = [date(self.year - 1, 12, 31), date(self.year, 1, 1)]
        edges += [date(self.year, 12, 31), date(self.year + 1, 1, 1)]
        days = sorted(
            {
                self.dice.choice(edges)
                if self.dice.random() < 0.2
                else date(self.year - 1, 6, 1) + timedelta(days=self.dice.randrange(700))
                for _ in range(self.dice.randint(1, 6))
            }
        )
        return list(itertools.zip_longest(days[::2], days[1::2]))

    def services(self, uid: str, seq: int) -> Row:
        return {
            "record_uid": uid,
            "seq": seq,
            "service_type": self.one_of(list(self.lookups["service_type"])[:5]),
            "date_planned": self.day(),
            "referred": self.dice.choice([True, True, False, None]),
            "implemented": self.one_of(self.lookups["service_implemented"]),
            "date_implemented": self.day(),
        }

    def followups(self, uid: str, seq: int) -> Row:
        due = self.day()
        made = self.soon(due) if due and self.dice.random() < 0.7 else self.day()
        return {"record_uid": uid, "seq": seq, "type": "in_care", "date": made, "due": due}

    def incidents(self, uid: str, seq: int) -> Row:
        return {
            "record_uid": uid,
            "seq": seq,
            "violence_type": self.one_of(self.lookups["violence_type"]),
            "location_type": self.one_of(self.lookups["incident_location"]),
            "perpetrator": self.one_of(self.lookups["perpetrator"]),
            "date": self.day(),
        }

    def transitions(self, uid: str, seq: int) -> Row:
        return {
            "record_uid": uid,
            "seq": seq,
            "type": self.dice.choice(["transfer", "transfer", "referral"]),
            "date": self.day(),
            "internal": self.dice.choice([True, False, None]),
            "status": self.one_of(self.lookups["transition_status"]),
        }
