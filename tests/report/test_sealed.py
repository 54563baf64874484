"""The seal: what does not match it is not read."""

import json
import shutil

import pytest

from cpims_report.errors import DisclosureRefused
from cpims_report.report import open_edition
from cpims_report.report.sealed import published_folder, published_years, read_sealed


@pytest.fixture
def copy(published, tmp_path):
    return shutil.copytree(published, tmp_path / "published")


def refusal(folder, year=2018):
    with pytest.raises(DisclosureRefused) as caught:
        read_sealed(folder, year)
    return {problem.code for problem in caught.value.problems}, str(caught.value)


def replace(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_sealed_data_have_numbers_where_published_and_none_where_suppressed(published):
    cells = read_sealed(published, 2018).cells.set_index("status")
    marks = cells["category"].eq("mainly_one")
    assert cells[~marks].loc["published", "value"].notna().all()
    assert cells.loc[marks, ["value", "base", "percent"]].isna().all(axis=None)
    assert cells.loc["suppressed", ["value", "base", "percent"]].isna().all(axis=None)


@pytest.mark.parametrize("name", ["indicators.csv", "datapackage.json"])
def test_a_file_that_was_changed_after_sealing_is_refused(copy, name):
    path = copy / "2018" / name
    path.write_bytes(path.read_bytes() + b"\n")
    codes, message = refusal(copy)
    assert codes == {"SEAL-HASH"}
    assert f"published/2018/{name}" in message


def test_a_file_that_the_seal_does_not_name_is_refused(copy):
    seal = copy / "2018" / "seal.json"
    stated = json.loads(seal.read_text(encoding="utf-8"))
    del stated["files"]["datapackage.json"]
    seal.write_text(json.dumps(stated), encoding="utf-8")
    assert refusal(copy)[0] == {"SEAL-HASH"}


def test_data_whose_audit_did_not_pass_are_refused(copy, reseal):
    reseal(copy / "2018", passed=False)
    assert refusal(copy)[0] == {"SEAL-AUDIT"}


def test_an_audit_that_says_yes_in_another_way_than_true_is_refused(copy, reseal):
    reseal(copy / "2018", passed="true")
    assert refusal(copy)[0] == {"SEAL-AUDIT"}


@pytest.mark.parametrize("name", ["seal.json", "indicators.csv", "datapackage.json"])
def test_a_missing_file_is_refused_by_name(copy, name):
    (copy / "2018" / name).unlink()
    codes, message = refusal(copy)
    assert codes == {"SEAL-MISSING"}
    assert name in message


def test_a_seal_that_is_no_json_is_refused(copy):
    (copy / "2018" / "seal.json").write_text("[]", encoding="utf-8")
    assert refusal(copy)[0] == {"SEAL-JSON"}


def test_a_suppressed_cell_that_carries_a_number_is_refused_though_sealed(copy, reseal):
    replace(copy / "2018" / "indicators.csv", ",,,,suppressed", ",3,,,suppressed")
    reseal(copy / "2018")
    assert refusal(copy)[0] == {"SEAL-OPEN"}


def test_cells_that_are_no_numbers_are_refused_though_sealed(copy, reseal):
    replace(copy / "2018" / "indicators.csv", ",,,,suppressed", ",few,,,suppressed")
    reseal(copy / "2018")
    assert refusal(copy)[0] == {"SEAL-CELLS"}


def test_the_data_of_another_year_are_refused_though_sealed(copy):
    shutil.rmtree(copy / "2018")
    shutil.copytree(copy / "2017", copy / "2018")
    assert refusal(copy)[0] == {"SEAL-YEAR"}


def test_an_edition_refuses_when_only_an_earlier_year_is_broken(copy, reseal):
    reseal(copy / "2016", passed=False)
    with pytest.raises(DisclosureRefused, match="published/2016"):
        open_edition(2018, "en", copy)


def test_an_edition_reads_its_own_and_earlier_years_but_no_later_ones(published):
    assert open_edition(2017, "en", published).years == (2016, 2017)


def test_an_edition_of_a_year_that_is_not_published_is_refused(published):
    with pytest.raises(DisclosureRefused, match="published/2019"):
        open_edition(2019, "en", published)


def test_a_folder_without_a_seal_is_no_published_year(copy):
    (copy / "2020").mkdir()
    assert published_years(copy) == [2016, 2017, 2018]


def test_published_data_are_found_upward_from_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("CPIMS_PUBLISHED", raising=False)
    (tmp_path / "data" / "published").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert published_folder() == tmp_path / "data" / "published"


def test_the_environment_names_the_published_data_first(tmp_path, monkeypatch):
    monkeypatch.setenv("CPIMS_PUBLISHED", str(tmp_path))
    assert published_folder() == tmp_path
