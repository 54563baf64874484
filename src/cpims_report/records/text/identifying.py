"""Which columns identify a person: files that hold one are refused before a row is read.

The list is Primero's own list of what its anonymiser removes: names of every kind, names of
caregivers, addresses, telephones, national numbers, everything of the family details form,
interviewers and the place of registration.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz

from cpims_report.records.text.given_names import hold_given_names
from cpims_report.records.text.normalisation import fold
from cpims_report.records.text.option_ids import is_option

ALMOST, MISSPELT = 70, 80
"""Likeness, of 100, from which a value counts as a typing error of a known word: of a sheet's name,
and of an answer, which may be somebody's name (Samira is 73 of Samoa)."""

MOST_DIGITS, LONGEST = 6, 60
"""Digits from which a value may be a number of a person; characters of it that are repeated."""

FORMS = {"nested family details"}
FIELDS = re.compile(
    r"name|name_(first|middle|last|nickname|other|given|caregiver)|hidden_name|.*_caregiver_name|"
    r"(current_|previous_|nick)?name_caregiver|nickname_caregiver|wishes_name|caregiver_dob|"
    r"address_\w+|.*_address|telephone\w*|.*_telephone|.*telephone_\w+|phone\w*|mobile_\w*no\w*|"
    r"e?mail\w*|national_id\w*|.*_national_id_no|cp_incident_abuser_name|relation_\w+|relation|"
    r"interviewer\w*|location_registration|owned_by_text|photos?|recorded_audio|"
    r"first_?name|last_?name|sur_?name|full_?name|nick_?name|child_?name|father\w*name|mother\w*name"
)
LABELS = {
    fold(label)
    for label in (
        "Name",
        "Full Name",
        "First Name",
        "Middle Name",
        "Last Name",
        "Surname",
        "Nickname",
        "Other Name",
        "Child Name",
        "Name of Child",
        "Mother Name",
        "Father Name",
        "Name of Caregiver",
        "Name of Current Caregiver",
        "Other names or spellings caregiver is known by",
        "Caregiver's Date of Birth (DOB)",
        "Person(s) child wishes to locate",
        "Current Address",
        "Last Address",
        "Registration Address",
        "Location Address",
        "Is this address permanent?",
        "Address/Village where the tracing action took place",
        "Address",
        "Telephone",
        "Current Telephone",
        "Last Telephone",
        "Agency Telephone",
        "Phone",
        "Phone Number",
        "Mobile",
        "E-mail",
        "National ID Number",
        "National ID No",
        "National ID",
        "National Number",
        "Interviewer Name",
        "Field/Case/Social Worker",
        "الاسم",
        "الاسم الكامل",
        "الاسم الأول",
        "اسم الطفل",
        "اسم الأب",
        "اسم الأم",
        "اسم العائلة",
        "اللقب",
        "الكنية",
        "اسم مقدم الرعاية",
        "العنوان",
        "العنوان الحالي",
        "الهاتف",
        "رقم الهاتف",
        "الهاتف الحالي",
        "الجوال",
        "رقم الجوال",
        "البريد الإلكتروني",
        "الرقم الوطني",
        "رقم الهوية الوطنية",
        "رقم الهوية",
    )
}
WORDS = re.compile(
    r"\b(name|names|surname|nickname|phone|telephone|mobile|whatsapp|address|email|e mail|"
    r"national (id|no|number)|passport|اسم|الاسم|هاتف|الهاتف|جوال|عنوان|العنوان|الرقم الوطني)\b"
)


def is_identifying_field(field: str, form: str = "") -> bool:
    """Return whether a field of a known form identifies a person."""
    return fold(form) in FORMS or FIELDS.fullmatch(field) is not None


def looks_identifying(header: str) -> bool:
    """Return whether a header that no form has reads like one that identifies a person."""
    return names_person(header) or WORDS.search(fold(header)) is not None


def names_person(header: str) -> bool:
    """Return whether a header is one of the list, so that no configuration can let it in."""
    word = fold(header)
    return (
        word in LABELS
        or FIELDS.fullmatch(header.strip().lower()) is not None
        or FIELDS.fullmatch(word.replace(" ", "_")) is not None
    )


def shown(value: str) -> str:
    """Return `value` as it may be repeated in a message: cut, and masked where it could identify.

    A coded column that slipped may hold a telephone or national number, or a whole sentence.
    """
    if sum(letter.isdigit() for letter in value) >= MOST_DIGITS or "@" in value:
        return "(not shown: it looks like a number or address of a person)"
    return value if len(value) <= LONGEST else "(not shown: a long text)"


def shown_word(value: str, known: Collection[str], elsewhere: Collection[str] = frozenset()) -> str:
    """Return an unknown value of a coded column as it may be repeated.

    What is an option's id, stands in the list of another column (`elsewhere`, folded), or is almost
    a known word, is: anything else in letters may be somebody's name, so its length is told and no
    more.
    """
    few = sum(letter.isdigit() for letter in value) < MOST_DIGITS
    if few and (is_option(value) or fold(value) in elsewhere):
        return value if len(value) <= LONGEST else value[:LONGEST] + "…"
    masked = shown(value)
    if masked != value or not any(letter.isalpha() for letter in value):
        return masked
    if is_almost(value, known, MISSPELT) and not hold_given_names([value]):
        return value
    return f"(not shown: {len(value)} characters that may be a name)"


def is_almost(value: str, known: Collection[str], least: int = ALMOST) -> bool:
    """Return whether a value is a known word but for a typing error."""
    word = fold(value)
    return any(fuzz.ratio(word, fold(other)) >= least for other in known)
