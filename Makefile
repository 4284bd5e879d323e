# Two commands for a fresh machine with Python 3.11 and make: `make serve` and `make test`.
# The environment is .venv/; its packages come from requirements/*.lock, with hashes.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8080
INDEX ?= index_data
BIN := .venv/bin
CHROMIUM := /usr/bin/chromium
WRK := /usr/bin/wrk
STRACE := /usr/bin/strace
NGINX := .venv/nginx/usr/sbin/nginx
OPENSEARCH := .venv/opensearch.stamp
# Twice quiet: older pips warn of an extra of lxml that they cannot spell and do not need.
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

.PHONY: serve test soak check docs screenshots bench messages lock clean
.DELETE_ON_ERROR:

serve: .venv/run.stamp ## build the index from seeds/ when there is none, then serve the page
	@test -e $(INDEX)/current.json || $(BIN)/timtin rebuild --index $(INDEX)
	@$(BIN)/timtin serve --index $(INDEX) --host $(HOST) --port $(PORT)

test: check $(CHROMIUM) $(WRK) $(STRACE) $(NGINX) $(OPENSEARCH) ## everything: lint, types, layers, then every test
	$(BIN)/python -m pytest

soak: .venv/dev.stamp $(CHROMIUM) $(WRK) $(STRACE) $(OPENSEARCH) ## the tests of reliability in full: kills, faults, load; takes hours
	$(BIN)/python -m pytest --soak tests/reliability

check: .venv/dev.stamp ## format, lint, types, layers; holes in the code and in packages, licences
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/bandit -q -c pyproject.toml -r analyzers indexer search_app
	$(BIN)/python -m tools.licences
	$(BIN)/python -m tools.vulnerabilities requirements/dev.lock

docs: .venv/dev.stamp ## the documentation as a site, in site/
	$(BIN)/mkdocs build --strict

screenshots: .venv/dev.stamp $(CHROMIUM) ## take the pictures of docs/images anew
	$(BIN)/python -m pytest --screenshots tests/browser/test_screenshots.py

bench: .venv/run.stamp .venv/bench.stamp ## speed, size and growth; BENCH=articles.jsonl.gz records figures, GROWTH=1000000 takes hours
	$(BIN)/python -m benchmarks.analysis $(BENCH) $(RECORD)
	$(BIN)/python -m benchmarks.facets $(BENCH) $(RECORD)
	$(BIN)/python -m benchmarks.extraction $(BENCH) $(RECORD)
	$(BIN)/python -m benchmarks.search $(BENCH) $(RECORD)
	$(BIN)/python -m benchmarks.web $(BENCH) $(RECORD)
	$(BIN)/python -m benchmarks.growth $(BENCH) $(RECORD) --up-to $(GROWTH)
	$(BIN)/python -m benchmarks.draw --readme
GROWTH ?= 80000
RECORD := $(if $(BENCH),--record)

messages: .venv/dev.stamp ## collect the texts of the pages for translation, and compile what is translated
	$(BIN)/pybabel -q extract -F search_app/web/translations/babel.cfg -k Message --no-location --sort-output --omit-header -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -d search_app/web/translations -l en --init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=100
	$(BIN)/pybabel -q compile -d search_app/web/translations --statistics

lock: .venv/bin/python ## pin the newest versions that pyproject.toml allows
	$(PIP_INSTALL) uv
	$(BIN)/uv pip compile pyproject.toml --extra office --extra opensearch --group build --group dev $(LOCK_OPTIONS) -o requirements/dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra office --group build -c requirements/dev.lock $(LOCK_OPTIONS) -o requirements/run.lock
	$(BIN)/uv pip compile --group bench $(LOCK_OPTIONS) -o requirements/bench.lock
LOCK_OPTIONS := --upgrade --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

clean: ## remove what make made, but not the index
	rm -rf .venv site .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Debian splits venv off python3; a machine without it gets it here.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tìm Tin needs Python 3.11 or later. Name one: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; tools/apt-install python3-venv && $(PYTHON) -m venv .venv; }

# A stamp is older than its lock file when the lock changed: then the packages are installed anew.
.venv/%.stamp: requirements/%.lock pyproject.toml | .venv/bin/python
	$(PIP_INSTALL) --require-hashes -r $<
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# What is measured beside Tìm Tin. Where there is none for the machine, benchmarks say so and go on.
.venv/bench.stamp: requirements/bench.lock | .venv/bin/python
	-$(PIP_INSTALL) --only-binary :all: --require-hashes -r $< && touch $@

$(CHROMIUM):
	tools/apt-install chromium

$(WRK):
	tools/apt-install wrk

$(STRACE):
	tools/apt-install strace

# Unpacked, not installed: a server that starts by itself is nothing for a developer's machine.
$(NGINX): | .venv/bin/python
	tools/apt-unpack nginx .venv/nginx

# The jars of a real OpenSearch. Without Java and Maven its tests are skipped, and say so.
$(OPENSEARCH): tests/opensearch/pom.xml | .venv/bin/python
	@rm -rf .venv/opensearch
	@if ! command -v java >/dev/null || ! command -v mvn >/dev/null; then \
	  echo "No Java 17 or no Maven here: tests with a real OpenSearch are skipped."; \
	elif mvn -q -B -f $< dependency:copy-dependencies; then \
	  touch $@; \
	else \
	  echo "Maven got no OpenSearch: tests with a real one are skipped."; \
	fi
