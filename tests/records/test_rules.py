"""Each rule finds what it names, and nothing else."""

import pytest

from cpims_report.records.exclude import STEPS
from cpims_report.records.rules import read_rules

WRONG = {
    "AGE-01": {"birth_date": "2018-03-06"},
    "AGE-02": {"birth_date": "1980-01-01"},
    "AGE-03": {"birth_precision": "year_only"},
    "CON-01": {"primary_added": True},
    "EXC-02": {"record_valid": False},
    "EXC-03": {"status": "duplicate"},
    "EXC-04": {"consent_reporting": False},
    "EXC-05": {"created_date": "2019-02-01"},
    "EXC-06": {"registration_date": "2019-01-01"},
    "EXC-07": {"age_reg": 18},
    "EXC-08": {"active": False},
    "NAT-01": {"nationalities": "palestine|syria"},
    "REC-02": {"registered_by_entry": True},
    "REC-03": {"registration_date": "2019-02-04"},
    "SPL-01": {"status": "closed", "close_precision": "year"},
    "SPL-02": {"recorded_closure": "2018-06-01"},
    "SPL-03": {"status": "closed", "recorded_closure": "2018-03-04"},
    "SPL-04": {"reopened": True},
}
RIGHT = {
    "AGE-01": {"birth_date": "2018-03-05"},
    "AGE-02": {"birth_date": "1993-01-01"},
    "AGE-03": {"birth_precision": "exact"},
    "CON-01": {"primary_added": False},
    "EXC-02": {"record_valid": True},
    "EXC-03": {"status": "transferred"},
    "EXC-04": {"consent_reporting": True},
    "EXC-05": {"created_date": "2019-01-31"},
    "EXC-06": {"registration_date": "2018-12-31"},
    "EXC-07": {"age_reg": 17},
    "EXC-08": {"active": True},
    "NAT-01": {"nationalities": "syria"},
    "REC-02": {"registered_by_entry": False},
    "REC-03": {"registration_date": "2019-02-03"},
    "SPL-01": {"status": "closed", "close_precision": "day"},
    "SPL-02": {"recorded_closure": "2018-06-01", "spells": 2},
    "SPL-03": {"status": "closed", "recorded_closure": "2018-03-05"},
    "SPL-04": {"reopened": True, "spells": 2},
}
WRONG |= {
    "AGE-05": {"age": 9},
    "AGE-06": {"age": 3, "age_reg": 9, "birth_date": "2008-06-15"},
    "AGE-07": {"age_estimated": True, "birth_date": "2008-06-15"},
    "CON-03": {"status_dropped": True},
    "CON-04": {"primary_rule": "precedence", "recorded_primary": "missing"},
    "CON-05": {"concerns": "other"},
    "HOU-01": {"sex": "missing"},
    "LNK-03": {"number_shared": True},
    "LNK-04": {"number_damaged": True},
    "MEM-01": {"registration_date": "2013-12-31"},
    "PLC-04": {"governorate": "not_applicable"},
    "REC-04": {"registration_date": "2010-12-31"},
    "SPL-05": {
        "status": "closed",
        "close_precision": "year",
        "spells": 2,
        "recorded_closure": "2018-01-05",
    },
    "SPL-06": {"recorded_reason": "needs_met"},
    "SPL-07": {"status": "closed"},
    "SPL-08": {"recorded_closure": "2019-02-04"},
    "SRV-01": {"services_truncated": True},
    "TRF-01": {"transferred_to": "jrf"},
    "TRF-02": {"status": "transferred"},
}
RIGHT |= {
    "AGE-05": {"age": 9, "birth_date": "2008-06-15"},
    "AGE-06": {"age": 10, "age_reg": 9, "birth_date": "2008-06-15"},
    "AGE-07": {"age_estimated": True, "birth_date": "2008-07-01"},
    "CON-03": {"status_dropped": False},
    "CON-04": {"primary_rule": "precedence", "recorded_primary": "not_collected"},
    "CON-05": {"concerns": "neglect|other"},
    "HOU-01": {"sex": "missing", "age": 9},
    "LNK-03": {"number_shared": False},
    "LNK-04": {"number_damaged": False},
    "MEM-01": {"registration_date": "2014-01-01"},
    "PLC-04": {"governorate": "missing"},
    "REC-04": {"registration_date": "2011-01-01"},
    "SPL-05": {
        "status": "closed",
        "close_precision": "day",
        "spells": 2,
        "recorded_closure": "2018-04-05",
    },
    "SPL-06": {"recorded_reason": "needs_met", "spells": 2},
    "SPL-07": {"status": "closed", "recorded_reason": "not_collected"},
    "SPL-08": {"recorded_closure": "2019-02-03"},
    "SRV-01": {"services_truncated": False},
    "TRF-01": {"transferred_to": ""},
    "TRF-02": {"status": "transferred", "transferred_to": "jrf"},
}
GROUPED = {
    "AGE-04",
    "EXC-01",
    "EXC-09",
    "LNK-02",
    "REC-01",
    "REC-05",
    "SRV-02",
    "SRV-03",
    "TRF-03",
}
"""Rules that look at several records at once, or at rows of a subform: tests of their own."""
BY_CODE = {rule.code: rule for rule in read_rules()}


def test_codes_and_steps_are_unique_and_messages_are_sentences():
    rules = read_rules()
    assert len(BY_CODE) == len(rules)
    steps = [rule.step for rule in rules if rule.step]
    assert sorted(set(steps)) == sorted(STEPS)
    assert [step for step in STEPS if steps.count(step) > 1] == ["exact_duplicates"]
    assert all(rule.message.endswith(".") for rule in rules)
    assert all((rule.severity == "exclude") == bool(rule.step) for rule in rules)


def test_every_rule_has_a_case_here():
    assert set(WRONG) == set(RIGHT) == set(BY_CODE) - GROUPED


@pytest.mark.parametrize("code", sorted(WRONG))
def test_a_rule_finds_the_wrong_and_leaves_the_right(records, context, code):
    found = BY_CODE[code].find(records(WRONG[code], RIGHT[code]), context)
    assert list(found.astype("bool")) == [True, False]


@pytest.mark.parametrize("code", sorted(code for code in BY_CODE if not BY_CODE[code].table))
def test_a_rule_passes_over_what_is_not_known(records, context, code):
    assert not BY_CODE[code].find(records({}), context).astype("bool").any()


def test_a_source_without_closure_dates_is_not_blamed_for_their_absence(records, context):
    facts = {"status": "closed", "close_precision": "year", "dates_closures": False}
    assert not BY_CODE["SPL-01"].find(records(facts), context).any()


def test_the_policy_may_include_those_without_consent(records, context, settings):
    from cpims_report.config import Settings
    from cpims_report.records.rules import Context

    other = Settings(settings.folder)
    policy = settings.policy.model_copy(update={"consent_reporting_false": "include"})
    other.__dict__["policy"] = policy
    found = BY_CODE["EXC-04"].find(
        records({"consent_reporting": False}), Context(context.year, other)
    )
    assert not found.any()


def test_an_exact_duplicate_repeats_every_value_of_the_same_agency(records, context):
    find = BY_CODE["EXC-01"].find
    same, other_row = {}, {"row": 3}
    assert list(find(records(same, other_row), context)) == [False, True]
    assert not find(records(same, {"closure_reason": "other"}), context).any()
    assert not find(records(same, {"agency": "jrf"}), context).any()


def test_births_heaped_without_a_mark_are_flagged_where_there_are_many(records, context):
    heap = [{"birth_date": "2008-01-01"}] * 10
    others = [{"birth_date": f"2008-03-{day:02d}"} for day in range(1, 21)]
    few = [{"birth_date": "2008-01-01", "agency": "jrf"}]
    found = BY_CODE["AGE-04"].find(records(*heap, *others, *few), context)
    assert list(found) == [True] * 10 + [False] * 21


def test_a_later_extract_goes_before_an_earlier_one(records, context):
    typed = records(
        {"source_id": "1", "file": "old.csv"},
        {"source_id": "1", "file": "new.csv", "created_date": "2018-11-01"},
        {"source_id": "2", "file": "old.csv"},
        {"source_id": "1", "file": "old.csv", "agency": "jrf"},
    )
    assert list(BY_CODE["EXC-09"].find(typed, context)) == [True, False, False, False]


def test_a_child_of_two_members_is_flagged_at_both(records, context):
    typed = records({"child_key": "c"}, {"child_key": "c", "agency": "jrf"}, {"child_key": "d"})
    assert list(BY_CODE["LNK-02"].find(typed, context)) == [True, True, False]


def test_short_ids_collide_where_the_long_ones_differ(records, context):
    typed = records(
        {"source_id": "abc0001", "long_id": "x-abc0001"},
        {"source_id": "abc0001", "long_id": "y-abc0001"},
        {"source_id": "abc0002", "long_id": "z-abc0002"},
    )
    assert list(BY_CODE["REC-05"].find(typed, context)) == [True, True, False]
    assert not BY_CODE["REC-01"].find(typed, context).any()


def test_a_delivered_service_without_day_or_type_is_flagged(services, context):
    rows = services({}, {"date_implemented": None}, {"service_type": "missing"})
    assert list(BY_CODE["SRV-02"].find(rows, context)) == [False, True, False]
    assert list(BY_CODE["SRV-03"].find(rows, context)) == [False, False, True]
    undated = services({"date_implemented": None}, {"date_implemented": None})
    assert not BY_CODE["SRV-02"].find(undated, context).any()


def test_a_referral_that_comes_back_is_a_loop(transitions, context):
    rows = transitions(
        {},
        {"agency": "jrf", "to_agency": "imc"},
        {"agency": "jrf", "to_agency": "irc"},
        {"agency": "irc", "to_agency": "irc"},
        {"agency": "jrf", "to_agency": "imc", "child_key": "d"},
    )
    assert list(BY_CODE["TRF-03"].find(rows, context)) == [True, True, False, True, False]


def test_one_id_for_two_records_is_flagged_within_an_agency(records, context):
    found = BY_CODE["REC-01"].find(records({}, {"status": "closed"}, {"agency": "jrf"}), context)
    assert list(found) == [False, True, False]
