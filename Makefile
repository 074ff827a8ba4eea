# `make` alone lists what it can do.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv || echo .uv/bin/uv)
DATA := $(or $(SHOPBOT_DATA),indexes/built)

export RASA_TELEMETRY_ENABLED := false
# Compiling TensorFlow's and torch's modules again at each start would double its time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 10

.PHONY: run
run: $(VENV)/.installed-bot ## set up what is missing, start everything, print the demo shop's address
	@exec $(BIN)/shopbot run

.PHONY: shell
shell: $(VENV)/.installed-bot ## talk to the assistant in the terminal (rasa shell)
	@exec $(BIN)/shopbot shell

.PHONY: install
install: $(VENV)/.installed-bot ## the environment alone, in .venv

.PHONY: lint
lint: $(VENV)/.installed-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

.PHONY: test
test: lint ## everything that must hold: style, types, Rasa's data, all tests
	@# The widget's own tools, where npm is there; without them its tests skip, or fail in CI.
	@if command -v npm >/dev/null && ! test -d bot/widget/node_modules; then cd bot/widget && npm install --no-audit --no-fund; fi
	$(BIN)/shopbot train
	$(BIN)/python -m pytest

.PHONY: bench
bench: $(VENV)/.installed-bench ## speed beside peers: turns, search, writer, imports
	@exec $(BIN)/python -m bot.bench

.PHONY: clean
clean: ## remove what can be made again; the shop's records and conversations stay
	rm -rf $(DATA)/index $(DATA)/models $(DATA)/logs $(DATA)/results build dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .rasa
	find actions bot indexes knowledge tests -name __pycache__ -prune -exec rm -rf {} +

# What is installed follows these two files, so that a second `make run` does not ask.
$(VENV)/.installed-%: pyproject.toml constraints.txt | $(UV)
	@test -x $(BIN)/python || $(UV) venv --python 3.11 $(VENV)
	@# Wheels that pip knows on this machine (a CPU build of torch, say); uv does not read pip's settings.
	@links="$${UV_FIND_LINKS:-$${PIP_FIND_LINKS:-$$(python3 -m pip config get global.find-links 2>/dev/null || true)}}"; \
	if test -n "$$links"; then export UV_FIND_LINKS="$$(echo $$links | tr ' ' ',')"; fi; \
	VIRTUAL_ENV=$(VENV) $(UV) pip install -c constraints.txt -e '.[$*]'
	@touch $@

.uv/bin/uv:
	@python3 -m venv .uv || { rm -rf .uv; echo "Python's venv is missing: install it (Debian, Ubuntu: apt-get install python3-venv) or install uv."; exit 1; }
	@.uv/bin/python -m pip install --quiet uv
