"""A case that moves between members is one case of the Task Force, and every sum comes out."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpims_report.records.derive import add_closures
from cpims_report.records.people.linkage import link_children
from cpims_report.records.spells.building import build_spells
from cpims_report.records.spells.transfers import find_transfers

EDGES = [date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
DAYS = st.one_of(
    st.sampled_from(EDGES), st.dates(min_value=date(2016, 6, 1), max_value=date(2019, 6, 30))
)
HISTORIES = st.lists(
    st.fixed_dictionaries(
        {
            "agency": st.sampled_from(["imc", "jrf", "unhcr"]),
            "individual_no": st.sampled_from([None, "SYN-0001", "SYN-0002"]),
            "status": st.sampled_from(["open", "closed", "transferred"]),
            "registration_date": DAYS,
            "closure_date": st.none() | DAYS,
            "closure_approved_date": st.none() | DAYS,
            "closure_reason": st.sampled_from(["missing", "needs_met", "transferred_internal"]),
            "reopenings": st.lists(DAYS, max_size=4),
        }
    ),
    min_size=1,
    max_size=8,
)


def build(records, year, people):
    """Return records with their closures and children, spells, and transfers."""
    facts = [
        {"record_uid": str(place), **{name: each[name] for name in each if name != "reopenings"}}
        for place, each in enumerate(people)
    ]
    log = pd.DataFrame(
        [
            (str(place), day)
            for place, each in enumerate(people)
            for day in each.get("reopenings", ())
        ],
        columns=["record_uid", "date"],
    )
    typed = records(*facts)
    typed = typed.assign(**link_children(typed, b"key"))
    spells = build_spells(typed, log.assign(date=pd.to_datetime(log["date"])), year)
    return add_closures(typed, spells, year), spells


@given(HISTORIES)
@settings(max_examples=25, deadline=None)
def test_spells_of_a_record_follow_one_another(records, year, people):
    _, spells = build(records, year, people)
    assert not (spells["close_date"] < spells["open_date"]).any()
    following = spells.groupby("record_uid")["open_date"].shift(-1)
    assert (spells.loc[following.notna(), "close_date"] <= following.dropna()).all()
    last = ~spells.duplicated("record_uid", keep="last")
    assert spells.loc[~last, "close_date"].notna().all()


@given(HISTORIES)
@settings(max_examples=20, deadline=None)
def test_a_transfer_is_matched_once_and_between_two_members(records, year, people):
    typed, spells = build(records, year, people)
    transfers = find_transfers(typed, spells)
    assert transfers["from_uid"].is_unique
    assert transfers["to_uid"].is_unique
    assert (transfers["from_agency"] != transfers["to_agency"]).all()
    gap = (transfers["next_open_date"] - transfers["close_date"]).dt.days
    assert gap.between(-30, 60).all()
    assert (transfers["next_open_date"] > transfers["open_date"]).all()
    assert not (transfers["next_close_date"] < transfers["close_date"]).any()


LEAVES = {
    "agency": "imc",
    "individual_no": "SYN-0001",
    "status": "transferred",
    "registration_date": "2017-05-01",
    "closure_date": "2018-06-01",
}
COMES = {"agency": "jrf", "individual_no": "SYN-0001", "registration_date": "2018-06-10"}


def test_a_transfer_tells_of_both_spells(records, year):
    comes = {**COMES, "status": "closed", "closure_date": "2018-08-01"}
    typed, spells = build(records, year, [LEAVES, comes | {"closure_reason": "needs_met"}])
    (found,) = find_transfers(typed, spells).to_dict("records")
    names = ("from_agency", "to_agency", "from_seq", "next_close_precision", "next_close_reason")
    assert [found[name] for name in names] == ["imc", "jrf", 1, "day", "needs_met"]
    days = ("open_date", "close_date", "next_open_date", "next_close_date")
    assert [f"{found[name]:%m-%d}" for name in days] == ["05-01", "06-01", "06-10", "08-01"]


@pytest.mark.parametrize(
    ("leaves", "comes"),
    [
        ({"closure_date": None}, {}),
        ({}, {"status": "closed", "closure_date": "2018-05-20", "registration_date": "2018-05-15"}),
        ({}, {"registration_date": "2017-05-01"}),
        ({"status": "closed", "closure_reason": "needs_met"}, {}),
    ],
    ids=["on no known day", "ended sooner", "registered before", "closed for another reason"],
)
def test_what_does_not_go_on_is_no_transfer(records, year, leaves, comes):
    typed, spells = build(records, year, [LEAVES | leaves, COMES | comes])
    assert find_transfers(typed, spells).empty


@pytest.mark.parametrize(("days", "found"), [(-31, 0), (-30, 1), (60, 1), (61, 0)])
def test_the_window_is_30_days_before_to_60_after(records, year, days, found):
    day = date(2018, 6, 1) + timedelta(days=days)
    typed, spells = build(records, year, [LEAVES, {**COMES, "registration_date": day}])
    assert len(find_transfers(typed, spells)) == found


@pytest.mark.parametrize(
    "change", [{"agency": "imc"}, {"individual_no": "SYN-0002"}, {"individual_no": None}]
)
def test_only_the_same_child_at_another_member_continues_a_case(records, year, change):
    typed, spells = build(records, year, [LEAVES, {**COMES, **change}])
    assert find_transfers(typed, spells).empty
