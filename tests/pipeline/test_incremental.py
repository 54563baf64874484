"""Whatever was edited: what is made anew after it is what would be made from nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cpims_report import editions, errors
from cpims_report.building import ledger_of
from cpims_report.errors import InputRefused
from cpims_report.pipeline import Ledger, Step, run
from cpims_report.pipeline.ledger import only_prose
from cpims_report.workspace import Workspace

NAMES = tuple("abcde")
KINDS = ("write", "parameter", "lose", "spoil", "touch", "forget", "fail")
EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(NAMES),
        # all of one length: within the grain of the clock the system tells nothing of a change
        st.text("xyz", min_size=2, max_size=2),
    ),
    max_size=4,
)
GRAPHS = st.fixed_dictionaries(
    {name: st.frozensets(st.sampled_from(NAMES[:at])) if at else st.just(frozenset())
     for at, name in enumerate(NAMES)}
)  # fmt: skip
CHAPTERS = ("30-concerns", "85-data-quality")


def join(into: str, reads: list[str], word: str, fail: str) -> None:
    """Write what the files say, one after the other, and a word; half of it where it fails."""
    text = "".join(Path(name).read_text() for name in reads) + word
    if Path(fail).exists():
        Path(into).write_text(text[:1])
        raise InputRefused("asked to fail")
    Path(into).write_text(text)


class Silent:
    """Tells nobody of a run."""

    def __getattr__(self, name: str) -> object:
        return lambda *_: None


@dataclass
class Project:
    """A folder with five steps, each of which reads a file of its own and what some others made."""

    root: Path
    reads: Mapping[str, frozenset[str]]
    words: dict[str, str] = field(default_factory=lambda: dict.fromkeys(NAMES, "-"))

    def place(self, name: str, kind: str) -> Path:
        return self.root / f"{name}.{kind}"

    def start(self, contents: Mapping[str, str]) -> Project:
        self.root.mkdir()
        (self.root / "requirements.lock").touch()
        for name in NAMES:
            self.place(name, "in").write_text(contents[name])
        return self

    def step(self, name: str) -> Step:
        after = sorted(self.reads[name])
        into, files = self.place(name, "out"), [self.place(name, "in")]
        files += [self.place(each, "out") for each in after]
        given = {"into": str(into), "reads": [*map(str, files)], "word": self.words[name]}
        given |= {"fail": str(self.place(name, "fail"))}
        function = "cpims_report.errors:join"
        return Step(name, given, (*files,), (into,), (*after,), function=function)

    def edit(self, kind: str, name: str, text: str) -> None:
        """Do one thing that people and machines do to a workspace."""
        read, made = self.place(name, "in"), self.place(name, "out")
        match kind:
            case "write":
                read.write_text(text)
            case "parameter":
                self.words[name] = text
            case "lose":
                made.unlink(missing_ok=True)
            case "spoil":
                made.write_text(text)
            case "touch":
                read.write_text(read.read_text())
            case "forget":
                (self.root / ".steps" / f"{name}.json").unlink(missing_ok=True)
            case "fail":
                self.place(name, "fail").touch()
                read.write_text(text)
                with suppress(InputRefused):
                    self.build()
                self.place(name, "fail").unlink()

    def build(self) -> set[str]:
        """Run what is stale; return the names of what ran."""
        ledger = Ledger(self.root / ".steps", self.root, self.root / "requirements.lock")
        with ThreadPoolExecutor(1) as executor:
            outcomes = run(map(self.step, NAMES), ledger, executor, Silent())
        return {outcome.name for outcome in outcomes if outcome.ran}

    def contents(self, kind: str) -> dict[str, str]:
        return {name: self.place(name, kind).read_text() for name in NAMES}

    def below(self, names: set[str]) -> set[str]:
        """Return some steps and all that need them."""
        more = {name for name in NAMES if self.reads[name] & names}
        return names if more <= names else self.below(names | more)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(GRAPHS, EDITS)
@example(dict.fromkeys(NAMES, frozenset()) | {"b": frozenset("a")}, [("fail", "a", "zz")])
def test_after_any_edits_a_run_leaves_what_one_from_nothing_leaves(
    tmp_path_factory, monkeypatch, graph, edits
):
    monkeypatch.setattr(errors, "join", join, raising=False)
    folder = tmp_path_factory.mktemp("p")
    mine = Project(folder / "mine", graph).start(dict.fromkeys(NAMES, "xx"))
    assert mine.build() == set(NAMES)
    for edit in edits:
        mine.edit(*edit)
    ran = mine.build()
    assert ran <= mine.below({name for _, name, _ in edits}), "what no edit reaches runs"
    assert mine.build() == set(), "a second run has nothing to do"
    fresh = Project(folder / "fresh", graph, mine.words).start(mine.contents("in"))
    fresh.build()
    assert mine.contents("out") == fresh.contents("out")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def planned(repository, tmp_path_factory) -> tuple[Path, Ledger, list[Step]]:
    """Return a workspace of which each step is taken to have run, its ledger, and the steps."""
    root = tmp_path_factory.mktemp("planned")
    repository(root, "data/raw/2018", "data/published/2017")
    (root / "tests").mkdir()
    (root / "tests" / "test_x.py").write_text("def test_x(): ...\n")
    steps = editions.plan(Workspace(root), [2018], ["en"], ["html"], "builtin")
    ledger = ledger_of(Workspace(root))
    for step in steps:
        ledger.record(step, ledger.key(step))
    return root, ledger, steps


def in_cell(kind: str, text: str):
    """Return what adds a line to the last cell of a kind in a notebook."""

    def edit(content: str) -> str:
        book = json.loads(content)
        cells = [
            cell
            for cell in book["cells"]
            if cell["cell_type"] == kind and "preview" not in cell["metadata"].get("tags", [])
        ]
        cells[-1]["source"] = ["".join(cells[-1]["source"]) + text]
        return json.dumps(book)

    return edit


INSIDE = {"2018/clean", "2018/indicators", "2018/protect"}
"""The steps that read case data or count it."""


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(CHAPTERS),
    st.text("abc", min_size=1, max_size=8),
    st.sampled_from(["prose", "code", "policy", "raw", "test", "README"]),
)
@example(CHAPTERS[0], "a", "prose")
@example(CHAPTERS[0], "a", "code")
@example(CHAPTERS[0], "a", "policy")
@example(CHAPTERS[0], "a", "raw")
@example(CHAPTERS[0], "a", "test")
def test_what_an_edit_makes_stale_is_what_depends_on_it_and_no_more(planned, chapter, word, kind):
    root, ledger, steps = planned
    edition = f"2018-en/{chapter}"
    notebook, policy = f"notebooks/{chapter}.ipynb", "config/disclosure.yml"
    path, edit, stale = {
        "prose": (notebook, in_cell("markdown", f"\n\n{word}"), {edition}),
        "code": (notebook, in_cell("code", f"\n{word} = 1"), {edition}),
        "policy": (policy, lambda text: f"{text}\n# {word}", {*INSIDE, "2018-en/assemble"}),
        "raw": ("data/raw/2018/jrf", lambda text: f"{text}{word}\n", {"2018/clean"}),
        "test": ("tests/test_x.py", lambda text: f'"""{word}"""\n{text}', set()),
        "README": ("requirements.in", lambda text: word, set()),
    }[kind]
    file = root / path
    file = next(iter(sorted(file.glob("*.csv")))) if file.is_dir() else file
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.write_text(edit(before), encoding="utf-8")
    try:
        changes = {step.name: found for step in steps if (found := ledger.changes(step))}
    finally:
        file.write_text(before, encoding="utf-8")
    assert changes.keys() == stale
    by_name = {step.name: step for step in steps}
    kernels = {name for name, found in changes.items() if not only_prose(by_name[name], found)}
    assert kernels == (set() if kind == "prose" else stale)
