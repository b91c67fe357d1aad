"""One id for a named table under furo.

Furo puts every table into a container that scrolls and gives the container the table's ids, so
that each stands twice on the page.  Here the container loses them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class OneIdPerTable(SphinxPostTransform):
    """Take the ids of a table from the container around it."""

    formats = ("html",)
    default_priority = 501  # furo wraps tables at 500

    def run(self, **kwargs: Any) -> None:
        """Go through the containers that furo made."""
        for table in self.document.findall(nodes.table):
            wrapper = table.parent
            if isinstance(wrapper, nodes.container) and "table-wrapper" in wrapper["classes"]:
                wrapper["ids"] = []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the post-transform."""
    app.add_post_transform(OneIdPerTable)
    return {"version": "1.0.0", "parallel_read_safe": True, "parallel_write_safe": True}
