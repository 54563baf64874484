"""The fixed words as messages: of the report, of its charts, and the configuration's labels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml
from babel.messages.extract import extract_from_dir

from cpims_report.report import charts
from cpims_report.report.translation.catalogue import Located
from cpims_report.report.words import HIDDEN_COUNT, NOUNS, WORDS

SPOKEN = {"say": (2,), "to_say": (1,)}
"""Functions whose argument of this number is a message."""


def label_words(root: Path, language: str) -> Iterator[Located]:
    """Yield the English of each label below `config/` that does not say itself what it is called.

    Years are left out: what is written for one year has its languages beside it.
    """
    for path in sorted((root / "config").glob("[a-z]*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for label in labels_in(content):
            if label["en"] and not label.get(language):
                yield Located(label["en"], f"config/{path.name}")


def labels_in(content: object) -> Iterator[dict[str, str]]:
    """Yield every mapping from languages to words, however deep it stands."""
    if isinstance(content, dict) and isinstance(content.get("en"), str):
        yield content
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from labels_in(each)


def fixed_words() -> Iterator[Located]:
    """Yield the messages of the program: words by key, units of count, words of charts."""
    for key, text in WORDS.items():
        yield Located(text, "", context=key)
    for one, several in NOUNS.values():
        yield Located(one, "", several)
        yield Located(several, "", context="unit")
    yield Located(HIDDEN_COUNT, "", context="hidden_count")
    folder = str(Path(charts.__file__).parent)
    found = extract_from_dir(folder, [("**.py", "python")], keywords=SPOKEN)
    for text in dict.fromkeys(str(each[2]) for each in found):
        yield Located(text, "")
