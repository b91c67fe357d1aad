"""Mistakes in worksheets and documents: each is told with file and line, and nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.typesetting import Printed

CONF = 'extensions += ["quizbank"]\nquizbank_path = "banks"\nexclude_patterns = ["banks"]\n'

BANK = """\
.. question:: who-met
   :was: who-saw

   Who met the ambassador?

   - [x] Robert Kennedy

     He asked him to his office.

   - [ ] Dean Rusk

.. question:: with-lines

   What is your view?

   .. model-answer::
      :lines: 4

      Somebody's view.

.. question:: without-lines

   What is your other view?

   .. model-answer::

      Nobody's view.
"""

INDEX = """\
Root
====

.. toctree::

   chapter
   sheet
   key
"""

CHAPTER = """\
Chapter
=======

.. quiz:: chapter
"""

SHEET = """\
Sheet
=====

.. name-line::

.. worksheet:: one
   :pages: 1

   who-met
"""

KEY = """\
Key
===

.. worksheet-key:: one
"""


@pytest.fixture
def build(typeset: Callable[..., Printed]) -> Callable[..., Printed]:
    """Return a function that typesets a chapter, a worksheet and a key."""

    def made(sheet: str = SHEET, key: str = KEY, conf: str = "", **pages: str) -> Printed:
        names = {
            "index": INDEX,
            "chapter": CHAPTER,
            "banks/chapter": BANK,
            "sheet": sheet,
            "key": key,
            **pages,
        }
        return typeset(names, conf=CONF + conf)

    return made


def told(printed: Printed, place: str, *words: str) -> None:
    """Check that one warning has this place and these words, and that nothing broke."""
    lines = [line for line in printed.warnings.splitlines() if f"{place}: WARNING" in line]
    assert len(lines) == 1, printed.warnings
    for word in words:
        assert word in lines[0], lines[0]
    assert "Traceback" not in printed.warnings


def test_nothing_is_told_of_a_good_worksheet(build: Callable[..., Printed]) -> None:
    assert build().warnings == ""


def test_a_question_that_does_not_exist(build: Callable[..., Printed]) -> None:
    printed = build(SHEET.replace("   who-met", "   who-mett\n   who-met"))
    told(printed, "sheet.rst:9", "'who-mett'", "do you mean 'who-met'", "[quizbank.worksheet]")
    assert "Who met the ambassador?" in printed.page_with("Name").extract_text()


def test_a_former_id_will_do(build: Callable[..., Printed]) -> None:
    printed = build(SHEET.replace("who-met", "who-saw"))
    assert printed.warnings == ""
    assert "Who met" in printed.page_with("Name").extract_text()


def test_a_question_twice(build: Callable[..., Printed]) -> None:
    printed = build(SHEET + "   who-met\n")
    told(printed, "sheet.rst:10", "'who-met'", "already", "[quizbank.worksheet]")
    assert printed.page_with("Name").extract_text().count("Who met") == 1


def test_an_open_question_without_lines(build: Callable[..., Printed]) -> None:
    printed = build(SHEET + "   with-lines\n   without-lines\n")
    told(printed, "sheet.rst:11", "'without-lines'", ":lines:", "chapter.rst:21")
    assert "other view" in printed.page_with("Name").extract_text()


def test_a_worksheet_without_questions(build: Callable[..., Printed]) -> None:
    printed = build(SHEET.replace("\n   who-met", ""))
    told(printed, "sheet.rst:6", "without questions", "[quizbank.worksheet]")


def test_a_key_to_no_worksheet(build: Callable[..., Printed]) -> None:
    printed = build(key=KEY.replace("one", "two"))
    told(printed, "key.rst:4", "'two'", "(there: one)", "[quizbank.worksheet]")


def test_a_worksheet_on_two_pages(build: Callable[..., Printed]) -> None:
    printed = build(
        index=INDEX + "   twin\n",
        twin=SHEET.replace("Sheet", "Twin").replace("who-met", "with-lines"),
    )
    told(printed, "twin.rst:6", "'one'", "sheet.rst", "[quizbank.worksheet]")


def test_more_pages_than_allowed(build: Callable[..., Printed]) -> None:
    lines = "\n.. writing-lines:: 40\n" * 2
    printed = build(SHEET + lines)
    told(printed, "sheet.rst:6", "takes 3 pages in book.pdf", "may take 1", "[typstpdf.budget]")
    assert len(printed.pages()) > 5, "nothing is left out"


def test_as_many_pages_as_allowed(build: Callable[..., Printed]) -> None:
    lines = "\n.. writing-lines:: 40\n" * 2
    assert build(SHEET.replace(":pages: 1", ":pages: 3") + lines).warnings == ""


@pytest.mark.parametrize("wrong", ["two", "0", "-1", "1.5", ""])
def test_a_budget_that_is_no_number(build: Callable[..., Printed], wrong: str) -> None:
    printed = build(SHEET.replace(":pages: 1", f":pages: {wrong}".rstrip()))
    told(printed, "sheet.rst:7", "no number of pages", "write ':pages: 2'", "[quizbank.option]")
    assert "Who met" in printed.page_with("Name").extract_text()


@pytest.mark.parametrize("wrong", ["two", "0"])
def test_a_budget_of_a_page_that_is_no_number(
    build: Callable[..., Printed], wrong: str
) -> None:
    printed = build(
        SHEET.replace(".. name-line::", f".. page-budget:: {wrong}\n\n.. name-line::")
    )
    told(printed, "sheet.rst:4", "no number of pages", "[typstpdf.budget]")


def test_lines_that_are_no_number(build: Callable[..., Printed]) -> None:
    printed = build(SHEET + "\n.. writing-lines:: many\n")
    told(printed, "sheet.rst:11", "'many'", "writing-lines:: 4", "[quizbank.option]")


def test_an_unknown_bank(build: Callable[..., Printed]) -> None:
    printed = build(chapter=CHAPTER + "\n.. quiz:: chaptre\n")
    told(printed, "chapter.rst:6", "'chaptre'", "chapter", "[quizbank.bank]")


def test_a_page_that_does_not_exist(build: Callable[..., Printed]) -> None:
    printed = build(index=INDEX + "   nowhere\n")
    told(printed, "index.rst:4", "nowhere", "[toc.not_readable]")
    assert "Who met" in printed.text()


def test_a_document_that_starts_nowhere(build: Callable[..., Printed]) -> None:
    conf = 'typst_documents.append({"name": "other", "start": "nowhere"})\n'
    printed = build(conf=conf)
    (line,) = printed.warnings.splitlines()
    assert re.search(r"conf\.py:\d+: WARNING: .*'nowhere', which does not exist", line)
    assert (printed.folder / "book.pdf").is_file()


def test_a_document_that_leaves_out_nothing_real(build: Callable[..., Printed]) -> None:
    conf = 'typst_documents[0]["exclude"] = ["chapters"]\n'
    printed = build(conf=conf)
    (line,) = printed.warnings.splitlines()
    assert re.search(r"conf\.py:\d+: WARNING: .*leaves out the page 'chapters'", line)
    assert "Who met" in printed.text()
