"""The order in which options are shown: mixed, and always the same."""

from __future__ import annotations

from hashlib import sha256


def digest(text: str) -> str:
    """Return eight hex digits that stand for a text."""
    return sha256(text.encode()).hexdigest()[:8]


def shuffled(seed: str, count: int, *, strictly: bool = False) -> list[int]:
    """Mix the numbers from 0 to *count* - 1 by a seed.

    Only the seed and the count matter, so that the order is the same in every output and
    every language. With *strictly* the result is never the order written.
    """
    order = sorted(range(count), key=lambda place: digest(f"{seed} {place}"))
    if strictly and count > 1 and order == list(range(count)):
        order = [*order[1:], order[0]]
    return order


def letter(place: int) -> str:
    """Return the letter of an option: 0 is A; after Z come AA, AB."""
    high, low = divmod(place, 26)
    return ("" if high == 0 else letter(high - 1)) + chr(ord("A") + low)
