"""A build that a person watches and may stop, and what is said of it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from cpims_report import editions
from cpims_report.pipeline import Ledger, Outcome, Step, run
from cpims_report.pipeline.lock import locked
from cpims_report.pipeline.progress import Show
from cpims_report.spoken import SOURCE_LANGUAGE
from cpims_report.workspace import Workspace

if TYPE_CHECKING:
    from cpims_report.report.assembly.engines import Engine as Chosen
    from cpims_report.report.translation.book import Coverage


def ledger_of(workspace: Workspace) -> Ledger:
    """Return the record of what has run in a workspace."""
    return Ledger(
        workspace.root / "build" / ".steps", workspace.root, workspace.root / "requirements.lock"
    )


def attend(
    workspace: Workspace,
    steps: Sequence[Step],
    jobs: int,
    force: bool,
    console: Console,
    log: Path | None = None,
    scheduler: str = "",
) -> list[Outcome]:
    """Run the steps of a build and show how far it is; return what became of each.

    They run here, `jobs` at a time, or on the workers of a Dask `scheduler` where one is named. One
    build at a time runs in a workspace. Ctrl-C, SIGTERM and SIGHUP raise KeyboardInterrupt.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    build, ledger = workspace.root / "build", ledger_of(workspace)
    with ExitStack() as open_things:
        consoles = [console]
        if log:
            file = open_things.enter_context(log.open("a", encoding="utf-8"))
            consoles.append(Console(file=file, soft_wrap=True, color_system=None))
        open_things.enter_context(locked(build, lambda text: console.print(text, markup=False)))
        # of builds that were killed
        for left in build.glob("*/.unfinished-*"):
            shutil.rmtree(left)
        executor: Executor = ThreadPoolExecutor(jobs)
        if scheduler:
            from cpims_report.pipeline.cluster import Cluster  # noqa: PLC0415 - slow to import

            executor = cluster = Cluster(scheduler, workspace.root, ledger.folder, steps)
            jobs = cluster.places
        open_things.callback(executor.shutdown, wait=False)
        lasting = {step.name: ledger.seconds(step) for step in steps}
        show = open_things.enter_context(Show(consoles, lasting, jobs))
        return run(steps, ledger, executor, show, force)


def tell_freshness(workspace: Workspace, steps: Iterable[Step], console: Console) -> None:
    """Say of each step whether it is fresh, or why it would run."""
    ledger = ledger_of(workspace)
    for step in steps:
        why = ledger.stale(step)
        line = f"{'stale' if why else 'fresh'}  {step.name}{why and ': ' + why}"
        console.print(line, markup=False, highlight=False)


def finish(
    workspace: Workspace,
    year: int,
    language: str,
    formats: Sequence[str],
    engine: Chosen,
    steps: Sequence[Step],
    outcomes: Sequence[Outcome],
    console: Console,
) -> None:
    """Write the manifest of an edition where something ran, and say where its documents are."""
    folder = workspace.build(year, language)
    translated = None if language == SOURCE_LANGUAGE else translation_of(workspace, language)
    documents = editions.made_documents(workspace, year, language, formats)
    draft = editions.is_draft(folder)
    own = (f"{year}/", f"{year}-{language}/")
    mine = [outcome for outcome in outcomes if outcome.name.startswith(own)]
    if any(o.ran for o in mine) or not (folder / "manifest.json").is_file():
        from cpims_report.provenance import record_edition  # noqa: PLC0415 - slow to import

        done = [step for step in steps if step.name.startswith(own)]
        record_edition(workspace, year, language, formats, engine, translated, done, mine)
    console.print(f"\nReport {year} ({language}):", highlight=False)
    tell_unexplained(workspace, year, console)
    if translated:
        for line in (f"  {translated}", *(f"    {each}" for each in translated.lines())):
            console.print(line, markup=False, highlight=False)
    if draft:
        console.print(
            f"  Draft: reviews are open, see cpims-report review {year} --language {language}",
            markup=False,
            highlight=False,
        )
    for kind, path in documents.items():
        shown = path / "index.html" if kind == "html" else path
        console.print(f"  {kind.upper():5} {shown}", markup=False, highlight=False)


def translation_of(workspace: Workspace, language: str) -> Coverage:
    """Return how much of the chapters' prose a language has."""
    from cpims_report.report.translation.book import coverage  # noqa: PLC0415 - slow to import

    return coverage(workspace.root, language)


def tell_unexplained(workspace: Workspace, year: int, console: Console) -> None:
    """Name headline numbers that moved without a reason, and what is not fixed of the edition."""
    from cpims_report.config import Settings  # noqa: PLC0415 - slow to import
    from cpims_report.report.unexplained import unexplained  # noqa: PLC0415 - slow to import

    moved = unexplained(workspace.published(year).parent, year)
    if moved:
        console.print(
            f"  Moved without a reason: write it under notes: of config/{year}.yml.", markup=False
        )
    for line in moved:
        console.print(f"    {line}", markup=False, highlight=False)
    for key in Settings(workspace.config).publication.missing(year):
        console.print(f"  Not fixed yet: {key} of config/publication.yml.", markup=False)
