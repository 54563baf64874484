"""Our own template, filled by an agency without a system: cases, and what was done for them.

Headers and words are in English and Arabic with " | " between them, as the template offers them.
Made by hand, a file has what hands make: a row of totals, hidden rows, merged cells.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

import pandas as pd
import xlsxwriter

from cpims_report.config import Code, Settings
from cpims_report.sample import notice
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.options import words
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.workbook import write_headers, write_workbook
from cpims_report.sample.received import Delivery
from cpims_report.schema import UNKNOWN

SUFFIX = "xlsx"
SOURCE_ID = "case_display"
SLOTS = 5
BESIDE = "Instructions", "التعليمات"
HIDDEN_ROWS = (11, 12)
MERGED_ROW = 20
"""Rows of the sheet of cases (from 1) that somebody hid, and one in which cells were merged."""

HEADERS = {
    "source_id": "Case number | رقم الحالة",
    "status": "Case status | وضع الحالة",
    "registration_date": "Date of registration | تاريخ التسجيل",
    "created_date": "Date of entry | تاريخ الإدخال",
    "sex": "Sex | الجنس",
    "birth_date": "Date of birth | تاريخ الميلاد",
    "age": "Age at registration | العمر عند التسجيل",
    "age_estimated": "Age estimated | هل العمر تقديري",
    "individual_no": "UNHCR individual number (hashed) | رقم الفرد لدى المفوضية (مشفر)",
    "nationality": "Nationality | الجنسية",
    "displacement_status": "Displacement status | وضع النزوح",
    "location": "Governorate or camp | المحافظة أو المخيم",
    "protection_status": "Protection status | وضع الحماية",
    "primary_concern": "Primary concern | الشاغل الأساسي",
    **{f"concern{slot}": f"Concern [{slot}] | شاغل آخر [{slot}]" for slot in range(1, SLOTS + 1)},
    "risk_level": "Risk level | مستوى الخطورة",
    "disability": "Disability | الإعاقة",
    "separation_cause": "Cause of separation | سبب الانفصال",
    "care_arrangement": "Care arrangement | ترتيب الرعاية",
    "consent_reporting": "Consent to reporting | الموافقة على إعداد التقارير",
    "source_of_identification": "Source of identification | مصدر التعرف على الحالة",
    "assessment_date": "Date of assessment | تاريخ التقييم",
    "case_plan_date": "Date of case plan | تاريخ خطة الحالة",
    "bia": "BIA | تقييم المصلحة الفضلى",
    "bia_date": "BIA date | تاريخ تقييم المصلحة الفضلى",
    "bid": "BID | تحديد المصلحة الفضلى",
    "bid_outcome": "BID outcome | نتيجة تحديد المصلحة الفضلى",
    "reunified": "Reunified | هل تم لم الشمل",
    "reunification_date": "Date of reunification | تاريخ لم الشمل",
    "caseworker": "Caseworker code | رمز الموظف المختص",
    "closure_date": "Date of closure | تاريخ الإغلاق",
    "closure_reason": "Reason for closure | سبب الإغلاق",
    "reopened_date": "Date of reopening [1] | تاريخ إعادة الفتح [1]",
    "reopened_again": "Date of reopening [2] | تاريخ إعادة الفتح [2]",
}
SERVICES = {
    "services.source_id": "Case number | رقم الحالة",
    "services.service_type": "Type of service | نوع الخدمة",
    "services.date_planned": "Date planned | التاريخ المخطط",
    "services.referred": "Referred to another provider | هل أحيلت إلى جهة أخرى",
    "services.implemented": "Delivered | هل قدمت الخدمة",
    "services.date_implemented": "Date of delivery | تاريخ تقديم الخدمة",
}
FOLLOWUPS = {
    "followups.source_id": "Case number | رقم الحالة",
    "followups.followup_type": "Type of follow-up | نوع المتابعة",
    "followups.date": "Date of follow-up | تاريخ المتابعة",
    "followups.due": "Follow-up due by | تستحق المتابعة قبل",
}
TRANSFERS = {
    "transitions.source_id": "Case number | رقم الحالة",
    "transitions.type": "Referral or transfer | إحالة أم تحويل",
    "transitions.date": "Date of referral or transfer | تاريخ الإحالة أو التحويل",
    "transitions.to_agency": "Receiving organisation | الجهة المستقبلة",
    "transitions.status": "Status of referral or transfer | وضع الإحالة أو التحويل",
}


def pages(delivery: Delivery, settings: Settings) -> list[Page]:
    """Return the four sheets."""
    records = delivery.records
    cases = columns(records, settings).rename(columns=HEADERS)
    ids = records.drop_duplicates("uuid").set_index("uuid")["case_display"]
    return [
        Page(
            "Cases",
            cases,
            uuids=records["uuid"],
            fields={**HEADERS, "concerns": HEADERS["concern1"]},
        ),
        services(delivery.services, ids, settings),
        followups(delivery.followups, ids, settings),
        transfers(delivery.transitions, ids, settings),
    ]


def write(pages: list[Page]) -> bytes:
    """Return the workbook, with rows hidden and cells merged as hands do it."""
    return write_workbook(pages, heads=write_heads, beside=BESIDE)


def write_heads(sheet: xlsxwriter.worksheet.Worksheet, page: Page) -> None:
    """Write the headers; on the sheet of cases, hide two rows and merge two blank cells."""
    write_headers(sheet, page)
    if page.name == "Cases" and len(page.table) > MERGED_ROW:
        for row in HIDDEN_ROWS:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        last = len(page.table.columns) - 1
        sheet.merge_range(MERGED_ROW - 1, last, MERGED_ROW - 1, last + 1, "")


def columns(records: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the columns of the sheet of cases, under our own names."""
    lists, places = settings.lookups, settings.places
    concerns = both({**settings.concerns.concerns, **settings.concerns.statuses})
    where = records["governorate"].where(records["camp"].eq("none"), records["camp"])
    care = options.separated_only(records["care_arrangement"], records)
    cause = options.separated_only(records["separation_cause"], records)
    ticked = options.recorded_concerns(records).str.split("|")
    unknown = {UNKNOWN: both(lists["non_values"])[UNKNOWN]}
    return pd.DataFrame(
        {
            "source_id": records["case_display"],
            "status": words(records["status"], both(lists["status"])),
            "registration_date": options.iso(records["registration_date"]),
            "created_date": options.iso(records["created_date"]),
            "sex": words(records["sex"], both(lists["sex"])),
            "birth_date": options.iso(records["birth_date"]),
            "age": records["age_reg"],
            "age_estimated": flags(records["birth_year_only"] | records["age_only"], settings),
            "individual_no": hashed(records["individual_number"]),
            "nationality": words(records["nationality"], both(lists["nationality"])),
            "displacement_status": words(
                records["displacement_status"], both(lists["displacement_status"])
            ),
            "location": words(where, both({**places.governorates, **places.camps})),
            "protection_status": words(
                records["protection_status"], both(lists["protection_status"]) | unknown
            ),
            "primary_concern": words(records["primary_concern"], concerns),
            **{
                f"concern{slot}": words(ticked.str[slot - 1].astype(object).fillna(""), concerns)
                for slot in range(1, SLOTS + 1)
            },
            "risk_level": words(records["risk_level"], both(lists["risk_level"])),
            "disability": words(records["disability"], both(lists["disability"])),
            "separation_cause": words(cause, both(lists["separation_cause"])),
            "care_arrangement": words(care, both(lists["care_arrangement"])),
            "consent_reporting": words(records["consent"], both(lists["yes_no"])),
            **casework(records, settings),
            "closure_date": options.iso(records["approved_date"].fillna(records["first_closure"])),
            "closure_reason": words(records["closure_reason"], both(lists["closure_reason"])),
            "reopened_date": options.iso(records["reopened_date"]),
            "reopened_again": "",
        }
    )


def casework(records: pd.DataFrame, settings: Settings) -> dict[str, pd.Series[str]]:
    """Return the columns of the work on a case, under our own names.

    Best interests are assessed for all but nationals.
    """
    lists = settings.lookups
    foreign = options.is_foreign(records)
    stages = {"approved": "done", "pending": "in_progress", "": "none"}
    decided = records["bid_decided_date"].notna()
    submitted = records["bid_submitted_date"].notna()
    bid = submitted.map({True: "submitted", False: "none"}).mask(decided, "decided")
    again = options.separated_only(
        records["reunification_date"].notna().map({True: "yes", False: "no"}), records
    )
    return {
        "source_of_identification": words(
            records["source_of_identification"], both(lists["source_of_identification"])
        ),
        "assessment_date": options.iso(records["assessment_date"]),
        "case_plan_date": options.iso(records["case_plan_date"]),
        "bia": words(records["approval"].map(stages).where(foreign, "none"), both(lists["bia"])),
        "bia_date": options.iso(records["approval_date"].where(foreign)),
        "bid": words(bid, both(lists["bid"])),
        "bid_outcome": words(records["bid_outcome"].where(decided, ""), both(lists["bid_outcome"])),
        "reunified": words(again, both(lists["reunified"])),
        "reunification_date": options.iso(records["reunification_date"].where(again.eq("yes"))),
        "caseworker": records["caseworker"],
    }


def services(events: pd.DataFrame, ids: pd.Series[str], settings: Settings) -> Page:
    """Return the sheet of services."""
    lists = settings.lookups
    delivered = events["implemented"].map({True: "implemented", False: "not_implemented"})
    table = pd.DataFrame(
        {
            "services.source_id": events["uuid"].map(ids),
            "services.service_type": words(events["service_type"], both(lists["service_type"])),
            "services.date_planned": options.iso(events["appointed"]),
            "services.referred": flags(events["referred"], settings),
            "services.implemented": words(delivered, both(lists["service_implemented"])),
            "services.date_implemented": options.iso(events["implemented_on"]),
        }
    )
    return Page("Services", table.rename(columns=SERVICES), uuids=events["uuid"], fields=SERVICES)


def followups(events: pd.DataFrame, ids: pd.Series[str], settings: Settings) -> Page:
    """Return the sheet of follow-ups."""
    table = pd.DataFrame(
        {
            "followups.source_id": events["uuid"].map(ids),
            "followups.followup_type": words(
                events["type"], both(settings.lookups["followup_type"])
            ),
            "followups.date": options.iso(events["date"]),
            "followups.due": options.iso(events["due"]),
        }
    )
    return Page(
        "Follow-ups", table.rename(columns=FOLLOWUPS), uuids=events["uuid"], fields=FOLLOWUPS
    )


def transfers(events: pd.DataFrame, ids: pd.Series[str], settings: Settings) -> Page:
    """Return the sheet of referrals and transfers."""
    lists = settings.lookups
    table = pd.DataFrame(
        {
            "transitions.source_id": events["uuid"].map(ids),
            "transitions.type": words(events["type"], both(lists["transition_type"])),
            "transitions.date": options.iso(events["day"]),
            "transitions.to_agency": words(events["to_agency"], both(settings.agencies)),
            "transitions.status": words(events["status"], both(lists["transition_status"])),
        }
    )
    return Page(
        "Transfers", table.rename(columns=TRANSFERS), uuids=events["uuid"], fields=TRANSFERS
    )


def both(codes: Mapping[str, Code]) -> dict[str, str]:
    """Return the words that the template offers for each code: English | Arabic."""
    return {
        key: " | ".join(dict.fromkeys((code.label.en, code.label.text("ar"))))
        for key, code in codes.items()
    }


def flags(values: pd.Series[bool], settings: Settings) -> pd.Series[str]:
    """Return yes and no in both languages."""
    names = both(settings.lookups["yes_no"])
    return values.map({True: names["true"], False: names["false"]})


def hashed(numbers: pd.Series[str]) -> pd.Series[str]:
    """Return individual numbers as the program that takes away identities leaves them.

    `h:` and the first 20 hexadecimal digits of an HMAC-SHA256 over letters and digits alone, with
    the sample's public key.
    """
    key = notice.KEY.encode()
    known = {
        number: "h:" + hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:20]
        if (plain := number.replace("-", "").upper())
        else ""
        for number in numbers.unique()
    }
    return numbers.map(known)
