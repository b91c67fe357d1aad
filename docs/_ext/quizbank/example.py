"""A question as an author writes it and, below, as a reader meets it: one text for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node


class Example(SphinxDirective):
    """Source and result. On a page that says ``:nopractice:`` the examples do not count."""

    has_content = True

    def run(self) -> list[Node]:
        """Return the content as it is written, then what it becomes."""
        self.assert_has_content()
        text = "\n".join(self.content)
        source = nodes.literal_block(text, text, language="rst")
        result = nodes.container(classes=["quiz-example"])
        self.set_source_info(source)
        self.set_source_info(result)
        result += self.parse_content_to_nodes()
        return [source, result]
