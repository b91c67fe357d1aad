"""Questions on the web: native controls, answers folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.locale import get_translation

from quizbank.nodes import (
    prompt_of,
    quiz_answer,
    quiz_answers,
    quiz_explanation,
    quiz_hint,
    quiz_items,
    quiz_match,
    quiz_model,
    quiz_options,
    quiz_pairs,
    quiz_source,
    quiz_term,
    quiz_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from docutils.nodes import Element, Node
    from sphinx.writers.html5 import HTML5Translator

    from quizbank.nodes import quiz_bank, quiz_practice, quiz_question

_ = get_translation("quizbank")


def visit_bank(self: HTML5Translator, node: quiz_bank) -> None:
    """Open a bank."""
    self.body.append(
        self.starttag(node, "div", CLASS="quiz-bank", **{"data-bank": node["bank"]})
    )


def depart_bank(self: HTML5Translator, node: quiz_bank) -> None:
    """Close a bank."""
    self.body.append("</div>\n")


def visit_practice(self: HTML5Translator, node: quiz_practice) -> None:
    """Open the place of the copies."""
    self.body.append(self.starttag(node, "div", CLASS="quiz-practice"))


def depart_practice(self: HTML5Translator, node: quiz_practice) -> None:
    """Close the place of the copies."""
    self.body.append("</div>\n")


def visit_question(self: HTML5Translator, node: quiz_question) -> None:
    """Write the question whole: its parts are not in the order in which they are shown."""
    answer = next((child for child in elements(node) if type(child) in CONTROLS), None)
    self.body.append(self.starttag(node, "div", "\n", False, **data(node)))
    write_prompt(self, node)
    if answer is not None:
        CONTROLS[type(answer)](self, node, answer)
    self.body.append("</fieldset>\n")
    hints = [child for child in node if isinstance(child, quiz_hint)]
    for hint in hints:
        number = _("Hint %d") % hint["number"] if len(hints) > 1 else _("Hint")
        fold(self, "quiz-hint", number, hint)
    explanations = [child for child in node if isinstance(child, quiz_explanation)]
    if answer is not None or explanations:
        summary = _("Model answer") if node["kind"] == "open" else _("Answer")
        self.body.append(f'<details class="quiz-answer"><summary>{summary}</summary>\n')
        if answer is not None:
            SOLUTIONS[type(answer)](self, node, answer)
        for explanation in explanations:
            write_block(self, "quiz-explanation", explanation)
        self.body.append("</details>\n")
    for child in node:
        if isinstance(child, quiz_source):
            self.body.append('<p class="quiz-from">')
            walk(self, child)
            self.body.append("</p>\n")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def data(node: quiz_question) -> dict[str, Any]:
    """Return the attributes of a question: what the script needs to know of it."""
    known: dict[str, Any] = {
        "class": "quiz-question",
        "data-question": node["qid"],
        "data-kind": node["kind"],
        "data-number": str(node["number"]),
        "data-level": node.get("level"),
        "data-bank": node.get("bank"),
        "data-was": " ".join(node.get("was", ())),
    }
    return {name: value for name, value in known.items() if value}


def elements(node: Element) -> list[Element]:
    """Return the children of a node that has elements only."""
    return cast("list[Element]", node.children)


def walk(self: HTML5Translator, children: Iterable[Node]) -> None:
    """Write nodes, one after the other."""
    for child in children:
        child.walkabout(self)


def write_block(self: HTML5Translator, name: str, blocks: Iterable[Node]) -> None:
    """Write blocks together, with a class; nothing if there are none."""
    blocks = list(blocks)
    if not blocks:
        return
    self.body.append(f'<div class="{name}">\n')
    walk(self, blocks)
    self.body.append("</div>\n")


def fold(self: HTML5Translator, name: str, summary: str, node: Element) -> None:
    """Write what a node holds, folded under a summary."""
    self.body.append(f'<details class="{name}"><summary>{summary}</summary>\n')
    walk(self, node)
    self.body.append("</details>\n")


def write_prompt(self: HTML5Translator, node: quiz_question) -> None:
    """Write the prompt; a legend holds phrasing only, so further blocks stand beside it."""
    blocks = prompt_of(node)
    lead = next((block for block in blocks if not isinstance(block, nodes.Invisible)), None)
    if not isinstance(lead, nodes.paragraph):
        lead = None
    more = f"{node['ids'][0]}-more"
    rest = [block for block in blocks if block is not lead]
    number = _("Question %d") % node["number"]
    described = f' aria-describedby="{more}"' if rest else ""
    self.body.append(
        f'<fieldset{described}>\n<legend><span class="quiz-number">{number}</span> '
    )
    if lead is not None:
        write_text(self, "quiz-prompt", lead)
    self.body.append("</legend>\n")
    if rest:
        self.body.append(f'<div class="quiz-more" id="{more}">\n')
        walk(self, rest)
        self.body.append("</div>\n")


def write_text(self: HTML5Translator, name: str, node: Element) -> None:
    """Write inline text."""
    self.body.append(f'<span class="{name}">')
    for anchor in node["ids"]:
        self.body.append(f'<span id="{anchor}"></span>')
    walk(self, node)
    self.body.append("</span>")


def letter(node: Element) -> str:
    """Return the letter of an option."""
    return f'<span class="quiz-letter">{node["letter"]}</span> '


def write_solution(self: HTML5Translator, solution: str) -> None:
    """Write the letters of the right answer."""
    answer = _("Answer: %s") % f"<strong>{solution}</strong>"
    self.body.append(f'<p class="quiz-solution">{answer}</p>\n')


# -- options -------------------------------------------------------------------------------


def write_options(self: HTML5Translator, node: quiz_question, options: Element) -> None:
    """Write options to choose from."""
    control = "checkbox" if node["kind"] == "several" else "radio"
    name = node["ids"][0]
    self.body.append('<ul class="quiz-options">\n')
    for option in elements(options):
        self.body.append(
            f'<li><label><input type="{control}" name="{name}" value="{option["key"]}" /> '
            f"{letter(option)}"
        )
        for text in option.findall(quiz_text):
            write_text(self, "quiz-text", text)
        self.body.append("</label></li>\n")
    self.body.append("</ul>\n")


def write_feedback(self: HTML5Translator, node: quiz_question, options: Element) -> None:
    """Write which options are right, and the feedback of each."""
    write_solution(self, node["solution"])
    self.body.append('<ul class="quiz-feedback">\n')
    for option in elements(options):
        name, mark = ("right", _("Right.")) if option["right"] else ("wrong", _("Wrong."))
        self.body.append(
            f'<li class="quiz-{name}" data-option="{option["key"]}">{letter(option)}'
            f'<span class="quiz-mark">{mark}</span>\n'
        )
        write_block(self, "quiz-note", option[1:])
        self.body.append("</li>\n")
    self.body.append("</ul>\n")


# -- items to order ------------------------------------------------------------------------


def write_items(self: HTML5Translator, node: quiz_question, items: Element) -> None:
    """Write items, each with a number to choose."""
    choices = "".join(
        f'<option value="{number}">{number}</option>' for number in range(1, len(items) + 1)
    )
    self.body.append('<ul class="quiz-items">\n')
    for item in elements(items):
        self.body.append(
            f'<li data-item="{item["key"]}"><label><select><option value=""></option>{choices}'
            f"</select> {letter(item)}"
        )
        write_text(self, "quiz-text", item)
        self.body.append("</label></li>\n")
    self.body.append("</ul>\n")


def write_sequence(self: HTML5Translator, node: quiz_question, items: Element) -> None:
    """Write the right order."""
    write_solution(self, node["solution"])
    in_order = sorted(elements(items), key=lambda item: int(item["place"]))
    lines = "".join(f'<li data-item="{item["key"]}">{item["letter"]}</li>' for item in in_order)
    self.body.append(f'<ol class="quiz-sequence" hidden="hidden">{lines}</ol>\n')


# -- pairs to match ------------------------------------------------------------------------


def write_pairs(self: HTML5Translator, node: quiz_question, pairs: Element) -> None:
    """Write terms, each with a match to choose, and the matches in full."""
    terms = list(pairs.findall(quiz_term))
    matches = list(pairs.findall(quiz_match))
    texts = {match["key"]: f"{match['letter']}. {plain(match)}" for match in matches}
    choices = "".join(
        f'<option value="{key}">{self.encode(text)}</option>' for key, text in texts.items()
    )
    self.body.append('<div class="quiz-columns">\n<ol class="quiz-terms">\n')
    for term in terms:
        self.body.append(f'<li data-item="{term["key"]}"><label>')
        write_text(self, "quiz-text", term)
        self.body.append(
            f' <select><option value=""></option>{choices}</select></label></li>\n'
        )
    self.body.append('</ol>\n<ul class="quiz-matches">\n')
    for match in matches:
        self.body.append(f'<li data-match="{match["key"]}">{letter(match)}')
        write_text(self, "quiz-text", match)
        self.body.append("</li>\n")
    self.body.append("</ul>\n</div>\n")


def plain(node: Element) -> str:
    """Return the text of a node on one line."""
    return " ".join(node.astext().split())


def write_matching(self: HTML5Translator, node: quiz_question, pairs: Element) -> None:
    """Write which match belongs to which term."""
    write_solution(self, node["solution"])
    lines = "".join(
        f'<li data-item="{term["key"]}" data-match="{term["match"]}">'
        f"{term['number']} {term['letter']}</li>"
        for term in pairs.findall(quiz_term)
    )
    self.body.append(f'<ul class="quiz-pairs" hidden="hidden">{lines}</ul>\n')


# -- answers to write ----------------------------------------------------------------------


def write_field(self: HTML5Translator, node: quiz_question, answer: Element) -> None:
    """Write a field for a short or a long answer."""
    label = f'<label class="quiz-field"><span class="quiz-label">{_("Your answer")}</span> '
    if isinstance(answer, quiz_model):
        field = f'<textarea rows="{answer["lines"]}" dir="auto"></textarea>'
    else:
        numeric = all(accepted["number"] for accepted in answer.findall(quiz_answer))
        mode = ' inputmode="decimal"' if numeric else ""
        field = (
            f'<input type="text"{mode} dir="auto" autocomplete="off" autocapitalize="off" '
            'spellcheck="false" />'
        )
    self.body.append(f"{label}{field}</label>\n")


def write_accepted(self: HTML5Translator, node: quiz_question, answers: Element) -> None:
    """Write the answers that are accepted."""
    accepted = []
    for answer in answers.findall(quiz_answer):
        number = f' data-number="{answer["number"]}"' if answer["number"] else ""
        if answer["tolerance"]:
            number += f' data-tolerance="{answer["tolerance"]}"'
        text = self.encode(answer.astext())
        accepted.append(f'<span class="quiz-accepted"{number}>{text}</span>')
    both = str(_(" or ")).join(accepted)
    self.body.append(f'<p class="quiz-solution">{_("Answer: %s") % both}</p>\n')


def write_model(self: HTML5Translator, node: quiz_question, model: Element) -> None:
    """Write the model answer."""
    write_block(self, "quiz-model", model)


CONTROLS: dict[type[Element], Callable[[HTML5Translator, quiz_question, Element], None]] = {
    quiz_options: write_options,
    quiz_items: write_items,
    quiz_pairs: write_pairs,
    quiz_answers: write_field,
    quiz_model: write_field,
}
SOLUTIONS: dict[type[Element], Callable[[HTML5Translator, quiz_question, Element], None]] = {
    quiz_options: write_feedback,
    quiz_items: write_sequence,
    quiz_pairs: write_matching,
    quiz_answers: write_accepted,
    quiz_model: write_model,
}
