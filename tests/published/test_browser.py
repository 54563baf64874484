"""The pages in a real browser: a desk, a phone, no network."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.build,
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="CHROMIUM IS ABSENT: pages were not tested in a browser (apt-get install chromium)",
    ),
]


class Silent(SimpleHTTPRequestHandler):
    """Serves files and keeps quiet."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(full_build: Path) -> Iterator[str]:
    site = str(full_build / "build" / "2018-en" / "site")
    handler = functools.partial(Silent, directory=site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def names(full_build: Path) -> list[str]:
    site = full_build / "build" / "2018-en" / "site"
    return [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]


def dropped(request: Request) -> bool:
    """Return whether the browser itself gave a request up."""
    return request.failure == "net::ERR_ABORTED"


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_scrolls_sideways_or_asks_another_host(browser, address, names, width):
    page = browser.new_page(viewport={"width": width, "height": 844})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    # a page that is left drops what it was still asking for
    page.on("requestfailed", lambda request: wrong.extend([request.url] * (not dropped(request))))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name in names:
        page.goto(f"{address}/{name}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} pixels wide on a screen of {width}"
    assert wrong == []
    assert {url for url in asked if not url.startswith(address)} == set()
    page.close()


def test_the_first_tab_stop_leads_to_the_text(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/index.html")
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target
    assert target.startswith("#")
    assert page.evaluate(f"document.querySelector({target!r}).tagName") == "MAIN"
    page.close()


def test_a_phone_reader_can_open_the_contents(browser, address):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/index.html")
    link = page.get_by_role("link", name="Protection concerns").first
    assert not link.is_visible()
    page.get_by_text("Contents of the report").click()
    assert link.is_visible()
    link.click()
    assert "30-concerns" in page.url
    page.close()


CUT = """() => [...document.querySelectorAll("svg.chart")]
  .filter(svg => svg.getClientRects().length)
  .flatMap(svg => [...svg.querySelectorAll("text")].filter(text => {
    const [inner, outer] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
    return inner.left < outer.left - 1 || inner.right > outer.right + 1
      || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
  }).map(text => svg.getAttribute("aria-label").slice(0, 40) + ": " + text.textContent))"""


@pytest.mark.parametrize(("width", "kind"), [(390, "narrow"), (1280, "wide")])
def test_a_screen_shows_the_drawing_made_for_it_whole_in_the_shipped_letters(
    browser, address, names, width, kind
):
    page = browser.new_page(viewport={"width": width, "height": 844})
    seen = 0
    for name in names:
        page.goto(f"{address}/{name}")
        shown = page.evaluate(
            "[...document.querySelectorAll('svg.chart')].filter(s => s.getClientRects().length)"
            ".map(s => [s.parentElement.className, s.getBoundingClientRect().width])"
        )
        assert {each for each, _ in shown} <= {f"chart-{kind}"}, name
        assert all(drawn <= width for _, drawn in shown), name
        page.evaluate("document.fonts.ready")
        assert page.evaluate(CUT) == [], name
        if shown:
            assert page.evaluate("document.fonts.check('12px \"Noto Sans\"')")
            loaded = "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
            assert any("Noto Sans" in family for family in page.evaluate(loaded))
        seen += len(shown)
    assert seen > 20
    page.close()


HOLLOW = """() => document.querySelectorAll("svg.chart[role=img][aria-label]")
  .forEach(svg => svg.replaceChildren())"""
"""A chart is one picture with words of its own; its thousands of marks take axe minutes."""


@pytest.mark.parametrize(
    ("width", "language"),
    [
        (390, "ar"),
        (1280, "en"),
        pytest.param(390, "en", marks=pytest.mark.long),
        pytest.param(1280, "ar", marks=pytest.mark.long),
    ],
)
def test_axe_finds_no_barrier_on_any_page(browser, full_build, public_build, width, language):
    page = browser.new_page(viewport={"width": width, "height": 844})
    root = full_build if language == "en" else public_build
    site = root / f"build/2018-{language}/site"
    found = {}
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        page.evaluate(HOLLOW)
        answer = Axe().run(page, options={"resultTypes": ["violations"]}).response
        assert answer["testEngine"]["name"] == "axe-core"
        if answer["violations"]:
            found[path.name] = [
                (each["id"], each["nodes"][0]["target"]) for each in answer["violations"]
            ]
    assert found == {}
    page.close()
