"""The example of docs/suppression.md, run as it stands there, and the engine alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "suppression.md"


@pytest.fixture(scope="module")
def example():
    code = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1]
    names = {}
    exec(compile(code, str(PAGE), "exec"), names)
    return code, names


def test_it_has_ten_lines_and_hides_the_one_small_cell(example):
    code, names = example
    assert len([line for line in code.splitlines() if line]) == 10
    table = names["tables"].masked(names["found"]).set_index(["place", "sex"])
    assert table["status"].eq("primary").sum() == 1
    assert table.loc[("maan", "F"), "status"] == "primary"
    assert table["status"].eq("secondary").any()
    assert table["value"].isna().eq(table["status"].ne("published")).all()


def test_its_intervals_are_what_another_solver_finds(example, reader):
    _, names = example
    tables, found = names["tables"], names["found"]
    values = tables.cells["value"].to_numpy()
    checked = 0
    for cell, low, high in found.intervals[["cell", "low", "high"]].itertuples(index=False):
        assert (low, high) == reader(tables, found.mask, cell, least=(values > 0).astype(float))
        assert high - low >= 5
        checked += 1
    assert checked == found.mask.sum() > 1


def test_the_engine_imports_nothing_of_the_report():
    code = (
        "import sys, cpims_report.suppression as engine; "
        "print(*sorted(name for name in sys.modules if name.startswith('cpims_report.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    modules = done.stdout.split()
    assert "cpims_report.suppression.engine" in modules
    assert {name.split(".")[1] for name in modules} == {"suppression"}
