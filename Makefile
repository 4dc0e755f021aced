# `make` alone lists the targets. Works in a path with blanks; asks for nothing but Python 3.11.

# DATA=/path make run serves your own four files; without it, the sample in data/. HOST=0.0.0.0 shares it.
PORT ?= 8050
# The Chromium of the browser journeys.
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM
# Tests start Python some hundred times: it keeps what it compiled, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv/bin
# Every core takes a run of tests, file after file, and who has none left takes half of another's. There is one
# run more than cores, as a third of the time a test waits: for a browser, a server, a child.
CORES := -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --dist worksteal
# Coverage costs a third of the time: `.ci/run` measures it, and holds its floor.
COVERAGE ?=
PIP := $(VENV)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
PLOTLY := assets/vendor/plotly-basic.min.js

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test slow check format bench docs clean chromium postgres spark plotly

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: .venv/.run plotly ## serve the dashboard (DATA=/path for your own files, PORT=8050)
	@exec $(VENV)/influencer-roi serve $${DATA:+"$$DATA"} --port $(PORT)

# Each of those runs has one thread of Polars: more threads than cores take a tenth more time.
test: export POLARS_MAX_THREADS = 1
test: .venv/.dev plotly chromium postgres ## every test but the slow ones, browser journeys included (COVERAGE=1)
	@if [ -x "$$CHROMIUM-headless-shell" ] || [ -x "$$CHROMIUM" ]; then $(VENV)/python -m pytest $(CORES) $(if $(COVERAGE),--cov); else \
	$(VENV)/python -m pytest $(CORES) $(if $(COVERAGE),--cov --cov-fail-under=0); status=$$?; \
	echo "No browser test ran, and no floor under coverage held: there is no $$CHROMIUM."; \
	echo "On Debian: sudo apt-get install chromium-headless-shell; elsewhere: CHROMIUM=/path/to/chromium make test."; \
	exit $$status; fi

slow: .venv/.dev plotly chromium postgres spark ## the slow tests only
	$(VENV)/python -m pytest -m slow

check: .venv/.dev ## format, lint, types, floors: changes nothing
	$(VENV)/ruff format --check
	$(VENV)/ruff check
	$(VENV)/mypy
	$(VENV)/lint-imports --no-logo

format: .venv/.dev ## format the code and mend what ruff can
	$(VENV)/ruff check --fix-only
	$(VENV)/ruff format

bench: .venv/.dev plotly ## how fast it is here, beside its limits (ONLY="queries build", SIZE=100m)
	$(VENV)/python -m benchmarks $(ONLY) $(if $(SIZE),--size $(SIZE)) $(BENCH)

docs: .venv/.dev ## write the generated parts of docs/ anew
	$(VENV)/python -m docs.build

clean: ## remove everything make has made
	rm -rf .venv assets/vendor build dist src/*.egg-info .coverage htmlcov test-results
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a second run installs nothing. dev holds all that run needs, and only tests and checks need dev.
$(VENV)/python:
	@tools/venv

.venv/.run: pyproject.toml constraints.txt | $(VENV)/python
	@echo "Installing into .venv (once; a minute)"
	@$(PIP) -e .
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | $(VENV)/python
	@echo "Installing into .venv, with what tests and checks need (once; a minute or two)"
	@$(PIP) -e '.[dev]'
	@touch $@ .venv/.run

# The small bundle halves the first load. It is a comfort: without it Dash serves the full one.
plotly:
	@$(MAKE) --silent $(PLOTLY) 2>/dev/null || \
	echo "Note: no small Plotly bundle (npm is missing, or failed); the full one is served."

# plotly says itself which plotly.js it is made for, so there is no second version to keep in step.
$(PLOTLY): constraints.txt | .venv/.run
	mkdir -p $(@D); new=$$(mktemp -d); \
	version=$$($(VENV)/python -c 'from plotly.offline import get_plotlyjs_version; print(get_plotlyjs_version())') && \
	npm pack "plotly.js-basic-dist-min@$$version" --silent --fetch-retries=0 --pack-destination "$$new" >/dev/null && \
	tar -xzf "$$new"/*.tgz -C "$$new" && cp "$$new/package/plotly-basic.min.js" $@; \
	status=$$?; rm -rf "$$new"; exit $$status

# The shell is Chromium without windows: tests take it where it is, for two thirds of the time. DejaVu has the
# rupee sign. A browser that cannot be had is said, not fatal: `make test` runs the rest.
chromium:
	@[ -x "$$CHROMIUM-headless-shell" ] || [ "$$CHROMIUM" != /usr/bin/chromium ] || \
	tools/debian-install chromium-headless-shell fonts-dejavu-core || [ -x "$$CHROMIUM" ] || \
	tools/debian-install chromium fonts-dejavu-core || true

# Orders are rolled up on a real PostgreSQL too, and in slow tests on a real Spark. Where one cannot be had, its
# tests say so and skip.
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || tools/debian-install postgresql || true

spark:
	@command -v java >/dev/null || tools/debian-install openjdk-17-jre-headless || true
