"""The committed sample, cleaned, is what its truth says."""

from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
ATTRIBUTES = [
    "agency",
    "source_profile",
    "sex",
    "age_reg",
    "age_end",
    "age_close",
    "nationality",
    "displacement_status",
    "governorate",
    "camp",
    "site_type",
    "protection_status",
    "concerns",
    "primary_concern",
    "primary_rule",
    "risk_level",
    "disability",
    "birth_precision",
    "closure_reason",
    "separation_cause",
    "care_arrangement",
    "source_of_identification",
    "assessment",
    "assessment_date",
    "case_plan",
    "case_plan_date",
    "bia",
    "bia_date",
    "bid",
    "bid_outcome",
    "reunified",
    "reunification_date",
    "caseworker",
    "services_kept",
    "followups_kept",
    "incidents_kept",
    "transitions_kept",
    "reopenings_kept",
]
YEARS = (*(pytest.param(year, marks=pytest.mark.long) for year in (2016, 2017)), 2018)
EVENTS = ["services", "followups", "incidents", "transitions"]


@pytest.fixture(scope="module", params=YEARS)
def both(request, cleaned):
    """Return the case tables of a sample year, and the folder of its truth."""
    return cleaned(request.param), ROOT / "data" / "raw" / "truth" / str(request.param)


def read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype="str", keep_default_na=False)


def as_text(frame):
    days = frame.select_dtypes("datetime").columns
    text = frame.assign(**{day: frame[day].dt.strftime("%Y-%m-%d") for day in days})
    return text.astype("str").replace("<NA>", pd.NA).fillna("")


def test_the_cases_in_the_report_are_the_true_ones(both):
    tables, folder = both
    truth = read(folder, "cases")
    assert set(tables.cases["record_uid"]) == set(truth.loc[truth["excluded"] == "", "record_uid"])


def test_every_attribute_of_every_case_is_the_true_one(both):
    tables, folder = both
    truth = read(folder, "cases")
    truth = truth[truth["excluded"] == ""].set_index("record_uid").sort_index()
    found = as_text(tables.cases).set_index("record_uid").sort_index()
    shared = [name for name in ATTRIBUTES if name in truth]
    assert set(ATTRIBUTES) - set(shared) == {"closure_reason"}
    pd.testing.assert_frame_equal(found[shared], truth[shared], check_dtype=False)


def test_spells_are_the_true_ones(both):
    tables, folder = both
    keys = ["record_uid", "seq"]
    found = as_text(tables.spells).sort_values(keys, ignore_index=True)
    truth = read(folder, "spells").sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(found[list(truth)], truth, check_dtype=False)


@pytest.mark.parametrize("name", EVENTS)
def test_events_are_the_true_ones(both, name):
    tables, folder = both
    keys = ["record_uid", "seq"]
    truth = read(folder, name).sort_values(keys, ignore_index=True)
    found = as_text(getattr(tables, name)).sort_values(keys, ignore_index=True)
    assert len(truth) > 300
    pd.testing.assert_frame_equal(found[list(truth)], truth, check_dtype=False)


def test_the_waterfall_is_the_true_one(both):
    tables, folder = both
    pd.testing.assert_frame_equal(
        as_text(tables.waterfall), read(folder, "waterfall"), check_dtype=False
    )


def test_children_are_counted_once(both):
    tables, folder = both
    assert tables.cases["child_key"].nunique() == len(read(folder, "children"))
