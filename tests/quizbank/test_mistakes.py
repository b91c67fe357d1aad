"""Every mistake is told, with its file and its line, and costs nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CASES = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8")
GOOD = """
.. question:: the-next-one

   Does the next one build?

   - [x] It does
   - [ ] It does not
"""
MARK = re.compile(r"\s*<<< (\w+): (.*)")


def cases() -> list[object]:
    """Read the cases: after ``<<<`` stand the warnings that the line must give."""
    found = []
    for case in CASES.split("=== ")[1:]:
        name, _newline, source = case.partition("\n")
        found.append(pytest.param(source.rstrip() + "\n", id=name))
    return found


@pytest.mark.parametrize("marked", cases())
def test_told_with_file_and_line(project, marked):
    lines, expected = [], []
    for number, line in enumerate(marked.splitlines(), start=1):
        text, *marks = line.split(" <<< ")
        lines.append(text.rstrip())
        for mark in marks:
            subtype, message = mark.split(": ", 1)
            expected.append(
                f"exercises/bank.rst:{number}: WARNING: {message.strip()} [quizbank.{subtype}]"
            )
    project.bank("\n".join(lines) + "\n" + GOOD)
    built = project.build("text")
    told = [line for line in built.warnings if "[quizbank." in line]
    assert sorted(told) == sorted(expected)
    text = built.read("index.txt")
    assert "Does the next one build?" in text
    assert not re.search(r"\[[xX ]?\]", text)
    for word in re.findall(r"[A-Z][a-z]{4,}", re.sub(r"\.\. .*|:\w+:", "", "\n".join(lines))):
        assert word in text, f"{word} is lost"


def test_line_of_a_mistake_in_a_page(project):
    project.write(
        "docs/index.rst",
        "Page\n====\n\nText.\n\n.. note::\n\n   .. question:: one\n      :level: high\n\n"
        "      Who?\n\n      - [x] a\n      - [x]b\n",
    )
    assert project.build("text").warnings == [
        "docs/index.rst:9: WARNING: unknown level 'high': it is one of recall, understand, "
        "apply, evaluate [quizbank.level]",
        "docs/index.rst:14: WARNING: no space after the box: write '[x] b' [quizbank.box]",
    ]


def test_line_of_a_mistake_in_an_included_file(project):
    project.write("docs/index.rst", "Page\n====\n\n.. include:: part.txt\n")
    project.write(
        "docs/part.txt", "Text.\n\n.. question:: one\n\n   Who?\n\n   - [x] a\n   - [] b\n"
    )
    (warning,) = project.build("text").warnings
    assert "docs/part.txt:8: WARNING: '[]' is no box" in warning


def test_lines_of_docutils_and_of_roles_in_a_bank(project):
    project.bank(
        """
        .. question:: one

           Who *is it?

           - [x] Yes :doc:`nowhere`

             Feedback **bold.

             - A list :ref:`lost`

           - [ ] No

           .. hint::

              Hint |unknown|.

           .. explanation:: Because :nosuch:`x`.
        """
    )
    warnings = "\n".join(project.build("text").warnings)
    for line, said in {
        3: "Inline emphasis",
        5: "unknown document: 'nowhere'",
        7: "Inline strong",
        9: "undefined label: 'lost'",
        15: 'Undefined substitution referenced: "unknown"',
        17: 'Unknown interpreted text role "nosuch"',
    }.items():
        assert re.search(rf"exercises/bank\.rst:{line}: \w+: .*{said}", warnings), said


# -- what spans files ----------------------------------------------------------------------

ONE = ".. question:: one\n\n   Who?\n\n   :answer: x\n"


def test_id_used_twice(project):
    project.bank(ONE)
    project.bank(f".. comment\n\n{ONE}", name="other")
    project.write("docs/index.rst", "I\n=\n\n.. toctree::\n\n   other\n\n.. quiz:: bank\n")
    assert project.build("text").warnings == [
        "exercises/other.rst:3: WARNING: the id 'one' is used twice, first in "
        "exercises/bank.rst:1: give one of the two questions another id [quizbank.id]"
    ]


def test_id_used_twice_in_a_bank_keeps_anchors_apart(project):
    project.bank(f"{ONE}\n{ONE}")
    built = project.build("html")
    assert "exercises/bank.rst:7: WARNING: the id 'one' is used twice" in built.warnings[0]
    ids = re.findall(r' id="([^"]+)"', built.read("index.html"))
    assert len(ids) == len(set(ids))


def test_former_id_that_is_taken(project):
    project.bank(f"{ONE}\n" + ONE.replace(":: one", ":: two\n   :was: one"))
    (warning,) = project.build("text").warnings
    assert "exercises/bank.rst:7: WARNING: ':was: one' names the id of another" in warning


def test_bank_that_does_not_exist(project):
    project.bank(ONE)
    project.write("docs/index.rst", "I\n=\n\n.. quiz:: bank\n\n.. quiz:: bnak\n")
    assert project.build("text").warnings == [
        "docs/index.rst:6: WARNING: no bank 'bnak' in ../exercises (there: bank) "
        "[quizbank.bank]"
    ]


def test_bank_with_a_bad_name(project):
    project.write("docs/index.rst", "I\n=\n\n.. quiz:: ../docs/index\n")
    (warning,) = project.build("text").warnings
    assert "docs/index.rst:4: WARNING: bad name of a bank" in warning


def test_bank_that_cannot_be_read(project):
    path = project.bank("")
    path.write_bytes(b"\xff\xfe\xff")
    (warning,) = project.build("text").warnings
    assert "exercises/bank.rst:1: WARNING: cannot read this bank" in warning


def test_bank_with_a_title(project):
    project.bank(f"Title\n=====\n\n{ONE}")
    assert project.build("text").warnings[0] == (
        "exercises/bank.rst:2: ERROR: Unexpected section title."
    )


def test_bank_that_no_page_uses(project):
    project.bank(ONE)
    project.write("exercises/part/unused.rst", ONE)
    assert project.build("text").warnings == [
        "exercises/part/unused.rst:1: WARNING: no page uses this bank: "
        "write '.. quiz:: part/unused' in one [quizbank.bank]"
    ]


def test_bank_that_two_pages_use(project):
    project.bank(ONE)
    project.write("docs/other.rst", ":orphan:\n\nO\n=\n\n.. quiz:: bank\n")
    told = [line for line in project.build("text").warnings if "[quizbank.bank]" in line]
    assert told == [
        "docs/other.rst:6: WARNING: the bank 'bank' is used twice, first in "
        "docs/index.rst:4: a bank belongs to one page [quizbank.bank]"
    ]


def test_claim_that_does_not_exist(project):
    project.write(
        "docs/conf.py",
        "from sphinx.domains import Domain\n"
        "class Claims(Domain):\n"
        "    name = label = 'claim'\n"
        "    initial_data = {'claims': {'P1.1': None}}\n"
        "def setup(app):\n"
        "    app.add_domain(Claims)\n"
        "extensions = ['quizbank']\n",
    )
    project.bank(ONE.replace(":: one", ":: one\n   :claims: P1.1, P9.9"))
    (warning,) = project.build("text").warnings
    assert warning == (
        "exercises/bank.rst:1: WARNING: no claim has the id 'P9.9' [quizbank.claims]"
    )


def test_claims_are_left_alone_without_factcheck(project):
    project.bank(ONE.replace(":: one", ":: one\n   :claims: P1.1"))
    built = project.build("text")
    assert not built.warnings
    assert [record.id for record in built.domain.testing("P1.1")] == ["one"]


def test_reference_to_no_question(project):
    project.write("docs/index.rst", "I\n=\n\nSee :question:`nowhere`.\n")
    built = project.build("text")
    assert built.warnings == [
        "docs/index.rst:4: WARNING: no question has the id 'nowhere' [quizbank.reference]"
    ]
    assert 'See "nowhere".' in built.read("index.txt")


def test_warnings_can_be_suppressed(project):
    project.bank(".. question:: one\n   :level: high\n\n   Who?\n\n   :answer: x\n")
    assert not project.build("text", suppress_warnings=["quizbank.level"]).warnings
