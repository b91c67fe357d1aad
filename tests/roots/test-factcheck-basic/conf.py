extensions = ["factcheck", "sphinxcontrib.bibtex"]
project = "Claims"
author = "A. Writer"
version = release = copyright = "1"
bibtex_bibfiles = ["works.bib"]
factcheck_outlines = ["outline*"]
numfig = True
nitpicky = True
locale_dirs = ["locale"]
gettext_compact = False
latex_documents = [("index", "claims.tex", project, author, "manual")]
man_pages = [("index", "claims", project, author, 7)]
texinfo_documents = [("index", "claims", project, author, "claims")]
typst_documents = [{"name": "claims"}]
