"""The handout and the teacher's book, built once for all tests of this folder."""

from __future__ import annotations

import io
import re
import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from sphinx.application import Sphinx
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.typesetting import Printed

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

DOCS = Path(__file__).parents[2] / "docs"


@dataclass
class Books:
    """A build of both, with what was known when they were made."""

    printed: Printed
    env: BuildEnvironment
    trees: Path  #: where the XML lies that the typesetter was given

    def flat(self, name: str) -> str:
        """All words of a PDF, without white space and hyphens at the ends of lines."""
        pages = self.printed.pages(name)
        return squeezed("\n".join(page.extract_text() for page in pages))

    def strings(self, name: str) -> str:
        """All that a PDF holds besides the words on its pages, as one text."""
        found: list[str] = []
        with self.printed.open(name) as pdf:
            for thing in pdf.objects:
                found += texts(thing)
        return squeezed("\n".join(found))


def squeezed(text: str) -> str:
    """Leave out white space, and hyphens at the ends of lines."""
    return re.sub(r"\s+", "", re.sub(r"[-\u00ad]\n", "", text))


def texts(thing: Any) -> list[str]:
    """Return every string inside an object of a PDF, its stream included."""
    found: list[str] = []
    if isinstance(thing, pikepdf.String):
        return [str(thing)]
    if isinstance(thing, pikepdf.Stream):
        try:
            data = thing.read_bytes()
        except pikepdf.PdfError:  # a picture
            data = b""
        found += [data.decode("latin-1"), data.decode("utf-16-be", "ignore")]
    if isinstance(thing, pikepdf.Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inner = [value for _name, value in thing.items()]
    else:
        inner = []
    for item in inner:
        if not getattr(item, "is_indirect", False):  # those have their own turn
            found += texts(item)
    return found


def make(folder: Path, name: str, *, fresh: bool = False, **settings: Any) -> Books:
    """Typeset the handout and the teacher's book."""
    wanted = [
        document
        for document in runpy.run_path(str(DOCS / "conf.py"))["typst_documents"]
        if document["name"] != "guide"
    ]
    warnings = io.StringIO()
    doctrees = folder / ("doctrees-fresh" if fresh else "doctrees")
    with patch_docutils(str(DOCS)), docutils_namespace():
        app = Sphinx(
            DOCS,
            DOCS,
            folder / name,
            doctrees,
            "typstpdf",
            confoverrides={"typst_documents": wanted, **settings},
            status=None,
            warning=warnings,
        )
        app.build()
    trees = folder / f"trees-{name}"
    trees.mkdir()
    for path in (doctrees / "typst").glob("*.xml"):
        path.rename(trees / path.name)
    printed = Printed(folder / name, strip_colors(warnings.getvalue()))
    return Books(printed, app.env, trees)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("on paper")


@pytest.fixture(scope="session")
def a4(folder: Path) -> Books:
    return make(folder, "a4", typst_paper="a4")


@pytest.fixture(scope="session")
def letter(folder: Path, a4: Books) -> Books:
    return make(folder, "letter", typst_paper="letter")


@pytest.fixture(scope="session")
def again(folder: Path) -> Books:
    return make(folder, "again", fresh=True, typst_paper="a4")
