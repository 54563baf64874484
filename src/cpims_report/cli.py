"""The command `cpims-report`: reads arguments, calls the package, says what happened."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cpims_report.errors import ConfigurationError, CpimsError, InputRefused
from cpims_report.examples import example_of
from cpims_report.workspace import Workspace

if TYPE_CHECKING:
    from cpims_report.config import Settings
    from cpims_report.records.quality import Examination

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The annual report of child protection case management: agencies' files in, report out.",
    epilog="A new year: new-year, check, build. What comes next: status. Each command's --help "
    "ends with an example.",
)
console = Console(soft_wrap=True)
warnings = Console(stderr=True, soft_wrap=True)


class Format(StrEnum):
    """The documents of an edition."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    BRIEF = "brief"
    XLSX = "xlsx"


class Engine(StrEnum):
    """What puts the book together."""

    AUTO = "auto"
    QUARTO = "quarto"
    BUILTIN = "builtin"


class Kernels(StrEnum):
    """How the kernels of notebooks start."""

    WARM = "warm"
    ORDINARY = "ordinary"


class Executor(StrEnum):
    """Where the steps of a build run."""

    LOCAL = "local"
    DASK = "dask"


class BirthDates(StrEnum):
    """What becomes of dates of birth."""

    KEEP = "keep"
    MONTH = "month"


Root = Annotated[
    Path,
    typer.Option(
        "--root", help="The workspace: a folder with config/, data/, notebooks/, _quarto.yml."
    ),
]


def known_years(incomplete: str) -> list[str]:
    """Return the years that a shell may complete: those with settings."""
    found = Path("config").glob("[12][0-9][0-9][0-9].yml")
    return sorted(path.stem for path in found if path.stem.startswith(incomplete))


Years = Annotated[
    list[int],
    typer.Argument(
        metavar="YEAR…",
        min=2000,
        max=2100,
        show_default=False,
        help="Years with settings in config/.",
        autocompletion=known_years,
    ),
]
OneYear = Annotated[
    int,
    typer.Argument(
        metavar="YEAR",
        min=2000,
        max=2100,
        show_default=False,
        help="The year of the report.",
        autocompletion=known_years,
    ),
]


@app.command()
def build(
    years: Years,
    language: Annotated[list[str] | None, typer.Option(help="May be given several times.")] = None,
    to: Annotated[list[Format] | None, typer.Option(help="May be given several times.")] = None,
    engine: Annotated[Engine, typer.Option(help="What puts the book together.")] = Engine.AUTO,
    jobs: Annotated[int, typer.Option(min=1, help="Notebooks at a time.")] = min(
        os.cpu_count() or 2, 4
    ),
    force: Annotated[bool, typer.Option(help="Run everything, fresh or not.")] = False,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="What one notebook may take.")
    ] = 3600,
    kernels: Annotated[
        Kernels, typer.Option(help="Forked from a process with the imports done, or started anew.")
    ] = Kernels.WARM if sys.platform == "linux" else Kernels.ORDINARY,
    executor: Annotated[
        Executor, typer.Option(help="On this machine, or on the workers of a Dask cluster.")
    ] = Executor.LOCAL,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Of the cluster, such as tcp://10.0.0.1:8786.")
    ] = "",
    from_published: Annotated[bool, typer.Option(help="Start from sealed data.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would run and why; run nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing unless it fails.")] = False,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what happens there as well.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail where a message has no translation.")
    ] = False,
    root: Root = Path(),
) -> None:
    """Build the report of one or more years, raw files to HTML and PDF; only what is stale runs."""
    from dataclasses import replace

    from cpims_report import building, editions
    from cpims_report.config import Settings
    from cpims_report.report.assembly.engines import choose
    from cpims_report.spoken import check_languages

    if (executor is Executor.DASK) != bool(scheduler):
        raise typer.BadParameter("--executor dask and --scheduler ADDRESS go together.")
    workspace = Workspace.find(root)
    languages = check_languages(workspace.root, language or ["en"])
    formats = [str(item) for item in to or [Format.HTML, Format.PDF]]
    if strict:
        from cpims_report.report.translation.book import check_coverage

        check_coverage(workspace.root, languages)
    if not from_published:
        settings = Settings(workspace.config)
        settings.check()
        for year in years:
            settings.year(year)
    chosen = choose(str(engine), workspace.root)
    steps = editions.plan(workspace, years, languages, formats, chosen.name, from_published)
    if dry_run:
        building.tell_freshness(workspace, steps, console)
        return
    console.quiet = quiet
    console.print(f"Engine: {chosen}", markup=False, highlight=False)
    warm = kernels is Kernels.WARM
    steps = [replace(step, limit=timeout, warm=step.warm * warm) for step in steps]
    try:
        outcomes = building.attend(workspace, steps, jobs, force, console, log, scheduler)
    except KeyboardInterrupt:
        warnings.print("Stopped. Finished steps are kept: the same command goes on from there.")
        # an assembly under way cannot be stopped, and would hold the process until it is done
        os._exit(130)
    for year in sorted(set(years)):
        for item in languages:
            building.finish(workspace, year, item, formats, chosen, steps, outcomes, console)


@app.command()
def check(
    year: OneYear,
    language: Annotated[str, typer.Option(help="Of what is told.")] = "en",
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Answer the open decisions, one by one.")
    ] = False,
    who: Annotated[str, typer.Option(help="Who answers; your login name where not given.")] = "",
    root: Root = Path(),
) -> None:
    """Read and check a year's raw files alone; write one data-quality workbook per agency."""
    from cpims_report.kept_check import KeptCheck, Told
    from cpims_report.spoken import check_languages

    workspace = Workspace.find(root)
    [language] = check_languages(workspace.root, [language])
    if interactive and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConfigurationError(
            "--interactive asks at the keyboard and needs a terminal. Run it in one, or answer "
            "under decide: in a text editor."
        )
    kept = KeptCheck.of(workspace, year, [language, *describe_terminal()])
    told = None if interactive else kept.find()
    if told:
        console.file.write(told.text)
    else:
        text, written, refused = check_files(workspace, year, language, interactive, who)
        told = Told(text, InputRefused.exit_code if refused else 0)
        kept.keep(told, written)
    if told.code:
        raise typer.Exit(told.code)


def check_files(
    workspace: Workspace, year: int, language: str, interactive: bool, who: str
) -> tuple[str, list[Path], bool]:
    """Check the files of a year; return what was said, what was written, and if it is refused."""
    from cpims_report.config import Settings
    from cpims_report.dashboard import checked
    from cpims_report.records.learning.decisions import keep
    from cpims_report.records.quality import examine, show_found, tell_verdict, write_workbooks
    from cpims_report.records.quality.delivered import FILE
    from cpims_report.records.quality.table import print_lines

    examination = examine(workspace, year)
    if interactive and answer_open(examination, Settings(workspace.config), who):
        console.print("Checked again with the answers:")
        examination = examine(workspace, year)
    files = keep(examination.decisions, examination.year, Settings(workspace.config))
    said: list[str] = []
    paths = write_workbooks(
        examination,
        workspace,
        language,
        lambda: said.append(say(lambda: show_found(examination, console, files, language))),
    )
    checked.keep_checked(workspace, year, examination.year.sources, count_refused(examination))
    folder = (paths[0].parent if paths else workspace.processed(year)).relative_to(workspace.root)
    lines = [f"Workbooks in {folder.as_posix()}: {len(paths)}", tell_verdict(examination)]
    to_fill = [*Settings(workspace.config).to_fill, examination.year.to_fill]
    lines[:0] = [str(each) for each in to_fill if each]
    said.append(say(lambda: print_lines(console, lines)))
    return (
        "".join(said),
        [*paths, *(workspace.processed(year) / name for name in (FILE, checked.FILE))],
        examination.refused,
    )


def say(tell: Callable[[], None]) -> str:
    """Print what `tell` prints; return it as it was printed."""
    with console.capture() as said:
        tell()
    console.file.write(said.get())
    console.file.flush()
    return said.get()


def describe_terminal() -> list[object]:
    """Return what the look of printed text depends on."""
    width = console.width if console.is_terminal else 0
    return [console.is_terminal, width, console.color_system, console.encoding, console.no_color]


def count_refused(examination: Examination) -> dict[str, int]:
    """Return how many refusals there are of each agency."""
    found = examination.found
    refused = found.loc[found["severity"] == "refuse", "agency"].value_counts()
    return {str(agency): int(count) for agency, count in refused.items()}


def answer_open(examination: Examination, settings: Settings, who: str) -> int:
    """Have the person at the terminal answer the open decisions; return how many were answered."""
    from getpass import getuser

    from cpims_report.records.learning.answering import answer_decisions

    if not examination.decisions:
        console.print("Nothing is left to decide.")
        return 0
    name = who.strip() or getuser()
    try:
        return answer_decisions(examination.decisions, examination.year, settings, name, console)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


@app.command()
def learn(
    forms: Annotated[
        list[Path],
        typer.Argument(
            metavar="FORMS.xlsx…",
            exists=True,
            dir_okay=False,
            help="What an administrator downloads under “Export forms”.",
        ),
    ],
    system: Annotated[str, typer.Option(metavar="NAME", help="What to call the system.")],
    root: Root = Path(),
) -> None:
    """Learn a system's fields and options from its form exports, one a language."""
    from cpims_report.config import Settings
    from cpims_report.records.learning.command import learn_system

    for line in learn_system(forms, system, Settings(Workspace.find(root).config)):
        console.print(line, markup=False, highlight=False)


@app.command()
def deidentify(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", exists=True, dir_okay=False, help="Exports, as made."),
    ] = None,
    key_file: Annotated[
        Path | None, typer.Option(help="The Task Force's secret key.", exists=True, dir_okay=False)
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the new files.")
    ] = None,
    birth_dates: Annotated[
        BirthDates, typer.Option(help="Keep dates of birth, or cut them to the month.")
    ] = BirthDates.KEEP,
    drop: Annotated[list[str] | None, typer.Option(help="A further column to drop.")] = None,
    keep: Annotated[list[str] | None, typer.Option(help="A further column to keep.")] = None,
    profile: Annotated[str, typer.Option(help="The layout; recognised where not given.")] = "",
    system: Annotated[str, typer.Option(help="The system, where its dictionary is known.")] = "",
    review: Annotated[
        bool, typer.Option("--review", help="Ask about each column that the report does not need.")
    ] = False,
    new_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a new secret key there, no more.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Write exports anew with what the report needs alone; the files themselves stay untouched."""
    from cpims_report.config import Settings
    from cpims_report.records.deidentify import Order, deidentify_files, write_key

    if new_key:
        write_key(new_key)
        console.print(f"Wrote a new key to {new_key}.", markup=False, highlight=False)
        return
    if not files or not key_file or not to:
        raise typer.BadParameter("FILE…, --key-file and --to are needed (or --new-key FILE).")
    months = birth_dates is BirthDates.MONTH
    words = (tuple(drop or ()), tuple(keep or ()))
    order = Order(to, key_file, months, *words, profile, review, system)
    ask = ask_to_drop if sys.stdin.isatty() and console.is_terminal else None
    for line in deidentify_files(files, order, Settings(Workspace.lists(root)), ask):
        console.print(line, markup=False, highlight=False)


@app.command()
def template(
    into: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the workbook.")],
    root: Root = Path(),
) -> None:
    """Write the workbook for an agency without a system: lists to choose from, instructions."""
    from cpims_report.config import Settings
    from cpims_report.records.template import write_template

    write_template(into, Settings(Workspace.find(root).config))
    console.print(f"Wrote {into}.", markup=False, highlight=False)


def ask_to_drop(column: str, why: str) -> bool:
    """Ask the person at the terminal whether a column is to be dropped."""
    return typer.confirm(f"{column}: {why}. Drop it?", default=True)


@app.command("new-year")
def new_year(year: OneYear, root: Root = Path()) -> None:
    """Prepare a year from the year before: settings, folders, letters, a checklist, workbooks."""
    from cpims_report.next_year import prepare
    from cpims_report.records.template import write_template

    for line in prepare(Workspace.find(root), year, write_template):
        console.print(line, markup=False, highlight=False)


@app.command("new-country")
def new_country(
    to: Annotated[
        Path, typer.Argument(metavar="DIR", file_okay=False, help="A new folder, or an empty one.")
    ],
    forms: Annotated[
        list[Path],
        typer.Option(
            "--from",
            metavar="FORMS.xlsx",
            exists=True,
            dir_okay=False,
            help="The system's form export; several times, one a language.",
        ),
    ],
    name: Annotated[str, typer.Option(help="The country, in English, such as Cameroon.")] = "",
    language: Annotated[
        list[str] | None, typer.Option(help="Of the report beside English; several times.")
    ] = None,
    level: Annotated[
        tuple[str, str],
        typer.Option(help="What you count by, one and several: county counties."),
    ] = ("governorate", "governorates"),
    year: Annotated[
        int | None, typer.Option(min=2000, max=2100, help="The first; last year if not given.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Make a workspace for another country from a form export, with marks where to fill in.

    For example: cpims-report new-country ../cameroon --from formulaires.xlsx --name Cameroon
    """
    from datetime import UTC, datetime

    from cpims_report.new_country import Order, found
    from cpims_report.records.learning.command import learn_system

    order = Order(to, forms, name, language or [], year or datetime.now(UTC).year - 1, level)
    for line in found(Workspace.around(root), order, learn_system):
        console.print(line, markup=False, highlight=False)


@app.command()
def sample(
    years: Years,
    cases: Annotated[int, typer.Option(min=60, help="Children active in a year, about.")] = 7000,
    seed: Annotated[int, typer.Option(help="Same seed, same bytes.")] = 2018,
    into: Annotated[Path | None, typer.Option(help="Default: data/raw of the workspace.")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="With every column of Jordan's system; needs --into.")
    ] = False,
    root: Root = Path(),
) -> None:
    """Write synthetic exports of the six agencies, and what is true of them, kept apart."""
    from cpims_report.config import Settings
    from cpims_report.sample import write_sample

    workspace = Workspace.find(root)
    if full and not into:
        raise typer.BadParameter("--full writes what identifies people: name a folder with --into.")
    folder = into or workspace.root / "data" / "raw"
    files = write_sample(
        folder, sorted(set(years)), cases, seed, settings=Settings(workspace.config), full=full
    )
    console.print(
        f"Wrote {len(files)} files below {folder}. All of it is synthetic.", highlight=False
    )


@app.command()
def status(
    year: Annotated[
        int | None,
        typer.Argument(metavar="[YEAR]", help="Default: the last one.", autocompletion=known_years),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a page as well.")
    ] = None,
    root: Root = Path(),
) -> None:
    """Say where a year stands: agencies, decisions, numbers, steps, reviews; and what is next."""
    from cpims_report.dashboard.screen import show_standing
    from cpims_report.dashboard.standing import find_standing

    workspace = Workspace.find(root)
    known = sorted(int(path.stem) for path in workspace.config.glob("[12][0-9][0-9][0-9].yml"))
    if not known or (year is not None and year not in known):
        there = f"there are {', '.join(map(str, known))}" if known else "there is no year at all"
        raise ConfigurationError(f"config/{year or '<year>'}.yml is missing; {there}.")
    chosen = year or known[-1]
    others = [each for each in known if each != chosen]
    standing = find_standing(workspace, chosen, others)
    show_standing(standing, console)
    if html:
        from cpims_report.dashboard.page import write_page

        write_page(standing, workspace, html)
        console.print(f"Wrote {html}.", markup=False, highlight=False)


@app.command()
def translate(
    language: Annotated[str, typer.Argument(help="The language of the catalogues.")] = "ar",
    root: Root = Path(),
) -> None:
    """Make the catalogues of the chapters' prose anew: keep what is translated, mark changes."""
    from cpims_report.report.translation.book import coverage, renew_catalogues

    workspace = Workspace.find(root)
    written = renew_catalogues(workspace.root, language)
    found = coverage(workspace.root, language)
    for line in (*found.lines(), f"Wrote {len(written)} catalogues to locale/{language}/.", found):
        console.print(str(line), markup=False, highlight=False)


@app.command()
def review(
    year: OneYear,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CHAPTER", help="What is accepted as it is built; `all`; several times."
        ),
    ] = None,
    comment: Annotated[str, typer.Option(metavar="TEXT", help="What is to be changed.")] = "",
    of: Annotated[str, typer.Option(metavar="CHAPTER", help="What --comment speaks of.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who accepts or comments.")] = "",
    from_docx: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="A commented Word edition."),
    ] = None,
    language: Annotated[str, typer.Option(help="Of the edition.")] = "en",
    root: Root = Path(),
) -> None:
    """Say what of a built report is accepted, by whom, for which bytes; accept or comment.

    For example: cpims-report review 2018 --accept 30-concerns --by "Amal Haddad"
    """
    from cpims_report import reviewing
    from cpims_report.spoken import check_languages

    workspace = Workspace.find(root)
    [language] = check_languages(workspace.root, [language])
    if from_docx:
        from cpims_report.report.review.word_comments import remark_lines

        for line in remark_lines(from_docx):
            console.print(line, markup=False, highlight=False)
        return
    if comment and not of:
        raise typer.BadParameter("--comment TEXT speaks of something: add --of CHAPTER.")
    edition = (workspace, year, language)
    if accept:
        reviewing.accept(*edition, accept, by)
    if comment:
        reviewing.comment(*edition, of, by, comment)
    lines = reviewing.review_lines(*edition)
    path = reviewing.start_file(workspace, year)
    for line in lines:
        console.print(line, markup=False, highlight=False)
    if accept or comment:
        console.print(
            f"Written to {path.relative_to(workspace.root).as_posix()}. The next "
            f"cpims-report build {year} takes note of it.",
            markup=False,
            highlight=False,
        )


@app.command()
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A year, or the folder of a build.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A year, or the folder of a build.")],
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Where to write the page.")
    ] = None,
    language: Annotated[str, typer.Option(help="Of the builds of years.")] = "en",
    root: Root = Path(),
) -> None:
    """Write a page of all that changed between two years, or between two builds of one year.

    For example: cpims-report compare 2017 2018
    """
    from cpims_report import comparing
    from cpims_report.spoken import check_languages

    workspace = Workspace.find(root)
    [language] = check_languages(workspace.root, [language])
    for line in comparing.compare(workspace, old, new, language, to):
        console.print(line, markup=False, highlight=False)


@app.command()
def publish(
    year: OneYear,
    to: Annotated[
        Path, typer.Option(metavar="DIR", file_okay=False, help="The folder of all publications.")
    ],
    erratum: Annotated[
        str, typer.Option(metavar="TEXT", help="What was wrong with the edition before.")
    ] = "",
    root: Root = Path(),
) -> None:
    """Lay out what goes out of a year, every language that is built; a draft is refused.

    For example: cpims-report publish 2018 --to public
    """
    from cpims_report import releasing

    for line in releasing.publish(Workspace.find(root), year, to.absolute(), erratum):
        console.print(line, markup=False, highlight=False)


@app.command()
def verify(
    build: Annotated[Path, typer.Argument(help="A folder such as build/2018-en.")],
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make it again, and compare byte by byte.")
    ] = False,
    root: Root = Path(),
) -> None:
    """Check a finished build: hashes of its files, seal, audit, and the scan for leaks."""
    from cpims_report.publishing import verify_build

    workspace = Workspace.find(root)
    for line in verify_build(workspace, build.resolve()):
        console.print(line, highlight=False)
    if rebuild:
        from cpims_report import rebuilding

        silent = Console(quiet=True)
        console.print(rebuilding.rebuild(workspace, build.resolve(), silent), highlight=False)


@app.command()
def docs(
    to: Annotated[
        Path, typer.Option(metavar="DIR", file_okay=False, help="The folder of the site.")
    ] = Path("build/docs"),
    root: Root = Path(),
) -> None:
    """Make the manual, the pages of docs/ and lists of all that is counted, as a site to open."""
    from cpims_report.documentation import write_manual

    page = write_manual(Workspace.find(root), to.absolute())
    console.print(f"The manual: {page}", markup=False, highlight=False)


@app.command()
def guard(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="FILE…", help="Paths below the workspace.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Bring notebooks into the committed form first.")
    ] = False,
    root: Root = Path(),
) -> None:
    """Refuse what must not be committed: outputs, case data, identifiers, large files."""
    from cpims_report.guard import guard as look
    from cpims_report.guard import mend

    folder = Workspace.find(root).root
    chosen = names or [
        path.relative_to(folder).as_posix() for path in sorted(folder.glob("notebooks/*.ipynb"))
    ]
    for name in mend(folder, chosen) if fix else ():
        console.print(f"Mended {name}.", markup=False, highlight=False)
    count = look(folder, chosen)
    console.print(f"{count} files may be committed.", highlight=False)


for command in app.registered_commands:
    called = command.name or getattr(command.callback, "__name__", "").replace("_", "-")
    command.epilog = example_of(called)


def main() -> None:
    """Run the command; end with the exit code of the error, told in plain words."""
    logging.captureWarnings(capture=True)
    try:
        app()
    except CpimsError as error:
        warnings.print(str(error), style=None, markup=False, highlight=False)
        sys.exit(error.exit_code)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        warnings.print(f"{place}{error.strerror or error}.", markup=False, highlight=False)
        sys.exit(ConfigurationError.exit_code)
    except KeyboardInterrupt:
        warnings.print("Stopped. Finished steps are kept; nothing half-written is.")
        sys.exit(130)
