# Everything is set up in .venv, inside this checkout.

unexport PYTHONDONTWRITEBYTECODE # or every test process would compile every test again

PYTHON ?= python3
UV ?= uv

VENV := .venv/bin/python
PIP := $(VENV) -m pip --disable-pip-version-check -qq
PACKAGES := .venv/.packages
STAMP := .venv/.installed
LOCK := "$(UV)" pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -q

# The environment belongs to one place and one version of Python. A checkout that moved, a Python that is gone,
# or another one asked for by name (make PYTHON=python3.12 install) makes it anew.
place = pwd -P; "$(1)" -c 'import sys; print(sys.version[:4])' 2>/dev/null
asked := $(if $(filter file,$(origin PYTHON)),$(VENV),$(PYTHON))
stale := $(shell test "$$(cat $(PACKAGES) 2>/dev/null)" = "$$($(call place,$(asked)))" || echo stale)

.DEFAULT_GOAL := help
.PHONY: help install run test screens outside mutants laws soak bench growth lock clean stale

help: ## Show what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

install: $(STAMP) ## Set up .venv; make PYTHON=python3.12 install chooses a Python

# A change of pyproject.toml alone puts only the project itself in again.
$(STAMP): pyproject.toml $(PACKAGES)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $(STAMP)
	@echo 'Ready: .venv/bin/recommender'

$(PACKAGES): requirements-build.lock requirements-dev.lock $(stale)
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || { \
		echo 'This needs Python 3.11, 3.12 or 3.13, and "$(PYTHON)" is not one: name one that is, as in make PYTHON=python3.12 install.' >&2; \
		exit 1; }
	@echo 'Setting up .venv (about a minute) ...'
	@"$(PYTHON)" -m venv --clear .venv
	@$(PIP) install --require-hashes -r requirements-build.lock
	@echo 'Building the rule engine from its C source ...'
	@# Python 3.13 dropped the name PyEval_CallObject: the engine then builds, and does not load. Hence the -D,
	@# and --no-cache-dir: pip may keep an engine that was built without it.
	@sed -n '/^durable-rules==/,/# via/p' requirements-dev.lock | \
		CPPFLAGS="$$CPPFLAGS -DPyEval_CallObject=PyObject_CallObject" \
		$(PIP) install --require-hashes --no-cache-dir --no-build-isolation --use-pep517 -r /dev/stdin && \
		$(VENV) -c 'import durable_rules_engine' || { \
		echo 'The rule engine could not be built: it needs a C compiler and the header files of Python (Debian: build-essential, python3-dev).' >&2; \
		exit 1; }
	@echo 'Installing the other packages ...'
	@$(PIP) install --require-hashes --no-build-isolation -r requirements-dev.lock
	@{ $(call place,$(VENV)); } > $(PACKAGES)

run: install ## Start the interview; without a terminal, recommend for a shipped profile
	@.venv/bin/recommender

test: install ## Check the style, the types and the floors, then run the tests
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/pytest -n 3 --dist worksteal -m 'not screens and not outside and not mutants'

screens: install ## Every key of the larger screens, and 500 random ways through the interview (three minutes)
	LAWS=long .venv/bin/pytest -n 3 --dist worksteal --timeout 300 -m screens tests
	LAWS=long .venv/bin/pytest -n 3 tests/test_paths.py

outside: install ## What needs more than Python: a real YAML language server (npm), handouts in a browser (Chromium)
	@command -v npm >/dev/null && npm install --prefix .venv/.outside --no-audit --no-fund --silent yaml-language-server@1.25.0 || true
	.venv/bin/pytest -rs -m outside tests/outside

mutants: install ## Every rule altered once in every way: would an example or a profile notice? (a minute)
	.venv/bin/pytest -s --timeout 0 -m mutants tests

laws: install ## The long versions of the laws, with many more people (half an hour)
	LAWS=long .venv/bin/pytest -s --timeout 0 tests/test_progression.py
	LAWS=long CASEBOOK_KILLS=200 .venv/bin/pytest -n 2 --timeout 0 tests/test_laws.py tests/test_proving.py tests/test_what_if.py tests/test_today.py tests/test_casebook_kill.py

.venv/.soak: requirements-soak.lock $(STAMP)
	@$(PIP) install --only-binary :all: --require-hashes -r requirements-soak.lock 2>/dev/null || \
		echo 'atheris is not there for this Python: its part is left out.' >&2
	@touch $@

soak: .venv/.soak ## 100,000 recommendations, fuzzing, years of check-ins (under half an hour)
	@.venv/bin/python tests/soak

.venv/.bench: requirements-bench.lock $(STAMP)
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

bench: .venv/.bench ## The engine beside others and beside rules by hand, the cold start and the first screen (ten minutes)
	@.venv/bin/python tests/bench/run.py --json tests/bench/results.json --readme README.md

growth: install ## How loading, checking and proving grow with the number of rules, to 5,215 of them (half an hour)
	@.venv/bin/python tests/bench/growth.py

lock: ## Pin every package again (needs uv); a pin that still fits stays as it is
	@command -v "$(UV)" >/dev/null || { echo 'This needs uv: put it in place (python3 -m pip install uv), or name it, as in make lock UV=path/to/uv.' >&2; exit 1; }
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@$(LOCK) --group bench -c requirements-dev.lock -o requirements-bench.lock
	@$(LOCK) --group soak -c requirements-dev.lock -o requirements-soak.lock
	@$(LOCK) --group build -c requirements-dev.lock -o requirements-build.lock

clean: ## Remove .venv and what the tools leave behind
	rm -rf .venv dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
