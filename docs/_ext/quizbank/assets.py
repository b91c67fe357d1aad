"""Script and style, on pages with questions only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from quizbank import worksheet
from quizbank.common import is_interactive
from quizbank.domain import quiz_domain

if TYPE_CHECKING:
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx

_ = get_translation("quizbank")

STATIC = Path(__file__).parent / "static"

#: What quizbank.js says, by the name under which it knows it.
STRINGS = {
    "check": _("Check"),
    "model": _("Show model answer"),
    "again": _("Try again"),
    "right": _("Right"),
    "part": _("Partly right"),
    "wrong": _("Wrong"),
    "self": _("Compare your answer with the model. How did you do?"),
    # what is partly right
    "severalPart": _("{n} of {total} found, {wrong} wrongly chosen."),
    "orderPart": _("{n} of {total} are in the right place."),
    "matchPart": _("{n} of {total} match."),
    "spelling": _("It is spelt “{word}”."),
    "number": _("Please give one number only, in digits."),
    # pressed Check too early
    "choiceNone": _("Choose an answer first."),
    "severalNone": _("Choose at least one answer first."),
    "truefalseNone": _("Choose true or false first."),
    "shortNone": _("Write an answer first."),
    "orderNone": _("Put the items in order first."),
    "matchNone": _("Choose a match first."),
    "openNone": _("Write a few words of your own first."),
    # an open question is marked by the reader
    "rightSelf": _("I had it"),
    "partSelf": _("Partly"),
    "wrongSelf": _("Not yet"),
    # items to order
    "up": _("Move up: {item}"),
    "down": _("Move down: {item}"),
    "moved": _("{item}: moved to place {n} of {total}."),
    # a bank
    "score": _("{right} of {total} right, {answered} answered"),
    "reset": _("Clear answers"),
    "sure": _("Clear your answers to these questions?"),
    "unkept": _(
        "This browser does not let the page keep your answers, or has no room left. "
        "Everything works, but only until you close the page."
    ),
    # short answers: words that do not count, "zero" to "twenty", endings such as in "27th"
    "articles": _("the a an"),
    "numbers": _(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    ),
    "ordinals": _("st nd rd th"),
}

#: What quizbank-practice.js says.
PRACTICE_STRINGS = {
    # filters
    "chapter": _("Chapter"),
    "level": _("Level"),
    "kind": _("Kind"),
    "show": _("At a time"),
    "any": _("All"),
    "everything": _("All of them"),
    "other": _("Other pages"),
    "recall": _("Recall"),
    "understand": _("Understand"),
    "apply": _("Apply"),
    "evaluate": _("Evaluate"),
    "choice": _("One choice"),
    "several": _("Several choices"),
    "truefalse": _("True or false"),
    "short": _("Short answer"),
    "order": _("Order"),
    "match": _("Match"),
    "open": _("Open"),
    "which": _("Which questions"),
    "all": _("All"),
    "new": _("Not yet answered"),
    "missed": _("Missed"),
    "due": _("Due today"),
    # what is shown
    "range": _("Questions {from} to {to} of {total}"),
    "nothing": _("No question fits. Choose fewer filters."),
    "newNone": _("You have answered every question here."),
    "missedNone": _("Nothing missed here."),
    "dueNone": _("Nothing is due today. Come back tomorrow, or practise what you missed."),
    "previous": _("Previous"),
    "next": _("Next"),
    # results
    "results": _("Your results"),
    "answered": _("Answered"),
    "right": _("Right"),
    "of": _("{n} of {total}"),
    "total": _("Together"),
    "explain": _(
        "A question comes back one day after your first answer. Each time you then have it "
        "right the wait doubles, up to 16 days; a miss starts again at one day. Your answers "
        "stay in this browser: save them to a file to take them to another."
    ),
    # progress as a file
    "save": _("Save progress to a file"),
    "take": _("Read progress from a file"),
    "file": _("quiz-progress"),
    "taken": _("Read the answers to {n} questions; left out {left}."),
    "unreadable": _("This is not a file of saved progress. Nothing was changed."),
    "clear": _("Clear all progress"),
    "sure": _("Clear your answers to all questions, in every chapter?"),
    "cleared": _("All progress was cleared."),
}


def add_static_path(app: Sphinx) -> None:
    """Have the files copied with the theme's."""
    if is_interactive(app.builder):
        app.config.html_static_path.append(str(STATIC))


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link script and style from a page that has questions."""
    if not is_interactive(app.builder):
        return
    domain = quiz_domain(app.env)
    practice = pagename in domain.data["practice"]
    if practice or app.builder.name == "singlehtml":
        records = list(domain.all_records())
    else:
        records = [
            *domain.records.get(pagename, []),
            *worksheet.records_on(domain, pagename),
        ]
    if not records and not practice:
        return
    for kind in sorted({record.kind for record in records}):
        add_files(app, f"quizbank-{kind}")
    prefix = app.config.quizbank_storage_prefix
    add_files(app, "quizbank", {"data-prefix": prefix, "data-strings": as_json(STRINGS)})
    if practice:
        add_files(app, "quizbank-practice", {"data-strings": as_json(PRACTICE_STRINGS)})


def as_json(strings: dict[str, str]) -> str:
    """Return strings, translated, as JSON."""
    return json.dumps({key: str(text) for key, text in strings.items()}, ensure_ascii=False)


def add_files(app: Sphinx, name: str, settings: dict[str, Any] | None = None) -> None:
    """Add what there is under a name; the script gets its settings as data attributes.

    The scripts are no modules: browsers refuse those on pages opened from a disk.
    """
    if (STATIC / f"{name}.css").is_file():
        app.add_css_file(f"{name}.css")
    if (STATIC / f"{name}.js").is_file():
        app.add_js_file(f"{name}.js", loading_method="defer", **(settings or {}))
