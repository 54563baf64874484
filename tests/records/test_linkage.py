"""Children are linked by keyed hashes of individual numbers, and by nothing else."""

import pytest

from cpims_report.records.linkage import (
    find_key,
    identify_records,
    link_children,
    normalise_number,
)


def test_the_same_number_links_however_it_is_written(records):
    typed = records(
        {"record_uid": "a", "individual_no": "SYN-18-0000001"},
        {"record_uid": "b", "individual_no": " syn 18 ٠٠٠٠٠٠١", "agency": "jrf"},
        {"record_uid": "c", "individual_no": "SYN-18-0000002"},
    )
    linked = link_children(typed, b"key")
    keys = list(linked["child_key"])
    assert keys[0] == keys[1] != keys[2]
    assert set(linked["child_key_level"]) == {"individual"}
    assert all(len(key) == 20 and "0000001" not in key for key in keys)


def test_without_a_number_or_a_key_a_record_is_a_child_of_its_own(records):
    typed = records({"record_uid": "a"}, {"record_uid": "b", "individual_no": "SYN-18-0000001"})
    assert list(link_children(typed, b"")["child_key"]) == ["a", "b"]
    linked = link_children(typed, b"key")
    assert list(linked["child_key_level"]) == ["none", "individual"]
    assert linked["child_key"].iloc[0] == "a"


def test_another_key_gives_another_hash(records):
    typed = records({"individual_no": "SYN-18-0000001"})
    one, other = link_children(typed, b"one"), link_children(typed, b"other")
    assert one["child_key"].iloc[0] != other["child_key"].iloc[0]


@pytest.mark.parametrize("number", ["1.23E+09", "12", "", "-"])
def test_a_spoilt_number_links_nobody(number):
    assert normalise_number(number) == ""


def test_the_uid_is_the_same_for_everyone_who_knows_agency_and_id(records):
    uid = identify_records(records({"agency": "imc", "source_id": "abc0001"})).iloc[0]
    assert uid == "1f48ad6b9f6c6878"


def test_two_records_under_one_id_have_two_uids(records):
    uids = identify_records(records({}, {}, {"agency": "jrf"}))
    assert uids.nunique() == 3


def test_the_environment_goes_before_the_file_and_comments_are_no_key(tmp_path, monkeypatch):
    (tmp_path / "link-key.txt").write_text("# secret\nfrom-file\n")
    assert find_key(tmp_path, synthetic=False) == b"from-file"
    monkeypatch.setenv("CPIMS_LINK_KEY", "from-environment")
    assert find_key(tmp_path, synthetic=False) == b"from-environment"


def test_the_public_key_is_for_synthetic_data_only(tmp_path):
    (tmp_path / "sample-link-key.txt").write_text("public\n")
    assert find_key(tmp_path, synthetic=True) == b"public"
    assert find_key(tmp_path, synthetic=False) == b""
