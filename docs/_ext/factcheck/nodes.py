"""The nodes that a claim is made of.

::

    claim_entry (claim, verdict)
      paragraph.claim-head          strong.claim-id, claim_badge (verdict)
      paragraph.claim-note
      paragraph.claim-text
      container.claim-correction
      field_list.claim-facts        sources; chapters and questions when pages are written
    claim_summary (docname)         a table, filled when pages are written
    claim_filter                    added when web pages are written
"""

from __future__ import annotations

from docutils import nodes

from factcheck.common import verdict_word


class claim_entry(nodes.General, nodes.Element):
    """A claim: its head, the claim, the correction and a list of facts about it."""


class claim_badge(nodes.Inline, nodes.TextElement):
    """The verdict, in words."""


class claim_summary(nodes.General, nodes.Element):
    """Stands in for the table of verdicts until the pages are written."""


class claim_filter(nodes.General, nodes.Element):
    """The place of the filter on a web page; the script fills it."""


def badge(verdict: str) -> claim_badge:
    """Return the badge of a verdict."""
    classes = ["claim-badge", f"claim-{verdict}"]
    return claim_badge("", verdict_word(verdict), verdict=verdict, classes=classes)


def fact(name: str, content: nodes.Node, name_class: str) -> nodes.field:
    """Return one of the facts about a claim."""
    # the name is ours, in the reader's language already, and nothing for the author's catalogue
    label = nodes.field_name("", name, translatable=False)
    return nodes.field("", label, content, classes=[name_class])


def is_page(section: nodes.section) -> bool:
    """Tell whether a section is a page as a whole."""
    return not isinstance(section.parent, nodes.section)
