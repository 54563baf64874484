"""The files of the example in examples/cameroon: a form export, cases of three invented members.

`python tests/new_country/cameroon.py` writes them anew, with what is true of them beside. Places
are facts; members, children and cases are made up: drawn at random, no row describes a child.
"""

from __future__ import annotations

import csv
import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "cameroon"
YEAR = 2018
MEMBERS = {"lumiere": "xlsx", "baobab": "csv", "refuge": "json"}
EACH = 160
TRUE = ("sex", "location", "birth_date", "registration_date", "nationality")
LISTS = {
    "lookup-country": {
        "cameroon": ({"fr": "Cameroun"}, "cameroon"),
        "central_african_republic": ({"fr": "République centrafricaine"}, "central_african"),
        "nigeria": ({"fr": "Nigéria"}, "nigeria"),
        "chad": ({"fr": "Tchad"}, "chad"),
    },
    "lookup-risks-4cac6ec": {
        "child_labour_a1b2c3d": ({"fr": "Travail des enfants"}, "child_labour"),
        "early_marriage_77aa001": ({"fr": "Mariage précoce"}, "child_marriage"),
        "neglect": ({"fr": "Négligence"}, "neglect"),
    },
    "lookup-closing-61b5529": {
        "needs_met_0a1b2c3": ({"fr": "Besoins satisfaits"}, "needs_met"),
        "contact_lost": ({"fr": "Contact perdu"}, "lost_contact"),
    },
    "lookup-service-type": {"health": ({"fr": "Santé"}, "health_medical_service")},
}
IDENTIFYING = ("name", "telephone_current")
"""Fields that the system has, and that no member sends."""


def beside(name):
    """Return a module of the invented countries."""
    if name not in sys.modules:
        path = ROOT / "tests" / "records" / "systems" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def system():
    """Return the country's system: French alone, with the departments of its settings."""
    beside("countries")
    places = yaml.safe_load((EXAMPLE / "config" / "places.yml").read_text("utf-8"))
    regions = {key: each["label"]["fr"] for key, each in places["regions"].items()}
    listed = {
        key: (f"Cameroun::{regions[each['region']]}::{each['label']['fr']}", key)
        for key, each in places["governorates"].items()
    }
    made = beside("atlas").build("cameroon", ("fr",), 24, lists=LISTS)
    return replace(made, places=listed)


def sent(country):
    """Return the system as far as its members send it: without what identifies people."""
    forms = {
        form: (names, tuple(each for each in asked if each.key not in IDENTIFYING))
        for form, (names, asked) in country.forms.items()
    }
    return replace(country, forms=forms, columns=0)


def write(to):
    """Write the form export, each member's cases, and what is true of them."""
    writers = beside("countries")
    country = system()
    to.mkdir(parents=True, exist_ok=True)
    writers.write_forms(country, "fr", to / "formulaires.xlsx")
    small, true = sent(country), []
    for seed, (member, kind) in enumerate(MEMBERS.items()):
        records = [
            {**record, "id": f"5e1f0000-0000-4000-8000-{seed + 1:04d}{number:08d}"}
            for number, record in enumerate(writers.draw(small, EACH, seed))
        ]
        path = to / "data" / "raw" / str(YEAR) / member / f"{member}-{YEAR}-synthetic.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "xlsx":
            writers.write_book(small, records, "fr", path)
        else:
            {"csv": writers.write_csv, "json": writers.write_json}[kind](small, records, path)
        true += [[member, *(told(record[f"!{key}"]) for key in TRUE)] for record in records]
    with (to / "truth.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([("agency", *TRUE), *true])


def told(value):
    """Return a value as one cell."""
    return "|".join(value) if isinstance(value, list) else value


if __name__ == "__main__":
    write(EXAMPLE)
