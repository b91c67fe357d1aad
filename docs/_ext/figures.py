"""Figures that are drawn from data files, each with the same numbers in a table.

A project keeps a folder (``figures_path``) with data in CSV or GeoJSON and a module
``drawings.py`` that names its figures::

    FIGURES = [Figure("balance", draw=draw_balance, table=balance_table,
                      sheets={"forces": Sheet("balance.csv", columns=(...))})]

Before reading begins, each figure whose data or code has changed is drawn as SVG, with text
as text, and as PNG for builders that take no SVG. A page shows it with ::

    .. data-figure:: balance
       :alt: What somebody who cannot see it needs to know.

       The caption.

       A longer description, if the figure needs one.

Every mistake in a data file is a warning (type ``figures``) with file and line, and the
figure is left out.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib
import io
import json
import math
import os
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from logging import ERROR, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from matplotlib.figure import Figure as Drawing
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)

VERSION = "1"
"""Part of the stamp: figures are drawn anew when it changes."""

DRAWN = "drawn"
"""The folder for what is drawn, inside the folder of the figures. Not kept in git."""


# Data files


@dataclass(frozen=True)
class Problem:
    """A mistake in a data file."""

    path: Path
    line: int
    message: str


class DataError(Exception):
    """A data file cannot be used, for these reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


@dataclass(frozen=True)
class Column:
    """A column of a data file, and what may stand in it."""

    name: str
    kind: str = "text"  # text, number, date or sources
    optional: bool = False  # may a cell be empty?
    choices: tuple[str, ...] = ()
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class Row:
    """A line of a data file that has been checked."""

    path: Path
    line: int
    values: dict[str, str]

    def text(self, name: str) -> str:
        """Return what stands in the column."""
        return self.values[name]

    def number(self, name: str) -> float:
        """Return the number in the column."""
        return float(self.values[name])

    def whole(self, name: str) -> int:
        """Return the number in the column, which is a whole one."""
        return round(self.number(name))

    def has(self, name: str) -> bool:
        """Tell whether anything stands in the column."""
        return bool(self.values[name])

    @property
    def sources(self) -> list[str]:
        """Return the keys in the column of sources."""
        return [key.strip() for key in self.values.get("source", "").split(";") if key.strip()]


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its name, its columns, and pairs of columns in rising order."""

    file: str
    columns: tuple[Column, ...]
    rising: tuple[tuple[str, str], ...] = ()

    def read(self, folder: Path) -> list[Row]:
        """Read and check the file; raise DataError with every mistake in it."""
        path = folder / self.file
        text = _read_text(path, "a CSV file with the columns " + self._wanted())
        reader = csv.reader(io.StringIO(text, newline=""))
        header = [cell.strip() for cell in next(reader, [])]
        self._check_header(path, header)
        rows: list[Row] = []
        problems: list[Problem] = []
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                problems.append(
                    Problem(
                        path,
                        line,
                        f"{len(cells)} cells in this line, but {len(header)} columns: text "
                        'with a comma in it must stand in double quotation marks ("…")',
                    )
                )
                continue
            row = Row(path, line, dict(zip(header, map(str.strip, cells), strict=True)))
            found = list(self._check_row(row))
            problems += found
            if not found:
                rows.append(row)
        if not rows and not problems:
            problems.append(Problem(path, 1, "no data: expected at least one line of values"))
        if problems:
            raise DataError(problems)
        return rows

    def _wanted(self) -> str:
        return ", ".join(column.name for column in self.columns)

    def _check_header(self, path: Path, header: list[str]) -> None:
        known = {column.name for column in self.columns}
        problems = [
            f'column "{name}" is missing; expected the columns {self._wanted()}'
            for name in (column.name for column in self.columns)
            if name not in header
        ]
        problems += [
            f'unknown column "{name}"; expected the columns {self._wanted()}'
            for name in dict.fromkeys(header)
            if name not in known
        ]
        problems += [
            f'column "{name}" stands there twice' for name in known if header.count(name) > 1
        ]
        if problems:
            raise DataError(Problem(path, 1, message) for message in sorted(problems))

    def _check_row(self, row: Row) -> Iterator[Problem]:
        for column in self.columns:
            value = row.values[column.name]
            expected = ""
            if not value:
                if not column.optional:
                    expected = {
                        "number": "a number such as 1020",
                        "date": "a day such as 1962-10-27",
                        "sources": "a key of the bibliography, or several with semicolons",
                    }.get(column.kind, "some text")
                    yield Problem(
                        row.path,
                        row.line,
                        f'nothing in column "{column.name}"; expected {expected}',
                    )
                continue
            if column.kind == "number" and not _is_number(value):
                expected = "a number such as 1020 or -83.05, without spaces or thousands commas"
            elif column.kind == "sources" and not re.fullmatch(
                r"[\w.:-]+(\s*;\s*[\w.:-]+)*", value
            ):
                expected = "keys of the bibliography, separated by semicolons"
            elif column.limits and not column.limits[0] <= float(value) <= column.limits[1]:
                expected = f"a number from {column.limits[0]:g} to {column.limits[1]:g}"
            elif column.kind == "date" and not _is_date(value):
                expected = "a day such as 1962-10-27"
            elif column.choices and value not in column.choices:
                expected = "one of " + ", ".join(column.choices)
            if expected:
                yield Problem(
                    row.path,
                    row.line,
                    f'"{value}" in column "{column.name}"; expected {expected}',
                )
        for low, high in self.rising:
            first, second = row.values[low], row.values[high]
            if _is_number(first) and _is_number(second) and float(first) > float(second):
                yield Problem(
                    row.path,
                    row.line,
                    f'{first} in column "{low}" is more than {second} in column "{high}"; '
                    "expected the lower number first",
                )


def _is_number(value: str) -> bool:
    return re.fullmatch(r"[+-]?\d+(\.\d+)?", value) is not None and math.isfinite(float(value))


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _read_text(path: Path, expected: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError:
        raise DataError([Problem(path, 1, f"cannot be read; expected {expected}")]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DataError([Problem(path, line, "not UTF-8; save the file as UTF-8")]) from None


@dataclass(frozen=True)
class Shape:
    """A polygon of a map: its name, its kind, and a ring of longitudes and latitudes."""

    name: str
    kind: str
    ring: list[tuple[float, float]]


def read_shapes(path: Path) -> list[Shape]:
    """Read a GeoJSON file of polygons without holes; raise DataError if it is none."""
    expected = "a GeoJSON FeatureCollection of polygons with the properties name and kind"
    text = _read_text(path, expected)
    try:
        features = json.loads(text)["features"]
    except json.JSONDecodeError as error:
        message = f"not JSON ({error.msg}); expected {expected}"
        raise DataError([Problem(path, error.lineno, message)]) from None
    except (KeyError, TypeError):
        message = f'no "features"; expected {expected}'
        raise DataError([Problem(path, 1, message)]) from None
    shapes = []
    for number, feature in enumerate(features, 1):
        try:
            properties, (ring,) = feature["properties"], feature["geometry"]["coordinates"]
            points = [(float(lon), float(lat)) for lon, lat in ring]
            shapes.append(Shape(properties["name"], properties["kind"], points))
        except (KeyError, TypeError, ValueError):
            message = f"feature {number} cannot be used; expected {expected}"
            raise DataError([Problem(path, 1, message)]) from None
    return shapes


# Figures


@dataclass
class Data:
    """What a figure is drawn from."""

    sheets: dict[str, list[Row]]
    shapes: list[Shape]


@dataclass(frozen=True)
class Line:
    """A line of the table behind a figure: reStructuredText, one string a cell."""

    cells: Sequence[str]
    row: Row


@dataclass(frozen=True)
class Table:
    """The table behind a figure."""

    headings: Sequence[str]
    lines: Sequence[Line]
    widths: Sequence[int] = ()


@dataclass(frozen=True)
class Figure:
    """A figure: its data, how it is drawn, and its numbers as a table.

    *check* looks at data whose files are good each by itself, and yields what does not fit.
    """

    name: str
    sheets: dict[str, Sheet]
    draw: Callable[[Data], Drawing]
    table: Callable[[Data], Table]
    shapes: str = ""
    check: Callable[[Data], Iterable[Problem]] = lambda _: ()

    def files(self) -> list[str]:
        """List the data files by name."""
        names = [sheet.file for sheet in self.sheets.values()]
        return [*names, self.shapes] if self.shapes else names

    def read(self, folder: Path) -> Data:
        """Read all data; raise DataError with every mistake in all files."""
        problems: list[Problem] = []
        data = Data({}, [])
        for key, sheet in self.sheets.items():
            try:
                data.sheets[key] = sheet.read(folder)
            except DataError as error:
                problems += error.problems
        if self.shapes:
            try:
                data.shapes = read_shapes(folder / self.shapes)
            except DataError as error:
                problems += error.problems
        problems = problems or list(self.check(data))
        if problems:
            raise DataError(problems)
        return data


def escape(text: str) -> str:
    """Keep plain text plain inside reStructuredText."""
    return re.sub(r"([\\*`|_])", r"\\\1", text)


def cite(sources: Iterable[str]) -> str:
    """Cite these keys of the bibliography, or nothing."""
    keys = ",".join(sources)
    return f":cite:p:`{keys}`" if keys else ""


def load(folder: Path) -> dict[str, Figure]:
    """Return the figures that ``drawings.py`` in this folder names."""
    sys.path.insert(0, str(folder))
    try:
        module = importlib.import_module("drawings")
        origin = Path(module.__file__ or "").resolve()
        if origin != (folder / "drawings.py").resolve():  # another project, same process
            for name in [path.stem for path in folder.glob("*.py")]:
                sys.modules.pop(name, None)
            module = importlib.import_module("drawings")
    finally:
        sys.path.remove(str(folder))
    figures: Iterable[Figure] = module.FIGURES
    return {figure.name: figure for figure in figures}


# Drawing


def register_fonts(folder: Path) -> list[tuple[str, Path, int, str]]:
    """Make the fonts in *folder* known to matplotlib: family, file, weight and style."""
    from matplotlib import font_manager

    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    fonts = []
    for path in sorted([*folder.glob("*.otf"), *folder.glob("*.ttf")]):
        if str(path) not in known:
            font_manager.fontManager.addfont(str(path))
        entry = font_manager.ttfFontProperty(font_manager.get_font(str(path)))
        fonts.append((entry.name, path, int(entry.weight), entry.style))
    return fonts


def font_faces(svg: str, fonts: Iterable[tuple[str, Path, int, str]]) -> str:
    """Return CSS that brings along the letters in *svg*, which then looks alike anywhere."""
    from fontTools import subset  # type: ignore[import-untyped]

    letters = set("".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))
    faces = []
    for family, path, weight, style in fonts:
        if f"'{family}'" not in svg or not _uses(svg, weight, style):
            continue
        options = subset.Options(flavor="woff", notdef_outline=True, layout_features=["kern"])
        options.recalc_timestamp = False
        font = subset.load_font(str(path), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        buffer = io.BytesIO()
        subset.save_font(font, buffer, options)
        code = base64.b64encode(buffer.getvalue()).decode()
        faces.append(
            f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
            f"src:url(data:font/woff;base64,{code}) format('woff')}}"
        )
    return "".join(faces)


def _uses(svg: str, weight: int, style: str) -> bool:
    """Tell whether any text has this weight and style."""
    for found in set(re.findall(r'<text style="([^"]*)"', svg)):
        font = ";".join(part for part in found.split(";") if part.strip().startswith("font"))
        number = re.search(r"\b([1-9]00)\b", font)
        slanted = "italic" in font or "oblique" in font
        if int(number[1] if number else 400) == weight and slanted == (style == "italic"):
            return True
    return False


@contextmanager
def _style(name: str) -> Iterator[None]:
    import matplotlib as mpl

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        yield


def render(figure: Figure, data: Data, fonts: Path) -> dict[str, bytes]:
    """Draw a figure: the bytes of its files, by their endings."""
    known = register_fonts(fonts)
    # They tell of every weight that the second choice of font lacks, and of every step.
    for chatty in ("matplotlib.font_manager", "fontTools"):
        getLogger(chatty).setLevel(ERROR)
    with _style(figure.name):
        drawing = figure.draw(data)
        vector, pixels = io.StringIO(), io.BytesIO()
        no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        drawing.savefig(vector, format="svg", metadata=no_metadata)
        drawing.savefig(pixels, format="png", dpi=200, metadata={"Software": None})
    svg = vector.getvalue().replace("'DejaVu Sans'", "'DejaVu Sans', sans-serif")
    faces = font_faces(svg, known)
    svg = svg.replace("<defs>", f"<defs>\n  <style>{faces}</style>", 1) if faces else svg
    return {"svg": svg.encode(), "png": pixels.getvalue()}


def _stamp(figure: Figure, folder: Path, fonts: Path) -> str:
    """Return what stands for everything that a figure depends on."""
    import matplotlib as mpl

    digest = hashlib.sha256(f"{VERSION} {figure.name} {mpl.__version__}".encode())
    inputs = [folder / name for name in figure.files()]
    inputs += sorted(folder.glob("*.py"))
    inputs += [Path(__file__), *sorted(fonts.glob("*.[ot]tf"))]
    for path in inputs:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _write(path: Path, content: bytes) -> None:
    """Write a file at once, for builds that run side by side."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)


# The extension


@dataclass
class Collection:
    """The figures of a project, kept on the application."""

    folder: Path
    figures: dict[str, Figure] = field(default_factory=dict)
    data: dict[str, Data] = field(default_factory=dict)  # of those without mistakes


COLLECTIONS: dict[int, Collection] = {}
"""By the identity of the application, which cannot carry attributes of ours."""


def draw_all(app: Sphinx) -> None:
    """Read all data, report its mistakes, and draw what is out of date."""
    folder = Path(app.srcdir) / app.config.figures_path
    fonts = Path(app.srcdir) / app.config.figures_fonts
    collection = COLLECTIONS[id(app)] = Collection(folder)
    if not (folder / "drawings.py").is_file():
        logger.warning(
            "no drawings.py in the folder of the figures; expected a module that names them "
            "in FIGURES",
            location=str(folder),
            type="figures",
            subtype="data",
        )
        return
    collection.figures = load(folder)
    told: set[Problem] = set()
    for name, figure in collection.figures.items():
        try:
            data = figure.read(folder)
        except DataError as error:
            for problem in error.problems:
                if problem not in told:  # two figures may share a file
                    told.add(problem)
                    logger.warning(
                        problem.message,
                        location=f"{problem.path}:{problem.line}",
                        type="figures",
                        subtype="data",
                    )
            continue
        collection.data[name] = data
        drawn = folder / DRAWN
        stamp, stamp_file = _stamp(figure, folder, fonts), drawn / f"{name}.stamp"
        files = {ending: drawn / f"{name}.{ending}" for ending in ("svg", "png")}
        fresh = stamp_file.is_file() and stamp_file.read_text("ascii") == stamp
        if fresh and all(path.is_file() for path in files.values()):
            continue
        drawn.mkdir(parents=True, exist_ok=True)
        for ending, content in render(figure, data, fonts).items():
            _write(files[ending], content)
        _write(stamp_file, stamp.encode())


def forget(app: Sphinx, exception: Exception | None) -> None:
    """Let go of the figures when the build is over."""
    COLLECTIONS.pop(id(app), None)


class DataFigure(SphinxDirective):
    """A figure drawn from data, its caption, and its numbers as a table."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "alt": directives.unchanged_required,
        "name": directives.unchanged_required,
        "table": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the figure and the table behind it."""
        name = self.arguments[0]
        collection = COLLECTIONS[id(self.env._app)]
        figure = collection.figures.get(name)
        if figure is None:
            known = ", ".join(sorted(collection.figures)) or "none at all"
            self._warn(f'no figure "{name}"; there are {known}', "unknown")
            return []
        for path in [*figure.files(), *(path.name for path in collection.folder.glob("*.py"))]:
            self.env.note_dependency(str(collection.folder / path))
        if "alt" not in self.options:
            self._warn(
                f'figure "{name}" has no :alt: text; expected a sentence or two for somebody '
                "who cannot see it",
                "alt",
            )
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        if not body.children or not isinstance(body[0], nodes.paragraph):
            self._warn(f'figure "{name}" has no caption; expected a paragraph in it', "caption")
            return []
        data = collection.data.get(name)
        if data is None:  # its data were reported before reading began
            return []
        return [self._figure(name, body, collection), *self._table(figure.table(data))]

    def _warn(self, message: str, subtype: str) -> None:
        logger.warning(message, location=self.get_location(), type="figures", subtype=subtype)

    def _figure(self, name: str, body: nodes.Element, collection: Collection) -> nodes.figure:
        source, line = self.get_source_info()
        where = f"/{collection.folder.relative_to(self.env.srcdir).as_posix()}/{DRAWN}"
        image = nodes.image(
            "", uri=f"{where}/{name}.*", alt=self.options.get("alt", ""), width="100%"
        )
        figure = nodes.figure("", image, classes=["data-figure"])
        caption = nodes.caption("", "", *body[0].children)
        caption.source, caption.line = body[0].source, body[0].line
        figure += caption
        if len(body) > 1:
            figure += nodes.legend("", *body.children[1:])
        for node in (image, figure):
            node.source, node.line = source, line
        figure["names"].append(nodes.fully_normalize_name(self.options.get("name", name)))
        self.state.document.note_explicit_target(figure, figure)
        return figure

    def _table(self, table: Table) -> list[nodes.Node]:
        """Return the table, in a drop-down where sphinx-design is in use."""
        lines = StringList()
        here = self.get_source_info()

        def add(text: str, place: tuple[str, int] = here) -> None:
            lines.append(text, place[0], place[1] - 1)

        folded = directives.directive("dropdown", self.state.memo.language, self.state.document)
        indent = ""
        if folded[0] is not None:
            add(f".. dropdown:: {self.options.get('table', 'The same in a table')}")
            add("   :class-container: data-table")
            add("")
            indent = "   "
        add(f"{indent}.. list-table::")
        add(f"{indent}   :header-rows: 1")
        if table.widths:
            add(f"{indent}   :widths: {' '.join(map(str, table.widths))}")
        add("")
        cites = "sphinxcontrib.bibtex" in self.env._app.extensions
        for cells, place in [
            (list(table.headings), here),
            *((list(line.cells), (str(line.row.path), line.row.line)) for line in table.lines),
        ]:
            for number, cell in enumerate(cells):
                shown = cell if cites else re.sub(r":cite:p:`([^`]*)`", r"\1", cell)
                add(f"{indent}   {'  -' if number else '* -'} {shown}", place)
        add("")
        parent = nodes.Element()
        self.state.nested_parse(lines, 0, parent)
        return parent.children


def add_static(app: Sphinx) -> None:
    """Put the style sheet on the site."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(Path(__file__).parent / "figures_static"))
        app.add_css_file("figures.css")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up."""
    app.add_config_value("figures_path", "figures", "env", frozenset({str}))
    app.add_config_value("figures_fonts", "_ext/typstpdf/fonts", "env", frozenset({str}))
    app.add_directive("data-figure", DataFigure)
    app.connect("builder-inited", draw_all)
    app.connect("builder-inited", add_static)
    app.connect("build-finished", forget)
    return {"version": "1.0", "parallel_read_safe": True, "parallel_write_safe": True}
