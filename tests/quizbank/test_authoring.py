"""The page for authors: what it shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from quizbank.draft import LEVELS, LINES, OPTIONS

from tests import test_banks

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "authoring.rst").read_text(encoding="utf-8")
CONF = f"""\
import os
extensions = ["sphinxcontrib.bibtex", "quizbank"]
bibtex_bibfiles = [os.path.relpath({str(ROOT / "docs" / "references.bib")!r}, os.path.dirname(__file__))]
html_theme = "basic"
"""


def blocks(head: str) -> list[str]:
    """Return the contents of all directives that begin so, without their options."""
    found = re.findall(rf"^\.\. {head}\n((?:   :.*\n)*\n(?:   .*\n|\n)+)", PAGE, re.MULTILINE)
    return [re.sub(r"\A(?::\w+:.*\n)*\n+", "", dedent(text)).rstrip() + "\n" for text in found]


EXAMPLES = blocks("example::")


@pytest.fixture
def examples(project):
    """A project with the examples of the page as a bank."""
    project.bank("\n".join(EXAMPLES))
    project.write("docs/conf.py", CONF)
    project.write("docs/index.rst", "Page\n====\n\n.. quiz:: bank\n\n.. bibliography::\n")
    return project


def test_examples_are_found():
    assert len(EXAMPLES) == PAGE.count(".. example::") >= 8


@pytest.mark.parametrize(
    ("builder", "page"),
    [("html", "index.html"), ("text", "index.txt"), ("latex", "project.tex")],
)
def test_every_example_builds_without_a_warning(examples, builder, page):
    built = examples.build(builder, project="Project")
    assert not built.warnings
    written = re.sub(r"<[^>]*>", "", built.read(page))
    for example in EXAMPLES:
        for words in re.findall(r"(?:\] |\#\. |:answer: )([\w .,]+)$", example, re.MULTILINE):
            assert words in " ".join(written.split()), words


def test_every_kind_every_option_and_every_part_is_shown(examples):
    records = examples.build("dummy").domain.records["index"]
    assert {record.kind for record in records} == test_banks.KINDS
    text = "".join(EXAMPLES)
    for name in (*OPTIONS, "lines", "answer"):
        assert f":{name}:" in text, name
    for name in ("hint", "explanation", "model-answer"):
        assert f".. {name}::" in text, name
    assert "±" in text
    assert all(f"``{level}``" in PAGE for level in LEVELS)


def test_examples_keep_the_rules_for_the_banks(examples):
    questions = test_banks.read_project(examples.docs, examples.folder / "rules").questions
    assert len(questions) == len(EXAMPLES)
    for rule in test_banks.RULES:
        assert not rule(questions), rule.__name__


def test_ids_are_marked_as_examples_and_in_no_bank():
    ids = re.findall(r"\.\. question:: (\S+)", "".join(EXAMPLES))
    assert len(ids) == len(EXAMPLES)
    assert all(qid.startswith("example-") for qid in ids)
    banks = "".join(path.read_text() for path in (ROOT / "exercises").glob("*.rst"))
    assert ":: example-" not in banks


def test_quoted_warnings_are_what_the_program_says(project):
    (bank,) = blocks("code-block:: rst")
    (warnings,) = blocks("code-block:: text")
    project.bank(bank, name="letters")
    project.write("docs/index.rst", "Page\n====\n\n.. toctree::\n\n   letters\n")
    assert project.build("html").warnings == warnings.splitlines()
    assert f"``{project.banks.name}/letters.rst``" in PAGE


def test_defaults_that_the_page_names():
    assert f"({LINES} if you leave it out)" in PAGE


# -- the directive -------------------------------------------------------------------------

SHOWN = """
.. example::

   .. question:: example-one
      :level: high
      :claims: P1.1

      Who?

      :answer: x
"""


def test_source_and_result_from_one_text(project):
    project.write("docs/index.rst", f"Page\n====\n{SHOWN.replace('high', 'recall')}")
    built = project.build("html")
    assert not built.warnings
    html = built.read("index.html")
    assert 'data-question="example-one"' in html
    assert re.sub(r"<[^>]*>", "", html).count(".. question:: example-one") == 1


def test_mistake_in_an_example_has_its_line(project):
    project.write("docs/index.rst", f"Page\n====\n{SHOWN}")
    (warning,) = project.build("text").warnings
    assert warning.startswith("docs/index.rst:7: WARNING: unknown level 'high'")


def test_empty_example(project):
    project.write("docs/index.rst", "Page\n====\n\n.. example::\n")
    (warning,) = project.build("text").warnings[:1]
    assert "docs/index.rst:4: ERROR: Content block expected" in warning


@pytest.mark.parametrize(("field", "counted"), [("", 1), (":nopractice:\n\n", 0)])
def test_examples_count_nowhere(project, field, counted):
    page = f"{field}Page\n====\n{SHOWN.replace('high', 'recall')}"
    project.write(
        "docs/index.rst", "Index\n=====\n\n.. toctree::\n\n   page\n\n.. practice::\n"
    )
    project.write("docs/page.rst", page)
    built = project.build("html")
    assert not built.warnings
    assert len(built.domain.testing("P1.1")) == counted
    assert built.read("index.html").count("data-question=") == counted
