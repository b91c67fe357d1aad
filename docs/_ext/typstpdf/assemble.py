"""One resolved tree of the pages that a PDF holds.

This follows what Sphinx's ``latex`` and ``singlehtml`` builders do, and adds what a book
needs: numbers that run through this document and no other, ids that are unique in it, a list
of the works it cites if the bibliography is not among its pages, and an index.
"""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _
from sphinx.util.nodes import inline_all_toctrees, process_only_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from .builder import TypstPDFBuilder
    from .documents import Document


class typst_index(nodes.General, nodes.Element):
    """The index at the back; holds a ``typst_index_entry`` for every line."""


class typst_index_entry(nodes.General, nodes.TextElement):
    """A line of the index: its text and a reference for every page; ``level`` is 1 or 2."""


@dataclass
class Assembled:
    """A document's tree and the names of the pages that are in it."""

    tree: nodes.document
    docnames: set[str]


class Assembler:
    """Builds the tree of one document; :meth:`assemble` is the only entry."""

    def __init__(self, builder: TypstPDFBuilder, document: Document) -> None:
        self.builder = builder
        self.env = builder.env
        self.document = document
        self.docnames = {document.start}

    def assemble(self) -> Assembled:
        """Return the resolved tree, ready to be written as XML."""
        tree = self.inline_pages()
        process_only_nodes(tree, self.builder.tags)
        self.builder.events.emit("typstpdf-assembled", self.builder, self.document, tree)
        with undisturbed(self.env):
            self.resolve(tree)
        self.add_works_cited(tree)
        if self.document.index:
            self.add_index(tree)
        self.make_ids_unique(tree)
        return Assembled(tree, self.docnames)

    def inline_pages(self) -> nodes.document:
        """Put every page of the toctrees in its place, in reading order."""
        start = self.document.start
        tree = inline_all_toctrees(
            self.builder,
            self.docnames,
            start,
            self.env.get_doctree(start),
            str,
            [start, *self.document.exclude],
        )
        tree["docname"] = start
        for page in list(tree.findall(addnodes.start_of_file)):
            for child in page.children:  # Sphinx leaves them pointing at the old document
                child.parent = page
            lift(page)
        return tree

    def resolve(self, tree: nodes.document) -> None:
        """Resolve references with this document's own figure and table numbers."""
        env = self.env
        of_the_site = env.toc_fignumbers
        env.toc_fignumbers = {**of_the_site, **self.number(tree)}
        try:
            env.resolve_references(tree, self.document.start, self.builder)
        finally:
            env.toc_fignumbers = of_the_site

    def number(self, tree: nodes.document) -> dict[str, dict[str, dict[str, tuple[int, ...]]]]:
        """Give captioned figures, tables and listings numbers from 1, in order.

        Returns what Sphinx keeps as ``env.toc_fignumbers``; each numbered node also gets
        the attribute ``number``, the caption's opening words such as *Figure 3*.
        """
        standard = self.env.domains.standard_domain
        count: Counter[str] = Counter()
        numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for docname, node in walk(tree, self.document.start):
            kind = standard.get_enumerable_node_type(node)
            if not kind or kind == "section" or not node["ids"]:
                continue
            if standard.get_numfig_title(node) is None:
                continue
            count[kind] += 1
            numbers[docname][kind][node["ids"][0]] = (count[kind],)
            if self.env.config.numfig:
                form = self.env.config.numfig_format.get(kind, "%s")
                node["number"] = form % count[kind]
        return numbers

    def add_works_cited(self, tree: nodes.document) -> None:
        """Append the entries that are cited here but stand on a page that is not."""
        cited: dict[tuple[str, str], None] = {}
        for docname, node in walk(tree, self.document.start):
            if isinstance(node, nodes.reference):
                target = inside_address(node, docname)
                if target and target[1] and target[0] not in self.docnames:
                    cited[target] = None
        works: list[nodes.citation] = []
        with undisturbed(self.env):
            for docname in sorted({docname for docname, _id in cited} & self.env.found_docs):
                page = self.env.get_and_resolve_doctree(
                    docname, self.builder, tags=self.builder.tags
                )
                works += [
                    self.adopt(entry, docname)
                    for entry in page.findall(nodes.citation)
                    if any((docname, id_) in cited for id_ in entry["ids"])
                ]
        if works:
            section = nodes.section(ids=["works-cited"])
            section += nodes.title("", _("Works cited"))
            section += sorted(works, key=lambda work: work.astext().casefold())
            append_section(tree, section)

    def adopt(self, entry: nodes.citation, docname: str) -> nodes.citation:
        """Return a copy of *entry* that can be reached by its old address."""
        copy = entry.deepcopy()
        copy["adopted_from"] = docname
        return copy

    def add_index(self, tree: nodes.document) -> None:
        """Append the general index of the pages in this document."""
        index = typst_index()
        entries = IndexEntries(self.env).create_index(self.builder)
        for _letter, group in entries:
            for text, (targets, subentries, _key) in group:
                subs = [
                    entry
                    for subtext, subtargets in subentries
                    if (entry := self.index_entry(subtext, subtargets, 2))
                ]
                line = self.index_entry(text, targets, 1)
                if line or subs:
                    index += line or typst_index_entry("", nodes.Text(text), level=1)
                    index += subs
        if index.children:
            section = nodes.section(ids=["general-index"])
            section += nodes.title("", _("Index"))
            section += index
            append_section(tree, section)

    def index_entry(
        self, text: str, targets: Sequence[tuple[str | None, str | bool]], level: int
    ) -> typst_index_entry | None:
        """Return a line with a reference for each target that is in this document."""
        line = typst_index_entry("", nodes.Text(text), level=level)
        for main, address in targets:
            docname = str(address)[1:].split("#")[0]
            if docname in self.docnames:
                line += nodes.reference(
                    "",
                    "",
                    refuri=address,
                    internal=True,
                    classes=["page-only"],
                    main=main or "",
                )
        return line if len(line) > 1 else None

    def make_ids_unique(self, tree: nodes.document) -> None:
        """Prefix every id and every reference to one with the page's name.

        A reference to a page as a whole is given the id of its first section; one that
        leads out of the document keeps ``outside`` (page and id) and loses its address.
        """
        for docname, node in walk(tree, self.document.start):
            home = node.get("adopted_from", docname)
            node["ids"] = [f"{home}#{id_}" for id_ in node["ids"]]
            if isinstance(node, nodes.section) and is_page_top(node):
                node["ids"].append(home)
            if "refid" in node and not isinstance(node, nodes.target):
                node["refid"] = f"{docname}#{node['refid']}"
            elif isinstance(node, nodes.reference) and (
                target := inside_address(node, docname)
            ):
                del node["refuri"]
                node["refid"] = f"{target[0]}#{target[1]}" if target[1] else target[0]
        present = {id_ for node in tree.findall(nodes.Element) for id_ in node["ids"]}
        for node in tree.findall(nodes.reference):
            if node.get("refid") and node["refid"] not in present:
                docname, _hash, id_ = node["refid"].partition("#")
                if docname in self.docnames and docname in present:
                    node["refid"] = docname  # the place has gone, the page has not
                else:
                    node["outside"] = docname + ".html" + (f"#{id_}" if id_ else "")
                    del node["refid"]


@contextmanager
def undisturbed(env: BuildEnvironment) -> Iterator[None]:
    """Give the domains back the data they had, whatever resolving does to it.

    Post-transforms may change nodes that a domain keeps (sphinxcontrib-bibtex appends to its
    entries each time), but pages are resolved once for each document that holds them.
    """
    before = copy.deepcopy(env.domaindata)
    try:
        yield
    finally:
        for name, data in env.domaindata.items():
            data.clear()
            data.update(before[name])


def lift(page: addnodes.start_of_file) -> None:
    """Move a page that is listed inside a section of another behind that section.

    A toctree at the end of a page stands in its last section, but what it lists belongs
    beside the sections, not below the last.
    """
    inner = page.parent
    while inner and not isinstance(inner, nodes.section):
        inner = inner.parent
    outer = inner
    while outer and not is_page_top(outer):
        inner, outer = outer, outer.parent
    if outer and inner is not outer:
        page.parent.remove(page)
        place = outer.index(inner) + 1
        while place < len(outer) and isinstance(outer[place], addnodes.start_of_file):
            place += 1
        outer.insert(place, page)


def append_section(tree: nodes.document, section: nodes.section) -> None:
    """Append *section* as the last chapter of *tree*."""
    next(iter(tree.findall(nodes.section)), tree).append(section)


def is_page_top(node: nodes.Element) -> bool:
    """Tell whether *node* is the outermost section of a page."""
    return isinstance(node.parent, addnodes.start_of_file | nodes.document)


def inside_address(node: nodes.reference, docname: str) -> tuple[str, str] | None:
    """Return page and id of a reference made by this builder, or nothing for a web address."""
    uri = node.get("refuri", "")
    if not uri.startswith("%"):
        return None
    page, _hash, id_ = uri[1:].partition("#")
    return page or docname, id_


def walk(node: nodes.Node, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Go through all elements in order, each with the page that it comes from."""
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    if isinstance(node, nodes.Element):
        yield docname, node
        for child in node.children:
            yield from walk(child, docname)
