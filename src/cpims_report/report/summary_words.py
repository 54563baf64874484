"""The words of the summary, as those of `report.words`."""

SUMMARY_WORDS: dict[str, dict[str, str]] = {
    "sum_children": {
        "en": "The members supported {number}{change}.",
        "ar": "دعم الأعضاء {number}{change}.",
    },
    "sum_risen": {
        "en": ", {number} or {percent} more than in {since}",
        "ar": "، بزيادة {number} أو {percent} عن عام {since}",
    },
    "sum_fallen": {
        "en": ", {number} or {percent} fewer than in {since}",
        "ar": "، بنقص {number} أو {percent} عن عام {since}",
    },
    "sum_concern": {
        "en": "{name} accounts for it: as the primary concern of {now} children against {before}, "
        "it brought {number} more.",
        "ar": "يفسر ذلك شاغل «{name}»: فهو الشاغل الرئيسي لـ{now} من الأطفال مقابل {before}، "
        "أي بزيادة {number}.",
    },
    "sum_concern_fell": {
        "en": "{name} accounts for it: it was the primary concern of {now} children against "
        "{before}, {number} fewer.",
        "ar": "يفسر ذلك شاغل «{name}»: فهو الشاغل الرئيسي لـ{now} من الأطفال مقابل {before}، "
        "أي بنقص {number}.",
    },
    "sum_place": {
        "en": "Of these, {number} are in {name} ({before} before, {now} now).",
        "ar": "منهم {number} في {name} (كانوا {before} وأصبحوا {now}).",
    },
    "sum_place_fell": {
        "en": "The fall is of {number} in {name} ({before} before, {now} now).",
        "ar": "يعود النقص إلى {number} في {name} (كانوا {before} وأصبحوا {now}).",
    },
    "sum_project": {
        "en": "Nearly all of this concern in {place} is one member’s: the number follows a "
        "project, and does not show that the need changed.",
        "ar": "ويكاد هذا الشاغل في {place} يأتي كله من عضو واحد: فالعدد يتبع مشروعاً ولا يدل على "
        "أن الحاجة تغيرت.",
    },
    "sum_rest_more": {
        "en": "Without {concern} in {place}, there would have been {rest} more children.",
        "ar": "ومن دون «{concern}» في {place} كان عدد الأطفال سيزيد بـ {rest}.",
    },
    "sum_rest_fewer": {
        "en": "Without {concern} in {place}, there would have been {rest} fewer children.",
        "ar": "ومن دون «{concern}» في {place} كان عدد الأطفال سينقص بـ {rest}.",
    },
    "sum_same_members": {
        "en": "The same members reported in both years.",
        "ar": "الأعضاء هم أنفسهم في العامين.",
    },
    "sum_panel": {
        "en": "Among members that reported in both years the change is {growth}.",
        "ar": "ولدى الأعضاء الذين وردت بياناتهم في العامين يبلغ التغير {growth}.",
    },
    "sum_caseload": {
        "en": "At the end of {year}, {open} were open, {moved}.",
        "ar": "في نهاية عام {year} كانت {open} مفتوحة، {moved}.",
    },
    "sum_more": {
        "en": "{number} more than at its start",
        "ar": "بزيادة {number} عن بدايته",
    },
    "sum_fewer": {
        "en": "{number} fewer than at its start",
        "ar": "بنقص {number} عن بدايته",
    },
    "sum_as_at_start": {"en": "as many as at its start", "ar": "كما في بدايته"},
    "sum_flows": {
        "en": "Members opened or reopened {opened} and closed {closed}.",
        "ar": "فتح الأعضاء أو أعادوا فتح {opened} وأغلقوا {closed}.",
    },
    "sum_flows_new": {
        "en": "Members opened {opened} and closed {closed}.",
        "ar": "فتح الأعضاء {opened} وأغلقوا {closed}.",
    },
    "sum_year_end": {
        "en": "The edition of {since} had {before} open at its end, this one counts {start} at the "
        "start: the {apart} between them were entered late, corrected or withdrawn.",
        "ar": "في نسخة عام {since} كان المفتوح في نهايته {before}، وهنا {start} في البداية: "
        "الفارق {apart} أُدخل متأخراً أو صُحح أو سُحب.",
    },
    "sum_separated": {
        "en": "{children} children were without their parents: {unaccompanied} unaccompanied and "
        "{separated} separated.",
        "ar": "كان {children} من الأطفال بلا والديهم: {unaccompanied} غير مصحوبين و{separated} "
        "منفصلون.",
    },
    "sum_care": {
        "en": "Of the {base} whose care is recorded, {family} live with family, and {none} are in "
        "nobody’s care.",
        "ar": "ومن {base} سُجلت رعايتهم يعيش {family} مع أسرة، و{none} بلا رعاية أحد.",
    },
    "sum_bia": {
        "en": "{number} of {base} refugee and asylum-seeking children at risk had no best "
        "interests assessment on record, {percent}{moved}.",
        "ar": "{number} من {base} من الأطفال اللاجئين وطالبي اللجوء المعرضين للخطر بلا "
        "تقييم مسجل للمصالح الفضلى، أي {percent}{moved}.",
    },
    "sum_followup": {
        "en": "In {number} of {base} cases a follow-up was overdue, {percent}{moved}.",
        "ar": "في {number} من {base} حالة تأخرت متابعة، أي {percent}{moved}.",
    },
    "sum_lost": {
        "en": "Contact was lost in {number} of {base} closures, {percent}{moved}.",
        "ar": "فُقد الاتصال في {number} من {base} إغلاقاً، أي {percent}{moved}.",
    },
    "sum_referrals": {
        "en": "{number} of {base} referrals with a known outcome did not lead to the service, "
        "{percent}{moved}.",
        "ar": "{number} من {base} إحالة معروفة النتيجة لم تؤدِ إلى الخدمة، أي {percent}{moved}.",
    },
    "sum_violence": {
        "en": "{children} have an incident of violence on record. It happened most often at this "
        "place: {where} ({where_percent}), and was done most often by: {who} ({who_percent}).",
        "ar": "لدى {children} حادثة عنف مسجلة. أكثر أماكن حدوثها: {where} ({where_percent})، "
        "وأكثر من ارتكبها: {who} ({who_percent}).",
    },
    "sum_violence_limit": {
        "en": "Most violence is never told, and only some systems keep incidents.",
        "ar": "معظم العنف لا يُروى، وبعض الأنظمة فقط يحفظ الحوادث.",
    },
    "sum_coverage": {
        "en": "Coverage changed: {now} come from systems that record it, against {before} in "
        "{since}, so the change in number says little.",
        "ar": "تغيرت التغطية: {now} من أنظمة تسجل ذلك، مقابل {before} في عام {since}، فلا يدل تغير "
        "العدد على الكثير.",
    },
    "sum_note": {"en": "The Task Force notes: {reason}", "ar": "يشير فريق العمل إلى: {reason}"},
    "sum_see": {"en": "See @{section}.", "ar": "انظر @{section}."},
    "sum_moved_most": {
        "en": "{name} moved the number of children most between {since} and {year}.",
        "ar": "أكثر ما غيّر عدد الأطفال بين {since} و{year}: {name}.",
    },
    "sum_moved_by": {"en": "{name} {number}", "ar": "{name} {number}"},
    "sum_moved_alt": {
        "en": "Bars of the change in children supported from {since} to {year} by primary "
        "concern: {numbers}.",
        "ar": "أعمدة للتغير في عدد الأطفال من {since} إلى {year} حسب الشاغل الرئيسي: {numbers}.",
    },
    "sum_moved_measure": {
        "en": "Children supported, change from {since} to {year}, by primary concern; the largest "
        "changes shown",
        "ar": "الأطفال الذين تلقوا الدعم، التغير من {since} إلى {year} حسب الشاغل الرئيسي؛ أكبر "
        "التغيرات المعروضة",
    },
    "sum_unknown_need": {
        "en": "How many children face these concerns. Children whom no member reached are in no "
        "figure.",
        "ar": "كم طفلاً يواجه هذه الشواغل. فمن لم يصل إليهم أي عضو ليسوا في أي رقم.",
    },
    "sum_unknown_twice": {
        "en": "Whether a child without a shared number is counted twice. Children are, if "
        "anything, too many.",
        "ar": "هل احتُسب مرتين طفل لا رقم مشتركاً له. فعدد الأطفال قد يكون أكبر قليلاً من الحقيقة.",
    },
    "sum_unknown_concern": {
        "en": "The primary concern of {children}: it was not recorded.",
        "ar": "الشاغل الرئيسي لـ{children}: لم يُسجل.",
    },
    "sum_unknown_silent": {
        "en": "Not collected by any member, or not counted in this edition: {names}.",
        "ar": "لم يجمعه أي عضو أو لم يُحتسب في هذه النسخة: {names}.",
    },
    "sum_unknown_withheld": {
        "en": "What stands in {percent} of the cells behind tables and figures: they are withheld, "
        "so that no child can be recognised.",
        "ar": "ما في {percent} من خلايا الجداول والأشكال: حُجبت كي لا يمكن التعرف على أي طفل.",
    },
}
