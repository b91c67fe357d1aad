"""Questions in a PDF: what is to be done on the page, and the key at the back."""

from __future__ import annotations

import re
from itertools import pairwise

import pikepdf
import pytest

from tests.typesetting import overprinted

CONF = 'extensions += ["quizbank"]\nquizbank_path = "banks"\nexclude_patterns = ["banks"]\n'

BANK = """\
.. question:: who-met

   Who met the ambassador?

   - [x] Robert Kennedy

     He asked him to his office.

   - [ ] Dean Rusk

     He helped with the words.

   .. hint:: No diplomat.

   .. explanation:: The memorandum says so.

.. question:: put-in-order

   Put these in order.

   1. Photographs
   2. Speech
   3. Settlement

   .. explanation:: Fourteen, twenty-two, twenty-eight.

.. question:: match-them

   Match each.

   Dobrynin
      Ambassador in Washington
   Gromyko
      Foreign minister

   .. explanation:: Offices of 1962.

.. question:: how-many

   How many days?

   :answer: 13

   .. explanation:: By the White House clock.

.. question:: your-view

   Was it fair?

   .. model-answer::
      :lines: 5

      Nobody lost all.

      - *Strong:* gives evidence.
"""

PAGES = {
    "index": "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
    "one": "Chapter one\n===========\n\nText.\n\n.. quiz:: one\n",
    "two": "Chapter two\n===========\n\nSee :question:`who-met`.\n",
    "banks/one": BANK,
}

ANSWERS = (
    "He asked him to his office",
    "He helped with the words",
    "The memorandum says so",
    "Fourteen, twenty-two",
    "Offices of 1962",
    "By the White House clock",
    "Nobody lost all",
    "gives evidence",
)


def test_every_kind_on_the_page_and_in_the_key(typeset):
    printed = typeset(PAGES, CONF)
    assert printed.warnings == ""
    page = printed.page_with("Who met the ambassador?")
    text = re.sub(r"\s+", " ", page.extract_text())
    for words in (
        "Robert Kennedy",
        "Dean Rusk",
        "Hint: No diplomat.",
        "Photographs",
        "Dobrynin",
        "How many days?",
        "Was it fair?",
    ):
        assert words in text
    for words in ANSWERS:
        assert words not in text, "answers are not beside the questions"
        assert words in printed.text(), "but in the key"
    assert "[x]" not in printed.text()
    assert overprinted(page) == []


def test_the_key_is_at_the_back_with_pages_both_ways(typeset):
    printed = typeset(PAGES, CONF)
    page = printed.page_with("Who met the ambassador?")
    key = printed.page_with("He asked him to his office.")
    assert key.page_number > page.page_number
    assert f"Answer p. {key.page_number}" in page.extract_text()
    assert f"Question 1 (p. {page.page_number}). Answer:" in key.extract_text()


def test_items_are_mixed_and_the_key_puts_them_right(typeset):
    printed = typeset(PAGES, CONF)
    page = printed.page_with("Put these in order.").extract_text()
    shown = re.findall(r"^([ABC]) (Photographs|Speech|Settlement)", page, re.MULTILINE)
    assert len(shown) == 3
    letters = {text: letter for letter, text in shown}
    right = [letters[text] for text in ("Photographs", "Speech", "Settlement")]
    assert right != ["A", "B", "C"]
    assert (
        f"Question 2 (p. {printed.page_with('Put these').page_number}). Answer: {', '.join(right)}"
        in printed.text()
    )


def test_lines_to_write_on(typeset):
    """Open questions get the lines asked for, eight millimetres apart."""
    page = typeset(PAGES, CONF).page_with("Was it fair?")
    top = next(word["top"] for word in page.extract_words() if word["text"] == "fair?")
    wide = sorted(
        {
            round(line["top"], 1)
            for line in page.rects
            if line["width"] > 200 and line["top"] > top
        }
    )
    assert len(wide) == 5
    gaps = [b - a for a, b in pairwise(wide)]
    assert all(gap == pytest.approx(8 * 72 / 25.4, abs=0.6) for gap in gaps)


def test_terms_and_matches_stand_in_two_columns(typeset):
    words = {
        w["text"]: w for w in typeset(PAGES, CONF).page_with("Match each.").extract_words()
    }
    assert words["Ambassador"]["x0"] > words["Dobrynin"]["x1"]


def test_a_question_is_not_split(typeset):
    bank = "".join(
        f".. question:: q{n}\n\n   Prompt {n}?\n\n   - [x] Right {n}\n\n     Yes.\n\n   - [ ] Wrong {n}\n\n     No.\n\n"
        for n in range(40)
    )
    printed = typeset({**PAGES, "two": "Two\n===\n\nText.\n", "banks/one": bank}, CONF)
    pages = [page.extract_text() for page in printed.pages()]
    for n in range(40):
        (home,) = [text for text in pages if f"Prompt {n}?" in text]
        assert f"Right {n}" in home
        assert f"Wrong {n}" in home


def test_without_a_key_nothing_tells(typeset):
    """Not in the text, nor anywhere else in the file."""
    documents = [{"name": "book", "options": {"key": "none"}}]
    printed = typeset(PAGES, CONF, typst_documents=documents)
    assert printed.warnings == ""
    assert "Who met the ambassador?" in printed.text()
    for words in ("Answers", *ANSWERS):
        assert words not in printed.text()
    with printed.open() as pdf:
        raw = b"".join(
            item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream)
        )
    for words in ANSWERS:
        assert words.encode() not in raw
        assert words.encode("utf-16-be") not in raw
