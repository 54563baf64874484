"""The leak scan gets hashes, never identifiers."""

import hashlib

from cpims_report.records.people.identifiers import hash_identifiers


def test_every_identifier_is_there_as_a_salted_hash_once():
    table = hash_identifiers(["SYN-18-0000001", "abc0001", "abc0001"])
    salt = table.attrs["salt"]
    expected = {
        hashlib.sha256(f"{salt}{word}".encode()).hexdigest()
        for word in ("SYN-18-0000001", "abc0001")
    }
    assert set(table["hash"]) == expected
    assert len(table) == 2
    assert set(table["salt"]) == {salt}
    assert (
        not table.astype("str").apply(lambda column: column.str.contains("abc0001")).any(axis=None)
    )


def test_words_that_any_text_may_hold_are_left_out():
    assert hash_identifiers(["12345", "1234567", "a"]).empty


def test_the_order_of_the_words_does_not_matter():
    one, other = hash_identifiers(["abc0001", "abc0002"]), hash_identifiers(["abc0002", "abc0001"])
    assert one.equals(other)
