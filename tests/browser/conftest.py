"""A small project of questions, built once, and pages of it in a real browser."""

from __future__ import annotations

import mimetypes
import shutil
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

HERE = Path(__file__).parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

HOST = "http://guide.test"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the built pages."""
    folder = tmp_path_factory.mktemp("quiz-web")
    source = folder / "source"
    shutil.copytree(HERE.parent / "roots" / "test-quiz-web", source)
    warnings = StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            source,
            source,
            folder / "html",
            folder / "doctrees",
            "html",
            status=None,
            warning=warnings,
        )
        app.build()
    assert not warnings.getvalue()
    return folder / "html"


class Reader:
    """A reader with a browser of their own: opens pages, answers questions."""

    def __init__(self, context: BrowserContext, site: Path) -> None:
        self.context, self.site = context, site
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.route("**/*", self.serve)
        context.set_default_timeout(5000)
        self.page: Page = self.new_page()

    def serve(self, route: Route) -> None:
        """Answer a request from the built site, without a network."""
        url = route.request.url
        self.requests.append(url)
        path = self.site / urlsplit(url).path.lstrip("/")
        if not url.startswith(HOST) or not path.is_file():
            route.fulfill(status=404, body="")
            return
        kind = mimetypes.guess_type(path.name)[0] or "text/plain"
        route.fulfill(body=path.read_bytes(), content_type=f"{kind}; charset=utf-8")

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(error.stack or str(error)))
        return page

    def open(self, name: str = "kinds") -> Page:
        self.page.goto(f"{HOST}/{name}.html")
        return self.page

    def question(self, name: str) -> Locator:
        return self.page.locator(f"#question-{name}")

    def option(self, name: str, text: str) -> Locator:
        return self.question(name).locator(".quiz-options label", has_text=text)

    def answer_all(self, verdict: str) -> None:
        """Answer one question right, others partly right or wrong."""
        self.choose("messenger", "Dean Rusk")
        self.choose("missiles", "R-12", "Jupiter")
        self.choose("public", "False")
        self.write("chairman", "Krushchev")
        self.question("sequence").get_by_role("button", name="Move down").first.click()
        self.check("sequence")
        for select in self.question("offices").locator("select").all():
            select.select_option(index=2)
        self.check("offices")
        self.write("verdict", verdict)

    def check(self, name: str) -> None:
        self.question(name).locator(".quiz-check").click()

    def choose(self, name: str, *texts: str) -> None:
        for text in texts:
            self.option(name, text).click()
        self.check(name)

    def write(self, name: str, text: str) -> None:
        self.question(name).locator("input, textarea").first.fill(text)
        self.check(name)

    def again(self, name: str) -> None:
        self.question(name).get_by_role("button", name="Try again").click()

    def result(self, name: str) -> str | None:
        """What the page shows: right, part, wrong, self, or nothing."""
        return self.question(name).get_attribute("data-result")

    def order(self, name: str = "sequence") -> str:
        """The letters of the items as they stand."""
        return "".join(
            self.question(name).locator(".quiz-items .quiz-letter").all_inner_texts()
        )

    def stored(self, name: str) -> Any:
        return self.page.evaluate(
            "id => JSON.parse(localStorage.getItem('quizbank:' + id))", name
        )

    def store(self, name: str, value: Any) -> None:
        self.page.evaluate(
            "([id, value]) => localStorage.setItem('quizbank:' + id, value)", [name, value]
        )


@pytest.fixture
def new_reader(browser: Browser, site: Path) -> Iterator[Callable[..., Reader]]:
    """Makes readers; keywords are those of a Playwright context. No page may raise an error."""
    readers: list[Reader] = []

    def make(**settings: Any) -> Reader:
        settings = {"viewport": {"width": 1000, "height": 800}} | settings
        readers.append(Reader(browser.new_context(**settings), site))
        return readers[-1]

    yield make
    for reader in readers:
        reader.context.close()
    assert not [error for reader in readers for error in reader.errors]


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    """A reader at a desk, with mouse and keyboard, who has opened the page of all kinds."""
    reader = new_reader()
    reader.open()
    return reader


@pytest.fixture
def phone(new_reader: Callable[..., Reader]) -> Reader:
    """A reader with a telephone, 390 pixels wide."""
    reader = new_reader(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    reader.open()
    return reader
