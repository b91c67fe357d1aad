"""What several modules need: how to warn, and where the banks are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

logger = logging.getLogger(__name__)

SUFFIX = ".rst"


def warn(message: str, *, location: str, subtype: str) -> None:
    """Tell of a mistake, with file and line."""
    logger.warning(message, location=location, type="quizbank", subtype=subtype)


def bank_folder(app: Sphinx) -> Path:
    """Return the folder of the banks."""
    return Path(os.path.normpath(app.confdir / app.config.quizbank_path))


def exclude_banks(app: Sphinx, config: Config) -> None:
    """Where the banks are kept among the pages, have Sphinx not take them for pages."""
    folder = bank_folder(app)
    if folder != app.srcdir and folder.is_relative_to(app.srcdir):
        config.exclude_patterns.append(folder.relative_to(app.srcdir).as_posix())


def is_catalogue(builder: Builder) -> bool:
    """Whether a builder gathers messages: it must see the questions as they are written."""
    return builder.name == "gettext"


def is_interactive(builder: Builder) -> bool:
    """Whether a builder writes web pages, where answers can be folded."""
    return builder.format == "html" and builder.name != "epub"
