"""What makes a PDF a book: front matter, running heads, bookmarks, tags, paper."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pikepdf
import pytest

BOOK = {
    "index": "Root\n====\n\nOpening words.\n\n.. toctree::\n\n   one/index\n   two\n",
    "one/index": "Part one\n========\n\nOf part one.\n\n.. toctree::\n\n   chapter\n",
    "one/chapter": "A chapter\n=========\n\nFirst.\n\nA section\n---------\n\n"
    + "Words and words. " * 900,
    "two": "Part two\n========\n\nThe end.\n",
}


def bookmarks(items: Any) -> list[tuple[int, str]]:
    return [
        pair
        for item in items
        for pair in [
            (0, item.title),
            *[(level + 1, title) for level, title in bookmarks(item.children)],
        ]
    ]


def test_front_matter_and_order(typeset):
    printed = typeset(BOOK)
    assert printed.warnings == ""
    pages = [page.extract_text() for page in printed.pages()]
    assert "The Book" in pages[0]
    assert "And what is in it" in pages[0]
    assert "Contents" in pages[1]
    text = printed.text()
    places = [
        text.rindex(words) for words in ("Opening words", "Of part one", "First.", "The end.")
    ]
    assert places == sorted(places)
    assert "Root" not in text, "the start page's own title is the title page's"


def test_contents_give_the_right_pages(typeset):
    printed = typeset(BOOK)
    contents = printed.pages()[1].extract_text()
    for title in ("Part one", "A chapter", "Part two"):
        number = int(re.search(rf"{title}\D*(\d+)", contents)[1])
        page = printed.pages()[number - 1].extract_text()
        assert title in page
        assert str(number) in page.splitlines()[-1], "the folio says the same"


def test_running_heads(typeset):
    heads = [page.extract_text().splitlines()[0] for page in typeset(BOOK).pages()[4:-1]]
    assert "The Book" in heads
    assert "A chapter" in heads


def test_bookmarks(typeset):
    with typeset(BOOK).open() as pdf, pdf.open_outline() as outline:
        marks = bookmarks(outline.root)
    assert [mark for mark in marks if mark[1] != "Contents"] == [
        (0, "Part one"),
        (1, "A chapter"),
        (2, "A section"),
        (0, "Part two"),
    ]


def test_tagged_for_everyone(typeset):
    """PDF/UA-1: tags, language, title; Typst checks the rest when it exports."""
    with typeset(BOOK, language="en").open() as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        assert "/StructTreeRoot" in root
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "The Book"
        fonts = [
            font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()
        ]
        assert fonts
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3")), "embedded"


def test_alternative_text_is_in_the_tags(typeset):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><rect width="9" height="9"/></svg>'
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   page\n",
        "page": "Page\n====\n\n.. figure:: a.svg\n   :alt: What the picture shows\n\n   Caption.\n",
        "a.svg": svg,
    }
    with typeset(pages).open() as pdf:
        texts = [
            str(item["/Alt"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert "What the picture shows" in texts


def test_same_bytes_twice(typeset):
    assert typeset(BOOK).data() == typeset(BOOK).data()


def test_source_date_epoch(typeset, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with typeset(BOOK).open() as pdf:
        assert "19700102" in str(pdf.docinfo["/CreationDate"])


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper(typeset, paper, size):
    page = typeset(BOOK, typst_paper=paper).pages()[-1]
    assert (round(float(page.width)), round(float(page.height))) == size


def test_unknown_paper(typeset):
    assert "typst_paper" in typeset(BOOK, typst_paper="a7").warnings


def test_pages_can_be_left_out(typeset):
    printed = typeset(BOOK, typst_documents=[{"name": "book", "exclude": ["two"]}])
    assert "The end." not in printed.text()
    assert "Of part one" in printed.text()


def test_several_documents(typeset):
    printed = typeset(
        BOOK,
        typst_documents=[
            {"name": "book"},
            {"name": "sheet", "start": "two", "layout": "sheets", "contents": False},
        ],
    )
    assert "The end." in printed.text("sheet")
    assert "Of part one" not in printed.text("sheet")


def test_parallel_reading_gives_the_same(typeset, tmp_path):
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n" + "".join(f"   p{n}\n" for n in range(12)),
        **{
            f"p{n}": f"Page {n}\n=======\n\nText {n}. See :doc:`p{(n + 1) % 12}`.\n"
            for n in range(12)
        },
    }
    typeset(pages)
    source = tmp_path / "source"
    made = []
    for jobs in ("1", "2"):
        target = tmp_path / f"j{jobs}"
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-W",
            "-E",
            "-b",
            "typstpdf",
            "-j",
            jobs,
        ]
        environment = {"PYTHONPATH": ":".join(p for p in sys.path if p.endswith("_ext"))}
        subprocess.run(
            [*command, "-d", target / "dt", source, target], check=True, env=environment
        )
        made.append((target / "book.pdf").read_bytes())
    assert made[0] == made[1]


def test_a_toctree_in_the_last_section(typeset):
    """What a page lists at its end stands beside its sections, not below the last of them."""
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   part\n",
        "part": "Part\n====\n\nFirst\n-----\n\nA.\n\nLast\n----\n\nZ.\n\n.. toctree::\n\n   one\n   two\n",
        "one": "One\n===\n\nOf one.\n",
        "two": "Two\n===\n\nOf two.\n",
    }
    printed = typeset(pages)
    with printed.open() as pdf, pdf.open_outline() as outline:
        marks = [mark for mark in bookmarks(outline.root) if mark[1] != "Contents"]
    assert marks == [(0, "Part"), (1, "First"), (1, "Last"), (1, "One"), (1, "Two")]
    assert "First" not in printed.pages()[1].extract_text(), "contents list pages, not sections"
