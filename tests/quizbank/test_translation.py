"""Every word can be translated, and nothing but words changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import quizbank
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

LOCALE = Path(quizbank.__file__).parent / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/quizbank.po"))

TRANSLATIONS = {
    "What is the capital of *France*?": "Was ist die Hauptstadt *Frankreichs*?",
    "Paris, on the *Seine*": "Paris, an der *Seine*",
    "Feedback London.": "Rückmeldung London.",
    "Hint river.": "Hinweis Fluss.",
    "True": "Wahr",
    "1962.": "27. Oktober",
    "Later": "Später",
    "Term one": "Begriff eins",
    "Match two": "Zuordnung zwei",
    "Model paragraph.": "Musterabsatz.",
    "*Strong:* rubric strong.": "*Stark:* Raster stark.",
}


@pytest.fixture
def root(root):
    messages = "".join(
        f'msgid "{source}"\nmsgstr "{target}"\n\n' for source, target in TRANSLATIONS.items()
    )
    root.write(
        "docs/locale/de/LC_MESSAGES/index.po",
        f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{messages}',
    )
    return root


kinds = pytest.mark.parametrize("root", ["kinds"], indirect=True)


@pytest.mark.parametrize("builder", ["html", "text"])
@kinds
def test_content_and_interface(root, builder):
    built = root.build(builder, language="de", locale_dirs=["locale"])
    assert not built.warnings
    output = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", built.read(
        {"html": "index.html", "text": "index.txt"}[builder]
    )))  # fmt: skip
    for target in TRANSLATIONS.values():
        assert target.replace("*", "") in output.replace("*", "")
    for word in ("Frage 1", "Antwort: ", "Hinweis 2", "Falsch"):
        assert word in output
    for word in ("Question", "Answer", "Wrong", "Hint 1"):
        assert word not in output


@kinds
def test_same_shuffle_and_same_keys(root):
    def marks(built):
        page = built.read("index.html")
        return re.findall(r'(?:value|data-item|data-match|data-option)="(\w+)"', page)

    english = marks(root.build("html"))
    german = marks(root.build("html", fresh=True, language="de", locale_dirs=["locale"]))
    assert english == german


@kinds
def test_translated_short_answers_go_to_the_script(root):
    page = root.build("html", language="de", locale_dirs=["locale"]).read("index.html")
    assert '<span class="quiz-accepted" data-number="1962">27. Oktober</span>' not in page
    assert '<span class="quiz-accepted">27. Oktober</span>' in page


@kinds
def test_catalogue_can_be_made_in_any_language(root):
    built = root.build("gettext", language="de", locale_dirs=["locale"])
    assert 'msgid "1962."' in built.read("index.pot")
    assert "27. Oktober" not in built.read("index.pot")


def test_true_and_false_in_the_language_of_the_site(project):
    project.bank(".. question:: one\n\n   Ist es?\n\n   - [x] Falsch\n   - [ ] Wahr\n")
    built = project.build("html", language="de")
    assert built.domain.questions["one"].kind == "truefalse"


def interface_strings():
    """Yield what the code marks for translation."""
    for path in Path(quizbank.__file__).parent.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        for call in re.findall(r'\b_\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', source):
            yield "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_shipped_catalogues_are_whole_and_compiled(path, tmp_path):
    with path.open("rb") as file:
        catalogue = read_po(file)
    missing = [
        message for message in set(interface_strings())
        if not catalogue.get(message) or not catalogue.get(message).string
    ]  # fmt: skip
    assert not missing
    for message in catalogue:
        placeholders = re.findall(r"%\(\w+\)d|%\(\w+\)s|%[ds]|\{\w+\}", str(message.id))
        assert sorted(placeholders) == sorted(
            re.findall(r"%\(\w+\)d|%\(\w+\)s|%[ds]|\{\w+\}", str(message.string))
        )
    with path.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert {m.id: m.string for m in compiled if m.id} == {
        m.id: m.string for m in catalogue if m.id and m.string
    }
