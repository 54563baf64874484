"""What `cpims-report learn` does: form exports into a dictionary, and what is left to decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cpims_report.config import Settings
from cpims_report.errors import ConfigurationError
from cpims_report.records.learning.decisions import tell_open
from cpims_report.records.learning.dictionary_draft import Learned, learn
from cpims_report.records.learning.form_export import FormExport, read_form_export
from cpims_report.records.learning.writing import write_dictionary
from cpims_report.records.systems.dictionary import FOLDER, Dictionary, read_dictionary

NAME = re.compile(r"[a-z][a-z0-9_]*")


def learn_system(forms: Sequence[Path], name: str, settings: Settings) -> Iterator[str]:
    """Write the dictionary of a system, and yield what was learnt and what is to be decided.

    Raise ConfigurationError for a name that cannot be one, InputRefused for a file that is no form
    export; then nothing is written.
    """
    if not NAME.fullmatch(name):
        raise ConfigurationError("A system's name has small letters, digits and underscores only.")
    exports = tell_apart([read_form_export(path) for path in forms])
    known = read_dictionary(settings, name) if name in settings.systems else None
    others = [read_dictionary(settings, other) for other in settings.systems if other != name]
    learned = learn(exports, name, settings, known, others)
    path = settings.folder / FOLDER / f"{name}.yml"
    write_dictionary(learned.dictionary, path)
    yield from tell_learned(learned, path)


def tell_apart(exports: Sequence[FormExport]) -> list[FormExport]:
    """Return form exports, of which no two go by one language: a second gets a number."""
    met: Counter[str] = Counter()
    found = []
    for export in exports:
        met[export.language] += 1
        number = met[export.language]
        name = export.language if number == 1 else f"{export.language}-{number}"
        found.append(replace(export, language=name))
    return found


def tell_learned(learned: Learned, path: Path) -> Iterator[str]:
    """Yield what was learnt, in a few lines, and the open decisions."""
    known: Dictionary = learned.dictionary
    options = [option for each in known.lists.values() for option in each.options.values()]
    decided = sum(bool(option.code) for option in options)
    yield f"Wrote {path}: {len(known.fields)} fields that a report needs, {len(known.lists)} lists."
    yield f"{decided} of {len(options)} options have a code."
    if learned.absent:
        yield f"No field was found for: {', '.join(learned.absent)}. They count as not collected."
    yield from tell_open(known.decide, [path])
