"""Questions where nothing can be folded: numbered and lettered, with a key after them.

A post-transform turns them into ordinary lists and paragraphs, which every writer knows. The
nodes move: what stands in the key (feedback, hints, explanations, model answers) is no longer
with the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizbank.common import is_catalogue, is_interactive
from quizbank.domain import quiz_domain
from quizbank.nodes import (
    prompt_of,
    quiz_answer,
    quiz_answers,
    quiz_bank,
    quiz_explanation,
    quiz_hint,
    quiz_item,
    quiz_lettered_item,
    quiz_match,
    quiz_model,
    quiz_option,
    quiz_options,
    quiz_practice,
    quiz_question,
    quiz_source,
    quiz_term,
    quiz_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from docutils.nodes import Element, Node
    from sphinx.writers.text import TextTranslator

_ = get_translation("quizbank")

BLANK = "_" * 24  #: where a short answer is written


class PlainQuestions(SphinxPostTransform):
    """Replace questions by lists and paragraphs, and put a key after each bank."""

    default_priority = 6  # after the practice page is filled, before references are resolved

    def is_supported(self) -> bool:
        """Whether this builder wants plain questions."""
        builder = quiz_domain(self.env).builder
        return not (
            is_interactive(builder) or is_catalogue(builder) or builder.name == "typstpdf"
        )

    def run(self, **kwargs: Any) -> None:
        """Replace the questions, bank by bank, then those outside a bank."""
        for group in groups(self.document):
            questions = list(group.findall(quiz_question))
            for question in questions:
                question.replace_self(paper(question))
            group.replace_self([*anchors(group), *group.children, *key(questions)])
        for section, questions in self.loose().items():
            section[after_text(section) : after_text(section)] = key(questions)
            for question in questions:
                question.replace_self(paper(question))

    def loose(self) -> dict[Element, list[quiz_question]]:
        """Return the questions outside banks, by the section that they stand in."""
        found: dict[Element, list[quiz_question]] = {}
        for question in self.document.findall(quiz_question):
            section = question.parent
            while not isinstance(section, nodes.section | nodes.document):
                section = section.parent
            found.setdefault(section, []).append(question)
        return found


def groups(document: nodes.document) -> list[Element]:
    """Return the banks and the practice pages of a document."""
    return [*document.findall(quiz_bank), *document.findall(quiz_practice)]


def after_text(section: Element) -> int:
    """Return the place in a section before its first subsection."""
    place = section.first_child_matching_class(nodes.section)
    return len(section) if place is None else place


def anchors(node: Element) -> list[Node]:
    """Return a target in place of a node that is to go."""
    return [nodes.target("", "", ids=node["ids"])] if node["ids"] else []


def children(node: Element, kind: type[Element]) -> list[Element]:
    """Return the children of one kind."""
    return [child for child in node if isinstance(child, kind)]


def paragraph(*content: Node) -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", "", *content)


def retyped(node: Element) -> nodes.paragraph:
    """Return the text of a node as a paragraph."""
    text = paragraph(*node.children)
    text.source, text.line = node.source, node.line
    return text


def lettered(items: Iterable[nodes.list_item]) -> nodes.enumerated_list:
    """Return a list with letters."""
    return nodes.enumerated_list("", *items, enumtype="upperalpha", prefix="", suffix=".")


def lettered_item(node: Element, *content: Node) -> quiz_lettered_item:
    """Return an item that has the letter of a node."""
    return quiz_lettered_item("", *content, letter=node["letter"])


def join(lead: list[Node], blocks: list[Node]) -> list[Node]:
    """Put a lead before blocks: into the first paragraph, or into one of its own."""
    if blocks and isinstance(blocks[0], nodes.paragraph):
        first = blocks[0]
        first.insert(0, [*lead, nodes.Text(" ")])
        return blocks
    return [paragraph(*lead), *blocks]


# -- the question --------------------------------------------------------------------------


def paper(question: quiz_question) -> list[Node]:
    """Return a question as it is printed: its number, its prompt, what to choose from."""
    number = nodes.strong("", _("Question %d") % question["number"] + ".")
    options = [
        lettered_item(option, *(retyped(text) for text in option.findall(quiz_text)))
        for option in question.findall(quiz_option)
    ]
    items = [lettered_item(item, retyped(item)) for item in question.findall(quiz_item)]
    terms = [nodes.list_item("", retyped(term)) for term in question.findall(quiz_term)]
    matches = [lettered_item(match, retyped(match)) for match in question.findall(quiz_match)]
    printed: list[Node] = [*anchors(question), *join([number], prompt_of(question))]
    if terms:
        printed.append(
            nodes.enumerated_list("", *terms, enumtype="arabic", prefix="", suffix=".")
        )
    printed += [lettered(listed) for listed in (options, items, matches) if listed]
    if children(question, quiz_answers):
        printed.append(paragraph(nodes.Text(BLANK)))
    printed += [retyped(source) for source in children(question, quiz_source)]
    return printed


# -- the key -------------------------------------------------------------------------------


def key(questions: list[quiz_question]) -> list[Node]:
    """Return the answers to questions, under a heading."""
    if not questions:
        return []
    return [
        nodes.rubric("", _("Answers")),
        *(node for question in questions for node in solved(question)),
    ]


def solved(question: quiz_question) -> list[Node]:
    """Return what the key says of one question."""
    name = nodes.reference(
        "", _("Question %d") % question["number"], refid=question["ids"][0], internal=True
    )
    lead: list[Node] = [nodes.strong("", "", name), nodes.Text(".")]
    blocks: list[Node] = []
    solution = question.get("solution") or str(_(" or ")).join(
        answer.astext() for answer in question.findall(quiz_answer)
    )
    if solution:
        blocks.append(paragraph(nodes.Text(_("Answer: %s") % solution)))
    for model in children(question, quiz_model):
        blocks += model.children
    blocks = join(lead, blocks)
    for options in children(question, quiz_options):
        blocks.append(lettered(judged(cast("quiz_option", option)) for option in options))
    for explanation in children(question, quiz_explanation):
        blocks += explanation.children
    hints = children(question, quiz_hint)
    for hint in hints:
        label = _("Hint %d") % hint["number"] if len(hints) > 1 else _("Hint")
        blocks += join([nodes.emphasis("", f"{label}:")], hint.children)
    return blocks


def judged(option: quiz_option) -> quiz_lettered_item:
    """Return an option of the key: right or wrong, and why."""
    mark = nodes.emphasis("", _("Right.") if option["right"] else _("Wrong."))
    return lettered_item(option, *join([mark], option.children[1:]))


# -- plain text ----------------------------------------------------------------------------


def visit_lettered_text(self: TextTranslator, node: quiz_lettered_item) -> None:
    """Write a letter; Sphinx's text writer numbers every list 1, 2, 3."""
    self.new_state(len(node["letter"]) + 2)


def depart_lettered_text(self: TextTranslator, node: quiz_lettered_item) -> None:
    """End the item."""
    self.end_state(first=f"{node['letter']}. ")
