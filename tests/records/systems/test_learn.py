"""From a country's form export to counts: learn, check, decide in a text editor, clean."""

import re
from collections import Counter

import openpyxl
import pandas as pd
import pytest
import yaml
from typer.testing import CliRunner

from cpims_report.cli import app
from cpims_report.config import Settings
from cpims_report.errors import CpimsError
from cpims_report.records.learning.form_export import read_form_export
from cpims_report.records.systems.dictionary import read_dictionary

ANSWERS = {
    "union coutumiere": "child_marriage",
    "enfant talibe": "neglect",
    "enfant errant": "street_situation",
    "soins remis": "health_medical_service",
    "rattrapage": "education_service",
    "suivi mené": "needs_met",
    "injoignable": "lost_contact",
}


@pytest.fixture
def command(house):
    """Return a function that runs the command in a workspace and gives exit code and output."""
    (house.workspace.root / "notebooks").mkdir()
    (house.workspace.root / "_quarto.yml").touch()

    def run(*words):
        answer = CliRunner().invoke(app, [*map(str, words), "--root", str(house.workspace.root)])
        error = answer.exception
        code = error.exit_code if isinstance(error, CpimsError) else answer.exit_code
        assert isinstance(error, CpimsError | SystemExit | None), answer.output
        return code, answer.output + str(error or "")

    return run


def answer(path, answers):
    """Write answers into a file of decisions as a person would in a text editor."""
    text = path.read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=- about:)", text)
    for place, block in enumerate(blocks[1:], 1):
        asked = yaml.safe_load(block.splitlines()[0])[0]["about"]
        words = f"{asked.get('option', '')} {asked.get('value', '')}".replace("_", " ").lower()
        found = next((code for word, code in answers.items() if word in words), "")
        for key, value in zip(("answer", "who", "when"), found.split("; "), strict=False):
            blocks[place] = blocks[place].replace(f"{key}:", f"{key}: {value}", 1)
    path.write_text("".join(blocks), encoding="utf-8")


def dictionary_of(house, name="pays"):
    return read_dictionary(Settings(house.workspace.config), name)


def test_a_form_export_is_read_in_any_language(form_export):
    for language in ("en", "fr", "ar"):
        for hidden in (False, True):
            found = read_form_export(form_export(language, hidden=hidden))
            fields = found.fields.set_index("field")
            assert len(fields) == 344
            assert fields.loc["sex", ["form", "label", "list"]].tolist() == [
                "basic_identity",
                "Sexe",
                "lookup-gender",
            ]
            assert found.language == "fr"
            labels = found.options.query("list == 'closure_form.closure_reason'")["label"]
            assert list(labels) == ["Suivi mené à terme", "Injoignable"]


def test_what_is_no_form_export_is_refused(house, forms, command):
    path = house.book("imc", forms({}))
    code, text = command("learn", path, "--system", "pays")
    assert (code, "IN-FORMS" in text) == (3, True)
    assert "pays" not in Settings(house.workspace.config).systems


def test_a_dictionary_holds_what_is_needed_and_no_free_text(house, form_export, command):
    code, text = command("learn", form_export(), "--system", "pays")
    assert code == 0, text
    known = dictionary_of(house)
    assert known.languages == ("fr",)
    assert {"name", "question_001"}.isdisjoint(known.fields)
    written = (house.workspace.config / "systems" / "pays.yml").read_text(encoding="utf-8")
    assert "Nom complet" not in written
    assert "Question" not in written
    concerns = known.lists["lookup-concerns"].options
    assert concerns["cr_lw_pires_formes"].code == "child_labour_worst"
    assert concerns["cr_lw_pires_formes"].why == "UNHCR's code CR-LW"
    assert concerns["union_coutumiere"].labels == {"fr": "Union coutumière"}
    assert concerns["enfant_talibe"].code == ""
    assert "decisions are open" in text
    assert "lookup-concerns: “Enfant talibé”" in text


def test_another_language_adds_its_labels(house, form_export, command):
    arabic = {
        "Féminin": "أنثى",
        "Masculin": "ذكر",
        "Ouvert": "مفتوحة",
        "Suivi mené à terme": "تلبية",
        "Injoignable": "فقدان",
    }
    labels = dict.fromkeys((f"question_{number:03d}" for number in range(330)), "سؤال عن الأسرة")
    second = form_export("ar", fields={**labels, "sex": "الجنس"}, options=arabic)
    assert command("learn", form_export(), second, "--system", "pays")[0] == 0
    known = dictionary_of(house)
    assert known.languages == ("fr", "ar")
    assert known.fields["sex"].labels == {"basic_identity": {"fr": "Sexe", "ar": "الجنس"}}
    assert known.lists["lookup-gender"].options["female"].labels == {"fr": "Féminin", "ar": "أنثى"}
    reasons = known.lists["closure_form.closure_reason"].options
    assert reasons["suivi_mené_à_terme"].labels["ar"] == "تلبية"


def test_the_whole_way_of_a_csv_of_hundreds_of_columns(house, form_export, cases_of, command):
    command("learn", form_export(), "--system", "pays")
    house.source("jrf", system="pays")
    house.csv(
        "jrf",
        cases_of(
            {"protection_concerns": '["enfant_talibe"]'},
            {
                "protection_concerns": '["enfant_talibe", "union_coutumiere"]',
                "nationality": '["burundi"]',
            },
            {"protection_concerns": '["cr_lw_pires_formes"]', "risk_level": "high"},
            {
                "protection_concerns": '["enfant_errant"]',
                "status": "closed",
                "date_closure": "2018-09-01",
                "closure_reason": "suivi_mené_à_terme",
            },
        ),
    )
    code, text = command("check", 2018)
    assert code == 3
    assert "IN-DECIDE" in text
    assert "IN-VALUE" not in text
    assert re.search(r"33\d columns not needed", text)
    file = house.workspace.config / "systems" / "pays.yml"
    first = [each.option for each in dictionary_of(house).decide if each.records]
    assert first == ["enfant_talibe", "suivi_mené_à_terme", "enfant_errant", "union_coutumiere"]
    answer(file, ANSWERS)
    code, text = command("check", 2018)
    assert code == 0, text
    assert "IN-DECIDE" not in text
    assert "open; answer in" not in text
    cases = house.clean().cases
    assert Counter(cases["concerns"]) == {
        "neglect": 1,
        "child_marriage|neglect": 1,
        "child_labour": 1,
        "street_situation": 1,
    }
    assert Counter(cases["closure_reason"]) == {"needs_met": 1, "not_applicable": 3}
    assert Counter(cases["nationality"]) == {"other": 1, "missing": 3}


def test_the_next_learning_keeps_answers_and_asks_only_what_is_new(house, form_export, command):
    command("learn", form_export(), "--system", "pays")
    file = house.workspace.config / "systems" / "pays.yml"
    answer(file, {**ANSWERS, "enfant talibe": "neglect; A. B.; 2018-11-02"})
    code, text = command("learn", form_export(), "--system", "pays")
    assert code == 0
    option = dictionary_of(house).lists["lookup-concerns"].options["enfant_talibe"]
    assert (option.code, option.who, option.when) == ("neglect", "A. B.", "2018-11-02")
    assert "Enfant talibé" not in text


def test_labels_of_the_system_are_read_in_a_workbook(house, form_export, command):
    command("learn", form_export(), "--system", "pays")
    answer(house.workspace.config / "systems" / "pays.yml", ANSWERS)
    house.source("imc", system="pays")
    book = openpyxl.Workbook()
    identity = book.active
    identity.title = "Identité de l'enfant"
    identity.append(
        ["ID", "Statut du dossier", "Date d'enregistrement", "Sexe", "Nationalité", "Texte"]
    )
    identity.append(["abc0001", "Ouvert", "05-Mar-2018", "Féminin", "Syrienne", "libre"])
    concerns = book.create_sheet("Problèmes de protection")
    concerns.append(["ID", "Problèmes", "Sexe"])
    long = "Union coutumière (avant l'âge légal, avec ou sans consentement) ||| Enfant talibé"
    concerns.append(["abc0001", long, "Masculin"])
    services = book.create_sheet("Services fourni-Détails des ...")
    services.append(["ID", "Type de service", "Date du rendez-vous"])
    services.append(["abc0001", "Soins remis", "06-Mar-2018"])
    book.create_sheet("Questionnaire du ménage").append(["ID", "Question 1"])
    book.save(house.path("imc"))
    tables = house.clean()
    [row] = tables.cases.to_dict("records")
    assert (row["sex"], row["nationality"]) == ("female", "syria")
    assert row["concerns"] == "child_marriage|neglect"
    assert list(tables.services["service_type"]) == ["health_medical_service"]


def test_an_unknown_system_is_told_with_the_nearest(house, csv_row, command):
    house.source("jrf", system="jordan_cpim")
    house.csv("jrf", [csv_row()])
    code, text = command("check", 2018)
    assert (code, "Did you mean “jordan_cpims”?" in text) == (2, True)


def test_a_value_that_no_list_has_is_a_decision_of_the_year(house, csv_row, command):
    house.csv("jrf", [csv_row(risk_level="very_high"), csv_row(id="b", risk_level="very_high")])
    assert command("check", 2018)[0] == 3
    [asked] = Settings(house.workspace.config).year(2018).decide
    assert (asked.agency, asked.column, asked.value, asked.records) == (
        "jrf",
        "risk_level",
        "very_high",
        2,
    )
    assert asked.propose == "high"
    answer(house.workspace.config / "2018.yml", {"very high": "high"})
    assert command("check", 2018)[0] == 0
    assert set(house.clean().cases["risk_level"]) == {"high"}
    told = command("new-year", 2019)
    assert told[0] == 0, told
    [kept] = Settings(house.workspace.config).year(2019).decide
    assert (kept.value, kept.answer) == ("very_high", "high")


def test_a_needed_field_of_another_name_is_proposed_and_taken_when_agreed(
    house, form_export, command
):
    forms = form_export(ids={"risk_level": "level_of_risk"})
    text = command("learn", forms, "--system", "pays")[1]
    assert "field for risk_level: “Niveau de risque” → yes?" in text
    assert "level_of_risk" not in dictionary_of(house).used
    answer(house.workspace.config / "systems" / "pays.yml", {"level of risk": "yes"})
    assert dictionary_of(house).used["level_of_risk"].list == "lookup-risk-level"
    for _ in range(2):
        text = command("learn", forms, "--system", "pays")[1]
        assert "field for risk_level" not in text
        assert dictionary_of(house).fields["level_of_risk"].column == "risk_level"
    assert "lookup-risk-level" in dictionary_of(house).lists


def test_what_nobody_decided_is_proposed_anew_when_learnt_again(house, form_export, command):
    command("learn", form_export(), "--system", "pays")
    file = house.workspace.config / "systems" / "pays.yml"
    machine = re.sub(r"(?m)^(      high: .*code: )high", r"\1low", file.read_text("utf-8"))
    person = re.sub(r"(?m)^(      female: .*code: )female(.*)}$", r"\1male\2, who: A. B.}", machine)
    assert person.count("code: low") == 2
    file.write_text(person, encoding="utf-8")
    command("learn", form_export(), "--system", "pays")
    lists = dictionary_of(house).lists
    assert lists["lookup-risk-level"].options["high"].code == "high"
    assert lists["lookup-gender"].options["female"].code == "male"


def test_a_file_may_be_deidentified_before_anybody_says_which_field_is_meant(
    house, form_export, cases_of, command
):
    command(
        "learn", form_export(ids={"registration_date": "ouverture_1a2b3c4"}), "--system", "pays"
    )
    own, to = house.workspace.root / "own-synthetic.csv", house.raw / "jrf"
    reasons = ["rebwar_hamakarim", "suivi_mené_à_terme", "suivi_mene", *["zone_x"] * 3]
    cases = pd.DataFrame(cases_of(*({"closure_reason": each} for each in reasons)))
    cases.rename(columns={"registration_date": "ouverture_1a2b3c4"}).to_csv(own, index=False)
    house.source("jrf", system="pays", files=["jrf/*"])
    command("deidentify", "--new-key", own.with_name("key"))
    command("deidentify", own, "--key-file", own.with_name("key"), "--to", to, "--system", "pays")
    [sent] = to.iterdir()
    assert list(pd.read_csv(sent)["closure_reason"]) == ["***", *reasons[1:]]
    code, text = command("check", 2018)
    assert code == 3
    assert "field for registration_date: “Date" in text
    assert "IN-COLUMN" in text
    answer(house.workspace.config / "systems" / "pays.yml", {"ouverture": "yes"})
    assert "IN-COLUMN" not in command("check", 2018)[1]


def test_places_that_are_in_no_list_are_one_decision(house, csv_row, command):
    towns = ["Erbil", "Duhok::Zakho", "Halabja", "Kirkuk", "Soran", "Mosul", "Akre"]
    rows = [csv_row(id=f"a-{number}", location_current=town) for number, town in enumerate(towns)]
    house.csv("jrf", [*rows, csv_row(id="b", location_current="Irak / Duhok")])
    code, text = command("check", 2018)
    assert (code, text.count("IN-VALUE")) == (3, 1)
    assert "TO DECIDE: 1 open" in text
    file = house.workspace.config / "2018.yml"
    assert "'*'" in file.read_text()
    file.write_text(re.sub(r"(?m)^  answer:", "  answer: not_applicable", file.read_text()))
    assert command("check", 2018)[0] == 0
    assert set(house.clean().cases["governorate"]) == {"not_applicable"}
