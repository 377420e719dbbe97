# `make demo` and `make test` do all the set-up themselves; both need python3 (>= 3.11) and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# pip would compile every module of every package, which takes longer than to download them
INSTALL := $(BIN)/python -m pip install --quiet --no-compile
# so what Python compiles must be kept, whatever the environment says
export PYTHONDONTWRITEBYTECODE :=
SOURCES := $(shell find netbounds -type f -not -name '*.pyc' -not -name '*.nb[ic]') pyproject.toml README.md

# with a process on every core, linear algebra on several threads would have them wait for each other
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

# scripts and pages that the site's own build runs, and what it writes
NO_DOCTESTS := $(addprefix --ignore=docs/,_ext conf.py readme.py examples tutorials/add_your_own_system.md \
	_build gallery laws reference)

.PHONY: demo test lint unit tools test-slow validate validate-full docs readme develop clean

demo: $(VENV)/wheel
	$(BIN)/netbounds demo

test: lint unit

lint: $(VENV)/test-tools $(VENV)/wheel
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/test-tools $(VENV)/wheel $(VENV)/browser
	$(ONE_THREAD) $(BIN)/pytest -n 2 -m "not slow" --doctest-modules --doctest-glob='*.md' $(NO_DOCTESTS) \
		tests docs README.md --pyargs netbounds

test-slow: $(VENV)/test-tools $(VENV)/wheel
	$(ONE_THREAD) $(BIN)/pytest -n 2 -m slow tests

validate: $(VENV)/wheel
	$(BIN)/netbounds validate

validate-full: $(VENV)/wheel
	$(BIN)/netbounds validate --full

docs: $(VENV)/docs-tools $(VENV)/wheel
	$(ONE_THREAD) $(BIN)/sphinx-build -q -W --keep-going -j auto -b html docs docs/_build/html
	@echo "open docs/_build/html/index.html"

readme: docs
	$(BIN)/python docs/readme.py

# everything that `make docs`, `make lint` and `make unit` install, so that they may run side by side
tools: $(VENV)/test-tools $(VENV)/docs-tools $(VENV)/browser $(VENV)/wheel

# the wheel is what users get, so it is what demo and tests run
$(VENV)/wheel: $(SOURCES) | $(VENV)/pip
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	$(INSTALL) dist/netbounds-*.whl
	$(INSTALL) --no-deps --force-reinstall dist/netbounds-*.whl
	touch $@

$(VENV)/test-tools: pyproject.toml | $(VENV)/pip
	$(INSTALL) --group test
	touch $@

$(VENV)/browser: | $(VENV)/pip
	sh tests/support/install_browser.sh
	touch $@

$(VENV)/docs-tools: pyproject.toml | $(VENV)/pip
	$(INSTALL) --group docs
	touch $@

$(VENV)/pip:
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --upgrade 'pip>=25.1'  # understands dependency groups
	touch $@

develop: $(VENV)/test-tools
	$(INSTALL) --editable .
	rm -f $(VENV)/wheel  # the next `make test` goes back to the wheel

clean:
	rm -rf $(VENV) dist build netbounds-demo netbounds-plots docs/_build docs/gallery docs/laws docs/reference
