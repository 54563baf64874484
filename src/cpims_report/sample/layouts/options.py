"""Our codes in the words of Primero: option ids, display labels, places, needs codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from cpims_report.config import Settings

CONCERN_IDS = {
    "sexual_violence": "sexually_exploited",
    "trafficking": "trafficked_smuggled",
    "violence_abuse": "physically_or_mentally_abused",
    "child_labour": "worst_forms_of_child_labor",
    "street_situation": "street_child",
    "detention": "arrested_detained",
    "distress": "mentally_distressed",
    "serious_health": "serious_health_issue",
    "documentation": "statelessness",
    "disability": "disabled",
    "child_labour_worst": "cr_lw_child_engaged_in_worst_forms_of_child_labour",
    "child_labour_other": "cr_lo_child_engaged_in_other_forms_of_child_labour",
}
"""Option ids of the public seed; a concern that is not here has the id that we give it."""

CONCERN_LABELS = {
    "sexual_violence": "Sexually Exploited",
    "trafficking": "Trafficked/smuggled",
    "caafag": "CAAFAG",
    "violence_abuse": "Physically or Mentally Abused",
    "child_labour": "Worst Forms of Child Labor",
    "child_labour_worst": "CR-LW : Child engaged in worst forms of child labour",
    "child_labour_other": "CR-LO : Child engaged in other forms of child labour",
    "street_situation": "Street child",
    "detention": "Arrested/Detained",
    "family_separation": "Unaccompanied or separated",
    "child_mother": "Child Mother",
    "distress": "Mentally Distressed",
    "serious_health": "Serious health issue",
    "documentation": "Statelessness",
    "other": "Other",
    "refugee": "Refugee",
    "disability": "Disabled",
}

LABELS = {
    "displacement_status": {
        "idp": "IDP",
        "stateless_person": "Stateless Person",
        "foreign_national": "Foreign National",
        "asylum_seeker": "Asylum Seeker",
    },
    "separation_cause": {
        "family_abuse_violence_exploitation": "Family abuse/violence/exploitation",
        "lack_of_access_to_services_support": "Lack of access to services/support",
        "caafag": "CAAFAG",
        "divorce_remarriage": "Divorce/remarriage",
        "other": "Other (please specify)",
    },
    "care_arrangement": {"kinship_care_extended_family": "Kinship care / extended family"},
    "service_type": {
        "safehouse_service": "Safehouse Service",
        "health_medical_service": "Health/Medical Service",
        "psychosocial_service": "Psychosocial Service",
        "police_other_service": "Police/Other Service",
        "legal_assistance_service": "Legal Assistance Service",
        "livelihoods_service": "Livelihoods Service",
        "child_protection_service": "Child Protection Service",
        "family_mediation_service": "Family Mediation Service",
        "family_reunification_service": "Family Reunification Service",
        "education_service": "Education Service",
        "nfi_clothes_shoes_service": "NFI/Clothes/Shoes Service",
        "water_sanitation_service": "Water/Sanitation Service",
        "registration_service": "Registration Service",
        "food_service": "Food Service",
        "other_service": "Other Service",
    },
}
"""Labels of the public seed where ours, which readers see, are spelt in another way."""

NEEDS_CODES = {
    "sexual_violence": "SV-VA",
    "caafag": "CR-AF",
    "violence_abuse": "LP-AN",
    "child_marriage": "CR-CS",
    "child_labour_worst": "CR-LW",
    "child_labour_other": "CR-LO",
    "neglect": "Child neglect",
    "detention": "CR-CL",
    "family_separation": "SC-IC",
    "child_mother": "CR-CP",
    "distress": "TR-PI",
    "serious_health": "SM-MI",
    "out_of_school": "CR-SE",
    "documentation": "LP-ND",
    "refugee": "Refugee",
    "disability": "DS-PM",
}
"""UNHCR's specific-needs codes. No code: trafficking, street situation, other; UNHCR has none for
neglect alone and for refugees either, so that these stand in words."""

CLOSURE_IDS = {
    "transferred_external": "transferred",
    "returned_repatriated": "repatriated",
    "lost_contact": "not_seen_during_verification",
    "death": "death_of_child",
}
CLOSURE_LABELS = {
    "needs_met": "Case plan completed",
    "turned_18": "Child turned 18",
    "transferred_internal": "Transferred within CPIMS",
    "transferred_external": "Transferred",
    "resettled": "Resettlement",
    "returned_repatriated": "Repatriated",
    "relocated": "Relocated",
    "lost_contact": "Not seen during verification",
    "declined": "Refused services",
    "death": "Death of Child",
    "duplicate_error": "Opened in error",
    "other": "Other",
}
COUNTRY_IDS = {"other": "egypt"}
COUNTRY_LABELS = {
    "syria": "Syria",
    "jordan": "Jordan",
    "iraq": "Iraq",
    "yemen": "Yemen",
    "sudan": "Sudan",
    "somalia": "Somalia",
    "palestine": "Palestine",
    "other": "Egypt",
}
DISABILITY_IDS = {"physical": "physical_disability", "mental": "mental_disability"}
SEPARATION_IDS = {"other": "other_please_specify"}
SERVICE_IDS = {"family_reunification_service": "family_seunification_service"}
SEX_LABELS = {"female": "Female", "male": "Male"}
YES_NO = {"true": "Yes", "false": "No"}

COLLAPSED = "collapsed"
"""A status written with a word that means two: Primero's Arabic once had one word for both."""
COLLAPSED_LABEL = "طفل غير مصحوب"
TOWN_OR_CAMP = "azraq_town_or_camp"
"""Azraq with nothing behind it is a town and a camp."""
ABROAD = "not_applicable"
ABROAD_PLACE = ("Syria", "Dar'a")

CAMP_LABELS = {
    "zaatari": "Zaatari Camp",
    "azraq": "Azraq Camp",
    "ejc": "Emirati Jordanian Camp",
}
"""Camps stand beside the governorates in Primero's places of Jordan, not below them."""

PLACE_LABELS = {"maan": "Maan", "jerash": "Jarash", "tafilah": "Tafiela"}
"""Spellings of Primero's places of Jordan that differ from ours."""


def words(codes: pd.Series[str], names: Mapping[str, str]) -> pd.Series[str]:
    """Return the names of `codes`; a code without one stays as it is."""
    return codes.map(lambda code: names.get(code, code))


def lists(
    codes: pd.Series[str], names: Mapping[str, str], join: Callable[[list[str]], str]
) -> pd.Series[str]:
    """Return the names of the codes joined by `|` in each cell, joined anew; blanks stay blank."""
    known = {
        cell: join([names.get(code, code) for code in cell.split("|")]) if cell else ""
        for cell in codes.unique()
    }
    return codes.map(known)


def recorded_concerns(records: pd.DataFrame) -> pd.Series[str]:
    """Return concerns and statuses as ticked in one list; nothing where no concern was asked."""
    ticked = records["concerns"] + "|" + records["statuses"]
    return ticked.str.strip("|").where(records["concerns"].ne(""), "")


def labels(settings: Settings, name: str) -> dict[str, str]:
    """Return Primero's English label of each code of a list of the configuration."""
    return {key: code.label.en for key, code in settings.lookups[name].items()} | LABELS.get(
        name, {}
    )


def place_names(records: pd.DataFrame, settings: Settings) -> pd.Series[str]:
    """Return the name of each record's camp, else governorate, as Primero's places have it."""
    names = {key: place.label.en for key, place in settings.places.governorates.items()}
    names[ABROAD] = ABROAD_PLACE[1]
    governorates = words(records["governorate"], {**names, **PLACE_LABELS})
    return governorates.where(
        records["camp"].eq("none"), words(records["camp"], {**CAMP_LABELS, TOWN_OR_CAMP: "Azraq"})
    )


def place_codes(records: pd.DataFrame, settings: Settings) -> pd.Series[str]:
    """Return the code of each record's camp, else governorate, in Primero's places of Jordan."""
    places = settings.places
    codes = {key: place.primero for key, place in places.governorates.items()}
    codes[ABROAD] = ABROAD_PLACE[0].lower()
    camps = {key: camp.primero or key.upper() for key, camp in places.camps.items()}
    governorates = words(records["governorate"], codes)
    return governorates.where(records["camp"].eq("none"), words(records["camp"], camps))


def countries(records: pd.DataFrame) -> pd.Series[str]:
    """Return the country of each record's place."""
    return records["governorate"].eq(ABROAD).map({True: ABROAD_PLACE[0], False: "Jordan"})


def iso(days: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    """Return dates as 2018-01-05, blank where there is none."""
    return days.dt.strftime("%Y-%m-%d").fillna("")


def tracing(records: pd.DataFrame) -> pd.Series[str]:
    """Return where tracing stands for unaccompanied and separated children, blank for others."""
    stage = records["tracing_status"].mask(records["reunification_date"].notna(), "reunified")
    return separated_only(stage, records)


def is_foreign(records: pd.DataFrame) -> pd.Series[bool]:
    """Return whose best interests are formally assessed: those of all but nationals."""
    return records["displacement_status"].ne("resident")


def separated_only(codes: pd.Series[str], records: pd.DataFrame) -> pd.Series[str]:
    """Return `codes` for unaccompanied and separated children, blank for all others."""
    return codes.where(records["protection_status"].isin(["unaccompanied", "separated"]), "")
