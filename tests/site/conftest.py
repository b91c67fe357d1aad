"""The whole guide, built once for all tests of this folder."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Guide:
    """The finished guide: folders of the site and the PDFs."""

    html: Path
    pdf: Path

    def pages(self) -> list[Path]:
        """Every page that a reader can reach."""
        skip = {"genindex.html", "search.html", "404.html"}
        return sorted(
            page
            for page in self.html.rglob("*.html")
            if page.name not in skip and "_static" not in page.parts
        )

    def parse(self, page: Path) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(page.read_bytes())


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Build the PDFs and the site as ``make`` does, warnings as errors."""
    folder = tmp_path_factory.mktemp("the guide")
    environment = {**os.environ, "SITE_URL": "https://guide.example/triumph/"}
    for builder, name in (("typstpdf", "pdf"), ("html", "html")):
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", builder,
             "-D", f"printed_path={folder / 'pdf'}",
             "-d", folder / "doctrees", ROOT / "docs", folder / name],
            check=True,
            env=environment,
        )  # fmt: skip
    return Guide(folder / "html", folder / "pdf")


@pytest.fixture(scope="session")
def address(guide: Guide) -> Iterator[str]:
    """The site on a server of its own, on this machine."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(guide.html), **kwargs)  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
