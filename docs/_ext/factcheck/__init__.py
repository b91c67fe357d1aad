"""Claims, their verdicts, and where they are discussed and tested.

A claim is written once, on a page that lists the claims of a text::

    .. claim:: P4.2
       :verdict: wrong

       The air strike would have fallen on the Soviet Union.

       It would have fallen on Cuba, on the missile sites and the airfields.

       :note: a slip of the pen, but a large one
       :sources: the memorandum of 17 October :cite:p:`frus-xi-23`

The first paragraph is the claim, what follows is the correction, and the field list that
closes the body holds the note to the verdict and the sources. ``:claim:`P4.2``` refers to
the claim from anywhere. The entry itself says which pages discuss it and, where the
``quizbank`` extension is in use, which questions test it. ``.. claim-summary::`` is a table
that counts the claims by verdict; on the web page it is joined by a filter.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import backlinks, html, plain, summary
from factcheck.common import CATALOGUE, VERDICTS
from factcheck.directive import ClaimDirective
from factcheck.domain import ClaimDomain, ClaimRole
from factcheck.nodes import claim_badge, claim_entry, claim_filter, claim_summary

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx

__all__ = ["VERDICTS", "setup"]

HERE = Path(__file__).resolve().parent


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the domain, the directives, the role, the nodes and the hooks."""
    app.add_config_value("factcheck_outlines", [], "env", types=frozenset({list, tuple}))
    app.add_message_catalog(CATALOGUE, str(HERE / "locale"))

    app.add_domain(ClaimDomain)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("claim-summary", summary.ClaimSummaryDirective)
    app.add_role("claim", ClaimRole())

    app.add_node(
        claim_entry,
        html=(html.visit_entry, html.depart_entry),
        latex=(plain.visit_latex_entry, plain.skip),
        texinfo=(plain.visit_texinfo_entry, plain.skip),
        text=(plain.skip, plain.skip),
        man=(plain.skip, plain.skip),
    )
    app.add_node(
        claim_badge,
        html=(html.visit_badge, html.depart_badge),
        latex=(plain.write(r"{[}\textsf{"), plain.write("}{]}")),
        texinfo=plain.BRACKETS,
        text=plain.BRACKETS,
        man=plain.BRACKETS,
    )
    app.add_node(claim_summary)
    app.add_node(claim_filter, html=(html.visit_filter, None))

    app.add_post_transform(backlinks.AddBacklinks)
    app.add_post_transform(summary.FillSummary)
    app.add_post_transform(html.PlaceFilter)

    app.connect("config-inited", html.add_static_path)
    app.connect("env-updated", backlinks.changed_pages)
    app.connect("html-page-context", html.add_assets)
    return {
        "version": "1.0.0",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "typst_rules": str(HERE / "factcheck.typ"),  # read by the builder typstpdf
    }
