"""A quick pattern passes over no word that the look behind it would find."""

import pandas as pd
import pytest

from cpims_report.records.read.date_order import LIKELY_NUMERIC
from cpims_report.records.read.placeholders import LIKELY_NO_ID, NO_ID, keep_id
from cpims_report.records.text.distinct_words import find_first, find_words
from cpims_report.records.values.dates import NUMERIC, plain_day


def found(word, pattern):
    return list(find_words(pd.Series([word], dtype="category"), pattern).values())


@pytest.mark.parametrize(
    "word",
    [
        "01/02/2018",
        " 1/2/18",
        "1.2.2018 10:00",
        "03/04/2018T09:30:00Z",
        "٠١/٠٢/٢٠١٨",
        "01‑02‑2018",
        "01/02/2018م",
        "\u200e01/02/2018",
    ],
)
def test_a_numeric_date_is_looked_at_however_it_is_written(word):
    assert NUMERIC.fullmatch(plain_day(word))
    assert found(word, LIKELY_NUMERIC) == [word]


@pytest.mark.parametrize("word", ["2018-01-02", "2018-01-02T10:00:00+02:00", "43105", "5-Jan-2018"])
def test_other_dates_are_passed_over(word):
    assert not found(word, LIKELY_NUMERIC)


@pytest.mark.parametrize("word", sorted({*NO_ID, "0000", "N/A", "—", "..."} - {""}))
def test_a_word_that_is_no_id_is_looked_at(word):
    assert keep_id(word) == ""
    assert found(word, LIKELY_NO_ID) == [word]


def test_words_come_in_the_order_of_the_cells_each_once():
    cells = pd.Series(pd.Categorical(["b", "x", "a", "b", None], categories=["a", "b", "x", "c"]))
    assert find_first(cells, "[abc]") == [("b", 0), ("a", 2)]
