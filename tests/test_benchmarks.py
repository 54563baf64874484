"""The measurement of building goes to its end, and says of each target whether it was met."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def building(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.building")


def test_each_kind_of_build_is_timed_beside_the_plain_way(
    building, repository, tmp_path, monkeypatch
):
    root = repository(tmp_path)
    build = root / "build" / "2018-en"
    build.mkdir(parents=True)
    record = {"steps": {"2018-en/assemble": {"seconds": 7.5}}}
    (build / "manifest.json").write_text(json.dumps(record))
    ran: list[str] = []
    monkeypatch.setattr(building, "run", lambda _, *words: ran.append(" ".join(map(str, words))))
    monkeypatch.setattr(building, "find_quarto", lambda: None)
    rows = list(building.measure(root))
    assert rows[0][0] == "plain"
    assert rows[0][1] >= 7.5, "the assembly counts as part of the plain way"
    notebooks = [line for line in ran if "papermill notebooks/" in line]
    chapters = (root / "_quarto.yml").read_text("utf-8").count("- notebooks/")
    assert len(notebooks) == 1 + 3 + chapters
    assert [line for line in ran if "--jobs 1" in line]
    assert [line for line in ran if "--kernels ordinary" in line]
    for stem, kind, mark in (
        (building.PROSE, "markdown", "A sentence more."),
        (building.CODE, "code", "year = year"),
    ):
        cells = json.loads((root / "notebooks" / f"{stem}.ipynb").read_text())["cells"]
        changed = {each["cell_type"] for each in cells if mark in "".join(each["source"])}
        assert changed == {kind}


def test_the_page_says_which_targets_were_met_and_draws_what_it_lists(building, tmp_path):
    rows = [
        ("plain", 100.0),
        (building.COLD, 20.0),
        (building.NOTHING, 1.5),
        (building.NEW_PROSE, 1.6),
        (building.NEW_CODE, 4.0),
    ]
    page = building.page(rows)
    assert f"| {building.COLD} | 20.0 | 0.20 | 1.00 |" in page
    said = [line.rstrip().rsplit(": ", 1)[1] for line in page.splitlines() if "Target" in line]
    assert said == ["0.20, met.", "1.50, not met.", "0.08, met.", "0.20, not met."]
    assert "take 0.6 hours" in page
    assert "needs 1 of them" in page
    for name in ("one.svg", "two.svg"):
        building.draw(rows, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert "1.5 s" in (tmp_path / "one.svg").read_text()


@pytest.mark.long
def test_every_other_measurement_goes_to_its_end_at_its_smallest(building, tmp_path):
    reading = importlib.import_module("benchmarks.__main__")
    [row] = reading.measure_profile(tmp_path / "profile", "primero_v2_csv", [500])
    assert row["records"] == 500
    gate = importlib.import_module("benchmarks.gate").measure_gate(1_200, insiders=False)
    assert gate["primary"] > 0
    counting = importlib.import_module("benchmarks.indicators")
    for name, table in counting.make_tables(1_000).items():
        table.to_parquet(tmp_path / f"{name}.parquet", index=False)
    assert counting.count(tmp_path)["cells"] > 1_000
