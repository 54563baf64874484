"""Four invented countries: form exports as Primero writes them, and exports of cases with truth.

Nothing here goes through the sample's writers or the readers under test. What is known of the
files: a form's sheet has the form's id in its first cell; letters outside Latin-1 are lost from the
names of its sheets; a field of a list has the labels in `Options` and the list in `Lookup`; the
sheet of a subform follows its form and is named in the options of the field that holds it; fields
that somebody added end in seven signs of hexadecimal.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

YES_NO = {"true": True, "false": False}
PEOPLE = ("Layla Haddad", "Omar Nasser", "ليلى حداد", "عمر ناصر", "Awat Karim", "Fatou Diallo")


@dataclass(frozen=True)
class Question:
    """A field of a form: its id, kind, label a language, list or inline options, and our column."""

    key: str
    kind: str
    labels: dict[str, str]
    options: str = ""
    column: str = ""
    multi: bool = False


@dataclass(frozen=True)
class Country:
    """A country's system. `lists`: list -> option -> (label a language, our code).

    `forms`: form -> (name a language, questions); a question of kind subform names the form that it
    holds in `options`. `places`: code -> (path of names, our governorate).
    """

    name: str
    languages: tuple[str, ...]
    headers: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[dict[str, str], tuple[Question, ...]]]
    lists: dict[str, dict[str, tuple[dict[str, str], str]]]
    places: dict[str, tuple[str, str]]
    columns: int
    words: dict[str, str] = field(default_factory=dict)
    lookup_column: bool = True

    def inline(self, name: str) -> bool:
        """Return whether a list stands beside its field."""
        return not name.startswith("lookup-")

    def questions(self) -> list[tuple[str, Question]]:
        """Return form and question of every field of a record, those that fill the forms too."""
        nested = {
            each.options
            for _, asked in self.forms.values()
            for each in asked
            if each.kind == "subform"
        }
        own = [
            (form, each)
            for form, (_, asked) in self.forms.items()
            if form not in nested
            for each in asked
            if each.kind != "subform"
        ]
        spare = self.columns - len(own) - 1
        return own + [("household", filler(number, self.languages)) for number in range(spare)]

    def answers(self) -> dict[str, str]:
        """Return option id, or label in any language, -> our code: what a person would answer."""
        found: dict[str, str] = {}
        for options in self.lists.values():
            for key, (labels, code) in options.items():
                for word in (key, *labels.values()):
                    found.setdefault(word, code)
        return found


def filler(number: int, languages: tuple[str, ...]) -> Question:
    """Return a question that no report needs, answered in free words."""
    words = {"en": "Question", "fr": "Question", "ar": "سؤال", "ku": "پرسیار"}
    labels = {language: f"{words[language]} {number}" for language in languages}
    return Question(f"household_{number:03d}_{number * 7919 % 0xFFFFFFF:07x}", "textarea", labels)


def write_forms(country: Country, language: str, path: Path) -> Path:  # noqa: C901 - one file
    """Write the form export of a country in one language."""
    book = openpyxl.Workbook()
    book.active.title = "Key"
    book.active.append(["source", path.name])
    summary = book.create_sheet("Primero Forms")
    summary.append(["Form Group", "Form", "Status", "Notes"])
    groups: dict[str, list[Question]] = {}
    for form, each in country.questions():
        groups.setdefault(form, []).append(each)
    for form, (_, asked) in country.forms.items():
        for each in asked:
            if each.kind == "subform":
                groups.setdefault(form, []).append(each)
    done: set[str] = set()

    def write(form: str, asked: list[Question]) -> None:
        done.add(form)
        names = country.forms.get(form, ({language: "Household"}, ()))[0]
        title = names[language].encode("latin-1", "ignore").decode("latin-1").strip()[:31]
        title = "".join(letter for letter in title if letter not in "[]:*?/\\")
        number = 0
        while not title or title in book.sheetnames:
            number += 1
            title = f"{title[:28]}{number}"
        sheet = book.create_sheet(title)
        sheet.append([form])
        sheet.append(country.headers[language])
        for each in asked:
            sheet.append(field_row(country, form, names[language], each, language))
        for each in asked:
            if each.kind == "subform" and each.options not in done:
                write(each.options, list(country.forms[each.options][1]))

    for form, asked in groups.items():
        if form not in done:
            write(form, asked)
    sheet = book.create_sheet("lookups")
    sheet.append(["Lookup ID", "Lookup Name", "Option ID", "Option Name"])
    for name, options in country.lists.items():
        if not country.inline(name):
            for key, (labels, _) in options.items():
                sheet.append(
                    [name, name.title(), int(key) if key.isdigit() else key, labels[language]]
                )
    book.save(path)
    return path


def field_row(
    country: Country, form: str, name: str, each: Question, language: str
) -> list[object]:
    """Return one row of a form's sheet."""
    options = country.lists.get(each.options, {})
    told = ", ".join(labels[language] for labels, _ in options.values())
    if each.kind == "subform":
        told = (
            f"{country.words.get('Subform', 'Subform')}: {country.forms[each.options][0][language]}"
        )
    if each.options == "Location":
        told = country.words.get("Locations", "Locations")
    source = "" if each.options in country.forms or country.inline(each.options) else each.options
    source = each.options if each.options == "Location" else source
    kind = f"{each.kind} (multi)" if each.multi else each.kind
    row: list[object] = [
        "identification",
        name,
        each.key,
        kind,
        each.labels[language],
        "",
        "✔",
        "",
        told,
    ]
    return [
        *row,
        *([source] if country.lookup_column else []),
        "",
        "…" if each.kind == "textarea" else "",
    ]


def draw(  # noqa: C901, PLR0912 - a table of kinds
    country: Country, count: int, seed: int
) -> list[dict[str, object]]:
    """Return records: form field -> option ids, days, texts; and our truth under `!column`."""
    rng = random.Random(seed)
    records = []
    for number in range(count):
        record: dict[str, object] = {"id": f"{country.name}-{number:05d}-4f1c-9e2b"}
        closed = rng.random() < 0.4
        for _, each in country.questions():
            options = list(country.lists.get(each.options, {}))
            value: object = ""
            if each.column == "registration_date":
                value = f"2018-{rng.randint(1, 6):02d}-{rng.randint(1, 28):02d}"
            elif each.column == "birth_date":
                value = (
                    f"{rng.randint(2003, 2016)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
                )
            elif each.column == "closure_date":
                value = f"2018-{rng.randint(7, 12):02d}-{rng.randint(1, 28):02d}" if closed else ""
            elif each.column == "status":
                codes = {code: key for key, (_, code) in country.lists[each.options].items()}
                value = codes["closed" if closed else "open"]
            elif each.column == "closure_reason":
                value = rng.choice(options) if closed else ""
            elif each.column == "location":
                value = rng.choice(list(country.places))
            elif each.kind == "textarea":
                value = f"{rng.choice(PEOPLE)} 079{rng.randint(1000000, 9999999)}"
            elif each.kind == "text_field":
                value = rng.choice(PEOPLE)
            elif options and each.multi:
                value = rng.sample(options, rng.randint(1, min(2, len(options))))
            elif options:
                value = rng.choice(options)
            elif each.kind == "tick_box":
                value = True
            record[each.key] = value
            if each.column:
                record[f"!{each.column}"] = truth(country, each, value)
        records.append(record)
    return records


def truth(country: Country, each: Question, value: object) -> object:
    """Return what our tables must say of one answer."""
    if each.column == "location":
        return country.places[str(value)][1]
    options = country.lists.get(each.options, {})
    if isinstance(value, list):
        return sorted({options[key][1] for key in value})
    return options[str(value)][1] if options and value else value


def write_csv(country: Country, records: list[dict[str, object]], path: Path) -> Path:
    """Write cases as the CSV export: ids, lists in brackets, true and false."""
    keys = [key for key in records[0] if not key.startswith("!")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(keys)
        for record in records:
            writer.writerow(write_raw(record[key]) for key in keys)
    return path


def write_raw(value: object) -> str:
    """Return a value as Ruby writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]"
    return str(value)


def write_json(country: Country, records: list[dict[str, object]], path: Path) -> Path:
    """Write cases as the JSON export."""
    rows = [{key: value for key, value in record.items() if key[0] != "!"} for record in records]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


def write_book(
    country: Country, records: list[dict[str, object]], language: str, path: Path
) -> Path:
    """Write cases as the Excel export: a sheet a form, labels in one language."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    forms: dict[str, list[Question]] = {}
    for form, each in country.questions():
        forms.setdefault(form, []).append(each)
    for form, asked in forms.items():
        names = country.forms.get(form, ({language: "Household"}, ()))[0]
        name = "".join(
            " " if letter in "[]:*?/\\" else letter for letter in names[language]
        ).strip()
        sheet = book.create_sheet(name if len(name) <= 31 else f"{name[:28]}...")
        sheet.append(["ID", *(each.labels[language] for each in asked)])
        for record in records:
            cells = (show(country, each, record[each.key], language) for each in asked)
            sheet.append([str(record["id"])[-12:].replace("-", ""), *cells])
    book.save(path)
    return path


def show(country: Country, each: Question, value: object, language: str) -> object:
    """Return a value as a person sees it."""
    if isinstance(value, bool):
        return country.words["true" if value else "false"]
    if each.column == "location":
        return country.places[str(value)][0]
    options = country.lists.get(each.options, {})
    if isinstance(value, list):
        return " ||| ".join(options[key][0][language] for key in value)
    if options and value:
        return options[str(value)][0][language]
    if each.kind == "date_field" and value:
        year, month, day = str(value).split("-")
        return f"{day}-{country.words[f'month {int(month)}']}-{year}"
    return value
