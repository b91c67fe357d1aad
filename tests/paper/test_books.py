"""The handout that a teacher prints, and the book that they keep."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import pikepdf
import pytest
from docutils import nodes
from quizbank.nodes import (
    prompt_of,
    quiz_answer,
    quiz_explanation,
    quiz_hint,
    quiz_model,
    quiz_option,
    quiz_question,
)
from quizbank.worksheet import chosen, sheets_of
from sphinx import addnodes

from tests.paper.conftest import DOCS, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizbank.domain import QuizDomain

    from tests.paper.conftest import Books

MOST = 12  # pages of the handout


def domain_of(books: Books) -> QuizDomain:
    return cast("QuizDomain", books.env.get_domain("quiz"))


def worksheets(books: Books) -> dict[str, list[str]]:
    """The worksheets and their questions."""
    domain = domain_of(books)
    names = [name for sheets in sheets_of(domain).values() for name, _place in sheets.places]
    return {name: chosen(domain, name) for name in names}


def questions(books: Books) -> Iterator[quiz_question]:
    """The questions on the worksheets, as their chapters have them."""
    domain = domain_of(books)
    wanted = {qid for qids in worksheets(books).values() for qid in qids}
    for docname in {domain.questions[qid].docname for qid in wanted}:
        for question in books.env.get_doctree(docname).findall(quiz_question):
            if question["qid"] in wanted:
                yield question


def pieces(node: nodes.Element) -> list[str]:
    """The runs of text in a node that are long enough to be known again."""
    found = [squeezed(text.astext()) for text in node.findall(lambda n: not n.children)]
    return [piece for piece in found if len(piece) > 14]


def telling(question: quiz_question) -> list[str]:
    """The runs of text that tell the answer to a question."""
    found: list[str] = []
    for kind in (quiz_explanation, quiz_hint, quiz_model):
        for part in question.findall(kind):
            found += pieces(part)
    for option in question.findall(quiz_option):
        for feedback in option.children[1:]:
            found += pieces(feedback)
    shown = squeezed(" ".join(block.astext() for block in prompt_of(question)))
    return [piece for piece in found if piece not in shown]


def straight(text: str) -> str:
    """Undo what the typesetter does to quotation marks and dashes."""
    for curly, plain in {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-"}.items():
        text = text.replace(curly, plain)
    return text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_pages(paper: str, request: pytest.FixtureRequest) -> None:
    books: Books = request.getfixturevalue(paper)
    sizes = {"a4": (595, 842), "letter": (612, 792)}
    for name in ("handout", "teacher"):
        for page in books.printed.pages(name):
            assert (round(page.width), round(page.height)) == sizes[paper]
    assert len(books.printed.pages("handout")) <= MOST
    told = [line for line in books.printed.warnings.splitlines() if re.search(
        r"\[(typstpdf|quizbank)\.", line)]  # fmt: skip
    assert told == []


@pytest.mark.parametrize("name", ["handout", "teacher"])
def test_for_everyone(a4: Books, name: str) -> None:
    with a4.printed.open(name) as pdf, pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en"
        assert "Triumph for Diplomacy" in meta["dc:title"]
        assert bool(pdf.Root.MarkInfo.Marked)


@pytest.mark.parametrize("name", ["handout", "teacher"])
def test_same_bytes_twice(a4: Books, again: Books, name: str) -> None:
    assert a4.printed.data(name) == again.printed.data(name)


def test_six_to_eight_questions_on_each_worksheet(a4: Books) -> None:
    found = worksheets(a4)
    assert sorted(found) == ["background", "lessons", "strategy"]
    assert all(6 <= len(qids) <= 8 for qids in found.values())


def test_every_question_is_on_paper_and_its_explanation_in_the_book(a4: Books) -> None:
    handout, book = straight(a4.flat("handout")), straight(a4.flat("teacher"))
    for question in questions(a4):
        for piece in [piece for block in prompt_of(question) for piece in pieces(block)]:
            assert straight(piece) in handout, question["qid"]
        for part in question.findall(quiz_explanation):
            for text in part.findall(nodes.Text):
                if not isinstance(text.parent.parent, addnodes.pending_xref):
                    assert straight(squeezed(text)) in book, (question["qid"], text)


def test_no_answer_in_the_handout(a4: Books, letter: Books) -> None:
    for books in (a4, letter):
        places = {
            "words": straight(books.flat("handout")),
            "objects": straight(books.strings("handout")),
            "tree": straight(squeezed((books.trees / "handout.xml").read_text("utf-8"))),
        }
        checked = 0
        for question in questions(books):
            for piece in map(straight, telling(question)):
                checked += 1
                for place, text in places.items():
                    assert piece not in text, (question["qid"], place, piece)
        assert checked > 100


def test_the_same_search_finds_them_in_the_book(a4: Books) -> None:
    """The search above would find an answer if there were one."""
    book = straight(a4.flat("teacher"))
    tree = straight(squeezed((a4.trees / "teacher.xml").read_text("utf-8")))
    for question in questions(a4):
        hints = {piece for hint in question.findall(quiz_hint) for piece in pieces(hint)}
        told = [straight(piece) for piece in telling(question) if piece not in hints]
        assert any(piece in book for piece in told), question["qid"]
        assert any(piece in tree for piece in told), question["qid"]


def test_nothing_marks_the_right_answer(a4: Books) -> None:
    tree = (a4.trees / "handout.xml").read_text("utf-8")
    for mark in ("right=", "solution=", "match=", "place=", "key=", "<quiz_explanation",
                 "<quiz_hint", "<quiz_answer ", "<quiz_answer>", "claims="):  # fmt: skip
        assert mark not in tree, mark
    words = a4.printed.text("handout")
    for mark in ("Answer:", "Right.", "Wrong.", "Model answer", "Strong:"):
        assert mark not in words, mark
    for question in questions(a4):
        for answer in question.findall(quiz_answer):
            element = f"<quiz_answers>{answer.astext()}"
            assert element not in tree


def test_no_answer_in_the_metadata(a4: Books) -> None:
    with a4.printed.open("handout") as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        info = " ".join(str(value) for value in dict(pdf.docinfo).values())
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
    for question in questions(a4):
        for piece in telling(question):
            assert piece not in squeezed(xmp + info)


def test_letters_of_the_key_are_those_of_the_handout(a4: Books) -> None:
    book = a4.flat("teacher")
    handout = a4.flat("handout")
    for question in questions(a4):
        if question["kind"] not in {"choice", "several"}:
            continue
        for option in question.findall(quiz_option):
            text = squeezed(option.children[0].astext())
            assert straight(f"{option['letter']}{text}") in straight(handout)
        assert f"Answer:{squeezed(question['solution'])}" in book


def test_parts_of_the_handout(a4: Books) -> None:
    pages = [page.extract_text() for page in a4.printed.pages("handout")]
    assert pages[0].splitlines()[1] == "The essay and the check"
    assert "Thirteen days" in pages[1]
    written = [page for page in pages if re.search(r"^Name\b.*\bDate\b", page, re.M)]
    assert len(written) == 4, "three worksheets and the planning sheet"
    for words in ("Key terms", "A document", "Counter-evidence", "The people"):
        assert any(words in page for page in pages), words


def test_lines_are_far_enough_apart_to_write_on(a4: Books) -> None:
    (page,) = [p for p in a4.printed.pages("handout") if "My question" in p.extract_text()]
    marks = [*page.lines, *page.rects, *page.curves]
    rows = sorted({round(mark["top"]) for mark in marks if mark["width"] > 300})
    assert len(rows) > 12
    gaps = [below - above for above, below in pairwise(rows)]
    assert min(gaps) >= 22, "eight millimetres are 22.7 points"
    assert all(mark["x0"] >= 70 for mark in marks), "25 mm for holes"


def test_a_question_stays_with_its_options(a4: Books, letter: Books) -> None:
    for books in (a4, letter):
        pages = [straight(squeezed(p.extract_text())) for p in books.printed.pages("handout")]
        for question in questions(books):
            if question["kind"] not in {"choice", "several", "truefalse"}:
                continue
            first = straight(pieces(prompt_of(question)[0])[0])
            last = [*question.findall(quiz_option)][-1].children[0].astext()
            (page,) = [text for text in pages if first in text]
            assert straight(squeezed(last)) in page, question["qid"]


def test_counts_on_the_first_page_are_those_of_the_check(a4: Books) -> None:
    text = (DOCS / "essay" / "check.rst").read_text("utf-8")
    verdicts = re.findall(r":verdict: (\w+)", text)
    count = {name: verdicts.count(name) for name in set(verdicts)}
    page = re.sub(r"\s+", " ", (DOCS / "teaching/handout/argument.rst").read_text("utf-8"))
    assert f"into {len(verdicts)} claims" in page
    assert f"{count['supported']} supported" in page
    assert f"{count['qualified']} true only with something added" in page
    assert f"{count['wrong']} wrong" in page
    assert f"{count['interpretation']} to be judgements" in page
    assert f"{count['unconfirmed']} that could not be confirmed" in page


def test_the_book_has_its_parts(a4: Books) -> None:
    text = a4.printed.text("teacher")
    for words in ("Aims", "Materials", "Steps", "What they get wrong", "Support", "Stretch",
                  "Extend", "Key to worksheet 3", "Role cards", "Works cited"):  # fmt: skip
        assert words in text, words
    assert text.count("Strong") >= 5


def test_the_minutes_of_a_lesson_are_forty_five() -> None:
    for name in ("background", "strategy", "lessons", "role-play"):
        text = (DOCS / "teaching" / "lessons" / f"{name}.rst").read_text("utf-8")
        spans = [(int(a), int(b)) for a, b in re.findall(r"\* - (\d+) to (\d+)\n", text)]
        assert spans[0][0] == 0
        assert spans[-1][1] == 45
        assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_role_cards_hold_nothing_that_came_later() -> None:
    text = (DOCS / "teaching" / "lessons" / "role-play.rst").read_text("utf-8")
    known = text[text.index("The fact sheet: what everyone") :]
    for later in ("tactical", "short range", "158", "42,000", "FKR", "Luna", "torpedo",
                  "27 October", "Dobrynin", "November", "1963"):  # fmt: skip
        assert later not in known, later
    days = {int(day) for day in re.findall(r"\b(\d+)(?:th)? October\b", known)}
    assert max(days) <= 20


def test_pictures_and_fonts_are_embedded(a4: Books) -> None:
    with a4.printed.open("handout") as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)
                 and thing.get("/Type") == "/FontDescriptor"]  # fmt: skip
        assert fonts
        assert all({"/FontFile3", "/FontFile2"} & set(font.keys()) for font in fonts)
