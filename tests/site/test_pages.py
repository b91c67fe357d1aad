"""Every page of the site: links, order, what it says of itself, and nothing from elsewhere."""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag, urlsplit

import pytest


def test_links_between_pages_lead_somewhere(guide):
    ids = {}
    for page in guide.pages():
        tree = guide.parse(page)
        ids[page.resolve()] = set(tree.xpath("//@id | //@name"))
    broken = []
    for page in guide.pages():
        for href in guide.parse(page).xpath("//a/@href"):
            address, fragment = urldefrag(href)
            if urlsplit(href).scheme:
                continue
            target = (page.parent / unquote(address)).resolve() if address else page.resolve()
            if not target.exists() or (
                fragment and target in ids and fragment not in ids[target]
            ):
                broken.append((page.name, href))
    assert broken == []


def test_ids_are_unique(guide):
    for page in guide.pages():
        ids = guide.parse(page).xpath("//@id")
        assert len(ids) == len(set(ids)), page


def test_every_page_says_what_it_is(guide):
    descriptions = {}
    for page in guide.pages():
        tree = guide.parse(page)
        title = tree.findtext(".//title")
        assert title, page
        (description,) = tree.xpath("//meta[@name='description']/@content")
        assert 60 <= len(description) <= 170, (page, len(description))
        assert description not in descriptions, (page, descriptions[description])
        descriptions[description] = page
        for name in (
            "og:title",
            "og:type",
            "og:url",
            "og:site_name",
            "og:description",
            "og:image",
        ):
            assert tree.xpath(f"//meta[@property='{name}']/@content"), (page, name)
        assert len(tree.xpath("//h1")) == 1, page


def test_the_card_exists(guide):
    tree = guide.parse(guide.html / "index.html")
    (card,) = tree.xpath("//meta[@property='og:image']/@content")
    assert card == "https://guide.example/triumph/_static/card.png"
    assert (guide.html / "_static/card.png").exists()


def test_next_leads_through_every_page(guide):
    seen, page = [], guide.html / "index.html"
    while page and page not in seen:
        seen.append(page)
        following = guide.parse(page).xpath("//a[contains(@class, 'next-page')]/@href")
        page = (page.parent / urldefrag(following[0])[0]).resolve() if following else None
    assert set(seen) == {page.resolve() for page in guide.pages()}
    names = [str(page.relative_to(guide.html)) for page in seen]
    wanted = [
        "essay/index.html",
        "background/index.html",
        "strategy/index.html",
        "lessons/index.html",
    ]
    assert sorted(wanted, key=names.index) == wanted
    assert names.index("background/why-cuba.html") < names.index("strategy/index.html")


def test_pictures_have_words(guide):
    for page in guide.pages():
        tree = guide.parse(page)
        for picture in tree.xpath("//article//img"):
            assert picture.get("alt"), (page, picture.get("src"))


def test_nothing_is_loaded_from_another_host(guide):
    for page in guide.pages():
        tree = guide.parse(page)
        loaded = tree.xpath(
            "//script/@src | //img/@src | //iframe/@src | //source/@src | //video/@src"
        )
        loaded += tree.xpath(
            "//link[not(@rel='canonical') and not(@rel='next') and not(@rel='prev')]/@href"
        )
        outside = [address for address in loaded if urlsplit(address).netloc]
        assert outside == [], page


def test_scripts_of_questions_only_where_there_are_questions(guide):
    for page in guide.pages():
        tree = guide.parse(page)
        scripts = [src for src in tree.xpath("//script/@src") if "quizbank" in src]
        questions = tree.xpath("//*[contains(concat(' ', @class, ' '), ' quiz-question ')]")
        assert bool(scripts) == bool(questions), page


@pytest.mark.parametrize("part", ["background", "strategy", "lessons"])
def test_chapters_keep_to_their_form(guide, part):
    """600 to 1,000 words of text, the reading time that they take, what the essay says first."""
    chapters = [
        page
        for page in guide.pages()
        if page.parent == guide.html / part and page.name != "index.html"
    ]
    assert 3 <= len(chapters) <= 4
    for page in chapters:
        (article,) = guide.parse(page).xpath("//article[@role='main']")
        said = article.xpath(".//p[contains(@class, 'reading-time')]")[0].text_content()
        (box,) = article.xpath(".//div[contains(@class, 'essay-says')]")
        assert box.text_content().strip()
        drop(article, "quiz-bank", "data-figure", "headerlink", "bibtex-citation")
        drop(article, *("nav", "figure", "aside", "details"), kind="tag")
        minutes = count_words(article) / 200  # tables are read, too
        assert abs(int(re.search(r"\d+", said)[0]) - minutes) <= 1.1, (page, minutes, said)
        drop(article, "table", kind="tag")
        assert 550 <= count_words(article) <= 1060, (page, count_words(article))


def drop(article, *names, kind="class"):
    """Take out of *article* what a count of words leaves out."""
    for name in names:
        path = f".//{name}" if kind == "tag" else f".//*[contains(@class, '{name}')]"
        for element in article.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()


def count_words(article):
    return len(re.findall(r"\w[\w’'.,-]*", article.text_content()))


def test_page_not_found(guide):
    tree = guide.parse(guide.html / "404.html")
    text = tree.text_content()
    assert "This page is not here" in text
    links = tree.xpath("//article//a/@href")
    assert "/triumph/index.html" in links
    for href in tree.xpath("//a/@href | //link/@href | //script/@src"):
        assert href.startswith(("/triumph/", "#", "http")), "it is shown at any depth"
