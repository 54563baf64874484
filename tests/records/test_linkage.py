"""Children are linked by keyed hashes of their numbers, the strongest first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpims_report.link_key import find_key
from cpims_report.records.people.linkage import (
    hash_number,
    identify_records,
    link_children,
    normalise_number,
)


def link(records):
    """Return records with the columns that link them."""
    return records.assign(**link_children(records, b"key"))


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


@pytest.mark.parametrize(
    "number", ["1.23E+09", "12", "", "-", "370911202104140025", "unknown", "not available"]
)
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


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("0098765432", "98765432"),
        ("'123-45C00678", "123 45c 00678"),
        ("987654321.0", "٩٨٧٦٥٤٣٢١"),
        ("123–45C00678", "12345C00678"),
    ],
)
def test_a_number_is_the_same_however_a_spreadsheet_writes_it(written, same):
    assert normalise_number(written) == normalise_number(same) != ""


def test_a_damaged_number_is_flagged_and_links_nobody(records):
    typed = records(
        {"record_uid": "a", "individual_no": "1.23E+09"},
        {"record_uid": "b", "individual_no": "1.23E+09", "agency": "jrf"},
    )
    linked = link_children(typed, b"key")
    assert list(linked["child_key"]) == ["a", "b"]
    assert linked["number_damaged"].all()


def test_a_hash_made_at_the_agency_is_used_as_it_is(records):
    number = "SYN-18-0000001"
    hashed = "h:" + hash_number(number, b"key")
    typed = records(
        {"record_uid": "a", "individual_no": number},
        {"record_uid": "b", "individual_no": hashed, "agency": "jrf"},
    )
    linked = link_children(typed, b"key")
    assert linked["child_key"].nunique() == 1
    assert list(link_children(typed, b"")["child_key_level"]) == ["none", "individual"]


def test_weaker_numbers_link_where_stronger_ones_are_wanting(records):
    typed = records(
        {"record_uid": "a", "individual_no": "SYN-18-0000001", "national_no": "9876543210"},
        {"record_uid": "b", "national_no": "9876543210", "cpims_id": "CP-000001"},
        {"record_uid": "c", "other_agency_id": "CP-000001"},
        {"record_uid": "d", "cpims_id": "CP-000002"},
    )
    linked = link_children(typed, b"key")
    assert list(linked["child_key_level"]) == ["individual", "national", "cross", "cross"]
    assert linked["child_key"].nunique() == 2
    assert linked["child_key"].iloc[0] == hash_number("SYN-18-0000001", b"key")


def test_a_weaker_number_never_joins_what_a_stronger_one_tells_apart(records):
    typed = records(
        {"record_uid": "a", "individual_no": "SYN-18-0000001", "cpims_id": "CP-000001"},
        {"record_uid": "b", "individual_no": "SYN-18-0000002", "cpims_id": "CP-000001"},
    )
    assert link_children(typed, b"key")["child_key"].nunique() == 2


def test_a_household_number_links_nobody(records):
    shared = {"household_no": "123-45C00678"}
    typed = records(
        {"record_uid": "a", **shared},
        {"record_uid": "b", **shared, "agency": "jrf"},
        {"record_uid": "c", **shared, "individual_no": "12345C00678"},
        {"record_uid": "d", **shared, "individual_no": "123-45C00678", "agency": "jrf"},
    )
    linked = link_children(typed, b"key")
    assert linked["child_key"].nunique() == 4
    assert list(linked["number_shared"]) == [False, False, True, True]


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ({"birth_date": "2008-06-15"}, False),
        ({"birth_date": "2009-06-15"}, False),
        ({"birth_date": "2011-06-15"}, True),
        ({"birth_date": "2008-09-15", "sex": "male"}, True),
        ({"birth_date": "2008-06-15", "sex": "male"}, False),
        ({"birth_date": None, "sex": "male"}, False),
    ],
)
def test_a_number_of_different_children_links_nobody(records, other, shared):
    number = {"individual_no": "SYN-18-0000001"}
    typed = records(
        {"record_uid": "a", "birth_date": "2008-06-15", **number},
        {"record_uid": "b", "agency": "jrf", **number, **other},
    )
    linked = link_children(typed, b"key")
    assert linked["number_shared"].all() == shared
    assert linked["child_key"].nunique() == (2 if shared else 1)


NUMBERS = st.sampled_from([None, "SYN-0001", "SYN-0002", "SYN-0003"])


@given(
    st.lists(
        st.fixed_dictionaries(
            {"individual_no": NUMBERS, "national_no": NUMBERS, "cpims_id": NUMBERS}
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_child_ever_has_two_individual_numbers(records, people):
    typed = records(*[{"record_uid": str(place), **each} for place, each in enumerate(people)])
    linked = link(typed)
    numbers = linked.groupby("child_key")["individual_no"].nunique()
    assert (numbers <= 1).all()
    known = linked.dropna(subset="individual_no")
    assert known.groupby("individual_no")["child_key"].nunique().eq(1).all()
    assert linked["child_key"].nunique() <= len(people)


@given(st.permutations(range(6)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_records_changes_no_child(records, order):
    people = [
        {"individual_no": "SYN-0001", "cpims_id": "CP-0001"},
        {"national_no": "NAT-0001", "cpims_id": "CP-0001"},
        {"national_no": "NAT-0001"},
        {"individual_no": "SYN-0002", "cpims_id": "CP-0002"},
        {"individual_no": "SYN-0003", "cpims_id": "CP-0002"},
        {},
    ]
    rows = [{"record_uid": str(place), **people[place]} for place in order]
    linked = link(records(*rows)).set_index("record_uid")["child_key"]
    straight = [{"record_uid": str(place), **each} for place, each in enumerate(people)]
    expected = link(records(*straight)).set_index("record_uid")["child_key"]
    assert linked.sort_index().to_dict() == expected.to_dict()


def test_what_only_begins_like_a_hash_links_nobody():
    hashed = "h:" + hash_number("78123456", b"key")
    assert hash_number(hashed.upper(), b"key") == hash_number("78123456", b"key")
    for number in ("h:Layla Hassan", "h:", "h:78123456", hashed + "0"):
        assert hash_number(number, b"key") == ""
