"""Claims in the PDF."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pdfplumber
from sphinx.util.console import strip_colors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp


def test_the_pdf_holds_claims_badges_and_page_numbers(
    make_app: Callable[..., SphinxTestApp], rootdir: Path, tmp_path: Path
) -> None:
    shutil.copytree(rootdir / "test-factcheck-basic", tmp_path / "src")
    app = make_app(
        "typstpdf",
        srcdir=tmp_path / "src",
        confoverrides={"extensions": ["factcheck", "sphinxcontrib.bibtex", "typstpdf"]},
    )
    app.build()
    assert strip_colors(app.warning.getvalue()) == ""
    with pdfplumber.open(app.outdir / "claims.pdf") as pdf:
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    for said in [
        "qualified",
        "it depends on",
        "Cuba is ninety miles away",
        "A list in",
        "wrong",
    ]:
        assert said in text
    assert re.search(r"A later page \(p\. \d+\), An earlier page \(p\. \d+\)", text)
