"""What tests of several parts share: the slow oracle, and whole builds made once a session."""

from __future__ import annotations

import functools
import gc
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from cpims_report.records import CaseTables, clean
from cpims_report.workspace import Workspace

ROOT = Path(__file__).parent.parent
Answer = subprocess.CompletedProcess[str]


TOGETHER = {
    "assembly": ("assembly/",),
    "charts": ("charts/",),
    "builds": ("published/test_b", "published/test_pages", "published/test_steps"),
    "exports": ("records/test_deidentify",),
    "real": ("published/test_real_data", "published/test_whole_way"),
    "years": ("backtests/", "records/test_sample", "records/test_tracing"),
    "sample": ("sample/",),
}
"""Groups of tests that share something costly, and how the names of their files begin."""
MADE_ONCE = {
    "full_build": "builds",
    "public_build": "builds",
    "public_english": "builds",
    "walk": "real",
    "cleaned": "years",
    "true_cells": "years",
    "exports": "exports",
}
"""Fixtures that only tests of one group may ask for: each worker would make its own."""
LONGEST = (
    "builds",
    "real",
    "charts",
    "records/test_the_sixty.py",
    "test_house.py",
    "sample",
    "records/test_check.py",
    "exports",
    "records/test_field.py",
    "assembly",
    "years",
    "disclosure/test_editions.py",
    "disclosure/test_attacks_otherwise.py",
    "disclosure/test_earlier.py",
    "disclosure/test_attacks.py",
    "records/systems/test_countries.py",
    "records/read/test_damage.py",
    "records/systems/test_field.py",
    "records/systems/test_learn.py",
    "records/test_refusals.py",
    "indicators/test_metamorphic.py",
    "indicators/test_oracle.py",
    "pipeline/test_stopped.py",
    "notebooks/test_run.py",
    "records/test_quality.py",
    "records/test_cleaning.py",
)
"""Groups that take longest, these first: a long one begun last leaves the other cores idle."""


def group_of(test: str) -> str:
    """Return the group of a test by its id: what it shares that costs much, or else its file."""
    path = test.partition("::")[0].removeprefix("tests/")
    shared = (group for group, starts in TOGETHER.items() if path.startswith(starts))
    return next(shared, path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the groups that take longest."""
    for item in items:
        for name in MADE_ONCE.keys() & set(getattr(item, "fixturenames", ())):
            if group_of(item.nodeid) != MADE_ONCE[name]:
                raise pytest.UsageError(
                    f"{item.nodeid} asks for {name}: name its file under "
                    f"{MADE_ONCE[name]!r} in TOGETHER of tests/conftest.py."
                )
    places = {group: place for place, group in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(group_of(item.nodeid), len(places)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Return what gives each worker whole groups, in their order.

    The mark `xdist_group` is not enough: since pytest 9 the ids of tests no longer show it.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    config.option.loadscopereorder = False
    return Groups(config, log)  # type: ignore[arg-type]


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what was imported, and small rounds: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def load_below(name: str) -> ModuleType:
    """Return the module of a file below this folder, such as `records/systems/atlas`.

    It is known by the name of its file alone: its data classes and its neighbours look it up.
    """
    path = Path(__file__).parent / f"{name}.py"
    if path.stem not in sys.modules:
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec
        assert spec.loader
        sys.modules[path.stem] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[path.stem])
    return sys.modules[path.stem]


@pytest.fixture(scope="session")
def below() -> Callable[[str], ModuleType]:
    """Return what loads a module that lies below `tests/` and is no test."""
    return load_below


@pytest.fixture(scope="session")
def oracle() -> ModuleType:
    """The slow second count of every indicator, `tests/oracle.py`."""
    return load_below("oracle")


@pytest.fixture(scope="session")
def cleaned() -> Callable[[int], CaseTables]:
    """Return what gives the case tables of a committed sample year, cleaned once a run."""

    @functools.cache
    def tables(year: int) -> CaseTables:
        if not (ROOT / "data" / "raw" / "truth").is_dir():
            pytest.skip("the sample is not here")
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("CPIMS_LINK_KEY", raising=False)
            return clean(Workspace(ROOT), year)

    return tables


@pytest.fixture(scope="session")
def true_cells(oracle: ModuleType) -> Callable[[int], dict[tuple[object, ...], tuple[int, int]]]:
    """Return what gives the cells that the truth of a committed sample year has, counted once."""

    @functools.cache
    def cells(year: int) -> dict[tuple[object, ...], tuple[int, int]]:
        return oracle.count_truth(ROOT, year)  # type: ignore[no-any-return]

    return cells


@pytest.fixture(scope="session")
def attacker() -> ModuleType:
    """The reader who tries to find out what editions withhold, `tests/attacker.py`."""
    return load_below("attacker")


@pytest.fixture(scope="session")
def cpims() -> Callable[..., Answer]:
    """Return a function that runs the command as a person would."""

    def run(*words: object, cwd: Path = ROOT, **environment: str) -> Answer:
        command = [str(Path(sys.executable).with_name("cpims-report")), *map(str, words)]
        return subprocess.run(
            command,
            cwd=cwd,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def copy_of_the_repository(folder: Path, *data: str) -> Path:
    """Return a workspace with all but data and builds, and with the named folders of data.

    Nobody has to accept its reports: they are no drafts, whatever their words and numbers.
    """
    for name in ("config", "notebooks", "_extensions", "locale", "data/reference", *data):
        if (ROOT / name).is_dir():
            leave = shutil.ignore_patterns(".ipynb_checkpoints", "figures")
            shutil.copytree(ROOT / name, folder / name, ignore=leave)
    for path in (*ROOT.glob("_quarto*.yml"), *ROOT.glob("*.qmd"), ROOT / "requirements.lock"):
        shutil.copy(path, folder / path.name)
    (folder / "review").mkdir(exist_ok=True)
    for year in range(2016, 2020):
        (folder / "review" / f"{year}.yml").write_text("required: []\n")
    return folder


@pytest.fixture(scope="session")
def repository() -> Callable[..., Path]:
    """Return a function that makes a workspace like the repository, with the data it is told."""
    return copy_of_the_repository


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Return what fails where another worker of this run has made the same before."""
    here = tmp_path_factory.getbasetemp()
    run = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here

    def begin(name: str) -> None:
        (run / f"{name}.made").touch(exist_ok=False)

    return begin


@dataclass(frozen=True)
class Machines:
    """A scheduler and its workers, processes on the loopback address, and what they printed."""

    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def start(self, name: str, *words: str, **environment: str) -> None:
        """Start one process; a key of this one's environment is none of its business."""
        given = {key: value for key, value in os.environ.items() if key != "CPIMS_LINK_KEY"}
        with (self.folder / f"{name}.log").open("wb") as log:
            command = [sys.executable, "-m", "dask", *words, "--host", "127.0.0.1"]
            self.processes[name] = subprocess.Popen(
                [*command, "--no-dashboard"], stdout=log, stderr=log, env=given | environment
            )

    def worker(self, name: str, *words: str, **environment: str) -> None:
        """Start a worker that takes one step at a time."""
        mine = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder / name))
        self.start(name, "worker", self.address, *mine, *words, **environment)

    def logs(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))

    def end(self) -> None:
        for process in reversed(self.processes.values()):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler on this machine, to which a test adds workers."""
    made = Machines(tmp_path_factory.mktemp("machines"))
    file = made.folder / "scheduler.json"
    made.start("scheduler", "scheduler", "--port", "0", "--scheduler-file", str(file))
    try:
        end = time.monotonic() + 60
        while not file.is_file() or not file.read_text().strip():
            assert time.monotonic() < end, made.logs()
            time.sleep(0.1)
        yield made
    finally:
        made.end()


@pytest.fixture(scope="session")
def public_build(
    tmp_path_factory: pytest.TempPathFactory,
    cpims: Callable[..., Answer],
    once: Callable[[str], None],
) -> Path:
    """A workspace with sealed data alone, and the Arabic report of 2018 built from it.

    The English one is that of `full_build`, byte for byte: long tests prove it.
    """
    once("public_build")
    root = copy_of_the_repository(tmp_path_factory.mktemp("public"), "data/published")
    return build_from_published(cpims, root, "ar")


@pytest.fixture(scope="session")
def public_english(public_build: Path, cpims: Callable[..., Answer]) -> Path:
    """The same workspace with the English report as well."""
    return build_from_published(cpims, public_build, "en")


def build_from_published(cpims: Callable[..., Answer], root: Path, language: str) -> Path:
    """Return a workspace after building 2018 in a language from its sealed data."""
    order = ("build", 2018, "--from-published", "--engine", "builtin", "--language", language)
    answer = cpims(*order, "--root", root)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    return root


@pytest.fixture(scope="session")
def full_build(
    tmp_path_factory: pytest.TempPathFactory,
    cpims: Callable[..., Answer],
    once: Callable[[str], None],
) -> Path:
    """A workspace with the sample of 2018 and of the year before, and the report built of it.

    CI tests twice, what is quick and what is long: the second time it is taken from the folder
    `CPIMS_KEPT_BUILDS`.
    """
    once("full_build")
    root = tmp_path_factory.mktemp("full")
    kept = Path(os.environ.get("CPIMS_KEPT_BUILDS", root / "none")) / "full"
    if kept.is_dir():
        return shutil.copytree(kept, root, dirs_exist_ok=True)
    raw = ("data/raw/2017", "data/raw/2018")
    earlier = ("data/published/2016", "data/published/2017")
    copy_of_the_repository(root, *raw, *earlier)
    shutil.copy(ROOT / "data" / "raw" / "sample-link-key.txt", root / "data" / "raw")
    answer = cpims("build", 2018, "--engine", "builtin", "--root", root)
    assert answer.returncode == 0, answer.stderr + answer.stdout
    if "CPIMS_KEPT_BUILDS" in os.environ:
        shutil.copytree(root, kept)
    return root
