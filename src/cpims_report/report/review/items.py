"""What there is to review of an edition, and the fingerprint of each.

Taken of the staged book, before anything says “draft” on it: a mark never changes what it is about.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cpims_report.report.assembly.chapters import notebook_markdown
from cpims_report.report.assembly.specification import read_specification
from cpims_report.report.sealed import PACKAGE, SEAL
from cpims_report.report.unexplained import totals

HEADLINE, METHOD, DISCLOSURE = "headline", "method", "disclosure"
OF_THE_DATA = (HEADLINE, METHOD, DISCLOSURE)
"""What is reviewed once, whatever the languages: everything else is a chapter of one language."""
COVER = "index"
_FIGURE = re.compile(r"figures/([\w-]+)\.(?:svg|csv)")
_OF_THE_METHOD = ("indicators", "code_lists", "populations", "measures", "standards", "members")
_NAMED = 12
"""How many letters of the seal's hash the text of a book may quote."""


def fingerprints(book: Path, language: str, sealed: Path) -> dict[str, str]:
    """Return item -> SHA-256: each chapter of a staged book, then the three of the sealed data.

    A chapter is its text and its figures, drawing and data; the cover is also what stands on every
    page. The seal that a text quotes is left out, for `disclosure` is the seal itself: so a changed
    number touches the chapters that show it and no other.
    """
    specification = read_specification(book, language)
    seal = hashlib.sha256((sealed / SEAL).read_bytes()).hexdigest()
    paths = specification["book"]["chapters"]
    texts = {Path(path).stem: chapter_text(book, path) for path in paths}
    found = {
        name: digest(text.replace(seal[:_NAMED], "seal"), figures(book, text))
        for name, text in texts.items()
    }
    if COVER in found:
        own = {key: value for key, value in specification["cpims"].items() if key != "words"}
        found[COVER] = digest(found[COVER], specification["book"], own)
    about = json.loads((sealed / PACKAGE).read_text("utf-8"))["cpims"]
    year = int(sealed.name)
    shown = {str(each): totals(sealed.parent / str(each)) for each in (year - 1, year)}
    method = {name: about.get(name) for name in (*_OF_THE_METHOD, "cut_off", "notes")}
    return found | {HEADLINE: digest(shown), METHOD: digest(method), DISCLOSURE: seal}


def chapter_text(book: Path, path: str) -> str:
    """Return what a reader sees of a staged chapter, as Markdown."""
    text = (book / path).read_text("utf-8")
    return text if path.endswith(".qmd") else notebook_markdown(path, json.loads(text))


def figures(book: Path, text: str) -> dict[str, str]:
    """Return the hash of each drawing, wide and narrow, and of its data, that a text shows."""
    folder = book / "notebooks" / "figures"
    named = sorted(set(_FIGURE.findall(text)))
    files = (folder / f"{name}{end}" for name in named for end in (".svg", "-narrow.svg", ".csv"))
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()
    }


def titles(book: Path, language: str) -> Mapping[str, str]:
    """Return item -> title of each chapter of a staged book, in its order."""
    paths = read_specification(book, language)["book"]["chapters"]
    heads = {Path(path).stem: chapter_text(book, path).partition("\n")[0] for path in paths}
    return {name: re.sub(r"^#\s*|\s*\{[^}]*\}\s*$", "", head) for name, head in heads.items()}


def digest(*values: Any) -> str:
    """Return the SHA-256 of some values, whatever the order of their keys."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
