"""The steps that make an edition: which notebook reads what, writes what, after which other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from cpims_report.case_tables import CaseTables
from cpims_report.errors import ConfigurationError
from cpims_report.link_key import KEY_VARIABLE, SAMPLE_KEY_FILE, mark_key
from cpims_report.pipeline import Step
from cpims_report.report.assembly.draft import SUFFIX
from cpims_report.spoken import LOCALE
from cpims_report.workspace import (
    CHECKER_BOOK,
    CHECKER_FILE,
    CONTRIBUTIONS_FILE,
    EXACT_FILE,
    MARKER,
    RECORD,
    Workspace,
)

SETTINGS = ("agencies.yml", "places.yml", "concerns.yml", "lookups.yml", "disclosure.yml")
"""What every confidential step reads below `config/`."""
CONFIDENTIAL = (
    "cpims_report.records.cleaning",
    "cpims_report.indicators",
    "cpims_report.disclosure",
)
PUBLIC = (
    "cpims_report.report.charts.publish",
    "cpims_report.report.tables",
    "cpims_report.report.summary",
    "pandera.backends.pandas.builtin_checks",  # imported by the first check, takes half a second
)
"""What the notebooks of each side of the wall import: kernels of both are never of one origin."""
CONFIDENTIAL_SIDE = "confidential"
"""What a machine of a cluster declares that may read case data."""
DRAWN_INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
"""What shows a plot in the executed copies of the confidential notebooks, as JupyterLab does."""
PIPELINE = ("01-clean", "02-indicators", "03-protect")
"""The notebooks between raw files and sealed data."""
LISTED = re.compile(r"^\s*-\s*[\"']?notebooks/([^\s\"']+)\.ipynb", re.MULTILINE)
"""A chapter in the book's list."""


def plan(
    workspace: Workspace,
    years: Iterable[int],
    languages: Sequence[str],
    formats: Sequence[str],
    engine: str,
    from_published: bool = False,
) -> list[Step]:
    """Return all steps from raw files (or from published data) to the finished editions.

    An earlier year is published first where its raw files are there and its sealed data is not. The
    year before each is cleaned at least, where its raw files are there: it is compared with it.
    """
    years = sorted(set(years))
    confidential = [] if from_published else [*missing_years(workspace, years), *years]
    steps = [clean_step(workspace, year) for year in compared_years(workspace, confidential)]
    steps += [
        step for year in confidential for step in confidential_steps(workspace, year, confidential)
    ]
    for year in years:
        if from_published and not workspace.published(year).is_dir():
            raise ConfigurationError(f"data/published/{year} is not there to build from.")
        for language in languages:
            steps += edition_steps(workspace, year, language, formats, engine, confidential)
    return steps


def received_years(workspace: Workspace) -> list[int]:
    """Return the years that have raw files and settings, in order."""
    found = (
        int(folder.name)
        for folder in sorted((workspace.root / "data" / "raw").glob("[12][0-9][0-9][0-9]"))
        if folder.is_dir()
    )
    return [year for year in found if (workspace.config / f"{year}.yml").is_file()]


def missing_years(workspace: Workspace, years: Sequence[int]) -> list[int]:
    """Return the years before the last that have raw files and settings but no sealed data."""
    return [
        year
        for year in received_years(workspace)
        if year < years[-1]
        and year not in years
        and not (workspace.published(year) / "seal.json").is_file()
    ]


def compared_years(workspace: Workspace, years: Sequence[int]) -> list[int]:
    """Return the years that are only cleaned: those before the years, where they were received."""
    before = {year - 1 for year in years} - set(years)
    return [year for year in received_years(workspace) if year in before]


def case_tables(workspace: Workspace, year: int) -> tuple[Path, ...]:
    """Return the files of a year's case tables, all of them."""
    return tuple(CaseTables.paths(workspace.processed(year)).values())


def settings_files(workspace: Workspace, *names: str) -> tuple[Path, ...]:
    """Return the settings that every confidential step reads, and others by name."""
    return tuple(workspace.config / name for name in (*SETTINGS, *names))


def confidential_step(
    workspace: Workspace,
    year: int,
    name: str,
    stem: str,
    reads: tuple[Path, ...],
    writes: tuple[Path, ...],
    *after: str,
) -> Step:
    """Return one step between a year's raw files and its sealed data."""
    return Step(
        name=f"{year}/{name}",
        notebook=workspace.notebooks / f"{stem}.ipynb",
        executed=workspace.processed(year) / f"{stem}.ipynb",
        cwd=workspace.root,
        warm=CONFIDENTIAL,
        side=CONFIDENTIAL_SIDE,
        parameters={"year": year},
        environment=DRAWN_INLINE,
        inputs=reads,
        outputs=writes,
        after=after,
    )


def clean_step(workspace: Workspace, year: int) -> Step:
    """Return the step from a year's raw files to its case tables: the only one with the link key.

    The sample's key is public, so it is an input like others; of the secret one a mark is kept.
    """
    raw = workspace.raw(year)
    mark = mark_key(raw.parent, workspace.processed(year).parent)
    step = confidential_step(
        workspace,
        year,
        "clean",
        "01-clean",
        (raw, raw.parent / SAMPLE_KEY_FILE, *settings_files(workspace, f"{year}.yml", "systems")),
        case_tables(workspace, year),
    )
    return replace(step, secrets=(KEY_VARIABLE,), marks={"link key": mark} if mark else {})


def confidential_steps(workspace: Workspace, year: int, planned: Sequence[int]) -> list[Step]:
    """Return the three steps from a year's raw files to its sealed data.

    The indicators are compared with the year before where its raw files, or its tables, are there.
    """
    folder = workspace.processed(year)
    exact, own = folder / EXACT_FILE, folder / CONTRIBUTIONS_FILE
    tables, last_tables = (case_tables(workspace, each) for each in (year, year - 1))
    cleaned = year - 1 in (*planned, *compared_years(workspace, [year]))
    return [
        clean_step(workspace, year),
        confidential_step(
            workspace,
            year,
            "indicators",
            "02-indicators",
            (
                *tables,
                *last_tables,
                workspace.reference,
                *settings_files(workspace, "indicators.yml"),
            ),
            (exact, own),
            f"{year}/clean",
            *((f"{year - 1}/clean",) if cleaned else ()),
        ),
        confidential_step(
            workspace,
            year,
            "protect",
            "03-protect",
            (
                exact,
                own,
                *(path for path in tables if path.stem in ("received", "waterfall")),
                workspace.published(year - 1),
                *settings_files(workspace, f"{year}.yml", "systems", "indicators.yml"),
                *sorted((workspace.root / "locale").glob("*/labels.po")),
            ),
            (workspace.published(year), folder / CHECKER_FILE, folder / CHECKER_BOOK),
            f"{year}/indicators",
            *(f"{other}/protect" for other in planned if other < year),
        ),
    ]


def chapters(workspace: Workspace) -> list[str]:
    """Return the stems of the notebooks that the book lists, in its order.

    A notebook that it does not list takes no part; one that is not there is told when it is staged.
    """
    book = (workspace.root / MARKER).read_text("utf-8")
    listed = dict.fromkeys(LISTED.findall(book))
    return [stem for stem in listed if (workspace.notebooks / f"{stem}.ipynb").is_file()]


def notebooks(workspace: Workspace) -> list[Path]:
    """Return the notebooks that take part: those of the pipeline and the chapters of the book."""
    return [workspace.notebooks / f"{stem}.ipynb" for stem in (*PIPELINE, *chapters(workspace))]


def recommendations(workspace: Workspace, year: int) -> tuple[Path, ...]:
    """Return the files in which the Task Force wrote its recommendations, of two years."""
    found = (workspace.config / str(each) for each in (year - 1, year))
    return tuple(path for folder in found for path in sorted(folder.glob("recommendations.*.md")))


def about_the_edition(workspace: Workspace, years: Iterable[int]) -> tuple[Path, ...]:
    """Return the settings that a report of some years quotes: members, systems, contact, dates."""
    plans = (f"{year}.yml" for year in years)
    names = ("publication.yml", "glossary.yml", "agencies.yml", "places.yml", *plans)
    return tuple(path for name in names if (path := workspace.config / name).is_file())


def documents(
    workspace: Workspace, year: int, language: str, formats: Sequence[str], draft: bool = False
) -> dict[str, Path]:
    """Return format -> where the finished document of an edition lies; HTML is a folder.

    A brief is the summary alone, as PDF and as Word document. The names of a draft's say so.
    """
    build = workspace.build(year, language)
    name = f"cpims-annual-report-{year}-{language}{SUFFIX * draft}"
    files = {
        "html": {"html": "site"},
        "brief": {"brief": f"{name}-summary.pdf", "brief-docx": f"{name}-summary.docx"},
    }
    found = (files.get(kind, {kind: f"{name}.{kind}"}) for kind in formats)
    return {kind: build / file for each in found for kind, file in each.items()}


def made_documents(
    workspace: Workspace, year: int, language: str, formats: Sequence[str]
) -> dict[str, Path]:
    """Return format -> where the document lies that was made last, draft or not."""
    draft = is_draft(workspace.build(year, language))
    return documents(workspace, year, language, formats, draft)


def is_draft(build: Path) -> bool:
    """Return whether an edition that was made is a draft; one that was not made is none."""
    record = build / RECORD
    return record.is_file() and bool(json.loads(record.read_text("utf-8"))["draft"])


def scanned_for(workspace: Workspace, year: int) -> tuple[Path, ...]:
    """Return what the scan for leaks looks by: the confidential side, where it is there."""
    folder = workspace.processed(year)
    return (
        CaseTables.paths(folder)["identifiers"],
        folder / EXACT_FILE,
        *settings_files(workspace, "indicators.yml"),
    )


def is_behind(workspace: Workspace, year: int) -> bool:
    """Return whether there is case data of a year that its finished files are scanned for."""
    return any(path.is_file() for path in scanned_for(workspace, year)[:2])


def edition_steps(
    workspace: Workspace,
    year: int,
    language: str,
    formats: Sequence[str],
    engine: str,
    confidential: Sequence[int],
) -> list[Step]:
    """Return the steps from sealed data to one edition: its chapters and their assembly."""
    edition = f"{year}-{language}"
    build = workspace.build(year, language)
    look = workspace.root / "_extensions" / "cpims"
    catalogues = tuple(path for path in [workspace.root / LOCALE / language] if path.is_dir())
    there = (workspace.root / "data" / "published").glob("[12][0-9][0-9][0-9]")
    published = {int(path.name) for path in there} | set(confidential)
    years = sorted(other for other in published if other <= year)
    sealed = tuple(map(workspace.published, years))
    after = tuple(f"{other}/protect" for other in confidential if other <= year)
    steps = [
        Step(
            name=f"{edition}/{stem}",
            notebook=workspace.notebooks / f"{stem}.ipynb",
            executed=build / "executed" / f"{stem}.ipynb",
            cwd=build / "executed" / stem,
            warm=PUBLIC,
            parameters={"year": year, "language": language},
            environment={
                "CPIMS_PUBLISHED": str(workspace.root / "data" / "published"),
                "CPIMS_REFERENCE": str(workspace.reference),
                "CPIMS_PALETTE": str(look / "palette.yml"),
            },
            inputs=(
                *sealed,
                workspace.reference,
                look / "palette.yml",
                look / "fonts",
                *(folder / "words.po" for folder in catalogues),
            ),
            outputs=(build / "executed" / stem / "figures",),
            after=after,
        )
        for stem in chapters(workspace)
    ]
    book = (
        "_quarto.yml",
        f"_quarto-{language}.yml",
        "index.qmd",
        "recommendations.qmd",
        "glossary.qmd",
        "_extensions",
    )
    assemble = Step(
        name=f"{edition}/assemble",
        function="cpims_report.publishing:put_together",
        cwd=build,
        side=CONFIDENTIAL_SIDE if confidential or is_behind(workspace, year) else "",
        parameters={
            "root": str(workspace.root),
            "year": year,
            "language": language,
            "formats": list(formats),
            "engine": engine,
        },
        inputs=(
            *(workspace.root / name for name in book),
            *catalogues,
            *sealed,
            *recommendations(workspace, year),
            *about_the_edition(workspace, years),
            build / "executed",
            workspace.review(year),
            *scanned_for(workspace, year),
        ),
        outputs=(
            build / "book",
            build / RECORD,
            *dict.fromkeys(
                path
                for draft in (False, True)
                for path in documents(workspace, year, language, formats, draft).values()
            ),
        ),
        after=tuple(step.name for step in steps),
    )
    return [*steps, assemble]
