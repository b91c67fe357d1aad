"""The printed editions on the web site: links to the PDFs with pages and size.

``.. printed:: handout`` makes a link to ``handout.pdf``, with its page count and size, and its
content says what the file is for.  The files are looked for in ``printed_path`` (relative to
``conf.py``) and copied into ``pdf/`` of the site.  Where a file has not been made
(``sphinx-build`` run by hand, say) its name stands without a link.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pikepdf
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


class printed_link(nodes.General, nodes.TextElement):
    """A link to a PDF of this guide: ``name`` without ending, ``pages`` and ``bytes``."""


class Printed(SphinxDirective):
    """``.. printed:: name``: a link to a PDF, followed by the directive's content."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec | None] = {"title": directives.unchanged_required}

    def run(self) -> list[Node]:
        """Return a paragraph with the link, and the parsed content.

        Warns (``printed.name``) of a name that is none of ``typst_documents``.
        """
        name = self.arguments[0]
        known = [document.get("name") for document in self.config.typst_documents]
        if name not in known:
            logger.warning(
                __("there is no printed document %r; there are: %s"),
                name,
                ", ".join(known),
                location=self.get_location(),
                type="printed",
                subtype="name",
            )
        path = folder(self.config, Path(self.env.srcdir)) / f"{name}.pdf"
        self.env.note_dependency(str(path))
        link = printed_link(name, self.options.get("title", name), name=name)
        if path.is_file():
            with pikepdf.open(path) as pdf:
                link["pages"] = len(pdf.pages)
            link["bytes"] = path.stat().st_size
        self.set_source_info(link)
        return [
            nodes.paragraph("", "", link, classes=["printed"]),
            *self.parse_content_to_nodes(),
        ]


def folder(config: Config, srcdir: Path) -> Path:
    """Return the folder in which the PDFs are looked for."""
    return srcdir / str(config.printed_path)


def visit_html(self: HTML5Translator, node: printed_link) -> None:
    """Open the link, with its page count and size as its last words."""
    if "pages" not in node:
        self.body.append("<span>")
        return
    up = "../" * self.builder.current_docname.count("/")
    self.body.append(f'<a class="printed-link" href="{up}pdf/{node["name"]}.pdf">')


def depart_html(self: HTML5Translator, node: printed_link) -> None:
    """Close what :func:`visit_html` opened."""
    if "pages" not in node:
        self.body.append("</span>")
        return
    size = node["bytes"] / 1024
    amount = f"{size / 1024:.1f} MB" if size >= 1024 else f"{size:.0f} KB"
    self.body.append(
        f'</a> <span class="printed-size">PDF, {node["pages"]} pages, {amount}</span>'
    )


def visit_other(self: nodes.NodeVisitor, node: printed_link) -> None:
    """Leave only the link's words where there is no site to link to."""


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy the PDFs into the finished site."""
    if exception or app.builder.format != "html" or app.builder.name == "epub":
        return
    wanted = [document.get("name") for document in app.config.typst_documents]
    for name in wanted:
        source = folder(app.config, Path(app.srcdir)) / f"{name}.pdf"
        if source.is_file():
            target = Path(app.outdir) / "pdf"
            target.mkdir(exist_ok=True)
            shutil.copy2(source, target / source.name)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, its node and the copying of the files."""
    app.add_config_value("printed_path", "../build/pdf", "env", str)
    app.add_node(
        printed_link,
        html=(visit_html, depart_html),
        latex=(visit_other, visit_other),
        text=(visit_other, visit_other),
        man=(visit_other, visit_other),
        texinfo=(visit_other, visit_other),
    )
    app.add_directive("printed", Printed)
    app.connect("build-finished", copy_files)
    return {"version": "1.0.0", "parallel_read_safe": True, "parallel_write_safe": True}
