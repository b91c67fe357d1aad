"""All banks of the guide: can a question be guessed, is it complete, is every claim tested?

Each rule is a function from questions to offenders. It is run over the banks, and over a
made-up bank in which it must find something: a rule that finds nothing anywhere is no rule.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from quizbank.draft import LEVELS
from quizbank.nodes import (
    prompt_of,
    quiz_explanation,
    quiz_item,
    quiz_match,
    quiz_option,
    quiz_question,
    quiz_term,
)
from quizbank.scan import IDENTIFIER
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Extreme = Callable[[Iterable[int]], int]  # max or min

ROOT = Path(__file__).parent.parent
DOCS, BANKS = ROOT / "docs", ROOT / "exercises"
EXTENSIONS = ["sphinx_design", "sphinxcontrib.bibtex", "citestyle", "factcheck", "quizbank"]

KINDS = {"choice", "several", "truefalse", "short", "order", "match", "open"}
PARTS = ("background", "strategy", "lessons")  #: every page of these folders is a chapter
LEAST = 60  #: questions in all
MARGIN = 0.10  #: how much more often than by chance the right option may be the longest

CATCH_ALL = re.compile(
    r"\b(?:all|any|none|neither|both|either|some) (?:two |three |four |five )?of "
    r"(?:the |these|those|them)\b.{0,20}$"
    r"|^(?:all|both|none|neither|any)(?: of (?:them|these|those))?$"
    r"|\b(?:above|below)\b.{0,15}$|\b(?:both|neither) [a-e] (?:and|nor) [a-e]\b",
    re.IGNORECASE,
)
NEGATIVE = re.compile(
    r"\b(?:not|never|except|no|none|nobody|nothing|neither|nor|without|cannot|least|"
    r"incorrect|false|wrong)\b|n[’']t\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”")


@dataclass
class Option:
    """An option of a question, as a reader sees it."""

    text: str
    right: bool
    feedback: str


@dataclass
class Question:
    """What the rules look at."""

    id: str
    place: str
    kind: str
    level: str
    claims: list[str]
    ask: str  #: the sentences of the prompt that ask, with what is marked strong taken out
    options: list[Option] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)  #: lists whose entries must differ
    sourced: bool = False

    def __str__(self) -> str:
        return f"{self.place} {self.id}"


# Reading ----------------------------------------------------------------------------------


def plain(node: nodes.Node) -> str:
    return " ".join(node.astext().split())


def asking(question: quiz_question) -> str:
    """Return the sentences of the prompt that ask, without quotations and strong words."""
    blocks = []
    for block in prompt_of(question):
        copy = block.deepcopy()
        for strong in list(copy.findall(nodes.strong)):
            strong.parent.remove(strong)
        blocks.append(plain(copy))
    text = QUOTED.sub("", " ".join(blocks))
    text = re.sub(r"^True or false: ", "", text)
    if question["kind"] == "truefalse":
        return text
    sentences = re.split(r"(?<=[.?!])\s+", text)
    asks = [s for s in sentences if s.endswith("?") or re.match(r"Choose|Match|Put|Which", s)]
    return " ".join(asks or sentences[-1:])


def is_sourced(question: quiz_question) -> bool:
    """Whether the explanation or some feedback cites a work or links to a document."""
    parts = [*question.findall(quiz_explanation), *question.findall(quiz_option)]
    for part in parts:
        for node in part.findall(nodes.Element):
            if node.get("refdomain") == "cite" or "refuri" in node:
                return True
    return False


def read(question: quiz_question) -> Question:
    path = Path(question.source or "")
    option_nodes = list(question.findall(quiz_option))
    options = [
        Option(plain(node[0]), node["right"], " ".join(plain(child) for child in node[1:]))
        for node in option_nodes
    ]
    texts = [[option.text for option in options]]
    texts += [
        [plain(node) for node in question.findall(kind)]
        for kind in (quiz_item, quiz_term, quiz_match)
    ]
    return Question(
        id=question["qid"],
        place=f"{path.parent.name}/{path.name}:{question.line}",
        kind=question["kind"],
        level=question.get("level", ""),
        claims=list(question.get("claims", [])),
        ask=asking(question),
        options=options,
        texts=texts,
        sourced=is_sourced(question),
    )


@dataclass
class Guide:
    """The banks, the claims and which page uses which bank."""

    questions: list[Question]
    verdicts: dict[str, str]
    used: dict[str, list[str]]  #: page: its banks


def read_project(docs: Path, out: Path, **settings: object) -> Guide:
    """Read the pages of a project, without writing any; questions on the page count not."""
    with patch_docutils(str(docs)), docutils_namespace():
        app = Sphinx(
            docs, docs, out, out / "doctrees", "dummy", settings, None, StringIO(), True
        )  # fmt: skip
        app.builder.read()
        env = app.env
        records = env.get_domain("quiz").records  # type: ignore[attr-defined]
        questions = [
            read(node)
            for docname in sorted(records)
            for node in env.get_doctree(docname).findall(quiz_question)
            if node.get("bank")
        ]
    claims = env.domaindata.get("claim", {}).get("claims", {})
    used = {page: [name for name, _ in banks] for page, banks in env.domaindata["quiz"]["banks"].items()}  # fmt: skip
    return Guide(questions, {name: claim.verdict for name, claim in claims.items()}, used)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """The guide's own banks, read once."""
    return read_project(DOCS, tmp_path_factory.mktemp("banks"), extensions=EXTENSIONS)


# Rules about single questions -------------------------------------------------------------


def same_text_twice(questions: list[Question]) -> list[str]:
    found = []
    for question in questions:
        for texts in question.texts:
            bare = Counter(re.sub(r"\W+", " ", text).strip().casefold() for text in texts)
            found += [f"{question}: {text!r}" for text, times in bare.items() if times > 1]
    return found


def catch_all(questions: list[Question]) -> list[str]:
    return [
        f"{question}: {option.text!r}"
        for question in questions
        for option in question.options
        if CATCH_ALL.search(option.text.rstrip(".!"))
    ]


def unmarked_negative(questions: list[Question]) -> list[str]:
    return [
        f"{question}: write **{word[0]}**"
        for question in questions
        if question.kind != "open" and (word := NEGATIVE.search(question.ask))
    ]


def no_feedback(questions: list[Question]) -> list[str]:
    return [
        f"{question}: {option.text!r}"
        for question in questions
        for option in question.options
        if not option.feedback
    ]


def no_level(questions: list[Question]) -> list[str]:
    return [str(question) for question in questions if question.level not in LEVELS]


def no_source(questions: list[Question]) -> list[str]:
    return [str(question) for question in questions if not question.sourced]


def bad_id(questions: list[Question]) -> list[str]:
    times = Counter(question.id for question in questions)
    return [
        str(question)
        for question in questions
        if not IDENTIFIER.fullmatch(question.id)
        or len(question.id) > 48
        or re.fullmatch(r"(?:q|question)?-?\d+", question.id)
        or times[question.id] > 1
    ]


RULES = {
    same_text_twice: "the same text stands twice in one question",
    catch_all: "an option speaks of all or none of the others",
    unmarked_negative: "a negative word of the prompt is not marked strong",
    no_feedback: "an option has no feedback",
    no_level: "a question has no level",
    no_source: "neither explanation nor feedback cites a work or links to a document",
    bad_id: "an id is malformed, longer than 48 letters, without meaning, or stands twice",
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_question_breaks_the_rule(guide, rule):
    offenders = rule(guide.questions)
    assert not offenders, f"{RULES[rule]}:\n" + "\n".join(offenders)


# Rules about all questions together -------------------------------------------------------


def share(questions: list[Question], extreme: Extreme) -> tuple[float, float]:
    """Return how often a right option is the longest (shortest), and how often by chance.

    Where several options are equally long, each counts for its part.
    """
    seen, chance = [], []
    for question in questions:
        length = extreme(len(option.text) for option in question.options)
        picked = [option for option in question.options if len(option.text) == length]
        seen.append(sum(option.right for option in picked) / len(picked))
        chance.append(sum(o.right for o in question.options) / len(question.options))
    return sum(seen) / len(seen), sum(chance) / len(chance)


def told_by_length(questions: list[Question], kind: str, extreme: Extreme) -> list[str]:
    """Return the questions whose right option has the extreme length, if they are too many."""
    chosen = [question for question in questions if question.kind == kind]
    if not chosen:
        return []
    seen, chance = share(chosen, extreme)
    if seen < chance + MARGIN:
        return []
    which = "longest" if extreme is max else "shortest"
    return [
        f"{seen:.0%} of the right options are the {which}, by chance {chance:.0%} would be:",
        *(str(question) for question in chosen if share([question], extreme)[0] > 0.5),
    ]


def unused(questions: list[Question]) -> list[str]:
    kinds = KINDS - {question.kind for question in questions}
    levels = set(LEVELS) - {question.level for question in questions}
    return [*(f"kind {kind}" for kind in sorted(kinds)), *(f"level {name}" for name in sorted(levels))]  # fmt: skip


def untested(questions: list[Question], verdicts: dict[str, str]) -> list[str]:
    tested = {claim for question in questions for claim in question.claims}
    return [
        f"{claim} ({verdict})"
        for claim, verdict in verdicts.items()
        if verdict in {"wrong", "qualified"} and claim not in tested
    ]


def without_bank(used: dict[str, list[str]], pages: list[str], banks: list[str]) -> list[str]:
    """Return the chapters that do not show the bank of their own name."""
    found = []
    for page in pages:
        folder, _slash, name = page.rpartition("/")
        bank = folder.rpartition("/")[2] if name == "index" else name
        if bank not in banks or bank not in used.get(page, []):
            found.append(f"{page}: exercises/{bank}.rst")
    return found


@pytest.mark.parametrize("extreme", [max, min], ids=["longest", "shortest"])
@pytest.mark.parametrize("kind", ["choice", "several"])
def test_length_does_not_give_the_answer_away(guide, kind, extreme):
    offenders = told_by_length(guide.questions, kind, extreme)
    assert not offenders, "\n".join(offenders)


def test_enough_questions(guide):
    assert len(guide.questions) >= LEAST, f"only {len(guide.questions)} questions"


def test_every_kind_and_level_is_used(guide):
    assert not unused(guide.questions), "no question has " + ", ".join(unused(guide.questions))


def test_every_doubtful_claim_is_tested(guide):
    verdicts = set(guide.verdicts.values())
    assert {"wrong", "qualified"} <= verdicts, "the claims have not been read"
    offenders = untested(guide.questions, guide.verdicts)
    assert not offenders, "no question tests " + ", ".join(offenders)


def test_every_chapter_has_its_bank(guide):
    pages = [
        path.relative_to(DOCS).with_suffix("").as_posix()
        for part in PARTS
        for path in sorted((DOCS / part).rglob("*.rst"))
    ]
    assert len(pages) > len(PARTS), "the chapters have not been found"
    offenders = without_bank(guide.used, pages, [bank.stem for bank in BANKS.glob("*.rst")])
    assert not offenders, "a chapter does not show its bank:\n" + "\n".join(offenders)


# The rules themselves ---------------------------------------------------------------------

GOOD = """
.. question:: a-good-question
   :level: recall
   :claims: P1.1

   Who did **not** meet the ambassador, although “nobody” said so?

   - [x] Dean Rusk

     He stayed away.

   - [ ] Robert F. Kennedy

     He asked him to his office.

   .. explanation:: See `the memorandum <https://example.org/d96>`__.
"""

BROKEN = {
    same_text_twice: [
        ("- [ ] Robert F. Kennedy", "- [ ] Dean *Rusk*."),
    ],
    catch_all: [
        ("- [ ] Robert F. Kennedy", f"- [ ] {text}")
        for text in (
            "All of the above",
            "None of these",
            "Both of them",
            "Neither.",
            "Any two of the other answers",
            "The first and second above",
            "Both A and B",
        )
    ],
    unmarked_negative: [
        ("Who did **not** meet", f"Who {text} meet")
        for text in ("did not", "did never", "didn’t", "was the one without leave to")
    ]
    + [("Who did **not** meet the ambassador", "All but two met. Choose those who did not")],
    no_feedback: [("He stayed away.", "")],
    no_level: [("   :level: recall\n", "")],
    no_source: [("See `the memorandum <https://example.org/d96>`__", "See the memorandum")],
    bad_id: [
        ("a-good-question", text)
        for text in ("A_good_question", "good--question", "question-12", "17", "a" * 49)
    ],
}


@pytest.fixture(scope="module")
def read_bank(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[Question]]:
    """Read a made-up bank as the guide's are read."""

    def reader(text: str) -> list[Question]:
        folder = tmp_path_factory.mktemp("made-up")
        (folder / "docs").mkdir()
        (folder / "exercises").mkdir()
        (folder / "docs" / "conf.py").write_text('extensions = ["quizbank"]\n')
        (folder / "docs" / "index.rst").write_text("Page\n====\n\n.. quiz:: bank\n")
        (folder / "exercises" / "bank.rst").write_text(dedent(text), encoding="utf-8")
        return read_project(folder / "docs", folder / "build").questions

    return reader


def test_a_good_question_passes(read_bank):
    questions = read_bank(GOOD)
    assert len(questions) == 1
    assert {rule.__name__: rule(questions) for rule in RULES} == {
        rule.__name__: [] for rule in RULES
    }


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        pytest.param(rule, *change, id=f"{rule.__name__}-{number}")
        for rule, changes in BROKEN.items()
        for number, change in enumerate(changes, start=1)
    ],
)
def test_each_rule_finds_an_offender(read_bank, rule, good, bad):
    assert good in GOOD
    (offender,) = rule(read_bank(GOOD.replace(good, bad)))
    assert offender.startswith("exercises/bank.rst:2 ")


def test_every_rule_is_tried():
    assert BROKEN.keys() == RULES.keys()


def test_an_id_that_stands_twice_is_found(read_bank):
    assert len(bad_id(read_bank(GOOD + GOOD))) == 2


def test_the_same_item_or_match_twice_is_found(read_bank):
    text = """
        .. question:: order-of-events

           Put them in order.

           1. One thing
           2. Another
           3. One *thing*

        .. question:: people-and-parts

           Match them.

           Rusk
              Secretary
           McNamara
              Secretary!
    """
    assert [line.split(": ")[1] for line in same_text_twice(read_bank(text))] == [
        "'one thing'",
        "'secretary'",
    ]


def test_a_citation_in_feedback_is_a_source(read_bank):
    moved = GOOD.replace("He stayed away.", "See `it <https://example.org/d96>`__.")
    (question,) = read_bank(
        moved.replace("the memorandum <https://example.org/d96>", "x <index>")
    )
    assert question.sourced


def options(*lengths: int) -> list[Option]:
    """Return options of these lengths, the first of which is right."""
    return [Option("x" * length, place == 0, "f") for place, length in enumerate(lengths)]


def made_up(*lengths: int, kind: str = "choice", number: int = 1) -> Question:
    return Question(f"made-up-{number}", "bank:1", kind, "recall", [], "", options(*lengths))


def test_a_long_or_short_right_option_is_found():
    short, long, even = made_up(1, 2, 3, 4), made_up(4, 3, 2, 1), made_up(2, 2, 2, 2)
    assert share([short], max) == (0, 0.25)
    assert share([long], max) == (1, 0.25)
    assert share([even], max) == share([even], min) == (0.25, 0.25)
    assert not told_by_length([long, short, short, short], "choice", max)
    assert (
        told_by_length([long, long, short, short, short], "choice", max)[1:] == [str(long)] * 2
    )
    assert told_by_length([short], "choice", min)[1:] == [str(short)]
    assert not told_by_length([long], "several", max)


def test_exactly_ten_points_more_are_too_many():
    questions = [made_up(9, 1, 1, 1)] * 35 + [made_up(1, 9, 9, 9)] * 65
    assert told_by_length(questions, "choice", max)
    assert not told_by_length(questions[1:], "choice", max)


def test_missing_kinds_levels_claims_and_banks_are_found():
    assert "kind open" in unused([made_up(1, 2)])
    assert "level evaluate" in unused([made_up(1, 2)])
    question = made_up(1, 2)
    question.claims = ["P1.1"]
    verdicts = {"P1.1": "wrong", "P1.2": "qualified", "P1.3": "supported"}
    assert untested([question], verdicts) == ["P1.2 (qualified)"]
    used = {"part/index": ["part"], "part/one": ["two"]}
    assert without_bank(used, ["part/index", "part/one", "part/two"], ["part", "two"]) == [
        "part/one: exercises/one.rst",
        "part/two: exercises/two.rst",
    ]
