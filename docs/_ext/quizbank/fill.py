"""Filling worksheets and keys, when a page is written.

On paper a question must not tell its answer, hidden text and attributes included: what tells it
is taken out of the copy before any writer sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizbank import worksheet
from quizbank.common import is_catalogue, is_interactive
from quizbank.nodes import (
    prompt_of,
    quiz_answer,
    quiz_explanation,
    quiz_item,
    quiz_items,
    quiz_match,
    quiz_model,
    quiz_option,
    quiz_options,
    quiz_question,
    quiz_term,
    quiz_text,
)
from quizbank.plain import BLANK, children, join, lettered, lettered_item, paper, paragraph
from quizbank.practice import Copier
from quizbank.secrecy import take_out_answer
from quizbank.worksheet import (
    chosen,
    find,
    quiz_how,
    quiz_lines,
    quiz_name_line,
    quiz_worksheet,
    quiz_worksheet_entry,
    quiz_worksheet_key,
)

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from quizbank.domain import QuizDomain

_ = get_translation("quizbank")


class FillWorksheets(SphinxPostTransform):
    """Put the questions on the worksheets and the answers into the keys."""

    default_priority = 3  # before the references in the copies are resolved

    def is_supported(self) -> bool:
        """Whether this builder wants copies: a catalogue has each text once."""
        self.domain = cast("QuizDomain", self.env.get_domain("quiz"))
        return not is_catalogue(self.domain.builder)

    def run(self, **kwargs: Any) -> None:
        """Fill what there is on the page, or on all pages of a book."""
        sheets = list(self.document.findall(quiz_worksheet))
        keys = list(self.document.findall(quiz_worksheet_key))
        places: list[nodes.Element] = [*sheets, *keys]
        names = {node["worksheet"] for node in places}
        orders = {name: chosen(self.domain, name) for name in names}
        self.made = self.copies({qid for order in orders.values() for qid in order})
        for sheet in sheets:
            self.fill(sheet, orders[sheet["worksheet"]])
        for key in keys:
            order = orders[key["worksheet"]]
            key.replace_self([solved(self.numbered(qid, order, "key")) for qid in order])
        self.finish_paper()

    def fill(self, sheet: quiz_worksheet, order: list[str]) -> None:
        """Put the questions on one worksheet, or on one part of it."""
        found = [find(self.domain, qid) for qid in sheet["questions"]]
        builder = self.domain.builder
        for qid in dict.fromkeys(record.id for record in found if record):
            copy = self.numbered(qid, order, sheet["worksheet"])
            if is_interactive(builder):
                sheet += copy
            elif builder.name == "typstpdf":
                sheet += told(bare(copy))
            else:
                sheet += paper(bare(copy))
        if not is_interactive(builder) and builder.name != "typstpdf":
            sheet.replace_self(sheet.children)

    def copies(self, wanted: set[str]) -> dict[str, quiz_question]:
        """Return a copy of each question, by id."""
        homes = {r.docname for qid in wanted if (r := find(self.domain, qid))}
        return {
            copy["qid"]: copy
            for docname in sorted(homes)
            for copy in Copier(self.env, docname).copies()
            if copy["qid"] in wanted
        }

    def numbered(self, qid: str, order: list[str], prefix: str) -> quiz_question:
        """Return a copy with its number on the worksheet and ids that nothing else has."""
        copy = self.made[qid].deepcopy()
        copy["number"] = order.index(qid) + 1
        names: dict[str, str] = {}
        for node in copy.findall(nodes.Element):
            for old in node["ids"]:
                names[old] = f"{prefix}-{old}"
            node["ids"] = [names[old] for old in node["ids"]]
        for node in copy.findall(nodes.Element):
            if node.get("refid") in names:
                node["refid"] = names[node["refid"]]
        return copy

    def finish_paper(self) -> None:
        """Keep the places to write on for paper, or spell them out for other writers."""
        builder = self.domain.builder
        if builder.name == "typstpdf":
            return
        for line in list(self.document.findall(quiz_name_line)):
            text = f"{line['name']}: {BLANK}  {line['date']}: {'_' * 12}"
            line.replace_self([] if is_interactive(builder) else [paragraph(nodes.Text(text))])
        for lines in list(self.document.findall(quiz_lines)):
            row = nodes.Text("_" * 60)
            rows = [paragraph(row.copy()) for _row in range(lines["lines"])]
            lines.replace_self([] if is_interactive(builder) else rows)


def bare(question: quiz_question) -> quiz_question:
    """Take out of a copy all that tells the answer, in text and in attributes.

    Links go too: on a worksheet they would be read as addresses. Citations stay.
    """
    for link in list(question.findall(addnodes.pending_xref)):
        if link.get("refdomain") != "cite":
            link.replace_self(link.children)
    take_out_answer(question)
    return question


#: How the answer is to be given, by kind.
HOW = {
    "choice": _("Tick one box."),
    "several": _("Tick every box that fits."),
    "truefalse": _("Tick one box."),
    "order": _("Number the lines, beginning with 1."),
    "match": _("Write a letter on each line."),
}


def told(question: quiz_question) -> quiz_question:
    """Say on a copy, before the places to answer, how to give the answer."""
    if how := HOW.get(question["kind"]):
        question.insert(len(prompt_of(question)), quiz_how("", str(how)))
    return question


# -- the key -------------------------------------------------------------------------------


def solved(question: quiz_question) -> quiz_worksheet_entry:
    """Return what the key says of one question of a worksheet."""
    entry = quiz_worksheet_entry("", kind=question["kind"])
    entry.source, entry.line = question.source, question.line
    prompt = prompt_of(question)
    entry += join([nodes.strong("", f"{question['number']}.")], prompt[:1])
    solution = question.get("solution") or str(_(" or ")).join(
        answer.astext() for answer in question.findall(quiz_answer)
    )
    if solution:
        entry += paragraph(nodes.strong("", str(_("Answer: %s")) % solution))
    for answer in children(question, quiz_options):
        options = [option for option in answer if isinstance(option, quiz_option)]
        entry += lettered(judged(option) for option in options)
    for items in children(question, quiz_items):
        ordered = sorted(items.findall(quiz_item), key=lambda item: int(item["place"]))
        entry += nodes.enumerated_list(
            "", *map(placed, ordered), enumtype="arabic", prefix="", suffix="."
        )
    for term in list(question.findall(quiz_term)):
        match = next(m for m in question.findall(quiz_match) if m["key"] == term["match"])
        words = [*term.children, nodes.Text(": "), *match.deepcopy().children]
        entry += paragraph(nodes.Text(f"{term['number']} {term['letter']}  "), *words)
    for model in children(question, quiz_model):
        entry += nodes.rubric("", str(_("Model answer")))
        entry += model.children
    for explanation in children(question, quiz_explanation):
        entry += explanation.children
    return entry


def placed(item: Element) -> nodes.list_item:
    """Return an item at its place in the right order, with its letter."""
    return nodes.list_item("", paragraph(nodes.Text(f"{item['letter']}  "), *item.children))


def judged(option: quiz_option) -> nodes.list_item:
    """Return an option of the key: its text, whether it is right, and what to say to it."""
    words = [child for text in option.findall(quiz_text) for child in text.children]
    if option["right"]:
        words = [nodes.strong("", "", *words)]
    mark = nodes.emphasis("", str(_("Right.")) if option["right"] else str(_("Wrong.")))
    return lettered_item(option, paragraph(*words), *join([mark], option.children[1:]))


# -- visitors ------------------------------------------------------------------------------


def visit_worksheet(self: HTML5Translator, node: quiz_worksheet) -> None:
    """Open a worksheet."""
    self.body.append(self.starttag(node, "div", CLASS="quiz-bank quiz-worksheet"))


def depart_worksheet(self: HTML5Translator, node: quiz_worksheet) -> None:
    """Close a worksheet."""
    self.body.append("</div>\n")


def visit_entry(self: HTML5Translator, node: quiz_worksheet_entry) -> None:
    """Open the answer to one question."""
    self.body.append(self.starttag(node, "div", CLASS="quiz-key-entry"))


def depart_entry(self: HTML5Translator, node: quiz_worksheet_entry) -> None:
    """Close the answer to one question."""
    self.body.append("</div>\n")


def visit_nothing(self: nodes.NodeVisitor, node: Element) -> None:
    """Leave the content to be written as it is."""


def setup(app: Sphinx) -> None:
    """Register directives, nodes and the filling."""
    as_it_is = (visit_nothing, visit_nothing)
    app.add_node(
        quiz_worksheet,
        html=(visit_worksheet, depart_worksheet),
    )
    app.add_node(
        quiz_worksheet_entry,
        html=(visit_entry, depart_entry),
        text=as_it_is,
        man=as_it_is,
        latex=as_it_is,
        texinfo=as_it_is,
    )
    for node in (quiz_worksheet_key, quiz_how, quiz_name_line, quiz_lines):
        app.add_node(node)
    app.add_directive("worksheet", worksheet.Worksheet)
    app.add_directive("worksheet-key", worksheet.WorksheetKey)
    app.add_directive("name-line", worksheet.NameLine)
    app.add_directive("writing-lines", worksheet.WritingLines)
    app.add_post_transform(FillWorksheets)
