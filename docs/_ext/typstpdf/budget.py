"""How many pages a section may take in print.

A node with the attribute ``page_budget`` limits the section that it stands in: if that section
takes more pages in a PDF, a warning (``typstpdf.budget``) names the file and line of the node.
``.. page-budget:: 1`` puts such a node on a page; other extensions set the attribute on nodes
of their own.

Before typesetting both ends of the section are marked; the style sheet has each mark note the
page it falls on, and Typst is asked for the notes when the document is laid out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    import typst
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

LABEL = "page-budget"  #: of the notes, as in ``style/inline.typ``


class page_budget(nodes.Invisible, nodes.Element):
    """Holds the attribute ``page_budget`` and nothing else."""


class typst_budget(nodes.Invisible, nodes.Element):
    """A mark at the ``start`` or ``end`` (``edge``) of the section number ``section``."""


class PageBudget(SphinxDirective):
    """``.. page-budget:: 1``: the section may take one page in print."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the node; warn of an argument that is no number of pages."""
        text = self.arguments[0]
        if not text.isdecimal() or int(text) < 1:
            logger.warning(
                __("%r is no number of pages: write '.. page-budget:: 1'"),
                text,
                location=self.get_location(),
                type="typstpdf",
                subtype="budget",
            )
            return []
        node = page_budget("", page_budget=int(text))
        self.set_source_info(node)
        return [node]


def skip(self: nodes.NodeVisitor, node: page_budget) -> None:
    """Leave the node out, where there are no pages to count."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directive and its node, which only this package's builder looks at."""
    left_out = (skip, None)
    app.add_node(
        page_budget,
        html=left_out,
        latex=left_out,
        text=left_out,
        man=left_out,
        texinfo=left_out,
    )
    app.add_directive("page-budget", PageBudget)


def mark(tree: nodes.document) -> list[nodes.Element]:
    """Mark both ends of every section with a budget; return the nodes that limit them.

    The place of a node in the list is the number in its marks.
    """
    limits: list[nodes.Element] = []
    for node in [node for node in tree.findall(nodes.Element) if "page_budget" in node]:
        section = node.parent
        while section is not None and not isinstance(section, nodes.section):
            section = section.parent
        if section is None:
            continue
        start, end = (
            typst_budget("", section=len(limits), edge=edge) for edge in ("start", "end")
        )
        limits.append(node)
        last = section.first_child_matching_class(addnodes.start_of_file)
        section.insert(len(section) if last is None else last, end)
        section.insert(1, start)  # behind the title
    return limits


def check(compiler: typst.Compiler, limits: list[nodes.Element], name: str) -> None:
    """Warn of sections that take more pages in the document *name* than they may."""
    if not limits:
        return
    notes = json.loads(compiler.query(f"<{LABEL}>", field="value"))
    pages: dict[tuple[str, str], int] = {(n["section"], n["edge"]): n["page"] for n in notes}
    for number, node in enumerate(limits):
        first, last = (pages.get((str(number), edge)) for edge in ("start", "end"))
        if first is None or last is None:
            continue
        taken = last - first + 1
        if taken > node["page_budget"]:
            logger.warning(
                __(
                    "this section takes %d pages in %s.pdf, but may take %d: "
                    "leave something out, or allow more"
                ),
                taken,
                name,
                node["page_budget"],
                location=node,
                type="typstpdf",
                subtype="budget",
            )
