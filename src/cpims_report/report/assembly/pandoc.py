"""Calling the Pandoc that the wheel `pypandoc_binary` brings."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pypandoc

from cpims_report.errors import AssemblyFailed
from cpims_report.report.assembly.tree import Node

# Quarto reads Pandoc's own Markdown; attributes of tables and figures are part of it.
_READER = "markdown"


def read_markdown(text: str, reader: str = _READER) -> list[Node]:
    """Return the blocks of a text in one of Pandoc's kinds of Markdown."""
    blocks: list[Node] = json.loads(_run(["--from", reader, "--to", "json"], text))["blocks"]
    return blocks


def write(
    blocks: Sequence[Node],
    to: str,
    meta: Mapping[str, Any] | None = None,
    options: Sequence[str] = (),
    folder: Path | None = None,
    clock: str = "",
) -> str:
    """Return the blocks in the format `to`; paths in them are relative to `folder`.

    `clock` is the time, in seconds since 1970, that stands in formats which want one.
    """
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {key: meta_value(value) for key, value in (meta or {}).items()},
        "blocks": list(blocks),
    }
    arguments = ["--from", "json", "--to", to, *options]
    return _run(arguments, json.dumps(document, ensure_ascii=False), folder, clock)


def meta_value(value: Any) -> Node:
    """Return a setting in the form that Pandoc's templates read."""
    if isinstance(value, Mapping):
        return {"t": "MetaMap", "c": {key: meta_value(inner) for key, inner in value.items()}}
    if isinstance(value, list | tuple):
        return {"t": "MetaList", "c": [meta_value(inner) for inner in value]}
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    return {"t": "MetaString", "c": str(value)}


def _run(arguments: Sequence[str], text: str, folder: Path | None = None, clock: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [pypandoc.get_pandoc_path(), *arguments],
        input=text.encode("utf-8"),
        capture_output=True,
        cwd=folder,
        env={**os.environ, **({"SOURCE_DATE_EPOCH": clock} if clock else {})},
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise AssemblyFailed(f"Pandoc stopped: {said}")
    if said:
        raise AssemblyFailed(f"Pandoc warned, and a report must not: {said}")
    return done.stdout.decode("utf-8")
