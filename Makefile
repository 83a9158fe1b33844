# Two commands do everything: `make report` and `make test`. Each makes its own virtual environment.

PYTHON ?= python3
SCHOOL ?= data/sample
OUT ?= pages
MINUTES ?= 60
MUTANTS ?= *
VENV := .venv
BIN := $(VENV)/bin

.PHONY: report explore app test lint types unit coverage notebooks bench fuzz mutants clean

report: $(VENV)/.installed
	$(BIN)/ladders check $(SCHOOL) || test $$? -eq 1
	$(BIN)/ladders render $(SCHOOL) --audience leaders --out $(OUT)
	$(BIN)/ladders render $(SCHOOL) --audience governors --out $(OUT)
	@echo "Leaders' pages, with pupils' names: $(OUT)/leaders/index.html"
	@echo "Governors' page, without: $(OUT)/governors.html"

explore: $(VENV)/.installed
	$(BIN)/ladders explore $(SCHOOL)

app: $(VENV)/.installed-app
	$(BIN)/ladders explore $(SCHOOL) --app

test: lint types unit notebooks

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test
	$(BIN)/mypy

unit: $(VENV)/.installed-test node_modules/axe-core/axe.min.js
	$(BIN)/pytest -n auto --doctest-modules

coverage: $(VENV)/.installed-test node_modules/axe-core/axe.min.js
	$(BIN)/pytest -n auto --doctest-modules --cov --cov-report=term

notebooks: $(VENV)/.installed-test
	$(BIN)/pytest -n auto --dist loadfile --nbval-lax --nbval-current-env --nbval-cell-timeout=60 notebooks

bench: $(VENV)/.installed-bench
	$(BIN)/python benchmarks/run.py

# What is found stays in fuzz-findings until its smallest input becomes a file of tests/torture/findings.
fuzz: $(VENV)/.installed-fuzz
	$(BIN)/python -m fuzz.run --minutes $(MINUTES) --out fuzz-findings

# All of them take many hours; MUTANTS='ladders_analysis.definitions.retained.*' takes minutes.
# `.venv/bin/mutmut browse` shows each change that no test noticed.
mutants: $(VENV)/.installed-mutation
	$(BIN)/mutmut run '$(MUTANTS)'

clean:
	rm -rf $(VENV) node_modules $(OUT)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-app: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[app]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-test: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test,app]'
	touch $@ $(VENV)/.installed $(VENV)/.installed-app

$(VENV)/.installed-bench: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-fuzz: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-mutation: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable '.[test,mutation]'
	touch $@ $(VENV)/.installed

# The accessibility rules that the browser tests hold pages to. Without npm those tests are skipped, by name.
node_modules/axe-core/axe.min.js:
	command -v npm >/dev/null && npm install --no-save --silent axe-core || echo "npm is not here: accessibility tests will be skipped"
