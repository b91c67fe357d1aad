"""What a claim takes from other pages, at write time, so that it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform

from factcheck.common import CATALOGUE
from factcheck.domain import claim_domain
from factcheck.nodes import claim_entry, fact
from factcheck.places import links

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from factcheck.domain import ClaimDomain

_ = get_translation(CATALOGUE)


class AddBacklinks(SphinxPostTransform):
    """Add to the claims where they are discussed and which questions test them."""

    default_priority = 5  # before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Go through the claims of a page."""
        for entry in list(self.document.findall(claim_entry)):
            facts = self.facts(entry)
            if facts and isinstance(entry.children[-1], nodes.field_list):
                entry.children[-1].extend(facts)
            elif facts:
                entry += nodes.field_list("", *facts, classes=["claim-facts"])

    def facts(self, entry: claim_entry) -> list[nodes.field]:
        """Return fields with links, for the claim that carries its id."""
        domain = claim_domain(self.env)
        claim = domain.claims.get(entry["claim"])
        if claim is None or claim.anchor not in entry["ids"]:
            return []
        facts = []
        for name, places, name_class in (
            (_("Discussed in"), domain.discussed_in(claim.id), "claim-chapters"),
            (_("Questions"), domain.tested_by(claim.id), "claim-questions"),
        ):
            if places:
                # the class is that of `:doc:`, which paper follows with a page number
                found = links(self.env._app.builder, claim.docname, places, "doc")
                content = nodes.field_body("", nodes.paragraph("", "", *found))
                facts.append(fact(name, content, name_class))
        return facts


def shown_on(domain: ClaimDomain, docname: str) -> str:
    """Spell out what a page takes from other pages, to know when it must be renewed."""
    shown: list[object] = [
        (domain.discussed_in(claim.id), domain.tested_by(claim.id))
        for claim in domain.entries.get(docname, ())
    ]
    for mention in domain.mentions.get(docname, ()):
        known = domain.claims.get(mention.id)
        shown.append(known and (known.docname, known.anchor, known.verdict, known.text))
    if docname in domain.summaries:
        shown += [(c.id, c.docname, c.anchor, c.verdict) for c in domain.claims.values()]
    return repr(shown)


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name the pages whose claims say something new, though their own text is the same."""
    domain = claim_domain(env)
    pages = {*domain.entries, *domain.mentions, *domain.summaries}
    now = {docname: shown_on(domain, docname) for docname in sorted(pages)}
    before = domain.data["shown"].get(app.builder.name, {})
    domain.data["shown"][app.builder.name] = now
    return [docname for docname, shown in now.items() if before.get(docname) != shown]
