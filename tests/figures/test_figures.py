"""Figures: data are checked, drawing repeats itself, pages get figure and table."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_escape_sequences

DOCS = Path(__file__).resolve().parents[2] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

import figures  # noqa: E402

FONTS = DOCS / "_ext" / "typstpdf" / "fonts"
ALL = figures.load(DOCS / "figures")
SVG = "{http://www.w3.org/2000/svg}"

SHEET = figures.Sheet(
    "a.csv",
    (
        figures.Column("name"),
        figures.Column("low", "number"),
        figures.Column("high", "number"),
        figures.Column("side", choices=("left", "right")),
        figures.Column("source", "sources", optional=True),
    ),
    rising=(("low", "high"),),
)
HEADER = "name,low,high,side,source\n"

DRAWINGS = """
from figures import Column, Figure, Line, Sheet, Table, cite, escape
from matplotlib.figure import Figure as Drawing

def draw(data):
    drawing = Drawing(figsize=(2, 1))
    drawing.text(0.5, 0.5, data.sheets["a"][0].text("name"), family="DejaVu Sans")
    return drawing

def table(data):
    return Table(["Name", "Low"], [
        Line([escape(row.text("name")), f"{row.number('low'):g} {cite(row.sources)}"], row)
        for row in data.sheets["a"]
    ])

SHEET = Sheet("a.csv", (Column("name"), Column("low", "number"),
                        Column("source", "sources", optional=True)))
FIGURES = [Figure("a", {"a": SHEET}, draw, table)]
"""
PAGE = """
Page
====

See :numref:`a`.

.. data-figure:: a
   :alt: One letter.

   A caption.

   More of it.
"""


def problems(folder: Path, text: str) -> list[tuple[int, str]]:
    """What is wrong with a data file of this text."""
    (folder / "a.csv").write_text(text, "utf-8")
    with pytest.raises(figures.DataError) as caught:
        SHEET.read(folder)
    assert all(problem.path == folder / "a.csv" for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in caught.value.problems]


# Data files


def test_good_data(tmp_path: Path) -> None:
    text = "\ufeff" + HEADER + '"Baker, ""B""",1,2.5,left,a-1; b-2\n\nx,-3,-3,right,\n'
    (tmp_path / "a.csv").write_text(text, "utf-8")
    first, second = SHEET.read(tmp_path)
    assert (first.text("name"), first.number("high"), first.sources) == (
        'Baker, "B"',
        2.5,
        ["a-1", "b-2"],
    )
    assert (second.line, second.whole("low"), second.sources) == (4, -3, [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name,low,side,source\nx,1,left,\n", 1, 'column "high" is missing'),
        ("name,low,high,side,source,hihg\nx,1,2,left,,3\n", 1, 'unknown column "hihg"'),
        (
            "name,low,low,high,side,source\nx,1,1,2,left,\n",
            1,
            'column "low" stands there twice',
        ),
        (HEADER + "x,1,2,left,\ny,about 3,4,left,\n", 3, '"about 3" in column "low"'),
        (HEADER + 'x,"1,000",2000,left,\n', 2, "without spaces or thousands commas"),
        (HEADER + "x,nan,2,left,\n", 2, "expected a number"),
        (HEADER + "x,,2,left,\n", 2, 'nothing in column "low"; expected a number'),
        (HEADER + ",1,2,left,\n", 2, 'nothing in column "name"; expected some text'),
        (HEADER + "x,3,2,left,\n", 2, "expected the lower number first"),
        (HEADER + "x,1,2,up,\n", 2, '"up" in column "side"; expected one of left, right'),
        (HEADER + "x,1,2,left,see page 3!\n", 2, "expected keys of the bibliography"),
        (HEADER + "x, y,1,2,left,\n", 2, "must stand in double quotation marks"),
        (HEADER, 1, "no data"),
        ("", 1, 'column "name" is missing'),
    ],
)
def test_bad_data(tmp_path: Path, text: str, line: int, words: str) -> None:
    assert any(line == at and words in message for at, message in problems(tmp_path, text))


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADER + '"two\nlines",x,2,left,\ny,1,z,up,\n')
    assert [line for line, _ in found] == [2, 4, 4]


def test_file_that_is_missing_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(figures.DataError, match="cannot be read; expected a CSV file"):
        SHEET.read(tmp_path)
    (tmp_path / "a.csv").write_bytes(HEADER.encode() + "Dorticós".encode("latin-1"))
    with pytest.raises(figures.DataError, match="not UTF-8") as caught:
        SHEET.read(tmp_path)
    assert caught.value.problems[0].line == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{\n"features": [,]}', 2, "not JSON"),
        ("{}", 1, 'no "features"'),
        ('{"features": [{"properties": {}}]}', 1, "feature 1 cannot be used"),
    ],
)
def test_bad_shapes(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "a.geojson").write_text(text, "utf-8")
    with pytest.raises(figures.DataError, match=words) as caught:
        figures.read_shapes(tmp_path / "a.geojson")
    assert caught.value.problems[0].line == line


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("sites.csv", "Çiğli", "Cigli", 'no site "Çiğli"'),
        (
            "missiles.csv",
            ",Guanajay,",
            ",Guanabo,",
            '"Guanabo" in column "base"; expected one of',
        ),
        ("events.csv", "1962-10-14", "14 Oct", "expected a day such as 1962-10-27"),
        ("circle.csv", ",16,28,", ",6,28,", "expected a number from 16 to 28"),
        ("sites.csv", ",22.717,", ",227.17,", "expected a number from -90 to 90"),
    ],
)
def test_bad_data_of_the_guide(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    folder = tmp_path / "figures"
    shutil.copytree(DOCS / "figures", folder, ignore=shutil.ignore_patterns("drawn"))
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    found = []
    for figure in ALL.values():
        try:
            figure.read(folder)
        except figures.DataError as error:
            found += error.problems
    assert any(problem.path.name == file and words in problem.message for problem in found)


# The guide's own figures


@pytest.fixture(scope="module", params=sorted(ALL))
def drawn(request: pytest.FixtureRequest) -> tuple[figures.Figure, dict[str, bytes]]:
    figure = ALL[request.param]
    return figure, figures.render(figure, figure.read(DOCS / "figures"), FONTS)


def test_drawn_twice_is_the_same(drawn: tuple[figures.Figure, dict[str, bytes]]) -> None:
    figure, files = drawn
    assert figures.render(figure, figure.read(DOCS / "figures"), FONTS) == files
    assert len(files["svg"]) < 150_000


def test_text_is_text_and_brings_its_letters(
    drawn: tuple[figures.Figure, dict[str, bytes]],
) -> None:
    root = ElementTree.fromstring(drawn[1]["svg"])
    texts = [text for text in root.iter(SVG + "text") if (text.text or "").strip()]
    assert len(texts) > 5
    style = " ".join(node.text or "" for node in root.iter(SVG + "style"))
    assert "@font-face" in style
    assert "Source Sans 3" in style
    assert "http" not in style
    for text in texts:
        size = re.search(r"font(?:-size)?:[^;]*?([\d.]+)px", text.get("style", ""))
        assert size is not None
        assert float(size[1]) >= 9.5, text.text


def test_text_stays_inside(drawn: tuple[figures.Figure, dict[str, bytes]]) -> None:
    figure, _ = drawn
    figures.register_fonts(FONTS)
    drawing = figure.draw(figure.read(DOCS / "figures"))
    drawing.draw_without_rendering()  # type: ignore[no-untyped-call]
    edge = drawing.bbox
    for text in drawing.axes[0].texts:
        box = text.get_window_extent()
        assert box.x0 >= edge.x0 - 1, text.get_text()
        assert box.x1 <= edge.x1 + 1, text.get_text()
        assert box.y0 >= edge.y0 - 1, text.get_text()
        assert box.y1 <= edge.y1 + 1, text.get_text()


def test_no_text_on_another(drawn: tuple[figures.Figure, dict[str, bytes]]) -> None:
    figure, _ = drawn
    figures.register_fonts(FONTS)
    drawing = figure.draw(figure.read(DOCS / "figures"))
    drawing.draw_without_rendering()  # type: ignore[no-untyped-call]
    boxes = [
        (t.get_text(), t.get_window_extent()) for t in drawing.axes[0].texts if t.get_text()
    ]
    for number, (first, one) in enumerate(boxes):
        for second, two in boxes[number + 1 :]:
            wide = min(one.x1, two.x1) - max(one.x0, two.x0)
            tall = min(one.y1, two.y1) - max(one.y0, two.y0)
            assert min(wide, tall) < 3, f"{first!r} and {second!r}"


def test_every_number_has_a_source_in_the_bibliography() -> None:
    keys = set(
        re.findall(r"^@\w+\{([^,]+),", (DOCS / "references.bib").read_text("utf-8"), re.M)
    )
    for figure in ALL.values():
        for rows in figure.read(DOCS / "figures").sheets.values():
            for row in rows:
                cited = [*row.sources]
                cited += [row.text(name) for name in row.values if name.startswith("source_")]
                assert set(cited) <= keys, f"{row.path.name}:{row.line}"


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast() -> None:
    sys.path.insert(0, str(DOCS / "figures"))
    try:
        import figure_style as style
    finally:
        sys.path.pop(0)
    grounds = ("#ffffff", style.LAND, style.AMERICAN_PALE, style.SOVIET_PALE, "#f3f4f6")
    for ground in grounds:
        for ink in (style.INK, style.SOFT, style.AMERICAN, style.SOVIET, style.NEUTRAL):
            ratio = (_luminance(ground) + 0.05) / (_luminance(ink) + 0.05)
            assert ratio >= 4.5, (ink, ground)
    assert 1.05 / (_luminance(style.LINE) + 0.05) >= 3


# Maps


def test_map_keeps_distances() -> None:
    sys.path.insert(0, str(DOCS / "figures"))
    try:
        import figure_maps as maps
    finally:
        sys.path.pop(0)
    cuba, washington = (22.717, -83.051), (38.90, -77.04)
    assert maps.distance(*cuba, *washington) == pytest.approx(1887, abs=2)
    x, y = maps.project(*washington, cuba)
    assert (float(x) ** 2 + float(y) ** 2) ** 0.5 == pytest.approx(1887, abs=2)
    assert float(x) > 0
    assert float(y) > 0
    for lat, lon in zip(*maps.circle(*cuba, 2080), strict=True):
        assert maps.distance(*cuba, lat, lon) == pytest.approx(2080, abs=0.01)


# In a project


def project(folder: Path, data: str = "name,low,source\nx_y,1,\n", page: str = PAGE) -> None:
    """A small project with one figure."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text("extensions = ['figures']\nnumfig = True\n", "utf-8")
    (folder / "index.rst").write_text(page, "utf-8")
    (folder / "figures" / "drawings.py").write_text(DRAWINGS, "utf-8")
    (folder / "figures" / "a.csv").write_text(data, "utf-8")


def build(folder: Path, builder: str = "html", **options: object) -> tuple[SphinxTestApp, str]:
    """Build it: the application and its warnings."""
    warnings = io.StringIO()
    app = SphinxTestApp(
        builder, srcdir=folder, freshenv=False, warning=warnings, **options  # type: ignore[arg-type]
    )  # fmt: skip
    try:
        app.build()
    finally:
        app.cleanup()
    return app, strip_escape_sequences(warnings.getvalue())


def test_page_gets_figure_and_table(tmp_path: Path) -> None:
    project(tmp_path)
    app, warnings = build(tmp_path)
    assert warnings == ""
    html = (app.outdir / "index.html").read_text("utf-8")
    assert 'alt="One letter."' in html
    assert "Fig. 1" in html
    assert 'id="a"' in html
    assert "<td><p>x_y</p></td>" in html
    assert "More of it." in html
    assert "figures.css" in html
    assert (app.outdir / "_images" / "a.svg").is_file()
    assert (app.outdir / "_static" / "figures.css").is_file()


@pytest.mark.parametrize(
    "builder", ["text", "man", "latex", "texinfo", "gettext", "epub", "xml"]
)
def test_other_builders(tmp_path: Path, builder: str) -> None:
    project(tmp_path)
    _, warnings = build(tmp_path, builder)
    assert "figure" not in warnings


def test_bad_data_is_a_warning_every_time(tmp_path: Path) -> None:
    project(tmp_path, "name,low,source\nx,1,\ny,many,\n", PAGE.replace("See :numref:`a`.", ""))
    for _ in range(2):
        _, warnings = build(tmp_path)
        assert (
            f'{tmp_path / "figures" / "a.csv"}:3: WARNING: "many" in column "low"' in warnings
        )
        assert "[figures.data]" in warnings
        assert "Traceback" not in warnings


@pytest.mark.parametrize(
    ("page", "line", "words"),
    [
        (PAGE.replace("figure:: a", "figure:: b").replace("See :numref:`a`.", ""), 7,
         'no figure "b"; there are a'),
        (PAGE.replace("   :alt: One letter.\n", ""), 7, 'figure "a" has no :alt: text'),
        (PAGE.split("   A caption.")[0].replace("See :numref:`a`.", ""), 7, "has no caption"),
    ],
)  # fmt: skip
def test_mistakes_in_a_page(tmp_path: Path, page: str, line: int, words: str) -> None:
    project(tmp_path, page=page)
    _, warnings = build(tmp_path)
    assert f"index.rst:{line}: WARNING: " in warnings
    assert words in warnings


def test_no_drawings(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "figures" / "drawings.py").unlink()
    assert "no drawings.py in the folder of the figures" in build(tmp_path)[1]


def test_drawn_anew_only_when_something_changed(tmp_path: Path) -> None:
    project(tmp_path)
    build(tmp_path)
    picture = tmp_path / "figures" / "drawn" / "a.svg"
    before = picture.stat().st_mtime_ns
    app, _ = build(tmp_path)
    assert picture.stat().st_mtime_ns == before
    project(tmp_path, "name,low,source\nother,7,\n")
    app, warnings = build(tmp_path)
    assert warnings == ""
    assert "other" in picture.read_text("utf-8")
    assert "<td><p>7</p></td>" in (app.outdir / "index.html").read_text("utf-8")


def test_parallel_gives_the_same(tmp_path: Path) -> None:
    pages = {}
    for name, count in (("one", 1), ("two", 2)):
        folder = tmp_path / name
        project(folder)
        toc = ".. toctree::\n\n" + "".join(f"   p{number}\n" for number in range(8))
        (folder / "index.rst").write_text(PAGE + "\n" + toc, "utf-8")
        for number in range(8):
            (folder / f"p{number}.rst").write_text(f"P{number}\n==\n\n:numref:`a`\n", "utf-8")
        app, warnings = build(folder, parallel=count)
        assert warnings == ""
        pages[name] = (app.outdir / "index.html").read_text("utf-8")
        shutil.rmtree(folder / "_build", ignore_errors=True)
    assert pages["one"] == pages["two"]
