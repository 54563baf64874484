"""Staff codes leave the records as hashes that no list of likely codes undoes."""

import hashlib
import hmac

import pandas as pd
import pytest

from cpims_report.records.people.caseworkers import hash_caseworkers

KEY = b"0123456789abcdef"


@pytest.fixture
def hashes():
    """Return a maker of hashes: of records, agency and code each."""

    def make(*pairs, key=KEY):
        records = pd.DataFrame(pairs, columns=["agency", "caseworker"]).assign(
            source_id=[str(place) for place in range(len(pairs))]
        )
        return list(hash_caseworkers(records, key)["caseworker"])

    return make


def test_one_code_of_one_agency_is_one_person_however_it_is_written(hashes):
    first, again, other = hashes(("imc", "CW-7"), ("imc", " cw 7"), ("imc", "cw-8"))
    assert first == again != other
    assert len(first) == 16


def test_the_same_code_of_two_agencies_is_two_people(hashes):
    assert len(set(hashes(("imc", "cw-7"), ("jrf", "cw-7")))) == 2


@pytest.mark.parametrize(("code", "shown"), [("-", "missing"), ("N/A", "missing"),
                                             ("missing", "missing"),
                                             ("not_collected", "not_collected")])  # fmt: skip
def test_what_is_no_code_is_not_hashed(hashes, code, shown):
    assert hashes(("imc", code)) == [shown]


def test_the_hash_depends_on_the_key_and_without_one_on_the_records(hashes):
    plain = hashlib.sha256(b"imc:cw 7").hexdigest()[:16]
    pair = ("imc", "cw-7")
    made = [
        hashes(pair)[0],
        hashes(pair, key=b"another")[0],
        hashes(pair, key=b"")[0],
        hashes(pair, pair, key=b"")[0],
        plain,
    ]
    assert len(set(made)) == 5


def test_no_code_is_met_in_any_case_table(house, csv_row):
    house.csv("jrf", [csv_row(owned_by="amina.k"), csv_row(id="b", owned_by="")])
    tables = house.clean()
    assert (tables.cases["caseworker"] == "missing").sum() == 1
    for table in (tables.cases, tables.issues, tables.mappings, tables.received):
        assert (
            not table.astype("str").apply(lambda cells: cells.str.contains("amina")).any(axis=None)
        )


def test_without_a_key_the_ids_are_taken_in_once_for_all_codes(hashes, monkeypatch):
    """A million ids are 40 MB: taken in anew for every code they cost more than all else."""
    made, new = [], hmac.new
    monkeypatch.setattr(hmac, "new", lambda *given, **named: made.append(1) or new(*given, **named))
    assert len(set(hashes(*(("imc", f"cw-{number}") for number in range(9)), key=b""))) == 9
    assert len(made) == 1
