"""Search, dark screens and reading without scripts, in a browser, on pages opened from a folder."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="CHROMIUM IS ABSENT: search was not tried in a browser (apt-get install chromium)",
    ),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser):
    pages = []

    def open_page(path, **options):
        page = browser.new_context(**options).new_page()
        pages.append(page)
        page.set_default_timeout(5000)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for page in pages:
        page.context.close()


def found(page, words):
    page.get_by_role("searchbox").fill(words)
    page.wait_for_function("!document.querySelector('.site-search div').hidden")
    return page.locator(".site-search ol a")


@pytest.mark.parametrize("words", ["slowly", "SLOW", "Slòwly "])
def test_search_finds_a_word_however_it_is_written_and_leads_to_its_place(opened, english, words):
    page = opened(english.site / "notebooks/30-concerns.html")
    first = found(page, words).first
    assert "How to read it" in first.text_content()
    assert re.search("slowly", first.locator("mark").text_content(), re.IGNORECASE)
    first.click()
    assert page.url == f"{(english.site / 'index.html').as_uri()}#how-to-read-it"
    assert all(url.startswith("file:") for url in page.asked)


def test_search_reads_captions_alternative_texts_and_tables(opened, english):
    page = opened(english.site / "index.html")
    for words, title in (("bars separated", "separated are blue"), ("girls", "Table of")):
        assert title in " ".join(found(page, words).all_text_contents())
    page.get_by_role("searchbox").press("Tab")
    assert page.evaluate("document.activeElement.closest('.site-search ol') !== null")


@pytest.mark.parametrize("words", ["اطفال", "الأطفال", "للاطفال", "أَطْفال"])
def test_search_knows_the_spellings_of_arabic(opened, arabic, words):
    """Article, hamza and vowel signs are typed or left out; the page has “بالأطفال”."""
    page = opened(arabic.site / "index.html")
    assert "الأطفال" in found(page, words).first.text_content()


def test_a_word_that_is_nowhere_is_said_to_be_nowhere(opened, english):
    page = opened(english.site / "index.html")
    assert found(page, "zebra").count() == 0
    assert page.get_by_role("status").text_content() == "Nothing was found"


def test_without_scripts_nothing_is_missing_but_the_search_box(opened, english):
    page = opened(english.site / "notebooks/30-concerns.html", java_script_enabled=False)
    assert page.locator(".site-search").is_hidden()
    shown = page.locator("main").inner_text()
    assert "What it tells." in shown
    assert "Girls" in shown
    assert page.locator("a[aria-current=page]").count() == 2


def luminance(colour):
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


COLOURS = """() => [...document.querySelectorAll("body *")].filter(e => e.getClientRects().length
  && [...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim())).map(e => {
    let behind = e;
    while (getComputedStyle(behind).backgroundColor == "rgba(0, 0, 0, 0)") {
      behind = behind.parentElement;
    }
    return [e.tagName, getComputedStyle(e).color, getComputedStyle(behind).backgroundColor];
  })"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_what_is_behind_it(opened, english, scheme):
    page = opened(english.site / "notebooks/90-methodology.html", color_scheme=scheme)
    seen = page.evaluate(COLOURS)
    assert len(seen) > 30
    for tag, ink, paper in seen:
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (tag, ink, paper)
    paper = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert (paper < 0.05) == (scheme == "dark")


def test_a_chart_keeps_its_light_sheet_on_a_dark_screen(opened, english):
    page = opened(english.site / "notebooks/30-concerns.html", color_scheme="dark")
    image = page.locator(".quarto-float img")
    assert image.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
