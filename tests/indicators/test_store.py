"""The exact tables on disk: whole or not at all, and the same bytes each time."""

from __future__ import annotations

import pandas as pd
import pytest

from cpims_report.indicators import compute, save_tables


def test_what_is_saved_is_what_was_computed(case, tables, settings, tmp_path):
    cells = compute(tables(case()), settings, 2018)
    file = save_tables(cells, tmp_path / "2018")
    assert file == tmp_path / "2018" / "tables.parquet"
    pd.testing.assert_frame_equal(pd.read_parquet(file), cells)


def test_the_same_cases_give_the_same_bytes(random_lists, tables, settings, tmp_path):
    lists = random_lists(8)
    first = save_tables(compute(tables(lists), settings, 2018), tmp_path / "a")
    turned = {name: rows if name == "waterfall" else rows[::-1] for name, rows in lists.items()}
    backwards = compute(tables(turned), settings, 2018)
    assert first.read_bytes() == save_tables(backwards, tmp_path / "b").read_bytes()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(case, tables, settings, tmp_path):
    file = save_tables(compute(tables(case()), settings, 2018), tmp_path)
    before = file.read_bytes()
    unwritable = pd.DataFrame({"value": [1, object()]})
    with pytest.raises(Exception, match="object"):
        save_tables(unwritable, tmp_path)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_that_cannot_be_finished_leaves_nothing_beside(case, tables, settings, tmp_path):
    (tmp_path / "tables.parquet" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        save_tables(compute(tables(case()), settings, 2018), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tables.parquet"]
