"""One chapter's catalogue, `locale/<language>/<chapter>.po`: read, checked, made anew, written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from babel.plural import to_gettext

from cpims_report.errors import ConfigurationError, Problem
from cpims_report.report.translation.pieces import held

_HEAD = """# {source}, made by `cpims-report translate` and filled in by hand.
# Text between braces, {{% … %}} and @… stay as they are.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


_WAS = "The message was:"


@dataclass(frozen=True)
class Located:
    """A message, and where it stands: the cell of a chapter, or the code of this program.

    `several` is its plural; `context` tells it from the same words with another meaning.
    """

    text: str
    place: str
    several: str = ""
    context: str = ""

    @property
    def id(self) -> str | tuple[str, str]:
        """The message as a catalogue names it."""
        return (self.text, self.several) if self.several else self.text


def read_catalogue(path: Path, language: str) -> Catalog:
    """Return a catalogue; an empty one where there is no file.

    Raises ConfigurationError for a file that is no catalogue, and one problem for each translation
    that does not hold what its message holds.
    """
    if not path.is_file():
        return Catalog(locale=language)
    name = f"locale/{language}/{path.name}"
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        problem = Problem("TRN-FILE", f"{error}".rstrip(".") + ".", file=name)
        raise ConfigurationError("A catalogue cannot be read.", [problem]) from None
    problems = [
        problem
        for message in catalogue
        if message.id and message.string and not message.fuzzy
        for problem in differences(one(message.id), one(message.string), name)
    ]
    if problems:
        raise ConfigurationError("Translations do not hold what their messages hold.", problems)
    return catalogue


def one(text: object) -> str:
    """Return a text, of several forms the last."""
    return str(text[-1] if isinstance(text, (list, tuple)) else text)


def differences(message: str, translation: str, name: str) -> Iterator[Problem]:
    """Yield a problem for each kind of mark that a translation has otherwise than its message."""
    wanted, given = held(message), held(translation)
    for kind, marks in wanted.items():
        if marks != given[kind]:
            yield Problem(
                "TRN-HELD",
                f"The translation of “{message[:50]}…” has another {kind} than the message.",
                file=name,
                value=", ".join(each for each in given[kind] if each not in marks),
                expected=", ".join(each for each in marks if each not in given[kind])
                or f"no other {kind}",
                action="Copy it from the message as it is; before a reference stands no letter.",
            )


def renewed(old: Catalog, found: Iterable[Located], language: str) -> Catalog:
    """Return the catalogue of the messages that a chapter has now, with what was translated.

    A message that changed a little keeps its translation, marked fuzzy, with the former message
    beside it; one that is gone stays at the end of the file, in remarks.
    """
    template = Catalog(locale=language)
    for each in found:
        context = each.context or None
        places = [(each.place, None)] if each.place else []
        template.add(each.id, locations=places, context=context)  # type: ignore[arg-type]
        key = (each.text, context) if context else each.text
        returned = old.obsolete.pop(key, None)
        if returned is not None:
            old.add(each.id, returned.string, context=context)
    old.update(template)
    for message in old:
        remember(message)
    return old


def remember(message: Message) -> None:
    """Write the former words of a fuzzy message beside it; take them away from any other.

    Babel writes the mark of gettext for them, `#|`, but does not read it.
    """
    beside = [_WAS, *message.previous_id] if message.previous_id else message.user_comments
    own = list(takewhile(lambda line: line != _WAS, message.user_comments))
    message.user_comments = [*own, *dropwhile(lambda line: line != _WAS, beside)]
    if not message.fuzzy:
        message.user_comments = own


def plural_forms(catalogue: Catalog) -> str:
    """Return the rule of a language's plural forms, in the order of CLDR where it has as many."""
    rule = to_gettext(Locale.parse(str(catalogue.locale)).plural_form)
    return rule if rule.startswith(f"nplurals={catalogue.num_plurals};") else catalogue.plural_forms


def write_catalogue(path: Path, catalogue: Catalog, source: str, language: str) -> None:
    """Write a catalogue of what `source` says; the same messages give the same bytes on any day."""
    for message in catalogue:
        message.flags &= {"fuzzy"}  # what Babel takes for formats of Python are placeholders
    body = io.BytesIO()
    write_po(body, catalogue, width=96, omit_header=True)
    head = _HEAD.format(source=source, language=language, plurals=plural_forms(catalogue))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + body.getvalue().decode("utf-8").strip() + "\n", encoding="utf-8")
