"""Everything readable in a file: text, hidden text, metadata, comments and files within files."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from cpims_report.pdf_text import page_texts

MARKUP = {".html", ".htm", ".xhtml", ".svg", ".xml", ".rels"}
ARCHIVES = {".docx", ".xlsx", ".pptx", ".zip", ".epub", ".odt", ".ods"}
FONTS = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
TEXTS = {
    ".css", ".js", ".mjs", ".map", ".json", ".ipynb", ".csv", ".tsv", ".txt", ".md", ".qmd",
    ".yml", ".yaml", ".typ", ".bib", ".lua", ".scss", ".webmanifest",
}  # fmt: skip
DRAWN = re.compile(r"""\sd=(["'])[MLHVCSQTAZmlhvcsqtaz\d\s.,+-]*\1""")
"""The outline of a shape: command letters and coordinates, no text."""
TAG = re.compile(r"<[^>]{0,2000}>")
EMBEDDED = re.compile(r"data:([\w/+.-]+)(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=]{16,})")
BUNDLED = re.compile(r'"(image/png)"\s*:\s*\[?\s*"([A-Za-z0-9+/=\\]{16,})')
"""A picture in a notebook, without the words of a data address."""
PRINTABLE = re.compile(rb"[\x20-\x7e]{6,}")
TYPES = {"image/png": ".png", "image/svg+xml": ".svg", "text/html": ".html"}
PARTS = ("/Outlines", "/Names", "/AcroForm", "/OpenAction")
"""Where a PDF has words beside its pages: bookmarks, scripts, forms."""
DEEPEST = 4
LARGEST = 200_000_000


class Unreadable(Exception):
    """A file of a known kind that cannot be read, so cannot be cleared."""


@dataclass(frozen=True)
class Content:
    """A readable part of a file: `suffix` says what kind of text it is, `part` where it stood."""

    part: str
    suffix: str
    text: str


def read_contents(name: str, body: bytes, depth: int = 0) -> Iterator[Content]:
    """Yield all that can be read in a file, files within files too.

    Raises Unreadable where a file is broken, encrypted or nested too deeply.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if depth > DEEPEST:
        raise Unreadable(name)
    if suffix in FONTS:
        return
    if suffix in ARCHIVES:
        yield from in_archive(name, body, depth)
    elif suffix == ".pdf":
        yield from in_pdf(name, body, depth)
    elif suffix == ".png":
        yield from in_png(name, body)
    elif suffix in MARKUP | TEXTS:
        text = decoded(body)
        if suffix in MARKUP:
            text = DRAWN.sub("", text)
        yield Content(name, suffix, text)
        if suffix in MARKUP:
            yield Content(name, ".txt", html.unescape(TAG.sub("", text)))
            yield Content(name, ".txt", html.unescape(TAG.sub(" ", text)))
        yield from embedded(name, text, depth)
    else:
        yield Content(name, ".txt", "\n".join(run.decode() for run in PRINTABLE.findall(body)))


def decoded(body: bytes) -> str:
    """Return text, whatever its bytes: UTF-16 where it says so, else UTF-8."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", errors="replace")
    return body.decode("utf-8-sig", errors="replace")


def embedded(name: str, text: str, depth: int) -> Iterator[Content]:
    """Yield what is in the files that a text carries as data addresses."""
    bundled = BUNDLED.findall(text) if name.endswith(".ipynb") else []
    for kind, code in [*EMBEDDED.findall(text), *bundled]:
        plain = code.replace("\\n", "").strip("\\")
        try:
            body = base64.b64decode(plain + "=" * (-len(plain) % 4))
        except binascii.Error:
            continue
        yield from read_contents(f"{name}!embedded{TYPES.get(kind, '.bin')}", body, depth + 1)
    if "data:image/svg+xml," in text:
        yield Content(name, ".txt", unquote(text))


def in_archive(name: str, body: bytes, depth: int) -> Iterator[Content]:
    """Yield what is in the parts of an Office file or archive, their names included."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise Unreadable(name)
            yield Content(name, ".txt", decoded(archive.comment))
            for entry in archive.infolist():
                yield Content(name, ".txt", entry.filename)
                if not entry.is_dir():
                    yield from read_contents(
                        f"{name}!{entry.filename}", archive.read(entry), depth + 1
                    )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise Unreadable(name) from error


def in_pdf(name: str, body: bytes, depth: int) -> Iterator[Content]:
    """Yield a PDF's text, metadata, notes and attachments.

    Lines are also given joined: a word may be broken at the end of one.
    """
    try:
        for shown in page_texts(body):
            text = shown.replace("\r\n", "\n")
            yield Content(f"{name}!page", ".txt", text)
            yield Content(f"{name}!page", ".txt", text.replace("\n", ""))
        document = PdfReader(io.BytesIO(body))
        for page in document.pages:
            yield from in_notes(name, page)
        told = [str(part) for item in (document.metadata or {}).items() for part in item]
        yield Content(f"{name}!metadata", ".txt", "\n".join(told))
        xmp = document.root_object.get("/Metadata")
        if xmp is not None:
            yield Content(f"{name}!metadata", ".txt", decoded(xmp.get_object().get_data()))
        for part in PARTS:
            for text in spoken(document.root_object.get(part), set()):
                yield Content(f"{name}!{part}", ".txt", text)
        for file, versions in document.attachments.items():
            yield Content(f"{name}!attachment", ".txt", file)
            for version in versions:
                yield from read_contents(f"{name}!{file}", version, depth + 1)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(name) from error


def in_notes(name: str, page: PageObject) -> Iterator[Content]:
    """Yield the texts of the notes on a PDF's page."""
    for note in page.annotations or ():
        yield Content(f"{name}!note", ".txt", str(note.get_object()))
        for words in spoken(note, set()):
            yield Content(f"{name}!note", ".txt", words)


def spoken(thing: object, seen: set[int]) -> Iterator[str]:
    """Yield the texts within a PDF's object, those it refers to included, pages left out."""
    if isinstance(thing, IndirectObject):
        if thing.idnum in seen:
            return
        seen.add(thing.idnum)
        thing = thing.get_object()
    if isinstance(thing, StreamObject):
        return
    if isinstance(thing, DictionaryObject):
        if thing.get("/Type") not in ("/Page", "/Pages"):
            for key in sorted(thing):
                yield from spoken(thing.raw_get(key), seen)
    elif isinstance(thing, list):
        for one in thing:
            yield from spoken(one, seen)
    elif isinstance(thing, str):
        yield str(thing)


def in_png(name: str, body: bytes) -> Iterator[Content]:
    """Yield the texts that a picture carries beside its pixels."""
    at = 8
    while at + 8 <= len(body):
        (size,) = struct.unpack(">I", body[at : at + 4])
        kind, data = body[at + 4 : at + 8], body[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"eXIf", b"iTXt", b"zTXt"):
            yield Content(f"{name}!{kind.decode()}", ".txt", picture_text(kind, data))
        at += size + 12


def picture_text(kind: bytes, data: bytes) -> str:
    """Return the text of a PNG chunk, compressed or not."""
    if kind == b"tEXt":
        return data.replace(b"\0", b"\n").decode("latin-1")
    keyword, _, rest = data.partition(b"\0")
    packed = rest[1:] if kind == b"zTXt" else rest.split(b"\0", 3)[-1]
    try:
        unpacked = zlib.decompress(packed)
    except zlib.error:
        unpacked = b" ".join(PRINTABLE.findall(data)) if kind == b"eXIf" else packed
    return f"{keyword.decode('latin-1')}\n{decoded(unpacked)}"
