"""Where a page uses the role ``:claim:``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from factcheck.nodes import is_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node


class Mention(NamedTuple):
    """One use of the role; a plain value, as it is pickled and merged."""

    id: str
    docname: str
    anchor: str  #: of the section that it stands in, empty for the page as a whole
    in_box: bool
    source: str
    line: int


def mentions_in(document: nodes.document, docname: str, path: str) -> list[Mention]:
    """Return the uses of the role on a page, translated text included."""
    return [
        Mention(
            node["reftarget"],
            docname,
            section_of(node),
            any(isinstance(parent, nodes.Admonition) for parent in ancestors(node)),
            node.source or path,
            line_of(node),
        )
        for node in document.findall(addnodes.pending_xref)
        if node.get("refdomain") == "claim"
    ]


def ancestors(node: Node) -> Iterator[Element]:
    """Yield what a node stands in, from the inside out."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def section_of(node: Node) -> str:
    """Name the section that a node stands in, or nothing for the page as a whole."""
    for parent in ancestors(node):
        if isinstance(parent, nodes.section) and not is_page(parent):
            return str(parent["ids"][0])
    return ""


def line_of(node: Element) -> int:
    """Find the line of a reference; docutils knows only where its paragraph begins."""
    line = node.line or 0
    parent = next(node for node in ancestors(node) if not isinstance(node, nodes.Inline))
    if isinstance(parent, nodes.TextElement) and node.rawsource in parent.rawsource:
        line += parent.rawsource.split(node.rawsource)[0].count("\n")
    return line
