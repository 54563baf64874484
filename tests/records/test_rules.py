"""Each rule finds what it names, and nothing else."""

import pytest

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
    "REC-03": {"recorded_closure": "2019-02-04"},
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
    "REC-03": {"recorded_closure": "2019-02-03"},
    "SPL-01": {"status": "closed", "close_precision": "day"},
    "SPL-02": {"recorded_closure": "2018-06-01", "spells": 2},
    "SPL-03": {"status": "closed", "recorded_closure": "2018-03-05"},
    "SPL-04": {"reopened": True, "spells": 2},
}
BY_CODE = {rule.code: rule for rule in read_rules()}


def test_codes_and_steps_are_unique_and_messages_are_sentences():
    rules = read_rules()
    assert len(BY_CODE) == len(rules)
    steps = [rule.step for rule in rules if rule.step]
    assert len(set(steps)) == len(steps) == 8
    assert all(rule.message.endswith(".") for rule in rules)
    assert all((rule.severity == "exclude") == bool(rule.step) for rule in rules)


def test_every_rule_has_a_case_here():
    assert set(WRONG) == set(RIGHT) == set(BY_CODE) - {"EXC-01", "REC-01"}


@pytest.mark.parametrize("code", sorted(WRONG))
def test_a_rule_finds_the_wrong_and_leaves_the_right(records, context, code):
    found = BY_CODE[code].find(records(WRONG[code], RIGHT[code]), context)
    assert list(found.astype("bool")) == [True, False]


@pytest.mark.parametrize("code", sorted(BY_CODE))
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


def test_one_id_for_two_records_is_flagged_within_an_agency(records, context):
    found = BY_CODE["REC-01"].find(records({}, {"status": "closed"}, {"agency": "jrf"}), context)
    assert list(found) == [False, True, False]
