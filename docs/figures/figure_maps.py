"""The two maps of ranges, in the azimuthal equidistant projection.

On such a map every distance from its centre is true, so that a range is a circle. The
formulas are those of J. P. Snyder, Map Projections: A Working Manual, U.S. Geological
Survey Professional Paper 1395 (1987), chapter 25, equations 25-2 to 25-4 and 5-3 on the
sphere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from figure_style import (
    AMERICAN,
    INK,
    LAND,
    LINE,
    SOVIET,
    WIDTH,
    letters,
    sheet,
    thousands,
)
from figures import Data, Line, Problem, Row, Table, cite, escape
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure as Drawing

Numbers = NDArray[np.float64]

RADIUS = 6371.0  # kilometres, the mean radius of the Earth
NAUTICAL = 1.852
NEAR = 10.0  # kilometres by which a launching place may lie off its town

WEST, EAST, TURKEY, ITALY = "San Cristóbal", "Sagua la Grande", "Çiğli", "Gioia del Colle"
"""The sites that the maps turn on."""


def check(data: Data) -> Iterator[Problem]:
    """Tell which sites and missiles are missing."""
    names = {row.text("name") for row in data.sheets["sites"]}
    last = data.sheets["sites"][-1]
    for name in (WEST, EAST, TURKEY, ITALY):
        if name not in names:
            yield Problem(last.path, last.line, f'no site "{name}"; the maps need it')
    allowed = {"cuba": names, "turkey": names & {TURKEY, ITALY}}
    for row in data.sheets["missiles"]:
        base, fit = row.text("base"), sorted(allowed[row.text("map")])
        if base not in fit:
            message = f'"{base}" in column "base"; expected one of {", ".join(fit)}'
            yield Problem(row.path, row.line, message)
    last = data.sheets["missiles"][-1]
    for name in allowed:
        if not chosen(data, "missiles", name):
            yield Problem(last.path, last.line, f'no missile for the map "{name}"')


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return kilometres along the great circle."""
    a, b, c, d = np.radians([lat1, lon1, lat2, lon2])
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return float(2 * RADIUS * np.arcsin(np.sqrt(half)))


def project(lat: Any, lon: Any, centre: tuple[float, float]) -> tuple[Numbers, Numbers]:
    """Return kilometres east and north of the centre."""
    phi, lam = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float))
    phi1, lam0 = np.radians(centre)
    cos_c = np.sin(phi1) * np.sin(phi) + np.cos(phi1) * np.cos(phi) * np.cos(lam - lam0)
    c = np.arccos(np.clip(cos_c, -1.0, 1.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        k = np.where(c < 1e-12, 1.0, c / np.sin(c))
    x = RADIUS * k * np.cos(phi) * np.sin(lam - lam0)
    y = (
        RADIUS
        * k
        * (np.cos(phi1) * np.sin(phi) - np.sin(phi1) * np.cos(phi) * np.cos(lam - lam0))
    )
    return x, y


def circle(lat: float, lon: float, radius: float) -> tuple[Numbers, Numbers]:
    """Return latitudes and longitudes of the points at this distance."""
    angle = np.linspace(0, 2 * np.pi, 181)
    phi, lam, c = np.radians(lat), np.radians(lon), radius / RADIUS
    phi2 = np.arcsin(np.sin(phi) * np.cos(c) + np.cos(phi) * np.sin(c) * np.cos(angle))
    lam2 = lam + np.arctan2(
        np.sin(angle) * np.sin(c) * np.cos(phi), np.cos(c) - np.sin(phi) * np.sin(phi2)
    )
    return np.degrees(phi2), np.degrees(lam2)


def band(site: Row, low: float, high: float, centre: tuple[float, float]) -> Path:
    """Return the ring between two distances from a place."""
    lat, lon = site.number("lat"), site.number("lon")
    outer = np.column_stack(project(*circle(lat, lon, high), centre))
    inner = np.column_stack(project(*circle(lat, lon, low), centre))[::-1]
    codes = [Path.MOVETO, *[Path.LINETO] * (len(outer) - 2), Path.CLOSEPOLY]
    return Path(np.concatenate([outer, inner]), codes * 2)


def ground(axes: Any, data: Data, centre: tuple[float, float]) -> None:
    """Draw land and lakes."""
    for shape in data.shapes:
        lon, lat = np.array(shape.ring).T
        x, y = project(lat, lon, centre)
        colour = "white" if shape.kind == "lake" else LAND
        axes.fill(
            np.round(x, 1), np.round(y, 1), facecolor=colour, edgecolor=LINE, linewidth=0.6,
            joinstyle="round", zorder=1,
        )  # fmt: skip


def tag(axes: Any, x: float, y: float, text: str, **changes: Any) -> None:
    """Write a word that can be read on any ground."""
    properties = letters(ha="center", va="center", zorder=8, **changes)
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.85}
    axes.text(x, y, text, bbox=box, **properties)


def cities(axes: Any, rows: list[Row], centre: tuple[float, float], unit: float) -> None:
    """Draw cities: a dot and a name."""
    for row in rows:
        x, y = (float(v) for v in project(row.number("lat"), row.number("lon"), centre))
        axes.plot([x], [y], "o", ms=4.6, mfc=INK, mec="white", mew=0.8, zorder=9)
        left = row.text("side") == "left"
        axes.text(
            x + (-0.075 if left else 0.075) * unit,
            y + row.number("nudge") * unit,
            row.text("city"),
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
            **letters(ha="right" if left else "left", va="center", zorder=8, weight=600),
        )


def scale(axes: Any, x: float, y: float, length: float, unit: float) -> None:
    """Draw a scale: true along every line through the centre."""
    axes.plot([x, x + length], [y, y], color=INK, lw=1.4, zorder=8, solid_capstyle="butt")
    for end in (x, x + length):
        axes.plot([end, end], [y - 0.05 * unit, y + 0.05 * unit], color=INK, lw=1.4, zorder=8)
    tag(axes, x + length / 2, y + 0.13 * unit, f"{thousands(length)} km")


def frame(left: float, right: float, low: float, high: float) -> tuple[Drawing, Any, float]:
    """Begin a map for this stretch of ground, and the kilometres that an inch stands for."""
    unit = (right - left) / WIDTH
    drawing, axes = sheet((high - low) / unit, (left, right, low, high))
    axes.add_patch(
        Rectangle(
            (left, low), right - left, high - low, facecolor="none", edgecolor=LINE, lw=1.6,
            zorder=20,
        )
    )  # fmt: skip
    return drawing, axes, unit


def place(data: Data, name: str) -> Row:
    """Return the row of the site with this name."""
    return next(row for row in data.sheets["sites"] if row.text("name") == name)


def mark(axes: Any, site: Row, centre: tuple[float, float], colour: str) -> tuple[float, float]:
    """Draw a site: a triangle."""
    x, y = (float(v) for v in project(site.number("lat"), site.number("lon"), centre))
    axes.plot([x], [y], "^", ms=7, mfc=colour, mec="white", mew=0.9, zorder=10)
    return x, y


def chosen(data: Data, sheet_name: str, name: str) -> list[Row]:
    """Return the rows for one of the maps."""
    return [row for row in data.sheets[sheet_name] if row.text("map") == name]


def draw_cuba(data: Data) -> Drawing:
    """Draw ranges from western Cuba."""
    sites = {row.text("name"): row for row in data.sheets["sites"]}
    base = sites[WEST]
    centre = (base.number("lat"), base.number("lon"))
    drawing, axes, unit = frame(-4340, 4340, -4330, 4430)
    ground(axes, data, centre)
    for row in chosen(data, "missiles", "cuba"):
        low, high = row.number("range_km_low"), row.number("range_km_high")
        ring = band(sites[row.text("base")], low, high, centre)
        arrived = row.text("deployed") == "yes"
        axes.add_patch(
            PathPatch(
                ring,
                facecolor=SOVIET if arrived else "none",
                edgecolor="none" if arrived else SOVIET,
                alpha=0.38 if arrived else None,
                hatch=None if arrived else "/////",
                linewidth=0,
                zorder=3,
            )
        )
        axes.add_patch(
            PathPatch(
                ring, facecolor="none", edgecolor=SOVIET, linewidth=1.3 if arrived else 1.0,
                linestyle="-" if arrived else (0, (4, 2.5)), zorder=4,
            )
        )  # fmt: skip
        x, y = (0.0, low - 0.27 * unit) if arrived else (-0.92 * unit, -1.8 * unit)
        text = f"{row.text('short')}: {thousands(low)} to {thousands(high)} km"
        if not arrived:
            text += "\n(planned; none arrived)"
        tag(axes, x, y, text, color=SOVIET, weight=600, linespacing=1.15)
    mark(axes, base, centre, SOVIET)
    x, y = mark(axes, sites[EAST], centre, SOVIET)
    axes.annotate(
        "Missile sites in Cuba",
        (x, y),
        (x + 0.62 * unit, y - 0.02 * unit),
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85},
        arrowprops={"arrowstyle": "-", "color": SOVIET, "lw": 1.0},
        zorder=9,
        **letters(color=SOVIET, ha="left", va="center"),
    )
    cities(axes, chosen(data, "cities", "cuba"), centre, unit)
    scale(axes, -4120, -4130, 2000, unit)
    return drawing


def draw_turkey(data: Data) -> Drawing:
    """Draw ranges from Turkey and Italy."""
    sites = {row.text("name"): row for row in data.sheets["sites"]}
    centre = (sites[TURKEY].number("lat"), sites[TURKEY].number("lon"))
    drawing, axes, unit = frame(-3780, 3120, -2350, 3260)
    ground(axes, data, centre)
    looks = {
        TURKEY: ("-", 0.30, None),
        ITALY: ((0, (5, 2)), 0.0, "/////"),
    }
    for row in chosen(data, "missiles", "turkey"):
        name = row.text("base")
        low, high = row.number("range_km_low"), row.number("range_km_high")
        ring = band(sites[name], low, high, centre)
        line, alpha, hatch = looks[name]
        axes.add_patch(
            PathPatch(
                ring, facecolor=AMERICAN if alpha else "none", alpha=alpha or None, linewidth=0,
                edgecolor="none" if alpha else AMERICAN, hatch=hatch, zorder=3,
            )
        )  # fmt: skip
        axes.add_patch(
            PathPatch(ring, facecolor="none", edgecolor=AMERICAN, lw=1.2, ls=line, zorder=4)
        )
        x, y = mark(axes, sites[name], centre, AMERICAN)
        number = row.whole("number")
        country = "Turkey" if name == TURKEY else "Italy"
        label = f"{number} Jupiters, {country}"
        tag(axes, x, y - 0.2 * unit, label, color=AMERICAN, weight=600)
    example = chosen(data, "missiles", "turkey")[0]
    low, high = example.number("range_km_low"), example.number("range_km_high")
    middle = (low + high) / 2
    for angle, words, from_ in (
        (-38.0, "from Turkey", TURKEY),
        (228.0, "from Italy", ITALY),
    ):
        lat, lon = circle(sites[from_].number("lat"), sites[from_].number("lon"), middle)
        step = round((90 - angle) % 360 / 2)
        east, north = project(lat[step], lon[step], centre)
        tag(
            axes, float(east), float(north),
            f"{thousands(low)} to {thousands(high)} km\n{words}",
            color=AMERICAN, weight=600, linespacing=1.15,
        )  # fmt: skip
    cities(axes, chosen(data, "cities", "turkey"), centre, unit)
    scale(axes, -3560, -2200, 1000, unit)
    return drawing


def _nautical(kilometres: float) -> str:
    return f"{thousands(kilometres)} km ({thousands(kilometres / NAUTICAL)} nm)"


def table(data: Data, name: str, bases: tuple[str, str]) -> Table:
    """List ranges, then distances."""
    lines = []
    for row in chosen(data, "missiles", name):
        number = row.whole("number")
        lines.append(
            Line(
                [
                    f"**{escape(row.text('missile'))}**, {escape(row.text('base'))}: "
                    + (f"{number} missiles" if number else "no missiles arrived"),
                    *(
                        f"{word} {_nautical(row.number(f'range_km_{end}'))} "
                        + cite([row.text(f"source_{end}")])
                        for word, end in (("from", "low"), ("to", "high"))
                    ),
                    f"{escape(row.text('note'))} {cite(row.sources)}",
                ],
                row,
            )
        )
    missile = chosen(data, "missiles", name)[0]
    low, high = missile.number("range_km_low"), missile.number("range_km_high")
    for row in chosen(data, "cities", name):
        away = [
            distance(
                place(data, base).number("lat"),
                place(data, base).number("lon"),
                row.number("lat"),
                row.number("lon"),
            )
            for base in bases
        ]
        lines.append(
            Line(
                [
                    escape(row.text("city")),
                    *(_nautical(kilometres) for kilometres in away),
                    f"{escape(missile.text('short'))}: {_within(away, low, high, bases)}",
                ],
                row,
            )
        )
    headings = ["Missile or city", f"Range, or distance from {bases[0]}",
                f"Range, or distance from {bases[1]}", "What follows"]  # fmt: skip
    return Table(headings, lines, (24, 25, 25, 26))


def _within(away: list[float], low: float, high: float, bases: tuple[str, str]) -> str:
    """Say whether a city is in reach."""
    words = []
    for kilometres, base in zip(away, bases, strict=True):
        if kilometres <= low - NEAR:
            words.append(f"in reach from {base}")
        elif kilometres <= high + NEAR:
            words.append(f"at the edge from {base}")
        else:
            words.append(f"out of reach from {base}")
    first, second = words
    verdict = first.split(" from ")[0]
    if verdict == second.split(" from ")[0]:
        return f"{verdict} from both"
    return f"{first}, {second}"


def table_cuba(data: Data) -> Table:
    """List the numbers behind the map of Cuba."""
    return table(data, "cuba", (WEST, EAST))


def table_turkey(data: Data) -> Table:
    """List the numbers behind the map of Turkey and Italy."""
    return table(data, "turkey", (TURKEY, ITALY))
