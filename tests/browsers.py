"""The browser that the tests drive.

An installed Chrome, Chromium or Edge; else Playwright's own; else, as root on Debian, the
distribution's.  ``python -m tests.browsers`` fetches one if there is none, and fails if none can
be had: no test is skipped for want of a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
#: A browser under test talks to nobody but the test.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--no-first-run",
)


def installed() -> str | None:
    """Return the path of an installed Chrome, Chromium or Edge."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next(
        (path for place in PLACES if Path(path := os.path.expandvars(place)).is_file()), None
    )


def downloaded() -> str | None:
    """Return the path of Playwright's own Chromium if it has been downloaded."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def fetch() -> str | None:
    """Try to get a browser; return its path, or nothing if none can be had."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if found := downloaded():
        return found
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        for command in (
            ["update"],
            ["install", "--yes", "--no-install-recommends", "chromium"],
        ):
            subprocess.run(
                ["apt-get", "--quiet", *command], check=False, stdout=subprocess.DEVNULL
            )
    return installed()


@contextmanager
def launch() -> Iterator[Browser]:
    """Start the browser, without a window."""
    with sync_playwright() as playwright:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        flags = [*FLAGS, "--no-sandbox"] if root else [*FLAGS]
        browser = playwright.chromium.launch(executable_path=installed(), args=flags)
        yield browser
        browser.close()


if __name__ == "__main__" and not (installed() or downloaded() or fetch()):
    sys.exit(
        "The tests need a browser: install Chrome, Chromium or Edge, or `playwright install chromium`."
    )
