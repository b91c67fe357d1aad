"""The whole guide in every other builder: nothing crashes, nothing is lost, no marker shows."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile

import pytest

from .conftest import ROOT

#: A question, a right option's feedback, a claim and a fact from a chapter.
WORDS = (
    "How many of them were made public at once?",
    "Claim by claim",
    "Kennedy approved a new programme of sabotage",
    "Answers",
)


def build(builder, doctrees, folder):
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", builder]
    subprocess.run([*command, "-d", doctrees, ROOT / "docs", folder], check=True)


def text_of(builder, folder):
    if builder == "epub":
        (book,) = folder.glob("*.epub")
        with zipfile.ZipFile(book) as pages:
            raw = " ".join(
                pages.read(name).decode()
                for name in pages.namelist()
                if name.endswith(".xhtml") and "authoring" not in name
            )
        return re.sub(r"<[^>]+>", "", raw)
    endings = {"text": "*.txt", "latex": "*.tex", "man": "*.1", "texinfo": "*.texi"}
    return " ".join(
        path.read_text(encoding="utf-8")
        for path in folder.rglob(endings[builder])
        if path.stem != "authoring"
    )


@pytest.mark.parametrize("builder", ["text", "epub", "latex", "man", "texinfo"])
def test_builder(guide, tmp_path, builder):
    build(builder, guide.html.parent / "doctrees", tmp_path)
    text = re.sub(r"\s+", " ", text_of(builder, tmp_path))
    for words in WORDS:
        assert words in text
    if builder in ("text", "epub"):  # elsewhere the page for authors is in the same file
        assert "[x]" not in text


def test_translation_catalogue(tmp_path):
    build("gettext", tmp_path / "doctrees", tmp_path)
    catalogue = (tmp_path / "lessons.pot").read_text(encoding="utf-8")
    assert "How many of them were made public at once?" in re.sub(r'"\s*"', "", catalogue)
    assert "[x]" not in catalogue
