"""The outline of a question: its lines divided into segments, slips of indentation mended."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizbank.draft import Block, Mistake, dedent, indent_of

BOX = re.compile(
    r"(?P<bullet>[-*+•‣⁃])(?P<gap>\s*)\[(?P<box>\s*[^\[\]\s]{0,2}\s*)\](?![_(])"
    r"(?P<after>\s*)(?P<text>.*)"
)
NESTED_BOX = re.compile(r"[-*+•‣⁃]\s+\[[xX ]\](\s|$)")
BULLET = re.compile(r"[-*+•‣⁃](?:\s+|$)(.*)")
NUMBERED = re.compile(r"(?P<mark>\(?(?P<label>#|\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+)[.)])(?:\s+|$)")
ANSWER = re.compile(r":answer:(?:\s+(?P<text>.*)|$)", re.IGNORECASE)
DIRECTIVE = re.compile(
    r"\.\.\s+(?P<name>hint|explanation|model-answer|question)(?P<colons>:{0,2})(?=\s|$)"
    r"\s*(?P<text>.*)",
    re.IGNORECASE,
)

#: Directives inside a question; a segment that is one has its name for a kind.
DIRECTIVES = {"hint", "explanation", "model-answer", "question"}


class Segment(NamedTuple):
    """A run of lines that belong together."""

    kind: str  #: option, answer, markup, items, pairs, bullets, gap, text or a directive's name
    start: int
    stop: int


class Outline:
    """The lines of a question, told apart by what stands at their beginning."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = list(lines)
        self.head = 0  #: the first line of the body
        self.mistakes: list[Mistake] = []

    def mistake(self, line: int, subtype: str, message: str) -> None:
        """Note what is wrong, one mistake a line."""
        if all(line != told.line for told in self.mistakes):
            self.mistakes.append(Mistake(line, subtype, message))

    # -- slips of indentation --------------------------------------------------------------

    def straighten_body(self) -> None:
        """Take off what the whole body is indented by."""
        body = dedent([(line, self.lines[line]) for line in range(self.head, len(self.lines))])
        for line, text in body:
            self.lines[line] = text

    def shift(self, start: int) -> None:
        """Move the line and what follows at its depth or deeper to the left margin."""
        margin = indent_of(self.lines[start])
        for line in range(start, len(self.lines)):
            text = self.lines[line]
            if text.strip() and indent_of(text) < margin:
                break
            self.lines[line] = text[margin:]

    def straighten_nested(self) -> None:
        """Tell of options and hints that are indented, and move them out."""
        for line in range(self.head, len(self.lines)):
            text = self.lines[line]
            margin = indent_of(text)
            rest = text[margin:]
            directive = DIRECTIVE.match(rest)
            if not margin or not (NESTED_BOX.match(rest) or directive):
                continue
            owner = next(
                (
                    self.lines[above]
                    for above in range(line - 1, self.head - 1, -1)
                    if self.lines[above].strip() and indent_of(self.lines[above]) < margin
                ),
                "",
            )
            if owner.endswith("::") or owner.lstrip().startswith(".. "):
                continue
            what = f"'.. {directive['name']}::'" if directive else "this option"
            self.mistake(line, "indent", f"{what} is indented: start it at the left margin")
            self.shift(line)

    def straighten_list(self, segments: list[Segment]) -> bool:
        """Where no answer was found, look for an indented list; whether there was one."""
        for segment in reversed(segments):
            if segment.kind not in {"text", "gap", "pairs"}:
                continue
            for line in range(segment.start + 1, segment.stop):
                text = self.lines[line].lstrip()
                deep = line + 1 < segment.stop and self.deeper(line, line + 1)
                numbered = NUMBERED.match(text)
                if indent_of(self.lines[line]) and (
                    deep or ANSWER.match(text) or (numbered and numbered["label"] in {"#", "1"})
                ):
                    below = ", below a blank line" if self.lines[line - 1].strip() else ""
                    self.mistake(
                        line, "indent", f"indented list: start it at the left margin{below}"
                    )
                    self.shift(line)
                    return True
        return False

    def deeper(self, line: int, below: int) -> bool:
        """Whether a line is indented deeper than another."""
        text = self.lines[below]
        return bool(text.strip()) and indent_of(text) > indent_of(self.lines[line])

    # -- segments --------------------------------------------------------------------------

    def split(self) -> list[Segment]:
        """Divide the body into segments at blank lines and at marks of an answer."""
        segments: list[Segment] = []
        line = self.head
        while line < len(self.lines):
            if not self.lines[line].strip():
                line += 1
                continue
            start, kind = line, self.mark(line)
            line += 1
            while line < len(self.lines) and not self.begins(line, kind):
                line += 1
            segments.append(Segment(kind or self.sort_text(start, line), start, line))
        return segments

    def mark(self, line: int) -> str:
        """Tell what a line at the left margin starts, if it starts a part of the answer."""
        text = self.lines[line]
        if box := BOX.match(text):
            return "option" if box["gap"] or box["bullet"] == "-" else ""
        if ANSWER.match(text):
            return "answer"
        directive = DIRECTIVE.match(text)
        return directive["name"].lower() if directive else ""

    def begins(self, line: int, kind: str) -> bool:
        """Whether a line begins a new segment; tell if a blank line is missing before it."""
        text = self.lines[line]
        if not text.strip() or text[0].isspace():
            return False
        blank = not self.lines[line - 1].strip()
        mark = self.mark(line)
        alike = mark == kind or {mark, kind} <= DIRECTIVES
        if mark and not blank and not alike:
            what = {"option": "the list", "answer": "':answer:'"}.get(mark, "this directive")
            self.mistake(line, "blank", f"no blank line before {what}: put one there")
        if mark or blank:
            return True
        if kind == "option" and BULLET.match(text):
            return True
        if kind in {"answer", *DIRECTIVES}:
            return True
        if not kind:
            return self.begins_list(line)
        return False

    def begins_list(self, line: int) -> bool:
        """Whether a list begins in the middle of a paragraph; tell that a blank is missing."""
        start = line
        while start > self.head and self.lines[start - 1].strip():
            start -= 1
        above = self.lines[start:line]
        if above[0].startswith("..") or any(
            NUMBERED.match(text) or indent_of(text) for text in above
        ):
            return False
        numbered = NUMBERED.match(self.lines[line])
        pair = line + 1 < len(self.lines) and self.deeper(line, line + 1)
        if pair or (numbered and numbered["label"] in {"#", "1"}):
            self.mistake(line, "blank", "no blank line before the list: put one there")
            return True
        return False

    def sort_text(self, start: int, stop: int) -> str:
        """Sort a segment that bears no mark."""
        text = self.lines[start]
        pair = start + 1 < stop and self.deeper(start, start + 1)
        if text.startswith("..") or text.startswith("__"):
            return "markup"
        if NUMBERED.match(text):
            letter = NUMBERED.match(text)["label"].isalpha()  # type: ignore[index]
            return "pairs" if letter and pair else "items"
        if BULLET.match(text):
            return "bullets"
        if pair and not text.endswith("::"):
            return "pairs"
        tail = [line for line in range(start + 1, stop) if self.lines[line].strip()]
        if tail and indent_of(self.lines[tail[0]]) and tail[0] > start + 1:
            return "text" if text.rstrip().endswith((".", "?", "!", ":", ";")) else "gap"
        return "text"

    def is_comment(self, segment: Segment) -> bool:
        """Whether a segment is a comment."""
        text = self.lines[segment.start]
        marked = re.match(r"\.\.\s+(?:[\w:+.-]+::(?:\s|$)|_|\[|\|)|__", text)
        return segment.kind == "markup" and not marked

    def block(self, segment: Segment) -> Block:
        """Return the lines of a segment."""
        return [(line, self.lines[line]) for line in range(segment.start, segment.stop)]
