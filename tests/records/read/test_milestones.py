"""Every layout tells in its own fields what a case has reached; what it cannot is not collected."""

import json

import pandas as pd
import pytest

from cpims_report.errors import InputRefused

REACHED = ["assessment", "case_plan", "bia", "bid", "bid_outcome", "reunified", "caseworker"]
NOT_COLLECTED = dict.fromkeys([*REACHED, "source_of_identification"], "not_collected")
V2 = {
    "id": "a",
    "status": "open",
    "registration_date": "2018-03-05",
    "sex": "female",
    "protection_status": "unaccompanied",
    "source_identification_referral": "police",
    "assessment_requested_on": "2018-03-08",
    "assessment_approved": "true",
    "assessment_approved_date": "2018-03-20",
    "approval_status_assessment": "approved",
    "date_case_plan": "2018-03-25",
    "tracing_status": "reunified",
    "owned_by": "cp_worker_7",
}
V1 = {
    "_id": "a",
    "model_type": "Case",
    "child_status": "Open",
    "registration_date": "05-Mar-2016",
    "sex": "Female",
    "protection_status": "Separated",
    "bia_approved": "true",
    "bia_approved_date": "20-Mar-2016",
    "approval_status_bia": "Approved",
    "best_interest_report_submitted": "Yes",
    "best_interest_date_submitted": "01-Apr-2016",
    "best_interest_recommendation": "Resettlement to 3rd country",
    "best_interest_recommendation_date": "01-May-2016",
    "tracing_status": "Reunified",
    "owned_by": "worker-7",
}


def answers(record):
    return {name: record[name] for name in NOT_COLLECTED}


def identity(*records):
    header = ["ID", "Case Status", "Date of Registration or Interview", "Sex", "Protection Status"]
    return [header, *([name, "Open", "05-Mar-2018", "Female", status] for name, status in records)]


def test_fields_of_the_v2_csv_become_one_answer_each(reading, csv):
    row = reading("primero_v2_csv", csv(V2)).records.iloc[0]
    assert answers(row) == {
        "assessment": "done",
        "case_plan": "done",
        "bia": "done",
        "bid": "not_collected",
        "bid_outcome": "not_collected",
        "reunified": "yes",
        "caseworker": "cp_worker_7",
        "source_of_identification": "police",
    }
    assert row["assessment_date"] == pd.Timestamp(2018, 3, 8)
    assert row["bia_date"] == pd.Timestamp(2018, 3, 20)
    assert row["case_plan_date"] == pd.Timestamp(2018, 3, 25)
    assert pd.isna(row["reunification_date"])
    assert not row[["services_kept", "followups_kept", "incidents_kept"]].any()


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"assessment_requested_on": ""}, "assessment", "done"),
        ({"approval_status_assessment": "pending"}, "bia", "done"),
        ({"assessment_approved": "", "assessment_approved_date": ""}, "bia", "done"),
        ({"date_case_plan": ""}, "case_plan", "none"),
        ({"date_case_plan": "", "has_case_plan": "true"}, "case_plan", "done"),
        ({"tracing_status": "tracing_in_progress"}, "reunified", "no"),
        ({"tracing_status": ""}, "reunified", "missing"),
        ({"protection_status": "", "tracing_status": ""}, "reunified", "not_applicable"),
        ({"owned_by": ""}, "caseworker", "missing"),
        ({"source_identification_referral": ""}, "source_of_identification", "missing"),
    ],
)
def test_one_field_more_or_less_changes_its_own_answer(reading, csv, changes, column, code):
    row = reading("primero_v2_csv", csv({**V2, **changes})).records.iloc[0]
    assert row[column] == code


@pytest.mark.parametrize(
    ("status", "bia"), [("pending", "in_progress"), ("", "none"), ("rejected", "none")]
)
def test_an_assessment_that_nobody_approved_is_no_completed_bia(reading, csv, status, bia):
    changes = {
        "assessment_requested_on": "",
        "assessment_approved": "",
        "assessment_approved_date": "",
        "approval_status_assessment": status,
    }
    row = reading("primero_v2_csv", csv({**V2, **changes})).records.iloc[0]
    assert (row["assessment"], row["bia"]) == ("none", bia)


def test_a_file_without_the_fields_has_not_collected_them(reading, csv):
    bare = {name: V2[name] for name in ("id", "status", "registration_date", "sex")}
    assert answers(reading("primero_v2_csv", csv(bare)).records.iloc[0]) == NOT_COLLECTED


def test_the_v2_workbook_has_them_on_forms_and_subforms(reading, xlsx):
    sheets = {
        "Basic Identity": identity(("a", "Unaccompanied"), ("b", "")),
        "Assessment": [
            ["ID", "Assessment started on", "Approved by Manager", "Date", "Approval Status"],
            ["a", "08-Mar-2018", "Yes", "20-Mar-2018", "Approved"],
            ["b", "", "", "", "Pending"],
        ],
        "Case Plan": [["ID", "Date Case Plan Initiated"], ["a", "25-Mar-2018"], ["b", ""]],
        "Tracing": [["ID", "Tracing Status"], ["a", "Verified"], ["b", ""]],
        "Record Information": [["ID", "Caseworker Code"], ["a", "w1"], ["b", ""]],
        "Follow Up-Nested Followup Su...": [
            ["ID", "Type of follow up", "Follow up needed by", "Follow up date"],
            ["a", "Follow up for Assessment", "01-Apr-2018", "03-Apr-2018"],
            ["b", "", "", ""],
        ],
        "Incident Detail-Nested Incid...": [
            [
                "ID",
                "Type of Violence",
                "Area of the Incident",
                "Relationship with the victim",
                "Date of Incident",
            ],
            ["a", "Non-GBV", "Work Place", "Supervisor / Employer", "01-Feb-2018"],
            ["b", "", "", "", ""],
        ],
        "Referrals and T-Nested Trans...": [
            ["ID", "Type", "Status", "Remote User Agency", "Date of referral or transfer"],
            ["a", "Referral", "In progress", "JRF", "01-Apr-2018"],
        ],
    }
    delivery = reading("primero_v2_xlsx", xlsx(sheets))
    first, second = (answers(row) for _, row in delivery.records.iterrows())
    assert first["assessment"] == first["case_plan"] == first["bia"] == "done"
    assert (first["reunified"], second["reunified"]) == ("no", "not_applicable")
    assert (second["assessment"], second["bia"]) == ("none", "in_progress")
    assert (first["caseworker"], second["caseworker"]) == ("w1", "missing")
    followup = delivery.subforms["followups"].iloc[0]
    assert followup["followup_type"] == "for_assessment"
    assert (followup["due"], followup["date"]) == (
        pd.Timestamp(2018, 4, 1),
        pd.Timestamp(2018, 4, 3),
    )
    incident = delivery.subforms["incidents"].iloc[0]
    assert incident[["violence_type", "incident_location", "perpetrator"]].tolist() == [
        "non_gbv",
        "work_place",
        "employer",
    ]
    assert len(delivery.subforms["followups"]) == len(delivery.subforms["incidents"]) == 1
    assert delivery.subforms["transitions"]["transition_status"].item() == "in_progress"
    kept = delivery.records[["services_kept", "followups_kept", "incidents_kept"]]
    assert kept.to_numpy().tolist() == [[False, True, True]] * 2


def test_arabic_forms_have_them_too(reading, xlsx):
    key = "الرمز التعريفي"
    sheets = {
        "Basic Identity": identity(("a", "Separated")),
        "التقييم": [
            [key, "تاريخ بدء التقييم", "حالة الموافقة"],
            ["a", "08-آذار-2018", "قيد الانتظار"],
        ],
        "النموذج الفرعي للمتابعة": [
            [key, "نوع المتابعة", "تاريخ المتابعة"],
            ["a", "متابعة في الرعاية", "03-نيسان-2018"],
        ],
        "تفاصيل الحادث-النموذج الفرعي...": [
            [key, "نوع العنف", "مكان وقوع الحادث"],
            ["a", "اعتداء جسدي", "الشارع"],
        ],
    }
    delivery = reading("primero_v2_xlsx", xlsx(sheets))
    row = delivery.records.iloc[0]
    assert (row["assessment"], row["bia"]) == ("done", "in_progress")
    assert delivery.subforms["followups"]["date"].item() == pd.Timestamp(2018, 4, 3)
    incident = delivery.subforms["incidents"].iloc[0]
    assert (incident["violence_type"], incident["incident_location"]) == (
        "physical_assault",
        "street",
    )


def test_arrays_of_the_json_are_follow_ups_incidents_and_moves(reading):
    nested = {
        "followup_subform_section": [{"followup_type": "for_assesment", "followup_date": None}],
        "incident_details": [
            {"cp_incident_violence_type": "denial_of_resources_opportunities_or_services"}
        ],
        "transitions": [{"type": "transfer", "to_user_local_status": "rejected"}],
        "services_section": [],
    }
    content = json.dumps([{"id": "a", "data": {**V2, **nested, "assessment_approved": True}}])
    delivery = reading("primero_v2_json", content.encode())
    assert delivery.records["bia"].item() == "done"
    assert delivery.subforms["followups"]["followup_type"].item() == "for_assessment"
    assert delivery.subforms["incidents"]["violence_type"].item() == "denial_of_resources"
    move = delivery.subforms["transitions"].iloc[0]
    assert (move["type"], move["transition_status"]) == ("transfer", "rejected")
    assert bool(delivery.records["services_kept"].item()) is True


def test_an_array_that_no_record_has_is_not_kept(reading):
    content = json.dumps([{"id": "a", "data": V2}]).encode()
    kept = reading("primero_v2_json", content).records[["services_kept", "followups_kept"]]
    assert not kept.to_numpy().any()


def test_v1_tells_of_both_procedures_and_of_reunification(reading, csv):
    nested = {
        "reunification_subform_section[1]date_reunification": "01-Jun-2016",
        "reunification_subform_section[2]date_reunification": "01-Jul-2016",
        "followup_subform_section[1]followup_type": "Follow up in Care",
        "followup_subform_section[1]followup_needed_by_date": "02-Apr-2016",
        "followup_subform_section[1]followup_date": "",
        "transitions[1]type": "Transfer",
        "transitions[1]to_user_local_status": "Done",
    }
    delivery = reading("primero_v1_csv", csv({**V1, **nested}))
    row = delivery.records.iloc[0]
    assert (row["bia"], row["bia_date"]) == ("done", pd.Timestamp(2016, 3, 20))
    assert (row["bid"], row["bid_outcome"]) == ("decided", "resettlement")
    assert (row["reunified"], row["reunification_date"]) == ("yes", pd.Timestamp(2016, 7, 1))
    assert delivery.subforms["followups"]["due"].item() == pd.Timestamp(2016, 4, 2)
    assert delivery.subforms["transitions"]["transition_status"].item() == "done"
    assert (bool(row["followups_kept"]), bool(row["incidents_kept"])) == (True, False)


@pytest.mark.parametrize(
    ("changes", "bid", "outcome"),
    [
        ({"best_interest_recommendation": ""}, "decided", "missing"),
        (
            {"best_interest_recommendation": "", "best_interest_recommendation_date": ""},
            "submitted",
            "not_applicable",
        ),
        (
            {
                "best_interest_recommendation": "",
                "best_interest_recommendation_date": "",
                "best_interest_report_submitted": "No",
                "best_interest_date_submitted": "",
            },
            "none",
            "not_applicable",
        ),
    ],
)
def test_a_determination_is_decided_submitted_or_neither(reading, csv, changes, bid, outcome):
    row = reading("primero_v1_csv", csv({**V1, **changes})).records.iloc[0]
    assert (row["bid"], row["bid_outcome"]) == (bid, outcome)


def test_a_day_of_reunification_says_more_than_the_tracing_status(reading, csv):
    day = {"reunification_subform_section[1]date_reunification": "01-Jun-2016"}
    rows = csv(
        {**V1, **day, "tracing_status": "Closed"},
        {**V1, **day, "_id": "b", "protection_status": ""},
    )
    records = reading("primero_v1_csv", rows).records
    assert list(records["reunified"]) == ["yes", "not_applicable"]
    assert list(records["reunification_date"].notna()) == [True, False]


def test_the_sheet_of_2014_and_the_desktop_system_tell_nothing(reading, xlsx):
    old = xlsx(
        {
            "Sheet1": [
                ["_id", "child_status", "registration_date", "sex"],
                ["a", "Open", "05-Mar-2016", "Male"],
            ]
        }
    )
    desktop = xlsx(
        {
            "Sheet1": [
                ["", "Form"],
                ["PersonGId", "DateOfRegistration", "Sex"],
                ["", "", ""],
                ["a1", "05/03/2013", "F"],
            ]
        }
    )
    for profile, content in (("primero_v1_xls", old), ("legacy_cpims", desktop)):
        records = reading(profile, content).records
        assert answers(records.iloc[0]) == NOT_COLLECTED
        assert not records[["services_kept", "followups_kept", "incidents_kept"]].any(axis=None)


@pytest.mark.parametrize(
    ("status", "separation", "reunified"),
    [
        ("true", "Unaccompanied", "yes"),
        ("FALSE", "Separated", "no"),
        ("", "Separated", "missing"),
        ("false", "", "not_applicable"),
    ],
)
def test_unhcr_says_reunified_in_true_and_false(
    reading, csv, unhcr_row, status, separation, reunified
):
    changes = {"Reunification Status": status, "Primary Protection Concerns": separation}
    row = reading("unhcr_csv", csv(unhcr_row(**changes))).records.iloc[0]
    assert answers(row) == {**NOT_COLLECTED, "reunified": reunified}


def test_a_sheet_of_incidents_that_names_the_abuser_is_refused(reading, xlsx):
    rows = [["ID", "Type of Violence", "Name"], ["a", "Rape", "x"]]
    sheets = {"Basic Identity": identity(("a", "")), "Nested Incident Details Subform": rows}
    with pytest.raises(InputRefused) as caught:
        reading("primero_v2_xlsx", xlsx(sheets))
    assert {problem.code for problem in caught.value.problems} == {"IN-IDENTIFYING"}
