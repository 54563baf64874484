"""Fields on work and functioning, as Jordan's system names them: ids of fields and options."""

from __future__ import annotations

import pandas as pd

from cpims_report.sample.layouts import options
from cpims_report.sample.received import Delivery

WORK_FIELDS = {
    "work_kind": "current_work_type",
    "work_hours_a_day": "activities_working_number_hours",
    "work_days_a_week": "activities_working_number_days",
    "work_times": "working_hours_duration",
    "work_place": "how_the_case_manager_would_describe_the_work_environment",
    "employer": "how_the_case_manager_would_describe_the_employer",
    "safety_measures": "safety_measures_during_work",
    "work_harm": "impact_on_child_due_to_his_current_work",
    "schooling": "is_the_child_currently_enrolled_in_education",
}
FUNCTIONING_FIELDS = {
    "difficulty_seeing": "do_you_have_difficulty_seeing_even_if_wearing_glasses",
    "difficulty_hearing": "do_you_have_difficulty_hearing_even_if_using_a_hearing_aid",
    "difficulty_walking": "do_you_have_difficulty_walking_or_climbing_steps",
    "difficulty_remembering": "do_you_have_difficulty_remembering_or_concentrating",
    "difficulty_self_care": (
        "do_you_have_difficulty_with_self_care_such_as_washing_all_over_or_dressing"
    ),
    "difficulty_communicating": (
        "using_your_usual_customary_language_do_you_have_difficulty_communicating"
        "_for_example_understanding_or_being_understood"
    ),
}
"""Our field -> field of the system."""
LISTS = ("current_work_type", "working_hours_duration")

WORK_IDS = {
    "work_kind": {
        "agriculture": "farms_agriculture",
        "industry": "factory",
        "street": "street_seller",
        "waste": "selling_and_assembling_scrap",
        "trade_services": "shops_markets",
        "domestic": "house_keeping_the_child_is_working_in_other_people_houses",
        "family_care": "care_for_other_children_including_his_siblings",
    },
    "work_hours_a_day": {
        "under_1": "1",
        "2-4": "2_4",
        "5-8": "5_8",
        "9-12": "9_12",
        "over_12": "12",
    },
    "work_times": {
        "morning": "6_am_12_pm",
        "afternoon": "12_pm_6_pm",
        "evening": "6_pm_12_am",
        "night": "12_am_6_am",
    },
    "work_place": {"unsafe": "not_safe"},
    "employer": {"fair": "good_fair", "abusive": "abusive_exploitative"},
    "safety_measures": {
        "none": "not_available",
        "partial": "partially_available",
        "adequate": "available_and_adequate",
        "other": "other_specify",
    },
    "work_harm": {"none": "nothing", "harm": "health_impact", "other": "educational_impact"},
    "schooling": {
        "none": "no",
        "formal": "yes_formal_education",
        "non_formal": "yes_non_formal_education",
        "other": "other_sepcify",
    },
}
LEVEL_IDS = {
    "none": "no_no_difficulty",
    "some": "yes_some_difficulty",
    "a_lot": "yes_a_lot_of_difficulty",
    "cannot": "cannot_do_at_all",
}
"""Our code -> option of the system; of a kind of several options the most frequent."""


def columns(delivery: Delivery) -> pd.DataFrame:
    """Return the fields that an agency asks, lists joined by `|`; none for most agencies."""
    records = delivery.records
    found = {}
    if delivery.asks_work:
        for name, field in WORK_FIELDS.items():
            found[field] = options.lists(records[name], WORK_IDS.get(name, {}), "|".join)
    if delivery.asks_functioning:
        for name, field in FUNCTIONING_FIELDS.items():
            found[field] = options.words(records[name], LEVEL_IDS)
    return pd.DataFrame(found, index=records.index)


def fields(delivery: Delivery) -> dict[str, str]:
    """Return our field -> header of what `columns` adds."""
    work = WORK_FIELDS if delivery.asks_work else {}
    return {**work, **(FUNCTIONING_FIELDS if delivery.asks_functioning else {})}


def by_form(records: pd.DataFrame) -> pd.DataFrame:
    """Return records whose concern of child labour is named by its form."""
    return records.assign(
        **{
            name: [
                "|".join(
                    f"child_labour_{form}" if code == "child_labour" else code
                    for code in cell.split("|")
                )
                for cell, form in zip(records[name], records["labour_form"], strict=True)
            ]
            for name in ("concerns", "primary_concern")
        }
    )
