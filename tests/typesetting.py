"""Typesetting a few lines of reStructuredText, and reading the PDF back."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pdfplumber
import pikepdf
import pypdfium2
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

CONF = """\
extensions = ["sphinx_design", "typstpdf"]
project = "The Book"
author = "A. Writer"
numfig = True
numfig_secnum_depth = 0
typst_documents = [{"name": "book", "subtitle": "And what is in it"}]
"""


class Printed:
    """A finished build: the PDFs and the warnings."""

    def __init__(self, folder: Path, warnings: str) -> None:
        self.folder = folder
        self.warnings = warnings

    def data(self, name: str = "book") -> bytes:
        return (self.folder / f"{name}.pdf").read_bytes()

    def open(self, name: str = "book") -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.data(name)))

    def pages(self, name: str = "book") -> list[Any]:
        return pdfplumber.open(io.BytesIO(self.data(name))).pages

    def text(self, name: str = "book") -> str:
        """All text, with ligatures and line breaks undone."""
        text = " ".join(page.extract_text() for page in self.pages(name))
        return re.sub(r"\s+", " ", text)

    def page_with(self, words: str, name: str = "book") -> Any:
        """The last page that holds *words* (the first ones are title and contents)."""
        found = [page for page in self.pages(name) if words in page.extract_text()]
        assert found, f"{words!r} is on no page"
        return found[-1]

    def picture(self, number: int, name: str = "book") -> Image:
        return pypdfium2.PdfDocument(self.data(name))[number].render(scale=2).to_pil()


def typeset(
    folder: Path, pages: dict[str, str] | str, conf: str = "", **config: Any
) -> Printed:
    """Build *pages* (name to text, or one page) in *folder*; return what came out."""
    source = folder / "source"
    if isinstance(pages, str):
        pages = {"index": "Root\n====\n\n.. toctree::\n\n   page\n", "page": pages}
    for name, text in {"conf.py": CONF + conf, **pages}.items():
        path = source / (name if "." in name else f"{name}.rst")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    app = SphinxTestApp(
        "typstpdf", srcdir=source, builddir=folder / "build", confoverrides=config
    )
    try:
        app.build(force_all=True)
        warnings = strip_colors(app.warning.getvalue())
    finally:
        app.cleanup()
    return Printed(folder / "build" / "typstpdf", warnings)


def overprinted(page: Any) -> list[str]:
    """Return pairs of characters that lie on top of each other on *page*."""
    chars = [char for char in page.chars if char["text"].strip()]
    found = []
    for n, a in enumerate(chars):
        for b in chars[n + 1 :]:
            wide = min(a["x1"], b["x1"]) - max(a["x0"], b["x0"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            small = min(a["width"], b["width"])
            if wide > 0.6 * small and high > 0.75 * min(a["height"], b["height"]):
                found.append(a["text"] + b["text"])
    return found
