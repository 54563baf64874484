"""The same child in several agencies: keyed hashes of numbers, the strongest first."""

from __future__ import annotations

import hashlib
import hmac
import re

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cpims_report.records.people.identifiers import list_bytes, write_hex
from cpims_report.records.text.distinct_words import recode, split_words
from cpims_report.records.text.normalisation import fold

KEY_LENGTH = 20
UID_LENGTH = 16
SHORT_LENGTH = 7
"""Letters of a system's short ids, the last ones of its long ids."""
SHORTEST = 6
"""Characters below which a number cannot tell one child from another."""
HASHED = "h:"
"""Begins a number that its agency has hashed with the Task Force's key before sending."""

LEVELS = {
    "individual": ("individual_no",),
    "national": ("national_no",),
    "cross": ("cpims_id", "other_agency_id"),
}
"""Identifiers that link, the strongest first. A household's number is never among them."""

HASH = re.compile(rf"{HASHED}\s*[0-9a-f]{{{KEY_LENGTH}}}", re.IGNORECASE)
MOST_DIGITS = 15
"""Digits of a number that a spreadsheet keeps."""
DAMAGED = re.compile(r"\d(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
SIGNS = re.compile(r"[^0-9A-Za-z]+")
APART_DAYS = 731
"""Days between two births from which a number is shared by different children, whatever the sex."""
APART_DAYS_OTHER_SEX = 31


def is_damaged(number: str) -> bool:
    """Return whether a spreadsheet has damaged a number: 1.23E+09, or more digits than it keeps.

    Of a plain number of more than 15 digits nobody can tell whether a spreadsheet has rounded it.
    """
    text = number.strip().lstrip("'").removesuffix(".0")
    if len(text) > MOST_DIGITS and text.isdigit():
        return True
    return ("E" in number or "e" in number) and bool(DAMAGED.fullmatch(text))


def normalise_number(number: str) -> str:
    """Return a number without separators, in capitals and plain digits.

    Zeros at the beginning of a plain number go, because spreadsheets drop them. Nothing for a
    damaged number, for a word without a digit ("unknown"), and for what is too short to tell one
    child from another.
    """
    if is_damaged(number) or not any(letter.isdigit() for letter in number):
        return ""
    plain = number.strip().removesuffix(".0") if number.strip()[:-2].isdigit() else number
    bare = (SIGNS.sub("", plain) if plain.isascii() else fold(plain).replace(" ", "")).upper()
    bare = bare if len(bare) >= SHORTEST else ""
    return bare.lstrip("0") if bare.isdigit() else bare


def is_hash(word: str) -> bool:
    """Return whether a word is a hash as `deidentify` writes it."""
    return HASH.fullmatch(word) is not None


def hash_number(number: str, key: bytes) -> str:
    """Return the link hash of a number, 20 hexadecimal digits, or nothing where it cannot link.

    A number that is a hash has been hashed at its agency and is used as it is; what only begins
    like one links nobody.
    """
    text = number.strip()
    if text[: len(HASHED)].lower() == HASHED:
        return text[len(HASHED) :].strip().lower() if is_hash(text) else ""
    bare = normalise_number(text)
    if not key or not bare:
        return ""
    return hmac.digest(key, bare.encode(), "sha256").hex()[:KEY_LENGTH]


def link_children(records: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Return `child_key`, `child_key_level`, `number_shared` and `number_damaged` of records.

    Records are joined on equal hashes, level by level: the individual number, the national one,
    references to other systems. A weaker number never joins what a stronger one tells apart, and
    a number under which different children are recorded joins nobody (`number_shared`). The key
    of a child is the smallest hash of its strongest level; without any it is the record itself.
    """
    hashes = {name: hash_column(records, name, key) for names in LEVELS.values() for name in names}
    household = is_household(records)
    shared = pd.Series(False, index=records.index)
    children = np.arange(len(records))
    stronger: list[pd.Series] = []
    for names in LEVELS.values():
        for name in names:
            odd = find_shared(records, hashes[name]) | (hashes[name].notna() & household)
            shared |= odd
            hashes[name] = hashes[name].mask(odd)
        level = [hashes[name] for name in names]
        children = join_equal(children, level, stronger)
        stronger += level
    return pd.DataFrame(
        {
            "child_key": name_children(records, children, hashes),
            "child_key_level": find_levels(records, hashes),
            "number_shared": shared,
            "number_damaged": find_damaged(records),
        }
    )


def hash_column(records: pd.DataFrame, column: str, key: bytes) -> pd.Series:
    """Return the link hashes of a column of numbers, null where there is none."""
    if column not in records:
        return pd.Series(None, index=records.index, dtype="str")
    numbers = records[column]
    return recode(numbers, lambda text: hash_number(text, key)).astype("str")


def find_shared(records: pd.DataFrame, hashes: pd.Series) -> pd.Series:
    """Return the records whose number cannot be one child's.

    It stands with births two years apart, or with another sex and births a month apart.
    """
    codes, _ = split_words(hashes)
    births = records["birth_date"].groupby(codes)
    days = (births.max() - births.min()).dt.days.fillna(0)
    sexes = pd.Series("", index=records.index) if "sex" not in records else records["sex"]
    both = (sexes == "female").groupby(codes).any() & (sexes == "male").groupby(codes).any()
    odd = (days > APART_DAYS) | (both & (days > APART_DAYS_OTHER_SEX))
    return pd.Series(odd.reindex(codes).to_numpy(), index=records.index) & (codes >= 0)


def is_household(records: pd.DataFrame) -> pd.Series:
    """Return the records whose individual number is the household's own, however it is written."""
    if "household_no" not in records or records["household_no"].isna().all():
        return pd.Series(False, index=records.index)
    both = records["household_no"].notna() & records["individual_no"].notna()
    found = records.loc[both, ["household_no", "individual_no"]].apply(compare_numbers)
    same = (found["household_no"] == found["individual_no"]) & (found["household_no"] != "")
    return same.reindex(records.index, fill_value=False)


def compare_numbers(numbers: pd.Series) -> pd.Series:
    """Return numbers in the one form in which they are compared: a hash made before as it is."""
    forms = {
        text: text.strip().lower()
        if text.strip().lower().startswith(HASHED)
        else normalise_number(text)
        for text in numbers.unique()
    }
    return numbers.map(forms)


def join_equal(
    children: np.ndarray, hashes: list[pd.Series], stronger: list[pd.Series]
) -> np.ndarray:
    """Return the child of each record after joining children of equal hashes.

    A join that would bring together two different values of a stronger number is not made.
    """
    codes, _ = pd.factorize(pd.concat(hashes, ignore_index=True), use_na_sentinel=True)
    if (codes < 0).all():
        return children
    count = len(children)
    rows = np.tile(children, len(hashes))[codes >= 0]
    columns = codes[codes >= 0] + count
    size = count + int(codes.max()) + 1
    graph = coo_array((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(size, size))
    joined = connected_components(graph, directed=False)[1][children]
    for values in stronger:
        kinds = values.reset_index(drop=True).groupby(joined).transform("nunique").to_numpy()
        joined = np.where(kinds > 1, joined.max() + 1 + children, joined)
    return np.unique(joined, return_inverse=True)[1]


def name_children(
    records: pd.DataFrame, children: np.ndarray, hashes: dict[str, pd.Series]
) -> pd.Series:
    """Return the key of each record's child: the smallest hash of its strongest level."""
    keys = pd.Series(None, index=records.index, dtype="str")
    for names in LEVELS.values():
        level = pd.concat([hashes[name] for name in names], axis=1).min(axis=1)
        keys = keys.fillna(level.groupby(children).transform("min"))
    return keys.fillna(records["record_uid"]).astype("str")


def find_levels(records: pd.DataFrame, hashes: dict[str, pd.Series]) -> pd.Series:
    """Return the strongest level of which each record has a number that may link."""
    level = pd.Series("none", index=records.index, dtype="str")
    for name, columns in reversed(LEVELS.items()):
        known = pd.concat([hashes[column] for column in columns], axis=1).notna().any(axis=1)
        level = level.mask(known, name)
    return level


def find_damaged(records: pd.DataFrame) -> pd.Series:
    """Return the records with a number that a spreadsheet has damaged."""
    found = pd.Series(False, index=records.index)
    for column in (name for names in LEVELS.values() for name in names):
        if column in records:
            numbers = records[column].dropna()
            suspect = numbers.str.contains("e", case=False) | (numbers.str.len() > MOST_DIGITS)
            likely = numbers[suspect.astype("bool")]
            damaged = [text for text in likely.unique() if is_damaged(text)]
            found |= records[column].isin(damaged)
    return found


def identify_records(records: pd.DataFrame) -> pd.Series:
    """Return `record_uid`: 16 hexadecimal digits of a SHA-256 of agency and id in its system.

    A second record under the same id of the same agency gets a uid of its own: short ids are cut
    from long ones and do collide.
    """
    names = records["agency"] + ":" + records["source_id"]
    again = names.groupby(names).cumcount()
    twice = again > 0
    if twice.any():
        names = names.mask(twice, names + "#" + (again + 1).astype("str"))
    return name_hashes(names)


def name_hashes(names: pd.Series) -> pd.Series:
    """Return 16 hexadecimal digits of the SHA-256 of each name: agency, colon, id."""
    digests = bytearray()
    for word in list_bytes(pa.array(names)):
        digests += hashlib.sha256(word).digest()[: UID_LENGTH // 2]
    return pd.Series(write_hex(digests, UID_LENGTH // 2), index=names.index, dtype="str")


def identify_sent(sent: pd.DataFrame, uids: pd.Series) -> pd.DataFrame:
    """Return `record_uid` and `short_uid` of every record that came, of repetitions too.

    `uids` are those of the records that came once; a repetition has that of its first record.
    `short_uid` is made of the last seven letters of the id, by which people call a record.
    """
    agencies = sent["agency"].astype("str") + ":"
    short = name_hashes(agencies + sent["source_id"].str[-SHORT_LENGTH:].str.lower())
    found = uids.reindex(sent.index)
    again = found.isna()
    repeated = name_hashes((agencies + sent["source_id"])[again])
    return pd.DataFrame({"record_uid": found.where(~again, repeated), "short_uid": short})
