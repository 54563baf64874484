"""What an edition was made from, and by what: its manifest, which readers of the site find too."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from cpims_report import editions
from cpims_report.pipeline import Outcome, Step
from cpims_report.pipeline.manifest import MANIFEST, write_manifest
from cpims_report.report.downloads import FOLDER
from cpims_report.workspace import Workspace

if TYPE_CHECKING:
    from cpims_report.report.assembly.engines import Engine
    from cpims_report.report.translation.book import Coverage


def record_edition(
    workspace: Workspace,
    year: int,
    language: str,
    formats: Sequence[str],
    engine: Engine,
    translated: Coverage | None,
    steps: Iterable[Step],
    outcomes: Iterable[Outcome],
) -> None:
    """Write the manifest of an edition into its build, and a copy into its site.

    The copy is made last: it is no output of the steps, and has the hashes of all that are.
    """
    folder, sealed = workspace.build(year, language), workspace.published(year)
    documents = editions.made_documents(workspace, year, language, formats)
    about = {
        "title": f"CPIMS annual report {year}, {language}",
        "year": year,
        "language": language,
        "formats": list(formats),
        "draft": editions.is_draft(folder),
        "engine": {"name": engine.name, "version": engine.version},
        "parameters": {
            "year": year,
            "language": language,
            "formats": " ".join(formats),
            "engine": engine.name,
        },
        "seal": (sealed / "seal.json").read_text(encoding="utf-8"),
    }
    if translated:
        about["translation"] = asdict(translated)
    copy = documents["html"] / FOLDER / MANIFEST if "html" in documents else None
    if copy:
        copy.unlink(missing_ok=True)
    steps = list(steps)
    inputs = public_inputs(workspace, [s for s in steps if s.name.startswith(f"{year}-")])
    written = write_manifest(
        folder, workspace.root, about, inputs, documents.values(), outcomes, steps
    )
    if copy:
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(written, copy)


def public_inputs(workspace: Workspace, steps: Iterable[Step]) -> list[Path]:
    """Return all that steps from sealed data on read, with settings, notebooks and lock.

    What other steps made (below `build`) is no input, and of case data not even a hash is told.
    """
    inside = (workspace.root / "build", workspace.root / "data" / "processed")
    read = [
        path
        for step in steps
        for path in (*step.inputs, *filter(None, [step.notebook]))
        if not any(path.is_relative_to(folder) for folder in inside)
    ]
    others = [workspace.config, *editions.notebooks(workspace)]
    return list(dict.fromkeys([*read, *others, workspace.root / "requirements.lock"]))
