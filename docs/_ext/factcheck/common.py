"""What several modules need: the verdicts, and how to warn."""

from __future__ import annotations

from sphinx.locale import get_translation
from sphinx.util import logging

CATALOGUE = "factcheck"

#: The verdicts that a claim can have, in the order in which they are listed.
VERDICTS = ("supported", "qualified", "wrong", "interpretation", "unconfirmed")

logger = logging.getLogger(__name__)
_ = get_translation(CATALOGUE)


def verdict_word(verdict: str) -> str:
    """Say the verdict in the reader's language."""
    return {
        "supported": _("supported"),
        "qualified": _("qualified"),
        "wrong": _("wrong"),
        "interpretation": _("interpretation"),
        "unconfirmed": _("unconfirmed"),
    }[verdict]


def warn(subtype: str, message: str, source: str | None, line: int | None) -> None:
    """Tell of a mistake, with file and line."""
    logger.warning(message, type="factcheck", subtype=subtype, location=f"{source}:{line}")
