"""Every construct of reStructuredText and sphinx-design, read back from the PDF."""

from __future__ import annotations

import pytest

from tests.typesetting import overprinted

HEAD = "Chapter\n=======\n\n"

CONSTRUCTS = {
    "inline": (
        "*slanted* **heavy** ``code_here`` H\\ :sub:`2`\\ O :abbr:`CIA (Central Agency)` "
        ":kbd:`Ctrl` :menuselection:`File --> Print` :title:`Book`",
        ["slanted", "heavy", "code_here", "CIA (Central Agency)", "Ctrl", "Print", "Book"],
    ),
    "bullets": (
        "- one\n- two\n\n  - inner\n\n    - innermost\n",
        ["• one", "inner", "innermost"],
    ),
    "letters": (
        "A. Alpha\nB. Beta\n\n   i. roman\n   ii. romans\n",
        ["A. Alpha", "B. Beta", "ii. romans"],
    ),
    "brackets": ("(3) three\n(4) four\n", ["(3) three", "(4) four"]),
    "definitions": (
        "Term : kind\n   What it means.\n\n   - a list in it\n",
        ["Term", "kind", "What it means.", "a list in it"],
    ),
    "fields": ("Text.\n\n:Author: Somebody\n:Date: 1962\n", ["Author", "Somebody", "1962"]),
    "options": ("-v, --verbose=LEVEL  Say more.\n", ["-v", "--verbose", "LEVEL", "Say more."]),
    "quote": (
        "He wrote:\n\n   The knot of war.\n\n   -- Khrushchev\n",
        ["The knot of war.", "— Khrushchev"],
    ),
    "epigraph": (".. epigraph::\n\n   Words.\n\n   -- Writer\n", ["Words.", "Writer"]),
    "lines": ("| first\n|   second\n| third\n", ["first", "second", "third"]),
    "code": (
        ".. code-block:: rst\n   :caption: A listing\n\n   .. question:: x\n\n      - [x] yes\n",
        ["A listing", ".. question:: x", "- [x] yes"],
    ),
    "literal": ("So::\n\n   two  spaces\n", ["two spaces"]),
    "doctest": (">>> 1 + 1\n2\n", [">>> 1 + 1"]),
    "admonitions": (
        ".. note:: A note.\n.. warning::\n\n   A warning.\n\n.. admonition:: My title\n\n   Body.\n\n.. seealso:: There.\n",
        ["NOTE", "A note.", "WARNING", "MY TITLE", "SEE ALSO", "There."],
    ),
    "topic": (
        ".. topic:: The topic\n\n   In it.\n\n.. sidebar:: Aside\n\n   Beside.\n",
        ["THE TOPIC", "In it.", "ASIDE", "Beside."],
    ),
    "rubric": (".. rubric:: A rubric\n\nText.\n", ["A rubric", "Text."]),
    "transition": ("Before.\n\n----\n\nAfter.\n", ["Before.", "After."]),
    "columns": (".. hlist::\n\n   * left\n   * right\n", ["left", "right"]),
    "centred": (".. centered:: In the middle\n", ["In the middle"]),
    "version": (".. versionadded:: 1.0\n   New thing.\n", ["New thing."]),
    "confval": (
        ".. confval:: some_value\n   :type: ``int``\n\n   What it does.\n",
        ["some_value", "What it does."],
    ),
    "glossary": (
        ".. glossary::\n\n   quarantine\n      A kind of blockade.\n\nThe :term:`quarantine`.\n",
        ["quarantine", "A kind of blockade."],
    ),
    "only": (
        ".. only:: html\n\n   Web words.\n\n.. only:: typst\n\n   Paper words.\n",
        ["Paper words."],
    ),
    "raw": (
        ".. raw:: typst\n\n   #underline[set by hand]\n\n.. raw:: html\n\n   <b>web</b>\n",
        ["set by hand"],
    ),
    "cards": (
        ".. grid:: 1 2 2 2\n\n   .. grid-item-card:: First card\n\n      Its body.\n\n      .. card-footer::\n\n         Its foot.\n\n"
        "   .. grid-item-card:: Second card\n\n      More.\n",
        ["First card", "Its body.", "Its foot.", "Second card"],
    ),
    "tabs": (
        ".. tab-set::\n\n   .. tab-item:: One\n\n      First tab.\n\n   .. tab-item:: Two\n\n      Second tab.\n",
        ["One", "First tab.", "Two", "Second tab."],
    ),
    "dropdown": (".. dropdown:: Unfold me\n\n   Folded text.\n", ["Unfold me", "Folded text."]),
    "badge": (":bdg:`wrong` :bdg-primary:`right`\n", ["wrong", "right"]),
    "non-latin": (
        "Хрущёв, Ελλάδα, señor Dorticós, “quoted” – and ½ × 3 ≈ 1.5.\n",
        ["Хрущёв", "Ελλάδα", "Dorticós"],
    ),
    "container": (".. container:: plain\n\n   Held text.\n", ["Held text."]),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_construct(name, typeset):
    source, wanted = CONSTRUCTS[name]
    printed = typeset(HEAD + source)
    assert printed.warnings == ""
    text = printed.text()
    for words in wanted:
        assert words in text, text
    assert "Web words" not in text
    page = printed.page_with(wanted[0].split()[0])
    assert overprinted(page) == []


def test_words_of_another_format_are_left_out(typeset):
    text = typeset(HEAD + CONSTRUCTS["raw"][0]).text()
    assert "web" not in text
    assert "#underline" not in text


def test_text_stays_text(typeset):
    """Nothing in the text is read as Typst, XML or a link."""
    source = "#set text(red) *a* $x^2$ <b> &amp; @ref // no comment ```x``` \\\\ _u_ [x]\n"
    printed = typeset(HEAD + source)
    assert printed.warnings == ""
    for words in ("#set text(red)", "$x^2$", "<b>", "&amp;", "@ref", "// no comment", "[x]"):
        assert words in printed.text()


def test_control_characters_vanish(typeset):
    assert "beforeafter" in typeset(HEAD + "before\x07after\n").text().replace(" ", "")


def test_deep_nesting(typeset):
    """Fourteen lists in each other and a card in a tab are still within Typst's call depth."""
    lines = ["  " * n + f"- level {n}\n" for n in range(14)]
    printed = typeset(HEAD + "\n".join(lines))
    assert printed.warnings == ""
    assert "level 13" in printed.text()


def test_spans_and_header_of_a_table(typeset):
    source = (
        ".. list-table:: Letters\n   :header-rows: 1\n   :stub-columns: 1\n   :widths: 1 2\n\n"
        "   * - Who\n     - What\n"
        + "".join(f"   * - Person {n}\n     - Did {n}\n" for n in range(120))
    )
    printed = typeset(HEAD + source)
    assert printed.warnings == ""
    pages = [page.extract_text() for page in printed.pages() if "Person" in page.extract_text()]
    assert len(pages) > 2, "the table breaks across pages"
    assert all("Who What" in page for page in pages), "its header is repeated on each"
    text = printed.text()
    assert all(f"Person {n} Did {n}" in text for n in range(120))


def test_spanning_cells_do_not_overprint(typeset):
    source = (
        "+-------+-------+-------+\n| a     | b     | c     |\n+=======+=======+=======+\n"
        "| wide words    | tall  |\n+-------+-------+       +\n| d     | e     |       |\n+-------+-------+-------+\n"
    )
    printed = typeset(HEAD + source)
    page = printed.page_with("wide words")
    assert overprinted(page) == []
    words = {word["text"]: word for word in page.extract_words()}
    assert words["tall"]["x0"] > words["wide"]["x1"]
    assert words["e"]["x0"] > words["d"]["x1"]


def test_picture_fits_the_page(typeset, tmp_path):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="300">'
        '<rect width="3000" height="300" fill="#ff0000"/></svg>'
    )
    printed = typeset(
        {
            "index": "Root\n====\n\n.. toctree::\n\n   page\n",
            "page": HEAD
            + ".. figure:: red.svg\n   :alt: A red bar\n\n   Its caption.\n\n   Its legend.\n",
            "red.svg": svg,
        }
    )
    assert printed.warnings == ""
    page = printed.page_with("Its caption.")
    assert "Fig. 1 Its caption." in page.extract_text()
    assert "Its legend." in page.extract_text()
    picture = printed.picture(page.page_number - 1).convert("RGB")
    width, height = picture.size
    red = [
        x
        for x in range(width)
        if any(picture.getpixel((x, y)) == (255, 0, 0) for y in range(0, height, 3))
    ]
    assert red, "the picture is there"
    assert min(red) > 0.08 * width
    assert max(red) < 0.92 * width, "and within the margins"
