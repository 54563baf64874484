"""The waterfall: every record leaves at the first step that excludes it."""

import pandas as pd

from cpims_report.records.exclude import STEPS, count_waterfall, find_excluded


def test_a_record_leaves_at_the_first_step_that_excludes_it(records, context):
    typed = records(
        {"record_valid": False, "status": "duplicate", "consent_reporting": False},
        {"consent_reporting": False, "registration_date": "2019-02-03"},
        {"registration_date": "2019-02-03", "age_reg": 20},
        {"age_reg": 20, "active": False},
        {},
    )
    left = find_excluded(typed, context, STEPS[1:])
    assert list(left) == ["disabled", "no_consent", "late_entry", "adult_at_registration", ""]


def test_the_waterfall_counts_what_is_left_after_each_step_in_order():
    agencies = pd.Series(["imc", "imc", "imc", "jrf"])
    left = pd.Series(["exact_duplicates", "", "after_year", ""])
    table = count_waterfall(agencies, left, ["jrf", "imc", "irc"])
    assert list(table["step"].iloc[:9]) == ["received", *STEPS]
    assert list(table["agency"].drop_duplicates()) == ["jrf", "imc", "irc"]
    imc = table[table["agency"] == "imc"].set_index("step")["records"]
    assert list(imc) == [3, 2, 2, 2, 2, 2, 1, 1, 1]
    assert set(table.loc[table["agency"] == "irc", "records"]) == {0}
