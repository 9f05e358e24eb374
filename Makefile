# Everything runs in .venv, which is made when first needed. Another Python: make PYTHON=python3.12 …

# What `make demo` asks.
DEMO := why cases/ca2/leiva_deras.case safety_error

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --quiet --disable-pip-version-check

# The tests start Python some hundred times, which would compile the same modules anew each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test thorough check forgeries campaign golden wheel

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.core ## ask a question of a decided case and print the proof
	$(BIN)/decisis $(DEMO)

test: $(VENV)/.dev ## run the tests, and expectations of every case
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

thorough: export DECISIS_THOROUGH := 1
thorough: test ## the same, with every expectation, every variant on every engine and every long search: hours

check: $(VENV)/.dev ## lint, formatting, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

forgeries: $(VENV)/.dev ## forge a million certificates (goes on where it was); none may be accepted
	$(BIN)/python -m tests.certificate.campaign

HOURS ?= 1
MINUTES ?= 15
campaign: $(VENV)/.dev ## hold the engines to their judges for HOURS, the language to its own for MINUTES (goes on where it was); writes docs/trust.md
	$(BIN)/python -m tests.campaign --hours $(HOURS)
	$(BIN)/python -m tests.meaning --minutes $(MINUTES)

golden: $(VENV)/.dev ## rewrite the snapshots; read the diff before you commit it
	$(BIN)/python -m pytest --snapshot-update

wheel: $(VENV)/.dev ## build the package into dist/
	$(BIN)/python -m build --outdir dist .

# Stamps: an install is repeated only when what it depends on has changed.
$(VENV)/.core: pyproject.toml hatch_build.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(PIP) install --editable '.[dev]'
	@touch $@
