"""What two editions say otherwise, and what is not said again."""

from __future__ import annotations

import pandas as pd

from cpims_report.report.compared.method import method_changes
from cpims_report.report.compared.numbers import changed_numbers
from cpims_report.report.compared.sentences import Sentence, marked, paired
from cpims_report.report.sealed import Sealed

ABOUT = {"indicators": {"CL01": {"measure": "count"}, "TM01": {"measure": "median"}}}


def sealed(year: int, **values: int | None) -> Sealed:
    """Return an edition with totals by indicator; None is one that is withheld."""
    rows = [
        {
            "indicator": name,
            **dict.fromkeys(("sex", "age", "nationality", "place", "concern", "category"), "_T"),
            "year": year,
            "value": value,
            "base": None,
            "percent": None,
            "status": "suppressed" if value is None else "published",
        }
        for name, value in values.items()
    ]
    numbers = dict.fromkeys(("value", "base", "percent"), "Float64")
    return Sealed(year, pd.DataFrame(rows).astype(numbers), ABOUT, "")


def test_a_number_that_a_later_draft_withholds_is_not_told_again():
    found = changed_numbers(sealed(2018, CL01=7), sealed(2018, CL01=None), [])
    assert found["status_new"].tolist() == ["suppressed"]
    assert found[["value_old", "base_old", "percent_old", "change"]].isna().to_numpy().all()


def test_what_another_year_published_is_told_beside_what_this_one_withholds():
    found = changed_numbers(sealed(2017, CL01=40), sealed(2018, CL01=None), [])
    assert found["value_old"].tolist() == [40]


def test_a_change_is_measured_by_earlier_changes_or_by_chance_whichever_is_more():
    old, new = sealed(2017, CL01=200, TM01=10), sealed(2018, CL01=245, TM01=14)
    calm = changed_numbers(old, new, [sealed(2016, CL01=199), old]).set_index("indicator")
    assert calm.loc["CL01", "unusual"] == 45 / 445**0.5
    wild = changed_numbers(old, new, [sealed(2016, CL01=290), old]).set_index("indicator")
    assert wild.loc["CL01", "unusual"] == 0.5
    assert calm.loc["TM01", "unusual"] == 4, "days have no play of chance of a count"


def test_equal_editions_differ_in_nothing():
    assert changed_numbers(sealed(2018, CL01=7), sealed(2018, CL01=7), []).empty


def test_a_rewritten_sentence_stands_beside_its_old_form_with_the_words_marked():
    before = ["Most were girls in 2017.", "A wholly different matter."]
    found = list(paired(before, ["Most were girls in 2018."]))
    assert found == [
        Sentence("Most were girls in 2017.", "Most were girls in 2018."),
        Sentence("A wholly different matter.", ""),
    ]
    assert marked("a <b> 1", "a <b> 2") == (
        "a &lt;b&gt; <del>1</del>",
        "a &lt;b&gt; <ins>2</ins>",
    )


def test_a_changed_definition_and_a_new_member_are_told_as_method():
    def about(**more: object) -> Sealed:
        return Sealed(2018, pd.DataFrame(), more, "")

    imc, irc = ({"id": each, "label": {"en": each.upper()}} for each in ("imc", "irc"))
    text = {"CL01": {"definition": {"en": "Children served"}}}
    other = {"CL01": {"definition": {"en": "Children registered"}}}
    found = method_changes(
        about(members=[imc], indicators=text), about(members=[imc, irc], indicators=other)
    )
    assert [(each.part, each.thing, each.old, each.new) for each in found] == [
        ("Members", "irc", "", "IRC"),
        ("Definition", "CL01: definition: en", "Children served", "Children registered"),
    ]
