"""With the dictionary of a system its own headers and options are known; all else still goes."""

from __future__ import annotations

import csv
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
KEY = ROOT / "data" / "raw" / "sample-link-key.txt"
SYSTEM = "jordan_cpims"


def test_options_of_the_systems_own_lists_stay_and_names_behind_them_go(deidentify, tmp_path):
    known = yaml.safe_load((ROOT / "config" / "systems" / f"{SYSTEM}.yml").read_text())
    field = "other_protection_concerns"
    ids = list(known["lists"][known["fields"][field]["list"]]["options"])
    cells = [f'["{one}", "{one} (Layla Zyqxan)", "ليلى Zyqx"]' for one in ids]
    path = tmp_path / "jrf-synthetic.csv"
    with path.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["id", "status", "registration_date", "sex", field, "address_current"])
        rows.writerows([n, "open", "2018-03-05", "male", c, "Zyqx"] for n, c in enumerate(cells))
    answer = deidentify(path, "--key-file", KEY, "--to", "to", "--system", SYSTEM)
    assert answer.code == 0, answer.err
    text = (tmp_path / "to" / path.name).read_text()
    assert "zyqx" not in text.lower()
    assert "ليلى" not in text
    assert sum(one.removesuffix("…") in text for one in ids) == len(ids)


def test_a_system_without_a_dictionary_is_told(deidentify, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id\n1\n")
    answer = deidentify(path, "--key-file", KEY, "--to", "to", "--system", "nowhere")
    assert answer.code == 2
    assert SYSTEM in answer.err
