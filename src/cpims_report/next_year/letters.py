"""What each agency is asked for, as letters in the languages of its readers, and a checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from babel.dates import format_date

from cpims_report.config import TO_FILL, Agency

LOCALES = {"en": "en_GB", "ar": "ar"}
LANGUAGES = tuple(LOCALES)
WITH_TEMPLATE = ("template_xlsx", TO_FILL)
"""Layouts of agencies that get the workbook to be filled in."""


@dataclass(frozen=True)
class Asked:
    """What one agency is asked for: its layout (`?` where nobody knows it yet) and its system."""

    id: str
    agency: Agency
    profile: str
    system: str = ""

    @property
    def template(self) -> str:
        """The name of the workbook that the agency fills in; nothing where it has a system."""
        return f"template-{self.id}.xlsx" if self.profile in WITH_TEMPLATE else ""

    @property
    def command(self) -> str:
        """The command that takes out what identifies children, as the agency types it."""
        file = self.template or "EXPORT"
        system = f" --system {self.system}" if self.system else ""
        return f"cpims-report deidentify {file}{system} --key-file KEY --to to-send"


@cache
def read_words() -> dict[str, Any]:
    """Return the words of letters and checklist: key -> language -> text."""
    text = files(__package__).joinpath("letters.yml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return words


def write_letter(asked: Asked, year: int, cut_off: date, language: str) -> str:
    """Return the letter to one agency as Markdown; what only a person knows says so."""
    words = read_words()
    export = words["exports"][asked.profile][language].format(id=asked.id)
    text: str = words["letter"][language].format(
        year=year,
        agency=asked.agency.label.text(language) or asked.agency.short,
        export=export,
        command=asked.command,
        cut_off=format_date(cut_off, "long", locale=LOCALES[language]),
        **{name: to_fill(name, language) for name in ("day", "whom", "way")},
    )
    return text


def to_fill(name: str, language: str) -> str:
    """Return the place in a letter where a person writes what only a person knows."""
    words = read_words()
    text: str = words["fill"][language].format(what=words[name][language])
    return text


def write_checklist(
    listed: Sequence[Asked], year: int, settings: Mapping[str, Any], told: Sequence[str]
) -> str:
    """Return the checklist of a year as Markdown; `told` is what changed among the members."""
    words = read_words()
    lines = [
        words["agency"]["en"].format(
            agency=asked.agency.label.en,
            id=asked.id,
            layout="layout not known yet" if asked.profile == TO_FILL else asked.profile,
            more=f", workbook `{asked.template}`" if asked.template else "",
        )
        for asked in listed
    ]
    text: str = words["checklist"]["en"].format(
        year=year,
        before=year - 1,
        members=" ".join(told),
        cut_off=settings["cut_off"],
        focus=settings["focus"] or "none",
        agencies="\n".join(lines),
    )
    return text
