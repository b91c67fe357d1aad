"""The figures of the guide: data, drawing and table of each."""

from __future__ import annotations

import figure_charts as charts
import figure_maps as maps
from figures import Column, Figure, Sheet

SOURCE = Column("source", "sources")

MISSILES = Sheet(
    "missiles.csv",
    (
        Column("map", choices=("cuba", "turkey")),
        Column("missile"),
        Column("short"),
        Column("base"),
        Column("deployed", choices=("yes", "no")),
        Column("range_km_low", "number", limits=(1, 20000)),
        Column("range_km_high", "number", limits=(1, 20000)),
        Column("source_low", "sources"),
        Column("source_high", "sources"),
        Column("number", "number"),
        Column("note"),
        SOURCE,
    ),
    rising=(("range_km_low", "range_km_high"),),
)
SITES = Sheet(
    "sites.csv",
    (
        Column("name"),
        Column("lat", "number", limits=(-90, 90)),
        Column("lon", "number", limits=(-180, 180)),
        Column("what"),
        Column("precision", choices=("town", "airfield")),
    ),
)
CITIES = Sheet(
    "cities.csv",
    (
        Column("map", choices=("cuba", "turkey")),
        Column("city"),
        Column("lat", "number", limits=(-90, 90)),
        Column("lon", "number", limits=(-180, 180)),
        Column("side", choices=("left", "right")),
        Column("nudge", "number"),
    ),
)
MAP = {"missiles": MISSILES, "sites": SITES, "cities": CITIES}

FIGURES = [
    Figure(
        "thirteen-days",
        {
            "events": Sheet(
                "events.csv",
                (
                    Column("day", "date"),
                    Column("hour", optional=True),
                    Column("lane", choices=("secret", "public")),
                    Column("label"),
                    Column("event"),
                    SOURCE,
                ),
            )
        },
        charts.draw_days,
        charts.table_days,
    ),
    Figure(
        "ranges-cuba",
        MAP,
        maps.draw_cuba,
        maps.table_cuba,
        "coast-americas.geojson",
        maps.check,
    ),
    Figure(
        "ranges-turkey",
        MAP,
        maps.draw_turkey,
        maps.table_turkey,
        "coast-europe.geojson",
        maps.check,
    ),
    Figure(
        "balance",
        {
            "forces": Sheet(
                "balance.csv",
                (
                    Column("measure"),
                    Column("short"),
                    Column("us_low", "number"),
                    Column("us_high", "number"),
                    Column("ussr_low", "number"),
                    Column("ussr_high", "number"),
                    Column("note"),
                    SOURCE,
                ),
                rising=(("us_low", "us_high"), ("ussr_low", "ussr_high")),
            )
        },
        charts.draw_balance,
        charts.table_balance,
    ),
    Figure(
        "channels",
        {
            "messages": Sheet(
                "channels.csv",
                (
                    Column("lane", choices=tuple(charts.LANES)),
                    Column("day", "number", limits=(charts.FIRST, charts.LAST)),
                    Column("direction", choices=("down", "up", "both")),
                    Column("label", optional=True),
                    Column("style", choices=("plain", "doubt", "planned")),
                    Column("message"),
                    SOURCE,
                ),
            )
        },
        charts.draw_channels,
        charts.table_channels,
    ),
    Figure(
        "circle",
        {
            "groups": Sheet(
                "circle.csv",
                (
                    Column("secret", choices=tuple(charts.SECRETS)),
                    Column("group"),
                    Column("first", "number", limits=(16, 28)),
                    Column("last", "number", limits=(16, 28)),
                    Column("state", choices=tuple(charts.STATES)),
                    Column("note", optional=True),
                    SOURCE,
                ),
                rising=(("first", "last"),),
            )
        },
        charts.draw_circle,
        charts.table_circle,
    ),
]
