# Everything one needs: `make run`, `make test`, `make check`, `make bench`. Set-up happens by itself and only when needed.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMPS := var/setup
MANAGE := $(BIN)/python manage.py

# Tests may name their own paths: make test TESTS=tests/volunteers
TESTS ?=
JOBS ?= 2
# For `make bench`: how many checks the tables hold.
SCALE ?= 1000000

.PHONY: help setup run test bench check manage servers

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: $(STAMPS)/messages $(STAMPS)/static ## install packages, compile translations, collect static files

run: setup ## start the portal with all its servers at http://127.0.0.1:8000 (PORT=…; DEMO=0 starts it empty)
	@exec $(BIN)/python -m portal.stack

servers: setup ## start PostgreSQL and Valkey alone, until Ctrl-C
	@exec $(BIN)/python -m portal.stack --only-servers

manage: setup ## run one command: make manage ARGS="import_regions regions.csv"
	@$(MANAGE) $(ARGS)

test: setup $(STAMPS)/dev ## run every test (browser tests where a Chromium is found; BROWSER_TESTS=required insists)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(TESTS)

bench: setup $(STAMPS)/dev ## measure against the limits of docs/performance.md (SCALE=10000000 for ten million checks)
	$(BIN)/python -m bench --scale $(SCALE)

check: setup $(STAMPS)/dev ## formatting, likely mistakes, types, imports, migrations, deployment settings, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(MANAGE) makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') DEBUG=0 HTTPS=1 \
		ALLOWED_HOSTS=portal.example.gov.cn $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) messages --check

# --- set-up, each step when what it depends on has changed ---

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: set PYTHON to its path."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than 3.11: set PYTHON to the path of a newer one."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/packages: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/packages
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/node: package.json package-lock.json .npmrc | $(STAMPS)/packages
	@tools/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/messages: $(wildcard locale/*/LC_MESSAGES/*.po locale/parts/*.po) $(STAMPS)/packages
	$(MANAGE) messages --compile
	@touch $@

$(STAMPS)/static: $(STAMPS)/node $(shell find static -type f 2>/dev/null) portal/settings/frontend.py foundation/web/static_files.py
	$(MANAGE) collectstatic --no-input --clear --verbosity 0
	@touch $@
