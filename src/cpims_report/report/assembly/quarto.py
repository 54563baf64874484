"""The engine `quarto`: the command itself, called once on a copy of the staged book."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import yaml

from cpims_report.errors import AssemblyFailed, Problem
from cpims_report.report.assembly.look import EXTENSION
from cpims_report.report.assembly.specification import SPECIFICATION, profile_of, read_specification

_REQUIRED = re.compile(r">=\s*(\d+(?:\.\d+)*)")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TRACE = re.compile(r"^\s+at .*$\n?", re.MULTILINE)
_WARNING = re.compile(r"^\s*(?:\[WARNING\]|WARN(?:ING)?\b)", re.MULTILINE)
_RUINED = re.compile(
    r"crossref|cross-reference|reference|citation|fenced div|:::|\bdiv\b", re.IGNORECASE
)
"""What a warning speaks of that a reader would see: a reference to nothing, an open division."""
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


def oldest(folder: Path) -> tuple[int, ...]:
    """Return the version of Quarto from which the look of the book in `folder` can be set."""
    path = folder / EXTENSION / "_extension.yml"
    content = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    required = _REQUIRED.search(str(content.get("quarto-required", "")))
    if required is None:
        raise AssemblyFailed(f"{EXTENSION}/_extension.yml does not say quarto-required: “>=…”.")
    return tuple(int(number) for number in required[1].split("."))


def render(
    command: Path, book: Path, scratch: Path, formats: Sequence[str], language: str
) -> tuple[Path, dict[str, Path]]:
    """Return the folder of the rendered site and the documents by format, all below `scratch`.

    One call renders all formats: a second one would empty the output of the first. It works on a
    copy, since two renders of one folder collide. Quarto ends well with a ruined book: what it
    warns of references and divisions is an error here.
    """
    copy = scratch / "book"
    shutil.copytree(book, copy)
    specification = read_specification(copy, language)
    _keep_formats(copy / SPECIFICATION, formats)
    profile = ["--profile", language] if (copy / profile_of(language)).is_file() else []
    done = subprocess.run(  # noqa: S603 - a command the user named, no shell
        [command, "render", *profile],
        cwd=copy,
        env={**os.environ, "NO_COLOR": "1", "TYPST_FONT_PATHS": str(copy / EXTENSION / "fonts")},
        capture_output=True,
        text=True,
        check=False,
    )
    said = plainly(f"{done.stdout}\n{done.stderr}")
    if done.returncode:
        last = "\n".join(said.splitlines()[-15:])
        raise AssemblyFailed(f"Quarto stopped:\n{last}")
    ruined = [warning for warning in warnings(said) if _RUINED.search(warning)]
    if ruined:
        raise AssemblyFailed(
            "Quarto warned of what would spoil the book.",
            [Problem("A-QUARTO", warning) for warning in dict.fromkeys(ruined)],
        )
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


def plainly(said: str) -> str:
    """Return what a command said without colours, and without traces of its own code."""
    return _TRACE.sub("", _COLOUR.sub("", said)).strip()


def warnings(said: str) -> list[str]:
    """Return each warning in one line; one ends where the next or a line about progress begins."""
    starts = [match.start() for match in _WARNING.finditer(said)]
    pieces = [said[start:end] for start, end in pairwise([*starts, len(said)])]
    return [" ".join(piece.split("\n\n\n")[0].split())[:300] for piece in pieces]


def _keep_formats(path: Path, formats: Sequence[str]) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    wanted = [FORMATS[form] for form in formats]
    kept = {name: content["format"][name] for name in wanted if name in content["format"]}
    missing = [name for name in wanted if name not in kept]
    if missing:
        raise AssemblyFailed(f"{path.name} has no format {', '.join(missing)}.")
    content["format"] = kept
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
