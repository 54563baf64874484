"""The dictionary of one system, as it stands in `config/systems/<name>.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

import pandas as pd
from pydantic import Field

from cpims_report.config import Decision, Settings, Strict, checked
from cpims_report.records.systems.lexicon import Lexicon
from cpims_report.records.text.normalisation import halves

FOLDER = "systems"
AGREED = ("yes", "true")
"""Answers by which a person names a field."""
LABELS = " / "
"""Between the labels of an option where a person is asked about it."""
INLINE = "."
"""In the name of a list that stands beside its field: `<form>.<field>`."""
JOINT = "/"
"""Between our column and the field of the system, where several fields answer one column."""


class Option(Strict):
    """One option of a list: its label a language, and our code; without one it is open.

    `why` says on what evidence the code was proposed, or who decided it and why.
    """

    labels: dict[str, str] = Field(default={})
    code: str = ""
    why: str = ""
    who: str = ""
    when: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The labels in all languages."""
        return tuple(self.labels.values())


class OptionList(Strict):
    """The options of one list by id, and the name of our code list that they are read into."""

    codes: str
    options: dict[str, Option]


class SystemField(Strict):
    """A field that a case table needs: our column, its list, and its labels form by form.

    One that is `asked` counts once a person has said that it is meant.
    """

    column: str
    labels: dict[str, dict[str, str]]
    list: str = ""
    asked: bool = False


class SystemForm(Strict):
    """A form that has such a field: its names a language; a subform names its parent and array."""

    names: dict[str, str]
    parent: str = ""
    array: str = ""


class Dictionary(Strict):
    """All that is known of one system: names of forms, fields and options, and open decisions.

    A field of a subform stands under `<form>.<field>`. Fields of one column stand in the order in
    which their answers count.
    """

    system: str
    languages: tuple[str, ...] = ()
    decide: tuple[Decision, ...] = ()
    forms: dict[str, SystemForm]
    fields: dict[str, SystemField]
    lists: dict[str, OptionList]

    @cached_property
    def used(self) -> dict[str, SystemField]:
        """The fields without those of which nobody has said yet that they are meant."""
        agreed = {each.option for each in self.decide if not each.list and each.answer in AGREED}
        return {
            key: field for key, field in self.fields.items() if not field.asked or key in agreed
        }

    def supposed(self) -> Dictionary:
        """Return the dictionary with every field that may be meant taken for one that is.

        What `deidentify` keeps is kept before anybody was asked; a wrong field is read by nobody.
        """
        denied = {
            each.option
            for each in self.decide
            if not each.list and each.answer and each.answer not in AGREED
        }
        fields = {
            key: field.model_copy(update={"asked": field.asked and key in denied})
            for key, field in self.fields.items()
        }
        return Dictionary(
            system=self.system,
            languages=self.languages,
            decide=self.decide,
            forms=self.forms,
            fields=fields,
            lists=self.lists,
        )

    @cached_property
    def columns(self) -> dict[str, str]:
        """Field -> our column; a second field of a column has its own name behind it."""
        taken: set[str] = set()
        found = {}
        for key, field in self.used.items():
            again = field.column in taken
            found[key] = f"{field.column}{JOINT}{key.split('.')[-1]}" if again else field.column
            taken.add(field.column)
        return found

    @cached_property
    def catalogue(self) -> pd.DataFrame:
        """The needed fields as a layout lists them: form, parent, field, label, column, key."""
        rows = [
            {
                "form": form,
                "parent": self.forms[form].parent,
                "field": key.split(".")[-1],
                "label": label,
                "column": self.columns[key],
                "key": self.forms[form].array,
            }
            for key, field in self.used.items()
            for form, labels in field.labels.items()
            for label in list_halves(labels.values()) or [key]
        ]
        return pd.DataFrame(rows)

    @cached_property
    def form_names(self) -> dict[str, tuple[str, ...]]:
        """Form -> its names in all languages, those in two at once also by either half."""
        return {key: tuple(list_halves(form.names.values())) for key, form in self.forms.items()}

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """Our column (with the field behind it) -> the reader of its options."""
        found = {}
        for key, field in self.used.items():
            if field.list in self.lists:
                found[self.columns[key]] = self.build_lexicon(field.list)
        return found

    def list_of(self, column: str) -> str:
        """Return the list of a column of ours, with the field behind it; nothing without one."""
        keys = {name: key for key, name in self.columns.items()}
        return self.used[keys[column]].list if column in keys else ""

    def build_lexicon(self, name: str) -> Lexicon:
        """Return the reader of one list; an answered decision is a code."""
        asked = {each.option: each for each in self.decide if each.list == name}
        options = self.lists[name].options
        joined = {key: each for key, each in asked.items() if key not in options}
        return Lexicon(
            words={key: (key, *option.words) for key, option in options.items()}
            | {key: (key, *each.label.split(LABELS)) for key, each in joined.items()},
            codes={
                key: answer.answer if (answer := asked.get(key)) and answer.answer else option.code
                for key, option in options.items()
            }
            | {key: each.answer for key, each in joined.items()},
            parted=INLINE in name,
        )

    def open_options(self) -> Iterator[tuple[str, str, Option]]:
        """Yield list, id and option of each that has no code of ours and no answer yet."""
        answered = {(each.list, each.option) for each in self.decide if each.answer}
        needed = {field.list for field in self.used.values()}
        for name, known in self.lists.items():
            for key, option in known.options.items():
                if name in needed and not option.code and (name, key) not in answered:
                    yield name, key, option


def list_halves(words: Iterable[str]) -> list[str]:
    """Return words, and either half of those in two languages, each once."""
    return list(dict.fromkeys(part for word in words for part in (word, *halves(word))))


def read_dictionary(settings: Settings, name: str) -> Dictionary:
    """Return the dictionary of a system; raise ConfigurationError where it cannot be used."""
    where = f"{FOLDER}/{name}.yml"
    return checked(Dictionary, settings.read(where), where)
