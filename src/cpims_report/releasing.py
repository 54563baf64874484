"""An edition that goes out: checked, laid out in a folder that can be served as it is."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from cpims_report.disclosure import scan_build
from cpims_report.editions import is_draft
from cpims_report.errors import AssemblyFailed, ConfigurationError, DisclosureRefused, Problem
from cpims_report.pipeline.hashing import hash_file
from cpims_report.publishing import verify_build
from cpims_report.report.assembly.look import EXTENSION
from cpims_report.report.assembly.site import FAVICON, STYLESHEET, resource, stylesheet
from cpims_report.report.assembly.specification import read_specification
from cpims_report.report.assembly.swap import put, workshop
from cpims_report.report.release import citation, history
from cpims_report.report.release.history import Erratum, Published, read_published
from cpims_report.report.release.landing import MARK, PAGE, landing
from cpims_report.report.sealed import SEAL
from cpims_report.reviewing import standing
from cpims_report.spoken import SOURCE_LANGUAGE
from cpims_report.workspace import RECORD, Workspace

SUMS = "SHA256SUMS"
LETTERS = "site_libs/fonts"


def publish(workspace: Workspace, year: int, to: Path, erratum: str = "") -> list[str]:
    """Lay out what goes out of a year; return what was done, a line each.

    Refuses a draft, a build that is not of the sealed data, and a second publication without an
    erratum. What was published before stays as it was until all is there.
    """
    builds = finished_builds(workspace, year)
    refuse_drafts(workspace, year, builds)
    before = read_published(to / str(year))
    text = " ".join(erratum.split())
    refuse_silent(year, to, before, text)
    checked = [line for build in builds.values() for line in verified(workspace, build, year)]
    edition = described(workspace, year, builds, before, text)
    with workshop(to) as scratch:
        folder = scratch / str(year)
        write_about(folder, edition)
        others = [read_published(path.parent) for path in sorted(to.glob(f"*/{history.FILE}"))]
        known = [each for each in others if each is not None and each.year != year]
        (scratch / PAGE).write_text(landing([*known, edition]), "utf-8")
        scan_build(scratch, workspace, year)  # what a person wrote, before all else is beside it
        lay_out(workspace, builds, folder)
        write_look(next(iter(builds.values())) / "book", scratch)
        put(folder, to / str(year))
        put(scratch / "site_libs", to / "site_libs")
        put(scratch / PAGE, to / PAGE)
    number = f"edition {edition.edition} of {year}"
    languages = ", ".join(each.lang for each in edition.languages)
    return [*dict.fromkeys(checked), f"Published {number} ({languages}): {to / PAGE}"]


def finished_builds(workspace: Workspace, year: int) -> dict[str, Path]:
    """Return language -> build of a year, English first; ConfigurationError where there is none."""
    builds = workspace.builds(year, RECORD)
    if not builds:
        raise ConfigurationError(
            f"Nothing of {year} is built. First run cpims-report build {year} --to html --to pdf "
            "--to docx --to xlsx --to brief, once for each --language."
        )
    return dict(sorted(builds.items(), key=lambda item: item[0] != SOURCE_LANGUAGE))


def refuse_drafts(workspace: Workspace, year: int, builds: Mapping[str, Path]) -> None:
    """Raise DisclosureRefused that names each review that is open, and each build to renew."""
    problems = []
    for language, build in builds.items():
        held = [each for each in standing(workspace, year, language) if each.holds_back]
        problems += [
            Problem("PUB-REVIEW", f"{each.item} is open: {each}.", file=build.name) for each in held
        ]
        if is_draft(build) and not held:
            problems.append(
                Problem(
                    "PUB-DRAFT",
                    "The reviews are accepted, and the documents still say draft.",
                    file=build.name,
                    action=f"Run cpims-report build {year} --language {language} again.",
                )
            )
    if problems:
        raise DisclosureRefused(
            f"A draft is not published. See cpims-report review {year}.", problems
        )


def refuse_silent(year: int, to: Path, before: Published | None, erratum: str) -> None:
    """Raise ConfigurationError for a second edition without a word, or a folder of others."""
    page = to / PAGE
    if page.is_file() and MARK not in page.read_text("utf-8", errors="replace"):
        raise ConfigurationError(
            f"{page} is not a page of ours and would be written over. Name a folder for "
            "publications alone."
        )
    if before and not erratum:
        raise ConfigurationError(
            f"{year} was published on {before.day} as edition {before.edition}. Say what was "
            'wrong with it: --erratum "TEXT".'
        )
    if erratum and not before:
        raise ConfigurationError(f"{year} was not published yet: an erratum has nothing to mend.")


def verified(workspace: Workspace, build: Path, year: int) -> list[str]:
    """Return what was checked of a build, which must be of the sealed data and have a site."""
    lines = verify_build(workspace, build)
    manifest = json.loads((build / "manifest.json").read_text("utf-8"))
    if manifest["seal"] != (workspace.published(year) / SEAL).read_text("utf-8"):
        raise AssemblyFailed(
            f"{build.name} was built of other data than data/published/{year}. Build it again."
        )
    if "html" not in manifest["formats"]:
        raise AssemblyFailed(f"{build.name} has no site. Build it with --to html as well.")
    kinds = {"pdf": "pdf", "docx": "Word", "xlsx": "Excel", "brief": "summary"}
    missing = [word for kind, word in kinds.items() if kind not in manifest["formats"]]
    told = f"{build.name} goes out without {', '.join(missing)}: it was not built with them"
    return [f"{build.name}: {line}" for line in lines] + [told] * bool(missing)


def described(
    workspace: Workspace,
    year: int,
    builds: Mapping[str, Path],
    before: Published | None,
    text: str,
) -> Published:
    """Return what the new edition says of itself."""
    today = date.today()  # noqa: DTZ011 - the day where it is published
    number = before.edition + 1 if before else 1
    seal = (workspace.published(year) / SEAL).read_bytes()
    told = (Erratum(edition=number, day=today, text=text),) if text else ()
    return Published(
        year=year,
        edition=number,
        day=today,
        seal=hashlib.sha256(seal).hexdigest(),
        languages=tuple(
            history.in_language(
                read_specification(build / "book", language),
                read_specification(workspace.root, language)["cpims"]["words"],
            )
            for language, build in builds.items()
        ),
        errata=(*(before.errata if before else ()), *told),
    )


def write_about(folder: Path, edition: Published) -> None:
    """Write what an edition says of itself into its folder."""
    folder.mkdir()
    record = edition.model_dump_json(indent=1)
    (folder / history.FILE).write_text(record + "\n", "utf-8")
    (folder / citation.FILE).write_text(citation.citation(edition), "utf-8")


def lay_out(workspace: Workspace, builds: Mapping[str, Path], folder: Path) -> None:
    """Copy sites, manifests and data into the folder of a year, and write the checksums."""
    for language, build in builds.items():
        shutil.copytree(build / "site", folder / language)
        shutil.copyfile(build / "manifest.json", folder / f"manifest-{language}.json")
    shutil.copytree(workspace.published(int(folder.name)), folder / "data")
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    sums = [f"{hash_file(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / SUMS).write_text("".join(sums), "utf-8")


def write_look(book: Path, into: Path) -> None:
    """Write the stylesheet, letters and sign of the page of all editions."""
    own = files("cpims_report.report.release") / "resources" / "landing.css"
    (into / LETTERS).parent.mkdir()
    shutil.copytree(book / EXTENSION / "fonts" / "web", into / LETTERS)
    (into / STYLESHEET).write_text(stylesheet(book) + own.read_text("utf-8"), "utf-8")
    (into / FAVICON).write_text(resource("favicon.svg"), "utf-8")
