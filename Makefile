# Everything is done through here: `make` lists it. Needs make and Python 3.11 or newer; the rest installs itself into .venv.

PYTHON ?= python3
VENV := .venv
IN_VENV := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed

# pytest's own arguments, as in: make test ARGS="-k outbox"
ARGS ?=

# So many tests run side by side; twice the cores, because much of their time they wait.
WORKERS ?= 4

# The environment's interpreter may have been upgraded away under it: then what was installed counts for nothing.
$(shell test -x $(IN_VENV)/python || rm -f $(RUNTIME) $(DEV))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench format clean

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## sample team and local messenger; HEADLESS=1 plays the sample day and ends; PORT=8787
	@$(IN_VENV)/python main.py demo $(if $(filter-out 0 no false,$(HEADLESS)),--headless) $(if $(PORT),--port $(PORT))

test: check ## environment, check, tests; ARGS="-k name" goes to pytest, WORKERS=1 runs one after the other
	$(IN_VENV)/python -m pytest -n $(WORKERS) --maxschedchunk 24 $(ARGS)

check: $(DEV) ## format, lint, types, imports; changes nothing
	$(IN_VENV)/ruff format --check .
	$(IN_VENV)/ruff check .
	$(IN_VENV)/mypy
	$(IN_VENV)/lint-imports --no-logo

bench: $(DEV) ## print the figures
	OPENBLAS_NUM_THREADS=1 $(IN_VENV)/python -m benchmarks

format: $(DEV) ## rewrite the files as check wants them
	$(IN_VENV)/ruff format .
	$(IN_VENV)/ruff check --fix .

clean: ## remove the environment and every cache; data/ stays
	rm -rf $(VENV) build dazi.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(IN_VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Dazi needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo 'not there')." \
			"Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
		echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; \
		rm -rf $(VENV); exit 1; }

$(RUNTIME): pyproject.toml constraints.txt | $(IN_VENV)/python
	$(IN_VENV)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt '.[asr,asr-offline-base]'
	@touch $@

$(DEV): pyproject.toml constraints.txt | $(IN_VENV)/python
	$(IN_VENV)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt '.[dev,llm,bench,asr,asr-offline-base,ocr]'
	@touch $(RUNTIME) $@
