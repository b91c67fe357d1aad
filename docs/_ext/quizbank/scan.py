"""Read the source lines of a question: what is the prompt, what the answer, what is wrong.

reStructuredText turns many slips of the pen silently into something else (feedback without a
blank line before it joins the option; ``A. Dobrynin calls`` loses its *A.*). So the outline of
a question is read from its lines, where such slips can still be seen, and only what stands
inside (prompt, feedback, hints …) goes to the reStructuredText parser, piece by piece.

This module reads the options and the answer; see :mod:`quizbank.outline` for the outline.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from quizbank.draft import LEVELS, OPTIONS, Block, Draft, Entry, dedent, indent_of, joined
from quizbank.outline import (
    ANSWER,
    BOX,
    BULLET,
    DIRECTIVE,
    DIRECTIVES,
    NUMBERED,
    Outline,
    Segment,
)

WIDTH = 72  #: a line that could have taken the next word within this width was not wrapped

OPTION = re.compile(r":(?P<name>[a-zA-Z][\w-]*):(?:\s+(?P<value>.*)|$)")
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

#: The kinds of segment that make up an answer, by its shape.
WANTED = {
    "options": {"option", "bullets"},
    "answers": {"answer"},
    "items": {"items"},
    "pairs": {"pairs", "gap"},
    "model": {"model-answer"},
    "": set[str](),
}


def scan(lines: list[str], *, argument: bool) -> Draft:
    """Read a question.

    :param lines: the content of the directive, its options included.
    :param argument: whether the first line stood on the line of the directive itself.
    """
    return Scanner(lines, argument=argument).draft


class Scanner(Outline):
    """One pass over the lines of a question; the result is ``draft``."""

    def __init__(self, lines: list[str], *, argument: bool) -> None:
        super().__init__(lines)
        self.draft = Draft()
        self.explained = False
        self.closed = False  # whether a hint or an explanation has ended the answer
        self.head = self.read_options(argument=argument)
        self.straighten_body()
        self.straighten_nested()
        segments = self.split()
        if not self.shape_of(segments) and self.straighten_list(segments):
            segments = self.split()
        self.draft.shape = self.shape_of(segments)
        self.distribute(segments)
        self.draft.mistakes = sorted(self.mistakes)

    # -- the head: id and options ----------------------------------------------------------

    def read_options(self, *, argument: bool) -> int:
        """Read the id and the options; return the first line of the body."""
        line = int(argument)
        self.check_id(self.lines[0].strip() if argument else "")
        if not argument and self.lines and not OPTION.match(self.lines[0].strip()):
            return 0
        seen = self.draft.places
        while line < len(self.lines) and self.lines[line].strip():
            match = OPTION.match(self.lines[line].strip())
            if match is None or match["name"] == "answer":
                what = "its options" if seen else "the id of the question"
                self.mistake(line, "blank", f"no blank line after {what}: put one before this")
                break
            line = self.read_option(line, match, seen)
        return line

    def check_id(self, qid: str) -> None:
        """Note the id; tell if it is missing or has bad characters."""
        self.draft.qid = qid
        if not qid:
            self.mistake(
                -1,
                "id",
                "no id: write one after '.. question::', such as 'rfk-carries-the-offer'",
            )
        elif not IDENTIFIER.fullmatch(qid):
            self.mistake(
                -1,
                "id",
                f"bad id {qid!r}: use lower-case letters, digits and single hyphens between "
                "them, as in 'rfk-carries-the-offer'",
            )

    def read_option(self, line: int, match: re.Match[str], seen: dict[str, int]) -> int:
        """Read one option and the lines that go on with it; return the line after it."""
        name, value, start = match["name"], match["value"] or "", line
        margin = indent_of(self.lines[line])
        line += 1
        while (
            line < len(self.lines)
            and self.lines[line].strip()
            and indent_of(self.lines[line]) > margin
        ):
            value += " " + self.lines[line].strip()
            line += 1
        if name in seen:
            self.mistake(start, "option", f"option ':{name}:' is given twice: keep one")
        elif name not in OPTIONS:
            known = ", ".join(f":{option}:" for option in OPTIONS)
            self.mistake(
                start, "option", f"unknown option ':{name}:'{guess(name)}: there are {known}"
            )
        else:
            self.set_option(start, name, value.strip())
        seen[name] = start
        return line

    def set_option(self, line: int, name: str, value: str) -> None:
        """Note the value of an option; tell if it is none."""
        draft = self.draft
        if name == "fixed":
            draft.fixed = True
            if value:
                self.mistake(line, "option", "':fixed:' takes no value: leave it bare")
        elif not value:
            self.mistake(line, "option", f"option ':{name}:' is empty: give a value or drop it")
        elif name == "level":
            if value in LEVELS:
                draft.level = value
            else:
                known = ", ".join(LEVELS)
                self.mistake(line, "level", f"unknown level {value!r}: it is one of {known}")
        elif name == "claims":
            draft.claims = re.split(r"[\s,]+", value)
        else:
            draft.was = re.split(r"[\s,]+", value)
            for was in draft.was:
                if not IDENTIFIER.fullmatch(was):
                    self.mistake(line, "id", f"bad id {was!r} in ':was:'")

    # -- the answer ------------------------------------------------------------------------

    def shape_of(self, segments: list[Segment]) -> str:
        """Return the shape of the answer, or an empty string if there is none."""
        kinds = {segment.kind for segment in segments}
        for kind, shape in (
            ("option", "options"),
            ("answer", "answers"),
            ("model-answer", "model"),
        ):
            if kind in kinds:
                return shape
        loose = [segment for segment in segments if segment.kind not in {"markup", *DIRECTIVES}]
        lists = [s for s in loose[1:] or loose if s.kind in {"items", "pairs"}]
        alone = len(loose) == 1  # no prompt: it may have been taken for a term
        if lists and not (alone and lists[-1].kind == "pairs" and self.hides_list(lists[-1])):
            return lists[-1].kind
        if any(segment.kind == "gap" for segment in loose[1:]):
            return "pairs"
        return "options" if "bullets" in kinds else ""

    def hides_list(self, segment: Segment) -> bool:
        """Whether the prompt was taken for a term, since its list is indented below it."""
        return any(
            indent_of(self.lines[line]) and self.deeper(line, line + 1)
            for line in range(segment.start + 1, segment.stop - 1)
        ) or bool(NUMBERED.match(self.lines[segment.start + 1].lstrip()))

    def answer_run(self, segments: list[Segment]) -> range:
        """Return the places of the segments from the first to the last of the answer."""
        shape = self.draft.shape
        wanted = WANTED[shape]
        places = [place for place, segment in enumerate(segments) if segment.kind in wanted]
        if not places:
            return range(len(segments), len(segments))
        first = places[0]
        if shape == "options":  # bullets before the first box belong to the prompt
            first = next((p for p in places if segments[p].kind == "option"), first)
        if shape in {"items", "pairs"}:  # the last list only: go back while it holds together
            loose = [
                p
                for p, segment in enumerate(segments)
                if segment.kind not in DIRECTIVES and not self.is_comment(segment)
            ]
            first = places[-1]
            for place in reversed(loose[: loose.index(first)]):
                if place not in places or (place == loose[0] and segments[place].kind == "gap"):
                    break
                first = place
        return range(first, places[-1] + 1)

    def distribute(self, segments: list[Segment]) -> None:
        """Give each segment to the part of the question that it belongs to."""
        run = self.answer_run(segments)
        for place, segment in enumerate(segments):
            if segment.kind in DIRECTIVES:
                self.read_directive(segment)
            elif place < run.start:
                self.read_prompt(segment)
            elif place in run:
                self.read_answer(segment)
            elif not self.is_comment(segment):
                self.read_stray(segment)

    def read_prompt(self, segment: Segment) -> None:
        """Add to the prompt; tell of options of the directive that strayed into it."""
        text = self.lines[segment.start]
        option = OPTION.match(text)
        if option and option["name"] in OPTIONS:
            self.mistake(
                segment.start,
                "option",
                f"option ':{option['name']}:' stands apart: put it directly under the first "
                "line of the question",
            )
            self.set_option(segment.start, option["name"], (option["value"] or "").strip())
            return
        if option and not self.draft.shape and get_close_matches(option["name"], ["answer"]):
            self.mistake(segment.start, "answer", f"unknown field ':{option['name']}:': "
                         "did you mean ':answer:'?")  # fmt: skip
        if not self.draft.prompt:
            self.check_enumerator(segment.start, text)
        self.draft.prompt = joined(self.draft.prompt, self.block(segment))

    def check_enumerator(self, line: int, text: str) -> bool:
        """Tell of ``A. Dobrynin``, which would become a list and lose its *A*."""
        numbered = NUMBERED.match(text)
        if not numbered or numbered["label"] == "#":
            return False
        mark = numbered["mark"]
        self.mistake(
            line,
            "enumerator",
            f"{mark!r} at the start would be read as the number of a list and vanish: "
            f"write '{mark[:-1]}\\{mark[-1]}'",
        )
        return True

    def check_initial(self, block: Block) -> None:
        """Tell of an initial at the start of a text, unless a list of letters does begin."""
        initial = block and re.match(r"[A-Z][.)]\s", block[0][1])
        if initial and not any(NUMBERED.match(text) for _, text in block[1:]):
            self.check_enumerator(*block[0])

    # -- parts of the answer ---------------------------------------------------------------

    def read_answer(self, segment: Segment) -> None:
        """Read a part of the answer by its shape."""
        if segment.kind == "option":
            self.read_box(segment)
        elif segment.kind == "bullets":
            self.read_bullets(segment)
        elif segment.kind == "answer":
            self.read_short(segment)
        elif segment.kind == "items" and self.draft.shape == "items":
            self.read_items(segment)
        elif segment.kind in {"pairs", "gap"} and self.draft.shape == "pairs":
            self.read_pairs(segment)
        elif not self.is_comment(segment):
            self.read_stray(segment)

    def read_box(self, segment: Segment) -> None:
        """Read an option with its box, its text and its feedback."""
        start = segment.start
        match = BOX.match(self.lines[start])
        assert match is not None
        box = match["box"]
        if not match["gap"]:
            self.mistake(start, "box", "no space after the bullet: write '- [x] …'")
        elif box not in {"x", "X", " "}:
            self.mistake(
                start, "box", f"'[{box}]' is no box: write '[x]' for right, '[ ]' for wrong"
            )
        elif match["text"] and not match["after"]:
            self.mistake(
                start, "box", f"no space after the box: write '[{box}] {match['text']}'"
            )
        self.add_option(segment, match["text"], match.start("text"), box.strip() in {"x", "X"})

    def read_bullets(self, segment: Segment) -> None:
        """Read an option that has no box."""
        match = BULLET.match(self.lines[segment.start])
        assert match is not None
        self.mistake(segment.start, "box", "option without a box: write '- [x] …' or '- [ ] …'")
        starts = [
            line
            for line in range(segment.start, segment.stop)
            if BULLET.match(self.lines[line])
        ]
        for start, stop in zip(starts, [*starts[1:], segment.stop], strict=True):
            match = BULLET.match(self.lines[start])
            assert match is not None
            self.add_option(Segment("bullets", start, stop), match[1], match.start(1), False)

    def add_option(self, segment: Segment, text: str, column: int, right: bool) -> None:
        """Divide the lines under an option into its text and its feedback."""
        entry = Entry(segment.start, [(segment.start, text)] if text else [], right=right)
        if not text:
            self.mistake(segment.start, "answer", "option without text")
        line = segment.start + 1
        while line < segment.stop and self.lines[line].strip():
            if not self.goes_on(line, column):
                break
            entry.text.append((line, self.lines[line].strip()))
            line += 1
        for place in range(line, segment.stop):
            below = self.lines[place]
            if below.strip() and indent_of(below) < 2 and entry.text:
                self.tell_unindented(place)
                break
        entry.more = dedent([(place, self.lines[place]) for place in range(line, segment.stop)])
        self.check_initial(entry.more)
        self.draft.entries.append(entry)

    def goes_on(self, line: int, column: int) -> bool:
        """Whether a line directly under an option goes on with its text.

        It does if it is indented as far as the text after the box. At the depth of the box,
        where feedback stands as well, it does if the line above it was full.
        """
        text, above = self.lines[line], self.lines[line - 1]
        margin = indent_of(text)
        if margin >= column > 2:
            return True
        if margin < 2:
            return False
        full = len(above) + 1 + len(text.split()[0]) > WIDTH
        ended = above.rstrip().endswith((".", "!", "?")) and text.strip()[0].isupper()
        if full and not ended:
            return True
        self.mistake(
            line,
            "feedback",
            "no blank line before the feedback: put one there (or, to go on with the text of "
            "the option, indent the line to the text after the box)",
        )
        return False

    def tell_unindented(self, line: int) -> None:
        """Tell of feedback that is not indented."""
        self.mistake(
            line,
            "feedback",
            "this is not indented, so it would not belong to the option above it: "
            "indent feedback by two spaces, below a blank line",
        )

    def read_short(self, segment: Segment) -> None:
        """Read a short answer: its words as they stand."""
        match = ANSWER.match(self.lines[segment.start])
        assert match is not None
        words = [(match["text"] or "").strip()]
        for line in range(segment.start + 1, segment.stop):
            text = self.lines[line]
            if text.strip() and not indent_of(text):
                self.read_stray(Segment("text", line, segment.stop))
                break
            words.append(text.strip())
        text = " ".join(words).strip()
        if text:
            self.draft.entries.append(Entry(segment.start, [(segment.start, text)]))
        else:
            self.mistake(
                segment.start, "answer", "':answer:' is empty: write the answer after it"
            )

    def read_items(self, segment: Segment) -> None:
        """Read items in their order; their numbers must follow each other."""
        for line in range(segment.start, segment.stop):
            text = self.lines[line]
            if not text.strip():
                continue
            numbered = NUMBERED.match(text)
            entries = self.draft.entries
            if numbered:
                self.add_item(line, text, numbered)
            elif entries and indent_of(text) and self.lines[line - 1].strip():
                entries[-1].text.append((line, text.strip()))
            else:
                self.mistake(
                    line,
                    "list",
                    "an item is one paragraph, its further lines indented under it",
                )
                if entries:
                    entries[-1].text.append((line, text.strip()))

    def add_item(self, line: int, text: str, numbered: re.Match[str]) -> None:
        """Read the first line of an item; tell if its number is not the next."""
        place = len(self.draft.entries) + 1
        label, mark = numbered["label"], numbered["mark"]
        rest = text[numbered.end() :].strip()
        if label not in {"#", str(place)}:
            if label.isalpha():
                self.check_enumerator(line, text)
            else:
                self.mistake(
                    line,
                    "enumerator",
                    f"{mark!r} is not the next number of this list: it should be "
                    f"'{place}.' (if it is part of the text, write '#. {label}\\{mark[-1]} …')",
                )
            rest = text.strip()
        elif not rest:
            self.mistake(line, "list", "empty item: write its text after the number")
        else:
            self.check_enumerator(line, rest)
        self.draft.entries.append(Entry(line, [(line, rest)] if rest else []))

    def read_pairs(self, segment: Segment) -> None:
        """Read terms and their matches."""
        line = segment.start
        while line < segment.stop:
            term = self.lines[line].strip()
            start = line
            line += 1
            more: Block = []
            while line < segment.stop and (
                not self.lines[line].strip() or indent_of(self.lines[line])
            ):
                more.append((line, self.lines[line]))
                line += 1
            self.check_term(start, term, more)
            match = dedent(more)
            if match:
                self.check_enumerator(match[0][0], match[0][1])
            self.draft.entries.append(
                Entry(start, [(start, term)], [(at, text) for at, text in match if text])
            )

    def check_term(self, line: int, term: str, more: Block) -> None:
        """Tell what is wrong with a term and its match."""
        self.check_enumerator(line, term)
        if not dedent(more):
            self.mistake(
                line, "list", "term without a match: write it on the next line, indented"
            )
        elif not more[0][1].strip():
            self.mistake(
                line + 1,
                "blank",
                "blank line between a term and its match: write the match directly under it",
            )
        elif " : " in term:
            self.mistake(
                line,
                "term",
                "' : ' in a term would cut it in two: write another mark, or '\\ :'",
            )
        for (_, above), (at, _) in zip(dedent(more), dedent(more)[1:], strict=False):
            if not above:
                self.mistake(at, "list", "a match is one paragraph")
                break

    # -- what stands beside the answer -----------------------------------------------------

    def read_directive(self, segment: Segment) -> None:
        """Read a hint, an explanation, a model answer, or a question that is out of place."""
        start = segment.start
        match = DIRECTIVE.match(self.lines[start])
        assert match is not None
        name = segment.kind
        self.closed = bool(self.draft.entries)
        if match["colons"] != "::":
            self.mistake(start, "directive", f"'.. {name}' needs two colons: '.. {name}::'")
        if name == "question":
            self.mistake(start, "nested", "question inside a question: move it out, after it")
            self.draft.inner.append(self.block(segment))
            return
        tail = [(line, self.lines[line]) for line in range(start + 1, segment.stop)]
        stray = next(
            (i for i, (_, text) in enumerate(tail) if text and not text[0].isspace()), -1
        )
        if stray >= 0:
            self.read_stray(Segment("text", tail[stray][0], segment.stop))
            tail = tail[:stray]
        if not match["text"]:
            tail = self.read_fields(name, tail)
        body = dedent(([(start, match["text"])] if match["text"] else []) + dedent(tail))
        self.check_initial(body)
        if not body:
            self.mistake(start, "answer", f"empty '.. {name}::': write its text, or drop it")
        elif name == "hint":
            self.draft.hints.append(body)
        elif name == "explanation":
            if self.explained:
                self.mistake(start, "shape", "a second explanation: join the two")
            self.explained = True
            self.explain(body)
        elif self.draft.shape != "model":
            self.mistake(
                start,
                "shape",
                "'.. model-answer::' belongs to open questions, and this one has other "
                "answers: use '.. explanation::'",
            )
            self.explain(body)
        elif self.draft.model:
            self.mistake(start, "shape", "a second model answer: join the two")
            self.draft.model = joined(self.draft.model, body)
        else:
            self.draft.model = body

    def read_fields(self, name: str, tail: Block) -> Block:
        """Take the options off a nested directive (only ``:lines:`` of a model answer)."""
        while tail and (match := OPTION.match(tail[0][1].strip())):
            line, value = tail[0][0], (match["value"] or "").strip()
            tail = tail[1:]
            if name != "model-answer" or match["name"] != "lines":
                self.mistake(
                    line, "option", f"unknown option ':{match['name']}:' of '.. {name}::'"
                )
            elif not value.isdecimal() or not 0 < int(value) < 100:
                self.mistake(
                    line, "number", f"':lines: {value}' does not parse: give a number, 1 to 99"
                )
            else:
                self.draft.lines, self.draft.ruled = int(value), True
            if tail and tail[0][1].strip() and not OPTION.match(tail[0][1].strip()):
                self.mistake(
                    tail[0][0], "blank", f"no blank line after the options of '.. {name}::'"
                )
        return tail

    def explain(self, body: Block) -> None:
        """Add to the explanation."""
        self.draft.explanation = joined(self.draft.explanation, body)

    def read_stray(self, segment: Segment) -> None:
        """Tell of what stands after or between the parts of the answer; lose nothing."""
        start, shape = segment.start, self.draft.shape
        if segment.kind in {"option", "answer", "items", "pairs"}:
            self.mistake(
                start,
                "shape",
                f"two shapes in one question: this {KINDS[segment.kind]} comes on top of "
                f"{SHAPES[shape]}; keep one",
            )
        elif shape == "options" and self.draft.entries and not self.closed:
            self.tell_unindented(start)
            last = self.draft.entries[-1]
            last.more = joined(last.more, dedent(self.block(segment)))
            return
        else:
            self.mistake(
                start,
                "shape",
                "after the answer only hints and an explanation may stand: move this before "
                "the answer, or indent it under what it belongs to",
            )
        body = self.block(segment)
        if segment.kind == "option" and (box := BOX.match(self.lines[start])):
            body[0] = (start, f"- {box['text']}")
        self.explain(dedent(body))


KINDS = {
    "option": "list of options",
    "answer": "':answer:'",
    "items": "numbered list",
    "pairs": "list of terms",
}
SHAPES = {
    "options": "the options",
    "answers": "':answer:'",
    "items": "the numbered list",
    "pairs": "the list of terms",
    "model": "the model answer",
    "": "none",
}


def guess(name: str) -> str:
    """Return a suggestion for an unknown option, as part of a sentence."""
    close = get_close_matches(name, OPTIONS, n=1)
    return f" (did you mean ':{close[0]}:'?)" if close else ""
