"""Progress: kept over a reload, and never lost to a bad store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Reader

BLOCKED = """
Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('blocked', 'SecurityError'); },
});
"""
FULL = """
Storage.prototype.setItem = function () {
  throw new DOMException('full', 'QuotaExceededError');
};
0;
"""
NO_ROOM = "This browser does not let the page keep your answers"


def answer_all(reader: Reader) -> None:
    """Answer every question, the open one with quotation marks and a second line."""
    reader.answer_all("Yes, “both” sides gave.\nAnd no.")
    reader.question("verdict").get_by_role("button", name="Not yet").click()


def picture(reader: Reader) -> Any:
    """All that a reader sees of their answers."""
    return reader.page.eval_on_selector_all(
        ".quiz-question",
        """nodes => nodes.map((node) => [
            node.dataset.question,
            node.dataset.result,
            [...node.querySelectorAll('fieldset :is(input, select, textarea)')].map(
                (field) => [field.value, field.checked]),
            [...node.querySelectorAll('.quiz-badge')].map((badge) => badge.textContent),
            node.querySelector('.quiz-result').textContent,
            [...node.querySelectorAll('.quiz-items .quiz-letter')].map((it) => it.textContent),
        ])""",
    )


def test_everything_is_there_after_a_reload(reader: Reader) -> None:
    answer_all(reader)
    before = picture(reader)
    assert all(result for _, result, *_ in before)
    score = reader.page.locator("output").inner_text()
    reader.page.reload()
    assert picture(reader) == before
    assert reader.page.locator("output").inner_text() == score
    expect(reader.page.locator(".quiz-voice")).to_be_empty()


def test_an_answer_not_yet_checked_is_kept(reader: Reader) -> None:
    reader.option("messenger", "Dean Rusk").click()
    reader.question("verdict").locator("textarea").fill("Half a thought")
    reader.page.reload()
    expect(reader.option("messenger", "Dean Rusk").locator("input")).to_be_checked()
    expect(reader.question("verdict").locator("textarea")).to_have_value("Half a thought")
    assert reader.result("messenger") is None
    assert reader.result("verdict") is None


def test_keys_are_stored_not_places(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    value = reader.option("messenger", "Dean Rusk").locator("input").get_attribute("value")
    record = reader.stored("messenger")
    assert record["v"] == 1
    assert record["answer"] == [value]
    assert (record["result"], record["tries"]) == ("wrong", 1)


def test_answers_follow_their_options_when_the_options_are_shuffled(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    serve = reader.serve

    def shuffled(route: Any) -> None:
        if not route.request.url.endswith("kinds.html"):
            serve(route)
            return
        html = (reader.site / "kinds.html").read_text("utf-8")
        start = html.index('<ul class="quiz-options">') + len('<ul class="quiz-options">')
        end = html.index("</ul>", start)
        items = html[start:end].split("</li>")[:-1]
        mixed = "</li>".join(reversed(items)) + "</li>"
        route.fulfill(body=html[:start] + mixed + html[end:], content_type="text/html")

    reader.context.route("**/kinds.html", shuffled)
    reader.page.reload()
    texts = reader.question("messenger").locator(".quiz-options .quiz-text").all_inner_texts()
    assert texts[0] == "Robert F. Kennedy"
    expect(reader.option("messenger", "Dean Rusk").locator("input")).to_be_checked()
    assert reader.result("messenger") == "wrong"


def test_the_practice_page_shares_the_answers(reader: Reader) -> None:
    answer_all(reader)
    reader.open("practice")
    reader.page.get_by_label("At a time").select_option("")
    assert reader.result("messenger") == "wrong"
    assert reader.result("chairman") == "right"
    reader.again("messenger")
    reader.choose("messenger", "Robert F. Kennedy")
    reader.open()
    assert reader.result("messenger") == "right"


@pytest.mark.parametrize("bad", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_a_store_everything_works_and_the_reader_is_told_once(
    new_reader: Callable[..., Reader], bad: str
) -> None:
    reader = new_reader()
    reader.context.add_init_script(bad)
    reader.open()
    expect(reader.page.locator(".quiz-notice")).to_have_count(0)
    answer_all(reader)
    assert [row[1] for row in picture(reader)] == [
        "wrong",
        "part",
        "right",
        "right",
        reader.result("sequence"),
        "part",
        "wrong",
    ]
    expect(reader.page.locator(".quiz-notice")).to_have_count(1)
    expect(reader.page.locator(".quiz-notice")).to_contain_text(NO_ROOM)
    expect(reader.page.locator("output")).to_contain_text("7 answered")
    reader.again("messenger")
    reader.choose("messenger", "Robert F. Kennedy")
    assert reader.result("messenger") == "right"
    reader.open("practice")
    expect(reader.page.locator(".quiz-results")).to_be_visible()
    # the theme, too, wants to keep something
    reader.errors = [error for error in reader.errors if "quizbank" in error]


def test_a_full_store_keeps_what_it_had(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    kept = reader.stored("messenger")
    reader.page.evaluate(FULL)
    reader.again("messenger")
    reader.choose("messenger", "Robert F. Kennedy")
    assert reader.stored("messenger") == kept
    assert reader.result("messenger") == "right"


BAD = [
    "",
    "{",
    "null",
    "7",
    '"text"',
    "[]",
    "[1, 2]",
    '{"v": 2, "answer": ["x"]}',
    '{"v": 1}',
    '{"v": 1, "answer": null, "result": "right"}',
    '{"v": 1, "answer": 5, "result": "right"}',
    '{"v": 1, "answer": [[["x"]]], "result": "right"}',
    '{"v": 1, "answer": {"a": {"b": 1}}, "result": "right"}',
    '{"v": 1, "answer": "text", "result": "right", "tries": "many", "at": -1, "box": 99, "due": {}}',
    '{"v": 1, "answer": ["no such key"], "result": "excellent"}',
    '{"v": 1, "answer": ["no such key"], "result": "right"}',
    '{"v": 1, "answer": {"__proto__": "x", "constructor": "y"}, "result": "right"}',
    '{"__proto__": {"v": 1, "answer": "x", "result": "right"}}',
]


@pytest.mark.parametrize("bad", BAD)
def test_a_corrupt_item_costs_that_question_only(reader: Reader, bad: str) -> None:
    reader.choose("messenger", "Dean Rusk")
    for name in ("missiles", "public", "sequence", "offices", "chairman", "verdict"):
        reader.store(name, bad)
    reader.page.reload()
    assert reader.result("messenger") == "wrong"
    for name in ("missiles", "public", "sequence", "offices"):
        assert reader.result(name) is None
    assert reader.order() == "ABCD"
    reader.write("chairman", "Khrushchev")
    assert reader.result("chairman") == "right"
    reader.choose("public", "False")
    assert reader.result("public") == "right"
    record = reader.stored("public")
    assert (record["result"], record["box"]) == ("right", min(record["box"], 5))
    reader.open("practice")
    expect(reader.page.locator(".quiz-results")).to_be_visible()


def test_what_was_removed_from_a_question_is_dropped(reader: Reader) -> None:
    value = reader.option("missiles", "R-12").locator("input").get_attribute("value")
    record = {"v": 1, "answer": ["gone0000", value], "result": "right", "tries": 1, "at": 1}
    reader.store("missiles", json.dumps(record))
    keys = (
        reader.question("sequence")
        .locator("[data-item]")
        .evaluate_all("nodes => nodes.map(node => node.dataset.item)")
    )
    reader.store("sequence", json.dumps(record | {"answer": ["gone0000", *keys[:3]]}))
    reader.store("offices", json.dumps(record | {"answer": {"gone0000": "x", "y": "gone0000"}}))
    reader.page.reload()
    expect(reader.question("missiles").locator("input:checked")).to_have_count(1)
    assert reader.result("missiles") == "part"  # marked anew
    assert reader.order() == "ABCD"
    assert reader.result("offices") is None


def test_an_answer_under_an_earlier_id_is_taken_over(reader: Reader) -> None:
    value = reader.option("messenger", "Dean Rusk").locator("input").get_attribute("value")
    record = {
        "v": 1,
        "answer": [value],
        "result": "wrong",
        "tries": 3,
        "at": 5,
        "box": 1,
        "due": 9,
    }
    reader.store("first-messenger", json.dumps(record))
    reader.page.reload()
    assert reader.result("messenger") == "wrong"
    assert reader.stored("messenger")["tries"] == 3
    assert reader.stored("first-messenger") is None


def test_the_answer_under_the_present_id_goes_first(reader: Reader) -> None:
    values = (
        reader.question("messenger")
        .locator("input")
        .evaluate_all("nodes => nodes.map(node => node.value)")
    )
    for name, value in zip(
        ("messenger", "the-messenger", "first-messenger"), values, strict=True
    ):
        record = {"v": 1, "answer": [value], "result": "wrong", "tries": 1, "at": 1}
        reader.store(name, json.dumps(record))
    reader.page.reload()
    expect(reader.question("messenger").locator("input").first).to_be_checked()
    assert reader.stored("the-messenger")
    # after clearing, an old answer does not come back
    reader.page.once("dialog", lambda dialog: dialog.accept())
    reader.page.get_by_role("button", name="Clear answers").click()
    reader.page.reload()
    expect(reader.question("messenger").locator("input:checked")).to_have_count(0)


def test_an_id_that_objects_have_too(reader: Reader) -> None:
    for name in ("constructor", "__proto__", "toString"):
        reader.store(name, '{"v": 1, "answer": "x"}')
    reader.page.reload()
    assert [row[1] for row in picture(reader)] == [None] * 7


def test_two_tabs(reader: Reader) -> None:
    other = reader.new_page()
    other.goto(reader.page.url)
    reader.choose("messenger", "Dean Rusk")
    expect(other.locator("#question-messenger")).to_have_attribute("data-result", "wrong")
    other.locator("#question-missiles .quiz-options input").first.check()
    expect(reader.question("missiles").locator("input").first).to_be_checked()
    other.locator("#question-missiles .quiz-check").click()
    expect(reader.question("missiles")).to_have_attribute("data-result", "wrong")
    assert reader.result("messenger") == "wrong"
    other.evaluate("localStorage.clear()")
    expect(reader.question("messenger")).not_to_have_attribute("data-result", "wrong")


def test_items_of_others_are_left_alone(reader: Reader) -> None:
    reader.page.evaluate("localStorage.setItem('theme', 'dark')")
    reader.choose("messenger", "Dean Rusk")
    reader.page.once("dialog", lambda dialog: dialog.accept())
    reader.page.get_by_role("button", name="Clear answers").click()
    assert reader.page.evaluate("Object.keys(localStorage)") == ["theme"]
