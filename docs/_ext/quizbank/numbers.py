"""Short answers that are numbers."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+−]?\.\d+")
TOLERANCE = re.compile(r"(.*?)\s*(?:±|\+/?-)\s*(.*)")


def parse_number(text: str) -> tuple[str, str] | None:
    """Read ``15 ± 1`` or ``42,000``.

    :return: the number and its tolerance as a script would write them (``"15", "1"``; the
        tolerance is ``""`` if there is none), or None if the text is not meant as a number.
    :raise ValueError: if there is a tolerance, but one of its sides is no number.
    """
    if whole := TOLERANCE.fullmatch(text):
        number, tolerance = (plain(side) for side in whole.groups())
        if number is None or tolerance is None or tolerance.startswith("-"):
            raise ValueError(text)
        return number, tolerance
    number = plain(text.rstrip("."))
    return None if number is None else (number, "")


def plain(text: str) -> str | None:
    """Drop the grouping of a number: ``−1,000`` gives ``-1000``; None if it is no number."""
    if not NUMBER.fullmatch(text):
        return None
    return text.replace(",", "").replace("−", "-").removeprefix("+")
