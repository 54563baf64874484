"""`review/<year>.yml`: who accepted what, for which bytes, and who had something to say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cpims_report.beside import write_beside
from cpims_report.errors import ConfigurationError, Problem

HEAD = """\
# Who accepted what of the report of {year}, and for which bytes, as written and explained by
# cpims-report review {year}. The last word on an item counts. What is listed under required keeps
# the report a draft until it is accepted.
"""
Kind = Literal["chapters", "headline", "method", "disclosure"]
KINDS: tuple[Kind, ...] = ("chapters", "headline", "method", "disclosure")
Said = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """One word of one reviewer on one item: accepted, or a comment."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    item: Said
    language: str = ""
    by: Said
    day: date
    accepted: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    comment: str = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> Entry:
        if bool(self.accepted) == bool(self.comment.strip()):
            raise ValueError("an entry has either accepted: or comment:")
        return self


class Register(BaseModel):
    """All that was said of one year, and what has to be accepted."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    required: tuple[Kind, ...] = KINDS
    reviews: tuple[Entry, ...] = ()

    def last(self, item: str, language: str) -> Entry | None:
        """Return the last word on an item."""
        said = (e for e in reversed(self.reviews) if (e.item, e.language) == (item, language))
        return next(said, None)


def read_register(path: Path) -> Register:
    """Return what a file says; without a file nothing was said and everything is required.

    Raises ConfigurationError that names each key that cannot be used.
    """
    if not path.is_file():
        return Register()
    name = f"{path.parent.name}/{path.name}"
    try:
        return Register.model_validate(yaml.safe_load(path.read_text("utf-8")) or {})
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{name} cannot be read: {error}") from None
    except ValidationError as error:
        problems = [
            Problem(
                "REV-ENTRY",
                f"“{'.'.join(map(str, fault['loc']))}”: "
                f"{fault['msg'].removeprefix('Value error, ')}.",
                file=name,
                action="Entries are best written by cpims-report review.",
            )
            for fault in error.errors()
        ]
        raise ConfigurationError(f"{name} cannot be used.", problems) from None


def write_register(path: Path, register: Register) -> None:
    """Write a file of reviews, whole or not at all."""
    content = {
        "required": list(register.required),
        "reviews": [entry.model_dump(exclude_defaults=True) for entry in register.reviews],
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    write_beside(path, HEAD.format(year=path.stem) + text)
