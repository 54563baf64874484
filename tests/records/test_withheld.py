"""What `deidentify` withheld is told as that: no unread value, no word that a person typed."""

import pytest
from typer.testing import CliRunner

from cpims_report.cli import app

MARKED = {
    "closure_reason": "closure_reason",
    "protection_concerns": "concerns",
    "location_current": "governorate",
    "nationality": "nationality",
}


@pytest.fixture
def check(house):
    (house.workspace.root / "notebooks").mkdir()
    (house.workspace.root / "_quarto.yml").touch()
    return lambda: CliRunner().invoke(app, ["check", "2018", "--root", str(house.workspace.root)])


def test_a_withheld_value_is_unknown_and_told_by_its_own_name(house, csv_row, check):
    marked = {**dict.fromkeys(MARKED, "***"), "age": "***", "date_of_birth": "***"}
    lists = {"protection_concerns": '["neglect", "***"]'}
    house.csv("jrf", [csv_row(**marked), csv_row(id="b", **lists), csv_row(id="c")])
    tables = house.clean()
    first = tables.cases.set_index("record_uid").loc[
        lambda cases: cases["nationality"].eq("unknown")
    ]
    assert len(first) == 1
    assert {first[ours].iloc[0] for ours in MARKED.values() if ours != "closure_reason"} == {
        "unknown"
    }
    assert sorted(tables.cases["concerns"]) == ["neglect", "neglect", "unknown"]
    codes = tables.issues["code"].value_counts()
    assert "VAL-01" not in codes
    assert codes["VAL-03"] == len(marked) + 1
    answer = check()
    assert answer.exit_code == 0
    assert "VAL-03 Withheld by deidentify" in answer.output


def test_a_withheld_status_still_refuses_the_file(house, csv_row):
    house.csv("jrf", [csv_row(status="***")])
    assert [problem.code for problem in house.refusal().problems] == ["IN-STATUS"]
