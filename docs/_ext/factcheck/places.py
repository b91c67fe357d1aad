"""Where a claim's reader can go from it: pages and questions, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from docutils.nodes import Node
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class Place(NamedTuple):
    """What a link to another page needs."""

    docname: str
    anchor: str
    title: str


def questions(env: BuildEnvironment, claim_id: str, docname: str) -> list[Place]:
    """Return the questions of ``quizbank``, where it is in use, that test a claim.

    Nothing is imported: of the domain ``quiz`` this needs ``testing`` (records with
    ``docname``, ``node_id`` and ``number``) and ``title``, which names a question as seen from
    a page.
    """
    quiz: Any = env.get_domain("quiz") if "quiz" in env.domaindata else None
    if not hasattr(quiz, "testing"):
        return []
    records = [record for record in quiz.testing(claim_id) if record.docname in env.all_docs]
    order = reading_order(env, {record.docname for record in records})
    records.sort(key=lambda record: (order.index(record.docname), record.number))
    return [
        Place(record.docname, record.node_id, str(quiz.title(record, docname)))
        for record in records
    ]


def reading_order(env: BuildEnvironment, docnames: Iterable[str]) -> list[str]:
    """Sort pages as the tables of contents lead through them; others come last."""
    order: dict[str, int] = {}
    stack = [env.config.root_doc]
    while stack:
        docname = stack.pop()
        if docname not in order:
            order[docname] = len(order)
            stack.extend(reversed(env.toctree_includes.get(docname, [])))
    return sorted(docnames, key=lambda name: (order.get(name, len(order)), name))


def links(builder: Builder, docname: str, places: Iterable[Place], *classes: str) -> list[Node]:
    """Return links from a page to places with commas between, or words if there can be none."""
    found: list[Node] = []
    for place in places:
        if found:
            found.append(nodes.Text(", "))
        word = nodes.inline("", place.title, classes=list(classes))
        try:
            found.append(make_refnode(builder, docname, place.docname, place.anchor, word))
        except NoUri:
            found.append(word)
    return found
