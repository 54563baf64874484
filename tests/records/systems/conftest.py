"""An invented country's system: its form export, and cases of hundreds of columns."""

import pandas as pd
import pytest

from cpims_report.sample.form_export import write_form_export

FORMS = {
    "basic_identity": "Identité de l'enfant",
    "protection_concern": "Problèmes de protection",
    "closure_form": "Clôture du dossier",
    "services": "Services fournis",
    "services_section": "Détails des services",
    "questionnaire": "Questionnaire du ménage",
}
FIELDS = (
    ("basic_identity", "status", "select_box", 0, "Statut du dossier", "lookup-case-status"),
    ("basic_identity", "name", "text_field", 0, "Nom complet", ""),
    ("basic_identity", "registration_date", "date_field", 0, "Date d'enregistrement", ""),
    ("basic_identity", "sex", "select_box", 0, "Sexe", "lookup-gender"),
    ("basic_identity", "age", "numeric_field", 0, "Âge", ""),
    ("basic_identity", "date_of_birth", "date_field", 0, "Date de naissance", ""),
    ("basic_identity", "nationality", "select_box", 1, "Nationalité", "lookup-nationality"),
    ("protection_concern", "protection_concerns", "select_box", 1, "Problèmes", "lookup-concerns"),
    ("protection_concern", "risk_level", "select_box", 0, "Niveau de risque", "lookup-risk-level"),
    ("closure_form", "closure_reason", "select_box", 0, "Motif de clôture", "inline"),
    ("closure_form", "date_closure", "date_field", 0, "Date de clôture", ""),
    ("services", "services_section", "subform", 0, "Services", ""),
    ("services_section", "service_type", "select_box", 0, "Type de service", "lookup-services"),
    ("services_section", "service_appointment_date", "date_field", 0, "Date du rendez-vous", ""),
)
OPTIONS = {
    "lookup-case-status": {"open": "Ouvert", "closed": "Fermé"},
    "lookup-gender": {"female": "Féminin", "male": "Masculin"},
    "lookup-nationality": {"syria": "Syrienne", "iraq": "Irakienne", "burundi": "Burundaise"},
    "lookup-risk-level": {"high": "Élevé", "medium": "Moyen", "low": "Faible"},
    "lookup-concerns": {
        "cr_lw_pires_formes": "CR-LW : Pires formes de travail des enfants",
        "union_coutumiere": "Union coutumière (avant l'âge légal, avec ou sans consentement)",
        "enfant_talibe": "Enfant talibé",
        "enfant_errant": "Enfant errant",
    },
    "lookup-services": {"soins_remis": "Soins remis", "rattrapage": "Rattrapage"},
    "closure_form.closure_reason": {"": "Suivi mené à terme", " ": "Injoignable"},
}
FILLERS = 330


def list_fields(labels=None):
    """Return the fields of the invented system as `write_form_export` takes them."""
    rows = [*FIELDS] + [
        ("questionnaire", f"question_{number:03d}", "textarea", 0, f"Question {number}", "")
        for number in range(FILLERS)
    ]
    names = ["form", "field", "type", "multi", "label", "options"]
    table = pd.DataFrame(rows, columns=names)
    return table.assign(
        form_name=table["form"].map(FORMS),
        form_group="Cas",
        visible="1",
        label=[
            (labels or {}).get(field, label)
            for field, label in zip(table["field"], table["label"], strict=True)
        ],
    )


def list_options(labels=None):
    """Return the options of the invented system as `write_form_export` takes them."""
    rows = [
        (name, key.strip(), (labels or {}).get(label, label))
        for name, options in OPTIONS.items()
        for key, label in options.items()
    ]
    return pd.DataFrame(rows, columns=["lookup", "id", "label"])


@pytest.fixture
def form_export(tmp_path):
    """Return a writer of the invented system's form export in a language."""

    def write(language="fr", fields=None, options=None, hidden=False, ids=None):
        path = tmp_path / f"forms-{language}.xlsx"
        table = list_fields(fields).replace({"field": ids or {}})
        write_form_export(path, table, list_options(options), language=language, hidden=hidden)
        return path

    return write


@pytest.fixture
def cases_of():
    """Return the rows of an export by field ids, with all columns of the invented system."""

    def rows(*records):
        fillers = {f"question_{number:03d}": "un texte libre" for number in range(FILLERS)}
        plain = {
            field: "" for _, field, kind, *_ in FIELDS if kind != "subform" and field != "name"
        }
        return [
            {
                "id": f"case-{number:04d}",
                **plain,
                "registration_date": "2018-03-05",
                "status": "open",
                "sex": "female",
                "date_of_birth": "2008-06-15",
                "location_current": "JOR011",
                **fillers,
                **record,
            }
            for number, record in enumerate(records)
        ]

    return rows


@pytest.fixture(scope="session")
def countries(below):
    """Return what writes the files of an invented country, `countries.py`."""
    return below("records/systems/countries")


@pytest.fixture(scope="session")
def atlas(below, countries):
    """Return the invented countries by name, `atlas.py`."""
    assert countries
    return below("records/systems/atlas").COUNTRIES
