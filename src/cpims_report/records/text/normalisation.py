"""The same word written in different ways becomes one: Latin and Arabic letters, digits, marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad\x00-\x08\x0e-\x1f]"
)
APOSTROPHES = re.compile("['`\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u00b4\u2032]")
SEPARATORS = re.compile(r"[\W_]+")
SANITISED = re.compile(r"^'(?=\s*[=+\-@|%])")
LETTERS = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ٱ": "ا",
        "ء": "",
        "ـ": "",
        "ı": "i",
    }
)
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
SIGNS = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"), "٫": ".", "٬": ",", "／": "/", "．": ".", "：": ":"}
)
"""Hyphens, dashes and points of other alphabets, as they stand in dates and numbers."""
ARTICLE = re.compile(r"^(?:al (?=\S)|ال(?=\S))")
ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
LATIN = "A-Za-z\u00c0-\u024f"
TWO_SCRIPTS = re.compile(
    rf"(?P<first>[^{ARABIC}]*[{LATIN}][^{ARABIC}]*?)[\s/|:\-\u2013\u2014]*"
    rf"(?P<second>[{ARABIC}][^{LATIN}]*)"
    rf"|(?P<third>[^{LATIN}]*[{ARABIC}][^{LATIN}]*?)[\s/|:\-\u2013\u2014]*"
    rf"(?P<fourth>[{LATIN}][^{ARABIC}]*)"
)
DIVISION = re.compile(r"\b(?:governorate|محافظه)\b")


def tidy(text: str) -> str:
    """Return `text` without invisible marks, Primero's protective apostrophe and outer blanks.

    Most cells are plain ASCII, in which there is nothing to look for but the apostrophe.
    """
    if text.isascii() and text.isprintable():
        plain = text.strip()
        return SANITISED.sub("", plain).strip() if plain[:1] == "'" else plain
    shown = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\xa0", " ").strip()
    return SANITISED.sub("", shown).strip()


def latin_digits(text: str) -> str:
    """Return `text` with Arabic-Indic and Persian digits as 0-9."""
    return text.translate(DIGITS)


def plain(text: str) -> str:
    """Return a tidy date or number in 0-9 and the plain hyphen, point and stroke."""
    word = tidy(text)
    if word.isascii():
        return word
    return latin_digits(unicodedata.normalize("NFKC", word)).translate(SIGNS)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return the form of `text` in which spellings are compared.

    Case, diacritics (Arabic vowel signs, hamza on its carrier, Latin accents), letter variants
    (ى ي, ة ه, ک ك), tatweel, apostrophes, digits of other scripts and every kind of separator
    are made alike.
    """
    if text.isascii() and text.isalnum():
        return text.lower()
    shown = tidy(text)
    bare = shown if shown.isascii() else open_letters(shown)
    return SEPARATORS.sub(" ", APOSTROPHES.sub("", bare).casefold()).strip()


def open_letters(text: str) -> str:
    """Return `text` with digits of other scripts, accents and variants of letters made plain."""
    open_form = unicodedata.normalize("NFKD", latin_digits(text))
    bare = "".join(letter for letter in open_form if not unicodedata.combining(letter))
    return bare.translate(LETTERS)


def halves(text: str) -> tuple[str, ...]:
    """Return the two halves of a label in two scripts ("Unaccompanied / غير مصحوب"), or none.

    Latin and Arabic letters change once; the signs between them belong to neither.
    """
    match = None if text.isascii() else TWO_SCRIPTS.fullmatch(text.strip())
    parts = [part.strip() for part in match.groups() if part] if match else []
    return tuple(parts)


def fold_place(text: str) -> str:
    """Return `fold(text)` without a leading article and the word for governorate."""
    name = " ".join(DIVISION.sub(" ", fold(text)).split())
    return ARTICLE.sub("", name)


def is_sentence(text: str) -> bool:
    """Return whether a text is several words, as no record id is."""
    words = tidy(text).split()
    spelt = sum(any(map(str.isalpha, word)) for word in words)
    return len(words) > 1 and (spelt > 1 or ":" in text)
