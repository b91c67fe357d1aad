"""The kinds of question, and what becomes of each of their parts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from quizbank.numbers import parse_number
from quizbank.shuffle import letter, shuffled

KINDS = [
    ("capital", "choice"),
    ("cities", "several"),
    ("truth", "truefalse"),
    ("kept", "choice"),
    ("years", "short"),
    ("words", "short"),
    ("sequence", "order"),
    ("pairs", "match"),
    ("essay", "open"),
]
kinds = pytest.mark.parametrize("root", ["kinds"], indirect=True)


def question(built, qid):
    from quizbank.nodes import quiz_question

    return next(q for q in built.doctree("index").findall(quiz_question) if q["qid"] == qid)


@kinds
def test_shape_of_the_answer_is_the_kind(root):
    built = root.build("dummy")
    assert not built.warnings
    records = built.domain.records["index"]
    assert [(record.id, record.kind) for record in records] == KINDS
    assert [record.number for record in records] == list(range(1, 10))
    capital = records[0]
    assert (capital.level, capital.bank, capital.was) == ("recall", "kinds", ("old-capital",))
    assert capital.prompt == "What is the capital of France?"
    assert capital.location.endswith("exercises/kinds.rst:3")


@kinds
def test_order_of_the_options(root):
    from quizbank.nodes import quiz_item, quiz_match, quiz_option, quiz_term

    built = root.build("dummy")

    def texts(qid, kind):
        return [node[0].astext() if kind is quiz_option else node.astext()
                for node in question(built, qid).findall(kind)]  # fmt: skip

    assert texts("truth", quiz_option) == ["True", "False"]
    assert texts("kept", quiz_option) == ["one", "two", "three", "four"]
    assert texts("sequence", quiz_item) != ["Earliest", "Middle bold", "Later", "Latest"]
    assert texts("pairs", quiz_term) == ["Term one", "Term two", "Term three"]
    assert texts("pairs", quiz_match) != ["Match one", "Match two", "Match three"]


@kinds
def test_solutions_fit_the_letters(root):
    from quizbank.nodes import quiz_item, quiz_match, quiz_option, quiz_term

    built = root.build("dummy")
    right = [o["letter"] for o in question(built, "cities").findall(quiz_option) if o["right"]]
    assert question(built, "cities")["solution"] == ", ".join(right)
    by_letter = {
        i["letter"]: i.astext() for i in question(built, "sequence").findall(quiz_item)
    }
    in_order = question(built, "sequence")["solution"].split(", ")
    assert [by_letter[name] for name in in_order] == [
        "Earliest", "Middle bold", "Later", "Latest"
    ]  # fmt: skip
    matches = {m["letter"]: m.astext() for m in question(built, "pairs").findall(quiz_match)}
    for term in question(built, "pairs").findall(quiz_term):
        assert matches[term["letter"]].split()[-1] == term.astext().split()[-1]


def test_shuffle_depends_on_the_seed_only():
    script = "from quizbank.shuffle import shuffled; print(shuffled('rfk', 9))"
    path = ":".join(sys.path)
    orders = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert orders == {f"{shuffled('rfk', 9)}\n"}
    assert shuffled("rfk", 9) != shuffled("other", 9)


def test_shuffle_never_as_written_when_strict():
    for number in range(200):
        for count in (2, 3, 4):
            order = shuffled(f"q{number}", count, strictly=True)
            assert sorted(order) == list(range(count))
            assert order != list(range(count))


def test_right_answer_written_first_is_spread():
    first = [shuffled(f"question-{number}", 4).index(0) for number in range(400)]
    assert all(70 < first.count(place) < 130 for place in range(4))


def test_letters():
    assert [letter(place) for place in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15 ± 1", ("15", "1")),
        ("15 +- 0.5", ("15", "0.5")),
        ("42,000", ("42000", "")),
        ("−5", ("-5", "")),
        ("1962.", ("1962", "")),
        ("3.5", ("3.5", "")),
        ("fifteen", None),
        ("1,5", None),
        ("A. Dobrynin", None),
        ("27 October", None),
    ],
)
def test_numbers(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["15 ± one", "± 1", "x ± 1", "15 ±", "15 ± -1"])
def test_numbers_that_do_not_parse(text):
    with pytest.raises(ValueError, match="±"):
        parse_number(text)


def test_keys_do_not_depend_on_order_or_options(project):
    from quizbank.nodes import quiz_option

    def keys(options):
        project.bank(f".. question:: one\n\n   Who?\n\n   {options}\n")
        built = project.build("dummy", fresh=True)
        return {o[0].astext(): o["key"] for o in built.doctree("index").findall(quiz_option)}

    first = keys("- [x] Kennedy\n   - [ ] Rusk")
    again = keys("- [ ] Rusk\n   - [ ] McNamara\n   - [x] Kennedy")
    assert first.items() <= again.items()


def test_earlier_lists_belong_to_the_prompt(project):
    project.bank(
        """
        .. question:: one

           Consider:

           1. the first
           2. the second

           - a bullet

           Term
              of the prompt

           Which?

           - [x] 1
           - [ ] 2

        .. question:: two

           Consider:

           - a bullet

           Term
              of the prompt

           and order:

           1. the first
           2. the second
        """
    )
    built = project.build("text")
    assert not built.warnings
    assert [record.kind for record in built.domain.records["index"]] == ["choice", "order"]
    text = built.read("index.txt")
    assert "* a bullet" in text
    assert "Term\n   of the prompt" in text


def test_long_options_wrap_either_way(project):
    long = "an option that is so long that it has to be wrapped by the editor of the author"
    project.bank(
        f"""
        .. question:: one

           Who?

           - [x] {long}
             and goes on at the box
           - [ ] {long}
                 and goes on at the text

             Feedback.

           - [ ] short
                 but wrapped
        """
    )
    built = project.build("text")
    assert not built.warnings
    text = " ".join(built.read("index.txt").split())
    assert f"{long} and goes on at the box" in text
    assert f"{long} and goes on at the text" in text
    assert "short but wrapped" in text


def test_question_without_a_bank_and_an_empty_bank(project):
    project.bank(".. nothing yet\n")
    project.write(
        "docs/index.rst",
        "I\n=\n\n.. quiz:: bank\n\n.. question:: one\n\n   Who?\n\n   :answer: x\n",
    )
    built = project.build("html")
    assert not built.warnings
    assert 'data-question="one"' in built.read("index.html")


def test_banks_among_the_pages_are_no_pages(project):
    project.write("docs/index.rst", "I\n=\n\n.. quiz:: one\n")
    project.write("docs/banks/one.rst", ".. question:: one\n\n   Who?\n\n   :answer: x\n")
    assert not project.build("text", quizbank_path="banks").warnings


def test_references(project):
    project.bank(
        """
        .. question:: one
           :was: former

           Who?

           :answer: x

        .. question:: two

           See :question:`one`, :question:`this <one>`, :any:`one`?

           :answer: y
        """
    )
    project.write("docs/other.rst", ":orphan:\n\nOther\n=====\n\n:question:`former`\n")
    built = project.build("html")
    assert not built.warnings
    assert 'href="#question-one" title="Who?"' in built.read("index.html")
    assert "question 1 of “Bank”" in built.read("other.html")
    assert 'href="index.html#question-one"' in built.read("other.html")


def test_explanation_of_several_blocks_and_code_in_a_prompt(project):
    project.bank(
        """
        .. question:: one

           What prints this? ::

              - [x] not an option

           .. code-block:: rst

              .. hint:: not a hint

              - [ ] not an option

           - [x] Nothing
           - [ ] Something
        """
    )
    built = project.build("text")
    assert not built.warnings
    assert "- [x] not an option" in built.read("index.txt")
    assert ".. hint:: not a hint" in built.read("index.txt")


def test_script_settings_are_json(root_page):
    settings = root_page.select_one("script[data-strings]")
    assert settings["data-prefix"] == "quizbank"
    assert json.loads(settings["data-strings"])["check"] == "Check"


@pytest.fixture
def root_page(project):
    from bs4 import BeautifulSoup

    project.bank(".. question:: one\n\n   Who?\n\n   :answer: x\n")
    return BeautifulSoup(project.build("html").read("index.html"), "html.parser")
