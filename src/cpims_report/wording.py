"""Words of the configuration that readers see: plain ones, without marks that would be acted on."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

MARKS = {
    "a picture": r"!\[",
    "a tag of HTML": r"<[A-Za-z/!?]",
    "code or a raw block": r"`|~~~",
    "an attribute or a placeholder": r"[{}]",
    "a link or a footnote": r"[\[\]]",
    "a reference": r"(?<!\w)@\w",
    "emphasis": r"\*|(?<!\w)_+\w|\w_+(?!\w)",
    "a column of a table": r"\|",
    "a formula": r"\$[^$]+\$",
    "a raised or lowered letter": r"\^[^\s^]+\^|~[^\s~]+~",
    "a backslash": r"\\",
    "a heading, list, quote or division": r"(?m)^\s*(?:#|:::|>|\d+[.)]\s|[-+]\s)",
}
"""What Markdown, Quarto or a browser would act on: its name, and how it is recognised."""


def plain(words: str) -> str:
    """Return the words as they are; ValueError names the mark that they hold."""
    for name, pattern in MARKS.items():
        found = re.search(pattern, words)
        if found:
            raise ValueError(
                f"the text holds {name} (“{found[0].strip()}”); these words are printed as they "
                "are, in tables, captions and sentences: write plain words"
            )
    return words


Words = Annotated[str, AfterValidator(plain)]
