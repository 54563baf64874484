"""How case workers do their work in the synthetic world: the weights of everything after intake.

Like those of `weights`, they are invented to make plausible charts; none is a figure of a report.
"""

from __future__ import annotations

IDENTIFIED_BY = {
    "outreach": 0.24,
    "self_referral": 0.17,
    "community": 0.16,
    "un_agency": 0.13,
    "ngo": 0.11,
    "school": 0.07,
    "health": 0.06,
    "police": 0.03,
    "government": 0.02,
    "other": 0.01,
}

DAYS_TO_ASSESSMENT = {"high": 1.5, "medium": 5.0, "low": 11.0}
NEVER_ASSESSED = {"high": 0.03, "medium": 0.07, "low": 0.12}
DAYS_TO_PLAN = {"high": 6.0, "medium": 12.0, "low": 18.0}
"""Mean days from registration to assessment, and from assessment to case plan, by level of risk."""
NEVER_PLANNED = 0.09
APPROVED = 0.80
APPROVAL_ASKED = 0.35
"""Share of assessments that are approved, and of the others the share that waits for it."""
DAYS_TO_APPROVAL = (1, 18)

BID_SUBMITTED = {"unaccompanied": 0.24, "separated": 0.08, "neither": 0.008}
BID_DECIDED = 0.72
DAYS_TO_BID, DAYS_TO_DECISION = 45.0, 25.0
BID_OUTCOME = {
    "maintain_arrangements": 0.34,
    "resettlement": 0.22,
    "reunification": 0.18,
    "change_arrangements": 0.12,
    "local_integration": 0.06,
    "repatriation": 0.03,
    "medical": 0.03,
    "other": 0.02,
}

REUNIFIED = {"unaccompanied": 0.58, "separated": 0.26, "neither": 0.0}
TRACING = {"tracing_in_progress": 0.72, "open": 0.20, "verified": 0.08}
"""Where tracing stands for the children who are not reunified."""

OPEN_PER_ARRIVAL = 0.62
CASES_PER_WORKER = 32
"""Open cases of an agency at the end of a year per new one of the year, and per case worker."""

DAYS_BETWEEN_FOLLOWUPS = 55
MOST_FOLLOWUPS = 8
FOLLOWED_UP = 0.93
NOT_PLANNED = 0.08
NOTICE = 21
DAYS_FROM_DUE = (-12, 1)
"""Share of follow-ups that take place, share without a due day, days by which one is planned, and
the earliest and latest day on which one takes place, counted from the day on which it is due."""
IN_CARE = 0.7
FOR_SERVICE = 0.7

TELLS_OF_INCIDENTS = 0.72
MORE_INCIDENTS = (0.78, 0.17, 0.05)
"""Children with a concern of violence of whom incidents are kept; one, two and three of them."""
VIOLENCE = {
    "sexual_violence": {"sexual_assault": 0.50, "rape": 0.28, "psychological_abuse": 0.22},
    "child_marriage": {
        "forced_marriage": 0.80,
        "psychological_abuse": 0.10,
        "denial_of_resources": 0.10,
    },
    "violence_abuse": {
        "physical_assault": 0.54,
        "psychological_abuse": 0.32,
        "denial_of_resources": 0.07,
        "non_gbv": 0.07,
    },
}
"""Type of violence by the gravest concern of violence, the gravest first."""
DAYS_SINCE_INCIDENT = 60.0
INCIDENT_LOCATION = {
    "sexual_violence": {
        "home": 0.5,
        "street": 0.2,
        "work_place": 0.1,
        "school": 0.08,
        "other": 0.12,
    },
    "child_marriage": {"home": 0.92, "other": 0.08},
    "violence_abuse": {
        "home": 0.6,
        "school": 0.2,
        "street": 0.12,
        "work_place": 0.05,
        "other": 0.03,
    },
}
PERPETRATOR = {
    "sexual_violence": {
        "acquaintance": 0.27,
        "family": 0.20,
        "no_relation": 0.16,
        "community": 0.14,
        "intimate_partner": 0.08,
        "employer": 0.07,
        "caregiver": 0.06,
        "other": 0.02,
    },
    "child_marriage": {"caregiver": 0.52, "intimate_partner": 0.26, "family": 0.22},
    "violence_abuse": {
        "caregiver": 0.48,
        "family": 0.19,
        "teacher": 0.10,
        "schoolmate": 0.08,
        "acquaintance": 0.05,
        "community": 0.04,
        "employer": 0.03,
        "service_provider": 0.01,
        "no_relation": 0.02,
    },
}
"""Where it happened and who did it, by the same concern."""

REFERRAL_STATUS = {
    "accepted": 0.36,
    "done": 0.28,
    "in_progress": 0.14,
    "pending": 0.12,
    "rejected": 0.07,
    "revoked": 0.03,
}
TRANSFER_STATUS = {"accepted": 0.93, "in_progress": 0.07}

MISSING = {
    "source_of_identification": 0.035,
    "caseworker": 0.012,
    "followup_type": 0.02,
    "incident_date": 0.08,
    "perpetrator": 0.05,
    "transition_status": 0.015,
}
"""Share of answers that were left blank."""
