"""A system's dictionary from its form exports: what is needed of it, and our codes where sure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from cpims_report.config import Decision, Settings
from cpims_report.records.columns import code_list
from cpims_report.records.learning.evidence import call_witness
from cpims_report.records.learning.form_export import FormExport
from cpims_report.records.learning.likeness import ask_fields
from cpims_report.records.learning.needed_fields import find_needed, kind_of, read_needs
from cpims_report.records.systems.dictionary import (
    AGREED,
    INLINE,
    LABELS,
    Dictionary,
    Option,
    OptionList,
    SystemField,
    SystemForm,
)
from cpims_report.records.systems.lexicon import CUT, Lexicon, cut, shorten
from cpims_report.records.text.option_ids import stem

TWICE = " as "
"""Between a list and the name of ours, where it is read into several."""
INSTEAD = {"care_arrangement": "care.care_arrangement", "reunification_date": "reunifications.date"}
"""Columns that a system may keep in rows of a subform."""
CODED = ("code", "codes", "flag")
MOST_SHOWN = 80
"""Letters of a label in a question."""
Options = dict[str, dict[str, str]]
"""Option -> its label in each language."""


@dataclass(frozen=True)
class Draft:
    """A list of options, and the question about each of them that has no code."""

    options: OptionList
    questions: Mapping[str, Decision]


@dataclass(frozen=True)
class Learned:
    """A dictionary, and the columns of ours for which its system has no field."""

    dictionary: Dictionary
    absent: tuple[str, ...]


def learn(
    exports: Sequence[FormExport],
    name: str,
    settings: Settings,
    known: Dictionary | None = None,
    others: Iterable[Dictionary] = (),
) -> Learned:
    """Return the dictionary of a system from its form exports, one a language.

    What `known`, its dictionary of an earlier time, has decided stays decided; `others` are the
    dictionaries of other systems.
    """
    named = list_named(known)
    fields, _ = collect_fields(exports, named)
    answered = {field.column for field in fields.values()}
    absent = tuple(
        column
        for column in find_expected()
        if column not in answered and INSTEAD.get(column) not in answered
    )
    asked = list_fields(exports[0], absent, known, fields)
    fields, used = collect_fields(exports, add_asked(named, asked))
    doubtful = {each.option for each in asked}
    drafts = {
        key: decide(
            collect_options(exports, key), codes, key, settings, fold_answers(known), tuple(others)
        )
        for key, codes in used.items()
    }
    lists = {key: draft.options for key, draft in drafts.items()}
    own = {form for field in fields.values() for form in field.labels}
    forms = own | {parent for form, (parent, _) in exports[0].nested.items() if form in own}
    dictionary = Dictionary(
        system=name,
        languages=tuple(dict.fromkeys(export.language for export in exports)),
        forms={form: collect_form(exports, form) for form in sorted(forms)},
        fields={
            key: field.model_copy(update={"asked": key in doubtful})
            for key, field in fields.items()
        },
        lists=lists,
    )
    joined = (
        (each for each in known.decide if each.answer and is_joined(each, lists)) if known else ()
    )
    questions = {name: draft.questions for name, draft in drafts.items()}
    still = (*asked, *list_open(dictionary, questions), *joined)
    return Learned(dictionary.model_copy(update={"decide": still}), absent)


def is_joined(decision: Decision, lists: Mapping[str, OptionList]) -> bool:
    """Return whether a decision is about several options of a list that are one together."""
    return decision.list in lists and decision.option not in lists[decision.list].options


def add_asked(
    named: Mapping[str, Sequence[str]], asked: Iterable[Decision]
) -> dict[str, list[str]]:
    """Return our column -> the fields that a person has named, and those that are to be asked."""
    found = {column: [*fields] for column, fields in named.items()}
    for each in asked:
        if not each.answer:
            found.setdefault(each.column, []).append(each.option)
    return found


def find_expected() -> list[str]:
    """Return our columns that a system may have a field for."""
    return [column for column in read_needs() if kind_of(column) != "identifier"]


def list_named(known: Dictionary | None) -> dict[str, list[str]]:
    """Return our column -> the fields that a person has named for it, now or before."""
    found: dict[str, list[str]] = {}
    if known:
        for key, field in known.fields.items():
            usual = read_needs().get(field.column, ((), ()))[1]
            if stem(key) not in usual and not field.asked:
                found.setdefault(field.column, []).append(key)
        for each in known.decide:
            if not each.list and each.answer in AGREED:
                found.setdefault(each.column, []).append(each.option)
    return found


def list_fields(
    export: FormExport, absent: Sequence[str], known: Dictionary | None, used: Iterable[str]
) -> tuple[Decision, ...]:
    """Return a question for each column without a field, where one is called much alike."""
    settled = [each for each in known.decide if each.answer and not each.list] if known else []
    spare = {*used, *(each.option for each in settled)}
    kept = (each for each in settled if each.answer not in AGREED)
    return (*kept, *ask_fields(export, absent, spare))


def collect_fields(
    exports: Sequence[FormExport], named: Mapping[str, Sequence[str]]
) -> tuple[dict[str, SystemField], dict[str, str]]:
    """Return the needed fields by key, and the lists of the coded ones with the name of ours.

    A list that is read into two of ours stands twice, the second time under both names.
    """
    labels = collect_labels(exports)
    fields: dict[str, SystemField] = {}
    used: dict[str, str] = {}
    for column, rows in find_needed(exports[0], named).items():
        table, _, name = column.rpartition(".")
        kind = kind_of(column)
        codes = "yes_no" if kind == "flag" else code_list(name)
        for field, group in rows.groupby("field", sort=False):
            key = f"{group['form'].iloc[0]}.{field}" if table else str(field)
            own = find_list(exports[0], group) if kind in CODED else ""
            if own and used.setdefault(own, codes) != codes:
                own = f"{own}{TWICE}{codes}"
                used[own] = codes
            fields[key] = SystemField(
                column=column,
                labels={form: labels.get((form, str(field)), {}) for form in group["form"]},
                list=own,
            )
    return fields, used


def collect_labels(exports: Sequence[FormExport]) -> dict[tuple[str, str], dict[str, str]]:
    """Return form and field -> label in each language."""
    labels: dict[tuple[str, str], dict[str, str]] = {}
    for export in exports:
        rows = export.fields
        for form, field, label in zip(rows["form"], rows["field"], rows["label"], strict=True):
            if label:
                labels.setdefault((form, field), {})[export.language] = label
    return labels


def find_list(export: FormExport, group: pd.DataFrame) -> str:
    """Return the list of a field: the first of its forms' that has options."""
    known = set(export.options["list"])
    own = group["list"].where(group["list"] != "", group["form"] + "." + group["field"])
    return next((name for name in own if name in known), "")


def collect_options(exports: Sequence[FormExport], name: str) -> Options:
    """Return the options of a list with their labels in all languages.

    Options that stand beside their field have no id: those of another language follow their order.
    """
    found: Options = {}
    name = name.split(TWICE, maxsplit=1)[0]
    inline = "." in name
    for export in exports:
        rows = export.options[export.options["list"] == name]
        ids = list(rows["option"])
        if inline and found:
            ids = list(found) if len(found) == len(ids) else []
        for key, label in zip(ids, rows["label"], strict=False):
            found.setdefault(key, {})[export.language] = label
    return found


def collect_form(exports: Sequence[FormExport], form: str) -> SystemForm:
    """Return the names of a form, and of a subform where it stands."""
    names = {
        export.language: str(rows["form_name"].iloc[0])
        for export in exports
        if len(rows := export.fields[export.fields["form"] == form])
    }
    parent, array = exports[0].nested.get(form, ("", ""))
    return SystemForm(names=names, parent=parent, array=array)


def fold_answers(known: Dictionary | None) -> dict[tuple[str, str], Option]:
    """Return list and option -> what a person has decided in an earlier dictionary.

    What was only proposed, and taken because it was sure, is proposed anew: our lists, and what
    is decided in other systems, may have changed since.
    """
    if known is None:
        return {}
    decided = {
        (name, key): option
        for name, each in known.lists.items()
        for key, option in each.options.items()
        if option.code and (option.who or not option.why)
    }
    answers = {
        (each.list, each.option): Option(
            code=each.answer, why=each.because or each.why, who=each.who, when=each.when
        )
        for each in known.decide
        if each.list and each.answer
    }
    return {**decided, **answers}


def decide(
    options: Options,
    codes: str,
    name: str,
    settings: Settings,
    decided: dict[tuple[str, str], Option],
    others: tuple[Dictionary, ...],
) -> Draft:
    """Return a list with a code for every option that is decided or for which evidence is sure.

    A list that stands beside its field has no ids: an option decided before is known by its label.
    """
    witness = call_witness(settings, codes, others)
    before = {key: option for (owner, key), option in decided.items() if owner == name}
    inline = Lexicon(
        {key: (key, *option.words) for key, option in before.items()} if INLINE in name else {},
        dict.fromkeys(before, "?"),
    )
    found, questions = {}, {}
    for key, labels in options.items():
        short = cut(key, list(options))
        told = {
            language: cut(label, [each.get(language, "") for each in options.values()])
            for language, label in labels.items()
            if label
        }
        known = (
            short if short in before else next(filter(None, map(inline.find, told.values())), "")
        )
        if known:
            found[known] = before[known].model_copy(update={"labels": told})
            continue
        proposal = witness.propose(key, labels.values())
        sure = proposal.certain
        if not sure:
            questions[short] = Decision(
                list=name,
                option=short,
                label=LABELS.join(dict.fromkeys(map(tell_label, labels.values()))),
                propose=proposal.code,
                sure=proposal.sure,
                why=proposal.why,
            )
        found[short] = Option(
            labels=told, code=proposal.code if sure else "", why=proposal.why if sure else ""
        )
    return Draft(OptionList(codes=codes, options=found), questions)


def tell_label(label: str) -> str:
    """Return a label as a person needs it to decide: without what only explains it, not too long.

    More of it than tells it apart: nobody knows what "appartenance a…" means.
    """
    return textwrap.shorten(shorten(label), MOST_SHOWN, placeholder=f" {CUT}")


def list_open(
    dictionary: Dictionary, questions: Mapping[str, Mapping[str, Decision]]
) -> tuple[Decision, ...]:
    """Return a decision for every option without a code, with what speaks for one."""
    return tuple(questions[name][key] for name, key, _ in dictionary.open_options())
