"""A small project in a temporary folder, built in the same process."""

from __future__ import annotations

import re
import shutil
import sys
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from docutils import nodes
    from quizbank.domain import QuizDomain

ROOT = Path(__file__).parents[2]
ROOTS = ROOT / "tests" / "roots"
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
BUILT_IN = "docs/conf.py"


class Built(NamedTuple):
    """What a build left behind."""

    app: Sphinx
    out: Path
    warnings: list[str]

    def read(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")

    def doctree(self, docname: str) -> nodes.document:
        return self.app.env.get_doctree(docname)

    @property
    def domain(self) -> QuizDomain:
        return self.app.env.get_domain("quiz")  # type: ignore[return-value]


class Project:
    """A folder with ``docs/`` and ``exercises/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs, self.banks = folder / "docs", folder / "exercises"
        for path in (self.docs, self.banks):
            path.mkdir(parents=True, exist_ok=True)
        if not (self.docs / "conf.py").exists():
            self.write("docs/conf.py", 'extensions = ["quizbank"]\nhtml_theme = "basic"\n')

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def bank(self, text: str, name: str = "bank") -> Path:
        """Write a bank, and the page that uses it."""
        page = f"{name.title()}\n{'=' * len(name)}\n\n.. quiz:: {name}\n"
        self.write("docs/index.rst" if name == "bank" else f"docs/{name}.rst", page)
        return self.write(f"exercises/{name}.rst", dedent(text).lstrip("\n"))

    def build(
        self, builder: str = "html", *, fresh: bool = False, parallel: int = 1, **settings: Any
    ) -> Built:
        """Build; doctrees are kept for the next build unless *fresh*."""
        warnings = StringIO()
        out = self.folder / "build" / builder
        with patch_docutils(str(self.docs)), docutils_namespace():
            app = Sphinx(
                self.docs,
                self.docs,
                out,
                self.folder / "build" / "doctrees" / builder,
                builder,
                confoverrides=settings,
                status=None,
                warning=warnings,
                freshenv=fresh,
                parallel=parallel,
            )
            app.build()
        lines = COLOUR.sub("", warnings.getvalue()).replace(f"{self.folder}/", "").splitlines()
        return Built(app, out, [line for line in lines if line.strip()])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    return Project(tmp_path)


@pytest.fixture
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Project:
    """A copy of the test root that the test names with ``@pytest.mark.parametrize``."""
    shutil.copytree(ROOTS / f"test-quiz-{request.param}", tmp_path / "root")
    return Project(tmp_path / "root")
