extensions = ["factcheck", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["works.bib"]
nitpicky = True
