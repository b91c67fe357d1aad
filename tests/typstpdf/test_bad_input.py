"""What cannot be set is reported with file and line, and the rest is still set."""

from __future__ import annotations

from pathlib import Path

HEAD = "Chapter\n=======\n\n"


ODD = """\
from docutils import nodes
from docutils.parsers.rst import Directive


class odd_thing(nodes.General, nodes.Element):
    pass


class Odd(Directive):
    has_content = True

    def run(self):
        node = odd_thing("", nodes.paragraph("", "Inner words."))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]


def setup(app):
    app.add_directive("odd", Odd)
"""


def test_an_element_without_a_rule(typeset):
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   page\n",
        "page": HEAD + "Before.\n\n.. odd::\n\n   x\n\nAfter.\n",
        "oddthings.py": ODD,
    }
    conf = (
        "import os, sys\nsys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\n"
        "extensions.append('oddthings')\n"
    )
    printed = typeset(pages, conf)
    assert (
        "page.rst:6: WARNING: no rule sets the element <odd_thing> on paper" in printed.warnings
    )
    assert "[typstpdf.rule]" in printed.warnings
    for words in ("Before.", "Inner words.", "After."):
        assert words in printed.text()


def test_a_picture_without_alternative_text(typeset):
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   page\n",
        "page": HEAD + "Words.\n\n.. image:: a.svg\n\nAfter.\n",
        "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    }
    printed = typeset(pages)
    assert (
        "page.rst:6: WARNING: this picture has no alternative text (:alt:)" in printed.warnings
    )
    assert "After." in printed.text()


def test_a_missing_picture(typeset):
    printed = typeset(HEAD + ".. image:: nowhere.svg\n   :alt: Gone\n\nAfter.\n")
    assert "page.rst:4: WARNING: image file not readable: nowhere.svg" in printed.warnings
    assert "After." in printed.text()
    assert "Gone" in printed.text(), "its alternative text stands for it"


def test_a_broken_reference(typeset):
    printed = typeset(HEAD + "See :ref:`nowhere`.\n\nAfter.\n", nitpicky=True)
    assert "page.rst:4: WARNING: undefined label: 'nowhere'" in printed.warnings
    assert "After." in printed.text()


def test_a_heading_that_skips_a_level(typeset):
    pages = {
        "index": "Root\n====\n\n.. toctree::\n\n   page\n",
        "page": HEAD + "Text.\n",
    }
    conf = (
        "from docutils import nodes\n"
        "def deepen(app, tree):\n"
        "    for section in tree.findall(nodes.section):\n"
        "        if section[0].astext() == 'Chapter':\n"
        "            deep = nodes.section(ids=['deep'])\n"
        "            deep += nodes.section('', nodes.title('', 'Too deep'), nodes.paragraph('', 'Deep words.'), ids=['deeper'])\n"
        "            section += deep\n"
        "            return\n"
        "def setup(app):\n    app.connect('doctree-read', deepen)\n"
    )
    printed = typeset(pages, conf)
    assert "this heading is of level 3, but the one before it of level 1" in printed.warnings
    assert "Deep words." in printed.text()


def test_a_character_that_no_font_has(typeset):
    printed = typeset(HEAD + "Fine.\n\nA 日 and a \N{RIGHT-TO-LEFT MARK}mark.\n\nAfter.\n")
    assert "page.rst:6: WARNING: no font has the character 日 (U+65E5)" in printed.warnings
    assert "page.rst:4" not in printed.warnings
    assert "After." in printed.text()


def test_a_start_page_that_does_not_exist(typeset):
    printed = typeset(
        HEAD, typst_documents=[{"name": "book"}, {"name": "no", "start": "nowhere"}]
    )
    assert "'no' starts at the page 'nowhere', which does not exist" in printed.warnings
    assert Path(printed.folder / "book.pdf").exists()


def test_a_misspelt_setting(typeset):
    printed = typeset(
        HEAD, typst_documents=[{"name": "book"}, {"name": "x", "tilte": "y"}, "z"]
    )
    assert "unknown key tilte; the keys are" in printed.warnings
    assert "an entry must be a dictionary with at least a name, not 'z'" in printed.warnings
    assert Path(printed.folder / "book.pdf").exists()


def test_an_error_of_the_typesetter(typeset):
    printed = typeset(HEAD + ".. raw:: typst\n\n   #nonsense[x]\n")
    assert (
        "WARNING: Typst could not set book.pdf: unknown variable: nonsense" in printed.warnings
    )


def test_mathematics_is_named(typeset):
    printed = typeset(HEAD + "So :math:`x^2`.\n")
    assert "page.rst:4: WARNING: no rule sets the element <math> on paper" in printed.warnings
