"""Which columns of a file the report needs: the list by which everything else is dropped."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cpims_report.records.read.headers import IDENTIFYING, HeaderMap
from cpims_report.records.read.numbered_columns import NUMBERED
from cpims_report.records.read.reshape import LEVEL
from cpims_report.records.read.sheets import Sheet
from cpims_report.records.text.identifying import FORMS
from cpims_report.records.text.normalisation import fold

ARRAY = "[]"
"""The meaning of a field that holds the rows of a subform, or an empty list where it has none."""


def resolve_headers(words: Sequence[str], form: str, headers: HeaderMap) -> list[str | None]:
    """Return what each header of a form means: a canonical column, or why it is none of them.

    `` is a field that the report does not need, `!` one that identifies people, `[]` the rows of
    a subform, None a header that nobody knows. This is the one place where headers become fields:
    a system's own dictionary has its say here, through `headers`.
    """
    if form in FORMS:
        return [IDENTIFYING] * len(words)
    return [find_meaning(word, form, headers) for word in words]


def find_meaning(word: str, form: str, headers: HeaderMap) -> str | None:
    """Return what a header means; one of a numbered list or subform by its parts."""
    layout = headers.profile.layout
    known = headers.meaning(word, form)
    if not known and headers.profile.reader == "json" and fold(word) in list_arrays(headers):
        return ARRAY
    level = LEVEL.fullmatch(word) if known is None and "levels" in layout else None
    if level:
        return "location" if headers.meaning(level[1], form) == "location" else None
    match = NUMBERED.fullmatch(word) if known is None and "numbered" in layout else None
    if not match:
        return known
    group, field = match["group"], match["field"]
    if not field:
        return headers.meaning(group, form)
    if fold(group) in {fold(name) for name in FORMS}:
        return IDENTIFYING
    inner = headers.form_of(Sheet(group, (field,), pd.DataFrame()))
    return headers.meaning(field, inner if inner is not None else form)


def list_arrays(headers: HeaderMap) -> set[str]:
    """Return the folded names of the fields that hold the rows of a subform that is needed."""
    fields = headers.profile.fields()
    needed = fields[fields["column"].str.contains(".", regex=False)]
    return {fold(key) for key in needed["key"] if key}
