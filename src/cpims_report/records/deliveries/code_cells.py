"""Cells that hold codes: one, several, yes or no, or a member of the Task Force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from cpims_report.records.columns import bare
from cpims_report.records.deliveries.spellings import find_lexicon, own_spellings
from cpims_report.records.deliveries.table_reading import WITHHELD, TableReading, find_holders
from cpims_report.records.issues import damage, refusals
from cpims_report.records.text.distinct_words import spread
from cpims_report.records.text.identifying import shown_word
from cpims_report.records.text.normalisation import fold
from cpims_report.records.text.option_ids import is_option
from cpims_report.records.text.withheld import is_withheld
from cpims_report.records.values.codes import (
    RUBY_LIST,
    SEPARATORS,
    CodeList,
    join_codes,
    read_code_list,
    split_list,
)
from cpims_report.records.values.doubtful_words import read_doubts
from cpims_report.records.values.known_words import known_words
from cpims_report.schema import MISSING, NON_VALUES, NOT_APPLICABLE, UNKNOWN

EXTERNAL = "external"
"""A receiving organisation that is no member of the Task Force."""

NEEDED = {"status"}
"""Columns without which a case cannot be counted: an empty cell is refused."""

MOST_ROWS = 5
"""Rows of empty cells that are named."""

CERTAIN = {"status", "yes_no"}
"""Lists without a code for "unknown": a word of several readings is refused there."""

NOTATIONS = {"true": 0, "false": 0, "yes": 1, "no": 1, "نعم": 2, "لا": 2, "1": 3, "0": 3}
"""Folded words for yes and no -> the notation to which they belong."""

FLAGS = {"true": True, "false": False}


def code_list(reading: TableReading, column: str) -> CodeList:
    """Return the list of a column with the spellings that profile and configuration add."""
    codes = read_code_list(reading.settings, column, own_spellings(reading, column))
    return replace(codes, system=find_lexicon(reading, column))


def read_code(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return the code of each cell."""
    codes = code_list(reading, column)
    texts = {text: collapse(text, codes) for text in reading.texts(column)}
    known = settle(reading, column, texts, codes)
    several = {text for text, [item] in texts.items() if item != text and is_several(text)}
    single = {text: known[text][0] for text, [item] in texts.items() if item != text}
    for code, cells in (("LST-03", several), ("LST-02", set(single) - several)):
        reading.mark(column, code, {text: single[text] for text in single if text in cells})
    single = {text: found[0] for text, found in known.items()}
    remember_single(reading, column, single)
    if column in NEEDED:
        refuse_blank(reading, column, texts, codes)
    return {column: map_cells(reading, column, single)}


def refuse_blank(
    reading: TableReading, column: str, texts: dict[str, list[str]], codes: CodeList
) -> None:
    """Note the cells of a needed column that are empty, or hold a word that stands for no answer.

    What has no reading at all is refused already.
    """
    silent = {
        text
        for text, items in texts.items()
        if all(read and set(read) <= set(NON_VALUES) for read in map(codes.read, items))
    }
    cells = reading.cells(column)
    found = cells.isna() | cells.isin(list(silent))
    if not found.any():
        return
    origin = reading.block.origins[column]
    rows = reading.block.cells.loc[found, reading.block.row_column(column)].astype("int64")
    if reading.set_apart(rows):
        return
    shown = sorted(rows)[:MOST_ROWS]
    file = reading.extract.file
    reading.problems.append(
        damage.no_status(
            file.agency, file.name, origin.sheet, shown, origin.header, int(found.sum())
        )
    )


def collapse(text: str, codes: CodeList) -> list[str]:
    """Return the one item of a cell.

    A list that repeats one item is that item; of several answers the first counts, except where
    the list takes no doubt.
    """
    if codes.read(text):
        return [text]
    items = split_list(text, SEPARATORS)
    if is_several(text) and (codes.name in CERTAIN or not all(map(codes.read, items))):
        return [text]
    return items[:1] if len(items) > 1 else [text]


def is_several(text: str) -> bool:
    """Return whether a cell holds a list of different items."""
    return len({fold(item) for item in split_list(text, SEPARATORS)}) > 1


def read_codes(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return the codes of each list, joined; and `<column>_first`, the one written first."""
    codes = code_list(reading, column)
    separators = reading.extract.profile.lists
    written = {text: split_list(text, separators) for text in reading.texts(column)}
    lists = {text: resplit(items, codes) for text, items in written.items()}
    known = settle(reading, column, lists, codes)
    answers = {
        text: [code for code in found if code not in NON_VALUES] or found[:1] or [MISSING]
        for text, found in known.items()
    }
    joined = {text: join_codes(found) for text, found in answers.items()}
    first = {text: found[0] for text, found in answers.items()}
    foreign = {
        text
        for text, items in lists.items()
        if items != written[text] or (RUBY_LIST.match(text.strip()) and "ruby" not in separators)
    }
    repeated = {text for text, items in lists.items() if len({*map(fold, items)}) < len(items)}
    reading.mark(column, "LST-01", {text: joined[text] for text in foreign})
    reading.mark(column, "LST-02", {text: joined[text] for text in repeated})
    pairs = {text: [*zip(lists[text], found, strict=True)] for text, found in known.items()}
    reading.remember(column, pairs, MISSING)
    return {
        column: map_cells(reading, column, joined),
        f"{column}_first": map_cells(reading, column, first),
    }


def resplit(items: list[str], codes: CodeList) -> list[str]:
    """Return items with those that are lists in other signs parted, where every piece is known."""
    found: list[str] = []
    for item in items:
        pieces = codes.part(item)
        found += pieces if len(pieces) > 1 or codes.knows(item) else split_ids(item, codes)
    return found


def split_ids(item: str, codes: CodeList) -> list[str]:
    """Return ids of options that blanks part; a label has blanks of its own and stays whole."""
    pieces = item.split()
    known = {*codes.labels}
    ids = all((piece in known or is_option(piece)) and codes.knows(piece) for piece in pieces)
    return pieces if len(pieces) > 1 and ids else [item]


def read_flag(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return true, false or null for each cell."""
    codes = replace(
        read_code_list(reading.settings, "yes_no", {}), system=find_lexicon(reading, column)
    )
    known = settle(reading, column, {text: [text] for text in reading.texts(column)}, codes)
    single = {text: found[0] for text, found in known.items()}
    reading.mark(column, "VAL-02", find_minority(reading, column, single))
    remember_single(reading, column, single)
    blank = FLAGS.get(find_blank(reading, column, single))
    flags = {text: FLAGS.get(code) for text, code in single.items()}
    return {column: spread(reading.cells(column), flags, blank, "boolean")}


def find_minority(reading: TableReading, column: str, known: dict[str, str]) -> dict[str, str]:
    """Return the texts for yes and no that are in another notation than most of their column."""
    style = {
        text: NOTATIONS.get(fold(text), 4) for text, code in known.items() if code not in NON_VALUES
    }
    if len(set(style.values())) < 2:
        return {}
    counts: Counter[int] = Counter()
    for text, number in style.items():
        counts[number] += reading.counts(column)[text]
    main = min(counts, key=lambda number: (-counts[number], number))
    return {text: known[text] for text, number in style.items() if number != main}


def read_agency(reading: TableReading, column: str) -> dict[str, pd.Series]:
    """Return the member that each cell names, `external` for any other organisation."""
    codes = code_list(reading, column)
    known = {text: next(iter(codes.read(text)), EXTERNAL) for text in reading.texts(column)}
    return {column: map_cells(reading, column, known)}


def settle(
    reading: TableReading, column: str, texts: dict[str, list[str]], codes: CodeList
) -> dict[str, list[str]]:
    """Return cell text -> codes of its items.

    An item without a reading is refused. One with several is `unknown` and flagged, or refused
    where the list has no such code; nothing is guessed.
    """
    own = {fold(text) for text in own_spellings(reading, column)}
    doubts = {
        word: doubt
        for word, doubt in read_doubts(bare(column)).items()
        if word not in own and not codes.of_system(word)
    }
    items = sorted({item for found in texts.values() for item in found})
    readings = {
        item: doubt.readings if (doubt := doubts.get(fold(item))) else codes.read(item)
        for item in items
    }
    certain = codes.name in CERTAIN
    withheld = [item for item in items if is_withheld(item)]
    readings |= dict.fromkeys(withheld, (MISSING if certain else UNKNOWN,))
    refused = [
        item for item in items if len(readings[item]) != 1 and (certain or not readings[item])
    ]
    open_options = find_open(refused, codes)
    holders = find_holders(texts, refused)
    reading.ask(column, codes.name, holders, open_options)
    tell_open(reading, column, {item: holders[item] for item in open_options})
    unknown = {item: found for item, found in holders.items() if item not in open_options}
    reading.refuse(column, unknown, lambda item: tell_code(item, codes, reading))
    settled = {
        item: MISSING if item in refused else found[0] if len(found) == 1 else UNKNOWN
        for item, found in readings.items()
    }
    issues = {item: doubts[fold(item)].code for item in items if fold(item) in doubts}
    issues |= {item: "AMB-02" for item in items if len(readings[item]) > 1 and not certain}
    issues |= dict.fromkeys(withheld, WITHHELD)
    told = {item for item, code in settled.items() if column in NEEDED and code in NON_VALUES}
    issues |= find_mended(settled, codes, {*issues, *refused, *told})
    for code in sorted(set(issues.values())):
        changed = [item for item, found in issues.items() if found == code]
        reading.mark(column, code, tell_changes(texts, changed, settled))
    return {text: [settled[item] for item in found] for text, found in texts.items()}


def find_open(items: Iterable[str], codes: CodeList) -> dict[str, str]:
    """Return item -> the option of the source's system that it is, for those not decided yet."""
    if codes.system is None:
        return {}
    found = {item: codes.system.find(item) for item in items}
    return {item: option for item, option in found.items() if option}


def tell_open(reading: TableReading, column: str, holders: dict[str, list[str]]) -> None:
    """Note as one problem that options of the source's system have no code of ours yet."""
    if not holders:
        return
    what = "An option of the column is" if len(holders) == 1 else f"{len(holders)} options are"
    reading.note(
        column,
        [text for texts in holders.values() for text in texts],
        code="IN-DECIDE",
        message=f"{what} not decided yet.",
        expected="one of our codes for each",
        action=f"Answer under `decide:` in config/systems/{reading.extract.source.system}.yml.",
    )


def find_mended(settled: dict[str, str], codes: CodeList, done: set[str]) -> dict[str, str]:
    """Return item -> code for words of no answer, and spellings that only their letters betray."""
    issues: dict[str, str] = {}
    for item, code in settled.items():
        if item in done:
            continue
        if code in (MISSING, NOT_APPLICABLE) and code not in codes.labels:
            issues[item] = "VAL-01"
        elif not codes.is_usual(item):
            issues[item] = "TXT-03"
    return issues


def tell_changes(
    texts: dict[str, list[str]], items: Iterable[str], settled: dict[str, str]
) -> dict[str, str]:
    """Return cell text -> the codes that it became, for the cells that hold one of the items."""
    holders = find_holders(texts, items)
    cells = {text for found in holders.values() for text in found}
    return {text: join_codes(settled[item] for item in texts[text]) for text in cells}


def tell_code(item: str, codes: CodeList, reading: TableReading) -> dict[str, str]:
    """Return the words of the problem of a value with no reading, or with several."""
    found = codes.read(item)
    both = " or ".join(f"“{codes.labels.get(code, code)}”" for code in found)
    nearest = "" if found else refusals.nearest(item, codes.words())
    return {
        "code": "IN-AMBIGUOUS" if found else "IN-VALUE",
        "message": "The value can mean several things." if found else "The value is not known.",
        "value": shown_word(item, codes.words(), known_words(reading.settings)),
        "expected": both if found else codes.expected,
        "nearest": nearest,
        "action": "Correct the data, or map it under `values:` in the configuration of the year.",
    }


def map_cells(reading: TableReading, column: str, codes: dict[str, str]) -> pd.Series:
    """Return the cells with `codes` for their texts."""
    return spread(reading.cells(column), codes, find_blank(reading, column, codes), "str")


def find_blank(reading: TableReading, column: str, codes: dict[str, str]) -> str:
    """Return the code of an empty cell.

    It is `missing`, unless the profile says that emptiness is an answer and the file itself never
    writes that answer out.
    """
    silent = reading.extract.profile.blank_means.get(column, MISSING)
    return MISSING if reading.table or silent in codes.values() else silent


def remember_single(reading: TableReading, column: str, codes: dict[str, str]) -> None:
    """Count which text became which code, in a column of one answer a cell."""
    pairs = {text: [(text, code)] for text, code in codes.items()}
    reading.remember(column, pairs, find_blank(reading, column, codes))
