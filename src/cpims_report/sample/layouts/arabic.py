"""An export of a user whose language is Arabic: headers, sheets and values in translation.

Labels of options are those of Primero's Arabic seed where it has them, else of our configuration.
Some of the seed's labels carry two meanings ("تمت الإحالة" is both transferred and referred).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from cpims_report.config import Code, Settings
from cpims_report.sample.layouts import options
from cpims_report.sample.layouts.page import Page
from cpims_report.sample.layouts.subform_options import PERPETRATOR_LABELS
from cpims_report.sample.layouts.workbook import sheet_name

FORMS = {
    "Basic Identity": "الهوية الأساسية",
    "Protection Concerns": "شواغل الحماية",
    "Care Arrangements": "ترتيبات الرعاية",
    "Nested Care Arrangements": "النموذج الفرعي لترتيبات الرعاية",
    "Assessment": "التقييم",
    "Case Plan": "خطة الحالة",
    "Follow Up": "المتابعة",
    "Nested Followup Subform": "النموذج الفرعي للمتابعة",
    "Incident Details": "تفاصيل الحادث",
    "Nested Incident Details Subform": "النموذج الفرعي لتفاصيل الحادث",
    "Tracing": "البحث عن الأسرة",
    "Services": "الخدمات",
    "Nested Services": "النموذج الفرعي للخدمات",
    "Referrals and Transfers": "الإحالات والتحويلات",
    "Nested Transitions Subform": "النموذج الفرعي المتداخل للانتقالات",
    "Data Confidentiality": "سرية البيانات",
    "Closure": "إغلاق ملف الحالة",
    "Record Information": "معلومات السجل",
    "Case Reopened": "تم إعادة فتح ملف الحالة",
}
HEADERS = {
    "Case ID": "رقم تعريف الحالة",
    "Long ID": "الرمز التعريفي المطول",
    "Case Status": "الوضع الراهن للحالة",
    "Case Reopened?": "هل أعيد فتح الحالة؟",
    "Date of Registration or Interview": "تاريخ التسجيل أو المقابلة",
    "Sex": "الجنس",
    "Age": "العمر",
    "Date of Birth": "تاريخ الميلاد",
    "Is the age estimated?": "هل العمر تقديري؟",
    "proGres Individual ID": "رقم الفرد في بروغرس",
    "Nationality": "الجنسية",
    "Current Location": "الموقع الحالي",
    "Protection Status": "وضع الحماية",
    "Risk Level": "مستوى الخطورة",
    "Displacement Status": "وضع النزوح",
    "Protection Concerns": "شواغل الحماية",
    "Primary Protection Concern": "شاغل الحماية الأساسي",
    "Disability Type": "نوع الإعاقة",
    "What are the child's current care arrangements?": "ما هي ترتيبات الرعاية الحالية للطفل؟",
    "When did this care arrangement start?": "متى بدأ ترتيب الرعاية هذا؟",
    "Tracing Status": "حالة البحث عن الأسرة",
    "What was the main cause of separation?": "ما هو السبب الرئيسي للانفصال؟",
    "Type of Response": "نوع الاستجابة",
    "Type of Service": "نوع الخدمة",
    "Created on": "تاريخ الإنشاء",
    "Appointment Date": "تاريخ الموعد",
    "Referred?": "هل تمت الإحالة؟",
    "Service implemented": "هل نُفذت الخدمة؟",
    "Service Implemented On": "تاريخ تنفيذ الخدمة",
    "Type": "النوع",
    "Remote User Agency": "مؤسسة المستخدم البعيد",
    "Service": "الخدمة",
    "Date of referral or transfer": "تاريخ الإحالة أو التحويل",
    "Consent has been obtained for the child to receive case management services": (
        "تم الحصول على الموافقة على تلقي الطفل خدمات إدارة الحالة"
    ),
    "Consent is given share non-identifiable information for reporting": (
        "تم إعطاء الموافقة على مشاركة المعلومات غير المحددة للهوية لأغراض إعداد التقارير"
    ),
    "Approved by Manager": "موافقة المدير",
    "Date": "التاريخ",
    "What is the reason for closing the child's file?": "ما هو سبب إغلاق ملف الطفل؟",
    "Date of Closure": "تاريخ إغلاق ملف الحالة",
    "Agency": "المؤسسة",
    "Module": "الوحدة",
    "Date Reopened": "تاريخ إعادة الفتح",
    "Source of identification": "مصدر التعرف على الحالة",
    "Assessment started on": "تاريخ بدء التقييم",
    "Approval Status": "حالة الموافقة",
    "Date Case Plan Initiated": "تاريخ بدء خطة الحالة",
    "Caseworker Code": "رمز الموظف المختص بالحالة",
    "Status": "الوضع الراهن",
    "Type of follow up": "نوع المتابعة",
    "Follow up needed by": "تاريخ المتابعة المطلوب",
    "Follow up date": "تاريخ المتابعة",
    "Date of Incident": "تاريخ الحادث",
    "Area of the Incident": "مكان وقوع الحادث",
    "Type of Violence": "نوع العنف",
    "Relationship with the victim": "العلاقة بالضحية",
}
SEED = {
    "Sexually Exploited": "الاستغلال الجنسي",
    "Trafficked/smuggled": "التهريب / الاتجار بالبشر",
    "CAAFAG": "تجنيد الأطفال",
    "Physically or Mentally Abused": "الإيذاء الجسدي أو النفسي",
    "Worst Forms of Child Labor": "أسوأ أشكال عمالة الأطفال",
    "Street child": "أطفال الشوارع",
    "Arrested/Detained": "الاعتقال / الاحتجاز",
    "Child Mother": "أم لطفل",
    "Mentally Distressed": "الاضطراب النفسي",
    "Serious health issue": "مشكلة صحية خطيرة",
    "Statelessness": "انعدام الجنسية",
    "Refugee": "اللجوء",
    "Disabled": "الإعاقة",
    "Other": "أخرى",
    "Female": "أنثى",
    "Male": "ذكر",
    "Yes": "نعم",
    "No": "لا",
    "Unknown": "غير معروف",
    "Unaccompanied": "غير مصحوبة",
    "Separated": "منفصلة",
    "Implemented": "تم تنفيذها",
    "Not Implemented": "غير منفذة",
    "Syria": "سورية",
    "Jordan": "الأردن",
    "Iraq": "العراق",
    "Yemen": "اليمن",
    "Sudan": "السودان",
    "Somalia": "الصومال",
    "Palestine": "فلسطين",
    "Egypt": "مصر",
    "Tracing in Progress": "البحث جار",
    "Follow up After Reunification": "متابعة بعد لم الشمل",
    "Follow up in Care": "متابعة في الرعاية",
    "Follow up for Service": "متابعة للخدمات",
    "Follow up for Assessment": "متابعة للتقييم",
    "Rape": "اغتصاب",
    "Sexual Assault": "اعتداء جنسي",
    "Physical Assault": "اعتداء جسدي",
    "Forced Marriage": "زواج قسري",
    "Denial of Resources, Opportunities or Services": "الحرمان من الموارد أو الفرص أو الخدمات",
    "Psychological / Emotional Abuse": "إساءة نفسية / عاطفية",
    "Non-GBV": "عنف غير قائم على اساس النوع الاجتماعي",
}
"""English label -> Arabic one of the public seeds."""

OWN = {
    "Disability Type": {"Refugee": "لاجئ"},
    "Displacement Status": {"Refugee": "لاجئ"},
    "Case Status": {"Transferred": "تمت الإحالة"},
    "Area of the Incident": {
        "Home": "المنزل",
        "Street": "الشارع",
        "School": "المدرسة",
        "Work Place": "مكان العمل",
    },
}
"""Labels that one field translates in its own way."""

MONTHS = dict(
    zip(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        (
            "كانون الثاني",
            "شباط",
            "آذار",
            "نيسان",
            "أيار",
            "حزيران",
            "تموز",
            "آب",
            "أيلول",
            "تشرين الأول",
            "تشرين الثاني",
            "كانون الأول",
        ),
        strict=True,
    )
)
"""Levantine names, as in Jordan."""

DAY = re.compile(r"(\d\d)-([A-Z][a-z]{2})-(\d{4})")
Tables = Sequence[tuple[str, str, pd.DataFrame, Mapping[str, str]]]


def translate(pages: list[Page], tables: Tables, settings: Settings) -> list[Page]:
    """Return the sheets of an export as an Arabic user gets them; ids and codes stay as they are.

    `tables` names form and parent of each page, because a cut name cannot be translated.
    """
    words = dictionary(settings)
    return [
        replace(
            page,
            name=sheet_name(FORMS[form], FORMS[parent] if parent else ""),
            table=page.table.apply(lambda column: translate_column(column, words)),
            shown={header: HEADERS.get(header, header) for header in page.table.columns},
        )
        for page, (form, parent, _, _) in zip(pages, tables, strict=True)
    ]


def dictionary(settings: Settings) -> dict[str, str]:
    """Return English label -> Arabic label of every option and place."""
    lists: list[Mapping[str, Code]] = [
        settings.concerns.concerns,
        settings.agencies,
        settings.places.governorates,
        settings.places.camps,
        *(
            settings.lookups[name]
            for name in (
                "status",
                "risk_level",
                "displacement_status",
                "closure_reason",
                "separation_cause",
                "care_arrangement",
                "service_type",
                "response_type",
                "transition_type",
                "transition_status",
                "approval_status",
                "tracing_status",
                "source_of_identification",
                "disability",
            )
        ),
    ]
    labels = {
        code.label.en: code.label.text("ar")
        for codes in lists
        for code in codes.values()
        if len(code.label.texts) > 1
    }
    primero = {
        word: settings.lookups[name][key].label.text("ar") or word
        for name, words in options.LABELS.items()
        for key, word in words.items()
    }
    reasons = settings.lookups["closure_reason"]
    closures = {word: reasons[key].label.text("ar") for key, word in options.CLOSURE_LABELS.items()}
    disabilities = settings.lookups["disability"]
    perpetrators = settings.lookups["perpetrator"]
    more = {
        "Physical Disability": disabilities["physical"].label.text("ar"),
        "Mental Disability": disabilities["mental"].label.text("ar"),
        "Unaccompanied or separated": settings.concerns.concerns["family_separation"].label.text(
            "ar"
        ),
        **{
            word: settings.places.governorates[key].label.text("ar")
            for key, word in options.PLACE_LABELS.items()
        },
        **{
            word: settings.places.camps[key].label.text("ar")
            for key, word in options.CAMP_LABELS.items()
        },
        **{word: perpetrators[key].label.text("ar") for key, word in PERPETRATOR_LABELS.items()},
    }
    return {**labels, **primero, **closures, **more, **SEED}


def translate_column(column: pd.Series[Any], words: Mapping[str, str]) -> pd.Series[Any]:
    """Return the cells of a column in Arabic."""
    if pd.api.types.is_numeric_dtype(column):
        return column
    own = {**words, **OWN.get(str(column.name), {})}
    return column.map({text: translate_cell(text, own) for text in column.unique()})


def translate_cell(text: str, words: Mapping[str, str]) -> str:
    """Return one cell in Arabic: a day, a list, a path of places, or one label."""
    day = DAY.fullmatch(text)
    if day:
        return f"{day[1]}-{MONTHS[day[2]]}-{day[3]}"
    for separator in (" ||| ", "::"):
        if separator in text:
            return separator.join(words.get(part, part) for part in text.split(separator))
    return words.get(text, text)
