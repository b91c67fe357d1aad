# `make` sets up what it needs and builds the web site and the PDFs; `make help` lists the rest.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PAPER ?= a4
export PAPER

BIN := .venv/bin
SPHINX := $(BIN)/sphinx-build --fail-on-warning --keep-going --quiet
# Everything that a build reads. A folder is listed too, so that a removed file counts.
SOURCES := $(shell find docs exercises \( -name __pycache__ -o -name drawn \) -prune -o -print 2>/dev/null)
CODE := docs/_ext docs/figures tests

.PHONY: all html pdf epub serve test check linkcheck bench lock clean help
.DELETE_ON_ERROR:

all: pdf html

# The environment. Its stamp is written last, so an interrupted installation starts again.
.venv/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or later; found: $$(python3 --version 2>&1). Install one, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@"$(PYTHON)" -c 'import sys; v = sys.version.split()[0]; sys.exit("This needs Python 3.11 or later, not " + v if sys.version_info < (3, 11) else 0)'
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. On Debian or Ubuntu install one package: python$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"; exit 1; }
	@echo "Setting up .venv (once, a minute or so)"
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

# One output each. What is read is kept in build/doctrees for the next build. All is read again after
# a build that failed (it leaves *.unfinished behind), so that no warning stays hidden; where a file
# was added or removed, since Sphinx does not look again at the pages that speak of it; and where
# an extension changed, since what it left in the doctrees may fit no more.
define build
@mkdir -p build && echo '$(sort $(SOURCES))' > $(3).list
@find docs -name '*.py' | sort | while read -r file; do cksum "$$file"; done >> $(3).list
@if test -e $(3).unfinished || ! cmp -s $(3).list $(3).known; then rm -rf $(3); fi && touch $(3).unfinished
@$(SPHINX) -b $(1) -d $(3) docs $(2)
@mv $(3).list $(3).known && rm -f $(3).unfinished && touch $@
endef

build/pdf-$(PAPER).done: $(SOURCES) .venv/installed
	@test "$(PAPER)" = a4 -o "$(PAPER)" = letter || { echo "PAPER is a4 or letter, not $(PAPER)"; exit 1; }
	@rm -f build/pdf-*.done
	$(call build,typstpdf,build/pdf,build/doctrees)

# The site offers the PDFs, with their page counts, so they are made first.
build/html.done: build/pdf-$(PAPER).done
	$(call build,html,build/html,build/doctrees)

build/epub.done: $(SOURCES) .venv/installed
	$(call build,epub,build/epub,build/doctrees-epub)

html: build/html.done
	@echo "build/html/index.html"
pdf: build/pdf-$(PAPER).done
	@ls build/pdf/*.pdf
epub: build/epub.done
	@ls build/epub/*.epub

serve: .venv/installed  ## live preview, rebuilt when a file is saved
	$(BIN)/sphinx-autobuild --open-browser -d build/doctrees-serve --watch exercises --ignore '*/drawn/*' docs build/serve

test: .venv/installed
	@$(BIN)/python -m tests.browsers
	$(BIN)/python -m pytest

check: .venv/installed
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/codespell docs exercises README.md CONTRIBUTING.md
	$(BIN)/sphinx-lint --enable all --disable line-too-long,leaked-markup --ignore docs/_ext docs exercises README.md CONTRIBUTING.md

linkcheck: .venv/installed
	$(BIN)/sphinx-build -b linkcheck -d build/doctrees-linkcheck docs build/linkcheck

bench: .venv/installed
	$(BIN)/python -m tests.bench

# Needs uv, and the network: renews the versions and hashes that .venv is made from.
lock:
	uv pip compile pyproject.toml --group serve --group test --group check --universal \
		--fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate \
		--custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf build

help:
	@echo "make            build/html/ and build/pdf/"
	@echo "make html | pdf | epub    one of them; PAPER=letter make pdf for US paper"
	@echo "make serve      live preview in the browser"
	@echo "make test       all tests, in a real browser too"
	@echo "make check      format, lint, types, spelling, reStructuredText"
	@echo "make linkcheck | bench | lock | clean"
