# Everything one does with the project: each target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup chat test check bench

# Made again only when the dependencies change.
.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tambour needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up .venv (once, about a minute)..." >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' >&2
	@touch $@

setup: .venv/ready

chat: setup
	@$(BIN)/tambour chat

test: setup
	@$(BIN)/pytest

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/tambour check

# The peers that only the benchmark needs.
.venv/bench: pyproject.toml | .venv/ready
	@echo "Installing the search libraries to compare with (once, about a minute)..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' >&2
	@touch $@

bench: setup .venv/bench
	@$(BIN)/python -m tests.benchmarks
