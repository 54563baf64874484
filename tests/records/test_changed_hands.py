"""Two members' files in, exact tables out: a child who is handed on is one case all the way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from cpims_report import editions
from cpims_report.pipeline import Ledger, run

ROOT = Path(__file__).parents[2]


class Silent:
    """Watches a run and says nothing."""

    def started(self, name: str, reason: str) -> None: ...
    def finished(self, name: str, seconds: float) -> None: ...
    def fresh(self, name: str) -> None: ...
    def failed(self, name: str) -> None: ...


@pytest.fixture
def exact(house, csv_row, monkeypatch):
    """Return the exact totals of a year, by the steps of the pipeline, from two members' files."""
    monkeypatch.setenv("CPIMS_LINK_KEY", "a key of this test and of nothing else")
    root = house.workspace.root
    (root / "notebooks").symlink_to(ROOT / "notebooks")
    for name in ("requirements.lock", "_quarto.yml"):
        (root / name).touch()

    def count(**files: list[dict[str, str]]) -> dict[tuple[str, str], int]:
        for agency, rows in files.items():
            house.source(agency, profile="primero_v2_csv", files=[f"{agency}/*.csv"])
            table = [csv_row(id=f"{agency}{place}", **row) for place, row in enumerate(rows)]
            path = house.path(agency, f"{agency}.csv")
            pd.DataFrame(table).to_csv(path, index=False)
        steps = editions.confidential_steps(house.workspace, 2018, [2018])[:2]
        ledger = Ledger(root / "build" / "steps", root, root / "requirements.lock")
        with ThreadPoolExecutor(1) as executor:
            run(steps, ledger, executor, Silent(), force=False)
        cells = pd.read_parquet(house.workspace.processed(2018) / "tables.parquet")
        others = ["sex", "age", "nationality", "place", "concern"]
        totals = cells[cells[others].eq("_T").all(axis=1)].dropna(subset="value")
        return totals.set_index(["indicator", "category"])["value"].to_dict()

    return count


def test_a_child_who_is_handed_on_is_carried_over_and_neither_closed_nor_new(exact):
    child = {"unhcr_individual_no": "SYN-18-0000001", "registration_date": "2017-05-01"}
    leaves = {"status": "transferred", "date_closure": "2018-06-01"}
    stays = {"unhcr_individual_no": "SYN-18-0000002"}
    totals = exact(
        imc=[child | leaves | {"closure_reason": "transferred"}, stays],
        jrf=[child | {"registration_date": "2018-06-10"}],
    )
    named = {"new": "CL02", "carried": "CL03", "closed": "CL05", "open": "CL06", "on": "CL11"}
    counts = {name: totals[code, "_T"] for name, code in named.items()}
    assert counts == {"new": 1, "carried": 1, "closed": 0, "open": 2, "on": 1}
    assert totals["CL01", "_T"] == 2
    assert totals["CL07", "_T"] == 0
