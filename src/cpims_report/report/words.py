"""The fixed words of the report in its languages: whatever is no label of the data package.

A word may hold names in braces, filled by `word(key, language, name=…)`.
"""

from __future__ import annotations

from cpims_report import spoken
from cpims_report.report.numerals import number
from cpims_report.report.summary_words import SUMMARY_WORDS

DOMAIN = "words"
"""The catalogue of these words and of those of the charts: `locale/<language>/words.po`."""

WORDS: dict[str, str] = {
    # What stands with every figure and table.
    "caveat": ("Children served by CPIMS TF members, {year}; not prevalence."),
    "source": "Source: CPIMS Task Force members, data as of {cut_off}.",
    "source_synthetic": ("Source: synthetic records, no real children; data as of {cut_off}."),
    "foot": (
        "CPIMS Task Force members, records to {cut_off}. Children served in {year}, not prevalence."
    ),
    "foot_synthetic": (
        "Synthetic records, no real children; to {cut_off}. Children served in {year}, not "
        "prevalence."
    ),
    "synthetic_note": (
        "**Synthetic data.** Every figure in this edition comes from records that a program "
        "made up to try the method. They describe no real child, member or year: do not quote "
        "them."
    ),
    "mixed_note": (
        "Synthetic and real years stand side by side. The records of {synthetic} are made up "
        "by a program, those of {real} are real. A change from one to the other says nothing "
        "about children: do not quote it."
    ),
    "synthetic_year": "{year} (synthetic)",
    "real_year": "{year} (real)",
    # Cells.
    "total": "Total",
    "unknown": "Not recorded",
    "number_hidden": "a number not shown",
    "percent_hidden": "a share not shown",
    "list_hidden": "none that can be shown",
    "uncollected": "a number not collected",
    "percent_of": "{label} ({percent})",
    # What an edition does not have.
    "absent": (
        "*No figures on this in the edition of {year}: {names}. No member's records held "
        "them, or the edition was made before they were counted.*"
    ),
    # What a chapter withholds.
    "withheld_cells": (
        "To protect children, {hidden} of {cells} cells behind this chapter are withheld."
    ),
    "withheld_one": (
        "To protect children, {hidden} of {cells} cells behind this chapter is withheld."
    ),
    "none_withheld": "None of {cells} cells behind this chapter is withheld.",
    "withheld_in_all": (
        "To protect children, {hidden} of {cells} cells behind this report are withheld."
    ),
    # Of how many a matter is known.
    "basis": "{known} of {whole}",
    "basis_outside": ("{known} of {whole} ({outside} in systems that do not record it)"),
    "basis_systems": (
        "{known} of {whole} ({outside} in systems without a field for it: {silent} of {all})"
    ),
    "basis_some": "{known} of {whole}, from {recording} of {all} systems",
    "known_of": "Known for {items}.",
    "known_of_each": "Known for: {items}.",
    "between_items": "; ",
    # Changes.
    "more": "{amount} more than in {since}",
    "fewer": "{amount} fewer than in {since}",
    "same": "the same as in {since}",
    "higher": "{amount} percentage points higher than in {since}",
    "lower": "{amount} percentage points lower than in {since}",
    "change_hidden": "changed since {since} by a number not shown",
    "change_uncollected": ("not collected in {year} and so without a change since {since}"),
    "no_earlier": "without an earlier year to compare with",
    "tile_change": "{amount} on {since}",
    "reasons": ("**Why numbers moved.** On changes since {since}, the Task Force notes:"),
    # Headings of tables.
    "girls": "Girls",
    "boys": "Boys",
    "girls_percent": "Girls\u00a0%",
    "boys_percent": "Boys\u00a0%",
    "all": "All",
    "all_percent": "All\u00a0%",
    "in_percent": "{label}, %",
    "share": "Share",
    "share_in": "Share {year}",
    "change_on": "Change on {since}",
    "key_figure": "Key figure",
    "unit": "Unit",
    "sex": "Sex",
    "age": "Age",
    "nationality": "Nationality",
    "place": "Place",
    "governorate": "Governorate",
    "site": "Kind of site",
    "concern": "Concern",
    "protection_status": "Separation status",
    "closure_reason": "Reason",
    "flow": "Cases",
    "indicator": "Indicator",
    "definition": "What is counted",
    "base": "Percentages are of",
    "symbol": "Symbol",
    "meaning": "Meaning",
    "rule": "Rule",
    "setting": "In this edition",
    "member": "Member",
    "abbreviation": "Abbreviation",
    "of_which": "of which {label}",
    "known_base": "Children with a known concern",
    "year": "Year",
    "revised_numbers": "Revised numbers",
    "was": "Total before",
    "now": "Total now",
    "areas": "Governorates",
    "all_areas": "all",
    "topic_contributions": (
        "Members, where they work, and the system from which each year's records come"
    ),
    "term": "Term",
    "in_other_language": "In Arabic",
    "topic_glossary": "Terms of this report in English and Arabic",
    "country_missing": "the country",
    "contact_missing": "the Task Force through its technical advisor, {advisor}",
    "next_release_missing": "not fixed yet",
    "group": "Region or concern",
    "all_members_in": "All {year}",
    "panel_in": "Same members {year}",
    "change": "Change",
    "step": "Records",
    "records": "Number",
    "received": "Received",
    "mainly_one": "Governorates where it comes mainly from one project",
    "syrian_children": "Syrian children supported",
    "registered": "Registered, estimated",
    "per_1000": "Supported per 1,000 registered",
    "service": "Service",
    "referrals": "Referrals",
    "median_days": "Median days",
    "done": "What was done",
    "times": "Times",
    "family": "Tables on",
    "withheld": "Withheld",
    "cells": "Cells",
    "no_percentage": "no percentages",
    "family_caseload": "Children and cases",
    "family_children": "The children",
    "family_concerns": "Protection concerns",
    "family_separated": "Separated children and best interests",
    "family_casework": "Case management",
    "family_further": "What some members ask",
    "family_quality": "Quality and comparability",
    # Rows of the stock and flow table.
    "flow_CL03": "Open on 1 January",
    "flow_CL02": "+\u00a0new",
    "flow_CL04": "+\u00a0reopened",
    "flow_CL05": "−\u00a0closed",
    "flow_CL06": "=\u00a0Open on 31 December",
    # Symbols.
    "symbol_suppressed": (
        "Not shown, so that no child can be recognised. The number may be small, or it may be "
        "a larger one that would let a small one be worked out."
    ),
    "symbol_not_collected": (
        "Not collected: the question was not asked in that year or by those members."
    ),
    "symbol_not_applicable": (
        "No percentage: the row is a total or what is not recorded, and shares are of what is "
        "recorded; or the base is too small to carry one."
    ),
    "symbol_revised": "Revised since an earlier edition.",
    "symbol_not_yet": "Not yet available.",
    # Disclosure policy.
    "policy_suppress": (
        "Small numbers are withheld, then as many others as are needed to hide them"
    ),
    "policy_round5": "Every count is rounded to the nearest five",
    "policy_mode": "Method",
    "policy_threshold": "Smallest count shown in ordinary tables",
    "policy_sensitive_threshold": (
        "Smallest count shown for sensitive concerns and three-way tables"
    ),
    "policy_minimum_width": ("Narrowest range to which a withheld number may be narrowed down"),
    "policy_minimum_base": "Smallest base of a percentage",
    "policy_whole_percent_below": "Base below which percentages are whole",
    "yes": "yes",
    # Findings, the first sentence of a caption.
    "finding_key": "Members supported {children} in {year}",
    "finding_largest": "{topic}. Largest group shown: {label}, {percent}",
    "shares_of": "Shares are of {what} ({base})",
    "finding_concern_over_years": (
        "{concern} as primary concern, by governorate: children and share of those with a "
        "known concern"
    ),
    "largest_in_each": ". Largest shown: {items}",
    "most_in_each": ". Most children shown: {items}",
    "largest_at": "{group}, {label}",
    "risen_most": ". Largest rise shown: {place}, from {before} to {now}",
    "finding_flow": "At the end of {year}, {cases} were open",
    "topic_age": "Children supported by age and sex",
    "topic_nationality": "Children supported by nationality",
    "topic_place": "Children supported by place",
    "topic_site": "Children supported by kind of site",
    "topic_concern": "Children supported by primary concern",
    "topic_concern_age": "Primary concern within each age band, in percent",
    "topic_any": ("Children with the concern recorded at all; a child may have several"),
    "topic_separated": "Children supported by separation status",
    "topic_separated_age": "Separation status by age at registration",
    "topic_closure": "Cases closed by reason",
    "topic_definitions": "The indicators of this report and what each counts",
    "no_revisions": ("*No number of this edition differs from what an earlier edition published.*"),
    "topic_revisions": ("Numbers that an earlier edition published otherwise: {number}"),
    "topic_change": "Children supported, all members and members of both years",
    "finding_growth": (
        "{topic}. Largest change shown among members of both years: {label}, {number}"
    ),
    "topic_exclusions": "Records received, left out and reported",
    "finding_exclusions": "{reported} of {received} received are in the report",
    "finding_concentration": (
        "Figures on a concern in a governorate that come mainly from one project: {number}"
    ),
    "topic_coverage": ("Syrian children supported per 1,000 registered: not need and no ranking"),
    "coverage_base": "Registered children: estimated from UNHCR's registration",
    "topic_steps": "New cases assessed and planned, by governorate",
    "topic_lost": ("Closures after lost contact or declined services, by governorate"),
    "finding_highest": ". Highest share shown of “{label}”: {place}, {percent}",
    "topic_referral_times": "Referrals by service, and days to delivery",
    "finding_days": (
        "Half of the delivered referrals took {days} or less from referral to delivery"
    ),
    "topic_found": ("What checking found in the members' files, by what was done"),
    "topic_withheld": "Cells of the tables that are withheld",
    "finding_withheld": "{topic}: {percent}",
    "topic_symbols": "Symbols used in tables and figures",
    "topic_policy": "The disclosure rules of this edition",
    **SUMMARY_WORDS,
    # The spreadsheet.
    "breakdown": "Breakdown",
    "number_in": "Number {year}",
    "percent_in": "Percent {year}",
    "mainly_one_mark": "Mainly one project",
    "sheet_title": ("Child protection case management in {year}: statistical tables"),
    "sheet_cover": "Cover",
    "sheet_contents": "Contents",
    "sheet_notes": "Notes",
    "sheet_table": "Table",
    "sheet_seal": "Seal of the data",
    "sheet_one_table": "This worksheet contains one table.",
    "sheet_no_prevalence": (
        "The figures count children whom members identified, or who were referred to them, "
        "and served. They are not prevalence."
    ),
    "topic_members": "The members whose records are counted in {year}",
}


EVERY = "every"
"""The form of a unit that speaks of all: Arabic gives it the article."""


NOUNS: dict[str, tuple[str, str]] = {
    "child": ("child", "children"),
    "case": ("case", "cases"),
    "event": ("event", "events"),
    "referral": ("referral", "referrals"),
    "record": ("record", "records"),
    "transfer": ("transfer", "transfers"),
    "cell": ("cell", "cells"),
    "girl": ("girl", "girls"),
    "boy": ("boy", "boys"),
    "day": ("day", "days"),
}
"""Units of count: one of them, and several."""

HIDDEN_COUNT = "a number of {noun} that is not shown"


def word(key: str, language: str, **values: str) -> str:
    """Return the fixed words of a key in the language, in English where it has none."""
    return spoken.translation(WORDS[key], language, DOMAIN, key).format(**values)


def noun(key: str, language: str, value: int) -> str:
    """Return the form of a unit's name that follows the number."""
    return spoken.plural(*NOUNS[key], value, language, DOMAIN)


def unit(key: str, language: str) -> str:
    """Return the name of a unit in the plural, for a heading or beside a column of numbers."""
    return spoken.translation(NOUNS[key][1], language, DOMAIN, "unit")


def counted(value: int | None, key: str, language: str) -> str:
    """Return a count with its unit, such as 7,012 children; for None, words that reveal nothing."""
    if value is None:
        hidden = spoken.translation(HIDDEN_COUNT, language, DOMAIN, "hidden_count")
        return hidden.format(noun=unit(key, language))
    return f"{number(value, language)} {noun(key, language, value)}"
