# Everything is run from here. `make` alone lists the targets.
#
# Each target installs what it needs into .venv, exactly the locked versions, and only when something changed:
# the stamp files in .venv remember. `make PYTHON=/path/to/python3` chooses the Python.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check
LOCKED := $(PIP) install --require-hashes --only-binary :all:

export PYTHON
export PIP_NO_INPUT := 1

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

# --- what the program is used and looked at with

.PHONY: run
run: qt $(VENV)/.installed ## open the window on a project with the sample articles
	@$(PY) -m annotator open --sample

.PHONY: screenshots
screenshots: qt $(VENV)/.installed-dev ## make the pictures in docs/images anew
	@QT_QPA_PLATFORM=offscreen $(PY) -m scripts.screenshots

.PHONY: bench
bench: qt $(VENV)/.installed-dev ## measure, and write docs/benchmarks.md
	@QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

# --- tests

.PHONY: test
test: qt $(VENV)/.installed-dev ## all tests but the end-to-end ones, without a display
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest --numprocesses 4 $(ARGS)

.PHONY: e2e
e2e: qt display $(VENV)/.installed-dev ## the end-to-end tests, on an X server of their own
	@scripts/with-display.sh $(PY) -m pytest -m x11 $(ARGS)

.PHONY: wheel-test
wheel-test: $(VENV)/.installed-dev ## build the wheel, install it elsewhere, and see it find its files
	@$(PY) -m pytest tests/frame/test_wheel.py $(ARGS)

.PHONY: check
check: $(VENV)/.installed-dev ## style, types, import rules, documents
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m scripts.check_docs

.PHONY: fix
fix: $(VENV)/.installed-dev ## put right what the style check can put right itself
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

# --- setting up

.PHONY: lock
lock: ## renew requirements/*.txt from pyproject.toml (ARGS=--upgrade for the newest versions)
	@scripts/lock.sh $(ARGS)

.PHONY: clean
clean: ## remove .venv and everything that was made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find annotator tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

.PHONY: qt
qt:
	@scripts/system-packages.sh qt

.PHONY: display
display:
	@scripts/system-packages.sh display

$(VENV)/.made: scripts/make-venv.sh
	@scripts/make-venv.sh $(VENV)
	@touch $@

$(VENV)/.installed: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/.made
	@echo "Installing the program's packages into $(VENV) (some 100 MB the first time)."
	@$(LOCKED) -r requirements/run.txt -r requirements/build.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed
	@echo "Installing the tools for tests and checks into $(VENV)."
	@$(LOCKED) -r requirements/dev.txt
	@touch $@
