"""The citation style ``shorthand``: readable labels and a line of comment under each work.

A document is cited by its ``shorthand`` field (*FRUS VI:65*), everything else by the family
name of its first author and its year (*Dobbs 2008*).  The field ``annotation`` is printed
under the entry.  The style is registered with pybtex under the name ``shorthand``; use it
with ``bibtex_default_style = "shorthand"``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.backends.plaintext import Backend as PlaintextBackend
from pybtex.plugin import register_plugin
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import field, join, optional, optional_field, sentence, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pybtex.database import Entry
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator


def label_of(entry: Entry) -> str:
    """Return the label of *entry*: its shorthand, or author and year."""
    if "shorthand" in entry.fields:
        return str(entry.fields["shorthand"])
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [" ".join([*person.prelast_names, *person.last_names]) for person in people]
    if not names:
        names = [str(entry.fields.get("key", entry.key))]
    names = [name.strip("{}") for name in names]  # an organisation's name stands in braces
    who = names[0] if len(names) == 1 else " and ".join(names[:2])
    if len(names) > 2:
        who = f"{names[0]} and others"
    return f"{who} {entry.fields.get('year', '')}".strip()


class LabelStyle(BaseLabelStyle):  # type: ignore[misc]
    """Labels from :func:`label_of`; two works of one author and year get a, b, c."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> Iterator[str]:
        """Yield a label for each entry, in the order given."""
        labels = [label_of(entry) for entry in sorted_entries]
        count = Counter(labels)
        seen: Counter[str] = Counter()
        for label in labels:
            if count[label] == 1:
                yield label
            else:
                yield label + "abcdefghijklmnopqrstuvwxyz"[seen[label] % 26]
                seen[label] += 1


class SortingStyle(BaseSortingStyle):  # type: ignore[misc]
    """Entries in the order of their labels, numbers in them by value."""

    def sorting_key(self, entry: Entry) -> tuple[tuple[int, str], ...]:
        """Return what *entry* is sorted by."""
        words = label_of(entry).replace(":", " ").casefold().split()
        return tuple((int(word), "") if word.isdigit() else (0, word) for word in words)


class Style(UnsrtStyle):  # type: ignore[misc]
    """Pybtex' plain style with an annotation at the end of each entry."""

    default_label_style = LabelStyle
    default_sorting_style = SortingStyle

    def format_title(self, e: Entry, which_field: str, as_sentence: bool = True) -> Any:
        """Return the title in quotation marks, its capitals as written."""
        title = join["“", field(which_field), "”"]
        return sentence[title] if as_sentence else title

    def format_web_refs(self, e: Entry) -> Any:
        """Return the entry's address, then its annotation."""
        web = super().format_web_refs(e)
        return join(sep=" ")[web, optional[tag("em")[optional_field("annotation")]]]

    def get_misc_template(self, e: Entry) -> Any:
        """Return who, what, where it is printed, when, and the address, in that order."""
        return join(sep=" ")[
            optional[sentence[self.format_names("author")]],
            optional[self.format_title(e, "title")],
            sentence[
                optional[optional_field("howpublished")],
                optional[join(sep=" ")[optional_field("month"), optional_field("year")]],
            ],
            sentence[optional_field("note")],
            self.format_web_refs(e),
        ]


def visit_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Open an entry as a plain block.

    docutils gives it the role ``doc-biblioentry`` in a ``list``, which WAI-ARIA 1.2 deprecates.
    """
    self.body.append(self.starttag(node, "div", CLASS="citation"))


def depart_citation(self: HTML5Translator, node: nodes.citation) -> None:
    """Close the entry."""
    self.body.append("</div>\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the style with pybtex, and entries without roles for HTML."""
    register_plugin("pybtex.style.formatting", "shorthand", Style)
    # sphinxcontrib-bibtex looks this one up for every citation, each time by reading what is
    # installed, which takes half of a build; what is registered here is found at once.
    register_plugin("pybtex.backends", "plaintext", PlaintextBackend, force=True)
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    return {"version": "1.0.0", "parallel_read_safe": True, "parallel_write_safe": True}
