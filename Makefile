# One recipe for every habit; pre-commit and the continuous integration call the same ones.
# `make` lists them, CONTRIBUTING.md explains them.

PORT ?= 8501
PYTHON ?= $(or $(shell command -v python3.11),$(shell command -v python3),python3.11)

BIN := .venv/bin
# Stamps say which lock the environment was made from, so that set-up runs only when a lock has changed.
VENV := .venv/.made
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
POSTGRESQL := $(wildcard /usr/lib/postgresql/*/bin/initdb)
CHROMIUM := $(or $(shell command -v chromium),$(shell command -v chromium-browser))

# uv is several times faster; pip follows where uv is not to be had, and knows the mirror of a closed network.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
	|| $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
COMPILE = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check bench lock clean chromium postgresql
.DELETE_ON_ERROR:

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(RUNTIME) ## Make the environment .venv with what the dashboard needs

run: $(RUNTIME) ## Build the sample data if there is none, and open the dashboard (PORT=8501)
	$(BIN)/python -m etl demo --if-empty
	@echo "Brukerinnsikt: http://localhost:$(PORT)  (Ctrl+C stops it)"
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

demo: $(RUNTIME) ## Build the sample data of a fictional municipality
	$(BIN)/python -m etl demo

test: $(DEVELOPMENT) chromium postgresql ## Run every test, in two processes
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(DEVELOPMENT) ## Check style, types, layers and catalogues
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/core/test_catalogues.py

bench: $(DEVELOPMENT) ## Measure what must be fast
	$(BIN)/python -m bench

lock: $(VENV) ## Compile the lock files anew from the requirement ranges
	$(COMPILE) -o requirements.lock requirements.txt
	$(COMPILE) -c requirements.lock -o requirements-dev.lock requirements-dev.txt
	echo "uv>=0.13,<1" | $(COMPILE) -o requirements-setup.lock -

clean: ## Remove the environment and the caches; the data folder stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV): requirements-setup.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "Python 3.11 is needed, found: $$($(PYTHON) --version 2>&1). Install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "Python's venv module is needed. On Debian and Ubuntu: apt install python3.11-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.lock || true
	@touch $@

$(RUNTIME): requirements.lock $(VENV)
	$(call INSTALL,requirements.lock)
	@touch $@

# The development lock holds the runtime lock too, in the same versions.
$(DEVELOPMENT): requirements-dev.lock requirements.lock $(VENV)
	$(call INSTALL,requirements-dev.lock)
	@touch $(RUNTIME) $@

chromium:
ifeq ($(CHROMIUM),)
	@[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || { \
		echo "The browser tests need Chromium. On Debian: apt install chromium"; exit 1; }
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
endif

# The tests start a server of their own in a temporary folder: the one that Debian would start is told not to.
postgresql:
ifeq ($(POSTGRESQL),)
	@[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null || { \
		echo "The tests of the register need PostgreSQL. On Debian: apt install postgresql"; exit 1; }
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-common
	echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
endif
