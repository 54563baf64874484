"""A built report after edits, made anew by what is stale alone and from nothing: the same bytes."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cpims_report.pipeline.hashing import hash_tree

pytestmark = [pytest.mark.build, pytest.mark.long]


def edit_cell(kind: str, line: str) -> Callable[[Path, random.Random], None]:
    """Return what adds a line to the last cell of a kind in a chapter that chance chooses."""

    def edit(root: Path, chance: random.Random) -> None:
        path = chance.choice(sorted(root.glob("notebooks/[1-8]*.ipynb")))
        book = json.loads(path.read_text(encoding="utf-8"))
        cells = [
            cell
            for cell in book["cells"]
            if cell["cell_type"] == kind and "preview" not in cell["metadata"].get("tags", [])
        ]
        cells[-1]["source"] = [line, *cells[-1]["source"]]
        path.write_text(json.dumps(book), encoding="utf-8")

    return edit


def raise_threshold(root: Path, chance: random.Random) -> None:
    """Withhold more: a threshold that is higher by chance."""
    path = root / "config" / "disclosure.yml"
    more = lambda found: f"threshold: {int(found[1]) + chance.randint(1, 3)}"  # noqa: E731
    text, count = re.subn(r"^threshold: (\d+)", more, path.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1
    path.write_text(text, "utf-8")


def lose_a_record(root: Path, chance: random.Random) -> None:
    """Take a record out of a file that one agency sent."""
    (path,) = root.glob("data/raw/2018/jrf/*.csv")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    del lines[chance.randrange(1, len(lines))]
    path.write_text("".join(lines), "utf-8")


PROSE = edit_cell("markdown", "A sentence more.\n\n")
CODE = edit_cell("code", "year = year  # said twice\n")


@pytest.mark.parametrize(
    "edits",
    [(PROSE, lose_a_record, PROSE), (raise_threshold, CODE, CODE)],
    ids=["a record and prose", "the policy and code"],
)
def test_what_edits_leave_is_what_a_build_from_nothing_leaves(full_build, cpims, tmp_path, edits):
    mine, fresh = tmp_path / "mine", tmp_path / "fresh"
    shutil.copytree(full_build, mine)
    shutil.copytree(full_build, fresh, ignore=shutil.ignore_patterns("build", "processed"))
    for root in (mine, fresh):
        chance = random.Random(2018)
        for edit in edits:
            edit(root, chance)
        answer = cpims("build", 2018, "--engine", "builtin", "--to", "html", "--root", root)
        assert answer.returncode == 0, answer.stderr
    assert made(mine) == made(fresh)
    sealed = "data/published/2018/indicators.csv"
    assert (mine / sealed).read_bytes() != (full_build / sealed).read_bytes()


def made(root: Path) -> dict[str, str]:
    """Return the hashes of all that a build makes but PDF, and its manifest, which tells times."""
    folders = ("build/2018-en/site", "build/2018-en/executed", "build/2018-en/book")
    found = (hash_tree(root / name) for name in (*folders, "data/published/2018"))
    files = {Path(name): digest for each in found for name, digest in each.items()}
    return {
        path.relative_to(root).as_posix(): digest
        for path, digest in files.items()
        if path.name != "manifest.json"
    }
