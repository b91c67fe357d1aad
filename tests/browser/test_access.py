"""Accessible in every state, light and dark, on a telephone and enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Reader
    from playwright.sync_api import Page

PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}


#: The theme's side bars have no names, its link to the top is in no landmark: not ours to mend.
THEME = ('<aside class="sidebar-drawer">', "<span>Back to top</span>")


def violations(page: Page) -> list[str]:
    """All that axe finds, best practices and the size of targets included."""
    options = {"rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:150]} {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if node["html"] not in THEME
    ]


def open_all(reader: Reader) -> None:
    folded = reader.page.locator(".quiz-question details:not([open]) > summary:visible")
    while folded.count():
        folded.first.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_no_violations_in_any_state(
    new_reader: Callable[..., Reader], scheme: str, size: dict[str, Any]
) -> None:
    reader = new_reader(color_scheme=scheme, **size)
    page = reader.open()
    assert violations(page) == []
    for name in ("messenger", "missiles"):  # asked for an answer first
        reader.check(name)
    assert violations(page) == []
    reader.answer_all("Yes.")
    assert violations(page) == []
    reader.question("verdict").get_by_role("button", name="Partly").click()
    open_all(reader)
    assert violations(page) == []
    page.reload()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desk", "phone"])
def test_no_violations_on_the_practice_page(
    new_reader: Callable[..., Reader], scheme: str, size: dict[str, Any]
) -> None:
    reader = new_reader(color_scheme=scheme, **size)
    page = reader.open("practice")
    assert violations(page) == []
    page.get_by_label("At a time").select_option("")
    reader.answer_all("Yes.")
    open_all(reader)
    page.locator(".quiz-which label", has_text="Missed").click()
    assert violations(page) == []
    page.locator(".quiz-which label", has_text="Due today").click()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_violations_where_the_reader_chose_the_other_scheme(
    new_reader: Callable[..., Reader], theme: str
) -> None:
    reader = new_reader(color_scheme="dark" if theme == "light" else "light")
    page = reader.open()
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    page.reload()
    reader.answer_all("Yes.")
    open_all(reader)
    assert violations(page) == []


def test_no_violations_with_a_store_that_is_full(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.context.add_init_script("Storage.prototype.setItem = () => { throw new Error(); };")
    page = reader.open()
    reader.choose("messenger", "Dean Rusk")
    expect(page.locator(".quiz-notice")).to_be_visible()
    assert violations(page) == []
    reader.errors = [error for error in reader.errors if "quizbank" in error]


@pytest.mark.parametrize("name", ["kinds", "numbers", "practice"])
@pytest.mark.parametrize("width", [320, 390, 640])
def test_no_sideways_scroll(new_reader: Callable[..., Reader], name: str, width: int) -> None:
    """320 pixels are also what is left of 1280 at 400 per cent, 640 at 200."""
    reader = new_reader(viewport={"width": width, "height": 800})
    page = reader.open(name)
    if name == "kinds":
        reader.answer_all("Yes.")
    open_all(reader)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.locator(".quiz-question *:visible").evaluate_all(
        "nodes => nodes.filter(node => node.getBoundingClientRect().right > innerWidth)"
        ".map(node => node.outerHTML.slice(0, 80))"
    )
    assert wide == []


def test_text_enlarged_to_twice_its_size(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport={"width": 640, "height": 800})
    page = reader.open()
    page.add_style_tag(content="html { font-size: 200% !important; }")
    reader.answer_all("Yes.")
    assert page.locator(".quiz-bank").evaluate("node => node.scrollWidth <= node.clientWidth")


@pytest.mark.parametrize("name", ["kinds", "practice"])
def test_targets_are_large_enough(new_reader: Callable[..., Reader], name: str) -> None:
    reader = new_reader(**PHONE)
    page = reader.open(name)
    if name == "kinds":
        reader.answer_all("Yes.")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            ':is(.quiz-bank, .quiz-practice) :is(button, select, summary, label.quiz-button, '
            + '.quiz-options label, .quiz-which label, input[type=text], textarea, .quiz-grip)'
        )].filter((node) => node.checkVisibility()).map((node) => {
            const { width, height } = node.getBoundingClientRect();
            return [node.outerHTML.slice(0, 60), width, height];
        })"""
    )
    assert small
    for html, width, height in small:
        assert width >= 24, html
        assert height >= 24, html
        if not html.startswith("<span"):
            assert height >= 43, html


def test_focus_can_be_seen(reader: Reader) -> None:
    for selector in (
        ".quiz-check",
        ".quiz-move",
        "summary",
        ".quiz-options input",
        ".quiz-field input",
        "select:not([hidden])",
        "textarea",
    ):
        node = reader.page.locator(f".quiz-question {selector}").first
        reader.page.keyboard.press("Tab")  # the reader uses the keyboard
        node.focus()
        style = node.evaluate(
            "node => [getComputedStyle(node).outlineStyle, getComputedStyle(node).outlineWidth]"
        )
        assert style == ["solid", "2px"], selector


def test_nothing_moves(new_reader: Callable[..., Reader]) -> None:
    """There is no animation, so none to reduce."""
    reader = new_reader()
    reader.open()
    moving = reader.page.locator(".quiz-bank *").evaluate_all(
        "nodes => nodes.filter(node => getComputedStyle(node).transitionDuration !== '0s'"
        " || getComputedStyle(node).animationName !== 'none').map(node => node.className)"
    )
    assert moving == []


def test_marks_in_forced_colours(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(forced_colors="active")
    reader.open()
    reader.choose("messenger", "Dean Rusk")
    badge = reader.question("messenger").locator(".quiz-badge")
    expect(badge).to_have_text("Wrong")
    assert "✗" in badge.evaluate("node => getComputedStyle(node, '::before').content")
    button = reader.question("messenger").get_by_role("button", name="Try again")
    assert button.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"


def test_one_polite_voice_and_a_score(reader: Reader) -> None:
    expect(reader.page.locator("[role=status]:not(output)")).to_have_count(1)
    expect(reader.page.locator("[aria-live=assertive], [role=alert]")).to_have_count(0)
    expect(reader.page.locator("output")).to_have_count(1)


def test_right_to_left(reader: Reader) -> None:
    reader.page.evaluate("document.documentElement.dir = 'rtl'")
    reader.answer_all("Yes.")
    option = reader.question("messenger").locator(".quiz-options li", has_text="Dean Rusk")
    badge, control = option.locator(".quiz-badge"), option.locator("input")
    left, right = badge.bounding_box(), control.bounding_box()
    assert left
    assert right
    assert left["x"] < right["x"]
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
