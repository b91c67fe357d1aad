"""The site in a real browser: search, colours, widths, and who it talks to."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "index",
    "essay/check",
    "background/two-unequal-powers",
    "reference/timeline",
    "reference/bibliography",
    "practice",
    "authoring",
    "teaching/index",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_page(browser, address, name, width, scheme):
    """No request to another host, no error in the console, no sideways scrolling."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/{name}.html")
    page.wait_for_load_state("networkidle")
    assert {urlsplit(url).hostname for url in asked if url.startswith("http")} == {"127.0.0.1"}
    assert errors == []
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_accessible(browser, address, name, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/{name}.html")
    results = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    )
    found = [
        (violation["id"], node["target"], node["failureSummary"])
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    assert found == []
    context.close()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("Dobrynin", "channels"), ("Bohlen", "small-circle"), ("quarantine", "glossary")],
)
def test_search_finds(browser, address, words, wanted):
    page = browser.new_page()
    page.goto(f"{address}/search.html?q={words}")
    page.wait_for_selector("#search-results ul.search li a")
    page.wait_for_load_state("networkidle")
    found = page.eval_on_selector_all("#search-results li a", "links => links.map(a => a.href)")
    assert any(wanted in link for link in found)
    page.close()


def test_printing_leaves_out_the_furniture(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/background/why-cuba.html")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for furniture in (".sidebar-drawer", ".toc-drawer", ".related-pages"):
        assert not page.locator(furniture).first.is_visible(), furniture
    page.close()
