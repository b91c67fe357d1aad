"""From the answer as written to the answer as shown: mixed, lettered, solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from quizbank.check import words
from quizbank.nodes import (
    quiz_answer,
    quiz_answers,
    quiz_item,
    quiz_items,
    quiz_match,
    quiz_model,
    quiz_option,
    quiz_options,
    quiz_pairs,
    quiz_term,
    quiz_text,
)
from quizbank.shuffle import digest, letter, shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element

    from quizbank.directives import Question
    from quizbank.draft import Draft


def build_answer(directive: Question, question: Element, draft: Draft) -> list[Element]:
    """Build the answer of a question and note its ``solution`` (``B``, ``C, A, B`` …)."""
    build = {
        "options": build_options,
        "items": build_items,
        "pairs": build_pairs,
        "answers": build_answers,
        "model": build_model,
    }.get(draft.shape)
    return [build(directive, question, draft)] if build else []


def keys(texts: Iterable[str]) -> list[str]:
    """Return a key for each text, by which a saved answer knows it in any order."""
    found: dict[str, None] = {}
    for text in texts:
        while (key := digest(text)) in found:
            text += "+"
        found[key] = None
    return list(found)


def build_options(directive: Question, question: Element, draft: Draft) -> Element:
    """Build the options, mixed unless they are to stay as written."""
    order = list(range(len(draft.entries)))
    if not draft.fixed and question["kind"] != "truefalse":
        order = shuffled(draft.qid, len(draft.entries))
    names = keys(words(entry.text) for entry in draft.entries)
    options = []
    for place, written in enumerate(order):
        entry = draft.entries[written]
        option = quiz_option(key=names[written], letter=letter(place), right=entry.right)
        directive.place(option, entry.line)
        option += directive.inline(quiz_text(), entry.text)
        option += directive.blocks(entry.more)
        options.append(option)
    question["solution"] = ", ".join(option["letter"] for option in options if option["right"])
    return quiz_options("", *options)


def build_items(directive: Question, question: Element, draft: Draft) -> Element:
    """Build the items to order, never in the order written."""
    names = keys(words(entry.text) for entry in draft.entries)
    order = shuffled(draft.qid, len(draft.entries), strictly=True)
    items = []
    for place, written in enumerate(order):
        item = quiz_item(key=names[written], letter=letter(place), place=written + 1)
        items.append(directive.inline(item, draft.entries[written].text))
    in_order = sorted(items, key=lambda item: int(item["place"]))
    question["solution"] = ", ".join(item["letter"] for item in in_order)
    return quiz_items("", *items)


def build_pairs(directive: Question, question: Element, draft: Draft) -> Element:
    """Build the terms as written, and their matches in another order."""
    order = shuffled(draft.qid, len(draft.entries), strictly=True)
    terms = keys(words(entry.text) for entry in draft.entries)
    matches = keys(words(entry.more) for entry in draft.entries)
    letters = {written: letter(place) for place, written in enumerate(order)}
    pairs = quiz_pairs()
    for place, entry in enumerate(draft.entries):
        term = quiz_term(
            key=terms[place], number=place + 1, match=matches[place], letter=letters[place]
        )
        pairs += directive.inline(term, entry.text)
    for written in order:
        match = quiz_match(key=matches[written], letter=letters[written])
        pairs += directive.inline(match, draft.entries[written].more)
    question["solution"] = ", ".join(
        f"{place + 1} {letters[place]}" for place in range(len(draft.entries))
    )
    return pairs


def build_answers(directive: Question, question: Element, draft: Draft) -> Element:
    """Build the short answers, those that are numbers with their value."""
    answers = quiz_answers()
    for entry in draft.entries:
        text = words(entry.text)
        answer = quiz_answer(text, "", nodes.Text(text))
        directive.place(answer, entry.line)
        answer.note_number()
        answers += answer
    return answers


def build_model(directive: Question, question: Element, draft: Draft) -> Element:
    """Build the model answer."""
    return directive.filled(quiz_model(lines=draft.lines, ruled=draft.ruled), draft.model)
