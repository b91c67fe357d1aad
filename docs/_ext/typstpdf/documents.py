"""The configuration value ``typst_documents``: which PDFs there are."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from sphinx.locale import __
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.config import Config

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Document:
    """One PDF.

    *name* is the file's name without ``.pdf``; *start* the page whose toctrees are followed;
    *exclude* the pages left out of them.  *layout* is ``book`` (title page, facing pages) or
    ``sheets`` (running title on single-sided pages with a margin for holes).  *options* is
    handed to the extensions that listen to ``typstpdf-assembled``.
    """

    name: str
    start: str = "index"
    title: str = ""
    subtitle: str = ""
    author: str = ""
    description: str = ""
    layout: str = "book"
    contents: bool = True
    index: bool = True
    exclude: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)


def read_documents(config: Config) -> list[Document]:
    """Return the documents of ``typst_documents``.

    Warns (``typstpdf.config``) of an entry that is not a dictionary, has no name, or has an
    unknown key; such an entry is left out.
    """
    known = {f.name for f in fields(Document)}
    documents = []
    for entry in config.typst_documents:
        if not isinstance(entry, dict) or "name" not in entry:
            problem = __("an entry must be a dictionary with at least a name, not %r") % (
                entry,
            )
        elif unknown := set(entry) - known:
            problem = __("unknown key %s; the keys are %s") % (
                ", ".join(sorted(unknown)),
                ", ".join(sorted(known)),
            )
        else:
            documents.append(Document(**entry))
            continue
        logger.warning("typst_documents: %s", problem, type="typstpdf", subtype="config")
    return documents
