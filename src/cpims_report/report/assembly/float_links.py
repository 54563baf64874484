"""What a reader of the site gets with a figure or table: its data, definitions, its own address."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cpims_report.report.downloads import FOLDER

MANIFEST = "manifest.json"
"""In the site's downloads: hashes of what the edition was made from, commit, versions, seal."""
_FLOAT = re.compile(r"\{#((?:fig|tbl)-[\w-]+)")
_ANCHOR = re.compile(r"\{#(indicator-\w+)\}")
_FEW = 3


def definition_pages(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the page of the site that defines each indicator, by the id of its definition."""
    return {
        found: Path(path).with_suffix(".html").as_posix()
        for path, text in texts.items()
        for found in _ANCHOR.findall(text)
    }


@dataclass(frozen=True)
class FloatLinks:
    """Writes the line of links below a figure or table that has data beside the figures."""

    figures: Path
    definitions: Mapping[str, str]
    words: Mapping[str, str]

    def below(self, markdown: str) -> str:
        """Return the Markdown of a figure or table with its links, any other as it is.

        The links are for the site alone: paper has no use for them.
        """
        named = _FLOAT.findall(markdown)
        if len(named) != 1 or not (self.figures / f"{named[0]}.csv").is_file():
            return markdown
        links = [
            f"[{self.words['data']}]({self.figures.name}/{named[0]}.csv)",
            *self._definitions(named[0]),
            f"[{self.words['provenance']}](../{(FOLDER / MANIFEST).as_posix()})",
            f"[{self.words['permalink']}](#{named[0]})",
        ]
        return (
            f'{markdown.rstrip()}\n\n::: {{.content-visible when-format="html"}}\n'
            f":::: {{.float-links}}\n{' · '.join(links)}\n::::\n:::\n"
        )

    def _definitions(self, name: str) -> list[str]:
        """Return a link to each of the first indicators that the data hold."""
        with (self.figures / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            used = dict.fromkeys(row["indicator"] for row in csv.DictReader(stream))
        defined = [each for each in used if f"indicator-{each}" in self.definitions]
        return [
            f"[{self.words['definition']} {each}]"
            f"({Path(self.definitions[f'indicator-{each}']).name}#indicator-{each})"
            for each in defined[:_FEW]
        ]
