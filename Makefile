# The packets, the tests and the checks of this repository; `make help` lists what there is.
# Everything runs in .venv, which `make setup` makes and every target brings up to date.

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.lorpack-stamp
OUTPUT ?= output
SAMPLES := sample_profiles

# PROFILE is a folder, or the name of a sample.
PROFILE ?= $(SAMPLES)
FOLDER = $(if $(wildcard $(PROFILE)),$(PROFILE),$(SAMPLES)/$(PROFILE))

export VENV

.DEFAULT_GOAL := help
.PHONY: help setup packets packet check messages test soak fuzz coverage mutation lint types bench audit clean

help:
	@echo 'make packets                              build every packet of the sample profiles'
	@echo 'make packet WRITER=chen PROFILE=amara-okafor   build one'
	@echo 'make check                                show the findings in the sample profiles'
	@echo 'make messages                             write their messages'
	@echo 'make test [ARGS="-k words"]               run all tests'
	@echo 'make soak                                 200 kills, 50 disks, 200 packets with 10 bad ones, 2,000 packets'
	@echo 'make fuzz [FUZZ_SECONDS=60]               try to break the readers with damaged input'
	@echo 'make coverage                             which branches the tests take'
	@echo 'make mutation [ARGS="lorpack.files*"]     change the guard modules, and count what no test notices'
	@echo 'make lint types                           ruff, then mypy'
	@echo 'make audit                                check versions: floors, and known advisories'
	@echo 'make bench                                measure'
	@echo 'make setup                                make .venv, and install what is missing'
	@echo 'make clean                                delete what was built (.venv and your own files stay)'

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt scripts/setup
	@scripts/setup

packets: $(STAMP)
	$(BIN)/lorpack build $(SAMPLES) -o $(OUTPUT)

packet: $(STAMP)
	@test -n "$(WRITER)" || { echo 'usage: make packet WRITER=chen PROFILE=amara-okafor' >&2; exit 2; }
	$(BIN)/lorpack build "$(FOLDER)" -o $(OUTPUT) --writer "$(WRITER)"

check: $(STAMP)
	$(BIN)/lorpack check $(SAMPLES)

messages: $(STAMP)
	$(BIN)/lorpack messages $(SAMPLES) -o $(OUTPUT)

test: $(STAMP)
	$(BIN)/python -m pytest -n auto $(ARGS)

soak: $(STAMP)
	LORPACK_SOAK=200 $(BIN)/python -m pytest -rP tests/faults
	$(BIN)/python benchmarks/soak.py --packets 2000 --jobs 2

# What is found stays in .fuzz/; a fault goes into tests/fuzz/corpus/ with its correction.
FUZZ_SECONDS ?= 60

fuzz: $(STAMP)
	$(BIN)/python -m pip install -q -c constraints.txt --group fuzz
	@for name in yaml calendar intake; do \
	  mkdir -p .fuzz/$$name && \
	  $(BIN)/python tests/fuzz/fuzz_$$name.py -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=.fuzz/ \
	    -print_final_stats=1 .fuzz/$$name tests/fuzz/corpus/$$name || exit 1; \
	done

coverage: $(STAMP)
	$(BIN)/python -m pip install -q -c constraints.txt --group coverage
	$(BIN)/python scripts/coverage $(ARGS)

# Hours for all of it; what was tried before is kept in mutants/, and `mutmut results` lists what survived.
mutation: $(STAMP)
	$(BIN)/python -m pip install -q -c constraints.txt --group mutation
	$(BIN)/mutmut run $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python benchmarks/bench.py $(ARGS)

# pip-audit is not part of what the tests run on; without a network it is not there, and that is said.
audit: $(STAMP)
	@$(BIN)/python -m pip install -q --retries 0 --timeout 10 -c constraints.txt --group audit || true
	@$(BIN)/python scripts/audit

clean:
	@test ! -x $(BIN)/lorpack || $(BIN)/lorpack clean $(OUTPUT) -o $(OUTPUT) --yes
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz mutants .coverage*
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
