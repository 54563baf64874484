"""A change of the Task Force's key is seen, and nothing that is written down gives the key away."""

from __future__ import annotations

import hashlib
import stat

import pytest

from cpims_report.editions import clean_step
from cpims_report.link_key import KEY_FILE, KEY_VARIABLE, find_key, mark_key
from cpims_report.pipeline import Ledger
from cpims_report.workspace import Workspace

KEY = "weak"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01-clean.ipynb").write_text('{"cells": []}')
    (tmp_path / "data" / "raw").mkdir(parents=True)
    return Workspace(tmp_path)


@pytest.fixture
def stale(workspace):
    """Return a function that says why cleaning would run; before that it has run, with KEY."""
    ledger = Ledger(workspace.root / "build" / ".steps", workspace.root, workspace.root / "lock")
    key_file = workspace.root / "data" / "raw" / KEY_FILE
    key_file.write_text(f"# of 2018\n{KEY}\n")
    step = clean_step(workspace, 2018)
    ledger.record(step, ledger.key(step))
    return lambda: ledger.stale(clean_step(workspace, 2018))


def test_another_key_is_seen_and_the_same_at_another_place_is_no_change(
    workspace, stale, monkeypatch
):
    assert stale() == ""
    key_file = workspace.root / "data" / "raw" / KEY_FILE
    key_file.write_text("stronger\n")
    assert stale() == "link key changed"
    key_file.unlink()
    assert stale() == "link key is gone"
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    assert stale() == ""
    monkeypatch.setenv(KEY_VARIABLE, "stronger")
    assert stale() == "link key changed"


def test_what_is_written_beside_the_builds_tells_nothing_of_the_key(workspace, stale):
    record = "".join(path.read_text() for path in (workspace.root / "build").rglob("*.json"))
    digests = [hashlib.new(name, KEY.encode()).hexdigest() for name in ("md5", "sha1", "sha256")]
    whole = (workspace.root / "data" / "raw" / KEY_FILE).read_bytes()
    for trace in (KEY, *digests, hashlib.sha256(whole).hexdigest(), KEY_FILE):
        assert trace not in record


def test_a_mark_needs_a_salt_that_stays_on_the_confidential_side(workspace, tmp_path):
    raw = workspace.root / "data" / "raw"
    assert mark_key(raw, tmp_path / "one") == ""
    assert not (tmp_path / "one").exists(), "without a key there is nothing to mark"
    (raw / KEY_FILE).write_text(KEY)
    marks = [mark_key(raw, tmp_path / name) for name in ("one", "two", "one")]
    assert marks[0] == marks[2] != marks[1], "without the salt no guess can be tried"
    (salt,) = (tmp_path / "one").iterdir()
    assert stat.S_IMODE(salt.stat().st_mode) == 0o600
    assert find_key(raw, synthetic=False) == KEY.encode()
