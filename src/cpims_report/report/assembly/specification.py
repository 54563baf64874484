"""`_quarto.yml` and what the profile of a language changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from cpims_report.errors import AssemblyFailed

SPECIFICATION = "_quarto.yml"


def profile_of(language: str) -> str:
    """Return the name of the file that holds what differs in `language`."""
    return f"_quarto-{language}.yml"


def read_specification(folder: Path, language: str) -> dict[str, Any]:
    """Return `_quarto.yml` of `folder`, merged with the profile of `language` if there is one."""
    merged = _load(folder / SPECIFICATION)
    if merged.get("lang", "en") != language:
        if not (folder / profile_of(language)).is_file():
            raise AssemblyFailed(
                f"There is no edition in “{language}”: {profile_of(language)} is missing."
            )
        merged = merge(merged, _load(folder / profile_of(language)))
    chapters = merged.get("book", {}).get("chapters")
    if not chapters or not all(isinstance(chapter, str) for chapter in chapters):
        raise AssemblyFailed(f"{SPECIFICATION} should list files under book: chapters, no parts.")
    return merged


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return `base` with the values of `over` in it, mapping by mapping, as profiles merge."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        merged[key] = merge(old, value) if both and isinstance(old, dict) else value
    return merged


def _load(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        raise AssemblyFailed(f"{path.name} is missing in {path.parent.name}/.") from None
    except yaml.YAMLError as error:
        raise AssemblyFailed(f"{path.name} cannot be read: {error}") from None
    if not isinstance(content, dict):
        raise AssemblyFailed(f"{path.name} has no settings.")
    return content
