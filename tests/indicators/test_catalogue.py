"""The catalogue decides what is computed; what cannot be computed is told at once."""

from __future__ import annotations

import shutil

import pytest
import yaml

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.indicators import compute
from cpims_report.indicators.registry import planned, registry


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


def test_every_function_has_an_entry_and_every_entry_a_function(settings):
    entries = settings.indicators.items()
    assert set(registry()) == {name for name, one in entries if one.made_by == "indicators"}


def test_an_entry_without_a_function_is_named(changed):
    assert "CL99" in refused(changed(CL99=[[]]))


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
