"""What all tests share."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import typesetting
from tests.browsers import launch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.typesetting import Printed

pytest_plugins = ["sphinx.testing.fixtures"]

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """The folder of the small Sphinx projects, ``test-NAME`` each."""
    return HERE / "roots"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of the whole run."""
    with launch() as started:
        yield started


@pytest.fixture
def typeset(tmp_path: Path) -> Callable[..., Printed]:
    """Return a function that typesets pages and gives the PDFs: :func:`typesetting.typeset`."""
    return partial(typesetting.typeset, tmp_path)
