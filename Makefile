# Everything a newcomer types. Needs Python 3.11 and make, nothing else.
SHELL := /bin/bash
PYTHON ?= python3.11
BIN := .venv/bin
.DEFAULT_GOAL := help
# Tests start the product a few hundred times: what Python has compiled once must be kept.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup dev demo demo-reset serve test check check-texts check-types check-django journeys bench messages lock

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: .venv/.ready ## Make the environment in .venv

.venv/.ready: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m daihoi.config.messages
	@touch $@

dev: .venv/.ready-dev

.venv/.ready-dev: .venv/.ready requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

demo: setup ## Load the reference case and serve it on http://localhost:8000
	$(BIN)/daihoi demo

demo-reset: setup ## Throw the demo's data away and start over
	$(BIN)/daihoi demo --reset

serve: setup ## Serve an installation of your own
	$(BIN)/daihoi serve

# Three at a time on two cores: in a third of the time a journey waits for its browser.
test: dev ## Run the tests; what needs a missing part is skipped with a line saying so
	$(BIN)/python -m daihoi.config.messages
	$(BIN)/pytest -n 3 -q -rs
	@if [ -n "$$POSTGRES_TEST_URL" ] && [ -n "$$REDIS_TEST_URL" ]; then \
	  echo "Once more on PostgreSQL and Redis, but for what knows no database"; \
	  DATABASE_URL=$$POSTGRES_TEST_URL REDIS_URL=$$REDIS_TEST_URL $(BIN)/pytest -n 2 -q -rs -m "not journey and not once" \
	    $(addprefix --ignore tests/,papers rules ui vietnamese); \
	else \
	  echo "Skipped: the tests once more on PostgreSQL and Redis (set POSTGRES_TEST_URL and REDIS_TEST_URL)"; \
	fi

check: dev ## Lint, types, contracts, templates, migrations
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target check-types check-texts check-django

check-types:
	$(BIN)/mypy

check-texts:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djangofmt check daihoi
	$(BIN)/djangofmt --check daihoi
	$(BIN)/djlint --lint --quiet daihoi

check-django:
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

journeys: dev ## Walk the product in a real browser
	$(BIN)/pytest -q -m journey

bench: dev ## Measure against peers; prints tables
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	$(BIN)/python -m benchmarks

messages: dev ## Extract texts for translation (needs system gettext); vi is the source, its .po is kept by hand
	cd daihoi && ../$(BIN)/python ../manage.py makemessages -l en --no-obsolete --no-location --no-wrap

lock: dev ## Lock versions with hashes
	for extra in build build,dev build,dev,bench; do \
	  out=requirements-$${extra##*,}.txt; \
	  $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	    --no-annotate --no-header --no-emit-options --no-emit-index-url \
	    --extra=$$extra -o $${out/-build/} pyproject.toml; \
	done
