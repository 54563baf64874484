# One door. `make` lists the verbs.
SHELL := /bin/sh
PYTHON ?= python3
YEAR ?= 2018
ONLY ?=
BIN := .venv/bin
DONE := .venv/.done
# the validator of RO-Crates asks for an older rich than we do, so it lives apart
CRATE := .venv/crate/.done
# One more than there are cores: tests wait for commands that they start.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
PYTEST := $(BIN)/python -m pytest -n $(WORKERS)

.DEFAULT_GOAL := help
.PHONY: help setup report test check lab sample score look bench lock clean test-long

help:  ## list these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(DONE)  ## make .venv with the exact packages of requirements.lock

$(DONE): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 2; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src
	@mkdir -p .venv/etc/jupyter/jupyter_server_config.d
	@cp .jupyter/committed-form.json .venv/etc/jupyter/jupyter_server_config.d/
	@! test -d .git || git config --local include.path ../.gitdrivers
	@touch $@

report: setup  ## build the report of YEAR (default 2018): HTML and PDF
	$(BIN)/cpims-report build $(YEAR)

test: setup  ## run the tests and checks (without those of test-long)
	$(PYTEST)

test-long: setup $(CRATE)  ## run the longest tests (ONLY=word: some of them)
	$(PYTEST) -m long -k "$(ONLY)"

$(CRATE): tests/crate.lock $(DONE)
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(@D)
	$(BIN)/uv pip install --quiet --python $(@D)/bin/python --require-hashes -r $<
	@touch $@

check: setup  ## run the linters and the type checker alone
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

lab: setup  ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --KernelManager.transport=ipc notebooks

sample: setup  ## write the synthetic sample anew
	$(BIN)/cpims-report sample 2016 2017 2018

look: setup  ## copy the palette into the style files
	$(BIN)/python -m cpims_report.report.assembly.look

score: setup  ## write what docs/ says of cleaning, relations and the parts of the package
	$(BIN)/python tests/backtests/score.py
	$(BIN)/python tests/backtests/architecture.py
	$(BIN)/python -m cpims_report.disclosure.relations_page

bench: setup  ## measure speed, write docs/benchmarks.md and the tables of docs/suppression.md
	$(BIN)/python -m benchmarks.building
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.suppression

lock:  ## resolve requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-emit-index-url --no-header --quiet pyproject.toml -o requirements.lock

clean:  ## remove what was built (never data)
	rm -rf build .pytest_cache .ruff_cache .mypy_cache .hypothesis
