"""Claims on web pages: elements, the place of the filter, style and script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform

from factcheck.common import CATALOGUE, VERDICTS, verdict_word
from factcheck.nodes import claim_entry, claim_filter, is_page

if TYPE_CHECKING:
    from typing import Any

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from factcheck.nodes import claim_badge

_ = get_translation(CATALOGUE)

STATIC = Path(__file__).resolve().parent / "static"


def visit_entry(self: HTML5Translator, node: claim_entry) -> None:
    """Open an article that the filter knows by its verdict."""
    data: dict[str, Any] = {"data-verdict": node["verdict"]}
    self.body.append(self.starttag(node, "article", **data))


def depart_entry(self: HTML5Translator, node: claim_entry) -> None:
    """Close the article."""
    self.body.append("</article>\n")


def visit_badge(self: HTML5Translator, node: claim_badge) -> None:
    """Open the badge."""
    self.body.append(self.starttag(node, "span", ""))


def depart_badge(self: HTML5Translator, node: claim_badge) -> None:
    """Close the badge; in the head of a claim the link to it follows."""
    self.body.append("</span>")
    entry = node.parent.parent
    if isinstance(entry, claim_entry):
        self.add_permalink_ref(entry, _("Link to this claim"))


class PlaceFilter(SphinxPostTransform):
    """Put the filter before the first claim, outside the sections that it can hide."""

    default_priority = 5  # as the claims' links and the summary
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Place the filter on a page that has claims."""
        place: Element | None = next(self.document.findall(claim_entry), None)
        if place is None or self.env._app.builder.name == "epub":
            return
        while isinstance(place.parent, nodes.section) and not is_page(place.parent):
            place = place.parent
        place.parent.insert(place.parent.index(place), claim_filter())


def visit_filter(self: HTML5Translator, node: claim_filter) -> None:
    """Write the filter's place, hidden until the script has filled it, and its words."""
    words: dict[str, Any] = {
        "hidden": "hidden",
        "data-legend": _("Show the claims that are"),
        "data-all": _("all"),
        "data-status": _("{shown} of {all} claims shown"),
        "data-verdicts": " ".join(VERDICTS),
        "data-words": "|".join(verdict_word(verdict) for verdict in VERDICTS),
    }
    self.body.append(self.starttag(node, "div", CLASS="claim-filter", **words) + "</div>\n")
    raise nodes.SkipNode


def add_static_path(app: Sphinx, config: Config) -> None:
    """Let every build for the web copy the style and the script."""
    config.html_static_path.append(str(STATIC))


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give style and script to the pages that need them."""
    if doctree is None:
        return
    has_claims = any(doctree.findall(claim_entry))
    if has_claims or "claim-ref" in context.get("body", ""):
        app.add_css_file("factcheck.css")
    if has_claims and app.builder.name != "epub":
        app.add_js_file("factcheck.js", loading_method="defer")
