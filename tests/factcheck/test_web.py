"""The filter, in a browser."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from sphinx.testing.util import SphinxTestApp


@pytest.fixture
def address(make_app: Callable[..., SphinxTestApp], rootdir: Path, tmp_path: Path) -> str:
    """The page of claims, opened from the disk as a reader without a server does."""
    shutil.copytree(rootdir / "test-factcheck-basic", tmp_path / "src")
    app = make_app("html", srcdir=tmp_path / "src", confoverrides={"html_theme": "furo"})
    app.build()
    return (app.outdir / "check.html").as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert problems == []


def shown(page: Page) -> list[str]:
    return page.locator(".claim:visible .claim-id").all_inner_texts()


def test_choosing_a_verdict_hides_the_others_and_says_how_many(page: Page) -> None:
    status = page.get_by_role("status")
    assert status.inner_text() == "2 of 2 claims shown"
    page.get_by_role("radio", name="wrong (1)").check()
    assert shown(page) == ["P1.2"]
    assert status.inner_text() == "1 of 2 claims shown"
    assert page.get_by_role("heading", name="First part").count() == 0
    page.get_by_role("radio", name="all (2)").check()
    assert shown(page) == ["P1.1", "P1.2"]


def test_only_verdicts_that_occur_are_offered(page: Page) -> None:
    assert page.get_by_role("radio").count() == 3


def test_the_keyboard_is_enough(page: Page) -> None:
    page.get_by_role("radio", name="all (2)").focus()
    page.keyboard.press("ArrowDown")
    assert shown(page) == ["P1.1"]


def test_a_link_to_a_hidden_claim_shows_it(page: Page) -> None:
    page.get_by_role("radio", name="wrong (1)").check()
    page.locator(".claim-summary").get_by_role("link", name="P1.1").click()
    page.locator(".claim", has_text="P1.1").wait_for(state="visible")
    assert page.get_by_role("radio", name="all (2)").is_checked()


def test_without_script_everything_can_be_read(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        assert shown(page) == ["P1.1", "P1.2"]
        assert page.locator(".claim-filter").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier(browser: Browser, address: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(address)
    for choice in ("all (2)", "wrong (1)"):
        page.get_by_role("radio", name=choice).check()
        found = Axe().run(page, context={"include": [[".claim"], [".claim-filter"]]})
        assert found.response["violations"] == []
    page.close()


def test_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(address)
    assert page.locator(".claim").first.bounding_box()["width"] <= 320
    page.close()


def test_paper_shows_badges_in_black_on_white(page: Page) -> None:
    page.emulate_media(media="print")
    badge = page.locator(".claim .claim-badge").first
    style = badge.evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).borderTopColor]"
    )
    assert style == ["rgb(0, 0, 0)", "rgb(0, 0, 0)"]
    assert page.locator(".claim-filter").is_hidden()
