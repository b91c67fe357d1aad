"""``.. claim-summary::``: the table that counts the claims by verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from factcheck.common import CATALOGUE, VERDICTS
from factcheck.domain import claim_domain
from factcheck.nodes import badge, claim_summary
from factcheck.places import Place, links

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, ClassVar

    from docutils.nodes import Node
    from sphinx.util.typing import OptionSpec

_ = get_translation(CATALOGUE)


class ClaimSummaryDirective(SphinxDirective):
    """``.. claim-summary:: Caption``: how many claims have which verdict, and which."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {"name": directives.unchanged}

    def run(self) -> list[Node]:
        """Return the table with its caption; the rows come when pages are written."""
        docname = self.env.current_document.docname
        table = nodes.table("", classes=["claim-summary"])
        summary = claim_summary("", table, docname=docname)
        self.set_source_info(table)
        self.set_source_info(summary)
        messages: Sequence[Node] = ()
        if self.arguments:
            inline, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.title(self.arguments[0], "", *inline)
            self.set_source_info(title)
            table += title
        self.add_name(table)
        claim_domain(self.env).summaries[docname] = True
        return [summary, *messages]


class FillSummary(SphinxPostTransform):
    """Put the table of verdicts in the place of its stand-in."""

    default_priority = 5  # before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Fill the summaries of a page."""
        for summary in list(self.document.findall(claim_summary)):
            (table,) = summary.children
            assert isinstance(table, nodes.table)
            table += self.rows(summary["docname"])
            summary.replace_self(table)

    def rows(self, docname: str) -> nodes.tgroup:
        """Return a row for each verdict, between a heading and the sum."""
        known = claim_domain(self.env).claims.values()
        group = nodes.tgroup("", cols=3)
        group += [nodes.colspec("", colwidth=width) for width in (20, 12, 68)]
        group += nodes.thead("", row(_("Verdict"), _("Claims"), _("Which")))
        body = nodes.tbody()
        for verdict in VERDICTS:
            places = [
                Place(claim.docname, claim.anchor, claim.id)
                for claim in known
                if claim.verdict == verdict
            ]
            which = links(self.env._app.builder, docname, places)
            body += row([badge(verdict)], str(len(places)), which or "–")
        body += row(_("all"), str(len(known)), "")
        group += body
        return group


def row(*cells: str | list[Node]) -> nodes.row:
    """Return a table row of texts and nodes."""
    contents = ([nodes.Text(cell)] if isinstance(cell, str) else cell for cell in cells)
    entries = (nodes.entry("", nodes.paragraph("", "", *content)) for content in contents)
    return nodes.row("", *entries)
