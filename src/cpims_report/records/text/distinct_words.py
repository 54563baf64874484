"""Columns of text kept by their distinct words, so that a word of a million cells is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

UNTIDY = r"^'|^\s|\s$|[^ -~]"
"""What a cell may hold that tidying takes away; a column without it is tidy as it is."""


def split_words(cells: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return the number of each cell's word, -1 for an empty cell, and the words."""
    values = cells.array
    if isinstance(values, pd.Categorical):
        return values.codes, values.categories
    codes, words = pd.factorize(cells.astype("str"))
    return codes, pd.Index(words)


def join_words(codes: np.ndarray, words: pd.Index, index: pd.Index) -> pd.Series:
    """Return a column of categories from the number of each cell's word; -1 is an empty cell."""
    return pd.Series(pd.Categorical.from_codes(codes, words), index=index)


def encode(cells: pd.Series) -> pd.Series:
    """Return text cells as categories; blank ones are null."""
    codes, words = split_words(cells)
    filled = np.asarray(words.str.strip() != "", dtype="bool")
    if not filled.all():
        numbers = np.where(filled, filled.cumsum() - 1, -1)
        codes, words = np.append(numbers, -1)[codes], words[filled]
    return join_words(codes, words, cells.index)


def recode(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Return cells as categories after a change of each word; a word of nothing is null."""
    codes, words = split_words(cells)
    changed = pd.Index([change(word) or None for word in list_texts(words)], dtype="str")
    numbers, kept = pd.factorize(changed)
    return join_words(np.append(numbers, -1)[codes], kept, cells.index)


def list_texts(words: pd.Index) -> list[str]:
    """Return words as a list; to go through an index of texts itself takes three times as long."""
    texts: list[str] = pa.array(words).to_pylist()
    return texts


def spread(cells: pd.Series, found: Mapping[str, Any], blank: Any, dtype: Any) -> pd.Series:
    """Return what was found for the word of each cell, `blank` where it has none."""
    codes, words = split_words(cells)
    texts = list_texts(words)
    values = pd.array([*(found.get(word, blank) for word in texts), blank], dtype=dtype)
    return pd.Series(values.take(codes), index=cells.index)


def count_words(cells: pd.Series) -> dict[str, int]:
    """Return how often each word occurs, in the order in which they come."""
    codes, words = split_words(cells)
    order = pd.unique(codes[codes >= 0])
    counts = np.bincount(codes[codes >= 0], minlength=len(words))
    return dict(zip(list_texts(words[order]), counts[order].tolist(), strict=True))


def pair(left: pd.Series, right: pd.Series, joint: str) -> pd.Series:
    """Return the words of two columns joined; where one of them is empty, the other."""
    (first, words), (second, more) = split_words(left), split_words(right)
    width = len(more) + 1
    numbers, pairs = pd.factorize((first.astype("int64") + 1) * width + second + 1)
    begin, end = ["", *list_texts(words)], ["", *list_texts(more)]
    texts = [joint.join(filter(None, (begin[at // width], end[at % width]))) for at in pairs]
    codes, kept = pd.factorize(pd.Index([text or None for text in texts], dtype="str"))
    return join_words(codes[numbers], kept, left.index)


def find_places(cells: pd.Series, texts: Iterable[str]) -> np.ndarray:
    """Return the places of the cells whose word is one of some texts."""
    codes, words = split_words(cells)
    known = pa.array([*texts], type=pa.large_string())
    hit = pc.is_in(pa.array(words, type=pa.large_string()), value_set=known)
    chosen = np.append(hit.to_numpy(zero_copy_only=False), False)
    return np.flatnonzero(chosen[codes])


def find_words(cells: pd.Series, pattern: str) -> dict[int, str]:
    """Return the words of a column in which a pattern is found, by their number."""
    words = pa.array(split_words(cells)[1], type=pa.large_string())
    places = np.flatnonzero(pc.match_substring_regex(words, pattern).to_numpy(False))
    return {int(place): words[int(place)].as_py() for place in places}


def find_first(cells: pd.Series, pattern: str) -> list[tuple[str, int]]:
    """Return the words in which a pattern is found, in their order, with the first place."""
    words = find_words(cells, pattern)
    codes, _ = split_words(cells)
    places = np.flatnonzero(np.isin(codes, [*words]))
    _, first = np.unique(codes[places], return_index=True)
    return [(words[int(codes[place])], int(place)) for place in places[np.sort(first)]]


def find_untidy(cells: pd.Series) -> list[str]:
    """Return the words with an outer blank, an apostrophe in front or a mark."""
    words = pa.array(split_words(cells)[1])
    found: list[str] = words.filter(pc.match_substring_regex(words, UNTIDY)).to_pylist()
    return found
