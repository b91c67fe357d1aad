"""The practice page: filters, spaced repetition, results, progress as a file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Reader
    from playwright.sync_api import Locator

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    reader = new_reader(timezone_id="Europe/London", accept_downloads=True)
    reader.page.clock.install(time="2026-03-10T15:00:00")
    reader.open("practice")
    return reader


def shown(reader: Reader) -> list[str]:
    return reader.page.locator(".quiz-question:visible").evaluate_all(
        "nodes => nodes.map(node => node.dataset.question)"
    )


def everything(reader: Reader) -> None:
    reader.page.get_by_label("At a time").select_option("")


def which(reader: Reader, name: str) -> Locator:
    return reader.page.locator(".quiz-which label", has_text=name)


def table(reader: Reader) -> dict[str, list[str]]:
    reader.page.clock.run_for(100)
    rows = reader.page.locator(".quiz-table tbody tr, .quiz-table tfoot tr")
    return {
        cells[0]: cells[1:]
        for cells in (row.locator("th, td").all_inner_texts() for row in rows.all())
        for cells in [[cell.strip() for cell in cells]]
    }


def test_some_at_a_time(reader: Reader) -> None:
    status = reader.page.locator(".quiz-range")
    assert len(shown(reader)) == 10
    expect(status).to_have_text("Questions 1 to 10 of 18")
    before = shown(reader)
    reader.page.get_by_role("button", name="Next").click()
    assert len(shown(reader)) == 8
    assert not set(shown(reader)) & set(before)
    expect(status).to_have_text("Questions 11 to 18 of 18")
    expect(reader.page.get_by_role("button", name="Next")).to_be_hidden()
    # focus is where reading goes on
    focused = reader.page.evaluate(
        "document.activeElement.closest('.quiz-question').dataset.question"
    )
    assert focused == shown(reader)[0]
    reader.page.get_by_role("button", name="Previous").click()
    assert shown(reader) == before


def test_one_by_one(reader: Reader) -> None:
    reader.page.get_by_label("At a time").select_option("1")
    seen = [*shown(reader)]
    while reader.page.get_by_role("button", name="Next").is_visible():
        reader.page.get_by_role("button", name="Next").click()
        assert len(shown(reader)) == 1
        seen += shown(reader)
    assert len(set(seen)) == len(seen) == 18


def test_filters(reader: Reader) -> None:
    everything(reader)
    reader.page.get_by_label("Chapter").select_option(label="Every kind")
    assert len(shown(reader)) == 7
    reader.page.get_by_label("Level").select_option(label="Recall")
    assert set(shown(reader)) == {"messenger", "public", "chairman", "offices"}
    reader.page.get_by_role("combobox", name="Kind", exact=True).select_option(label="Match")
    assert shown(reader) == ["offices"]
    reader.page.get_by_label("Level").select_option(label="Evaluate")
    assert shown(reader) == []
    expect(reader.page.locator(".quiz-nothing")).to_have_text(
        "No question fits. Choose fewer filters."
    )
    expect(which(reader, "All").locator(".quiz-count")).to_have_text("0")


def test_missed_and_unanswered(reader: Reader) -> None:
    everything(reader)
    reader.choose("messenger", "Dean Rusk")
    reader.choose("public", "False")
    reader.choose("missiles", "R-12")
    which(reader, "Missed").click()
    assert set(shown(reader)) == {"messenger", "missiles"}
    # put right, it stays until the reader chooses again
    reader.again("messenger")
    reader.choose("messenger", "Robert F. Kennedy")
    assert set(shown(reader)) == {"messenger", "missiles"}
    reader.page.clock.run_for(100)
    expect(which(reader, "Missed").locator(".quiz-count")).to_have_text("1")
    which(reader, "Not yet answered").click()
    assert len(shown(reader)) == 15
    assert "messenger" not in shown(reader)


def test_missed_is_found_after_a_reload(reader: Reader) -> None:
    everything(reader)
    reader.choose("messenger", "Dean Rusk")
    reader.again("messenger")  # given up
    reader.page.reload()
    which(reader, "Missed").click()
    assert shown(reader) == ["messenger"]


def answer(reader: Reader, text: str) -> Any:
    if reader.result("messenger"):
        reader.again("messenger")
    reader.choose("messenger", text)
    return reader.stored("messenger")


def test_spaced_repetition(reader: Reader) -> None:
    """A question comes back after 1, 2, 4, 8, 16 days; a miss goes back to the start."""
    everything(reader)
    midnight = reader.page.evaluate("new Date(2026, 2, 10).getTime()")
    record = answer(reader, "Robert F. Kennedy")
    assert (record["box"], record["due"]) == (1, midnight + DAY)
    early = answer(reader, "Robert F. Kennedy")  # the same day: the date stands
    assert (early["box"], early["due"]) == (1, midnight + DAY)
    day = 0
    for box, wait in [(2, 2), (3, 4), (4, 8), (5, 16), (5, 16)]:
        due = reader.stored("messenger")["due"]
        day = round((due - midnight) / DAY)
        reader.page.clock.set_system_time(datetime.fromtimestamp(due / 1000 - 1, UTC))
        reader.page.reload()
        which(reader, "Due today").click()
        assert shown(reader) == []
        reader.page.clock.set_system_time(datetime.fromtimestamp(due / 1000 + 1, UTC))
        reader.page.reload()
        which(reader, "Due today").click()
        assert shown(reader) == ["messenger"]
        record = answer(reader, "Robert F. Kennedy")
        assert record["box"] == box
        assert round((record["due"] - midnight) / DAY) == day + wait
    record = answer(reader, "Dean Rusk")
    assert record["box"] == 1
    assert round((record["due"] - midnight) / DAY) == day + 1


def test_midnight_where_the_clocks_change(reader: Reader) -> None:
    """On 29 March 2026 the day had 23 hours in London."""
    everything(reader)
    reader.page.clock.set_system_time("2026-03-28T22:00:00")
    due = answer(reader, "Robert F. Kennedy")["due"]
    assert reader.page.evaluate("due => new Date(due).toString()", due).startswith(
        "Sun Mar 29 2026 00:00:00"
    )


def test_results_of_every_chapter(reader: Reader) -> None:
    everything(reader)
    assert table(reader)["Together"] == ["0 of 18", "0", "0"]
    reader.choose("messenger", "Robert F. Kennedy")
    reader.write("year", "1963")
    found = table(reader)
    assert found["Every kind"] == ["1 of 7", "1", "0"]
    assert found["Names and numbers"] == ["1 of 11", "0", "0"]
    assert found["Together"] == ["2 of 18", "1", "0"]
    reader.page.locator(".quiz-table").get_by_role("link", name="Every kind").click()
    reader.page.wait_for_url("**/kinds.html")
    assert reader.result("messenger") == "right"


def read_file(reader: Reader, content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    reader.page.get_by_label("Read progress from a file").set_input_files(
        {"name": "progress.json", "mimeType": "application/json", "buffer": data}
    )
    message = reader.page.locator(".quiz-message[role=status]")
    expect(message).not_to_be_empty()
    return message.inner_text()


def test_progress_goes_to_another_browser(
    reader: Reader, new_reader: Callable[..., Reader], tmp_path: Path
) -> None:
    everything(reader)
    reader.choose("messenger", "Dean Rusk")
    reader.write("chairman", "Khrushchev")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="Save progress to a file").click()
    assert download.value.suggested_filename == "quiz-progress-2026-03-10.json"
    download.value.save_as(tmp_path / "progress.json")
    text = (tmp_path / "progress.json").read_text("utf-8")

    other = new_reader()
    other.open("practice")
    assert read_file(other, text) == "Read the answers to 2 questions; left out 0."
    everything(other)
    assert other.result("messenger") == "wrong"
    assert other.result("chairman") == "right"
    assert other.stored("messenger") == reader.stored("messenger")


def test_a_file_never_replaces_what_is_newer(reader: Reader) -> None:
    everything(reader)
    reader.choose("messenger", "Robert F. Kennedy")
    record = reader.stored("messenger")
    old = record | {"at": record["at"] - 1, "result": "wrong", "answer": []}
    read_file(reader, json.dumps({"quizbank": 1, "records": {"messenger": old}}))
    assert reader.stored("messenger") == record
    new = record | {"at": record["at"] + 1, "tries": 9}
    read_file(reader, json.dumps({"quizbank": 1, "records": {"messenger": new}}))
    assert reader.stored("messenger")["tries"] == 9


def test_records_under_an_earlier_id_or_of_no_question(reader: Reader) -> None:
    sound = {"v": 1, "answer": ["00000000"], "result": "wrong", "tries": 1, "at": 5}
    text = json.dumps(
        {
            "quizbank": 1,
            "records": {
                "the-messenger": sound,
                "missiles": {"v": 1, "answer": 5, "result": {}},
                "public": "right",
                "no-such-question": sound,
                "__proto__": sound,
            },
        }
    )
    message = read_file(reader, text)
    assert message.startswith("Read the answers to ")
    assert reader.stored("messenger")["result"] == "wrong"
    keys = reader.page.evaluate("Object.keys(localStorage)")
    assert not [key for key in keys if "no-such" in key or "proto" in key or "the-mess" in key]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '{"quizbank": 2, "records": {}}',
        '{"quizbank": 1}',
        b"\xff\xfe\0",
    ],
)
def test_a_file_of_something_else_changes_nothing(reader: Reader, content: str | bytes) -> None:
    everything(reader)
    reader.choose("messenger", "Dean Rusk")
    kept = reader.stored("messenger")
    assert read_file(reader, content) == (
        "This is not a file of saved progress. Nothing was changed."
    )
    assert reader.stored("messenger") == kept


def test_clearing_everything_asks_first(reader: Reader) -> None:
    everything(reader)
    reader.choose("messenger", "Dean Rusk")
    clear = reader.page.get_by_role("button", name="Clear all progress")
    reader.page.once("dialog", lambda dialog: dialog.dismiss())
    clear.click()
    assert reader.stored("messenger")
    reader.page.once("dialog", lambda dialog: dialog.accept())
    clear.click()
    assert reader.stored("messenger") is None
    assert reader.result("messenger") is None
    assert table(reader)["Together"] == ["0 of 18", "0", "0"]


def test_a_link_to_a_question_finds_it(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.open("practice")
    hidden = reader.page.locator(".quiz-question:not(:visible)").last.get_attribute("id")
    address = f"{reader.page.url}#{hidden}"
    reader.page.goto(address)  # on the same page
    expect(reader.page.locator(f"#{hidden}")).to_be_in_viewport()
    reader.page.goto("about:blank")
    reader.page.goto(address)  # from elsewhere
    expect(reader.page.locator(f"#{hidden}")).to_be_in_viewport()


def test_by_keyboard_and_touch(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    reader.open("practice")
    which(reader, "Missed").tap()
    assert shown(reader) == []
    reader.page.locator(".quiz-which input").nth(2).focus()
    reader.page.keyboard.press("ArrowLeft")
    assert len(shown(reader)) == 10
    assert reader.page.url.endswith("practice.html")
