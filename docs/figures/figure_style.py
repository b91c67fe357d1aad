"""What all figures share: colours, letters, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 6.3
"""Inches: the width of the text on A4."""

SIZE = 10.0
"""Points, at that width."""

# On white: letters at least 4.5 to 1, marks at least 3 to 1. Each also differs by shape,
# hatching or a word beside it.
INK = "#1b2330"
SOFT = "#535d6b"
LINE = "#858c96"
PALE = "#d5d9de"
LAND = "#ece8dd"
AMERICAN = "#1c5a96"
AMERICAN_PALE = "#d9e6f2"
SOVIET = "#a92a1f"
SOVIET_PALE = "#f6dfdb"
NEUTRAL = "#5b3f8c"

FONTS = ["Source Sans 3", "DejaVu Sans"]


def letters(**changes: Any) -> dict[str, Any]:
    """Return the properties of a text."""
    return {"family": FONTS, "size": SIZE, "color": INK, **changes}


def sheet(height: float, bounds: Sequence[float] | None = None) -> tuple[Drawing, Any]:
    """Begin an empty figure with one pair of axes, in inches from the top left."""
    drawing = Drawing(figsize=(WIDTH, height), facecolor="white")
    FigureCanvasAgg(drawing)
    axes: Any = drawing.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    if bounds is None:
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(height, 0)
    else:
        axes.set_xlim(bounds[0], bounds[1])
        axes.set_ylim(bounds[2], bounds[3])
    return drawing, axes


def thousands(value: float) -> str:
    """Return a number as it is printed."""
    return f"{value:,.0f}"


def span(low: float, high: float) -> str:
    """Return two numbers as they are printed, or one if they are the same."""
    return thousands(low) if low == high else f"{thousands(low)} to {thousands(high)}"
