"""Where a year stands: agencies, decisions, indicators, steps, reviews, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cpims_report import editions
from cpims_report.building import ledger_of
from cpims_report.config import Decision, Settings, Source, Year, checked
from cpims_report.dashboard.checked import Checked, find_checked, fingerprints, received_files
from cpims_report.report.assembly.engines import choose
from cpims_report.report.assembly.quarto import find_quarto
from cpims_report.report.unexplained import unexplained
from cpims_report.workspace import RECORD, Workspace

ABSENT, UNCHECKED, CHANGED, GOOD = "nothing yet", "not yet", "changed since", "yes"
BUILT = "by the build"
"""Of files that no check has looked at, and that cleaning has taken as they are now."""


@dataclass(frozen=True)
class Agency:
    """What one agency sent and what became of it."""

    name: str
    files: int
    received: str
    checked: str
    refused: int
    decisions: int


@dataclass(frozen=True)
class Steps:
    """Some steps that belong together: how many, and those that would run, with the reason."""

    name: str
    count: int
    stale: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Standing:
    """All that a person wants to know of a year at one glance.

    `moved` are headline numbers without a reason, `reviews` what is still to be accepted, `ahead`
    what stands between here and the report, in the order in which it is done.
    """

    year: int
    others: tuple[int, ...]
    agencies: tuple[Agency, ...]
    decisions: int
    moved: tuple[str, ...]
    steps: tuple[Steps, ...]
    reviews: tuple[str, ...]
    ahead: tuple[str, ...]


def find_standing(workspace: Workspace, year: int, others: Iterable[int]) -> Standing:
    """Return where a year stands; nothing is run and no record is read.

    Where sealed data is there and no agency's file, it is the report of one who has no case data.
    """
    settings = Settings(workspace.config)
    plan = settings.plan(year)
    asked = list_open(plan, settings)
    said = find_checked(workspace, year)
    sealed = (workspace.published(year) / "seal.json").is_file()
    names = dict.fromkeys(source.agency for source in plan.sources)
    public = sealed and not received_files(workspace, year, plan.sources)
    steps = find_steps(workspace, year, public)
    stale = {name for each in steps for name, _ in each.stale}
    agencies = tuple(
        find_agency(workspace, plan, settings, name, said, asked, f"{year}/clean" not in stale)
        for name in names
    )
    moved = tuple(unexplained(workspace.published(year).parent, year))
    reviews = find_reviews(workspace, year)
    if public:
        again = f"Build: cpims-report build {year} --from-published"
        ahead: tuple[str, ...] = (again,) * bool(stale)
        agencies = ()
    else:
        ahead = tuple(list_ahead(plan, agencies, len(asked), moved, steps, reviews))
    return Standing(year, tuple(others), agencies, len(asked), moved, steps, reviews, ahead)


def find_reviews(workspace: Workspace, year: int) -> tuple[str, ...]:
    """Return a line for each built edition of the year that open reviews make a draft."""
    if not workspace.builds(year, RECORD):
        return ()
    from cpims_report.reviewing import open_reviews  # noqa: PLC0415 - slow to import

    return open_reviews(workspace, year)


def list_open(plan: Year, settings: Settings) -> list[tuple[str, Decision]]:
    """Return the decisions that records ask for and nobody has answered, each with its system."""
    named = {source.system for source in plan.sources} & set(settings.systems)
    listed = [
        (name, checked(Decision, each, "systems"))
        for name in sorted(named)
        for each in settings.read(f"systems/{name}.yml").get("decide") or []
    ]
    every = [*(("", each) for each in plan.decide), *listed]
    return [(system, each) for system, each in every if each.records and not each.answer]


def find_agency(
    workspace: Workspace,
    plan: Year,
    settings: Settings,
    name: str,
    said: dict[str, Checked],
    asked: list[tuple[str, Decision]],
    cleaned: bool,
) -> Agency:
    """Return what one agency sent and what became of it."""
    sources = [source for source in plan.sources if source.agency == name]
    files = received_files(workspace, plan.year, sources)
    systems = {source.system for source in sources if source.system}
    mine = [each for system, each in asked if each.agency == name or system in systems]
    check = said.get(name)
    member = settings.agencies.get(name)
    if not files:
        state = "–"
    elif check is None or not check.files:
        state = UNCHECKED
    else:
        state = GOOD if check.files == fingerprints(files) else CHANGED
    if files and cleaned and state != GOOD:
        state = BUILT
    return Agency(
        name=member.short if member else name,
        files=len(files),
        received=tell_received(sources) if files else ABSENT,
        checked=state,
        refused=check.refused if check and state == GOOD else 0,
        decisions=len(mine),
    )


def tell_received(sources: list[Source]) -> str:
    """Return the days on which files came, as far as they are written down."""
    days = sorted({str(source.received) for source in sources if source.received})
    return ", ".join(days) or "day not written"


def find_engine(workspace: Workspace) -> str:
    """Return the engine that a build would take; asked without starting a program in vain."""
    return choose("auto", workspace.root).name if find_quarto() else "builtin"


def find_steps(workspace: Workspace, year: int, public: bool) -> tuple[Steps, ...]:
    """Return the steps of a year: the confidential ones, and those of each edition."""
    engine = find_engine(workspace)
    languages = sorted(workspace.builds(year)) or ["en"]
    planned = editions.plan(workspace, [year], languages, ["html", "pdf"], engine, public)
    ledger = ledger_of(workspace)
    groups: dict[str, list[tuple[str, str]]] = {}
    for step in planned:
        groups.setdefault(step.name.partition("/")[0], []).append((step.name, ledger.stale(step)))
    return tuple(
        Steps(name, len(found), tuple((step, why) for step, why in found if why))
        for name, found in groups.items()
    )


def list_ahead(
    plan: Year,
    agencies: Iterable[Agency],
    asked: int,
    moved: tuple[str, ...],
    steps: tuple[Steps, ...],
    reviews: tuple[str, ...],
) -> Iterator[str]:
    """Yield what stands between here and the report, the first thing to do first."""
    year, sent = plan.year, list(agencies)
    if plan.to_fill:
        yield str(plan.to_fill)
    if absent := [each.name for each in sent if not each.files]:
        yield f"Ask for files: {', '.join(absent)}. They belong in data/raw/{year}/."
    if any(each.checked in (UNCHECKED, CHANGED) for each in sent):
        yield f"Check what came: cpims-report check {year}"
    if refused := {each.name: each.refused for each in sent if each.refused}:
        told = ", ".join(f"{name} {count}" for name, count in refused.items())
        yield f"Refused, to be mended by the agency: {told}; see data/processed/{year}/quality/."
    if asked:
        yield f"Decide: {asked} open, cpims-report check {year} --interactive"
    if any(each.stale for each in steps):
        yield f"Build: cpims-report build {year}"
    if moved:
        yield f"Say why {len(moved)} headline numbers moved: notes: in config/{year}.yml"
    if reviews:
        yield f"Review what is built: cpims-report review {year}"
