"""The document tree as XML for the style sheet, and the checks made on the way.

One XML element stands for each node, named after the node's class; what has no look of its
own (pages, compounds, bare containers) is left out and its content kept, since Typst's call
depth is finite.  Sections become headings with a level.  Everything that could not be set as
it stands is reported with file and line, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import __, admonitionlabels
from sphinx.util import logging

from .budget import page_budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)

#: Elements that have no look: their children take their place.
TRANSPARENT = (
    addnodes.start_of_file,
    nodes.compound,
    nodes.section,
    nodes.tgroup,
    addnodes.compact_paragraph,
    addnodes.glossary,
    nodes.decoration,
)
#: Elements that say nothing to a reader of the page.
SILENT = (
    addnodes.index,
    addnodes.tabular_col_spec,
    addnodes.toctree,
    addnodes.highlightlang,
    nodes.comment,
    nodes.meta,
    nodes.substitution_definition,
    nodes.system_message,
    nodes.docinfo,
    page_budget,
)
#: Elements whose text keeps its line breaks and spaces.
PRESERVING = (nodes.literal_block, nodes.doctest_block, nodes.FixedTextElement)

#: Control characters that XML 1.0 does not allow.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SPACE = re.compile(r"[ \t\r\n]+")
LENGTH = re.compile(r"^\s*([0-9.]+)\s*(%|px|pt|mm|cm|in|em|)\s*$")
#: Points in a CSS unit (https://www.w3.org/TR/css-values-4/#absolute-lengths).
POINTS = {"px": 0.75, "": 0.75, "pt": 1, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "em": 11}


class TreeWriter:
    """Writes one tree; :meth:`write` is the only entry.

    *rules* are the names of all elements that the style sheet can set, *images* maps a
    picture's source to its file name, *outside* is the address of the web site ("" if it is
    not known), with which links that leave the document are spelled out.
    """

    def __init__(self, rules: set[str], images: dict[str, str], outside: str) -> None:
        self.rules = rules
        self.images = images
        self.outside = outside

    def write(
        self, tree: nodes.document, missing_characters: Callable[[set[str]], set[str]]
    ) -> bytes:
        """Return *tree* as XML.

        *missing_characters* takes characters and returns those that no font can show.  Warns
        (``typstpdf``) of an element without a rule (``rule``), a picture without alternative
        text (``alt``), a heading that skips a level (``heading``) and a character without a
        glyph (``character``), each with its place.
        """
        self.footnotes = {id_: n for n in tree.findall(nodes.footnote) for id_ in n["ids"]}
        self.noted: set[int] = set()
        self.referenced = {
            node["refid"]
            for node in tree.findall(nodes.Element)
            if node.get("refid") and not isinstance(node, nodes.target)
        }
        self.level = 0
        self.headed = False  # whether there was a heading
        self.unknown: set[str] = set()
        self.missing = self.find_missing(tree, missing_characters)
        root = ET.Element("document")
        self.pending: list[str] = []
        self.children(tree, root, depth=0)
        self.anchor(root, self.pending)
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))

    # Checks

    def find_missing(
        self, tree: nodes.document, missing_characters: Callable[[set[str]], set[str]]
    ) -> dict[int, str]:
        """Report each text with characters that no font has; return a table to replace them."""
        beyond = {char for char in tree.astext() if ord(char) > 0x7E}
        missing = missing_characters(beyond) if beyond else set()
        if missing:
            for text in tree.findall(nodes.Text):
                if found := sorted(missing.intersection(text)):
                    self.warn(
                        "character",
                        text.parent,
                        __("no font has the character %s; it is printed as □"),
                        ", ".join(f"{char} (U+{ord(char):04X})" for char in found),
                    )
        return dict.fromkeys(map(ord, missing), "□")

    def warn(self, subtype: str, node: nodes.Node, message: str, *args: object) -> None:
        """Warn with the place of the nearest element that knows its own."""
        logger.warning(message, *args, location=node, type="typstpdf", subtype=subtype)

    def known(self, tag: str, node: nodes.Node) -> None:
        """Warn once of each kind of element that the style sheet has no rule for."""
        if tag not in self.rules and tag not in self.unknown:
            self.unknown.add(tag)
            self.warn(
                "rule",
                node,
                __(
                    "no rule sets the element <%s> on paper; give it one in a Typst style sheet"
                ),
                tag,
            )

    # Writing

    def children(self, node: nodes.Element, into: ET.Element, depth: int) -> None:
        """Write the children of *node* into the XML element *into*."""
        for child in node.children:
            self.node(child, into, depth)

    def node(self, node: nodes.Node, into: ET.Element, depth: int) -> None:
        """Write one node, element or text; *depth* counts the sections around it."""
        if isinstance(node, nodes.Text):
            text = CONTROL.sub("", node.astext()).translate(self.missing)
            if not isinstance(node.parent, PRESERVING):
                text = SPACE.sub(" ", text)
            append_text(into, text)
        elif isinstance(node, SILENT):
            self.keep_ids(node, into)
        elif isinstance(node, nodes.raw):
            if "typst" in node.get("format", "").split():
                self.element("raw", node, into, depth)
        elif isinstance(node, nodes.footnote) and self.is_referenced(node):
            pass  # set at the foot of the page that refers to it first
        elif isinstance(node, nodes.footnote_reference):
            self.footnote(node, into, depth)
        elif isinstance(node, nodes.target):
            self.keep_ids(node, into)
            self.children(node, into, depth)
        elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            self.heading(node, into, depth)
        elif self.is_transparent(node):
            assert isinstance(node, nodes.Element)
            deeper = depth + isinstance(node, nodes.section)
            if not isinstance(node, nodes.section):
                self.keep_ids(node, into)
            self.children(node, into, deeper)
        else:
            assert isinstance(node, nodes.Element)
            self.element(tag_of(node), node, into, depth)

    def is_transparent(self, node: nodes.Node) -> bool:
        """Tell whether only the children of *node* are to be set."""
        if isinstance(node, TRANSPARENT) or type(node).__name__ == "PassthroughTextElement":
            return True
        return (
            type(node) is nodes.container
            and not node.get("design_component")
            and not (node.get("literal_block") or known_class(node, self.rules))
        )

    def element(
        self, tag: str, node: nodes.Element, into: ET.Element, depth: int
    ) -> ET.Element:
        """Write *node* as the element *tag* with its attributes and children."""
        if isinstance(node, nodes.container) and (name := known_class(node, self.rules)):
            tag = name
        self.known(tag, node)
        self.flush(into)
        element = ET.SubElement(into, tag, attributes(node))
        self.anchor(element, node["ids"])
        if isinstance(node, nodes.image):
            self.image(node, element)
        elif isinstance(node, nodes.reference):
            self.reference(node, element)
        elif isinstance(node, nodes.Admonition) and tag in admonitionlabels:
            element.set("label", str(admonitionlabels[tag]))
        self.children(node, element, depth)
        return element

    def keep_ids(self, node: nodes.Node, into: ET.Element) -> None:
        """Let a later or surrounding element carry the ids of one that is not written."""
        ids = node["ids"] if isinstance(node, nodes.Element) else []
        wanted = [id_ for id_ in ids if id_ in self.referenced]
        if wanted:
            self.known("anchor", node)
            self.anchor(ET.SubElement(into, "anchor"), wanted)

    def flush(self, into: ET.Element) -> None:
        """Write waiting ids before the next element."""
        if self.pending:
            self.anchor(ET.SubElement(into, "anchor"), self.pending)
            self.pending = []

    def anchor(self, element: ET.Element, ids: Iterable[str]) -> None:
        """Give *element* those of *ids* that something refers to, as one string."""
        wanted = [id_ for id_ in ids if id_ in self.referenced]
        if wanted:
            element.set("ids", " ".join(dict.fromkeys(wanted)))
            self.referenced -= set(wanted)

    def heading(self, node: nodes.title, into: ET.Element, depth: int) -> None:
        """Write a section's title as a heading.

        The start page's own title (depth 1) stands on the title page and is left out here;
        the first section level below it is heading level 1.
        """
        section = node.parent
        if depth <= 1:
            self.pending += section["ids"]
            return
        level = depth - 1
        if level > self.level + 1:
            self.warn(
                "heading",
                node,
                __("this heading is of level %d, but the one before it of level %d"),
                level,
                self.level,
            )
            level = self.level + 1
        self.level = level
        self.flush(into)
        element = ET.SubElement(into, "heading", attributes(section))
        element.set("level", str(level))
        if isinstance(section.parent, addnodes.start_of_file | nodes.document) or depth == 2:
            element.set("page", "true")
        if isinstance(section.parent, addnodes.start_of_file):
            element.set("sheet", "true" if self.headed else "first")
        self.headed = True
        self.anchor(element, [*section["ids"], *node["ids"]])
        self.children(node, element, depth)

    def footnote(self, node: nodes.footnote_reference, into: ET.Element, depth: int) -> None:
        """Write the note where it is first referred to; later references repeat its number."""
        note = self.footnotes.get(node.get("refid", ""))
        if note is None:
            self.warn("footnote", node, __("this reference has no note"))
        elif id(note) in self.noted:
            self.known("footnote_again", node)
            ET.SubElement(into, "footnote_again", {"to": note["ids"][0]})
        else:
            self.noted.add(id(note))
            self.known("footnote", note)
            element = ET.SubElement(into, "footnote", {"id": note["ids"][0]})
            self.children(note, element, depth)

    def is_referenced(self, note: nodes.footnote) -> bool:
        """Tell whether a footnote has a reference (one without is set where it stands)."""
        return any(id_ in self.referenced for id_ in note["ids"]) or id(note) in self.noted

    def image(self, node: nodes.image, element: ET.Element) -> None:
        """Point an image at its file and give its width in points or as a share."""
        uri = node["uri"]
        if uri in self.images:
            element.set("path", f"/images/{self.images[uri]}")
        if "alt" not in node:
            self.warn("alt", node, __("this picture has no alternative text (:alt:)"))
            element.set("alt", uri)
        if match := LENGTH.match(node.get("width", "")):
            number, unit = float(match[1]), match[2]
            if unit == "%":
                element.set("width-share", str(number))
            else:
                element.set("width-points", str(number * POINTS[unit]))

    def reference(self, node: nodes.reference, element: ET.Element) -> None:
        """Say whether a reference is followed by a page number, or leads out of the PDF."""
        inner = {name for child in node.findall(nodes.Element) for name in child["classes"]}
        inner.update(node["classes"])
        if inner & {"std-ref", "std-numref", "doc", "numref", "paged"}:
            element.set("paged", "true")
        if "outside" in node:
            if self.outside:
                element.set("refuri", self.outside.rstrip("/") + "/" + node["outside"])
                element.set("spelled", "true")
            else:
                element.attrib.pop("refuri", None)


def tag_of(node: nodes.Element) -> str:
    """Return the element's name: the node's class, or the component of sphinx-design."""
    component = node.get("design_component")
    return f"sd-{component}" if component else type(node).__name__


def known_class(node: nodes.Element, rules: set[str]) -> str:
    """Return the first class of a container that has a rule of its own, if any."""
    return next((f"container-{n}" for n in node["classes"] if f"container-{n}" in rules), "")


def attributes(node: nodes.Element) -> dict[str, str]:
    """Return the plain attributes of *node* as strings, lists joined by spaces."""
    result = {}
    for name, value in node.attributes.items():
        if name in ("ids", "names", "dupnames", "backrefs"):
            continue
        if isinstance(value, bool):
            value = str(value).lower()
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = " ".join(value)
        elif not isinstance(value, str | int | float):
            continue
        if value != "":
            result[name.replace(":", "-")] = CONTROL.sub("", str(value))
    return result


def append_text(element: ET.Element, text: str) -> None:
    """Append *text* after the last child of *element*."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
