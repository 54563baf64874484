"""The fixed words: the same keys and the same names in braces in every language."""

from string import Formatter

import pytest

from cpims_report.report.numerals import LOCALES
from cpims_report.report.words import NOUNS, WORDS


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_every_word_has_every_language_with_the_same_fields(key):
    assert set(WORDS[key]) == set(LOCALES)
    assert fields(WORDS[key]["ar"]) == fields(WORDS[key]["en"])


@pytest.mark.parametrize("key", NOUNS)
def test_every_unit_has_every_language_and_a_form_for_other(key):
    assert all("other" in NOUNS[key][language] for language in LOCALES)
