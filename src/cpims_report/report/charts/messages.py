"""The words of charts in Arabic, by the English ones: a message is its own key, as in gettext.

Names in braces are filled by `say` and must be the same in both languages.
"""

from __future__ import annotations

from cpims_report.report.edition import Edition

ARABIC: dict[str, str] = {
    "A child with several kinds of work stands in several rows.": (
        "الطفل الذي يمارس عدة أعمال يظهر في عدة صفوف."
    ),
    "A child with several hazards stands in several rows.": (
        "الطفل الذي يواجه عدة مخاطر يظهر في عدة صفوف."
    ),
    "A child with difficulty in several domains stands in several rows.": (
        "الطفل الذي لديه صعوبة في عدة مجالات يظهر في عدة صفوف."
    ),
    "{number} each": "{number} لكل منها",
    "withheld": "محجوب",
    "{symbol} and hatching: withheld so that no child can be recognised.": (
        "{symbol} والتظليل المخطط: رقم محجوب كي لا يمكن التعرف على أي طفل."
    ),
    "There is no number above zero that can be shown here.": (
        "لا يوجد هنا عدد أكبر من الصفر يمكن عرضه."
    ),
    "Not recorded: {unknown}.": "غير مسجل: {unknown}.",
    "{sex} aged {age}": "{sex} {age}",
    "{label} are the largest group: {number}.": "أكبر فئة هي {label}: {number}.",
    "Largest of the groups shown: {label}, {number}.": ("أكبر الفئات المعروضة: {label}، {number}."),
    "Most frequent reason for closure: {label}, {number}.": (
        "السبب الأكثر تكراراً للإغلاق: {label}، {number}."
    ),
    "Most frequent of the named reasons shown: {label}, {number}.": (
        "الأكثر تكراراً بين الأسباب المسماة المعروضة: {label}، {number}."
    ),
    "Bar chart of cases closed in {year} by reason: {numbers}.": (
        "أعمدة أفقية للحالات المغلقة في {year} حسب السبب: {numbers}."
    ),
    "{symbol}: too few children for a percentage.": (
        "{symbol}: عدد الأطفال أقل من أن تُحسب عليه نسبة."
    ),
    (
        "Highest share shown: {concern} in {place}, {share} of its children whose concern is known."
    ): ("أعلى نسبة معروضة: {concern} في {place}، {share} من أطفالها الذين عُرف شاغلهم."),
    "n": "ن",
    "Of the concerns drawn, {label} changed most: {before} in {since}, {now} in {year}.": (
        "الأكثر تغيراً بين الشواغل المرسومة: {label}، {before} في {since} و{now} في {year}."
    ),
    "Only the concerns with the largest numbers shown in {year}.": (
        "الشواغل ذات الأعداد الأكبر المعروضة في {year} فقط."
    ),
    "Children supported by primary concern, for the largest numbers shown.": (
        "الأطفال الذين تلقوا الدعم حسب الشاغل الرئيسي، لأكبر الأعداد المعروضة."
    ),
    "{label} has the largest number of children supported: {number}.": (
        "العدد الأكبر من الأطفال الذين تلقوا الدعم في {label}: {number}."
    ),
    "Largest number among the governorates shown: {label}, {number}.": (
        "العدد الأكبر بين المحافظات المعروضة: {label}، {number}."
    ),
    (
        "Map of tiles, one a governorate, with children supported in {year}: {numbers}. "
        "Camps: {camps}."
    ): (
        "خريطة مربعات، مربع لكل محافظة، بعدد الأطفال الذين تلقوا الدعم في {year}: {numbers}. "
        "المخيمات: {camps}."
    ),
    "Outlined: camps, which are counted in their governorate too.": (
        "بإطار: المخيمات، وهي محسوبة ضمن محافظاتها أيضاً."
    ),
    "Children supported": "الأطفال المدعومون",
    "New cases": "حالات جديدة",
    "Cases closed": "حالات مغلقة",
    "Open at year end": "مفتوحة نهاية العام",
    "Members supported {now} in {year}.": "دعم الأعضاء {now} في {year}.",
    "Members supported {now} in {year}, as many as in {since}.": (
        "دعم الأعضاء {now} في {year}، كما في {since}."
    ),
    "Children supported, and cases new, closed and open, by year.": (
        "الأطفال الذين تلقوا الدعم والحالات الجديدة والمغلقة والمفتوحة حسب العام."
    ),
    "Children supported rose from {before} in {since} to {now} in {year}.": (
        "ارتفع عدد الأطفال الذين تلقوا الدعم من {before} في {since} إلى {now} في {year}."
    ),
    "Children supported fell from {before} in {since} to {now} in {year}.": (
        "انخفض عدد الأطفال الذين تلقوا الدعم من {before} في {since} إلى {now} في {year}."
    ),
    "{label} had the largest number of new cases: {number}.": (
        "العدد الأكبر من الحالات الجديدة في {label}: {number}."
    ),
    "Largest number of new cases among the months shown: {label}, {number}.": (
        "العدد الأكبر من الحالات الجديدة بين الأشهر المعروضة: {label}، {number}."
    ),
    "Columns of new cases in {year} by month: {numbers}.": (
        "أعمدة الحالات الجديدة في {year} حسب الشهر: {numbers}."
    ),
    "{label} children are the largest group: {number}.": (
        "الجنسية ذات العدد الأكبر: {label}، {number}."
    ),
    "Largest of the named nationalities shown: {label}, {number}.": (
        "الأكبر عدداً بين الجنسيات المسماة المعروضة: {label}، {number}."
    ),
    "Bar chart of children supported in {year} by nationality: {numbers}.": (
        "أعمدة أفقية للأطفال الذين تلقوا الدعم في {year} حسب الجنسية: {numbers}."
    ),
    "{label} is the most frequent primary concern: {number}.": (
        "الشاغل الرئيسي الأكثر تكراراً: {label}، {number}."
    ),
    "Most frequent of the named primary concerns shown: {label}, {number}.": (
        "الأكثر تكراراً بين الشواغل الرئيسية المسماة المعروضة: {label}، {number}."
    ),
    "All children": "جميع الأطفال",
    "Shares of girls are of girls, shares of boys of boys whose concern is known.": (
        "نسب الإناث من الإناث ونسب الذكور من الذكور ممن عُرف شاغلهم."
    ),
    "Bars of percentages, {year}. {groups}.": "أعمدة نسب مئوية، {year}. {groups}.",
    "Percentages of girls are of girls, percentages of boys of boys.": (
        "نسب الإناث من الإناث ونسب الذكور من الذكور."
    ),
    "Dot: mainly one project.": "نقطة: من مشروع واحد أساساً.",
    "Percent of {base}": "نسبة مئوية من {base}",
    "not recorded: {unknown}": "غير مسجل: {unknown}",
    "{topic}: {label}, {number}.": "{topic}: {label}، {number}.",
    "{topic}: most often {label}, {number}.": "{topic}: الأكثر تكراراً {label}، {number}.",
    "{topic}: most often of those shown {label}, {number}.": (
        "{topic}: الأكثر تكراراً بين المعروض {label}، {number}."
    ),
    "A child with several incidents stands in several rows.": (
        "الطفل الذي تعددت حوادثه محسوب في عدة صفوف."
    ),
    "A child with several services stands in several rows.": (
        "الطفل الذي تعددت خدماته محسوب في عدة صفوف."
    ),
    "{since}, all members": "{since}، جميع الأعضاء",
    "{year}, all members": "{year}، جميع الأعضاء",
    "Members that left": "أعضاء غادروا",
    "Members of both years": "أعضاء العامين",
    "Members that joined": "أعضاء انضموا",
    "Bridge of children supported from {since} to {year}: {numbers}.": (
        "حركة الأطفال الذين تلقوا الدعم من {since} إلى {year}: {numbers}."
    ),
    "Children supported, as far as they can be compared with {since}.": (
        "الأطفال الذين تلقوا الدعم بقدر ما يمكن مقارنتهم بعام {since}."
    ),
    "Children supported since {since}: {change}.": (
        "الأطفال الذين تلقوا الدعم منذ {since}: {change}."
    ),
    "Children supported since {since}: {change} in all, {growth} among members of both years.": (
        "الأطفال الذين تلقوا الدعم منذ {since}: {change} إجمالاً، و{growth} لدى أعضاء العامين."
    ),
    "{concern}: no share can be shown.": "{concern}: لا نسبة يمكن عرضها.",
    "{concern}: highest share shown in the group {label}, {share}.": (
        "{concern}: أعلى نسبة معروضة في فئة {label}، {share}."
    ),
    "Recorded at all": "مسجل بأي صفة",
    "Primary concern": "شاغل رئيسي",
    "{concern} in {year}: {numbers}.": "{concern} في {year}: {numbers}.",
    "{concern}, by year.": "{concern} حسب العام.",
    "Largest age group of unaccompanied children: {label}, {number}.": (
        "أكبر فئة عمرية بين الأطفال غير المصحوبين: {label}، {number}."
    ),
    "Largest age group shown of unaccompanied children: {label}, {number}.": (
        "أكبر فئة عمرية معروضة بين الأطفال غير المصحوبين: {label}، {number}."
    ),
    "Unaccompanied children in {year}: {unaccompanied}; separated children: {separated}.": (
        "الأطفال غير المصحوبين في {year}: {unaccompanied}؛ المنفصلون: {separated}."
    ),
    "Unaccompanied and separated children supported, by year.": (
        "الأطفال غير المصحوبين والمنفصلون الذين تلقوا الدعم حسب العام."
    ),
    (
        "Unaccompanied children: {unaccompanied} in {year}, {unaccompanied_before} in "
        "{since}; separated children: {separated}, {separated_before}."
    ): (
        "الأطفال غير المصحوبين: {unaccompanied} في {year} و{unaccompanied_before} في "
        "{since}؛ المنفصلون: {separated} و{separated_before}."
    ),
    "Open on 1 January": "مفتوحة في ١ كانون الثاني",
    "New": "جديدة",
    "Reopened": "أعيد فتحها",
    "Closed": "أُغلقت",
    "Open on 31 December": "مفتوحة في ٣١ كانون الأول",
    "Bridge of cases in {year}: {numbers}.": "حركة الحالات في {year}: {numbers}.",
    "As many cases were open at the end of the year as at its start: {end}.": (
        "عدد الحالات المفتوحة في نهاية العام كما في بدايته: {end}."
    ),
    "Cases open at the start of the year, what moved them, and at its end.": (
        "الحالات المفتوحة في بداية العام وما غيّرها وفي نهايته."
    ),
    "Open cases grew over the year from {start} to {end}.": (
        "ارتفع عدد الحالات المفتوحة خلال العام من {start} إلى {end}."
    ),
    "Open cases fell over the year from {start} to {end}.": (
        "انخفض عدد الحالات المفتوحة خلال العام من {start} إلى {end}."
    ),
    "{unit}, {year}": "{unit}، {year}",
    "Percent of {base} ({number}); not recorded: {unknown}.": (
        "نسبة مئوية من {base} ({number})؛ غير مسجل: {unknown}."
    ),
    "Children supported, percent of each sex": "الأطفال المدعومون، نسبة مئوية من كل جنس",
    "No child: {names}.": "لا طفل: {names}.",
    (
        "Bar chart of children supported in {year} by primary concern, in all and by sex. "
        "{numbers}."
    ): (
        "أعمدة أفقية للأطفال الذين تلقوا الدعم في {year} حسب الشاغل الرئيسي، إجمالاً وحسب "
        "الجنس. {numbers}."
    ),
    "Children counted once; cases counted at each member": (
        "يُحصى الطفل مرة واحدة، وتُحصى الحالات لدى كل عضو"
    ),
    "Columns by year. {numbers}.": "أعمدة حسب العام. {numbers}.",
    "Columns by year, {concern}. {numbers}.": "أعمدة حسب العام، {concern}. {numbers}.",
    "{concern}: children, and in the last panel new cases": (
        "{concern}: أطفال، وفي اللوحة الأخيرة حالات جديدة"
    ),
    "New cases by month of opening": "حالات جديدة حسب شهر الفتح",
    "Children supported, by primary concern": "الأطفال المدعومون حسب الشاغل الرئيسي",
    "Pyramid of children supported in {year} by age and sex. {numbers}.": (
        "هرم الأطفال الذين تلقوا الدعم في {year} حسب العمر والجنس. {numbers}."
    ),
    "Bar chart by sex and age. {numbers}.": "أعمدة أفقية حسب الجنس والعمر. {numbers}.",
    "Number of {base}": "عدد {base}",
    "{concern}, percent of the children of each group: {base}": (
        "{concern}، نسبة مئوية من أطفال كل فئة: {base}"
    ),
    "A number alone: its share is withheld.": "رقم وحده: نسبته محجوبة.",
    "Cases": "حالات",
    "No member left or joined since {since}.": "لم يغادر عضو ولم ينضم عضو منذ {since}.",
    "No member left since {since}.": "لم يغادر أي عضو منذ {since}.",
    "No member joined since {since}.": "لم ينضم أي عضو منذ {since}.",
    "Children supported, darker for more": "الأطفال المدعومون، الأغمق أكثر",
    "Table of shades with the share of each primary concern in each place, {year}. {numbers}.": (
        "جدول مظلل بنسبة كل شاغل رئيسي في كل مكان، {year}. {numbers}."
    ),
    "Percent of the children of a region whose primary concern is known (n)": (
        "نسبة مئوية من أطفال الإقليم الذين عُرف شاغلهم الرئيسي (ن)"
    ),
    "Percent of the children of a governorate whose primary concern is known (n)": (
        "نسبة مئوية من أطفال المحافظة الذين عُرف شاغلهم الرئيسي (ن)"
    ),
    "n = {base}": "ن = {base}",
    "Fields not recorded": "حقول غير مسجلة",
    "Percent of the records to which the field applies": (
        "نسبة مئوية من السجلات التي ينطبق عليها الحقل"
    ),
    "Recorded for all: {names}.": "مسجل للجميع: {names}.",
    "Not recorded is 100% less what is recorded.": "غير المسجل هو 100% ناقص المسجل.",
    "Of the fields shown, {label} is missing most often: {number}.": (
        "بين الحقول المعروضة، الأكثر نقصاً {label}: {number}."
    ),
}


def say(edition: Edition, message: str, **values: str) -> str:
    """Return the message in the edition's language, English where there is no translation."""
    text = ARABIC.get(message, message) if edition.language == "ar" else message
    return edition.spelt(text.format(**values))
