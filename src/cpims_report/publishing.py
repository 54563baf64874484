"""From executed chapters to finished documents that passed the scan; and a look back at them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from cpims_report.beside import write_beside
from cpims_report.config import Settings
from cpims_report.disclosure import scan_build
from cpims_report.editions import documents
from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.pipeline.hashing import hash_tree
from cpims_report.report import numerals, open_edition
from cpims_report.report.assembly.assemble import assemble
from cpims_report.report.assembly.draft import add_to_specification, draft_words, mark_draft
from cpims_report.report.assembly.stage import stage
from cpims_report.report.assembly.swap import put, workshop
from cpims_report.report.downloads import Downloads
from cpims_report.report.edition import Edition
from cpims_report.report.handwritten import CHAPTER, handwritten
from cpims_report.report.prose import fill
from cpims_report.report.publication import Contribution, coverage_table, glossary_table, imprint
from cpims_report.report.review import fingerprints, read_register, standings
from cpims_report.report.spreadsheet import write_spreadsheet
from cpims_report.report.translation.prose import Translation
from cpims_report.spoken import LOCALE, at_home
from cpims_report.workspace import RECORD, Workspace

SPREADSHEET = "xlsx"
"""The format that is no book: the statistical tables."""
PAPERS = ("pdf", "docx", "brief", SPREADSHEET)
"""The formats that are files, whose names say whether they are a draft."""


def put_together(root: str, year: int, language: str, formats: Sequence[str], engine: str) -> None:
    """Stage and assemble one edition; only what passed the leak scan gets its final name.

    It is a draft until all required reviews are accepted for what was staged. On any failure the
    documents of the build before stay as they were.
    """
    workspace = Workspace(Path(root))
    with at_home(workspace.root):
        make_documents(workspace, year, language, formats, engine)


def make_documents(
    workspace: Workspace, year: int, language: str, formats: Sequence[str], engine: str
) -> None:
    """Stage and assemble one edition in the words of its workspace."""
    build = workspace.build(year, language)
    edition = open_edition(year, language, workspace.published(year).parent)
    settings = Settings(workspace.config)
    written = handwritten(edition, workspace.config) | said_of(edition, settings)
    address = settings.publication.address
    translation = Translation(workspace.root / LOCALE / language, language)
    executed = build / "executed"
    with workshop(build) as scratch:
        book, out = scratch / "book", scratch / "out"
        figures = book / "notebooks" / "figures"
        for folder in sorted(executed.glob("*/figures")):
            shutil.copytree(folder, figures, dirs_exist_ok=True)
        about = {
            "lang": language,
            "year": year,
            "digits": numerals.digits(language),
            "members": edition.members,
            "synthetic": edition.notice,
            "without": [] if written["recommended"] else [CHAPTER],
            **({"address": f"{address}/{year}/{language}"} if address else {}),
        }
        stage(
            workspace.root,
            executed,
            book,
            lambda text, name: fill(translation.translated(text, name), edition, name, written),
            about,
        )
        items = fingerprints(book, language, workspace.published(year))
        stands = standings(items, read_register(workspace.review(year)), language)
        draft = any(each.holds_back for each in stands)
        if draft:
            mark_draft(book, language)
        named = documents(workspace, year, language, formats, draft)
        papers = {kind: path for kind, path in named.items() if kind != "html"}
        downloads = Downloads(papers, workspace.published(year))
        add_to_specification(book, language, {"cpims": {"downloads": downloads.names}})
        made = assemble(book, out, [f for f in formats if f != SPREADSHEET], engine, language)
        if SPREADSHEET in formats:
            out.mkdir(exist_ok=True)
            made[SPREADSHEET] = out / named[SPREADSHEET].name
            line = draft_words(book, language) if draft else ""
            write_spreadsheet(edition, made[SPREADSHEET], line)
        if "html" in made:
            downloads.put_into(made["html"].parent, made)
        scan_build(scratch, workspace, year)
        remove_others(workspace, year, language, draft)
        put(book, build / "book")
        write_record(build, draft, items)
        for kind, path in made.items():
            finished = path.parent if kind == "html" else path
            put(finished, build / finished.name)


def remove_others(workspace: Workspace, year: int, language: str, draft: bool) -> None:
    """Take away documents of the other state: a draft beside its final edition would be read."""
    for path in documents(workspace, year, language, PAPERS, not draft).values():
        path.unlink(missing_ok=True)


def write_record(build: Path, draft: bool, items: Mapping[str, str]) -> None:
    """Write down what of an edition can be reviewed, by its fingerprints, and whether it is one."""
    record = {"draft": draft, "items": dict(items)}
    write_beside(build / RECORD, json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def said_of(edition: Edition, settings: Settings) -> dict[str, str]:
    """Return what an edition says of itself: contact, next release, and whose records it has."""
    about = settings.publication
    contact, release = about.contact, about.next_release.get(edition.year)
    languages = {
        "contact": contact.model_dump() if contact else {},
        "next_release": release.model_dump() if release else {},
    }
    return imprint(edition, languages) | {
        "coverage_table": coverage_table(edition, contributions(edition, settings)),
        "glossary_table": glossary_table(
            edition,
            [(each.term.model_dump(), each.meaning.model_dump()) for each in settings.glossary],
        ),
    }


def contributions(edition: Edition, settings: Settings) -> list[Contribution]:
    """Return the members of the years shown, where each works and its system in each year."""
    named = settings.publication.systems
    used = {
        (source.agency, year): named[source.profile].model_dump()
        for year in edition.years
        if (settings.folder / f"{year}.yml").is_file()
        for source in settings.plan(year).sources
        if source.profile in named
    }
    places = settings.places.labels()
    return [
        Contribution(
            member=agency.short,
            areas=[places[area].model_dump() for area in agency.areas],
            systems={year: used[name, year] for year in edition.years if (name, year) in used},
        )
        for name, agency in settings.agencies.items()
        if any((name, year) in used for year in edition.years)
    ]


def verify_build(workspace: Workspace, build: Path) -> list[str]:
    """Return what was checked of a finished build, a line each.

    Raises AssemblyFailed for a file that is not as the manifest says and DisclosureRefused for a
    broken seal, a failed audit or a leak.
    """
    path = build / "manifest.json"
    if not path.is_file():
        raise AssemblyFailed(f"{build} is no finished build: it has no manifest.json.")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    problems = []
    for name, digest in manifest["outputs"].items():
        found = hash_tree(build / name).get(str(build / name))
        if found != digest:
            state = "was changed" if found else "is missing"
            problems.append(Problem("VER-HASH", f"The file {state} since it was built.", file=name))
    if problems:
        raise AssemblyFailed(f"{build.name} is not as it was built.", problems)
    year = int(manifest["year"])
    edition = open_edition(year, manifest["language"], workspace.published(year).parent)
    scan_build(build, workspace, year)
    return [
        f"{len(manifest['outputs'])} files have the hashes of the manifest",
        f"the seal of {', '.join(map(str, edition.years))} holds and the audits passed",
        "no identifier and no suppressed value was found in any file",
    ]
