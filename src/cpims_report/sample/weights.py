"""How often things happen in the synthetic world: every number that shapes the sample.

Places follow the test-case generator of Primero's Jordan demonstration; sex, age and the share of
unaccompanied and separated children lie near the review of CPIMS+ data in six countries
(Alliance for Child Protection in Humanitarian Action: 56 % boys, mean age 11.5, 19 % separated).
All other weights are invented to make plausible charts; none is a figure of a real report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_YEAR = 2014

ARRIVALS = {2014: 0.55, 2015: 0.57, 2016: 0.585, 2017: 0.60, 2018: 0.57}
"""New cases of a year as a share of the children wanted; 2018 leaves room for its project."""
LATER_ARRIVALS = 0.61

AGENCY_SHARE = {"imc": 0.20, "unhcr": 0.13, "jrf": 0.21, "tdhl": 0.14, "nhf": 0.15, "irc": 0.17}
DEFAULT_SHARE = 0.10

PLACE = {
    "amman": 0.283,
    "mafraq": 0.240,
    "irbid": 0.207,
    "zarqa": 0.165,
    "balqa": 0.028,
    "madaba": 0.018,
    "jerash": 0.014,
    "karak": 0.013,
    "maan": 0.012,
    "ajloun": 0.011,
    "aqaba": 0.007,
    "tafilah": 0.002,
}
CAMP = {
    "mafraq": {"zaatari": 0.50, "none": 0.50},
    "zarqa": {"azraq": 0.30, "ejc": 0.03, "none": 0.67},
}

NATIONALITY = {
    "syria": 0.63,
    "jordan": 0.215,
    "iraq": 0.065,
    "yemen": 0.025,
    "sudan": 0.022,
    "palestine": 0.020,
    "somalia": 0.012,
    "other": 0.011,
}
"""Outside camps; in camps all are Syrian. The agency of refugees registers no nationals."""

AGE = (20, 22, 24, 27, 31, 35, 40, 45, 50, 55, 60, 68, 80, 90, 96, 100, 96, 78)
"""Relative weight of each year of age at registration, 0 to 17."""
BOYS = 0.56

WEEKDAY = (1.0, 1.0, 1.0, 0.95, 0.15, 0.10, 1.05)
"""Monday first: the working week runs from Sunday to Thursday."""
MONTH = (0.95, 0.98, 1.06, 1.05, 1.02, 0.98, 0.95, 0.74, 1.15, 1.30, 1.18, 0.84)
RAMADAN = {
    2014: (date(2014, 6, 28), date(2014, 7, 27)),
    2015: (date(2015, 6, 18), date(2015, 7, 16)),
    2016: (date(2016, 6, 6), date(2016, 7, 5)),
    2017: (date(2017, 5, 27), date(2017, 6, 24)),
    2018: (date(2018, 5, 16), date(2018, 6, 14)),
    2019: (date(2019, 5, 6), date(2019, 6, 3)),
    2020: (date(2020, 4, 24), date(2020, 5, 23)),
}
IN_RAMADAN = 0.60

SEPARATED = {"unhcr": 0.36, "irc": 0.18, "imc": 0.11, "tdhl": 0.09, "jrf": 0.07, "nhf": 0.05}
SEPARATED_DEFAULT = 0.10
SEPARATED_BY_BAND = (0.6, 0.8, 1.2, 1.5)
UNACCOMPANIED = 0.34

BAND_STARTS = (0, 6, 12, 14)
CONCERN = {
    # girls 0-5, 6-11, 12-13, 14-17; boys 0-5, 6-11, 12-13, 14-17
    "sexual_violence": (0.012, 0.025, 0.035, 0.045, 0.006, 0.012, 0.012, 0.012),
    "trafficking": (0.002, 0.003, 0.004, 0.005, 0.002, 0.003, 0.004, 0.006),
    "caafag": (0.0, 0.0, 0.001, 0.003, 0.0, 0.0, 0.005, 0.014),
    "violence_abuse": (0.16, 0.22, 0.20, 0.17, 0.15, 0.21, 0.18, 0.13),
    "child_marriage": (0.0, 0.0, 0.05, 0.24, 0.0, 0.0, 0.0, 0.004),
    "child_labour": (0.0, 0.035, 0.07, 0.07, 0.0, 0.10, 0.26, 0.36),
    "street_situation": (0.010, 0.015, 0.012, 0.010, 0.012, 0.030, 0.035, 0.030),
    "neglect": (0.30, 0.20, 0.13, 0.07, 0.30, 0.19, 0.10, 0.06),
    "detention": (0.0, 0.0, 0.003, 0.006, 0.0, 0.002, 0.020, 0.045),
    "family_separation": (1.4, 1.4, 1.3, 1.2, 1.4, 1.4, 1.3, 1.2),
    "child_mother": (0.0, 0.0, 0.004, 0.050, 0.0, 0.0, 0.0, 0.0),
    "distress": (0.09, 0.18, 0.22, 0.18, 0.09, 0.17, 0.17, 0.14),
    "serious_health": (0.14, 0.07, 0.05, 0.04, 0.15, 0.07, 0.04, 0.03),
    "out_of_school": (0.0, 0.12, 0.14, 0.10, 0.0, 0.11, 0.13, 0.10),
    "documentation": (0.11, 0.05, 0.03, 0.02, 0.11, 0.05, 0.03, 0.02),
    "other": (0.05, 0.03, 0.03, 0.03, 0.05, 0.03, 0.03, 0.03),
}
"""Relative weight of each concern; `family_separation` only for separated children."""
CONCERN_DRIFT = {
    "child_labour": 1.05,
    "child_marriage": 1.06,
    "distress": 0.96,
    "documentation": 0.90,
}
"""Factor by which the weight of a concern changes each year, 2016 = 1."""
CONCERN_OF_AGENCY = {
    "imc": {"distress": 1.7, "serious_health": 1.8},
    "jrf": {"violence_abuse": 1.5, "neglect": 1.3},
    "tdhl": {"child_labour": 1.4, "detention": 2.5},
    "nhf": {"sexual_violence": 2.2, "violence_abuse": 1.3, "child_mother": 1.5},
    "irc": {"child_marriage": 1.6, "out_of_school": 1.3},
    "unhcr": {"trafficking": 0.0, "street_situation": 0.0, "other": 0.0, "documentation": 1.6},
}
"""The UNHCR layout has no needs code for three of the concerns: they cannot come from it."""
CONCERN_IN_CAMP = {
    "child_labour": 0.6,
    "child_marriage": 1.5,
    "out_of_school": 0.6,
    "distress": 1.2,
}
MORE_CONCERNS = (0.52, 0.34, 0.14)
"""Children with one, two and three concerns recorded."""

RISK = {"high": 0.18, "medium": 0.47, "low": 0.35}
DISABILITY = {"none": 0.925, "physical": 0.045, "mental": 0.02, "both": 0.01}

MEDIAN_DAYS_OPEN, SPREAD_DAYS_OPEN = 165, 0.85
SEPARATED_STAYS_LONGER = 1.5
REOPENED = 0.06
CLEANED_UP_IN_DECEMBER = 0.05
CLOSURE = {
    "needs_met": 0.55,
    "lost_contact": 0.13,
    "declined": 0.08,
    "relocated": 0.07,
    "returned_repatriated": 0.045,
    "transferred_external": 0.05,
    "resettled": 0.035,
    "other": 0.03,
    "duplicate_error": 0.006,
    "death": 0.004,
}
KNOWN_TO_TWO = 0.05
TRANSFERRED_BETWEEN_MEMBERS = 0.5

SEPARATION_CAUSE = {
    "conflict": 0.42,
    "death": 0.14,
    "migration": 0.10,
    "family_abuse_violence_exploitation": 0.08,
    "divorce_remarriage": 0.08,
    "poverty": 0.06,
    "population_movement": 0.05,
    "abandonment": 0.04,
    "arrest_and_detention": 0.02,
    "other": 0.01,
}
CARE_SEPARATED = {
    "kinship_care_extended_family": 0.62,
    "adult_sibling": 0.20,
    "unrelated_adult": 0.10,
    "foster_care": 0.05,
    "residential_care": 0.03,
}
CARE_UNACCOMPANIED = {
    "independent_living": 0.28,
    "foster_care": 0.20,
    "unrelated_adult": 0.18,
    "residential_care": 0.17,
    "child_headed_household": 0.10,
    "no_care_arrangement": 0.07,
}

SERVICE = {
    "psychosocial_service": 0.34,
    "child_protection_service": 0.22,
    "education_service": 0.12,
    "health_medical_service": 0.11,
    "livelihoods_service": 0.07,
    "legal_assistance_service": 0.06,
    "nfi_clothes_shoes_service": 0.04,
    "family_mediation_service": 0.02,
    "family_reunification_service": 0.01,
    "safehouse_service": 0.01,
}
MEAN_MORE_SERVICES = 1.7
MOST_SERVICES = 6
REFERRED_ON = 0.25

MISSING = {
    "age": 0.010,
    "nationality": 0.015,
    "governorate": 0.012,
    "protection_status": 0.030,
    "concerns": 0.015,
    "primary_concern": 0.040,
    "risk_level": 0.050,
    "closure_reason": 0.045,
    "consent_reporting": 0.010,
}
"""Share of records in which the answer was left blank."""
AGE_WITHOUT_BIRTH_DATE = 0.006
BIRTH_YEAR_ONLY = 0.10
INDIVIDUAL_NUMBER = 0.88

CONSENT_REFUSED = 0.012
DISABLED_RECORD = 0.004
STATUS_DUPLICATE = 0.005
ADULT = 0.003
COPIED_ROW = 0.003
LATE_ENTRIES = 3
"""Cases of December, per agency and year, that are typed in on the first days of February."""


@dataclass(frozen=True)
class Project:
    """Work on one concern in one place that brings extra cases: `share` of the children wanted."""

    agency: str
    governorate: str
    concern: str
    start: date
    end: date
    share: float
    boys: float
    ages: tuple[int, int]


PROJECTS = (
    Project(
        agency="tdhl",
        governorate="zarqa",
        concern="child_labour",
        start=date(2018, 2, 1),
        end=date(2018, 12, 20),
        share=0.065,
        boys=0.8,
        ages=(9, 17),
    ),
)
"""The 2018 report's introduction gives such a project as its example of what moves the figures."""
