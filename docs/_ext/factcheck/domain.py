"""What is known of all claims: where each is written, mentioned, discussed and tested."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from factcheck import check
from factcheck.common import verdict_word
from factcheck.mentions import mentions_in
from factcheck.places import Place, questions, reading_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from typing import Any, ClassVar

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from factcheck.mentions import Mention


class Claim(NamedTuple):
    """A claim and the place where it is written; a plain value, as it is pickled and merged."""

    id: str
    docname: str
    anchor: str
    verdict: str
    text: str
    source: str
    line: int


class ClaimRole(XRefRole):
    """``:claim:`P4.2```: a link to a claim."""

    def __init__(self) -> None:
        """Show the id of a claim as plain text."""
        super().__init__(innernodeclass=nodes.inline)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Send the reference to the domain ``claim``."""
        # registered without its domain's name, so that authors may write `:claim:`
        refnode["refdomain"] = refnode["reftype"] = "claim"
        self.classes = ["claim-ref"]
        return super().process_link(env, refnode, has_explicit_title, title, target)


class ClaimDomain(Domain):
    """Where every claim is written and mentioned."""

    name = "claim"
    label = "Claims"
    object_types: ClassVar[dict[str, ObjType]] = {"claim": ObjType("claim", "claim")}
    initial_data: ClassVar[dict[str, Any]] = {
        "claims": {},  # claim id -> the claim that carries it
        "entries": {},  # docname -> all claims written there, twins included
        "mentions": {},  # docname -> uses of the role
        "summaries": {},  # docname -> it holds a summary
        "shown": {},  # builder -> docname -> what its claims last said
    }
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.claims: dict[str, Claim] = self.data["claims"]
        self.entries: dict[str, list[Claim]] = self.data["entries"]
        self.mentions: dict[str, list[Mention]] = self.data["mentions"]
        self.summaries: dict[str, bool] = self.data["summaries"]

    def note_claim(self, claim: Claim) -> None:
        """Keep a claim that has been read."""
        self.entries.setdefault(claim.docname, []).append(claim)
        self._index()

    def _index(self) -> None:
        """Let the first of twins stand, whatever the order of reading."""
        self.claims.clear()
        for docname in sorted(self.entries):
            for claim in self.entries[docname]:
                self.claims.setdefault(claim.id, claim)

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read again or has gone."""
        for known in (self.entries, self.mentions, self.summaries):
            known.pop(docname, None)
        self._index()

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader has found."""
        for key in ("entries", "mentions", "summaries"):
            for docname in docnames & otherdata[key].keys():
                self.data[key][docname] = otherdata[key][docname]
        self._index()

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Note the mentions once the page is read."""
        if found := mentions_in(document, docname, str(env.doc2path(docname))):
            self.mentions[docname] = found

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Link to a claim, with its verdict and text as the link's title."""
        claim = self.claims.get(target)
        if claim is None:  # `check_consistency` says so; once is enough
            return cast("nodes.reference", contnode)
        contnode["classes"].append(f"claim-{claim.verdict}")
        title = f"{verdict_word(claim.verdict)}: {claim.text}"
        return make_refnode(builder, fromdocname, claim.docname, claim.anchor, contnode, title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Let ``:any:`` find claims."""
        found = self.resolve_xref(env, fromdocname, builder, "claim", target, node, contnode)
        return [("claim:claim", found)] if found is not None and target in self.claims else []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """List the claims for the search and for other projects."""
        for claim in self.claims.values():
            yield claim.id, claim.id, "claim", claim.docname, claim.anchor, 1

    def check_consistency(self) -> None:
        """Warn of the mistakes that only the whole project shows."""
        check.check_claims(self)
        check.check_mentions(self)

    def discussed_in(self, claim_id: str) -> list[Place]:
        """Say which pages discuss a claim, in reading order, one place on each.

        The place is the section where the text treats the claim, rather than the box at the
        top of the page that announces it.
        """
        outlines = self.env.config.factcheck_outlines
        places = []
        for docname in reading_order(self.env, self.mentions):
            if any(fnmatchcase(docname, pattern) for pattern in outlines):
                continue
            if any(claim.id == claim_id for claim in self.entries.get(docname, ())):
                continue
            if here := [m for m in self.mentions[docname] if m.id == claim_id]:
                best = min(here, key=lambda mention: (mention.in_box, not mention.anchor))
                places.append(Place(docname, best.anchor, self.env.titles[docname].astext()))
        return places

    def tested_by(self, claim_id: str) -> list[Place]:
        """Say which questions test a claim."""
        claim = self.claims.get(claim_id)
        return questions(self.env, claim_id, claim.docname) if claim else []


def claim_domain(env: BuildEnvironment) -> ClaimDomain:
    """Return the domain of a project."""
    domain = env.domains["claim"]
    assert isinstance(domain, ClaimDomain)
    return domain
