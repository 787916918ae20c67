# make run    the desk in this terminal, with the sample articles at first
# make test   every test
# make check  lint, types, import contracts
# make bench  figures against named peers; never part of the tests
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2

.PHONY: run test check bench format snapshots clean

run: .venv/.run
	@$(BIN)/newsdesk

test: .venv/.dev
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: .venv/.dev
	@for b in tests/bench/bench_*.py; do echo "== $$b"; $(BIN)/python $$b || exit 1; done

format: .venv/.dev
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

snapshots: .venv/.dev
	@$(BIN)/python -m pytest tests/tui --snapshot-update -q

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "newsdesk needs Python 3.11 or newer as '$(PYTHON)'. Install one, or say which: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "newsdesk needs Python's venv module. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: pyproject.toml | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q tui store seeds
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,formats]'
	@touch $@ .venv/.run
