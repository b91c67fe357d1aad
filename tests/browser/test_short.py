"""Short answers: tolerant of form, never of substance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Reader


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    reader = new_reader()
    reader.open("numbers")
    return reader


def results(reader: Reader, name: str, answers: list[str]) -> dict[str, str | None]:
    found = {}
    for answer in answers:
        reader.write(name, answer)
        found[answer] = reader.result(name)
        if found[answer]:
            reader.again(name)
    return found


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        (
            "year",
            ["1962", "1962.", "1,962", " 1 962 ", "in 1962", "1.962"],
            ["1963", "62", "19622"],
        ),
        (
            "distance",
            [
                "15",
                "14",
                "16",
                "fifteen",
                "Fifteen minutes",
                "15 minutes",
                "15min",
                "15.5",
                "15,5",
            ],
            ["13", "17", "16.5", "-15", "thirteen", "none"],
        ),
        ("depth", ["-5.5", "−5.5", "-5,5", "–5.50"], ["5.5", "-5", "-55"]),
        (
            "days",
            ["thirteen days", "13 days", "the thirteen days", "Thirteen Days!", "13-days"],
            ["14 days", "thirten days", "forteen days", "3 days", "days", "13"],
        ),
        ("aeroplane", ["U-2", "u2", "U 2", "the U–2", "A U-2."], ["U-3", "U", "2", "U-22"]),
        (
            "president",
            ["Osvaldo Dorticós", "osvaldo dorticos", "OSVALDO DORTICÓS", "Osvaldo Dorticos."],
            ["Dorticós", "Fidel Castro", "Dorticós Osvaldo"],
        ),
        (
            "way",
            [
                "back channel",
                "back-channel",
                "Backchannel",
                "the back channel",
                "“Back channel”",
            ],
            ["front channel", "back", "channel", "bock channel"],
        ),
        ("arabic", ["هافانا", "هَافَانَا"], ["كوبا"]),
    ],
)
def test_form_does_not_count(
    reader: Reader, name: str, right: list[str], wrong: list[str]
) -> None:
    assert results(reader, name, right) == dict.fromkeys(right, "right")
    assert results(reader, name, wrong) == dict.fromkeys(wrong, "wrong")


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("president", "Osvaldo Dortecos", "Osvaldo Dorticós"),  # changed
        ("president", "Osvaldo Dorticoss", "Osvaldo Dorticós"),  # added
        ("president", "Osvlado Dorticos", "Osvaldo Dorticós"),  # swapped
        ("way", "back chanel", "back channel"),  # left out
    ],
)
def test_one_slip_is_accepted_and_the_right_spelling_shown(
    reader: Reader, name: str, text: str, word: str
) -> None:
    reader.write(name, text)
    assert reader.result(name) == "right"
    expect(reader.question(name).locator(".quiz-result")).to_contain_text(
        f"It is spelt “{word}”."
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("president", "Osvalda Dorticas"),  # a slip in two words
        ("president", "Osvaldo Dartecos"),  # two slips in one word
        ("way", "bac channel"),  # in a short word
        ("days", "thirteen doys"),
    ],
)
def test_more_than_a_slip_is_not(reader: Reader, name: str, text: str) -> None:
    reader.write(name, text)
    assert reader.result(name) == "wrong"


def test_no_slip_where_another_answer_is_as_near(reader: Reader) -> None:
    found = results(
        reader, "country", ["Prussia", "Russsia", "Rusia", "the soviet unoin", "Prusia"]
    )
    assert found == {
        "Prussia": "wrong",  # one letter from Russia, but an option of another question
        "Russsia": "right",
        "Rusia": "right",
        "the soviet unoin": "wrong",  # the slip is in a word of five letters
        "Prusia": "wrong",
    }


def test_spelling_is_not_shown_where_it_was_right(reader: Reader) -> None:
    reader.write("president", "osvaldo dorticos")
    expect(reader.question("president").locator(".quiz-result")).to_have_text("Right")


@pytest.mark.parametrize("text", ["15 or 16", "15 hours", "about 15", "15 16"])
def test_what_is_no_plain_number_is_asked_again_and_not_counted(
    reader: Reader, text: str
) -> None:
    reader.write("distance", text)
    assert reader.result("distance") is None
    expect(reader.question("distance").locator(".quiz-result")).to_have_text(
        "Please give one number only, in digits."
    )
    assert reader.stored("distance")["tries"] == 0


def test_numbers_and_writing_direction_on_a_telephone(reader: Reader) -> None:
    field = reader.question("distance").locator("input")
    assert field.get_attribute("inputmode") == "decimal"
    assert reader.question("arabic").locator("input").get_attribute("dir") == "auto"


def test_markup_in_an_answer_stays_text(reader: Reader) -> None:
    reader.write("country", "<img src=x onerror=alert(1)>")
    assert reader.result("country") == "wrong"
    expect(reader.question("country").locator("img")).to_have_count(0)
