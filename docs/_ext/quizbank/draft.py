"""A question as written: what a scan of its lines finds.

Lines are counted from 0, from the first line of the directive's content.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

LEVELS = ("recall", "understand", "apply", "evaluate")
OPTIONS = ("level", "claims", "fixed", "was")
LINES = 6  #: ruled lines for an open answer, unless the author says otherwise

Block = list[tuple[int, str]]
"""Source lines with their places in the content, indentation taken off."""


class Mistake(NamedTuple):
    """Something wrong: where, a subtype for ``suppress_warnings``, what and how to mend it.

    The line -1 is that of the directive.
    """

    line: int
    subtype: str
    message: str


@dataclass
class Entry:
    """One option, item, pair or answer; ``more`` is its feedback or its match."""

    line: int
    text: Block
    more: Block = field(default_factory=list)
    right: bool = False


@dataclass
class Draft:
    """A question as written."""

    qid: str = ""
    level: str = ""
    claims: list[str] = field(default_factory=list)
    was: list[str] = field(default_factory=list)
    fixed: bool = False
    places: dict[str, int] = field(default_factory=dict)  #: lines of the options
    shape: str = ""  #: options, items, pairs, answers, model, or "" if there is no answer
    prompt: Block = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    model: Block = field(default_factory=list)
    lines: int = LINES
    ruled: bool = False  #: whether the author said how many
    hints: list[Block] = field(default_factory=list)
    explanation: Block = field(default_factory=list)
    inner: list[Block] = field(default_factory=list)  #: questions inside, to be moved out
    mistakes: list[Mistake] = field(default_factory=list)


def indent_of(text: str) -> int:
    """Return by how much a line is indented."""
    return len(text) - len(text.lstrip())


def dedent(block: Block) -> Block:
    """Take off what all lines are indented by, and blank lines at both ends."""
    while block and not block[0][1].strip():
        block = block[1:]
    while block and not block[-1][1].strip():
        block = block[:-1]
    margin = min((indent_of(text) for _, text in block if text.strip()), default=0)
    return [(line, text[margin:]) for line, text in block]


def joined(block: Block, more: Block) -> Block:
    """Put one block below another, a blank line between them."""
    return [*block, (more[0][0] - 1, ""), *more] if block and more else block or more
