# Two commands do all the set-up on a machine with Python 3.11, git and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= reports

.PHONY: demo serve test test-postgresql check bench gains samples messages lock clean

demo: $(VENV)/.installed
	$(BIN)/tutela assess samples --state "Republic of Maravel" --output $(OUT) \
		--format html --format docx --format xlsx --format csv --format json
	@echo
	@echo "Open $(OUT)/tutela-report.html in a browser: it is one file and needs no network."

# The site with the sample State, to try it out; its data stays in .demo-data.
serve: $(VENV)/.installed
	TUTELA_DATA_DIR=$${TUTELA_DATA_DIR:-.demo-data} $(BIN)/tutela serve --demo

# Each file of tests is one worker's: those that share a server or a browser share it. They go in their order, not by the
# number of tests in them: the files with few tests are those that take long, and would be left for the end.
# One worker more than there are processors, for those with a browser or a server wait more than they work.
WORKERS ?= $(shell n=$$(nproc); echo $$(( n < 3 ? n + 1 : 4 )))
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test: $(VENV)/.installed-dev check
	$(PYTEST)

# The site's tests once more, on the database that DATABASE_URL names (an account that may make databases); those in the
# browser have a server of their own.
test-postgresql: $(VENV)/.installed-dev
	@test -n "$$DATABASE_URL" || { echo "Give DATABASE_URL=postgres://account:password@127.0.0.1:5432/name" >&2; exit 2; }
	$(PYTEST) tests/web --ignore=tests/web/browser

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	TUTELA_DATA_DIR=.check-data $(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks

# make gains BASE=<commit>: labels won and lost against another commit.
gains: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.gains "$(BASE)"

samples: $(VENV)/.installed-dev
	$(BIN)/python scripts/samples/make_samples.py

# Brings the French and Spanish catalogues up to date with the words in the code, and compiles them; needs gettext.
messages: $(VENV)/.installed-dev
	cd src/tutela/web && TUTELA_DATA_DIR=$(CURDIR)/.check-data DJANGO_SETTINGS_MODULE=tutela.web.settings \
		$(CURDIR)/$(BIN)/python -m django makemessages -l fr -l es --no-wrap --no-obsolete --add-location file -e html,txt,py
	$(BIN)/python scripts/messages/compile_messages.py

# Written again when a dependency changes: exact versions with hashes, and no address of a registry.
lock: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --extra build \
		-o requirements.lock pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --extra build --extra dev \
		-o requirements-dev.lock pyproject.toml

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tutela needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The extra fixes the versions of what is compared; no lock file with hashes, because PyTorch has one build without and
# several with a graphics card, each with hashes and libraries of its own (gigabytes), and any of them will do.
$(VENV)/.installed-bench: pyproject.toml | $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[bench]"
	touch $@

clean:
	rm -rf $(VENV) $(OUT) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
