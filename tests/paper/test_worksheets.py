"""Worksheets and keys in every output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
import pytest

from tests.paper.test_mistakes import BANK, CHAPTER, CONF, INDEX, KEY, SHEET

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

    from tests.typesetting import Printed

MORE = """\

.. question:: in-order

   Put them in order.

   1. First of all
   #. Then the second
   #. The third at last

.. question:: how-many

   How many days?

   :answer: 13

   .. explanation:: By the White House clock.
"""

PARTS = """\
Sheet
=====

.. worksheet:: one

   in-order
   who-met

A document
----------

.. worksheet:: one

   how-many
"""


@pytest.fixture
def project(tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> Callable[..., Path]:
    """Return a function that builds the small project with one builder."""
    source = tmp_path / "source"

    def build(builder: str, **changed: str) -> Path:
        pages = {
            "index": INDEX,
            "chapter": CHAPTER,
            "banks/chapter": BANK + MORE,
            "sheet": PARTS,
            "key": KEY,
            **changed,
        }
        for name, text in pages.items():
            path = source / f"{name}.rst"
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, encoding="utf-8")
        conf = source / "conf.py"
        if not conf.exists():
            conf.write_text('extensions = ["typstpdf"]\n' + CONF, encoding="utf-8")
        app = make_app(builder, srcdir=source, builddir=tmp_path / "build")
        app.build()
        told = app.warning.getvalue().splitlines()
        apart = ("EPUB3", "already registered")  # of the surroundings of a test
        assert [line for line in told if not any(word in line for word in apart)] == []
        return app.outdir

    return build


def test_questions_on_the_web_work_and_have_ids_of_their_own(
    project: Callable[..., Path],
) -> None:
    out = project("html")
    page = lxml.html.parse(out / "sheet.html")
    names = page.xpath("//*[@data-question]/@data-question")
    assert names == ["in-order", "who-met", "how-many"]
    assert page.xpath("//*[@data-question]/@data-number") == ["1", "2", "3"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath("//*[@id='question-who-met']"), "home is the chapter"
    assert page.xpath("//script[contains(@src, 'quizbank.js')]")
    assert not page.xpath("//*[contains(text(), '____')]"), "lines are for paper"
    home = lxml.html.parse(out / "chapter.html")
    assert home.xpath("//*[@id='question-who-met']")


def test_key_on_the_web(project: Callable[..., Path]) -> None:
    key = lxml.html.parse(project("html") / "key.html")
    entries = [
        " ".join(e.text_content().split()) for e in key.xpath("//*[@class='quiz-key-entry']")
    ]
    assert [entry.split(".")[0] for entry in entries] == ["1", "2", "3"]
    assert "Answer:" in entries[0]
    assert "He asked him to his office." in entries[1]
    assert "Answer: 13" in entries[2]


def test_plain_text_tells_no_answer_on_the_worksheet(project: Callable[..., Path]) -> None:
    out = project("text")
    sheet = (out / "sheet.txt").read_text("utf-8")
    key = (out / "key.txt").read_text("utf-8")
    for told in ("He asked him to his office.", "By the White House clock.", "13", "Answer"):
        assert told not in sheet
        assert told in key
    assert "Question 3." in sheet


def test_items_to_order_come_with_their_letters(project: Callable[..., Path]) -> None:
    out = project("text")
    sheet = (out / "sheet.txt").read_text("utf-8")
    key = (out / "key.txt").read_text("utf-8")
    letters = {
        text: letter for letter, text in re.findall(r"^([A-C])\. (.+)$", sheet, re.MULTILINE)
    }
    right = re.findall(r"^\d\. ([A-C])  ?(.+)$", key, re.MULTILINE)
    assert [text for _letter, text in right] == [
        "First of all",
        "Then the second",
        "The third at last",
    ]
    assert all(letters[text] == letter for letter, text in right)


@pytest.mark.parametrize(
    "builder", ["latex", "epub", "man", "texinfo", "gettext", "singlehtml"]
)
def test_other_outputs(project: Callable[..., Path], builder: str) -> None:
    project(builder, sheet=SHEET + "\n.. page-budget:: 4\n\n.. writing-lines:: 2\n")


def test_worksheet_and_key_follow_the_bank(project: Callable[..., Path]) -> None:
    project("html")
    out = project("html", **{"banks/chapter": (BANK + MORE).replace("Who met", "Who saw")})
    assert "Who saw the ambassador?" in (out / "sheet.html").read_text("utf-8")
    assert "Who saw the ambassador?" in (out / "key.html").read_text("utf-8")


def test_a_handout_has_no_key_and_a_worksheet_never(typeset: Callable[..., Printed]) -> None:
    printed = typeset(
        {"index": INDEX, "chapter": CHAPTER, "banks/chapter": BANK, "sheet": SHEET, "key": KEY},
        conf=CONF + 'typst_documents = [{"name": "book", "start": "sheet", "layout": "sheets", '
        '"contents": False, "index": False, "options": {"key": "none"}}]\n',
    )
    assert printed.warnings == ""
    text = printed.text()
    assert len(printed.pages()) == 1
    assert "Who met the ambassador?" in text
    assert "He asked him" not in text
    assert "Answer" not in text
    assert re.search(r"Name.*Date", text)


def test_each_page_of_sheets_begins_a_sheet(typeset: Callable[..., Printed]) -> None:
    page = "{0}\n{1}\n\nWords of it.\n"
    printed = typeset(
        {
            "index": "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
            "one": page.format("One", "==="),
            "two": page.format("Two", "===")
            + "\n.. rst-class:: new-sheet\n\nPart of two\n-----------\n\nMore.\n",
        },
        conf='typst_documents = [{"name": "book", "layout": "sheets", "contents": False, '
        '"index": False}]\n',
    )
    first = [page.extract_text().splitlines()[1] for page in printed.pages()]
    assert first == ["One", "Two", "Part of two"]
