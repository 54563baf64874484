"""What the four invented countries are called, ask, and answer; and what we would make of it."""

from __future__ import annotations

from dataclasses import replace

from countries import Country, Question

HEADERS = {
    "en": (
        "Form Group",
        "Form Name",
        "Field ID",
        "Field Type",
        "Field Name",
        "Required",
        "On Mobile?",
        "On Short Form?",
        "Options",
        "Lookup",
        "Help Text",
        "Guiding Questions",
    ),
    "ar": (
        "مجموعة النماذج",
        "اسم النموذج",
        "معرف الحقل",
        "نوع الحقل",
        "اسم الحقل",
        "مطلوب",
        "على الهاتف؟",
        "على النموذج القصير؟",
        "الخيارات",
        "قائمة البحث",
        "نص المساعدة",
        "أسئلة إرشادية",
    ),
    "fr": (
        "Groupe de formulaires",
        "Nom du formulaire",
        "ID du champ",
        "Type de champ",
        "Nom du champ",
        "Obligatoire",
        "Sur mobile ?",
        "Sur le formulaire court ?",
        "Options",
        "Liste",
        "Texte d'aide",
        "Questions directrices",
    ),
    "ku": (
        "گرووپی فۆرم",
        "ناوی فۆرم",
        "ناسنامەی خانە",
        "جۆری خانە",
        "ناوی خانە",
        "پێویستە",
        "لە مۆبایل",
        "لە فۆرمی کورت",
        "هەڵبژاردنەکان",
        "دەقی یارمەتی",
        "پرسیارە ڕێنماییەکان",
    ),
}
STATUS = {
    "open": ({"en": "Open", "ar": "مفتوحة", "fr": "Ouvert", "ku": "کراوە"}, "open"),
    "closed": ({"en": "Closed", "ar": "مغلقة", "fr": "Clos", "ku": "داخراو"}, "closed"),
    "transferred": (
        {"en": "Transferred", "ar": "محولة", "fr": "Transféré", "ku": "گوازراوەتەوە"},
        "transferred",
    ),
}
SEX = {
    "female": ({"en": "Female", "ar": "أنثى", "fr": "Féminin", "ku": "مێ"}, "female"),
    "male": ({"en": "Male", "ar": "ذكر", "fr": "Masculin", "ku": "نێر"}, "male"),
}
RISK = {
    "high": ({"en": "High", "ar": "عالٍ", "fr": "Élevé", "ku": "بەرز"}, "high"),
    "medium": ({"en": "Medium", "ar": "متوسط", "fr": "Moyen", "ku": "مامناوەند"}, "medium"),
    "low": ({"en": "Low", "ar": "منخفض", "fr": "Faible", "ku": "نزم"}, "low"),
}
NATIONS = {
    "syria": ({"en": "Syria", "ar": "سوريا", "fr": "Syrie", "ku": "سووریا"}, "syria"),
    "iraq": ({"en": "Iraq", "ar": "العراق", "fr": "Irak", "ku": "عێراق"}, "iraq"),
    "sudan": ({"en": "Sudan", "ar": "السودان", "fr": "Soudan", "ku": "سوودان"}, "sudan"),
    "chad": ({"en": "Chad", "ar": "تشاد", "fr": "Tchad", "ku": "چاد"}, "other"),
    "mali": ({"en": "Mali", "ar": "مالي", "fr": "Mali", "ku": "مالی"}, "other"),
}
PLACES = {
    "JOR011001": ("Jordan::Mafraq::Badia", "mafraq"),
    "JOR005": ("Jordan::Amman", "amman"),
    "JOR007002004": ("Jordan::Irbid::Ramtha::North", "irbid"),
}
CONCERNS = {
    "child_labour_a1b2c3d": (
        {
            "ar": "عمل الأطفال",
            "en": "Child labour",
            "fr": "Travail des enfants",
            "ku": "کاری منداڵ",
        },
        "child_labour",
    ),
    "early_marriage_77aa001": (
        {
            "ar": "زواج مبكر",
            "en": "Early marriage",
            "fr": "Mariage précoce",
            "ku": "هاوسەرگیری زوو",
        },
        "child_marriage",
    ),
    "neglect": (
        {"ar": "الإهمـــال", "en": "Neglect", "fr": "Négligence", "ku": "پشتگوێخستن"},
        "neglect",
    ),
    "children_on_the_move_1f2e3d4": (
        {
            "ar": "أطفال متنقلون",
            "en": "Children on the move",
            "fr": "Enfants en mobilité",
            "ku": "منداڵانی گەڕۆک",
        },
        "other",
    ),
    "recruitment_by_armed_groups": (
        {
            "ar": "تجنيد من قبل جماعات مسلحة",
            "en": "Recruitment by armed groups",
            "fr": "Recrutement par des groupes armés",
            "ku": "بەکارهێنان لەلایەن گرووپە چەکدارەکان",
        },
        "caafag",
    ),
    "other_concern": (
        {"ar": "أخرى (حدد)", "en": "Other (specify)", "fr": "Autre (préciser)", "ku": "هی تر"},
        "other",
    ),
    "not_applicable": (
        {"ar": "لا ينطبق", "en": "Not applicable", "fr": "Sans objet", "ku": "ناگونجێت"},
        "not_applicable",
    ),
}
REASONS = {
    "needs_met_0a1b2c3": (
        {
            "ar": "تمت تلبية احتياجات الطفل، وانتهت الخطة",
            "en": "Needs of the child met, plan ended",
            "fr": "Besoins satisfaits, plan terminé",
            "ku": "پێداویستییەکان دابینکران",
        },
        "needs_met",
    ),
    "moved_away": (
        {
            "ar": "انتقل الطفل",
            "en": "Child moved away",
            "fr": "Enfant parti",
            "ku": "گواستنەوەی منداڵ",
        },
        "relocated",
    ),
    "contact_lost": (
        {
            "ar": "فقدان الاتصال",
            "en": "Contact lost",
            "fr": "Contact perdu",
            "ku": "پەیوەندی نەماوە",
        },
        "lost_contact",
    ),
}
NAMES = {
    "identity": {"ar": "الهوية", "en": "Identity", "fr": "Identité", "ku": "ناسنامە"},
    "concern": {
        "ar": "مخاوف الحماية",
        "en": "Protection risks & needs",
        "fr": "Risques de protection",
        "ku": "مەترسییەکانی پاراستن",
    },
    "closure": {"ar": "إغلاق الحالة", "en": "Closing", "fr": "Clôture", "ku": "داخستن"},
    "help": {"ar": "الخدمات", "en": "Help given", "fr": "Aides", "ku": "یارمەتییەکان"},
    "help_rows": {
        "ar": "تفاصيل الخدمة",
        "en": "Each help",
        "fr": "Chaque aide",
        "ku": "هەر یارمەتییەک",
    },
}
LABELS = {
    "status": {
        "ar": "حالة الملف",
        "en": "Status of file",
        "fr": "État du dossier",
        "ku": "دۆخی کەیس",
    },
    "name": {"ar": "الاسم الكامل", "en": "Full name", "fr": "Nom complet", "ku": "ناوی تەواو"},
    "registration_date": {
        "ar": "تاريخ التسجيل",
        "en": "Date opened",
        "fr": "Date d'enregistrement",
        "ku": "بەرواری تۆمارکردن",
    },
    "sex": {"ar": "الجنس", "en": "Sex of child", "fr": "Sexe", "ku": "ڕەگەز"},
    "birth_date": {
        "ar": "تاريخ الميلاد",
        "en": "Born on",
        "fr": "Date de naissance",
        "ku": "بەرواری لەدایکبوون",
    },
    "nationality": {"ar": "الجنسية", "en": "Citizen of", "fr": "Nationalité", "ku": "نەتەوە"},
    "location": {
        "ar": "الموقع الحالي",
        "en": "Lives in",
        "fr": "Lieu actuel",
        "ku": "شوێنی ئێستا",
    },
    "telephone": {"ar": "رقم الهاتف", "en": "Telephone", "fr": "Téléphone", "ku": "ژمارەی تەلەفۆن"},
    "concerns": {
        "ar": "المخاوف",
        "en": "Risks seen",
        "fr": "Risques constatés",
        "ku": "مەترسییەکان",
    },
    "risk_level": {
        "ar": "مستوى الخطورة",
        "en": "Level of risk",
        "fr": "Niveau de risque",
        "ku": "ئاستی مەترسی",
    },
    "closure_reason": {
        "ar": "السبب الرئيسي لإغلاق الحالة",
        "en": "Primary reason for closing the case",
        "fr": "Raison principale de la clôture",
        "ku": "هۆکاری داخستن",
    },
    "closure_date": {
        "ar": "تاريخ الإغلاق",
        "en": "Closed on",
        "fr": "Date de clôture",
        "ku": "بەرواری داخستن",
    },
    "consent_reporting": {
        "ar": "الموافقة على استخدام المعلومات",
        "en": "Agreed to reports",
        "fr": "Accord pour les rapports",
        "ku": "ڕەزامەندی",
    },
    "services": {"ar": "الخدمات", "en": "Help", "fr": "Aides", "ku": "یارمەتییەکان"},
    "service_type": {"ar": "نوع الخدمة", "en": "Kind of help", "fr": "Type d'aide", "ku": "جۆر"},
    "service_date": {"ar": "التاريخ", "en": "Day", "fr": "Jour", "ku": "ڕۆژ"},
}
SERVICES = {
    "health": (
        {"ar": "صحة", "en": "Health", "fr": "Santé", "ku": "تەندروستی"},
        "health_medical_service",
    ),
    "cash_help": (
        {"ar": "مساعدة نقدية", "en": "Cash help", "fr": "Aide en espèces", "ku": "پارە"},
        "other_service",
    ),
}
MONTHS = {
    "fr": ["jan", "fév", "mar", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"],
    "ar": [
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
    ],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
WORDS = {
    "fr": {"true": "Oui", "false": "Non", "Subform": "Sous-formulaire", "Locations": "Lieux"},
    "ar": {"true": "نعم", "false": "لا", "Subform": "نموذج فرعي", "Locations": "المواقع"},
    "en": {"true": "Yes", "false": "No"},
    "ku": {"true": "بەڵێ", "false": "نەخێر", "Subform": "فۆرمی لاوەکی", "Locations": "شوێنەکان"},
}


def build(
    name: str,
    languages: tuple[str, ...],
    columns: int,
    *,
    reason_list: str = "lookup-closing-61b5529",
    lists: dict | None = None,
    labels: dict | None = None,
    lookup_column: bool = True,
) -> Country:
    """Return a country whose forms are like those of every other, and its words its own."""
    told = {**LABELS, **(labels or {})}

    def ask(
        key: str, kind: str, meaning: str, options: str = "", column: str = "", multi: bool = False
    ):
        words = {language: told[meaning][language] for language in languages}
        return Question(key, kind, words, options, column, multi)

    forms = {
        "identity_form": (
            NAMES["identity"],
            (
                ask("status", "select_box", "status", "lookup-case-status", "status"),
                ask("name", "text_field", "name"),
                ask(
                    "registration_date", "date_field", "registration_date", "", "registration_date"
                ),
                ask("sex", "select_box", "sex", "lookup-gender", "sex"),
                ask("date_of_birth", "date_field", "birth_date", "", "birth_date"),
                ask(
                    "nationality",
                    "select_box",
                    "nationality",
                    "lookup-country",
                    "nationality",
                    True,
                ),
                ask("location_current", "select_box", "location", "Location", "location"),
                ask("telephone_current", "text_field", "telephone"),
                ask("consent_reporting", "tick_box", "consent_reporting"),
            ),
        ),
        "protection_risks_0c1d2e3": (
            NAMES["concern"],
            (
                ask(
                    "protection_concerns",
                    "select_box",
                    "concerns",
                    "lookup-risks-4cac6ec",
                    "concerns",
                    True,
                ),
                ask("risk_level", "select_box", "risk_level", "lookup-risk-level", "risk_level"),
            ),
        ),
        "closing_form": (
            NAMES["closure"],
            (
                ask(
                    "primary_reason_for_closing_the_case_61b5529",
                    "select_box",
                    "closure_reason",
                    reason_list,
                    "closure_reason",
                ),
                ask("date_closure", "date_field", "closure_date", "", "closure_date"),
            ),
        ),
        "help_form": (
            NAMES["help"],
            (ask("services_section", "subform", "services", "help_rows_9f8e7d6"),),
        ),
        "help_rows_9f8e7d6": (
            NAMES["help_rows"],
            (
                ask("service_type", "select_box", "service_type", "lookup-service-type"),
                ask("service_appointment_date", "date_field", "service_date"),
            ),
        ),
    }
    language = languages[0]
    months = MONTHS.get(language, MONTHS["ar"])
    return Country(
        name=name,
        languages=languages,
        headers=HEADERS,
        forms=forms,
        lists={
            "lookup-case-status": STATUS,
            "lookup-gender": SEX,
            "lookup-country": NATIONS,
            "lookup-risk-level": RISK,
            "lookup-risks-4cac6ec": CONCERNS,
            reason_list: REASONS,
            "lookup-service-type": SERVICES,
            **(lists or {}),
        },
        places=PLACES,
        columns=columns,
        words={**WORDS[language], **{f"month {at}": word for at, word in enumerate(months, 1)}},
        lookup_column=lookup_column,
    )


NUMBERED = {str(place): each for place, each in enumerate(REASONS.values(), 1)}
DOUBLED = {
    **{key: (dict(labels), code) for key, (labels, code) in CONCERNS.items()},
    "child_labour_old": ({"en": "Child labour", "ar": "عمل الأطفال"}, "child_labour"),
    "street": ({"en": "Child on the street &amp; alone", "ar": "طفل الشارع"}, "street_situation"),
}
BILINGUAL = {
    key: {"en": f"{each['en']} / {each['ar']}", "ar": each["ar"]} for key, each in LABELS.items()
}

SUFFIXED = {
    f"{key.removesuffix('_0a1b2c3')}_{61893 + place}": each
    for place, (key, each) in enumerate(REASONS.items())
}
MARSH_CONCERNS = {
    **CONCERNS,
    "belongs_to_a_marginalised_group_47921": (
        {
            "ku": "سەر بە گرووپێکی پەراوێزخراو لە کۆمەڵگای خانەخوێ یان ئاوارەکان",
            "ar": "ينتمي إلى فئة مهمشة",
        },
        "other",
    ),
}
MARSH_PLACES = {"IQG15Q02": ("عێراق::دهۆک", "not_applicable"), "JOR005": ("Jordan::Amman", "amman")}

CEDAR = build("cedar", ("ar",), 333, reason_list="closing_form.reason")
ZAGROS = build("zagros", ("ku",), 520, lookup_column=False)
SAHEL = build("sahel", ("fr",), 410, lists={"lookup-closing-61b5529": NUMBERED})
DELTA = build("delta", ("en", "ar"), 701, lists={"lookup-risks-4cac6ec": DOUBLED}, labels=BILINGUAL)
MARSH = replace(
    build(
        "marsh",
        ("ku", "ar"),
        450,
        reason_list="closing_form.reason",
        lists={"closing_form.reason": SUFFIXED, "lookup-risks-4cac6ec": MARSH_CONCERNS},
    ),
    places=MARSH_PLACES,
)
COUNTRIES = {each.name: each for each in (CEDAR, ZAGROS, SAHEL, DELTA, MARSH)}
