# What one can ask for: `make` alone lists it. Every step leaves a stamp in .venv, so a second call is quick.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help demo test check lint format docs screenshots bench fuzz lock clean chromium java neo4j neo4j-stop

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# One line a package while pip works: collecting takes minutes where nothing is cached
SHOW := awk '/^Collecting / { sub(/==/, " ", $$2); print "      " $$2; fflush() } \
	/^Installing collected/ { print "      unpacking ..."; fflush() }'
# Byte code only for what the program itself loads: compiling all packages takes longer than the rest
INSTALL := $(PIP) install --no-compile --require-hashes
COMPILED := polars typer rapidfuzz tabulate networkx jinja2 openpyxl

# A test file on each core, four at most: each may start a browser
SIDE_BY_SIDE := --numprocesses=logical --maxprocesses=4 --dist=loadgroup

help:
	@echo "make demo     the example network: its gaps, an overview and a map per account"
	@echo "make check    quick tests, without a browser and without a Neo4j server"
	@echo "make test     all tests; installs Chromium, Java 17 and Maven with apt-get where none is found"
	@echo "make neo4j    a Neo4j server on this machine, with a password of its own; HEAP=4g gives it more memory"
	@echo "make neo4j-stop   end it; its data stay"
	@echo "make lint     style, types, README blocks, house rules, Cypher 25, scripts; needs Node.js"
	@echo "make format   put the code into the style that lint asks for"
	@echo "make docs     renew the generated blocks of the README"
	@echo "make screenshots  renew the README's pictures"
	@echo "make bench    measure; see benchmarks/README.md"
	@echo "make fuzz     import 10,000 damaged files of every shape; some ten minutes"
	@echo "make lock     renew the hashed requirement files"
	@echo "make clean    remove all that make has made, but not the data of \`make neo4j\`"

# --- the environment ---------------------------------------------------------------------------------------

# PYTHON=... names another one; else the first of these that is new enough
$(VENV)/pyvenv.cfg:
	@found=""; \
	for name in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	  then found="$$name"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "error: $(or $(PYTHON),the PATH): no Python 3.11 or newer there;" \
	    "install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	echo "[1/3] $$("$$found" --version): making the environment $(VENV)"; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "error: $$found cannot make an environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "[2/3] installing what the program needs (once)"
	@$(INSTALL) -r requirements/run.txt -r requirements/build.txt | $(SHOW)
	@echo "[3/3] installing stakeholder-graph itself"
	@$(PIP) install --quiet --no-deps --no-index --no-build-isolation --editable .
	@cd $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && \
	  "$(CURDIR)/$(BIN)/python" -m compileall -q -j 0 $(COMPILED) "$(CURDIR)/stakeholder_graph"
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	@echo "installing what the tests need (once)"
	@$(INSTALL) -r requirements/test.txt | $(SHOW)
	@touch $@

$(VENV)/.lint: requirements/lint.txt $(VENV)/.run
	@echo "installing what the checks of style and types need (once)"
	@$(INSTALL) -r requirements/lint.txt | $(SHOW)
	@touch $@

# Neo4j's own checker of Cypher; only `make lint` needs it
CHECKER := $(VENV)/cypher25
$(VENV)/.cypher25: tests/cypher25/package.json tests/cypher25/package-lock.json | $(VENV)/pyvenv.cfg
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	  echo "error: no Node.js with npm found: install it (Debian and Ubuntu: apt-get install nodejs npm)" >&2; exit 1; }
	@echo "fetching Neo4j's checker of Cypher 25 through npm, some 100 MB, once"
	@rm -rf $(CHECKER) && mkdir -p $(CHECKER) && cp $^ $(CHECKER)
	@npm ci --prefix $(CHECKER) --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# TypeScript's compiler, ESLint and Stylelint, which check scripts and styles of the pages; only `make lint` needs them
SCRIPTS := $(VENV)/javascript
$(VENV)/.javascript: tests/javascript/package.json tests/javascript/package-lock.json | $(VENV)/pyvenv.cfg
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	  echo "error: no Node.js with npm found: install it (Debian and Ubuntu: apt-get install nodejs npm)" >&2; exit 1; }
	@echo "fetching the checkers of the pages' scripts and styles through npm, some 60 MB, once"
	@rm -rf $(SCRIPTS) && mkdir -p $(SCRIPTS) && cp $^ $(SCRIPTS)
	@npm ci --prefix $(SCRIPTS) --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# --- what one uses it for ----------------------------------------------------------------------------------

demo: $(VENV)/.run
	@$(BIN)/stakeholder-graph demo

test: $(VENV)/.test chromium java
	@command -v node >/dev/null || { \
	  echo "error: no Node.js found, which runs the unit tests of the pages' scripts: install it (Debian and" \
	    "Ubuntu: apt-get install nodejs)" >&2; exit 1; }
	@node --test tests/javascript/
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE)

check: $(VENV)/.test
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "not browser and not neo4j"

lint: $(VENV)/.lint $(VENV)/.test $(VENV)/.cypher25 $(VENV)/.javascript
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/cog --check -I docs README.md
	$(BIN)/python tests/house.py
	$(BIN)/python -m tests.cypher25.lint $(CHECKER)
	$(BIN)/python -m tests.javascript.check $(SCRIPTS)

format: $(VENV)/.lint
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.lint
	$(BIN)/cog -r -I docs README.md

screenshots: $(VENV)/.test chromium
	@$(BIN)/python docs/screenshots.py

bench: $(VENV)/.test
	@$(BIN)/python -m benchmarks

fuzz: $(VENV)/.test
	@$(BIN)/python -m tests.fuzz 10000

chromium: | $(VENV)/pyvenv.cfg
	@$(BIN)/python tests/pages/chromium.py --install

java: | $(VENV)/pyvenv.cfg
	@$(BIN)/python tests/neo4j/parts.py

neo4j: $(VENV)/.run java
	@HEAP="$(HEAP)" $(BIN)/python -m tests.neo4j.standing start

neo4j-stop: $(VENV)/.run
	@$(BIN)/python -m tests.neo4j.standing stop

# --- upkeep ------------------------------------------------------------------------------------------------

# uv comes into a place of its own that is thrown away afterwards; each file binds the versions of the next
LOCK := pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'
lock: | $(VENV)/pyvenv.cfg
	@place=$$(mktemp -d) && trap 'rm -rf "$$place"' EXIT && \
	$(PIP) install --quiet --target "$$place" uv && uv="$$place/bin/uv" && \
	echo "requirements/run.txt" && "$$uv" $(LOCK) pyproject.toml -o requirements/run.txt >/dev/null && \
	bound="-c requirements/run.txt"; for group in build test lint; do \
	  echo "requirements/$$group.txt" && \
	  "$$uv" $(LOCK) --group $$group $$bound -o requirements/$$group.txt >/dev/null || exit 1; \
	  bound="$$bound -c requirements/$$group.txt"; \
	done

clean:
	rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
