"""``.. claim::``: a claim as its author writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.locale import __, get_translation
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from factcheck.common import CATALOGUE, VERDICTS, warn
from factcheck.domain import Claim, claim_domain
from factcheck.nodes import badge, claim_entry, fact

if TYPE_CHECKING:
    from typing import ClassVar

    from docutils.nodes import Element, Node
    from sphinx.util.typing import OptionSpec

_ = get_translation(CATALOGUE)


class ClaimDirective(SphinxDirective):
    """``.. claim:: P4.2``: a claim, its verdict and what there is to say about it."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"verdict": directives.unchanged}

    def run(self) -> list[Node]:
        """Return the claim, and keep a record of it."""
        claim_id = self.arguments[0]
        verdict = self.verdict(claim_id)
        text, body, fields = self.read_body(claim_id)

        entry = claim_entry(
            claim=claim_id, verdict=verdict, classes=["claim", f"claim-{verdict}"]
        )
        self.set_source_info(entry)
        entry["ids"].append(make_id(self.env, self.state.document, "claim", claim_id))
        self.state.document.note_explicit_target(entry)

        name = nodes.strong("", claim_id, classes=["claim-id"])
        head = [name, nodes.Text(" "), badge(verdict)]
        entry += nodes.paragraph("", "", *head, classes=["claim-head"])
        notes, facts = self.read_fields(claim_id, fields)
        entry += notes
        if text is not None:
            entry += text
        if body:
            entry += nodes.container("", *body, classes=["claim-correction"])
        if facts:
            entry += nodes.field_list("", *facts, classes=["claim-facts"])

        sources = [field for field in facts if "claim-sources" in field["classes"]]
        if not has_source(sources[-1] if sources else entry):
            self.warn(
                "unsourced",
                __("claim %r has no source: cite one in its :sources:") % claim_id,
                ":sources:" if sources else "",
            )

        docname = self.env.current_document.docname
        said = text.astext() if text is not None else ""
        claim_domain(self.env).note_claim(
            Claim(claim_id, docname, entry["ids"][0], verdict, said, *self.get_source_info())
        )
        return [entry]

    def verdict(self, claim_id: str) -> str:
        """Return the verdict given, or *unconfirmed* after a warning."""
        if "verdict" not in self.options:
            problem = __("claim %r has no verdict: give :verdict: with one of %s")
            self.warn("verdict", problem % (claim_id, ", ".join(VERDICTS)))
            return "unconfirmed"
        verdict: str = self.options["verdict"].strip()
        if verdict not in VERDICTS:
            problem = __("claim %r: %r is not a verdict; the verdicts are %s")
            self.warn(
                "verdict", problem % (claim_id, verdict, ", ".join(VERDICTS)), ":verdict:"
            )
            return "unconfirmed"
        return verdict

    def read_body(
        self, claim_id: str
    ) -> tuple[nodes.paragraph | None, list[Node], nodes.field_list | None]:
        """Return the claim, the correction and the fields."""
        body = self.parse_content_to_nodes()
        text: nodes.paragraph | None = None
        if body and isinstance(body[0], nodes.paragraph):
            text = body[0]
            text["classes"].append("claim-text")
            del body[0]
        else:
            self.warn(
                "text", __("claim %r has no text: its first paragraph says it") % claim_id
            )
        fields: nodes.field_list | None = None
        if body and isinstance(body[-1], nodes.field_list):
            fields = body[-1]
            del body[-1]
        for node in (text, *body):
            if isinstance(node, nodes.paragraph):
                self.check_swallowed(node)
        return text, body, fields

    def read_fields(
        self, claim_id: str, fields: nodes.field_list | None
    ) -> tuple[list[nodes.paragraph], list[nodes.field]]:
        """Sort the fields into the note and the facts."""
        notes: list[nodes.paragraph] = []
        facts: list[nodes.field] = []
        for field in fields.findall(nodes.field) if fields is not None else ():
            name, content = field.children
            key = name.astext().strip().lower()
            if key == "note":
                for child in content.children:
                    if isinstance(child, nodes.paragraph):
                        child["classes"].append("claim-note")
                        notes.append(child)
            elif key == "sources":
                facts.append(fact(_("Sources"), content, "claim-sources"))
            else:
                problem = __("claim %r: unknown field %r; the fields are :note: and :sources:")
                self.warn("field", problem % (claim_id, key), f":{key}:")
                facts.append(fact(name.astext(), content, "claim-other"))
        return notes, facts

    def check_swallowed(self, paragraph: nodes.paragraph) -> None:
        """Catch a field without a blank line before it: it has joined the paragraph."""
        for line in paragraph.rawsource.splitlines():
            for name in (":note:", ":sources:"):
                if line.lstrip().startswith(name):
                    self.warn("field", __("a blank line is missing before %s") % name, name)

    def warn(self, subtype: str, message: str, start: str = "") -> None:
        """Warn of a mistake in the line that begins with a word, or else in the first."""
        lineno = self.lineno
        for offset, line in enumerate(self.block_text.splitlines()):
            if line.strip().lower().startswith(start):
                lineno += offset
                break
        warn(subtype, message, *self.state_machine.get_source_and_line(lineno))


def has_source(node: Element) -> bool:
    """Tell whether there is a citation, or a link to something outside the project."""
    return any(
        isinstance(child, nodes.citation_reference)
        or (
            isinstance(child, addnodes.pending_xref)
            and child.get("refdomain") in {"cite", "footcite", "citation"}
        )
        or (isinstance(child, nodes.reference) and bool(child.get("refuri")))
        for child in node.findall(nodes.Element)
    )
