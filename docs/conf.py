"""Settings of the study guide: values only, the code lives in ``_ext``."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# The guide

project = "Triumph for Diplomacy"
author = "The authors of the guide"
copyright = "2026, the authors of the guide"
version = release = "1.0"
language = "en"

extensions = [
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "sphinxext.opengraph",
    "notfound.extension",
    "citestyle",
    "factcheck",
    "figures",
    "printed",
    "quizbank",
    "tableids",
    "typstpdf",
]
exclude_patterns = ["_ext", "figures"]
templates_path = ["_templates"]

numfig = True
numfig_format = {"figure": "Figure %s", "table": "Table %s", "code-block": "Example %s"}
numfig_secnum_depth = 0  # figures and tables are counted through the whole guide
nitpicky = True  # a reference to nothing is a mistake
smartquotes = True
trim_footnote_reference_space = True

# Citations: labels such as [FRUS VI:65] and [Dobbs 2008], see _ext/citestyle.py

bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "label"
bibtex_default_style = "shorthand"

# Claims, see _ext/factcheck: pages that list claims without discussing them

factcheck_outlines = ["index", "essay/*", "reference/*", "teaching/*", "practice"]

# The web site. SITE_URL is where it will be published; Read the Docs sets its own.

html_baseurl = os.environ.get("SITE_URL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_favicon = "_static/icon.svg"
html_css_files = ["guide.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None
html_theme_options = {
    "navigation_with_keys": True,
    "light_css_variables": {
        "color-brand-primary": "#1d4063",
        "color-brand-content": "#1d5486",
        "color-brand-visited": "#5b3a78",
    },
    "dark_css_variables": {
        "color-brand-primary": "#9ec5ea",
        "color-brand-content": "#8fbce6",
        "color-brand-visited": "#c3a6e0",
    },
}

# The page for a wrong address, whose links must hold wherever it is shown

notfound_urls_prefix = urlsplit(html_baseurl).path.rstrip("/") + "/"
notfound_context = {
    "title": "This page is not here",
    "body": f"""
<h1>This page is not here</h1>
<p>It may have moved, or the address may have a slip in it. Try the search box, or go on from
<a href="{notfound_urls_prefix}index.html">the front page</a>.</p>
""",
}

# What other sites show of a page when it is shared

ogp_site_url = html_baseurl
ogp_site_name = project
ogp_social_cards = {"enable": False}  # one drawn card serves all pages
ogp_image = "_static/card.png"
ogp_image_alt = "Rings on a chart around the title Triumph for Diplomacy"
ogp_enable_meta_description = False  # every page has a description of its own

# The PDFs, see _ext/typstpdf

typst_paper = os.environ.get("PAPER", "a4")
typst_documents = [
    {
        "name": "guide",
        "start": "index",
        "title": project,
        "subtitle": "A study guide to the Cuban Missile Crisis of 1962",
        "author": author,
        "description": "Background, strategy and lessons of the Cuban Missile Crisis, with "
        "every claim of a short essay checked against the documents.",
        "exclude": ["practice", "teaching/index", "authoring"],
    },
    {
        "name": "handout",
        "start": "teaching/handout/index",  # lists its pages; they list their questions
        "title": "Triumph for Diplomacy: handout",
        "author": author,
        "description": "Worksheets for a class on the Cuban Missile Crisis, without answers.",
        "layout": "sheets",
        "contents": False,
        "index": False,
        "options": {"key": "none"},
    },
    {
        "name": "teacher",
        "start": "teaching/lessons/index",
        "title": "Triumph for Diplomacy: lesson plans and key",
        "subtitle": "Three lessons of 45 minutes, the answers to the worksheets, a role-play",
        "author": author,
        "description": "Lesson plans, the key to the worksheets with explanations and levels, "
        "and a role-play of the advisers' meeting of 20 October 1962.",
        "layout": "sheets",
        "index": False,
    },
]

# Links that answer robots with an error although readers can follow them

linkcheck_timeout = 20
linkcheck_retries = 2
