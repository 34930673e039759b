# Course Ops. `make` alone lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-parquet demo run test check format bench rush

PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The product is many processes: without bytecode each of them compiles all of it.
export PYTHONDONTWRITEBYTECODE :=

help: ## list these
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' $(MAKEFILE_LIST)

setup: .venv/.installed ## make .venv from the pinned requirements.txt

setup-dev: .venv/.installed-dev ## and the tools for tests and checks

setup-parquet: .venv/.installed-parquet ## and what exports as Parquet need (pyarrow, 55 MB)

demo: export DEMO = 1
demo: setup ## the demo course on http://127.0.0.1:8000 (PORT=…, RESET=1 begins anew)
	@$(if $(RESET),$(MANAGE) resetdemo,:)
	@echo "Preparing the database…"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seeddemo
	@echo "Starting…"
	@exec $(MANAGE) serve --host $(HOST) --port $(PORT)

run: setup ## the product on your own data
	@$(MANAGE) migrate --verbosity 0
	@exec $(MANAGE) serve --host $(HOST) --port $(PORT)

test: setup-dev ## every test, on the database and queue that the environment gives
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

check: setup-dev ## style, types, import contracts, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check $$(find templates -name '*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	HTTPS=1 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/python -m pip check

format: setup-dev ## lay out code and templates
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade $$(find templates -name '*.html')

bench: setup-dev ## measure what the product promises about speed
	@for module in $$(ls benchmarks | sed -n 's/^\([a-z][a-z0-9_]*\)\.py$$/\1/p'); do \
		echo "== $$module"; $(BIN)/python -m benchmarks.$$module; done

rush: setup-dev ## a deadline's rush on the whole product, ten minutes (RUSH="--minutes 2 …")
	@$(BIN)/python -m benchmarks.rush $(RUSH)

# --- The virtual environment ---------------------------------------------------
# Each stamp is newer than the list it was installed from, so a second run is free.
define install
	@echo "Installing $$(grep -c '^[a-zA-Z].*==' $(1)) packages from $(1)…"
	@set -o pipefail; PYTHONUNBUFFERED=1 $(BIN)/python -m pip install --require-hashes --no-input -r $(1) \
		| while read -r word package rest; do case $$word in \
			Collecting) printf '.' ;; \
			Installing) printf '\nall fetched, installing…\n' ;; \
		esac; done
	@touch $@
endef

.venv/.made:
	@found=; for python in $(PYTHON) python3.11 python3 python; do \
		if $$python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; \
		then found=$$python; break; fi; done; \
	if [ -z "$$found" ]; then \
		echo "Course Ops needs Python 3.11, which was not found here. Install it" \
			"(Debian 12: apt install python3.11 python3.11-venv), or name it:" \
			"make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; fi; \
	echo "Making .venv with $$($$found --version)…"; \
	if ! $$found -m venv .venv; then \
		echo "Python's venv module is missing (Debian: apt install python3.11-venv)." >&2; \
		exit 1; fi
	@touch $@

.venv/.installed: requirements.txt .venv/.made
	$(call install,requirements.txt)

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(call install,requirements-dev.txt)

.venv/.installed-parquet: requirements-parquet.txt .venv/.installed
	$(call install,requirements-parquet.txt)
