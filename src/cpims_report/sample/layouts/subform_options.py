"""Our codes of follow-ups, incidents and reviews in the words of Primero: ids and labels."""

from __future__ import annotations

FOLLOWUP_IDS = {"for_assessment": "for_assesment"}
FOLLOWUP_LABELS = {
    "after_reunification": "Follow up After Reunification",
    "in_care": "Follow up in Care",
    "for_service": "Follow up for Service",
    "for_assessment": "Follow up for Assessment",
}
VIOLENCE_IDS = {
    "denial_of_resources": "denial_of_resources_opportunities_or_services",
    "psychological_abuse": "psychological_emotional_abuse",
    "non_gbv": "non-gbv",
}
VIOLENCE_LABELS = {
    "rape": "Rape",
    "sexual_assault": "Sexual Assault",
    "physical_assault": "Physical Assault",
    "forced_marriage": "Forced Marriage",
    "denial_of_resources": "Denial of Resources, Opportunities or Services",
    "psychological_abuse": "Psychological / Emotional Abuse",
    "non_gbv": "Non-GBV",
}
INCIDENT_LOCATION_LABELS = {
    "home": "Home",
    "street": "Street",
    "school": "School",
    "work_place": "Work Place",
    "other": "Other",
}
PERPETRATOR_IDS = {
    "intimate_partner": "intimate_partner_former_partner",
    "caregiver": "primary_caregiver",
    "family": "family_other_than_spouse_or_caregiver",
    "employer": "supervisor_employer",
    "teacher": "teacher_school_official",
    "acquaintance": "family_friend_neighbor",
    "community": "other_resident_community_member",
}
PERPETRATOR_LABELS = {
    "intimate_partner": "Intimate Partner / Former Partner",
    "caregiver": "Primary Caregiver",
    "family": "Family other than spouse or caregiver",
    "employer": "Supervisor / Employer",
    "schoolmate": "Schoolmate",
    "teacher": "Teacher / School Official",
    "service_provider": "Service Provider",
    "acquaintance": "Family Friend/Neighbor",
    "community": "Other resident community member",
    "other": "Other",
    "no_relation": "No relation",
}
BID_LABELS = {
    "local_integration": "Local integration",
    "maintain_arrangements": "Maintain current arrangements",
    "change_arrangements": "Change current arrangements",
    "medical": "Medical",
    "repatriation": "Repatriation",
    "resettlement": "Resettlement to 3rd country",
    "reunification": "Reunification",
    "other": "Other",
}
TRACING_LABELS = {
    "open": "Open",
    "tracing_in_progress": "Tracing in Progress",
    "verified": "Verified",
    "reunified": "Reunified",
}
