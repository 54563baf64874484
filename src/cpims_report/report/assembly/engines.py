"""Which engine puts the book together, in which version, and why that one."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pypandoc

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.quarto import find_quarto, oldest, quarto_version

ENGINES = ("auto", "quarto", "builtin")


@dataclass(frozen=True)
class Engine:
    """An engine that is at hand: its name, what it consists of, and why it was taken."""

    name: str
    version: str
    reason: str = ""
    command: Path | None = None

    def __str__(self) -> str:
        """Return name and version, and the reason where there was a choice."""
        return f"{self.name} ({self.version}){self.reason and ': ' + self.reason}"


def choose(asked: str, folder: Path) -> Engine:
    """Return the engine that `asked` means on this machine for the book in `folder`.

    `auto` takes Quarto where there is one that the look in `_extensions` accepts. Raises
    AssemblyFailed for an engine that nobody knows, and for Quarto asked for and not usable.
    """
    if asked not in ENGINES:
        raise AssemblyFailed(f"There is no engine “{asked}”; known: {', '.join(ENGINES)}.")
    if asked == "builtin":
        return builtin()
    found = find_quarto()
    if found is None:
        why = "Quarto was not found on PATH nor in QUARTO_PATH"
    else:
        told, wanted = quarto_version(found), oldest(folder)
        if told >= wanted:
            reason = "found on this machine" if asked == "auto" else ""
            return Engine("quarto", written(told), reason, found)
        has = f"Quarto {written(told)}" if told else "a Quarto that does not tell its version"
        why = f"{has} was found, and {written(wanted)} or newer is needed"
    if asked == "auto":
        return builtin(why)
    raise AssemblyFailed(f"{why}. Use --engine builtin, or install Quarto.")


def builtin(reason: str = "") -> Engine:
    """Return the engine that comes with the package."""
    parts = f"Pandoc {pypandoc.get_pandoc_version()}, Typst {version('typst')}"
    return Engine("builtin", parts, reason)


def written(numbers: tuple[int, ...]) -> str:
    """Return a version as people write it."""
    return ".".join(map(str, numbers))
