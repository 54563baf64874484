"""The catalogue decides what is computed; what cannot be computed is told at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.indicators import compute
from cpims_report.indicators.registry import planned, registry

EXTEND = Path(__file__).parents[2] / "docs" / "extend.md"


@pytest.fixture
def changed(config, tmp_path):
    """Return a function: settings whose catalogue has other breakdowns for an indicator."""

    def change(**breakdowns):
        folder = shutil.copytree(config, tmp_path / "config")
        file = folder / "indicators.yml"
        catalogue = yaml.safe_load(file.read_text(encoding="utf-8"))
        for indicator, lists in breakdowns.items():
            entry = catalogue["indicators"].setdefault(
                indicator, dict(catalogue["indicators"]["CL01"])
            )
            entry["breakdowns"] = lists
        file.write_text(yaml.safe_dump(catalogue, sort_keys=False), encoding="utf-8")
        return Settings(folder)

    return change


def refused(settings) -> str:
    with pytest.raises(ConfigurationError) as error:
        planned(settings)
    return str(error.value)


def test_every_function_has_an_entry(settings):
    entries = settings.indicators.items()
    assert set(registry()) < {name for name, one in entries if one.made_by == "indicators"}


def test_an_entry_that_is_more_than_a_count_is_named_where_no_function_computes_it(changed):
    settings = changed(CL99=[[]])
    settings.indicators["CL99"] = settings.indicators["CL99"].model_copy(
        update={"measure": "median"}
    )
    assert "CL99" in refused(settings)


def test_an_indicator_that_is_a_count_needs_no_code(changed, case, tables):
    [entry] = re.findall(r"(?s)```yaml\n(.*?)```", EXTEND.read_text("utf-8"))
    settings = changed()
    with (settings.folder / "indicators.yml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(entry)
    cells = compute(tables(case(("2018-01-01", "2018-02-01"))), settings, 2018)
    here = cells[cells["indicator"].eq("XN01") & cells["value"].gt(0)]
    assert set(here["sex"]) == {"_T", "F"}
    assert set(here["nationality"]) == {"_T", "syria"}
    assert here["value"].eq(1).all()


def test_all_faulty_breakdowns_are_told_at_once(changed):
    message = refused(
        changed(
            CL01=[["sexx"]],
            CL02=[["age", "sex"]],
            CL03=[["governorate", "camp"]],
            PR05=[["site"], ["region"]],
            CL07=[["age"]],
        )
    )
    assert "CL01: there is nothing to break down by “sexx”" in message
    assert "CL02: ['age', 'sex'] must name" in message
    assert "CL03: ['governorate', 'camp'] must name" in message
    assert "PR05: “site” and the other places" in message
    assert "CL07: there is nothing to break down by “age”" in message


def test_a_new_breakdown_needs_no_code(changed, case, tables):
    settings = changed(CL04=[[], ["nationality", "concern"]])
    periods = ("2018-01-01", "2018-02-01"), ("2018-05-01",)
    cells = compute(tables(case(*periods)), settings, 2018)
    chosen = cells[
        cells["indicator"].eq("CL04")
        & cells["nationality"].eq("syria")
        & cells["concern"].eq("child_labour")
    ]
    assert chosen["value"].tolist() == [1]
