"""The directives: from the lines of a question to its nodes."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst.states import Body
from docutils.statemachine import StringList, string2lines
from sphinx.util.docutils import SphinxDirective, switch_source_input
from sphinx.util.nodes import make_id

from quizbank.answers import build_answer
from quizbank.check import check, kind_of
from quizbank.common import SUFFIX, warn
from quizbank.domain import quiz_domain
from quizbank.draft import Mistake
from quizbank.nodes import (
    quiz_bank,
    quiz_explanation,
    quiz_hint,
    quiz_practice,
    quiz_question,
)
from quizbank.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TypeVar

    from docutils.nodes import Element, Node
    from sphinx.util.typing import OptionSpec

    from quizbank.draft import Block, Draft

    Text = TypeVar("Text", bound=nodes.TextElement)

OPEN = "quizbank open"  #: key for what is being read: a question, a bank
BANK = "quizbank bank"
NAME = re.compile(r"[\w-]+(?:/[\w-]+)*")

#: How a line starts that is not plain text (the beginnings that docutils looks for).
SPECIAL = re.compile(
    r"[-/+•‣⁃>|.=_]|\*(?:\s|$)|\(?(?:#|\w|\d+|[ivxlcdmIVXLCDM]+)[.)](?:\s|$)|"
    + str(Body.patterns["field_marker"])
    + r"|(?P<mark>[!-/:-@[-`{-~])(?P=mark)*$"
)


class Question(SphinxDirective):
    """A question.

    The directive declares neither argument nor options, so that its lines come as written: a
    wrong option then costs a warning with its own line, not the whole question.
    """

    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[Node]:
        """Return the question, and after it any that stood inside it."""
        self.messages: list[nodes.system_message] = []
        outer: Question | None = self.env.current_document.get(OPEN)
        argument = bool(self.content) and self.locate(0) == self.get_location()
        draft = scan(list(self.content), argument=argument)
        if outer is not None:
            text = "question inside a question: move it out, after it"
            draft.mistakes.append(Mistake(-1, "nested", text))
        for line, subtype, message in sorted([*draft.mistakes, *check(draft)]):
            warn(message, location=self.locate(line), subtype=subtype)
        self.env.current_document[OPEN] = self
        self.moved_out: list[Node] = []  # questions found inside this one
        question = self.build(draft)
        self.env.current_document[OPEN] = outer
        found = [question, *self.moved_out]
        for block in draft.inner:
            found += self.blocks(block)
        if outer is None:
            return found
        outer.moved_out += found
        return []

    def locate(self, line: int) -> str:
        """Return file and line of a line of the content."""
        if not 0 <= line < len(self.content):
            return self.get_location()
        source, offset = self.content.info(line)
        return f"{source}:{(offset or 0) + 1}"

    # -- from lines to nodes ---------------------------------------------------------------

    def build(self, draft: Draft) -> quiz_question:
        """Build the node of the question."""
        env, document = self.env, self.state.document
        node = quiz_question("", qid=draft.qid, kind=kind_of(draft))
        self.set_source_info(node)
        node["ids"].append(make_id(env, document, "question", draft.qid or "question"))
        document.note_explicit_target(node)
        bank = env.current_document.get(BANK) or ""
        for name, value in {"level": draft.level, "bank": bank}.items():
            if value:
                node[name] = value
        for name, values in {"claims": draft.claims, "was": draft.was}.items():
            if values:
                node[name] = values
        node += self.blocks(draft.prompt)
        node += build_answer(self, node, draft)
        for number, hint in enumerate(draft.hints, start=1):
            node += self.filled(quiz_hint(number=number), hint)
        if draft.explanation:
            node += self.filled(quiz_explanation(), draft.explanation)
        node += self.messages  # logged already; they need a place in the tree
        return node

    def filled(self, node: Element, block: Block) -> Element:
        """Fill a node with what the lines of a block say."""
        if block:
            self.place(node, block[0][0])
        node += self.blocks(block)
        return node

    def place(self, node: Node, line: int) -> None:
        """Note file and line of a node."""
        if 0 <= line < len(self.content):
            node.source, offset = self.content.info(line)
            node.line = (offset or 0) + 1

    def inline(self, node: Text, block: Block) -> Text:
        """Fill a node with inline text; its message for translators is the text alone."""
        if not block:
            return node
        node.rawsource = "\n".join(text.strip() for _, text in block)
        self.place(node, block[0][0])
        children, messages = self.state.inline_text(
            node.rawsource, self.content_offset + block[0][0] + 1
        )
        node.extend(children)
        self.messages += messages
        return node

    def blocks(self, block: Block) -> list[Node]:
        """Parse lines as blocks: plain paragraphs here, anything else by docutils.

        A state machine for each piece is what would make a page with many questions slow.
        """
        paragraphs: list[Block] = [[]]
        for line, text in block:
            if text.strip():
                paragraphs[-1].append((line, text))
            elif paragraphs[-1]:
                paragraphs.append([])
        paragraphs = [paragraph for paragraph in paragraphs if paragraph]
        if all(is_plain(paragraph) for paragraph in paragraphs):
            return [self.inline(nodes.paragraph(), paragraph) for paragraph in paragraphs]
        return self.parse_block(block)

    def parse_block(self, block: Block) -> list[Node]:
        """Have docutils parse lines."""
        lines = StringList(
            [text for _, text in block],
            items=[self.content.items[max(line, 0)] for line, _ in block],
        )
        container = nodes.Element()
        container.document = self.state.document
        self.state.nested_parse(lines, self.content_offset + block[0][0], container)
        return container.children


def is_plain(paragraph: Block) -> bool:
    """Whether a paragraph is nothing else to reStructuredText either."""
    first, last = paragraph[0][1], paragraph[-1][1]
    if SPECIAL.match(first) or last.endswith("::"):
        return False
    if len(paragraph) > 1 and re.fullmatch(r"([!-/:-@[-`{-~])\1*", paragraph[1][1]):
        return False
    return not any(text[0].isspace() for _, text in paragraph)


class Misplaced(SphinxDirective):
    """An explanation or a model answer outside a question: shown, but not without a word."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[Node]:
        """Warn, and return the content."""
        warn(
            f"'.. {self.name}::' outside a question: indent it like the prompt of its question",
            location=self.get_location(),
            subtype="shape",
        )
        return self.parse_content_to_nodes()


class Quiz(SphinxDirective):
    """The questions of a bank."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """Return the bank; warn if it does not exist or cannot be read."""
        name = self.arguments[0].strip()
        path = quiz_domain(self.env).folder / f"{name}{SUFFIX}"
        if not NAME.fullmatch(name):
            self.tell(f"bad name of a bank: {name!r}; it is the file's name without '{SUFFIX}'")
            return []
        self.env.note_dependency(os.path.relpath(path, self.env.srcdir))
        if not path.is_file():
            folder = os.path.relpath(path.parent, self.env.srcdir)
            known = ", ".join(sorted(bank.stem for bank in path.parent.glob(f"*{SUFFIX}")))
            self.tell(f"no bank {name!r} in {folder} (there: {known or 'none'})")
            return []
        if self.env.current_document.get(OPEN) or self.env.current_document.get(BANK):
            self.tell("a bank inside a question or another bank: move it out")
            return []
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            warn(f"cannot read this bank: {error}", location=f"{path}:1", subtype="bank")
            text = ""
        return [self.read(name, path, text)]

    def tell(self, message: str) -> None:
        """Warn of a mistake in the directive."""
        warn(message, location=self.get_location(), subtype="bank")

    def read(self, name: str, path: Path, text: str) -> quiz_bank:
        """Parse a bank as if it stood here, with its own file and lines."""
        tab = self.state.document.settings.tab_width
        lines = StringList(string2lines(text, tab, convert_whitespace=True), source=str(path))
        bank = quiz_bank("", bank=name)
        self.set_source_info(bank)
        bank["ids"].append(make_id(self.env, self.state.document, "bank", name))
        self.state.document.note_explicit_target(bank)
        with switch_source_input(self.state, lines), self.opened(name):
            self.state.nested_parse(lines, 0, bank)
        for node in bank:
            self.check_child(node, path)
        return bank

    def check_child(self, node: Node, path: Path) -> None:
        """Warn of what is no question, or was meant to be one."""
        location = f"{node.source or path}:{node.line or 1}"
        if isinstance(node, nodes.comment) and re.match(r"question:?(\s|$)", node.astext()):
            text = "'.. question' needs two colons: '.. question::' (this is a comment)"
            warn(text, location=location, subtype="directive")
        elif not isinstance(node, quiz_question | nodes.Invisible | nodes.system_message):
            text = "a bank holds questions and comments only: move this to the page"
            warn(text, location=location, subtype="bank")

    @contextmanager
    def opened(self, name: str) -> Iterator[None]:
        """Have the questions know which bank they are in."""
        self.env.current_document[BANK] = name
        try:
            yield
        finally:
            self.env.current_document[BANK] = ""


class Practice(SphinxDirective):
    """All questions; they are put in when the page is written."""

    def run(self) -> list[Node]:
        """Return the place for the questions."""
        node = quiz_practice()
        self.set_source_info(node)
        return [node]
