"""Without a script, from a disk, on paper; what is loaded, and how much."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Reader
    from playwright.sync_api import Browser

KINDS = ("messenger", "missiles", "public", "chairman", "sequence", "offices", "verdict")


@pytest.mark.parametrize("name", ["kinds", "practice"])
def test_without_a_script_all_can_be_read_and_unfolded(
    new_reader: Callable[..., Reader], name: str
) -> None:
    reader = new_reader(java_script_enabled=False)
    page = reader.open(name)
    questions = page.locator(".quiz-question")
    assert questions.count() == (7 if name == "kinds" else 18)
    for question in questions.all():
        expect(question.locator(".quiz-prompt")).to_be_visible()
        for part in question.locator("fieldset :is(.quiz-text, input, select, textarea)").all():
            expect(part).to_be_visible()
        for hint in question.locator("details").all():
            body = hint.locator(":scope > :not(summary)").first
            expect(body).to_be_hidden()
            hint.locator("summary").click()
            expect(body).to_be_visible()
    for note in page.locator(".quiz-note, .quiz-explanation, .quiz-model").all():
        expect(note).to_be_visible()
    # nothing that only a script could bring to life
    expect(page.locator(".quiz-question button, .quiz-bank button, .quiz-tools")).to_have_count(
        0
    )


def test_answers_can_be_numbered_and_matched_without_a_script(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader(java_script_enabled=False)
    reader.open()
    for name in ("sequence", "offices"):
        select = reader.question(name).locator("select").first
        select.select_option(index=2)
        assert select.input_value()


def test_from_a_disk(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "kinds.html").as_uri())
    page.locator("#question-messenger label", has_text="Robert").click()
    page.locator("#question-messenger .quiz-check").click()
    page.reload()
    expect(page.locator("#question-messenger")).to_have_attribute("data-result", "right")
    page.goto((site / "practice.html").as_uri())
    expect(page.locator(".quiz-results")).to_be_visible()
    context.close()


def test_no_other_host(reader: Reader) -> None:
    reader.open("practice")
    assert reader.requests
    assert not [url for url in reader.requests if not url.startswith("http://guide.test/")]


@pytest.mark.parametrize("name", ["kinds", "numbers", "practice"])
def test_nothing_inline(site: Path, name: str) -> None:
    html = (site / f"{name}.html").read_text("utf-8")
    body = html[html.index('class="quiz-') : html.rindex('class="quiz-')]
    assert not re.search(r"<script|<style|\son\w+=|\sstyle=|javascript:", body)
    for tag in re.findall(r"<script[^>]*quizbank[^>]*>", html):
        assert " src=" in tag
        assert "defer" in tag


def assets(site: Path, name: str) -> dict[str, int]:
    """Files of the extension that a page loads, with their size when compressed."""
    html = (site / f"{name}.html").read_text("utf-8")
    files = re.findall(r'(?:src|href)="_static/(quizbank[\w-]*\.(?:js|css))', html)
    return {
        file: len(gzip.compress((site / "_static" / file).read_bytes(), 9)) for file in files
    }


def test_weight(site: Path) -> None:
    chapter, practice = assets(site, "kinds"), assets(site, "practice")
    assert chapter
    assert sum(chapter.values()) < 10_000
    assert set(chapter) < set(practice)
    assert sum(practice.values()) < 25_000


def test_nothing_where_there_are_no_questions(site: Path) -> None:
    assert assets(site, "plain") == assets(site, "index") == {}
    assert "quizbank" not in (site / "plain.html").read_text("utf-8")


def test_comparer_of_short_answers_only_where_it_is_needed(site: Path) -> None:
    assert "quizbank-short.js" in assets(site, "kinds")


# -- paper ---------------------------------------------------------------------------------


def on_paper(reader: Reader) -> None:
    reader.page.emulate_media(media="print")


def test_paper_has_questions_and_no_answers(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    reader.choose("public", "False")
    reader.write("chairman", "Khrushchev")
    on_paper(reader)
    page = reader.page
    for name in KINDS:
        expect(reader.question(name).locator(".quiz-prompt")).to_be_visible()
        for text in reader.question(name).locator("fieldset .quiz-text").all():
            expect(text).to_be_visible()
    for part in page.locator(
        "button, details, .quiz-badge, .quiz-note, .quiz-result, .quiz-grip, output"
    ).all():
        if part.evaluate("node => Boolean(node.closest('.quiz-bank'))"):
            expect(part).to_be_hidden()
    written = reader.question("chairman").locator("input")
    assert written.evaluate("node => getComputedStyle(node).color") == "rgba(0, 0, 0, 0)"
    for box in reader.question("messenger").locator("input").all():
        style = box.evaluate(
            "node => [getComputedStyle(node).appearance, getComputedStyle(node).borderTopStyle,"
            " getComputedStyle(node).backgroundColor]"
        )
        assert style == ["none", "solid", "rgba(0, 0, 0, 0)"]


def test_paper_has_a_box_to_number_each_item(reader: Reader) -> None:
    on_paper(reader)
    for name in ("sequence", "offices"):
        for select in reader.question(name).locator("select").all():
            expect(select).to_be_visible()


def test_a_question_is_not_split(reader: Reader) -> None:
    on_paper(reader)
    for name in KINDS:
        inside = reader.question(name).evaluate("node => getComputedStyle(node).breakInside")
        assert inside == "avoid"
    pdf = pypdfium2.PdfDocument(reader.page.pdf(format="A5"))
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) > 1
    for prompt, last in [
        ("Who met Ambassador", "Robert F. Kennedy"),
        ("Which of these missiles", "Jupiter"),
        ("Put these in order", "Kennedy speaks"),
        ("Match the people", "Soviet ambassador"),
    ]:
        assert [prompt in text for text in pages] == [last in text for text in pages], prompt
