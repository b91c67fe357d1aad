"""Worksheets: chosen questions on a page of their own, and the key to them.

::

    .. worksheet:: background
       :pages: 3

       what-ninety-miles-measures
       why-castro-said-yes

    .. worksheet-key:: background

A worksheet names questions by their ids, one a line.  They stay at home in their chapters: the
page shows copies, to be answered as usual on the web, and on paper without anything that tells
the answer (see :mod:`quizbank.fill`).  The same name a second time on
a page goes on with the same worksheet.  The key may stand on any page.  ``:pages:`` says how
many printed pages the section with the worksheet may take (see :mod:`typstpdf.budget`).

``.. name-line::`` asks for name and date, ``.. writing-lines:: 4`` gives lines to write on.
Both are for paper only.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util.docutils import SphinxDirective

from quizbank.common import warn
from quizbank.nodes import quiz_model, quiz_question

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.util.typing import OptionSpec

    from quizbank.domain import QuizDomain, Record

_ = get_translation("quizbank")


class quiz_worksheet(nodes.General, nodes.Element):
    """Chosen questions: ``worksheet`` (its name), ``page_budget``; filled with copies."""


class quiz_worksheet_key(nodes.General, nodes.Element):
    """The place of the key to the worksheet ``worksheet``."""


class quiz_worksheet_entry(nodes.General, nodes.Element):
    """The answer to one question of a key."""


class quiz_name_line(nodes.General, nodes.Element):
    """Where a name and a date are written: ``name`` and ``date`` are the words for it."""


class quiz_how(nodes.Part, nodes.TextElement):
    """How the answer is to be given on paper."""


class quiz_lines(nodes.General, nodes.Element):
    """Lines to write on, ``lines`` of them."""


class Wanted(NamedTuple):
    """A question that a worksheet names."""

    worksheet: str
    id: str
    location: str


class Sheets(NamedTuple):
    """What is known of the worksheets and keys of one page."""

    wanted: tuple[Wanted, ...] = ()
    places: tuple[tuple[str, str], ...] = ()  #: name and location of each worksheet
    keys: tuple[tuple[str, str], ...] = ()  #: name of the worksheet and location of each key
    unruled: tuple[str, ...] = ()  #: open questions whose author gave no lines


# -- directives ----------------------------------------------------------------------------


class Worksheet(SphinxDirective):
    """Chosen questions, one id a line."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {"pages": str}

    def run(self) -> list[Node]:
        """Return the place for the questions; warn of a budget that is no number."""
        node = quiz_worksheet("", worksheet=self.arguments[0], questions=[], locations=[])
        self.set_source_info(node)
        if "pages" in self.options:
            self.read_pages(node, str(self.options["pages"] or ""))
        for number, line in enumerate(self.content):
            if line.strip():
                source, offset = self.content.info(number)
                node["questions"].append(line.strip())
                node["locations"].append(f"{source}:{(offset or 0) + 1}")
        if not node["questions"]:
            warn(
                "a worksheet without questions: write their ids, one a line",
                location=self.get_location(),
                subtype="worksheet",
            )
        return [node]

    def read_pages(self, node: quiz_worksheet, text: str) -> None:
        """Note how many pages there may be."""
        if re.fullmatch("[1-9][0-9]*", text.strip()):
            node["page_budget"] = int(text)
            return
        source, line = self.get_source_info()
        rows = self.block_text.splitlines()
        shift = next((n for n, row in enumerate(rows) if ":pages:" in row), 0)
        warn(
            f"':pages: {text}' is no number of pages: write ':pages: 2'",
            location=f"{source}:{line + shift}",
            subtype="option",
        )


class WorksheetKey(SphinxDirective):
    """The answers to a worksheet."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the place for the key."""
        node = quiz_worksheet_key("", worksheet=self.arguments[0])
        self.set_source_info(node)
        return [node]


class NameLine(SphinxDirective):
    """Where name and date are written, on paper."""

    def run(self) -> list[Node]:
        """Return the line."""
        node = quiz_name_line("", name=str(_("Name")), date=str(_("Date")))
        self.set_source_info(node)
        return [node]


class WritingLines(SphinxDirective):
    """Lines to write on, on paper."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the lines; warn if their number is none."""
        text = self.arguments[0]
        if not re.fullmatch("[1-9][0-9]?", text):
            warn(
                f"{text!r} is no number of lines: write '.. writing-lines:: 4'",
                location=self.get_location(),
                subtype="option",
            )
            text = "1"
        node = quiz_lines("", lines=int(text))
        self.set_source_info(node)
        return [node]


# -- what is known, and what is wrong with it ----------------------------------------------


def note(document: nodes.document) -> Sheets:
    """Return what is to be known of a page."""
    sheets = list(document.findall(quiz_worksheet))
    return Sheets(
        wanted=tuple(
            Wanted(sheet["worksheet"], qid, location)
            for sheet in sheets
            for qid, location in zip(sheet["questions"], sheet["locations"], strict=True)
        ),
        places=tuple((sheet["worksheet"], place_of(sheet)) for sheet in sheets),
        keys=tuple(
            (key["worksheet"], place_of(key)) for key in document.findall(quiz_worksheet_key)
        ),
        unruled=tuple(
            question["qid"]
            for question in document.findall(quiz_question)
            if any(not model.get("ruled") for model in question.findall(quiz_model))
        ),
    )


def place_of(node: Element) -> str:
    """Return file and line of a node."""
    return f"{node.source}:{node.line}"


def sheets_of(domain: QuizDomain) -> dict[str, Sheets]:
    """Return what is known of all pages, in the order of their names."""
    known: dict[str, Sheets] = domain.data["sheets"]
    return {docname: known[docname] for docname in sorted(known)}


def find(domain: QuizDomain, qid: str) -> Record | None:
    """Return the record of a question by its id, or by one that it had before."""
    found = domain.questions.get(qid)
    return found or next((r for r in domain.all_records() if qid in r.was), None)


def records_on(domain: QuizDomain, docname: str) -> list[Record]:
    """Return the records of the questions on the worksheets of a page."""
    wanted = domain.data["sheets"].get(docname, Sheets()).wanted
    return [record for want in wanted if (record := find(domain, want.id))]


def chosen(domain: QuizDomain, worksheet: str) -> list[str]:
    """Return the ids of a worksheet's questions, in order, each once."""
    found: dict[str, None] = {}
    for sheets in sheets_of(domain).values():
        for want in sheets.wanted:
            record = find(domain, want.id)
            if want.worksheet == worksheet and record:
                found[record.id] = None
    return list(found)


def changed_pages(domain: QuizDomain) -> list[str]:
    """Return the pages that hold copies of questions."""
    return [name for name, sheets in sheets_of(domain).items() if sheets.places or sheets.keys]


def check(domain: QuizDomain) -> None:
    """Warn of worksheets and keys that name what does not exist or cannot be printed."""
    pages = sheets_of(domain)
    unruled = {qid for sheets in pages.values() for qid in sheets.unruled}
    homes: dict[str, str] = {}
    for docname, sheets in pages.items():
        for name, location in sheets.places:
            if homes.setdefault(name, docname) != docname:
                warn(
                    f"the worksheet {name!r} is on another page already, "
                    f"{domain.env.doc2path(homes[name])}: give one of the two another name",
                    location=location,
                    subtype="worksheet",
                )
        check_wanted(domain, sheets.wanted, unruled)
    for sheets in pages.values():
        for name, location in sheets.keys:
            if name not in homes:
                known = ", ".join(sorted(homes)) or "none"
                warn(
                    f"no worksheet has the name {name!r} (there: {known})",
                    location=location,
                    subtype="worksheet",
                )


def check_wanted(domain: QuizDomain, wanted: tuple[Wanted, ...], unruled: set[str]) -> None:
    """Warn of questions that do not exist, stand twice, or have no lines to write on."""
    first: dict[tuple[str, str], str] = {}
    for want in wanted:
        record = find(domain, want.id)
        if record is None:
            near = get_close_matches(want.id, domain.questions, n=1)
            hint = f"; do you mean {near[0]!r}?" if near else ""
            text = f"no question has the id {want.id!r}{hint}"
        elif first.setdefault((want.worksheet, record.id), want.location) != want.location:
            text = f"the question {want.id!r} is on this worksheet already: drop it here"
        elif record.id in unruled:
            text = (
                f"the open question {want.id!r} has no ':lines:': say in {record.location} "
                "how many lines it needs on paper"
            )
        else:
            continue
        warn(text, location=want.location, subtype="worksheet")
