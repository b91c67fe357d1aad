"""The nodes that a question is made of.

::

    quiz_bank (bank)
      quiz_question (qid, kind, number, level, claims, was, bank, solution)
        …                         the blocks of the prompt
        quiz_options              one choice, several choices, true or false
          quiz_option (key, letter, right)
            quiz_text             inline
            …                     the blocks of the feedback
        quiz_items                order
          quiz_item (key, letter, place)
        quiz_pairs                match
          quiz_term (key, number, match, letter)
          quiz_match (key, letter)
        quiz_answers              short answer
          quiz_answer (number, tolerance)
        quiz_model (lines)        open: blocks
        quiz_hint (number)        blocks
        quiz_explanation          blocks
        quiz_source               inline; on the practice page
    quiz_practice                 filled when a page is written

A page may have very many of them, so there is no node for what can be told without.

Every attribute is a string, a whole number, a bool or a list of strings, so that all of them
survive in XML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from quizbank.numbers import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence


class quiz_bank(nodes.General, nodes.Element):
    """The questions of one bank, where the page wants them."""


class quiz_question(nodes.General, nodes.Element):
    """One question with all that belongs to it."""


class quiz_practice(nodes.General, nodes.Element):
    """The place of the copies of all questions."""


class quiz_options(nodes.General, nodes.Element):
    """The options to choose from, in the order shown."""


class quiz_option(nodes.Part, nodes.Element):
    """One option: its text, then its feedback if it has any."""


class quiz_text(nodes.Part, nodes.TextElement):
    """The text of an option."""


class quiz_items(nodes.General, nodes.Element):
    """The items to put in order, mixed."""


class quiz_item(nodes.Part, nodes.TextElement):
    """An item to put in order."""


class quiz_pairs(nodes.General, nodes.Element):
    """The terms in the order written, then their matches, mixed."""


class quiz_term(nodes.Part, nodes.TextElement):
    """A term to be matched."""


class quiz_match(nodes.Part, nodes.TextElement):
    """The match of a term."""


class quiz_answers(nodes.General, nodes.Element):
    """The short answers that are accepted."""


class quiz_answer(
    nodes.Part, addnodes.translatable, addnodes.not_smartquotable, nodes.TextElement
):
    """A short answer: plain text, in the translation as well (``1962.`` is no list)."""

    def note_number(self) -> None:
        """Note ``number`` and ``tolerance``, if the text is a number."""
        try:
            value = parse_number(self.astext())
        except ValueError:
            value = None
        self["number"], self["tolerance"] = value or ("", "")

    def preserve_original_messages(self) -> None:
        """Keep the text as written."""
        self["original"] = self.astext()

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Put the translation in its place, unparsed."""
        self.children = []
        self += nodes.Text(translated_message)
        self.note_number()

    def extract_original_messages(self) -> Sequence[str]:
        """Return the text as written, for the catalogue."""
        return [str(self.get("original", self.astext()))]


class quiz_model(nodes.General, nodes.Element):
    """The model answer of an open question."""


class quiz_hint(nodes.General, nodes.Element):
    """A hint."""


class quiz_explanation(nodes.General, nodes.Element):
    """Why the answer is right."""


class quiz_source(nodes.Part, nodes.TextElement):
    """Where the question of a copy is from."""


class quiz_lettered_item(nodes.list_item):
    """A list item with a letter (``letter``) in a writer that knows numbers only."""


#: The parts of a question: the visitors of a question write them, or a transform moves them.
PARTS = (
    quiz_options,
    quiz_option,
    quiz_text,
    quiz_items,
    quiz_item,
    quiz_pairs,
    quiz_term,
    quiz_match,
    quiz_answers,
    quiz_answer,
    quiz_model,
    quiz_hint,
    quiz_explanation,
    quiz_source,
)


def prompt_of(question: quiz_question) -> list[nodes.Node]:
    """Return the blocks of a prompt."""
    others = (*PARTS, nodes.system_message)
    return [child for child in question if not isinstance(child, others)]
