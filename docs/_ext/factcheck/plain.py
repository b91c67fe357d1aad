"""Claims in the outputs of Sphinx that are not HTML: the badge is a word in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from docutils.nodes import Element, NodeVisitor
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.texinfo import TexinfoTranslator

    from factcheck.nodes import claim_entry


def visit_latex_entry(self: LaTeXTranslator, node: claim_entry) -> None:
    """Mark the place that links lead to."""
    self.body.append("\n" + self.hypertarget_to(node, anchor=True))


def visit_texinfo_entry(self: TexinfoTranslator, node: claim_entry) -> None:
    """Mark the place that links lead to."""
    self.body.append("\n\n")
    for node_id in node["ids"]:
        self.add_anchor(node_id, node)


def write(text: str) -> Callable[[Any, Element], None]:
    """Return a visitor that writes a text."""

    def visit(self: Any, node: Element) -> None:
        add = self.add_text if hasattr(self, "add_text") else self.body.append
        add(text)

    return visit


#: How a badge is opened and closed.
BRACKETS = (write("["), write("]"))


def skip(self: NodeVisitor, node: Element) -> None:
    """Show the children, and nothing of the node's own."""
