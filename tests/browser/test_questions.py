"""What a reader sees who answers: marks, feedback, hints, score; with mouse, keys and touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from conftest import Reader
    from playwright.sync_api import Page

RIGHT_ORDER = [
    "A U-2 photographs the sites",
    "Kennedy speaks on television",
    "Rudolf Anderson is shot down",
    "Moscow radio reads the last letter",
]
OFFICES = {
    "Dobrynin": "Soviet ambassador",
    "Rusk": "Secretary of State",
    "U Thant": "Secretary-General of the United Nations",
}


def announced(reader: Reader, text: str) -> None:
    expect(reader.page.locator(".quiz-voice[role=status]")).to_contain_text(text)


def sort_by_buttons(reader: Reader) -> None:
    items = reader.question("sequence").locator(".quiz-items > li")
    for place, text in enumerate(RIGHT_ORDER):
        item = items.filter(has_text=text)
        while text not in items.nth(place).inner_text():
            item.get_by_role("button", name="Move up").click()


def match(reader: Reader, **answers: str) -> None:
    for term, office in (OFFICES | answers).items():
        row = reader.question("offices").locator(".quiz-terms li", has_text=term).first
        label = row.locator("option", has_text=office).inner_text()
        row.locator("select").select_option(label=label)


# -- one choice ----------------------------------------------------------------------------


def test_choosing_never_submits(reader: Reader) -> None:
    reader.option("messenger", "Dean Rusk").click()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    assert reader.result("messenger") is None
    expect(reader.question("messenger").locator(".quiz-badge")).to_have_count(0)


def test_wrong_choice_gets_its_own_feedback_first(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    question = reader.question("messenger")
    chosen = question.locator(".quiz-options li", has_text="Dean Rusk")
    expect(chosen.locator(".quiz-badge")).to_have_text("Wrong")
    expect(chosen.locator(".quiz-note")).to_contain_text("did not carry it")
    expect(question.locator(".quiz-options .quiz-note")).to_have_count(1)
    assert question.locator(".quiz-answer").get_attribute("open") is None
    announced(reader, "Wrong")
    announced(reader, "did not carry it")
    question.locator(".quiz-answer summary").click()
    expect(question.locator(".quiz-explanation")).to_be_visible()


def test_right_choice_opens_the_rest(reader: Reader) -> None:
    reader.choose("messenger", "Robert F. Kennedy")
    question = reader.question("messenger")
    expect(question.locator(".quiz-options .quiz-badge")).to_have_text("Right")
    expect(question.locator(".quiz-options .quiz-note em")).to_have_text("Justice Department")
    expect(question.locator(".quiz-feedback")).to_be_visible()
    expect(question.locator(".quiz-explanation")).to_be_visible()
    announced(reader, "Right")


def test_sign_and_word_not_colour_alone(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    badge = reader.question("messenger").locator(".quiz-badge")
    sign = badge.evaluate("node => getComputedStyle(node, '::before').content")
    assert "✗" in sign
    assert badge.inner_text() == "Wrong"


def test_check_with_nothing_chosen_asks_for_an_answer(reader: Reader) -> None:
    reader.check("messenger")
    expect(reader.question("messenger").locator(".quiz-result")).to_have_text(
        "Choose an answer first."
    )
    announced(reader, "Choose an answer first.")
    assert reader.result("messenger") is None
    assert reader.stored("messenger") is None


def test_focus_stays_on_check_and_try_again_leads_back(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    expect(reader.question("messenger").locator(".quiz-check")).to_be_focused()
    reader.page.keyboard.press("Enter")  # a second press changes nothing
    assert reader.stored("messenger")["tries"] == 1
    reader.again("messenger")
    expect(reader.question("messenger").locator("input").first).to_be_focused()
    expect(reader.question("messenger").locator("input:checked")).to_have_count(0)
    expect(reader.question("messenger").locator(".quiz-badge")).to_have_count(0)
    assert reader.result("messenger") is None
    reader.choose("messenger", "Robert F. Kennedy")
    assert reader.result("messenger") == "right"
    assert reader.stored("messenger")["tries"] == 2


def test_choosing_anew_takes_the_marks_away(reader: Reader) -> None:
    reader.choose("messenger", "Dean Rusk")
    reader.option("messenger", "John McCone").click()
    assert reader.result("messenger") is None
    expect(reader.question("messenger").locator(".quiz-note:visible")).to_have_count(0)
    reader.check("messenger")
    assert reader.result("messenger") == "wrong"


def test_feedback_beside_the_option_repeats_no_id(reader: Reader) -> None:
    for name in ("messenger", "missiles"):
        reader.question(name).locator(".quiz-options input").last.check()
        reader.check(name)
    ids = reader.page.eval_on_selector_all("[id]", "nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids))


def test_same_words_are_announced_again(reader: Reader) -> None:
    reader.check("messenger")
    announced(reader, "Choose an answer first.")
    reader.page.evaluate(
        """() => {
            window.heard = [];
            new MutationObserver(() => {
                const text = document.querySelector('.quiz-voice').textContent;
                if (text) heard.push(text);
            }).observe(document.querySelector('.quiz-voice'), { childList: true });
        }"""
    )
    reader.check("messenger")
    reader.page.wait_for_function("heard.length")
    assert reader.page.evaluate("heard") == ["Choose an answer first."]


# -- several choices, true or false --------------------------------------------------------


def test_several_choices_right(reader: Reader) -> None:
    reader.choose("missiles", "R-12", "Luna")
    assert reader.result("missiles") == "right"


def test_several_choices_partly_right_says_how_many(reader: Reader) -> None:
    reader.choose("missiles", "R-12", "Jupiter")
    assert reader.result("missiles") == "part"
    result = reader.question("missiles").locator(".quiz-result")
    expect(result).to_contain_text("Partly right")
    expect(result).to_contain_text("1 of 2 found, 1 wrongly chosen.")
    expect(reader.question("missiles").locator(".quiz-options .quiz-note")).to_have_count(2)


@pytest.mark.parametrize(
    ("chosen", "result"),
    [
        (["R-12"], "part"),
        (["Polaris"], "wrong"),
        (["Polaris", "Jupiter"], "wrong"),
        (["R-12", "Luna", "Jupiter", "Polaris"], "part"),
    ],
)
def test_several_choices_are_never_right_by_choosing_all(
    reader: Reader, chosen: list[str], result: str
) -> None:
    reader.choose("missiles", *chosen)
    assert reader.result("missiles") == result


def test_true_or_false_opens_the_rest_either_way(reader: Reader) -> None:
    reader.choose("public", "True")
    assert reader.result("public") == "wrong"
    expect(reader.question("public").locator(".quiz-explanation")).to_be_visible()


# -- short answers (their tolerance: test_short.py) ----------------------------------------


def test_enter_checks_a_short_answer(reader: Reader) -> None:
    field = reader.question("chairman").get_by_label("Your answer")
    field.fill("khrushchev")
    field.press("Enter")
    assert reader.result("chairman") == "right"
    expect(field).to_be_focused()


def test_enter_that_ends_a_composition_does_not_check(reader: Reader) -> None:
    field = reader.question("chairman").get_by_label("Your answer")
    field.fill("khrushchev")
    field.evaluate(
        "node => node.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'Enter', isComposing: true, bubbles: true }))"
    )
    assert reader.result("chairman") is None


def test_try_again_keeps_what_was_written(reader: Reader) -> None:
    reader.write("chairman", "Gromyko")
    assert reader.result("chairman") == "wrong"
    reader.again("chairman")
    expect(reader.question("chairman").get_by_label("Your answer")).to_have_value("Gromyko")


# -- order ---------------------------------------------------------------------------------


def test_order_with_buttons(reader: Reader) -> None:
    sort_by_buttons(reader)
    reader.check("sequence")
    assert reader.result("sequence") == "right"


def test_order_never_starts_right_and_wants_a_move(reader: Reader) -> None:
    reader.check("sequence")
    expect(reader.question("sequence").locator(".quiz-result")).to_have_text(
        "Put the items in order first."
    )
    assert reader.order() == "ABCD"


def test_order_moves_keep_the_focus_and_are_announced(reader: Reader) -> None:
    item = reader.question("sequence").locator(".quiz-items > li").first
    text = item.locator(".quiz-text").inner_text()
    down = reader.page.get_by_role("button", name=f"Move down: {text}")
    down.click()
    assert reader.order() == "BACD"
    expect(down).to_be_focused()
    announced(reader, f"{text}: moved to place 2 of 4.")


def test_order_with_the_keyboard_alone(reader: Reader) -> None:
    item = reader.question("sequence").locator(".quiz-items > li").first
    text = item.locator(".quiz-text").inner_text()
    down = reader.page.get_by_role("button", name=f"Move down: {text}")
    down.focus()
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("ArrowDown")
    assert reader.order() == "BCAD"
    reader.page.keyboard.press("Space")
    assert reader.order() == "BCDA"
    expect(down).to_be_focused()
    reader.page.keyboard.press("Space")  # it is the last: nothing happens, focus stays
    assert reader.order() == "BCDA"
    expect(down).to_be_focused()
    reader.page.keyboard.press("ArrowUp")
    assert reader.order() == "BCAD"
    reader.page.keyboard.press("Tab")
    expect(down).not_to_be_focused()


def test_order_by_dragging_with_the_mouse(reader: Reader) -> None:
    items = reader.question("sequence").locator(".quiz-items > li")
    items.first.scroll_into_view_if_needed()
    start, end = items.nth(0).bounding_box(), items.nth(2).bounding_box()
    assert start
    assert end
    reader.page.mouse.move(start["x"] + 90, start["y"] + start["height"] / 2)
    reader.page.mouse.down()
    reader.page.mouse.move(start["x"] + 90, end["y"] + end["height"] - 4, steps=12)
    reader.page.mouse.up()
    assert reader.order() == "BCAD"
    announced(reader, "moved to place 3 of 4.")
    assert reader.page.evaluate("getSelection().toString()") == ""


def drag_by_touch(page: Page, x: float, start: float, end: float) -> None:
    session = page.context.new_cdp_session(page)

    def send(kind: str, *points: float) -> None:
        touches = [{"x": x, "y": y} for y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    send("touchStart", start)
    for step in range(1, 13):
        send("touchMove", start + (end - start) * step / 12)
    send("touchEnd")


def test_order_by_dragging_with_a_finger(phone: Reader) -> None:
    items = phone.question("sequence").locator(".quiz-items > li")
    phone.question("sequence").scroll_into_view_if_needed()
    grip = items.first.locator(".quiz-grip").bounding_box()
    end = items.nth(2).bounding_box()
    assert grip
    assert end
    before = phone.page.evaluate("scrollY")
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2
    drag_by_touch(phone.page, x, y, end["y"] + end["height"] - 4)
    assert phone.order() == "BCAD"
    assert phone.page.evaluate("scrollY") == before


def test_a_finger_on_the_text_scrolls_the_page(phone: Reader) -> None:
    phone.question("sequence").scroll_into_view_if_needed()
    box = phone.question("sequence").locator(".quiz-items .quiz-text").nth(2).bounding_box()
    assert box
    before = phone.page.evaluate("scrollY")
    drag_by_touch(phone.page, box["x"] + 5, box["y"] + 5, box["y"] - 200)
    phone.page.wait_for_function("before => scrollY > before", arg=before)
    assert phone.order() == "ABCD"


def test_order_with_taps(phone: Reader) -> None:
    items = phone.question("sequence").locator(".quiz-items > li")
    for place, text in enumerate(RIGHT_ORDER):
        while text not in items.nth(place).inner_text():
            items.filter(has_text=text).get_by_role("button", name="Move up").tap()
    phone.question("sequence").locator(".quiz-check").tap()
    assert phone.result("sequence") == "right"


def test_order_partly_right_says_how_many(reader: Reader) -> None:
    sort_by_buttons(reader)
    reader.question("sequence").get_by_role("button", name="Move up").last.click()
    reader.check("sequence")
    question = reader.question("sequence")
    assert reader.result("sequence") == "part"
    expect(question.locator(".quiz-result")).to_contain_text("2 of 4 are in the right place.")
    assert question.locator(".quiz-badge").all_inner_texts() == ["Right"] * 2 + ["Wrong"] * 2
    reader.again("sequence")  # the order is kept, to be corrected
    reader.question("sequence").get_by_role("button", name="Move up").last.click()
    reader.check("sequence")
    assert reader.result("sequence") == "right"


# -- match ---------------------------------------------------------------------------------


def test_match(reader: Reader) -> None:
    match(reader)
    assert reader.result("offices") is None
    reader.check("offices")
    assert reader.result("offices") == "right"


def test_match_partly_right_says_how_many(reader: Reader) -> None:
    match(reader, Rusk="Soviet ambassador", Dobrynin="Secretary of State")
    reader.check("offices")
    assert reader.result("offices") == "part"
    expect(reader.question("offices").locator(".quiz-result")).to_contain_text("1 of 3 match.")


def test_match_with_the_keyboard_alone(reader: Reader) -> None:
    selects = reader.question("offices").locator("select")
    selects.first.focus()
    for term, office in OFFICES.items():
        expect(reader.page.locator(":focus")).to_be_visible()
        row = reader.question("offices").locator(".quiz-terms li", has_text=term).first
        expect(row.locator("select")).to_be_focused()
        label = row.locator("option", has_text=office).inner_text()
        reader.page.keyboard.type(label[0])  # its letter
        reader.page.keyboard.press("Tab")
    expect(reader.question("offices").locator(".quiz-check")).to_be_focused()
    reader.page.keyboard.press("Space")
    assert reader.result("offices") == "right"


# -- open ----------------------------------------------------------------------------------


def test_open_shows_the_model_and_is_marked_by_the_reader(reader: Reader) -> None:
    question = reader.question("verdict")
    expect(question.locator(".quiz-model")).to_be_hidden()
    reader.check("verdict")
    expect(question.locator(".quiz-result")).to_have_text(
        "Write a few words of your own first."
    )
    reader.write("verdict", "Each side gave something.")
    expect(question.locator(".quiz-model")).to_be_visible()
    assert reader.result("verdict") == "self"
    question.get_by_role("button", name="Partly").click()
    assert reader.result("verdict") == "part"
    expect(question.get_by_role("button", name="Partly")).to_have_attribute(
        "aria-pressed", "true"
    )
    announced(reader, "Partly right")
    question.get_by_role("button", name="I had it").click()
    assert reader.result("verdict") == "right"
    assert reader.stored("verdict")["tries"] >= 1
    # comparing, the reader may write on
    question.locator("textarea").fill("Each side gave something; few were told.")
    expect(question.locator(".quiz-model")).to_be_visible()
    assert reader.result("verdict") == "right"
    assert reader.stored("verdict")["answer"].endswith("told.")


# -- touch, keys ---------------------------------------------------------------------------


def test_all_kinds_by_touch(phone: Reader) -> None:
    phone.option("messenger", "Robert F. Kennedy").tap()
    phone.question("messenger").locator(".quiz-check").tap()
    phone.option("missiles", "R-12").tap()
    phone.option("missiles", "Luna").tap()
    phone.question("missiles").locator(".quiz-check").tap()
    phone.option("public", "False").tap()
    phone.question("public").locator(".quiz-check").tap()
    phone.question("chairman").locator("input").tap()
    phone.page.keyboard.type("Khrushchev")
    phone.question("chairman").locator(".quiz-check").tap()
    match(phone)
    phone.question("offices").locator(".quiz-check").tap()
    phone.question("verdict").locator("textarea").tap()
    phone.page.keyboard.type("Yes.")
    phone.question("verdict").locator(".quiz-check").tap()
    phone.question("verdict").get_by_role("button", name="I had it").tap()
    for name in ("messenger", "missiles", "public", "chairman", "offices", "verdict"):
        assert phone.result(name) == "right", name


def test_choices_with_the_keyboard_alone(reader: Reader) -> None:
    reader.question("messenger").locator("input").first.focus()
    for _ in range(3):
        reader.page.keyboard.press("ArrowDown")
        if reader.option("messenger", "Robert").locator("input").is_checked():
            break
    assert reader.result("messenger") is None
    reader.page.keyboard.press("Tab")
    expect(reader.question("messenger").locator(".quiz-check")).to_be_focused()
    reader.page.keyboard.press("Enter")
    assert reader.result("messenger") == "right"
    for text in ("R-12", "Luna"):
        reader.option("missiles", text).locator("input").focus()
        reader.page.keyboard.press("Space")
    reader.question("missiles").locator(".quiz-check").focus()
    reader.page.keyboard.press("Space")
    assert reader.result("missiles") == "right"


def test_arrow_keys_do_not_turn_the_page_nor_is_focus_trapped(reader: Reader) -> None:
    reader.page.locator("body").press("Tab")
    seen = set()
    for _ in range(120):
        reader.page.keyboard.press("Tab")
        seen.add(
            reader.page.evaluate(
                "document.activeElement.closest('.quiz-question')?.dataset.question ?? ''"
            )
        )
    assert {
        "messenger",
        "missiles",
        "public",
        "chairman",
        "sequence",
        "offices",
        "verdict",
    } < seen


# -- hints, score --------------------------------------------------------------------------


def test_hints_one_at_a_time(reader: Reader) -> None:
    hints = reader.question("messenger").locator(".quiz-hint")
    assert [hint.is_visible() for hint in hints.all()] == [True, False, False]
    hints.nth(0).locator("summary").click()
    expect(hints.nth(1)).to_be_visible()
    expect(hints.nth(2)).to_be_hidden()
    hints.nth(1).locator("summary").click()
    expect(hints.nth(2)).to_be_visible()


def test_score_of_the_bank(reader: Reader) -> None:
    score = reader.page.locator("output.quiz-score")
    expect(score).to_have_text("0 of 7 right, 0 answered")
    reader.choose("messenger", "Robert F. Kennedy")
    reader.choose("missiles", "Polaris")
    expect(score).to_have_text("1 of 7 right, 2 answered")
    reader.again("missiles")
    expect(score).to_have_text("1 of 7 right, 1 answered")


def test_clearing_a_bank_asks_first(reader: Reader) -> None:
    reader.choose("messenger", "Robert F. Kennedy")
    clear = reader.page.get_by_role("button", name="Clear answers")
    reader.page.once("dialog", lambda dialog: dialog.dismiss())
    clear.click()
    assert reader.result("messenger") == "right"
    reader.page.once("dialog", lambda dialog: dialog.accept())
    clear.click()
    assert reader.result("messenger") is None
    assert reader.stored("messenger") is None
    expect(reader.question("messenger").locator("input:checked")).to_have_count(0)
    expect(reader.page.locator("output.quiz-score")).to_have_text(re.compile("^0 of 7"))


def test_buttons_tell_their_question(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Check: Question 1", exact=True).wait_for()


def test_nothing_global(reader: Reader) -> None:
    names = reader.page.evaluate(
        """() => {
            const frame = document.body.appendChild(document.createElement('iframe'));
            const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
            frame.remove();
            return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name));
        }"""
    )
    assert not [name for name in names if "quiz" in name.lower()]
