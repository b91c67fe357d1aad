"""Mistakes that only the whole project shows."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx.locale import __

from factcheck.common import warn

if TYPE_CHECKING:
    from factcheck.domain import ClaimDomain


def check_claims(domain: ClaimDomain) -> None:
    """Warn of twins, and of claims that nobody discusses."""
    for docname in sorted(domain.entries):
        for claim in domain.entries[docname]:
            first = domain.claims[claim.id]
            if claim != first:
                message = __("claim %r is given twice; the other stands at %s:%s")
                message %= (claim.id, first.source, first.line)
                warn("duplicate", message, claim.source, claim.line)
            elif not domain.discussed_in(claim.id):
                outlines = domain.env.config.factcheck_outlines
                beside = __(" (pages that are outlines do not count)") if outlines else ""
                message = __("no page discusses claim %r: refer to it with :claim:`%s`%s")
                message %= (claim.id, claim.id, beside)
                warn("undiscussed", message, claim.source, claim.line)


def check_mentions(domain: ClaimDomain) -> None:
    """Warn of mentions of no claim."""
    for docname in sorted(domain.mentions):
        for mention in domain.mentions[docname]:
            if mention.id not in domain.claims:
                near = ", ".join(get_close_matches(mention.id, domain.claims, n=3))
                hint = __("; did you mean %s?") % near if near else ""
                message = __("there is no claim %r%s") % (mention.id, hint)
                warn("unknown", message, mention.source, mention.line)
