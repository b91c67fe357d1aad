"""Questions in reStructuredText, for the web and for paper, usable without JavaScript.

::

    extensions = ["quizbank"]

Then ``.. question::`` writes a question, ``.. quiz:: background`` puts the questions of the
file ``exercises/background.rst`` on a page, ``.. practice::`` makes the page of all questions,
and ``:question:`id``` refers to one.  ``.. worksheet:: background`` puts chosen questions on a
page for print, ``.. worksheet-key:: background`` the answers to them on another.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizbank import assets, fill, html, paper, plain, practice
from quizbank.common import exclude_banks
from quizbank.directives import Misplaced, Practice, Question, Quiz
from quizbank.domain import QuestionRole, QuizDomain, start_domain
from quizbank.example import Example
from quizbank.nodes import (
    PARTS,
    quiz_bank,
    quiz_lettered_item,
    quiz_practice,
    quiz_question,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def connect_typstpdf(app: Sphinx, config: Config) -> None:
    """Set questions for paper if the PDF builder is in use, whenever it is loaded."""
    if "typstpdf" in app.extensions:
        app.connect("typstpdf-assembled", paper.set_questions)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.add_config_value("quizbank_path", "../exercises", "env", str)
    app.add_config_value("quizbank_storage_prefix", "quizbank", "html", str)
    app.add_message_catalog("quizbank", str(Path(__file__).parent / "locale"))

    for node in PARTS:
        app.add_node(node)
    app.add_node(quiz_bank, html=(html.visit_bank, html.depart_bank))
    app.add_node(quiz_practice, html=(html.visit_practice, html.depart_practice))
    app.add_node(quiz_question, html=(html.visit_question, None))
    app.add_node(
        quiz_lettered_item, text=(plain.visit_lettered_text, plain.depart_lettered_text)
    )

    app.add_directive("question", Question)
    app.add_directive("explanation", Misplaced)
    app.add_directive("model-answer", Misplaced)
    app.add_directive("quiz", Quiz)
    app.add_directive("practice", Practice)
    app.add_directive("example", Example)
    app.add_domain(QuizDomain)
    app.add_role("question", QuestionRole())

    app.add_post_transform(practice.FillPractice)
    app.add_post_transform(plain.PlainQuestions)
    fill.setup(app)

    app.connect("config-inited", connect_typstpdf)
    app.connect("config-inited", exclude_banks)
    app.connect("builder-inited", start_domain)
    app.connect("builder-inited", assets.add_static_path)
    app.connect("env-updated", practice.changed_pages)
    app.connect("html-page-context", assets.add_assets)
    return {
        "version": "1.0",
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "typst_rules": [
            str(Path(__file__).parent / name) for name in ("quizbank.typ", "worksheet.typ")
        ],
    }
