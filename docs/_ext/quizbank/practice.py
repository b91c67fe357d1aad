"""The practice page: copies of all questions, made when the page is written.

A copy stands on another page than its question, so that whatever depends on the page is set
right: ids, links within the page of the question, footnotes, numbers of figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizbank.common import is_catalogue
from quizbank.domain import quiz_domain, reference_to
from quizbank.nodes import quiz_practice, quiz_question, quiz_source
from quizbank.shuffle import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("quizbank")


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the practice pages written anew when a question changed."""
    return quiz_domain(env).changed_pages()


class FillPractice(SphinxPostTransform):
    """Put the questions into the practice page, mixed.

    Where many pages become one document, the questions are in it already: there the practice
    page tells where they are.
    """

    default_priority = 4  # before the references in the copies are resolved

    def is_supported(self) -> bool:
        """Whether this builder wants copies: a catalogue has each text once."""
        return not is_catalogue(quiz_domain(self.env).builder)

    def run(self, **kwargs: Any) -> None:
        """Fill the places for the questions."""
        places = list(self.document.findall(quiz_practice))
        if not places:
            return
        whole = next(self.document.findall(addnodes.start_of_file), None) is not None
        for number, place in enumerate(places):
            if whole or number:
                place.replace_self(self.pointers())
            else:
                self.fill(place)

    def docnames(self) -> list[str]:
        """Return the pages that have questions to practise."""
        domain = quiz_domain(self.env)
        return [docname for docname in sorted(domain.records) if domain.counts(docname)]

    def fill(self, place: Element) -> None:
        """Put copies of all questions in one place, by a seed from their ids."""
        copies = [
            copy for docname in self.docnames() for copy in Copier(self.env, docname).copies()
        ]
        copies.sort(key=lambda copy: digest(copy["qid"]))
        for number, copy in enumerate(copies, start=1):
            copy["number"] = number
        none = nodes.paragraph("", _("There are no questions yet."), classes=["quiz-none"])
        place += copies or [none]

    def pointers(self) -> list[nodes.Node]:
        """Return links to the pages that have questions."""
        links = nodes.bullet_list()
        for docname in self.docnames():
            record = quiz_domain(self.env).records[docname][0]
            title = self.env.titles[docname].astext()
            link = reference_to(docname, record.node_id, title)
            links += nodes.list_item("", nodes.paragraph("", "", link))
        text = nodes.paragraph("", _("The questions stand on these pages:"))
        return [text, links] if links else []


class Copier:
    """Copies the questions of one page to another."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env = env
        self.here = env.current_document.docname
        self.docname = docname

    def copies(self) -> Iterator[quiz_question]:
        """Yield the questions, each as a copy that may stand on this page."""
        for question in list(self.env.get_doctree(self.docname).findall(quiz_question)):
            self.renew(question)
            if self.docname != self.here:
                question += self.source(question)
            yield question

    def source(self, question: quiz_question) -> quiz_source:
        """Return a line that tells which page the question is from."""
        title = self.env.titles[self.docname].astext()
        link = reference_to(self.docname, question["ids"][0], title)
        before, _mark, after = str(_("From %s")).partition("%s")
        return quiz_source("", before, link, nodes.Text(after))

    def renew(self, question: quiz_question) -> None:
        """Set right in a copy what depends on the page."""
        for entry in list(question.findall(addnodes.index)):
            entry.parent.remove(entry)
        for figure in question.findall(nodes.figure):
            self.write_number(figure)
        names = self.rename(question)
        for node in list(question.findall(nodes.Element)):
            if "refid" in node:
                self.redirect(node, names)
        for xref in question.findall(addnodes.pending_xref):
            xref["refdoc"] = self.here

    def rename(self, question: quiz_question) -> dict[str, str]:
        """Give the ids inside a copy names that no other copy has."""
        names: dict[str, str] = {}
        for node in question.findall(nodes.Element):
            if node is question:
                names[node["ids"][0]] = node["ids"][0]
                continue
            for old in node["ids"]:
                names[old] = f"{question['ids'][0]}-{old}"
            node["ids"] = [names[old] for old in node["ids"]]
            node["backrefs"] = []
        return names

    def redirect(self, node: nodes.Element, names: dict[str, str]) -> None:
        """Lead a link within the page of the question to where its target is now."""
        target = node["refid"]
        if target in names:
            node["refid"] = names[target]
        elif isinstance(node, nodes.footnote_reference | nodes.citation_reference):
            node.replace_self(reference_to(self.docname, target, f"[{node.astext()}]"))
        else:
            node.replace_self(reference_to(self.docname, target, node.astext()))

    def write_number(self, figure: nodes.figure) -> None:
        """Write the number that a figure has on its own page into its caption."""
        numbers = self.env.toc_fignumbers.get(self.docname, {}).get("figure", {})
        number = next((numbers[name] for name in figure["ids"] if name in numbers), None)
        if number is None or not self.env.config.numfig:
            return
        text = self.env.config.numfig_format["figure"] % ".".join(map(str, number))
        for caption in children(figure, nodes.caption):
            caption.insert(0, nodes.inline("", f"{text} ", classes=["caption-number"]))


def children(node: Element, kind: type[Element]) -> Iterable[Element]:
    """Return the children of one kind."""
    return [child for child in node if isinstance(child, kind)]
