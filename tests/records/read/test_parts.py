"""Rows of one id in one form are told apart by their order."""

import pandas as pd

from cpims_report.records.read.used_columns import count_again


def test_a_second_row_of_an_id_is_counted_though_a_row_that_is_gone_had_another_word():
    ids = pd.Series(["heading", "a", "b", "a"], dtype="category")[1:]
    assert list(count_again(ids)) == [0, 0, 1]


def test_ids_that_stand_once_each_are_no_repetition():
    assert list(count_again(pd.Series(["a", "b"], dtype="category"))) == [0, 0]
