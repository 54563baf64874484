"""What can go wrong, in plain words, each with the exit code of the command line.

CpimsError
├── ConfigurationError     2  a setting, code or file name of the workspace
├── InputRefused           3  data that the agencies sent
├── DisclosureRefused      4  the gate, the seal, the leak scan or a reviewer said no
├── NotebookFailed         5  a notebook stopped
└── AssemblyFailed         6  the book could not be put together
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place: what, where, what was expected, what to do.

    `value` is shown as given: leave it empty where it could identify a child.
    """

    code: str
    message: str
    agency: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    expected: str = ""
    nearest: str = ""
    action: str = ""
    count: int = 1

    @property
    def where(self) -> str:
        """The place in words: agency, file, sheet, row and column, as far as they are known."""
        parts = [
            self.agency,
            self.file,
            f"sheet “{self.sheet}”" if self.sheet else "",
            f"row {self.row}" if self.row is not None else "",
            f"column “{self.column}”" if self.column else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        """Return the problem as one short paragraph."""
        text = f"[{self.code}] {self.where + ': ' if self.where else ''}{self.message}"
        if self.value:
            text += f" Found “{self.value}”."
        if self.expected:
            text += f" Expected {self.expected}."
        if self.nearest:
            text += f" Did you mean “{self.nearest}”?"
        if self.count > 1:
            text += f" ({self.count} times; the first is shown.)"
        return f"{text} {self.action}".rstrip()


class CpimsError(Exception):
    """Base of all errors that are told to a person; `exit_code` is the command's."""

    exit_code = 1

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        self.message = message
        self.problems = tuple(problems)
        super().__init__(message)

    def __str__(self) -> str:
        """Return the message followed by every problem on a line of its own."""
        return "\n".join([self.message, *(f"  - {problem}" for problem in self.problems)])


class ConfigurationError(CpimsError):
    """A setting, code, column or file name of the workspace is wrong."""

    exit_code = 2


class InputRefused(CpimsError):
    """Data that an agency sent cannot be used as it is."""

    exit_code = 3


class DisclosureRefused(CpimsError):
    """The gate, the seal, the leak scan or an open review refused to publish."""

    exit_code = 4


class NotebookFailed(CpimsError):
    """A notebook stopped with an error."""

    exit_code = 5


class AssemblyFailed(CpimsError):
    """The book could not be put together."""

    exit_code = 6
