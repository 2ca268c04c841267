# Two commands do everything on a fresh Debian or Ubuntu machine with Python 3.11 or later:
#   make demo   sets up, builds a sample course, checks it and says where the packages are
#   make test   sets up what the tests need, browser and Node packages included, and runs every suite
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RALPH := .venv-ralph
LEARNING_LOCKER := requirements/learning-locker
STAMPS := .make

.PHONY: demo test test-fast lint types js e2e bench setup setup-test clean

demo: setup
	$(BIN)/scormkit build courses/healthy-relations --target all
	@echo
	@echo "Upload one of the zips to your LMS; the UPLOAD page beside it says how."
	@echo "Next: $(BIN)/scormkit new my-course && $(BIN)/scormkit build my-course"

test: setup-test lint types js
	$(BIN)/pytest -n 2 --dist loadfile

test-fast: $(STAMPS)/python-dev
	$(BIN)/pytest -n 2 --dist loadfile --ignore=tests/e2e --ignore=tests/wheel --ignore=tests/xapi/stores

lint: $(STAMPS)/python-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMPS)/python-dev
	$(BIN)/mypy --strict scormkit

js: $(STAMPS)/node
	npm run --silent check
	npm test --silent

e2e: setup-test
	$(BIN)/pytest tests/e2e

bench: $(STAMPS)/python-dev
	$(BIN)/python benchmarks/run.py

setup: $(STAMPS)/python
setup-test: $(STAMPS)/python-dev $(STAMPS)/node $(STAMPS)/browser $(STAMPS)/ralph $(STAMPS)/learning-locker

$(STAMPS)/venv:
	@sh tools/setup.sh venv "$(PYTHON)" "$(VENV)"
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: $(STAMPS)/venv pyproject.toml requirements/run.txt
	$(BIN)/pip install --quiet --requirement requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	@touch $@

$(STAMPS)/python-dev: $(STAMPS)/python requirements/dev.txt
	$(BIN)/pip install --quiet --requirement requirements/dev.txt
	@touch $@

$(STAMPS)/node: package.json package-lock.json $(STAMPS)/venv
	@sh tools/setup.sh node
	npm ci --silent --no-fund --no-audit
	@touch $@

$(STAMPS)/browser: $(STAMPS)/python-dev
	@sh tools/setup.sh browser "$(BIN)"
	@touch $@

$(STAMPS)/ralph: $(STAMPS)/venv requirements/ralph.txt
	@sh tools/setup.sh venv "$(PYTHON)" "$(RALPH)"
	$(RALPH)/bin/pip install --quiet --requirement requirements/ralph.txt
	@touch $@

$(STAMPS)/learning-locker: $(LEARNING_LOCKER)/package-lock.json $(STAMPS)/node
	npm ci --prefix $(LEARNING_LOCKER) --ignore-scripts --silent --no-fund --no-audit
	@touch $@

clean:
	rm -rf $(STAMPS) $(VENV) $(RALPH) node_modules $(LEARNING_LOCKER)/node_modules dist build
