"""Claims in every output: what a reader gets, and what stays true when pages change."""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.console import strip_colors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.testing.util import SphinxTestApp

#: What every output has to carry, whatever it looks like.
SAID = [
    "P1.1",
    "qualified",
    "it depends on the mile",
    "miles away",
    "They are statute miles",
    "A list in the correction",
    "a letter",
    "The moon is made of cheese",
    "wrong",
    "It is made of rock",
    "Discussed in",
    "A later page",
]


@pytest.fixture
def build(
    make_app: Callable[..., SphinxTestApp], rootdir: Path, tmp_path: Path
) -> Callable[..., SphinxTestApp]:
    """Build a root, or build it once more after a change in ``tmp_path / "src"``."""

    made: list[SphinxTestApp] = []

    def build(root: str = "basic", buildername: str = "html", **options: Any) -> SphinxTestApp:
        source = tmp_path / "src"
        for app in made:
            app.cleanup()  # docutils' nodes and roles are global
        if not source.exists():
            shutil.copytree(rootdir / f"test-factcheck-{root}", source)
        app = make_app(buildername, srcdir=source, **options)
        made[:] = [app]
        app.build()
        return app

    return build


def warnings(app: SphinxTestApp) -> list[str]:
    return [line for line in strip_colors(app.warning.getvalue()).splitlines() if line]


def words(text: str) -> str:
    """Text without the marks of an output, in one line."""
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"\\sphinx\w+|\\text\w+|\\%|[{}]", "", text)
    return re.sub(r"\s+", " ", text)


def read(app: SphinxTestApp) -> str:
    files = sorted(
        path
        for path in app.outdir.rglob("*")
        if path.suffix in {".html", ".txt", ".tex", ".texi", ".7"} and path.is_file()
    )
    return words(" ".join(path.read_text(encoding="utf-8") for path in files))


@pytest.mark.parametrize(
    "buildername", ["html", "dirhtml", "singlehtml", "text", "man", "latex", "texinfo"]
)
def test_every_output_carries_the_whole_claim(
    build: Callable[..., SphinxTestApp], buildername: str
) -> None:
    app = build(buildername=buildername)
    assert warnings(app) == []
    text = read(app)
    assert [said for said in SAID if said not in text] == []


def test_epub_is_readable_without_script(build: Callable[..., SphinxTestApp]) -> None:
    app = build(buildername="epub")
    (book,) = app.outdir.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        page = archive.read(
            "EPUB/check.xhtml" if "EPUB/check.xhtml" in archive.namelist() else "check.xhtml"
        ).decode()
    text = words(page)
    assert [said for said in SAID if said not in text] == []
    assert "<script" not in page
    assert "claim-filter" not in page


def test_gettext_has_the_authors_words_and_no_others(
    build: Callable[..., SphinxTestApp],
) -> None:
    app = build(buildername="gettext")
    catalogue = (app.outdir / "check.pot").read_text(encoding="utf-8")
    found = re.findall(r'^msgid "(.+)"$', catalogue, re.MULTILINE)
    assert found == [
        "The check",
        ":numref:`counts` counts.",
        "Claims *by* verdict",
        "First part",
        "it depends on the mile",
        "Cuba is *ninety* miles away.",
        "They are statute miles.",
        "A list in the correction.",
        "a letter :cite:p:`letter`",
        "Second part",
        "The moon is made of cheese.",
        "It is made of rock :cite:p:`letter`.",
    ]


def test_a_translation_replaces_the_text(
    build: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    build(buildername="gettext")
    folder = tmp_path / "src" / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "check.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Cuba is *ninety* miles away."\nmsgstr "Kuba liegt *neunzig* Meilen entfernt."\n\n'
        'msgid "a letter :cite:p:`letter`"\nmsgstr "ein Brief :cite:p:`letter`"\n',
        encoding="utf-8",
    )
    app = build(buildername="text", confoverrides={"language": "de"}, freshenv=True)
    text = (app.outdir / "check.txt").read_text(encoding="utf-8")
    assert "Kuba liegt *neunzig* Meilen entfernt." in text
    assert "ein Brief [" in text
    assert warnings(app) == []


def test_the_summary_counts_and_is_numbered(build: Callable[..., SphinxTestApp]) -> None:
    app = build()
    page = (app.outdir / "check.html").read_text(encoding="utf-8")
    assert "Table 1" in page
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    counts = [" ".join(words(row).split()) for row in rows]
    assert counts == [
        "Verdict Claims Which",
        "supported 0 –",
        "qualified 1 P1.1",
        "wrong 1 P1.2",
        "interpretation 0 –",
        "unconfirmed 0 –",
        "all 2",
    ]


def test_a_claim_lists_chapters_in_reading_order_and_no_outlines(
    build: Callable[..., SphinxTestApp],
) -> None:
    app = build()
    page = (app.outdir / "check.html").read_text(encoding="utf-8")
    second = page[page.index('id="claim-P1.2"') :]
    links = re.findall(r'href="([^"]+)"><span class="doc">([^<]+)<', second)
    assert links == [
        ("later.html#distances", "A later page"),
        ("earlier.html", "An earlier page"),
    ]


def test_the_link_leads_past_the_box_on_top(build: Callable[..., SphinxTestApp]) -> None:
    app = build()
    page = (app.outdir / "check.html").read_text(encoding="utf-8")
    first = page[page.index('id="claim-P1.1"') : page.index('id="claim-P1.2"')]
    assert 'href="later.html#distances"' in first


def test_the_role_shows_verdict_and_text_as_title(build: Callable[..., SphinxTestApp]) -> None:
    app = build()
    page = (app.outdir / "earlier.html").read_text(encoding="utf-8")
    assert 'href="check.html#claim-P1.2"' in page
    assert 'title="wrong: The moon is made of cheese."' in page


def test_questions_are_listed(build: Callable[..., SphinxTestApp]) -> None:
    app = build("questions")
    assert warnings(app) == []
    page = (app.outdir / "check.html").read_text(encoding="utf-8")
    field = page[page.index("claim-questions") :]
    found = re.search(r'href="([^"]+)"><span class="doc">question 1 of', field)
    assert found
    assert found[1].startswith("chapter.html#")
    assert f'id="{found[1].split("#")[1]}"' in (app.outdir / "chapter.html").read_text("utf-8")


# Assets


def test_script_and_style_only_where_needed(build: Callable[..., SphinxTestApp]) -> None:
    app = build()

    def assets(name: str) -> set[str]:
        page = (app.outdir / name).read_text(encoding="utf-8")
        return set(re.findall(r"factcheck\.(?:css|js)", page))

    assert assets("check.html") == {"factcheck.css", "factcheck.js"}
    assert assets("earlier.html") == {"factcheck.css"}
    assert assets("index.html") == set()


def test_nothing_inline(build: Callable[..., SphinxTestApp]) -> None:
    app = build()
    page = (app.outdir / "check.html").read_text(encoding="utf-8")
    entry = page[page.index('class="claim-summary') :]
    assert " style=" not in entry.split("</article>")[0]
    assert not re.search(r"\son\w+=", entry.split("</article>")[0])


def test_badges_have_contrast(build: Callable[..., SphinxTestApp]) -> None:
    """White on each of the colours, which are the same on light and dark pages."""
    app = build()
    css = (app.outdir / "_static" / "factcheck.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\.claim-badge(?:\.[\w-]+)? \{([^}]*)\}", css.split("@media print")[0])
    colours = [
        match[1] for block in blocks if (match := re.search(r"background: (#\w{6})", block))
    ]
    assert len(colours) == 5

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert [c for c in colours if 1.05 / (luminance(c) + 0.05) < 4.5] == []


# Parallel and incremental builds


def test_two_processes_write_what_one_writes(
    make_app: Callable[..., SphinxTestApp], rootdir: Path, tmp_path: Path
) -> None:
    pages = {}
    for jobs in (1, 2):
        source = tmp_path / f"{jobs}" / "src"
        shutil.copytree(rootdir / "test-factcheck-basic", source)
        for extra in range(8):  # Sphinx reads in parallel from more than five pages on
            (source / f"extra{extra}.rst").write_text(
                f":orphan:\n\nExtra {extra}\n=======\n\nOn :claim:`P1.1`.\n", encoding="utf-8"
            )
        app = make_app("html", srcdir=source, parallel=jobs)
        app.build()
        assert warnings(app) == []
        pages[jobs] = {
            path.name: path.read_text(encoding="utf-8") for path in app.outdir.glob("*.html")
        }
        app.cleanup()
    assert pages[1] == pages[2]
    assert "Extra 7" in pages[2]["check.html"]


def test_a_touched_chapter_renews_the_claims(
    build: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    app = build()
    chapter = tmp_path / "src" / "earlier.rst"
    chapter.write_text(
        chapter.read_text(encoding="utf-8") + "\nAnd :claim:`P1.1`.\n", encoding="utf-8"
    )
    app = build()
    page = (app.outdir / "check.html").read_text(encoding="utf-8")
    first = page[page.index('id="claim-P1.1"') : page.index('id="claim-P1.2"')]
    assert "An earlier page" in first


def test_a_new_title_or_a_lost_page_renews_the_claims(
    build: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    build()
    chapter = tmp_path / "src" / "earlier.rst"
    chapter.write_text("A new title\n===========\n\nOnly :claim:`P1.2`.\n", encoding="utf-8")
    app = build()
    assert "A new title" in (app.outdir / "check.html").read_text(encoding="utf-8")
    chapter.unlink()
    index = tmp_path / "src" / "index.rst"
    index.write_text(index.read_text("utf-8").replace("   earlier\n", ""), encoding="utf-8")
    app = build()
    assert "A new title" not in (app.outdir / "check.html").read_text(encoding="utf-8")
    assert warnings(app) == []


def test_a_new_verdict_renews_the_chapters(
    build: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    build()
    check = tmp_path / "src" / "check.rst"
    check.write_text(check.read_text("utf-8").replace("wrong", "supported"), encoding="utf-8")
    app = build()
    assert 'title="supported: The moon' in (app.outdir / "earlier.html").read_text("utf-8")


def test_nothing_is_written_when_nothing_changed(build: Callable[..., SphinxTestApp]) -> None:
    app = build()
    before = (app.outdir / "check.html").stat().st_mtime_ns
    app = build()
    assert (app.outdir / "check.html").stat().st_mtime_ns == before
    assert "no targets are out of date" in strip_colors(app.status.getvalue())


# Mistakes


@pytest.fixture
def mistakes(build: Callable[..., SphinxTestApp]) -> SphinxTestApp:
    return build("mistakes")


@pytest.mark.parametrize(
    ("place", "message", "subtype"),
    [
        ("check.rst:4", "claim 'none-given' has no verdict", "verdict"),
        ("check.rst:9", "claim 'bad-verdict': 'mostly true' is not a verdict", "verdict"),
        ("check.rst:13", "claim 'no-source' has no source", "unsourced"),
        ("check.rst:24", "claim 'empty-sources' has no source", "unsourced"),
        ("check.rst:26", "claim 'no-text' has no text", "text"),
        (
            "check.rst:37",
            "unknown field 'source'; the fields are :note: and :sources:",
            "field",
        ),
        ("check.rst:43", "a blank line is missing before :note:", "field"),
        ("check.rst:45", "no page discusses claim 'undiscussed'", "undiscussed"),
        ("twin.rst:4", "claim 'twice' is given twice; the other stands at", "duplicate"),
        ("chapter.rst:8", "there is no claim 'goood'; did you mean good?", "unknown"),
        ("chapter.rst:9", "there is no claim 'nothing like it'", "unknown"),
    ],
)
def test_a_mistake_is_named_where_it_is(
    mistakes: SphinxTestApp, place: str, message: str, subtype: str
) -> None:
    line = next(line for line in warnings(mistakes) if message in line)
    assert f"{place}: WARNING: " in line
    assert line.endswith(f"[factcheck.{subtype}]")


def test_each_mistake_is_named_once_and_the_rest_still_builds(mistakes: SphinxTestApp) -> None:
    assert len(warnings(mistakes)) == 11
    assert "check.rst:50" in next(line for line in warnings(mistakes) if "twice" in line)
    page = (mistakes.outdir / "check.html").read_text(encoding="utf-8")
    assert page.count("<article class=") == 10
    assert "Is good" in page
    assert "Cites nothing" in page


def test_any_finds_claims_and_nothing_else(
    build: Callable[..., SphinxTestApp], tmp_path: Path
) -> None:
    app = build()
    page = next((tmp_path / "src").glob("index.rst"))
    page.write_text(page.read_text() + "\nSee :any:`P1.1` and :any:`nowhere-at-all`.\n")
    app = build()
    (warning,) = [line for line in warnings(app) if "any" in line]
    assert "nowhere-at-all" in warning
    assert "P1.1" not in warning
