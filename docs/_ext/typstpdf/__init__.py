"""A PDF builder for Sphinx that needs nothing but Python packages.

The resolved document tree goes to the Typst typesetter as data (XML), and a style sheet
written in Typst gives every element its look.  See :mod:`typstpdf.builder` for the steps,
``style/core.typ`` for how a rule is written, and :func:`typstpdf.typesetter.rule_files` for how
another extension brings rules for its own nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.config import ENUM

from . import budget
from .builder import TypstPDFBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder ``typstpdf``, its configuration and its event."""
    app.add_builder(TypstPDFBuilder)
    app.add_config_value("typst_documents", [], "", list, "The PDFs to make.")
    app.add_config_value("typst_paper", "a4", "", ENUM("a4", "letter"), "Paper size.")
    app.add_event("typstpdf-assembled")
    budget.setup(app)
    return {"version": "1.0.0", "parallel_read_safe": True, "parallel_write_safe": True}
