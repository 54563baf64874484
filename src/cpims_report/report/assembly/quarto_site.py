"""What Quarto's pages lack beside ours: year, skip link, downloads, footer, reach by keyboard.

Only pieces that Quarto writes the same on every page are looked for, and left alone where they
are not found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from cpims_report.report.assembly.pages import address
from cpims_report.report.assembly.templates import templates

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_BODY = re.compile(r"<body\b[^>]*>")
_MAIN = re.compile(r"<main\b[^>]*>")
_FLOAT = re.compile(r'<div aria-describedby="([^"]+)">')
_HEAD = re.compile(r'(<div class="sidebar-title[^"]*">\s*<a [^>]*>[^<]*</a>)')


def finish_pages(site: Path, specification: Mapping[str, Any]) -> None:
    """Finish each page of a site that Quarto rendered, in its place."""
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).as_posix()
        path.write_text(finished(path.read_text("utf-8"), page, specification), "utf-8")


def finished(text: str, page: str, specification: Mapping[str, Any]) -> str:
    """Return the HTML of one page with what it lacks."""
    book, own = specification.get("book", {}), specification.get("cpims", {})
    title, subtitle = str(book.get("title", "")), str(book.get("subtitle", ""))
    full = ": ".join(filter(None, (title, subtitle)))
    main = re.search(r'<main\b[^>]*\bid="([^"]+)"', text)
    parts = templates().get_template("parts.html").module
    words = own.get("words", {})
    bar = parts.downloads(own.get("downloads", []), words, partial(address, from_page=page))  # type: ignore[attr-defined]
    banner = parts.draft(own.get("draft", ""))  # type: ignore[attr-defined]
    told = dict.fromkeys(("caveat-line", "members", "members-title", "synthetic"), "") | own
    foot = parts.footer(str(book.get("author", "")), full, told)  # type: ignore[attr-defined]
    told_skip = escape(str(words.get("skip", "")))
    skip = f'<a class="skip-link" href="#{main[1]}">{told_skip}</a>' if main else ""
    changes = (
        (_TITLE, lambda found: f"<title>{with_year(found[1], title, escape(full))}</title>"),
        (_BODY, lambda found: f"{found[0]}\n{skip}"),
        (_MAIN, lambda found: f"{found[0]}\n{banner}{bar}"),
        (_HEAD, lambda found: f'{found[1]} <span class="book-year">{escape(subtitle)}</span>'),
    )
    for pattern, change in changes:
        text = pattern.sub(change, text, count=1)
    text = _FLOAT.sub(
        r'<div aria-describedby="\1" role="region" tabindex="0" aria-labelledby="\1">', text
    )
    before, end, after = text.rpartition("</body>")
    return f"{before}{foot}{end}{after}" if end else text


def with_year(written: str, title: str, full: str) -> str:
    """Return a page's title with the book's whole name, which carries the year."""
    if full in written:
        return written
    name = escape(title)
    return written.replace(name, full) if name in written else f"{written} – {full}"
