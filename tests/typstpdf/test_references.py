"""Links, page numbers, notes, the index, works cited, and what leads outside."""

from __future__ import annotations

import re

BOOK = {
    "index": "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
    "one": (
        ".. _one:\n\nOne\n===\n\nSee :ref:`two`, :doc:`two` and :numref:`tab`. And `there <https://example.org/x>`_. "
        "Nearby :ref:`one`.\n"
    ),
    "two": (
        ".. _two:\n\nTwo\n===\n\nText.\n\n.. table:: Named\n   :name: tab\n\n   == ==\n   a  b\n   == ==\n   1  2\n   == ==\n"
    ),
}


def links(printed, name="book"):
    return [link for page in printed.pages(name) for link in page.hyperlinks]


def test_references_give_the_page(typeset):
    printed = typeset(BOOK)
    assert printed.warnings == ""
    page = printed.page_with("See Two")
    target = printed.page_with("Named").page_number
    assert re.search(
        rf"See Two \(p\. {target}\), Two \(p\. {target}\) and Table 1 \(p\. {target}\)",
        printed.text(),
    )
    assert "Nearby One." in page.extract_text(), "no page number for a place on the same page"


def test_links_work(typeset):
    printed = typeset(BOOK)
    assert any(link["uri"] == "https://example.org/x" for link in links(printed))
    with printed.open() as pdf:
        inside = [
            note
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/Dest" in note or ("/A" in note and note.A.S == "/GoTo")
        ]
    assert len(inside) >= 5


def test_a_link_out_of_the_document_becomes_words(typeset):
    alone = [{"name": "book", "start": "one", "contents": False}]
    printed = typeset(BOOK, typst_documents=alone)
    assert printed.warnings == ""
    assert "See Two, Two and" in printed.text()
    assert not any("two" in (link["uri"] or "") for link in links(printed))


def test_a_link_out_of_the_document_names_the_site(typeset):
    alone = [{"name": "book", "start": "one", "contents": False}]
    printed = typeset(BOOK, typst_documents=alone, html_baseurl="https://guide.example/")
    assert "https://guide.example/two.html" in printed.text().replace(" ", "")


def test_numbers_are_the_documents_own(typeset):
    table = ".. table:: Named {0}\n   :name: t{0}\n\n   == ==\n   a  b\n   == ==\n   1  2\n   == ==\n"
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
        "one": "One\n===\n\n" + table.format(1),
        "two": "Two\n===\n\n" + table.format(2) + "\nSee :numref:`t2`.\n",
    }
    documents = [{"name": "book"}, {"name": "part", "start": "two", "contents": False}]
    printed = typeset(pages, typst_documents=documents)
    assert "Table 2 Named 2" in printed.text()
    assert "See Table 2" in printed.text()
    assert "Table 1 Named 2" in printed.text("part")
    assert "See Table 1" in printed.text("part")


def test_the_same_id_on_two_pages(typeset):
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
        "one": "Same\n====\n\nIn one. Same_ again.\n",
        "two": "Same\n====\n\nIn two. Same_ again.\n",
    }
    printed = typeset(pages)
    assert printed.warnings == ""
    assert "In two. Same again." in printed.text()


def test_notes_stand_at_the_foot(typeset):
    source = (
        "Page\n====\n\nWords [#a]_ and more [#b]_ and again [#a]_.\n\n"
        + "Filler.\n\n" * 3
        + ".. [#a] The first *note*.\n.. [#b] The second note.\n"
    )
    printed = typeset(source)
    assert printed.warnings == ""
    page = printed.page_with("The first note.")
    words = {word["text"]: word for word in page.extract_words()}
    assert words["second"]["top"] > 0.8 * float(page.height)
    assert printed.text().count("The first note.") == 1


def test_a_note_without_a_reference_is_kept(typeset):
    printed = typeset("Page\n====\n\nWords.\n\n.. [1] Nobody refers to me.\n")
    assert "Nobody refers to me." in printed.text()


def test_index(typeset):
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   one\n   two\n",
        "one": "One\n===\n\n.. index:: single: Dobrynin, Anatoly\n\nText.\n\n.. index:: single: letters; secret\n\nMore.\n",
        "two": "Two\n===\n\n.. index:: single: Dobrynin, Anatoly\n\nText.\n",
    }
    printed = typeset(pages)
    assert printed.warnings == ""
    index = printed.pages()[-1].extract_text()
    one, two = (printed.page_with(title).page_number for title in ("More.", "Two\nText."))
    assert f"Dobrynin, Anatoly, {one}, {two}" in index
    assert re.search(rf"letters\s+secret, {one}", index)


def test_works_cited_follow_a_part(typeset):
    """A document without the bibliography lists the works that it cites, and no others."""
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   one\n   works\n",
        "one": "One\n===\n\nSo he says :cite:p:`dobbs`.\n",
        "works": "Works\n=====\n\n.. bibliography::\n   :all:\n",
        "refs.bib": (
            "@book{dobbs, author={Dobbs, Michael}, title={One Minute to Midnight}, publisher={Knopf}, year={2008}}\n"
            "@book{stern, author={Stern, Sheldon}, title={Averting}, publisher={Stanford}, year={2003}}\n"
        ),
    }
    conf = (
        'extensions += ["sphinxcontrib.bibtex", "citestyle"]\nbibtex_bibfiles = ["refs.bib"]\n'
        'bibtex_reference_style = "label"\nbibtex_default_style = "shorthand"\n'
        'typst_documents = [{"name": "book"}, {"name": "part", "start": "one", "contents": False}]\n'
    )
    printed = typeset(pages, conf)
    assert printed.warnings == ""
    assert "So he says [Dobbs 2008]" in printed.text()
    assert "Averting" in printed.text()
    part = printed.text("part")
    assert "Works cited" in part
    assert "One Minute to Midnight" in part
    assert "Averting" not in part
