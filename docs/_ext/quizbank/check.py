"""What must hold for the answer of a question, whatever its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from quizbank.draft import Mistake
from quizbank.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quizbank.draft import Block, Draft

_ = get_translation("quizbank")

MOST = 26  #: as many as there are letters

NAMES = {"options": "option", "items": "item", "pairs": "term"}


def words(block: Block) -> str:
    """Return the text of a block on one line."""
    return " ".join(text.strip() for _, text in block)


def kind_of(draft: Draft) -> str:
    """Name the kind of a question by the shape of its answer."""
    if draft.shape != "options":
        return {"items": "order", "pairs": "match", "answers": "short", "model": "open"}.get(
            draft.shape, ""
        )
    truths = {"True", "False"}, {str(_("True")), str(_("False"))}
    if {words(entry.text) for entry in draft.entries} in truths:
        return "truefalse"
    return "several" if sum(entry.right for entry in draft.entries) > 1 else "choice"


def check(draft: Draft) -> Iterator[Mistake]:
    """Yield what is wrong with a question as a whole; places are lines of its content."""
    if not draft.prompt:
        yield Mistake(-1, "prompt", "no prompt: write the question before its answer")
    if not draft.shape and all(mistake.subtype != "answer" for mistake in draft.mistakes):
        yield Mistake(
            -1,
            "answer",
            "no answer: give a list with '- [x]' boxes, a numbered list, a list of terms, "
            "an ':answer:' or a '.. model-answer::'",
        )
    if draft.entries and draft.shape in NAMES:
        yield from check_list(draft)
    if draft.shape == "options":
        yield from check_options(draft)
    if draft.shape in {"options", "items", "pairs", "answers"}:
        yield from check_twice(draft)
    if draft.shape == "answers":
        yield from check_numbers(draft)
    if draft.fixed and draft.shape in {"items", "pairs", "answers", "model"}:
        line = draft.places.get("fixed", -1)
        yield Mistake(line, "option", "':fixed:' is for options to choose from: drop it here")


def check_list(draft: Draft) -> Iterator[Mistake]:
    """Yield what is wrong with the length of a list."""
    name, entries = NAMES[draft.shape], draft.entries
    if len(entries) == 1:
        yield Mistake(entries[0].line, "list", f"only one {name}: give at least two")
    if len(entries) > MOST:
        yield Mistake(
            entries[MOST].line, "list", f"more than {MOST} {name}s: there is no letter for more"
        )


def check_options(draft: Draft) -> Iterator[Mistake]:
    """Yield what is wrong with the options that are marked as right."""
    right = [entry for entry in draft.entries if entry.right]
    boxes = any(mistake.subtype == "box" for mistake in draft.mistakes)
    if not right and draft.entries and not boxes:
        yield Mistake(
            draft.entries[0].line, "answer", "no right answer: mark one option with '[x]'"
        )
    if len(right) > 1 and kind_of(draft) == "truefalse":
        yield Mistake(right[1].line, "answer", "True and False cannot both be right")


def check_twice(draft: Draft) -> Iterator[Mistake]:
    """Yield entries that stand twice; of pairs, matches as well as terms."""
    sides = [[entry.text for entry in draft.entries]]
    name = NAMES.get(draft.shape, "answer")
    if draft.shape == "pairs":
        sides.append([entry.more for entry in draft.entries])
    for side, what in zip(sides, (name, "match"), strict=False):
        first: dict[str, int] = {}
        for block in side:
            text = words(block)
            if not text:
                continue
            place = first.setdefault(text.casefold(), block[0][0])
            if place != block[0][0]:
                yield Mistake(block[0][0], "duplicate", f"the same {what} twice: {text!r}")


def check_numbers(draft: Draft) -> Iterator[Mistake]:
    """Yield the short answers whose number or tolerance does not parse."""
    for entry in draft.entries:
        text = words(entry.text)
        try:
            parse_number(text)
        except ValueError:
            yield Mistake(
                entry.line,
                "number",
                f"{text!r} does not parse as a number with its tolerance: write '15 ± 1'",
            )
