"""What is planted is in the file at the place that the truth names, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cpims_report.records.issues.problem_register import COMPARED, read_problems
from cpims_report.sample import write_hostile
from cpims_report.sample.plants import CELL_PLANTS, RECORD_PLANTS
from cpims_report.sample.plants.natural import NATURALS
from cpims_report.sample.plants.planting import plant_records
from cpims_report.sample.received import export


def test_every_problem_is_in_the_committed_years_or_among_the_hostile_files(hostile):
    truth = Path(__file__).parents[2] / "data" / "raw" / "truth"
    tables = [pd.read_csv(path) for path in sorted(truth.glob("*/planted.csv"))]
    listed = pd.read_csv(hostile / "hostile.csv")
    everywhere = {number for table in (*tables, listed) for number in table["problem"]}
    assert len(tables) == 3
    assert everywhere == {n for n in read_problems() if n < COMPARED}


def test_a_planted_cell_stands_where_the_truth_says(planted, folder, read_text):
    written = planted[planted["file"].eq("jrf/jrf-2018-synthetic.csv") & planted["new"].ne("")]
    table = read_text(folder / "2018/jrf/jrf-2018-synthetic.csv")
    assert len(written) > 10
    for _, row in written.iterrows():
        place = int(row["row"]) - 2
        assert table[row["column"]].iloc[place] == row["new"]
        assert table["id"].iloc[place] == row["source_id"]


def test_the_truth_names_its_columns_in_the_order_of_the_contract(planted):
    assert list(planted.columns)[:-1] == [
        "problem",
        "agency",
        "file",
        "sheet",
        "row",
        "source_id",
        "column",
        "old",
        "new",
        "expected",
    ]
    assert set(planted["expected"]) == {"mend", "flag", "exclude"}


def test_no_record_gets_two_plants_of_writing(planted):
    cells = planted[planted["old"].ne("") & planted["source_id"].ne("")]
    places = cells[["year", "file", "sheet", "row"]].drop_duplicates()
    assert len(places) == len(cells.drop_duplicates(["year", "file", "sheet", "row", "column"]))


def test_only_cases_that_would_be_in_the_report_are_touched(world, settings):
    plan = settings.year(2018)
    jrf = next(source for source in plan.sources if source.agency == "jrf")
    delivery = export(world, jrf, plan)
    free = delivery.records["status"].eq("open").to_numpy()
    changed, marks, left = plant_records(delivery, free, 2018)
    touched = free & ~left
    assert touched.sum() > 20
    pd.testing.assert_frame_equal(delivery.records[~touched], changed.records[~touched])
    assert {mark.place for mark in marks} <= set(touched.nonzero()[0])


@pytest.mark.parametrize("plants", [RECORD_PLANTS, CELL_PLANTS, NATURALS])
def test_every_plant_names_a_problem_of_the_list_and_what_is_expected(plants):
    assert plants
    assert all(1 <= plant.problem <= 60 for plant in plants)
    assert all(plant.expected in ("mend", "flag", "exclude") for plant in plants)


@pytest.mark.long
def test_hostile_files_are_the_same_bytes_each_time(hostile, tmp_path, settings):
    write_hostile(tmp_path, 2018, settings=settings)
    again = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    first = {path.relative_to(hostile): path.read_bytes() for path in hostile.rglob("*.*")}
    assert len(first) > 19
    assert again == first


def test_the_list_of_hostile_files_names_files_that_are_there(hostile):
    listed = pd.read_csv(hostile / "hostile.csv")
    paths = hostile / listed["name"] / "2018" / listed["file"]
    assert all(path.is_file() for path in paths)
    assert set(listed["expected"]) == {"refuse", "exclude", "flag", "mend"}
