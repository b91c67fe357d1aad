extensions = ["factcheck", "quizbank", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["works.bib"]
quizbank_path = "exercises"
exclude_patterns = ["exercises"]
