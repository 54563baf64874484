"""The engine `quarto`: the command itself, called once on a copy of the staged book."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import yaml

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.look import EXTENSION
from cpims_report.report.assembly.specification import SPECIFICATION, profile_of, read_specification

OLDEST = (1, 9)
FORMATS = {"html": "cpims-html", "pdf": "cpims-typst", "docx": "cpims-docx"}


def find_quarto() -> Path | None:
    """Return the command that QUARTO_PATH names or PATH has, or None."""
    named = os.environ.get("QUARTO_PATH")
    if named:
        path = Path(named)
        path = path / "quarto" if path.is_dir() else path
        return path if path.is_file() else None
    found = shutil.which("quarto")
    return Path(found) if found else None


def quarto_version(command: Path) -> tuple[int, ...]:
    """Return the version of a quarto command, () if it does not tell one."""
    try:
        said = subprocess.run(  # noqa: S603 - a command the user named, no shell
            [command, "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return ()
    numbers = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", said.strip())
    return tuple(int(number) for number in numbers.groups() if number) if numbers else ()


def usable_quarto() -> Path | None:
    """Return a quarto command that is new enough, or None."""
    command = find_quarto()
    return command if command and quarto_version(command) >= OLDEST else None


def render(
    book: Path, scratch: Path, formats: Sequence[str], language: str
) -> tuple[Path, dict[str, Path]]:
    """Return the folder of the rendered site and the documents by format, all below `scratch`.

    One call renders all formats: a second one would empty the output of the first. It works on a
    copy, since two renders of one folder collide.
    """
    command = usable_quarto()
    if command is None:
        oldest = ".".join(map(str, OLDEST))
        raise AssemblyFailed(
            f"Quarto {oldest} or newer was not found on PATH nor in QUARTO_PATH. "
            "Use --engine builtin, or install Quarto."
        )
    copy = scratch / "book"
    shutil.copytree(book, copy)
    specification = read_specification(copy, language)
    _keep_formats(copy / SPECIFICATION, formats)
    profile = ["--profile", language] if (copy / profile_of(language)).is_file() else []
    done = subprocess.run(  # noqa: S603 - a command the user named, no shell
        [command, "render", *profile],
        cwd=copy,
        env={**os.environ, "TYPST_FONT_PATHS": str(copy / EXTENSION / "fonts")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = "\n".join(f"{done.stdout}\n{done.stderr}".strip().splitlines()[-15:])
        raise AssemblyFailed(f"Quarto stopped:\n{last}")
    site = copy / specification["project"].get("output-dir", "_book")
    documents = {}
    for form in formats:
        if form == "html":
            continue
        made = sorted(site.glob(f"*.{form}"))
        if not made:
            raise AssemblyFailed(f"Quarto ended well but wrote no {form}.")
        documents[form] = made[0]
    return site, documents


def _keep_formats(path: Path, formats: Sequence[str]) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    wanted = [FORMATS[form] for form in formats]
    kept = {name: content["format"][name] for name in wanted if name in content["format"]}
    missing = [name for name in wanted if name not in kept]
    if missing:
        raise AssemblyFailed(f"{path.name} has no format {', '.join(missing)}.")
    content["format"] = kept
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
