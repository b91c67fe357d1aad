"""Every builder carries every word, and no builder shows a marker."""

from __future__ import annotations

import re
import zipfile

import html5lib
import pytest
from bs4 import BeautifulSoup
from lxml import etree

WORDS = [
    "What is the capital of",
    "on the",
    "Feedback Paris.",
    "London",
    "Feedback London.",
    "Feedback Rome.",
    "Hint river.",
    "Hint tower.",
    "Explanation capital.",
    "Vienna",
    "Norway",
    "Prompt truth.",
    "Feedback true.",
    "15",
    "fifteen",
    "Dobrynin",
    "Earliest",
    "Latest",
    "Term three",
    "Match three",
    "Prompt essay.",
    "of two.",
    "Model paragraph.",
    "rubric strong.",
    "Explanation essay.",
    "Explanation further.",
]
MARKER = re.compile(r"\[[xX ]\]")
kinds = pytest.mark.parametrize("root", ["kinds"], indirect=True)

OUTPUTS = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "text": "index.txt",
    "man": "kinds.1",
    "latex": "kinds.tex",
    "texinfo": "kinds.texi",
    "xml": "index.xml",
    "pseudoxml": "index.pseudoxml",
    "gettext": "index.pot",
}


def spaced(text):
    """Undo wrapping and what man pages and catalogues put between words."""
    return " ".join(re.sub(r'"\n"|\\', "", text).split())


@pytest.mark.parametrize("builder", OUTPUTS)
@kinds
def test_nothing_is_lost_and_no_marker_shows(root, builder):
    built = root.build(builder)
    assert not built.warnings
    output = built.read(OUTPUTS[builder])
    assert [word for word in WORDS if word not in spaced(output)] == []
    assert not MARKER.search(output)
    assert ":answer:" not in output


@pytest.mark.parametrize("builder", ["text", "epub", "latex", "man", "texinfo"])
@kinds
def test_key_stands_after_the_questions(root, builder):
    output = root.build(builder).read(OUTPUTS[builder])
    key = output.index("Answers")
    for word in ("Feedback Paris.", "Explanation capital.", "Hint river.", "Model paragraph."):
        assert output.index(word) > key
    for word in ("London", "Term three", "Earliest", "Prompt essay."):
        assert output.index(word) < key


@kinds
def test_plain_text(root):
    text = root.build("text").read("index.txt")
    assert "**Question 1.** What is the capital of *France*?" in text
    order = re.search(r"\*\*Question 7\.\*\*.*?\n\n(.*?)\n\n\*\*", text, re.DOTALL)
    letters = dict(re.findall(r"^([A-D])\. (.*)$", order[1], re.MULTILINE))
    solution = re.search(r"\*\*Question 7\*\*\. Answer: (.*)", text)[1].split(", ")
    assert [letters[name] for name in solution] == [
        "Earliest", "Middle **bold**", "Later", "Latest"
    ]  # fmt: skip
    assert list(letters.values()) != [letters[name] for name in solution]
    assert "Answer: A. Dobrynin or 1962. or -5" in text


@kinds
def test_epub_is_xhtml_without_controls_and_script(root):
    built = root.build("epub")
    tree = etree.fromstring(built.read("index.xhtml").encode())
    names = {etree.QName(node).localname for node in tree.iter() if isinstance(node.tag, str)}
    assert not names & {"input", "select", "textarea", "details", "fieldset", "script"}
    archive = zipfile.ZipFile(next(built.out.glob("*.epub")))
    assert not [name for name in archive.namelist() if "quizbank" in name]


@kinds
def test_html_is_valid(root):
    built = root.build("html")
    page = built.read("index.html")
    html5lib.HTMLParser(strict=True).parse(page)
    soup = BeautifulSoup(page, "html.parser")
    ids = [node["id"] for node in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert not soup.select("form .quiz-question, .quiz-question form, .quiz-question [onclick]")
    bank = soup.select_one(".quiz-bank")
    etree.fromstring(str(bank).replace("&nbsp;", " "))
    for legend in soup.select("legend"):
        assert not legend.select("p, ul, ol, div, pre, table, figure")
    for control in soup.select(".quiz-question :is(input, select, textarea)"):
        assert control.find_parent("label")
    names = {node["id"]: node.select("input[name]") for node in soup.select(".quiz-question")}
    for name, inputs in names.items():
        assert {field["name"] for field in inputs} <= {name}


@kinds
def test_html_can_be_read_without_script(root):
    soup = BeautifulSoup(root.build("html").read("index.html"), "html.parser")
    for details in soup.select("details"):
        assert "open" not in details.attrs
        details.extract()
    shown = soup.select_one(".quiz-bank").get_text(" ")
    for word in ("What is the capital of", "London", "Rome", "Earliest", "Match three"):
        assert word in shown
    for word in ("Feedback", "Explanation", "Hint", "Model paragraph", "Right"):
        assert word not in shown


@kinds
def test_html_answers(root):
    soup = BeautifulSoup(root.build("html").read("index.html"), "html.parser")

    def one(qid, selector):
        return soup.select(f"#question-{qid} {selector}")

    (right,) = one("capital", ".quiz-right")
    (option,) = one("capital", f'input[value="{right["data-option"]}"]')
    assert "Paris" in option.find_parent("label").get_text()
    assert "Feedback Paris." in right.get_text()
    assert [hint.summary.get_text() for hint in one("capital", ".quiz-hint")] == [
        "Hint 1", "Hint 2"
    ]  # fmt: skip
    assert {field["type"] for field in one("cities", "input")} == {"checkbox"}
    number, word = one("years", ".quiz-accepted")
    assert (number["data-number"], number["data-tolerance"]) == ("15", "1")
    assert "data-number" not in word.attrs
    texts = {
        item["data-item"]: item.select_one(".quiz-text").get_text()
        for item in one("sequence", ".quiz-items li")
    }
    in_order = [texts[item["data-item"]] for item in one("sequence", ".quiz-sequence li")]
    assert in_order == ["Earliest", "Middle bold", "Later", "Latest"]
    assert len(one("pairs", "select option")) == 12
    (field,) = one("essay", "textarea")
    assert field["rows"] == "4"
    (more,) = one("essay", ".quiz-more")
    assert more["id"] == one("essay", "fieldset")[0]["aria-describedby"]
    assert "- a list" not in more.get_text()
    assert more.select("li")


@kinds
def test_assets_on_pages_with_questions_only(root, tmp_path, monkeypatch):
    static = tmp_path / "static"
    static.mkdir()
    for name in ("quizbank.js", "quizbank.css", "quizbank-practice.js"):
        (static / name).write_text("")
    monkeypatch.setattr("quizbank.assets.STATIC", static)
    root.write("docs/practice.rst", ":orphan:\n\nP\n=\n\n.. practice::\n")
    built = root.build("html")
    assert "quizbank" not in built.read("plain.html")
    for name in ("quizbank.js", "quizbank.css"):
        assert f"_static/{name}" in built.read("index.html")
        assert f"_static/{name}" in built.read("practice.html")
    assert "quizbank-practice.js" not in built.read("index.html")
    assert "_static/quizbank-practice.js" in built.read("practice.html")
    assert (built.out / "_static" / "quizbank.js").is_file()
    scripts = BeautifulSoup(built.read("index.html"), "html.parser").select(".quiz-bank script")
    assert not scripts


@kinds
def test_search_finds_questions(root):
    index = root.build("html").read("searchindex.js")
    assert "madrid" in index
    assert "capit" in index


@kinds
def test_messages_are_the_text_alone(root):
    catalogue = root.build("gettext").read("index.pot")
    messages = re.findall(r'^msgid "(.*)"$', catalogue, re.MULTILINE)
    for text in ("Paris, on the *Seine*", "True", "A. Dobrynin", "1962.", "-5", "15 ± 1",
                 "Middle **bold**", "Term one", "Match two", "*Strong:* rubric strong."):  # fmt: skip
        assert text in messages
    assert re.search(r"#: .*exercises/kinds\.rst:9\nmsgid \"Paris", catalogue)


def test_hostile_text(project):
    text = "<script>alert(1)</script> & \"quoted\" 'single' </select> `code` 😀 עברית العربية"
    escaped = text.replace("`code`", "``code``")
    project.bank(
        f"""
        .. question:: one

           Prompt {escaped}

           - [x] Option {escaped}

             Feedback {escaped}

           - [ ] {"very long " * 400}

        .. question:: two

           Prompt.

           :answer: {text}

        .. question:: three

           Prompt.

           Term {escaped}
              Match {escaped}
           Other
              Another {escaped}

        .. question:: four

           Prompt.

           #. Item {escaped}
           #. Other
        """
    )
    for builder in ("html", "text", "latex", "man", "texinfo", "epub", "gettext"):
        built = project.build(builder)
        assert not [line for line in built.warnings if "epub" not in line.lower()]
    page = project.build("html", fresh=True).read("index.html")
    soup = BeautifulSoup(page, "html.parser")
    html5lib.HTMLParser(strict=True).parse(page)
    assert not soup.select(".quiz-bank script")
    assert soup.select_one("#question-two .quiz-accepted").get_text() == text
    assert len(soup.select("#question-three select")) == 2
    items = [node.get_text() for node in soup.select("#question-four .quiz-text")]
    assert any("😀 עברית العربية" in item for item in items)
