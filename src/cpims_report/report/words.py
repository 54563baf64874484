"""The fixed words of the report in its languages: whatever is no label of the data package.

A word may hold names in braces, filled by `word(key, language, name=…)`.
"""

from __future__ import annotations

from cpims_report.report.numerals import number, plural
from cpims_report.report.summary_words import SUMMARY_WORDS

WORDS: dict[str, dict[str, str]] = {
    # What stands with every figure and table.
    "caveat": {
        "en": "Children served by CPIMS TF members, {year}; not prevalence.",
        "ar": "أطفال خدمهم أعضاء فريق عمل نظام إدارة معلومات حماية الطفل، {year}؛ وليس معدل "
        "انتشار.",
    },
    "source": {
        "en": "Source: CPIMS Task Force members, data as of {cut_off}.",
        "ar": "المصدر: أعضاء فريق عمل نظام إدارة معلومات حماية الطفل، البيانات حتى {cut_off}.",
    },
    "source_synthetic": {
        "en": "Source: synthetic records, no real children; data as of {cut_off}.",
        "ar": "المصدر: سجلات اصطناعية لا تخص أطفالاً حقيقيين، البيانات حتى {cut_off}.",
    },
    "foot": {
        "en": "CPIMS Task Force members, records to {cut_off}. Children served in {year}, not "
        "prevalence.",
        "ar": "أعضاء فريق عمل نظام إدارة معلومات حماية الطفل، السجلات حتى {cut_off}. أطفال تلقوا "
        "الخدمة في {year}، وليس معدل انتشار.",
    },
    "foot_synthetic": {
        "en": "Synthetic records, no real children; to {cut_off}. Children served in {year}, not "
        "prevalence.",
        "ar": "سجلات اصطناعية لا تخص أطفالاً حقيقيين، حتى {cut_off}. أطفال تلقوا الخدمة في {year}، "
        "وليس معدل انتشار.",
    },
    "synthetic_note": {
        "en": "**Synthetic data.** Every figure in this edition comes from records that a "
        "program made up to try the method. They describe no real child, member or year: do not "
        "quote them.",
        "ar": "**بيانات اصطناعية.** جميع أرقام هذه النسخة من سجلات ولّدها برنامج لتجربة المنهجية. "
        "وهي لا تصف أي طفل أو عضو أو عام حقيقي، فلا يجوز الاستشهاد بها.",
    },
    "mixed_note": {
        "en": "Synthetic and real years stand side by side. The records of {synthetic} are made up "
        "by a program, those of {real} are real. A change from one to the other says nothing about "
        "children: do not quote it.",
        "ar": "هنا أعوام اصطناعية إلى جانب أعوام حقيقية. سجلات {synthetic} ولّدها برنامج، "
        "وسجلات {real} حقيقية. أي تغير بين هذه وتلك لا يقول شيئاً عن الأطفال، فلا يجوز "
        "الاستشهاد به.",
    },
    "synthetic_year": {"en": "{year} (synthetic)", "ar": "{year} (اصطناعي)"},
    "real_year": {"en": "{year} (real)", "ar": "{year} (حقيقي)"},
    # Cells.
    "total": {"en": "Total", "ar": "المجموع"},
    "unknown": {"en": "Not recorded", "ar": "غير مسجل"},
    "number_hidden": {"en": "a number not shown", "ar": "عدد غير معروض"},
    "percent_hidden": {"en": "a share not shown", "ar": "نسبة غير معروضة"},
    "list_hidden": {"en": "none that can be shown", "ar": "لا شيء يمكن عرضه"},
    "uncollected": {"en": "a number not collected", "ar": "عدد لم يُجمع"},
    "percent_of": {"en": "{label} ({percent})", "ar": "{label} ({percent})"},
    # What an edition does not have.
    "absent": {
        "en": "*No figures on this in the edition of {year}: {names}. No member's records held "
        "them, or the edition was made before they were counted.*",
        "ar": "*لا أرقام عن هذا في نسخة {year}: {names}. لم تتضمنها سجلات أي عضو، أو أُعدت النسخة "
        "قبل البدء باحتسابها.*",
    },
    # What a chapter withholds.
    "withheld_cells": {
        "en": "To protect children, {hidden} of {cells} cells behind this chapter are withheld.",
        "ar": "حمايةً للأطفال حُجبت {hidden} من أصل {cells} من خلايا جداوله.",
    },
    "withheld_one": {
        "en": "To protect children, {hidden} of {cells} cells behind this chapter is withheld.",
        "ar": "حمايةً للأطفال حُجبت {hidden} من أصل {cells} من خلايا جداوله.",
    },
    "none_withheld": {
        "en": "None of {cells} cells behind this chapter is withheld.",
        "ar": "لم تُحجب أي من خلايا جداوله، وعددها {cells}.",
    },
    "withheld_in_all": {
        "en": "To protect children, {hidden} of {cells} cells behind this report are withheld.",
        "ar": "حمايةً للأطفال حُجبت {hidden} من أصل {cells} من خلايا جداول هذا التقرير.",
    },
    # Of how many a matter is known.
    "basis": {"en": "{known} of {whole}", "ar": "{known} من أصل {whole}"},
    "basis_outside": {
        "en": "{known} of {whole} ({outside} in systems that do not record it)",
        "ar": "{known} من أصل {whole} ({outside} في أنظمة لا تسجله)",
    },
    "known_of": {"en": "Known for {items}.", "ar": "معروف لدى {items}."},
    "known_of_each": {"en": "Known for: {items}.", "ar": "معروف لدى: {items}."},
    # Changes.
    "more": {
        "en": "{amount} more than in {since}",
        "ar": "أكثر بـ {amount} مما كان في عام {since}",
    },
    "fewer": {
        "en": "{amount} fewer than in {since}",
        "ar": "أقل بـ {amount} مما كان في عام {since}",
    },
    "same": {"en": "the same as in {since}", "ar": "كما كان في عام {since}"},
    "higher": {
        "en": "{amount} percentage points higher than in {since}",
        "ar": "أعلى بـ {amount} نقطة مئوية مما كان في عام {since}",
    },
    "lower": {
        "en": "{amount} percentage points lower than in {since}",
        "ar": "أدنى بـ {amount} نقطة مئوية مما كان في عام {since}",
    },
    "change_hidden": {
        "en": "changed since {since} by a number not shown",
        "ar": "التغير منذ عام {since} غير معروض",
    },
    "change_uncollected": {
        "en": "not collected in {year} and so without a change since {since}",
        "ar": "لم يُجمع في عام {year}، فلا تغير منذ عام {since}",
    },
    "no_earlier": {
        "en": "without an earlier year to compare with",
        "ar": "لا يوجد عام سابق للمقارنة",
    },
    "tile_change": {"en": "{amount} on {since}", "ar": "{amount} مقارنة بعام {since}"},
    "reasons": {
        "en": "**Why numbers moved.** On changes since {since}, the Task Force notes:",
        "ar": "**لماذا تغيرت الأرقام.** عن التغيرات منذ عام {since} يشير فريق العمل إلى:",
    },
    # Headings of tables.
    "girls": {"en": "Girls", "ar": "إناث"},
    "boys": {"en": "Boys", "ar": "ذكور"},
    "girls_percent": {"en": "Girls\u00a0%", "ar": "إناث ٪"},
    "boys_percent": {"en": "Boys\u00a0%", "ar": "ذكور ٪"},
    "all": {"en": "All", "ar": "الجميع"},
    "all_percent": {"en": "All\u00a0%", "ar": "الجميع ٪"},
    "in_percent": {"en": "{label}, %", "ar": "{label}، ٪"},
    "share": {"en": "Share", "ar": "النسبة"},
    "share_in": {"en": "Share {year}", "ar": "النسبة {year}"},
    "change_on": {"en": "Change on {since}", "ar": "التغير عن {since}"},
    "key_figure": {"en": "Key figure", "ar": "المؤشر الرئيسي"},
    "unit": {"en": "Unit", "ar": "الوحدة"},
    "sex": {"en": "Sex", "ar": "الجنس"},
    "age": {"en": "Age", "ar": "العمر"},
    "nationality": {"en": "Nationality", "ar": "الجنسية"},
    "place": {"en": "Place", "ar": "المكان"},
    "governorate": {"en": "Governorate", "ar": "المحافظة"},
    "site": {"en": "Kind of site", "ar": "نوع الموقع"},
    "concern": {"en": "Concern", "ar": "الشاغل"},
    "protection_status": {"en": "Separation status", "ar": "حالة الانفصال"},
    "closure_reason": {"en": "Reason", "ar": "السبب"},
    "flow": {"en": "Cases", "ar": "الحالات"},
    "indicator": {"en": "Indicator", "ar": "المؤشر"},
    "definition": {"en": "What is counted", "ar": "ما الذي يُحصى"},
    "base": {"en": "Percentages are of", "ar": "النسب من"},
    "symbol": {"en": "Symbol", "ar": "الرمز"},
    "meaning": {"en": "Meaning", "ar": "المعنى"},
    "rule": {"en": "Rule", "ar": "القاعدة"},
    "setting": {"en": "In this edition", "ar": "في هذه النسخة"},
    "member": {"en": "Member", "ar": "العضو"},
    "abbreviation": {"en": "Abbreviation", "ar": "الاختصار"},
    "of_which": {"en": "of which {label}", "ar": "منها {label}"},
    "known_base": {"en": "Children with a known concern", "ar": "أطفال عُرف شاغلهم"},
    "year": {"en": "Year", "ar": "العام"},
    "revised_numbers": {"en": "Revised numbers", "ar": "أرقام منقحة"},
    "was": {"en": "Total before", "ar": "المجموع سابقاً"},
    "now": {"en": "Total now", "ar": "المجموع الآن"},
    "areas": {"en": "Governorates", "ar": "المحافظات"},
    "all_areas": {"en": "all", "ar": "جميعها"},
    "topic_contributions": {
        "en": "Members, where they work, and the system from which each year's records come",
        "ar": "الأعضاء ومناطق عملهم والنظام الذي وردت منه سجلات كل عام",
    },
    "term": {"en": "Term", "ar": "المصطلح"},
    "in_other_language": {"en": "In Arabic", "ar": "بالإنجليزية"},
    "topic_glossary": {
        "en": "Terms of this report in English and Arabic",
        "ar": "مصطلحات هذا التقرير بالعربية والإنجليزية",
    },
    "contact_missing": {
        "en": "the Task Force through its technical advisor, {advisor}",
        "ar": "فريق العمل عن طريق مستشاره الفني، {advisor}",
    },
    "next_release_missing": {"en": "not fixed yet", "ar": "لم يُحدَّد بعد"},
    "group": {"en": "Region or concern", "ar": "المنطقة أو الشاغل"},
    "all_members_in": {"en": "All {year}", "ar": "الجميع {year}"},
    "panel_in": {"en": "Same members {year}", "ar": "الأعضاء أنفسهم {year}"},
    "change": {"en": "Change", "ar": "التغير"},
    "step": {"en": "Records", "ar": "السجلات"},
    "records": {"en": "Number", "ar": "العدد"},
    "received": {"en": "Received", "ar": "المستلمة"},
    "mainly_one": {
        "en": "Governorates where it comes mainly from one project",
        "ar": "محافظات يأتي فيها أساساً من مشروع واحد",
    },
    "syrian_children": {"en": "Syrian children supported", "ar": "أطفال سوريون تلقوا الدعم"},
    "registered": {"en": "Registered, estimated", "ar": "المسجلون، تقديراً"},
    "per_1000": {"en": "Supported per 1,000 registered", "ar": "من تلقوا الدعم لكل ١٠٠٠ مسجل"},
    "service": {"en": "Service", "ar": "الخدمة"},
    "referrals": {"en": "Referrals", "ar": "الإحالات"},
    "median_days": {"en": "Median days", "ar": "وسيط الأيام"},
    "done": {"en": "What was done", "ar": "ما تم"},
    "times": {"en": "Times", "ar": "المرات"},
    "family": {"en": "Tables on", "ar": "جداول عن"},
    "withheld": {"en": "Withheld", "ar": "محجوبة"},
    "cells": {"en": "Cells", "ar": "الخلايا"},
    "no_percentage": {"en": "no percentages", "ar": "بلا نسب"},
    "family_caseload": {"en": "Children and cases", "ar": "الأطفال والحالات"},
    "family_children": {"en": "The children", "ar": "الأطفال أنفسهم"},
    "family_concerns": {"en": "Protection concerns", "ar": "شواغل الحماية"},
    "family_separated": {
        "en": "Separated children and best interests",
        "ar": "الأطفال المنفصلون والمصالح الفضلى",
    },
    "family_casework": {"en": "Case management", "ar": "إدارة الحالة"},
    "family_further": {"en": "What some members ask", "ar": "ما تسأل عنه بعض الجهات"},
    "family_quality": {"en": "Quality and comparability", "ar": "الجودة وقابلية المقارنة"},
    # Rows of the stock and flow table.
    "flow_CL03": {"en": "Open on 1 January", "ar": "مفتوحة في ١ كانون الثاني"},
    "flow_CL02": {"en": "+\u00a0new", "ar": "+\u00a0جديدة"},
    "flow_CL04": {"en": "+\u00a0reopened", "ar": "+\u00a0أعيد فتحها"},
    "flow_CL05": {"en": "−\u00a0closed", "ar": "−\u00a0أُغلقت"},
    "flow_CL06": {"en": "=\u00a0Open on 31 December", "ar": "=\u00a0مفتوحة في ٣١ كانون الأول"},
    # Symbols.
    "symbol_suppressed": {
        "en": "Not shown, so that no child can be recognised. The number may be small, or it may "
        "be a larger one that would let a small one be worked out.",
        "ar": "غير معروض كي لا يمكن التعرف على أي طفل. قد يكون العدد صغيراً، أو أكبر لكنه يتيح "
        "استنتاج عدد صغير.",
    },
    "symbol_not_collected": {
        "en": "Not collected: the question was not asked in that year or by those members.",
        "ar": "لم تُجمع: لم يُطرح السؤال في ذلك العام أو لدى أولئك الأعضاء.",
    },
    "symbol_not_applicable": {
        "en": "No percentage: the row is a total or what is not recorded, and shares are of what "
        "is recorded; or the base is too small to carry one.",
        "ar": "لا نسبة: فالصف مجموع أو غير مسجل، والنسب من المسجل وحده؛ أو القاعدة أصغر من أن "
        "تُحسب عليها نسبة.",
    },
    "symbol_revised": {
        "en": "Revised since an earlier edition.",
        "ar": "منقّح منذ نسخة سابقة.",
    },
    "symbol_not_yet": {"en": "Not yet available.", "ar": "غير متاح بعد."},
    # Disclosure policy.
    "policy_suppress": {
        "en": "Small numbers are withheld, then as many others as are needed to hide them",
        "ar": "تُحجب الأعداد الصغيرة، ثم ما يلزم من أعداد أخرى لإخفائها",
    },
    "policy_round5": {
        "en": "Every count is rounded to the nearest five",
        "ar": "يُقرّب كل عدد إلى أقرب خمسة",
    },
    "policy_mode": {"en": "Method", "ar": "الطريقة"},
    "policy_threshold": {
        "en": "Smallest count shown in ordinary tables",
        "ar": "أصغر عدد يُعرض في الجداول العادية",
    },
    "policy_sensitive_threshold": {
        "en": "Smallest count shown for sensitive concerns and three-way tables",
        "ar": "أصغر عدد يُعرض للشواغل الحساسة والجداول ثلاثية الأبعاد",
    },
    "policy_minimum_width": {
        "en": "Narrowest range to which a withheld number may be narrowed down",
        "ar": "أضيق مدى يمكن أن يُحصر فيه عدد محجوب",
    },
    "policy_minimum_base": {
        "en": "Smallest base of a percentage",
        "ar": "أصغر قاعدة لنسبة مئوية",
    },
    "policy_whole_percent_below": {
        "en": "Base below which percentages are whole",
        "ar": "القاعدة التي تكون النسب دونها أعداداً صحيحة",
    },
    "yes": {"en": "yes", "ar": "نعم"},
    # Findings, the first sentence of a caption.
    "finding_key": {
        "en": "Members supported {children} in {year}",
        "ar": "دعم الأعضاء {children} في عام {year}",
    },
    "finding_largest": {
        "en": "{topic}. Largest group shown: {label}, {percent}",
        "ar": "{topic}. أكبر فئة معروضة: {label}، {percent}",
    },
    "shares_of": {"en": "Shares are of {what} ({base})", "ar": "النسب من {what} ({base})"},
    "finding_concern_over_years": {
        "en": "{concern} as primary concern, by governorate: children and share of those with a "
        "known concern",
        "ar": "{concern} كشاغل رئيسي حسب المحافظة: الأطفال ونسبتهم ممن عُرف شاغلهم",
    },
    "largest_in_each": {"en": ". Largest shown: {items}", "ar": ". الأكبر المعروض: {items}"},
    "most_in_each": {
        "en": ". Most children shown: {items}",
        "ar": ". أكثر الأطفال المعروضين: {items}",
    },
    "largest_at": {"en": "{group}, {label}", "ar": "{group}، {label}"},
    "risen_most": {
        "en": ". Largest rise shown: {place}, from {before} to {now}",
        "ar": ". أكبر ارتفاع معروض: {place}، من {before} إلى {now}",
    },
    "finding_flow": {
        "en": "At the end of {year}, {cases} were open",
        "ar": "في نهاية {year} كانت {cases} مفتوحة",
    },
    "topic_age": {"en": "Children supported by age and sex", "ar": "الأطفال حسب العمر والجنس"},
    "topic_nationality": {"en": "Children supported by nationality", "ar": "الأطفال حسب الجنسية"},
    "topic_place": {"en": "Children supported by place", "ar": "الأطفال حسب المكان"},
    "topic_site": {"en": "Children supported by kind of site", "ar": "الأطفال حسب نوع الموقع"},
    "topic_concern": {
        "en": "Children supported by primary concern",
        "ar": "الأطفال حسب الشاغل الرئيسي",
    },
    "topic_concern_age": {
        "en": "Primary concern within each age band, in percent",
        "ar": "الشاغل الرئيسي ضمن كل فئة عمرية، بالنسب المئوية",
    },
    "topic_any": {
        "en": "Children with the concern recorded at all; a child may have several",
        "ar": "أطفال سُجل لديهم الشاغل؛ وقد يكون للطفل عدة شواغل",
    },
    "topic_separated": {
        "en": "Children supported by separation status",
        "ar": "الأطفال حسب حالة الانفصال",
    },
    "topic_separated_age": {
        "en": "Separation status by age at registration",
        "ar": "حالة الانفصال حسب العمر عند التسجيل",
    },
    "topic_closure": {"en": "Cases closed by reason", "ar": "الحالات المغلقة حسب السبب"},
    "topic_definitions": {
        "en": "The indicators of this report and what each counts",
        "ar": "مؤشرات هذا التقرير وما يحصيه كل منها",
    },
    "no_revisions": {
        "en": "*No number of this edition differs from what an earlier edition published.*",
        "ar": "*لا يختلف أي رقم في هذه النسخة عما نشرته نسخة سابقة.*",
    },
    "topic_revisions": {
        "en": "Numbers that an earlier edition published otherwise: {number}",
        "ar": "أرقام نشرتها نسخة سابقة بقيمة أخرى: {number}",
    },
    "topic_change": {
        "en": "Children supported, all members and members of both years",
        "ar": "الأطفال الذين تلقوا الدعم، جميع الأعضاء وأعضاء العامين",
    },
    "finding_growth": {
        "en": "{topic}. Largest change shown among members of both years: {label}, {number}",
        "ar": "{topic}. أكبر تغير معروض لدى أعضاء العامين: {label}، {number}",
    },
    "topic_exclusions": {
        "en": "Records received, left out and reported",
        "ar": "السجلات المستلمة والمستبعدة والمحتسبة",
    },
    "finding_exclusions": {
        "en": "{reported} of {received} received are in the report",
        "ar": "{reported} من {received} مستلمة واردة في التقرير",
    },
    "finding_concentration": {
        "en": "Figures on a concern in a governorate that come mainly from one project: {number}",
        "ar": "أرقام شاغل في محافظة تأتي أساساً من مشروع واحد: {number}",
    },
    "topic_coverage": {
        "en": "Syrian children supported per 1,000 registered: not need and no ranking",
        "ar": "الأطفال السوريون الذين تلقوا الدعم لكل ١٠٠٠ مسجل: ليس احتياجاً ولا ترتيباً",
    },
    "coverage_base": {
        "en": "Registered children: estimated from UNHCR Jordan",
        "ar": "الأطفال المسجلون: تقدير عن المفوضية في الأردن",
    },
    "topic_steps": {
        "en": "New cases assessed and planned, by governorate",
        "ar": "الحالات الجديدة المقيّمة والمخططة حسب المحافظة",
    },
    "topic_lost": {
        "en": "Closures after lost contact or declined services, by governorate",
        "ar": "الإغلاقات بعد فقدان الاتصال أو رفض الخدمات حسب المحافظة",
    },
    "finding_highest": {
        "en": ". Highest share shown of “{label}”: {place}, {percent}",
        "ar": ". أعلى نسبة معروضة لـ«{label}»: {place}، {percent}",
    },
    "topic_referral_times": {
        "en": "Referrals by service, and days to delivery",
        "ar": "الإحالات حسب الخدمة والأيام حتى تقديمها",
    },
    "finding_days": {
        "en": "Half of the delivered referrals took {days} or less from referral to delivery",
        "ar": "نصف الإحالات المنجزة استغرق {days} أو أقل من الإحالة إلى تقديم الخدمة",
    },
    "topic_found": {
        "en": "What checking found in the members' files, by what was done",
        "ar": "ما وجده الفحص في ملفات الأعضاء حسب ما تم بشأنه",
    },
    "topic_withheld": {
        "en": "Cells of the tables that are withheld",
        "ar": "خلايا الجداول المحجوبة",
    },
    "finding_withheld": {"en": "{topic}: {percent}", "ar": "{topic}: {percent}"},
    "topic_symbols": {"en": "Symbols used in tables and figures", "ar": "الرموز المستخدمة"},
    "topic_policy": {
        "en": "The disclosure rules of this edition",
        "ar": "قواعد حماية السرية في هذه النسخة",
    },
    **SUMMARY_WORDS,
    # The spreadsheet.
    "breakdown": {"en": "Breakdown", "ar": "التفصيل"},
    "number_in": {"en": "Number {year}", "ar": "العدد {year}"},
    "percent_in": {"en": "Percent {year}", "ar": "النسبة المئوية {year}"},
    "mainly_one_mark": {"en": "Mainly one project", "ar": "أساساً من مشروع واحد"},
    "sheet_title": {
        "en": "Child protection case management in {year}: statistical tables",
        "ar": "إدارة حالات حماية الطفل في عام {year}: الجداول الإحصائية",
    },
    "sheet_cover": {"en": "Cover", "ar": "الغلاف"},
    "sheet_contents": {"en": "Contents", "ar": "المحتويات"},
    "sheet_notes": {"en": "Notes", "ar": "ملاحظات"},
    "sheet_table": {"en": "Table", "ar": "الجدول"},
    "sheet_seal": {"en": "Seal of the data", "ar": "ختم البيانات"},
    "sheet_one_table": {
        "en": "This worksheet contains one table.",
        "ar": "تحتوي ورقة العمل هذه على جدول واحد.",
    },
    "sheet_no_prevalence": {
        "en": "The figures count children whom members identified, or who were referred to them, "
        "and served. They are not prevalence.",
        "ar": "تحصي الأرقام أطفالاً تعرف عليهم الأعضاء أو أُحيلوا إليهم وتلقوا خدماتهم. وهي ليست "
        "معدل انتشار.",
    },
    "topic_members": {
        "en": "The members whose records are counted in {year}",
        "ar": "الأعضاء الذين تُحصى سجلاتهم في عام {year}",
    },
}


EVERY = "every"
"""The form of a unit that speaks of all: Arabic gives it the article."""


def english(one: str, other: str) -> dict[str, str]:
    """Return the two English forms of a unit by plural category."""
    return {"one": one, "other": other, EVERY: other}


def arabic(one: str, few: str, many: str, every: str) -> dict[str, str]:
    """Return the Arabic forms of a unit after a number, by plural category: three for the six.

    `every` is the plural with its article, as it stands after “a number of”.
    """
    after = dict.fromkeys(("zero", "one", "two", "other"), one)
    return after | {"few": few, "many": many, EVERY: every}


NOUNS: dict[str, dict[str, dict[str, str]]] = {
    "child": {
        "en": english("child", "children"),
        "ar": arabic("طفل", "أطفال", "طفلاً", "الأطفال"),
    },
    "case": {
        "en": english("case", "cases"),
        "ar": arabic("حالة", "حالات", "حالة", "الحالات"),
    },
    "event": {
        "en": english("event", "events"),
        "ar": arabic("حدث", "أحداث", "حدثاً", "الأحداث"),
    },
    "referral": {
        "en": english("referral", "referrals"),
        "ar": arabic("إحالة", "إحالات", "إحالة", "الإحالات"),
    },
    "record": {
        "en": english("record", "records"),
        "ar": arabic("سجل", "سجلات", "سجلاً", "السجلات"),
    },
    "transfer": {
        "en": english("transfer", "transfers"),
        "ar": arabic("عملية نقل", "عمليات نقل", "عملية نقل", "عمليات النقل"),
    },
    "cell": {
        "en": english("cell", "cells"),
        "ar": arabic("خلية", "خلايا", "خلية", "الخلايا"),
    },
    "girl": {
        "en": english("girl", "girls"),
        "ar": arabic("فتاة", "فتيات", "فتاة", "الفتيات"),
    },
    "boy": {
        "en": english("boy", "boys"),
        "ar": arabic("فتى", "فتيان", "فتى", "الفتيان"),
    },
    "day": {
        "en": english("day", "days"),
        "ar": arabic("يوم", "أيام", "يوماً", "الأيام"),
    },
}
"""Units of count by plural category of CLDR: two in English, six in Arabic."""

HIDDEN_COUNT = {"en": "a number of {noun} that is not shown", "ar": "عدد غير معروض من {noun}"}


def word(key: str, language: str, **values: str) -> str:
    """Return the fixed words of a key in the language, in English where it has none."""
    text = WORDS[key].get(language) or WORDS[key]["en"]
    return text.format(**values)


def noun(key: str, language: str, value: int) -> str:
    """Return the form of a unit's name that follows the number."""
    forms = NOUNS[key].get(language) or NOUNS[key]["en"]
    return forms[plural(value, language)]


def unit(key: str, language: str) -> str:
    """Return the name of a unit in the plural, for a heading or beside a column of numbers."""
    return NOUNS[key][language]["few" if language == "ar" else "other"]


def counted(value: int | None, key: str, language: str) -> str:
    """Return a count with its unit, such as 7,012 children; for None, words that reveal nothing."""
    if value is None:
        return HIDDEN_COUNT[language].format(noun=NOUNS[key][language][EVERY])
    return f"{number(value, language)} {noun(key, language, value)}"
