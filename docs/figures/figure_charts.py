"""The figures that are no maps: days, forces, channels, and who knew."""

from __future__ import annotations

import textwrap
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from figure_style import (
    AMERICAN,
    AMERICAN_PALE,
    INK,
    LINE,
    NEUTRAL,
    PALE,
    SOFT,
    SOVIET,
    SOVIET_PALE,
    WIDTH,
    letters,
    sheet,
    span,
)
from figures import Data, Line, Row, Table, cite, escape
from matplotlib.patches import FancyBboxPatch, Rectangle

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

STEP = 0.172
"""Inches from one line of text to the next."""


# Thirteen days


def _day(row: Row) -> date:
    return date.fromisoformat(row.text("day"))


def draw_days(data: Data) -> Drawing:
    """Draw a day a row: what was kept secret to the left, what was public to the right."""
    days = [(day, list(rows)) for day, rows in groupby(data.sheets["events"], _day)]
    top, gap, centre, half = 0.62, 0.3, WIDTH / 2, 0.41
    heights = []
    for _, rows in days:
        lanes = [[r for r in rows if r.text("lane") == lane] for lane in ("secret", "public")]
        count = max(sum(len(_words(row)) for row in lane) for lane in lanes)
        heights.append(max(count * STEP + 0.15, 0.36))
    breaks = sum((second[0] - first[0]).days > 1 for first, second in pairwise(days))
    height = top + sum(heights) + breaks * gap + 0.06
    drawing, axes = sheet(height)
    y, rest = top, []
    previous: date | None = None
    ends: dict[str, float] = {}
    for (day, rows), tall in zip(days, heights, strict=True):
        if previous and (day - previous).days > 1:
            rest.append(y + gap / 2)
            y += gap
        thirteen = date(1962, 10, 16) <= day <= date(1962, 10, 28)
        if day == date(1962, 10, 16):
            ends["first"] = y
        if day == date(1962, 10, 28):
            ends["last"] = y + tall
        if day == date(1962, 10, 22):
            ends["speech"] = y
        axes.add_patch(
            FancyBboxPatch(
                (centre - half + 0.03, y + 0.025), 2 * half - 0.06, tall - 0.05,
                boxstyle="round,pad=0,rounding_size=0.05", linewidth=1.1,
                facecolor=INK if thirteen else "white", edgecolor=INK, zorder=3,
            )
        )  # fmt: skip
        axes.text(
            centre, y + tall / 2, f"{day:%a} {day.day} {day:%b}",
            **letters(color="white" if thirteen else INK, ha="center", va="center_baseline",
                      weight=600, zorder=4),
        )  # fmt: skip
        for lane, sign, align in (("secret", -1, "right"), ("public", 1, "left")):
            lines = [line for row in rows if row.text("lane") == lane for line in _words(row)]
            start = y + tall / 2 - (len(lines) - 1) * STEP / 2
            for number, (text, strong) in enumerate(lines):
                axes.text(
                    centre + sign * (half + 0.1), start + number * STEP, text,
                    **letters(ha=align, va="center_baseline", zorder=4,
                              weight=600 if strong else 400),
                )  # fmt: skip
        axes.plot([0.0, WIDTH], [y + tall, y + tall], color=PALE, lw=0.6, zorder=1)
        y += tall
        previous = day
    # The secret week and the public one.
    for x, low, high, colour in (
        (0, ends["first"], ends["speech"], SOVIET_PALE),
        (centre + half, ends["speech"], ends["last"], AMERICAN_PALE),
    ):
        axes.add_patch(
            Rectangle((x, low), centre - half, high - low, facecolor=colour, lw=0, zorder=0)
        )
    aside = letters(ha="left", va="center_baseline", color=SOFT, style="italic")
    axes.text(
        centre + half + 0.1, ends["first"] + 0.18, "dark dates: the thirteen days", **aside
    )
    axes.text(centre + half + 0.1, ends["speech"] - 0.54, "six days in which", **aside)
    axes.text(centre + half + 0.1, ends["speech"] - 0.18, "the public is not told", **aside)
    for x, align, text, note, colour in (
        (centre - half - 0.1, "right", "Kept secret", "known to a few", SOVIET),
        (centre + half + 0.1, "left", "In public", "for all to see", AMERICAN),
    ):
        axes.text(
            x, 0.2, text, **letters(ha=align, va="center", size=12.5, weight=600, color=colour)
        )
        axes.text(x, 0.42, note, **letters(ha=align, va="center", color=SOFT))
    axes.text(centre, 0.3, "1962", **letters(ha="center", va="center", size=12.5, weight=600))
    for middle in rest:
        for shift in (-0.07, 0.0, 0.07):
            axes.plot([centre], [middle + shift], "o", ms=2.4, color=INK, zorder=4)
    return drawing


def _words(row: Row) -> list[tuple[str, bool]]:
    """Break an event into lines of text, and tell of each whether it is strong."""
    strong = row.text("label") in {
        "Kennedy is told; first meetings",
        "Kennedy tells the world",
        "Moscow radio: the missiles will go",
        "The promise about Turkey",
    }
    return [(line, strong) for line in textwrap.wrap(row.text("label").replace("'", "’"), 38)]


def table_days(data: Data) -> Table:
    """List the events in order."""
    lines = []
    for row in data.sheets["events"]:
        day = _day(row)
        when = f"{day:%a} {day.day} {day:%b}"
        if row.has("hour"):
            when += f", {row.text('hour')}"
        how = {"secret": "kept secret", "public": "in public"}[row.text("lane")]
        lines.append(Line([when, escape(row.text("event")), how, cite(row.sources)], row))
    return Table(
        ["Day (Washington time)", "What happened", "How", "Source"], lines, (20, 46, 14, 20)
    )


# Strategic balance


def draw_balance(data: Data) -> Drawing:
    """Draw three measures with a scale each: a bar to the low figure, hatched to the high."""
    rows = data.sheets["forces"]
    block, top, left, right = 1.12, 0.42, 0.95, 1.25
    drawing, axes = sheet(top + block * len(rows) - 0.08)
    room = WIDTH - left - right
    x = 0.0
    for colour, words, hatched in (
        (INK, "lowest estimate", False),
        (INK, "up to the highest", True),
    ):
        axes.add_patch(
            Rectangle(
                (x, 0.1), 0.3, 0.14, facecolor="white" if hatched else colour, edgecolor=colour,
                hatch="//////" if hatched else "", lw=0.9,
            )
        )  # fmt: skip
        axes.text(x + 0.37, 0.17, words, **letters(va="center_baseline", ha="left"))
        x += 1.6
    axes.text(
        WIDTH, 0.17, "each pair has its own scale",
        **letters(va="center_baseline", ha="right", color=SOFT, style="italic"),
    )  # fmt: skip
    for number, row in enumerate(rows):
        y = top + number * block
        axes.text(
            0, y + 0.14, row.text("short"),
            **letters(size=11.5, weight=600, va="center_baseline", ha="left"),
        )  # fmt: skip
        most = row.number("us_high")
        for place, (side, low, high, colour) in enumerate(
            (
                ("American", row.number("us_low"), row.number("us_high"), AMERICAN),
                ("Soviet", row.number("ussr_low"), row.number("ussr_high"), SOVIET),
            )
        ):
            middle = y + 0.41 + place * 0.32
            axes.text(
                left - 0.1, middle, side,
                **letters(color=colour, weight=600, ha="right", va="center_baseline"),
            )  # fmt: skip
            a, b = room * low / most, room * high / most
            axes.add_patch(
                Rectangle(
                    (left, middle - 0.115), a, 0.23, facecolor=colour, edgecolor=colour, lw=0.9
                )
            )
            axes.add_patch(
                Rectangle(
                    (left + a, middle - 0.115), b - a, 0.23, facecolor="white",
                    edgecolor=colour, hatch="//////", lw=0.9,
                )
            )  # fmt: skip
            axes.text(
                left + b + 0.09, middle, span(low, high),
                **letters(color=INK, weight=600, ha="left", va="center_baseline"),
            )  # fmt: skip
        axes.plot([left, left], [y + 0.26, y + 0.88], color=INK, lw=0.9)
    return drawing


def table_balance(data: Data) -> Table:
    """List the forces."""
    lines = [
        Line(
            [
                escape(row.text("measure")),
                span(row.number("us_low"), row.number("us_high")),
                span(row.number("ussr_low"), row.number("ussr_high")),
                f"{escape(row.text('note'))} {cite(row.sources)}",
            ],
            row,
        )
        for row in data.sheets["forces"]
    ]
    headings = ["Measure", "United States", "Soviet Union", "What is counted"]
    return Table(headings, lines, (28, 16, 16, 40))


# Channels

LANES: dict[str, tuple[str, str, str]] = {
    "letters": ("Letters by\nembassy", "Washington", "Moscow"),
    "public": ("Radio and\npress", "Washington", "Moscow"),
    "dobrynin": ("R. Kennedy and\nDobrynin", "Washington", "Moscow"),
    "private": ("Private\npersons", "Washington", "Moscow"),
    "un": ("U Thant,\nNew York", "Washington", "Moscow"),
    "havana": ("Soviet embassy\nin Havana", "Moscow", "Havana"),
    "brazil": ("By way of\nBrazil", "Washington", "Havana"),
}
FIRST, LAST = 22, 30
CAPITALS = {"Washington": AMERICAN, "Moscow": SOVIET, "Havana": NEUTRAL}


def draw_channels(data: Data) -> Drawing:
    """Draw a lane for each channel, a column for each day, an arrow for each message."""
    rows = data.sheets["messages"]
    left, top, lane, gap = 1.98, 0.42, 0.64, 0.26
    drawing, axes = sheet(top + len(LANES) * (lane + gap) - gap + 0.12)
    column = (WIDTH - left - 0.14) / (LAST - FIRST + 1)
    bottom = top + len(LANES) * (lane + gap) - gap
    for day in range(FIRST, LAST + 1):
        x = left + (day - FIRST + 0.5) * column
        axes.text(x, 0.17, f"{day}", **letters(weight=600, ha="center", va="center_baseline"))
        axes.plot([x, x], [top - 0.06, bottom], color=PALE, lw=0.7, zorder=0)
    axes.text(
        left - 0.1,
        0.17,
        "October 1962",
        **letters(color=SOFT, ha="right", va="center_baseline"),
    )
    for number, (name, (title, upper, lower)) in enumerate(LANES.items()):
        y = top + number * (lane + gap)
        axes.add_patch(
            Rectangle((left, y), WIDTH - left, lane, facecolor="#f3f4f6", lw=0, zorder=-1)
        )
        for edge, capital in ((y, upper), (y + lane, lower)):
            axes.plot(
                [left, WIDTH], [edge, edge], color=CAPITALS[capital], lw=1.6,
                ls="-" if capital == "Washington" else "--" if capital == "Moscow" else ":",
                zorder=2,
            )  # fmt: skip
            axes.text(
                left - 0.08, edge, capital,
                **letters(color=CAPITALS[capital], ha="right", va="center", size=9.5),
            )  # fmt: skip
        axes.text(
            0, y + lane / 2, title,
            **letters(weight=600, ha="left", va="center", linespacing=1.1),
        )  # fmt: skip
        for day in range(FIRST, LAST + 1):
            found = [r for r in rows if r.text("lane") == name and r.whole("day") == day]
            for place, row in enumerate(found):
                shift = (place - (len(found) - 1) / 2) * 0.24
                x = left + (day - FIRST + 0.5) * column + shift
                _arrow(axes, row, x, y, lane, upper, lower)
    return drawing


def _arrow(
    axes: Any, row: Row, x: float, y: float, lane: float, upper: str, lower: str
) -> None:
    """Draw a message as an arrow from one edge of its lane to the other."""
    direction, style = row.text("direction"), row.text("style")
    dashed = (0, (2.2, 1.6)) if style != "plain" else "-"
    if direction == "both":
        middle = y + lane / 2
        ends = [((x, middle), (x, y + 0.02)), ((x, middle), (x, y + lane - 0.02))]
        colour = NEUTRAL
    elif direction == "down":
        ends, colour = [((x, y), (x, y + lane - 0.02))], CAPITALS[upper]
    else:
        ends, colour = [((x, y + lane), (x, y + 0.02))], CAPITALS[lower]
    for start, end in ends:
        axes.annotate(
            "", end, start, zorder=4,
            arrowprops={"arrowstyle": "-|>,head_width=0.26,head_length=0.5", "color": colour,
                        "lw": 2.0, "ls": dashed, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    if direction == "both":
        axes.plot([x], [y + lane / 2], "o", ms=6.5, mec=colour, mfc="white", mew=1.8, zorder=5)
    axes.text(
        x + (0.09 if direction == "both" else 0.055), y + lane / 2, row.text("label"),
        **letters(ha="left", va="center", size=9.5, zorder=6),
    )  # fmt: skip


def table_channels(data: Data) -> Table:
    """List the messages lane by lane."""
    lines = []
    for row in data.sheets["messages"]:
        title, upper, lower = LANES[row.text("lane")]
        way = {
            "down": f"{upper} to {lower}",
            "up": f"{lower} to {upper}",
            "both": "New York to both",
        }[row.text("direction")]
        if row.text("lane") == "private" and row.text("style") == "doubt":
            way = "in Washington; who sent it is disputed"
        lines.append(
            Line(
                [
                    escape(title.replace("\n", " ")),
                    f"{row.whole('day')} Oct",
                    way,
                    f"{escape(row.text('message'))} {cite(row.sources)}",
                ],
                row,
            )
        )
    return Table(["Channel", "Day", "From and to", "Message"], lines, (22, 10, 22, 46))


# The circle

SECRETS = {
    "missiles": "The missiles in Cuba",
    "turkey": "The promise about Turkey",
}
STATES = {"room": "in the room", "told": "told", "out": "not told"}


def draw_circle(data: Data) -> Drawing:
    """Draw a row for each group, a column for each day."""
    rows = data.sheets["groups"]
    left, cell, head = 2.42, 0.3, 0.42
    column = (WIDTH - left) / 13
    groups = {key: list(dict.fromkeys(r.text("group") for r in rows if r.text("secret") == key))
              for key in SECRETS}  # fmt: skip
    height = 0.42 + sum(head + 0.22 + cell * len(names) for names in groups.values()) + 0.02
    drawing, axes = sheet(height)
    x = 0.0
    for state, words in STATES.items():
        _cell(axes, x + 0.01, 0.08, 0.3, 0.2, state)
        axes.text(x + 0.39, 0.18, words, **letters(ha="left", va="center_baseline"))
        x += 1.4 if state == "room" else 1.08
    axes.text(x, 0.18, "no box: not known", **letters(ha="left", va="center_baseline"))
    y = 0.42
    for key, title in SECRETS.items():
        axes.text(
            0,
            y + 0.28,
            title,
            **letters(size=11.5, weight=600, ha="left", va="center_baseline"),
        )
        for day in range(16, 29):
            axes.text(
                left + (day - 15.5) * column, y + 0.28, f"{day}",
                **letters(weight=600, ha="center", va="center_baseline", color=SOFT),
            )  # fmt: skip
        y += head
        for name in groups[key]:
            axes.text(0, y + cell / 2, name, **letters(ha="left", va="center_baseline"))
            for row in rows:
                if row.text("secret") == key and row.text("group") == name:
                    for day in range(row.whole("first"), row.whole("last") + 1):
                        _cell(
                            axes, left + (day - 16) * column + 0.015, y + 0.03,
                            column - 0.03, cell - 0.06, row.text("state"),
                        )  # fmt: skip
            y += cell
        if key == "turkey":
            axes.text(
                left + 5.5 * column, y - cell * len(groups[key]) / 2,
                "made on the evening of 27 October",
                **letters(color=SOFT, ha="center", va="center", style="italic"),
            )  # fmt: skip
        y += 0.22
    return drawing


def _cell(axes: Any, x: float, y: float, wide: float, tall: float, state: str) -> None:
    """Draw a day of a group: full, hatched or empty."""
    look: dict[str, Any] = {
        "room": {"facecolor": AMERICAN, "edgecolor": AMERICAN},
        "told": {"facecolor": AMERICAN_PALE, "edgecolor": AMERICAN, "hatch": "/////"},
        "out": {"facecolor": "white", "edgecolor": LINE},
    }[state]
    axes.add_patch(Rectangle((x, y), wide, tall, lw=0.9, **look))


def table_circle(data: Data) -> Table:
    """List the groups with their days."""
    lines = []
    for row in data.sheets["groups"]:
        first, last = row.whole("first"), row.whole("last")
        days = f"{first} Oct" if first == last else f"{first} to {last} Oct"
        lines.append(
            Line(
                [
                    SECRETS[row.text("secret")],
                    escape(row.text("group")),
                    days,
                    STATES[row.text("state")],
                    f"{escape(row.text('note'))} {cite(row.sources)}".strip(),
                ],
                row,
            )
        )
    return Table(["Secret", "Who", "When", "State", "How we know"], lines, (15, 22, 13, 11, 39))
