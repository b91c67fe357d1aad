"""The printed guide as a whole."""

from __future__ import annotations

import re

import pdfplumber
import pikepdf
import pytest


@pytest.fixture(scope="module")
def pages(guide):
    with pdfplumber.open(guide.pdf / "guide.pdf") as pdf:
        return [page.extract_text() for page in pdf.pages]


def test_every_page_of_the_guide_is_in_it(guide, pages):
    text = re.sub(r"\s+", " ", " ".join(pages))
    left_out = {"practice.html", "authoring.html"}
    for page in guide.pages():
        name = str(page.relative_to(guide.html))
        if name in left_out or name.startswith("teaching/"):
            continue
        (heading,) = guide.parse(page).xpath("//h1/text()")
        if name != "index.html":
            assert heading.strip() in text, name


def test_contents_and_works(pages):
    text = " ".join(pages)
    assert "Contents" in pages[1]
    for words in ("FRUS VI:65", "Foreign Relations of the United States", "Index"):
        assert words in text


def test_for_everyone(guide):
    with pikepdf.open(guide.pdf / "guide.pdf") as pdf, pdf.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en"


def test_no_page_is_empty(pages):
    for number, text in enumerate(pages, 1):
        assert len(text.strip()) > 20, number


def test_no_markers_of_questions(pages):
    text = " ".join(pages)
    assert "[x]" not in text
    assert "[ ]" not in text
