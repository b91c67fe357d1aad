"""Taking the answer out of a question that goes to paper.

Text and attributes both: what tells the answer is gone before any writer sees the question.
"""

from __future__ import annotations

from docutils import nodes

from quizbank.nodes import (
    quiz_answers,
    quiz_explanation,
    quiz_hint,
    quiz_item,
    quiz_match,
    quiz_model,
    quiz_option,
    quiz_question,
    quiz_source,
    quiz_term,
)

#: Attributes that tell the answer, by kind of node.
TELLING: dict[type[nodes.Element], tuple[str, ...]] = {
    quiz_question: ("solution", "claims", "was"),
    quiz_option: ("right", "key"),
    quiz_item: ("place", "key"),
    quiz_term: ("match", "letter", "key"),
    quiz_match: ("key",),
}


def take_out_answer(question: quiz_question) -> None:
    """Take feedback, hints, explanation, model and accepted answers out of *question*."""
    for part in list(question.findall(nodes.Element)):
        if isinstance(part, quiz_option):
            part.children = part.children[:1]
        elif isinstance(part, quiz_model | quiz_answers):
            part.clear()
        elif isinstance(
            part, quiz_hint | quiz_explanation | quiz_source | nodes.system_message
        ):
            part.parent.remove(part)
        for name in TELLING.get(type(part), ()):
            part.attributes.pop(name, None)
