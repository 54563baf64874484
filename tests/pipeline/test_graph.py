"""Steps run in the order of the graph, side by side where it allows."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from cpims_report.errors import InputRefused
from cpims_report.pipeline import Step, run
from cpims_report.pipeline.reach import Known, hash_module, reachable


@pytest.fixture
def logged(root, monkeypatch):
    """Return a maker of function steps that write their name into one log."""
    import cpims_report.errors as host

    def log(name: str, fail: bool = False) -> None:
        with (root / "log").open("a") as stream:
            stream.write(name)
        if fail:
            raise InputRefused(f"{name} refused")

    monkeypatch.setattr(host, "log", log, raising=False)

    def make(name: str, *after: str, fail: bool = False) -> Step:
        return Step(
            name, {"name": name, "fail": fail}, function="cpims_report.errors:log", after=after
        )

    return make


def test_a_step_waits_for_those_before_it(logged, start, root):
    start(logged("c", "b"), logged("b", "a"), logged("a"))
    assert (root / "log").read_text() == "abc"


def test_nothing_new_starts_after_a_failure(logged, start, root):
    with pytest.raises(InputRefused, match="a refused"):
        start(logged("a", fail=True), logged("b", "a"))
    assert (root / "log").read_text() == "a"


def test_two_refusals_at_the_same_time_are_both_told(logged, start):
    with pytest.raises(InputRefused) as caught:
        start(logged("a", fail=True), logged("b", fail=True))
    assert "a refused" in str(caught.value)


def test_a_step_can_be_carried_to_another_process(notebook, step, ledger, executed):
    one = step("one", notebook("one", "print(year)"))
    watcher = type("Silent", (), dict.fromkeys(("started", "finished"), lambda *_: None))()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        run([one], ledger, executor, watcher)
    assert executed(one) == "2018\n"


def test_a_step_needs_a_notebook_or_a_function():
    with pytest.raises(ValueError, match="either a notebook or a function"):
        Step("nothing")


def test_code_is_reached_through_imports_and_the_packages_around_them():
    found = reachable(frozenset({"cpims_report.pipeline.run"}), "cpims_report")
    assert {"cpims_report.errors", "cpims_report.pipeline", "cpims_report.pipeline.kernels"} <= set(
        found
    )
    assert "cpims_report.cli" not in found


def test_data_files_of_a_package_count_from_folders_that_are_no_packages_too(tmp_path):
    found = hash_module("cpims_report.report.assembly", Known(tmp_path / "known.json"))
    assert "cpims_report.report.assembly/resources/page.html" in found
    assert not [name for name in found if name.endswith((".py", ".pyc"))]


@pytest.mark.parametrize(
    ("edit", "counts"),
    [
        (lambda text: text.replace("what one", "what a"), False),
        (lambda text: text.replace("  # why", "  # because"), False),
        (lambda text: text.replace("two", "three"), False),
        (lambda text: text.replace("return 1", "return 2"), True),
        (lambda text: text.replace('"a"', '"b"'), True),
    ],
)
def test_code_counts_and_what_only_a_reader_reads_does_not(tmp_path, edit, counts):
    source = (
        '"""one"""\nx = "a"  # why\n"""two"""\ndef f():\n    """what one does"""\n    return 1\n'
    )
    file, known = tmp_path / "code.py", tmp_path / "known.json"
    file.write_text(source)
    before = Known(known).fingerprint(file)
    assert Known(known).found
    file.write_text(edit(source))
    assert file.read_text() != source
    assert (Known(known).fingerprint(file) != before) is counts
