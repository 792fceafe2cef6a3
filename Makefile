# What one does with Bode. Everything it needs comes into .venv and node_modules, beside this file.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
VENDOR := src/bode/web/static/vendor/utrecht.css

.DEFAULT_GOAL := help
.PHONY: help demo test fuzz chaos bench check lock screens moved

help: ## List what one can do here.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/base $(VENDOR) ## Run all of Bode on this machine, with two invented municipalities.
	@exec $(BIN)/bode demo

# Else each of the many processes that tests start would compile all of Bode for itself.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/dev $(VENDOR) ## Run the whole test suite.
	@sh scripts/browser.sh
	@exec $(BIN)/python -m pytest -n auto --maxprocesses 4

PAYLOADS ?= 200000

fuzz: .venv/dev ## Send 200,000 odd webhooks through door and worker; as many as PAYLOADS=… says.
	@PAYLOADS=$(PAYLOADS) $(BIN)/python -m pytest tests/fuzz --show-capture=no

RECIPIENTS ?= 20000
SEEDS ?= 20

chaos: .venv/dev ## Kill, cut and double everything while a broadcast runs; as often as SEEDS=… says.
	@CHAOS_RECIPIENTS=$(RECIPIENTS) CHAOS_SEEDS=$(SEEDS) $(BIN)/python -m pytest -n 0 -s tests/crash/test_broadcast.py --show-capture=no

screens: .venv/dev $(VENDOR) ## Take a picture of every page, light, dark and on a phone, into docs/screens.
	@sh scripts/browser.sh
	@exec $(BIN)/python -m pytest -q -n 0 tests/browser/screens.py

bench: .venv/bench ## Measure Bode beside others, and write bench/results/latest.json.
	@exec $(BIN)/python -m bench

check: .venv/dev ## Check style, types, who imports whom, migrations and translations.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	BODE_MODE=test $(BIN)/mypy
	$(BIN)/lint-imports
	PYTHONPATH=. DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/django-admin makemigrations --check --dry-run
	$(BIN)/python scripts/translations.py check
	$(BIN)/python scripts/error_page.py check
	PYTHONPATH=. $(BIN)/python scripts/platform_page.py check

lock: ## Choose package versions anew where requirements/*.in or package.json ask for it.
	@PYTHON="$(PYTHON)" sh scripts/lock.sh

# A virtual environment holds the path where it was made; after a move it is made anew.
ifneq "$(shell cat .venv/path 2>/dev/null)" "$(CURDIR)"
.venv/path: moved
endif
moved:

.venv/path:
	@PYTHON="$(PYTHON)" sh scripts/venv.sh

.venv/base: .venv/path requirements/build.txt requirements/base.txt pyproject.toml
	@echo "Installing what Bode runs on …"
	@$(PIP) install --require-hashes -r requirements/build.txt -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	@echo "Installing what Bode is tested with …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

.venv/bench: .venv/dev requirements/bench.txt
	@echo "Installing what Bode is compared with …"
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

node_modules/.complete: .venv/base package.json package-lock.json requirements/node.txt
	@echo "Fetching style sheets, font and scripts …"
	@sh scripts/npm.sh ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(VENDOR): node_modules/.complete scripts/vendor.py
	@$(BIN)/python scripts/vendor.py
