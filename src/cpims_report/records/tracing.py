"""Why a case is counted or not: what became of one record on its way. CONFIDENTIAL."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from cpims_report.case_tables import CaseTables
from cpims_report.errors import InputRefused
from cpims_report.records.exclude import STEPS
from cpims_report.records.people.linkage import SHORT_LENGTH, name_hashes
from cpims_report.records.rules import rules_of

PASSED, OUT, COUNTED = "passed", "left out", "in the report"
EVENTS = ("services", "followups", "transitions", "incidents")


def trace(tables: CaseTables, agency: str = "", number: str = "") -> pd.DataFrame:
    """Return what became of one record, a row a step: `step`, `result`, `why`.

    `number` is its id in the agency's system, the long or the short one, or its `record_uid`;
    without one, a record that was left out stands as an example. A record that came several times
    has the rows of each. Raises InputRefused where no record of the agency has the id; the id is
    not repeated.
    """
    found = find_sent(tables, agency, number) if number else pick_example(tables)
    if found.empty:
        raise InputRefused(
            f"No record of {agency} has this id. Give it as it stands in the agency's file (the "
            f"long one, or its last {SHORT_LENGTH} letters), or a record_uid of the case tables."
        )
    rows = [
        row
        for sent in found.itertuples(index=False)
        for row in tell(tables, dict(zip(found.columns, sent, strict=True)))
    ]
    return pd.DataFrame(rows, columns=["step", "result", "why"])


def pick_example(tables: CaseTables) -> pd.DataFrame:
    """Return the first record that was left out, else the first of all."""
    out = tables.sent[tables.sent["step"] != ""]
    return (out if len(out) else tables.sent).head(1)


def find_sent(tables: CaseTables, agency: str, number: str) -> pd.DataFrame:
    """Return the rows of `tables.sent` of an id."""
    word = number.strip()
    names = pd.Series([f"{agency}:{word}", f"{agency}:{word[-SHORT_LENGTH:].lower()}"])
    uid, short = name_hashes(names)
    mine = tables.sent[tables.sent["agency"] == agency]
    exact = mine[mine["record_uid"].isin([uid, word])]
    return exact if len(exact) else mine[mine["short_uid"] == short]


def tell(tables: CaseTables, sent: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield what became of one record: where it stands, each step, and what it is counted as."""
    yield "received", PASSED, f"{sent['file']}, row {sent['row']}, record {sent['record_uid']}"
    every = tables.issues
    here = (every["file"] == sent["file"]) & (every["row"] == sent["row"]).fillna(False)
    # a repetition has no uid of its own
    mine = every["record_uid"].eq(str(sent["record_uid"])) | (every["record_uid"].eq("") & here)
    issues = every[mine.astype("bool")]
    for step in STEPS:
        if step == sent["step"]:
            codes = {rule.code for rule in rules_of(step)}
            yield step, OUT, "; ".join(explain(issues[issues["code"].isin(codes)])) or step
            break
        yield step, PASSED, ""
    else:
        yield COUNTED, "yes", describe(tables, str(sent["record_uid"]))
    others = issues[issues["severity"] != "exclude"]
    for severity, part in others.groupby("severity", sort=True):
        for line in explain(part):
            yield "found", str(severity), line


def explain(issues: pd.DataFrame) -> list[str]:
    """Return the findings of one record in words: rule, message, place, what became of what."""
    return [
        f"{code}: {message}"
        + (f" ({column}{f': {old} -> {new}' if old or new else ''})" if column else "")
        for code, message, column, old, new in issues[
            ["code", "message", "column", "old", "new"]
        ].itertuples(index=False, name=None)
    ]


def describe(tables: CaseTables, uid: str) -> str:
    """Return what a case in the report is counted as, and beside which others of its child."""
    case = tables.cases.loc[tables.cases["record_uid"] == uid].iloc[0]
    same = tables.cases[tables.cases["child_key"] == case["child_key"]]
    spells = tables.spells[tables.spells["record_uid"] == uid]
    events = {name: int((getattr(tables, name)["record_uid"] == uid).sum()) for name in EVENTS}
    words = [
        f"status {case['status']}",
        f"registered {case['registration_date']:%Y-%m-%d}",
        f"{len(spells)} spell{'s' * (len(spells) != 1)}",
        f"primary concern {case['primary_concern']} ({case['primary_rule']})",
        *(f"{count} {name}" for name, count in events.items() if count),
        "the child's only case"
        if len(same) == 1
        else f"one of {len(same)} cases of a child, of {', '.join(sorted(set(same['agency'])))}; "
        "the child counts once, described by its earliest-registered active case",
    ]
    return ", ".join(words)
