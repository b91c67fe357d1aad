"""The practice page: all questions, right where they stand."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from quizbank.shuffle import digest
from sphinx.builders import Builder

practice = pytest.mark.parametrize("root", ["practice"], indirect=True)


def soup(built, name="practice.html"):
    return BeautifulSoup(built.read(name), "html.parser")


@practice
def test_all_questions_but_those_left_out(root):
    built = root.build("html")
    assert not built.warnings
    page = soup(built)
    found = [node["data-question"] for node in page.select(".quiz-practice .quiz-question")]
    assert sorted(found) == ["other-one", "other-two", "with-links"]
    assert found == sorted(found, key=digest)
    assert [n.get_text() for n in page.select(".quiz-number")] == [
        "Question 1", "Question 2", "Question 3"
    ]  # fmt: skip


@practice
def test_links_numbers_and_ids_are_right(root):
    built = root.build("html")
    page = soup(built)
    question = page.select_one("#question-with-links")
    links = {link.get_text(): link["href"] for link in question.select("a.reference")}
    assert links["the passage"] == "part/chapter.html#passage"
    assert links["passage"] == "part/chapter.html#passage"
    assert links["[1]"] == "part/chapter.html#note"
    assert links["Chapter"] == "part/chapter.html#question-with-links"
    assert links["Fig. 2"] == "part/chapter.html#a-dot"
    figure = question.select_one("figure")
    assert "Fig. 2" in figure.get_text()
    assert question.select_one("img")["src"] == "_images/dot.png"
    assert links["inner"] == f"#{figure['id']}" or page.select(links["inner"])
    ids = [node["id"] for node in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in page.select('.quiz-practice a[href^="#"]'):
        assert link["href"][1:] in ids
    other = page.select_one("#question-other-two")
    assert other.find("a", string="the passage")["href"] == "part/chapter.html#passage"


@practice
def test_original_is_left_alone(root):
    built = root.build("html")
    chapter = soup(built, "part/chapter.html").select_one("#question-with-links")
    assert chapter.select_one("a.footnote-reference")["href"] == "#note"
    assert "Fig. 2" in chapter.select_one("figure").get_text()
    assert not chapter.select(".quiz-from")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "man", "texinfo"])
@practice
def test_one_document_has_each_question_once(root, builder):
    built = root.build(builder)
    output = next(
        path
        for path in built.out.iterdir()
        if path.suffix in {".html", ".tex", ".1", ".texi"} and path.name != "search.html"
    ).read_text(encoding="utf-8")
    assert output.count("Other prompt?") == 1
    assert "The questions stand on these pages" in output


@practice
def test_text_and_epub_have_the_copies(root):
    assert "Other prompt?" in root.build("text").read("practice.txt")
    assert "Other prompt?" in root.build("epub").read("practice.xhtml")
    assert "Other prompt?" not in root.build("gettext").read("practice.pot")


def touch(path, text):
    path.write_text(path.read_text(encoding="utf-8").replace(*text), encoding="utf-8")


@practice
def test_renewed_when_a_bank_changes(root):
    root.build("html")
    touch(root.banks / "other.rst", ("Other prompt?", "New prompt?"))
    built = root.build("html")
    for name in ("practice.html", "part/other.html"):
        assert "New prompt?" in built.read(name)
        assert "Other prompt?" not in built.read(name)


@practice
def test_renewed_when_a_page_goes(root):
    root.build("html")
    (root.docs / "part" / "other.rst").unlink()
    (root.banks / "other.rst").unlink()
    assert "Other prompt?" not in root.build("html").read("practice.html")


@practice
def test_bank_re_reads_its_page_only(root, monkeypatch):
    root.build("html")
    touch(root.banks / "other.rst", ("Other prompt?", "New prompt?"))
    read = []
    read_doc = Builder.read_doc

    def noted(self, docname, *args, **kwargs):
        read.append(docname)
        return read_doc(self, docname, *args, **kwargs)

    monkeypatch.setattr(Builder, "read_doc", noted)
    root.build("html")
    assert read == ["part/other"]
    root.build("html")
    assert read == ["part/other"]


def test_without_any_question(project):
    project.write("docs/index.rst", "I\n=\n\n.. practice::\n")
    built = project.build("html")
    assert not built.warnings
    assert "There are no questions yet." in built.read("index.html")


@practice
def test_bank_that_appears_is_found(root):
    root.write("docs/part/third.rst", ":orphan:\n\nThird\n=====\n\n.. quiz:: third\n")
    assert "no bank 'third'" in "".join(root.build("html").warnings)
    root.write(
        "exercises/third.rst", ".. question:: third\n\n   Third prompt?\n\n   :answer: x\n"
    )
    built = root.build("html")
    assert not built.warnings
    assert "Third prompt?" in built.read("part/third.html")
    assert "Third prompt?" in built.read("practice.html")
