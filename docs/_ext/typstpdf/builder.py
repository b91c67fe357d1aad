"""The builder ``typstpdf``: from doctrees to finished PDFs.

For each entry of ``typst_documents`` it (1) assembles one resolved tree of the chosen pages
(:mod:`typstpdf.assemble`), (2) writes that tree as XML and reports what cannot be set
(:mod:`typstpdf.xmltree`), and (3) lets Typst typeset it with the style sheet
(:mod:`typstpdf.typesetter`).  The result is tagged as PDF/UA-1.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import typst
from sphinx.builders import Builder
from sphinx.locale import _, __
from sphinx.util import logging
from sphinx.util.display import progress_message

from . import budget, typesetter
from .assemble import Assembler
from .documents import Document, read_documents
from .xmltree import TreeWriter

if TYPE_CHECKING:
    from collections.abc import Set


logger = logging.getLogger(__name__)


class TypstPDFBuilder(Builder):
    """Makes one PDF for each entry of ``typst_documents``."""

    name = "typstpdf"
    format = "typst"
    epilog = __("The PDF files are in %(outdir)s.")
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]

    def init(self) -> None:
        """Read the configuration; the folder that Typst sees lies beside the doctrees."""
        self.documents = read_documents(self.config)
        self.typst_root = Path(self.doctreedir) / "typst"

    def get_outdated_docs(self) -> str:
        """Return a note that every PDF is made anew: each draws on many pages."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return an address inside the PDF: ``%docname``; Sphinx appends ``#id``."""
        return "%" + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same as :meth:`get_target_uri`: every page lies in the same file."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Lay out the folder that Typst reads: style sheet and rules of extensions."""
        shutil.rmtree(self.typst_root, ignore_errors=True)
        self.rule_files = typesetter.rule_files(self._app)
        self.rule_names = typesetter.lay_out(self.typst_root, self.rule_files)

    def write_documents(self, docnames: Set[str]) -> None:
        """Make every document of the configuration."""
        for document in self.documents:
            if document.start not in self.env.found_docs:
                logger.warning(
                    __("typst_documents: %r starts at the page %r, which does not exist"),
                    document.name,
                    document.start,
                    location=self.place(document.start),
                    type="typstpdf",
                    subtype="config",
                )
                continue
            for docname in document.exclude:
                if docname not in self.env.found_docs:
                    logger.warning(
                        __("typst_documents: %r leaves out the page %r, which does not exist"),
                        document.name,
                        docname,
                        location=self.place(docname),
                        type="typstpdf",
                        subtype="config",
                    )
            with progress_message(__("typesetting %s.pdf") % document.name):
                self.write_document(document)

    def place(self, word: str) -> str:
        """Return file and line of the settings that name *word* first."""
        path = Path(self.confdir) / "conf.py"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for number, line in enumerate(lines, start=1):
            if f'"{word}"' in line or f"'{word}'" in line:
                return f"{path}:{number}"
        return str(path)

    def write_document(self, document: Document) -> None:
        """Assemble, check and typeset one document."""
        self.images: dict[str, str] = {}
        assembled = Assembler(self, document).assemble()
        self.post_process_images(assembled.tree)
        self.copy_images()
        limits = budget.mark(assembled.tree)
        writer = TreeWriter(
            rules=self.rule_names,
            images=self.images,
            outside=self.config.html_baseurl,
        )
        root = writer.write(assembled.tree, missing_characters=typesetter.missing_characters)
        target = self.typst_root / f"{document.name}.xml"
        target.write_bytes(root)
        main = typesetter.write_main(
            self.typst_root,
            document,
            self.settings(document),
            self.rule_files,
        )
        compiler = self.typeset(main, self.outdir / f"{document.name}.pdf", document)
        if compiler:
            budget.check(compiler, limits, document.name)

    def settings(self, document: Document) -> dict[str, Any]:
        """Return what the style sheet is told beside the tree: names, words, paper."""
        return {
            "title": document.title or self.config.project,
            "subtitle": document.subtitle,
            "author": document.author or self.config.author,
            "description": document.description,
            "version": self.config.release,
            "language": self.config.language,
            "paper": "us-letter" if self.config.typst_paper == "letter" else "a4",
            "layout": document.layout,
            "contents": _("Contents") if document.contents else "",
            "page": _("p."),
        }

    def copy_images(self) -> None:
        """Copy the pictures of this document to where Typst may read them."""
        folder = self.typst_root / "images"
        folder.mkdir(exist_ok=True)
        for source, name in self.images.items():
            shutil.copyfile(Path(self.srcdir, source), folder / name)

    def typeset(self, main: Path, target: Path, document: Document) -> typst.Compiler | None:
        """Run Typst; return it for questions about the pages.

        An error of the typesetter is reported, never raised.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
        compiler = typst.Compiler(
            str(main),
            root=str(self.typst_root),
            font_paths=[str(typesetter.FONTS)],
            ignore_system_fonts=True,
        )
        try:
            data, warnings = compiler.compile_with_warnings(
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=epoch,
            )
        except typst.TypstError as error:
            hints = "".join(f" ({hint})" for hint in error.hints)
            logger.warning(
                __("Typst could not set %s.pdf: %s%s"),
                document.name,
                error.message,
                hints,
                type="typstpdf",
                subtype="typst",
            )
            return None
        for warning in warnings:
            logger.warning(
                __("Typst, setting %s.pdf: %s"),
                document.name,
                warning.message,
                type="typstpdf",
                subtype="typst",
            )
        target.write_bytes(cast("bytes", data))
        return compiler

    def finish(self) -> None:
        """Nothing is left to do: every document is complete when it is written."""
