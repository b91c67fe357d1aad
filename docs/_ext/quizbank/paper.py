"""Questions in a typeset book: paper form where they stand, the key in a section at the back.

``typstpdf`` sends the event ``typstpdf-assembled`` when the pages of a PDF are put together and
before references are resolved.  Here the answers, feedback and explanations then leave the
questions.  With ``options={"key": "back"}`` in ``typst_documents`` (the default) they go to a
section *Answers* at the end, with references both ways; with ``"key": "none"`` they go nowhere,
so that a handout holds no trace of them.  The look is in ``quizbank.typ``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation

from quizbank.nodes import quiz_hint, quiz_question
from quizbank.plain import children, join, solved
from quizbank.secrecy import take_out_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_ = get_translation("quizbank")


class quiz_key(nodes.General, nodes.Element):
    """The key to one question: its answer, its feedback and why."""


class quiz_keyref(nodes.General, nodes.Element):
    """Where the key to a question stands: holds a reference."""


def set_questions(app: Sphinx, builder: Builder, document: Any, tree: nodes.document) -> None:
    """Bring the questions of an assembled document into paper form, and its key to the end."""
    wants_key = document.options.get("key", "back") == "back"
    key = nodes.section("", nodes.title("", _("Answers")), ids=["quiz-key"])
    by_page: dict[str, list[quiz_question]] = {}
    for docname, question in questions_of(tree, document.start):
        by_page.setdefault(docname, []).append(question)
    for docname, questions in by_page.items():
        page = addnodes.start_of_file("", docname=docname)
        for question in questions:
            entry = strip(question)
            if wants_key:
                page += entry
                place = nodes.reference(
                    "", "", refid=entry["ids"][0], internal=True, classes=["page-only"]
                )
                question += quiz_keyref("", nodes.Text(_("Answer") + " "), place)
        if wants_key:
            title = builder.env.titles[docname].deepcopy()
            key += nodes.section("", title, page, ids=[f"quiz-key-{nodes.make_id(docname)}"])
    if wants_key and by_page:
        next(iter(tree.findall(nodes.section)), tree).append(key)


def strip(question: quiz_question) -> quiz_key:
    """Take out of *question* what tells its answer; return it as the question's key."""
    hints = children(question, quiz_hint)
    for hint in hints:
        question.remove(hint)
    entry = quiz_key("", *solved(question), ids=[f"key-{question['qid']}"])
    for reference in list(entry.findall(nodes.reference))[:1]:
        reference["classes"].append("paged")
    take_out_answer(question)
    for hint in hints:
        name = _("Hint %d") % hint["number"] if len(hints) > 1 else _("Hint")
        hint.children = join([nodes.emphasis("", f"{name}:")], hint.children)
    question += hints
    return entry


def questions_of(node: nodes.Node, docname: str) -> Iterator[tuple[str, quiz_question]]:
    """Go through the questions of a tree in order, each with the page that it stands on."""
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    if isinstance(node, quiz_question):
        yield docname, node
    elif isinstance(node, nodes.Element):
        for child in list(node.children):
            yield from questions_of(child, docname)
