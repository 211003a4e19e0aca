# `make run` and `make test` are all there is to type after cloning; `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Variables, each after the targets that read it:
PYTHON ?=# any target: a Python 3.10, when the one that is found is not the one you want
FROM ?=# talk, phone: the number the caller calls from, +12125550123
TO ?=# talk, phone: the number that was called; it chooses the assistant
NOW ?=# talk, phone: a pretended time, 2026-11-18T10:00 in the calendar's zone; nothing real is touched
PORT ?=# run, talk, phone: where Rasa listens
AT ?=# phone: the public address to call by, https://phone.example.com, through proxy or tunnel
SCRIPT ?=# phone: a file of what the caller does, a line each
TESTS ?=# test: only these test files or folders
AT_LENGTH ?=# test, calls: 1 to let random tests try more, and hold every call twice
CALLS ?=# calls: only those whose folder or name holds this word
PROVIDER ?=# calls: on a stand-in for google or microsoft, on a caldav server, or several: google,caldav
CORPORA ?=# evaluate: the folder of the corpora, when it is not ../shared/corpora
FAULTS_KILLS ?=# faults: how many processes to kill on each database, 200 unless told
SPOKEN ?=# spoken: options of benchmarks.spoken, --keep or --kept
FAULTS_TURNS ?=# faults: how many random turns by telephone, 10000 unless told
export PYTHON

BIN := .venv/bin
DIRECT_BOOKING := $(BIN)/direct-booking
# Rasa's own commands are loud about things that are as they should be.
QUIET := TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1 RASA_TELEMETRY_ENABLED=false \
         PYTHONWARNINGS=ignore

.PHONY: help
help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@awk -F ' [?]=# ' '/^[A-Z_]+ [?]=# / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: environment ## Start the receptionist and the console, until Ctrl-C
	@$(DIRECT_BOOKING) run $(if $(PORT),--port "$(PORT)")

.PHONY: console
console: environment ## Start the owner's console alone, until Ctrl-C
	@$(DIRECT_BOOKING) console

.PHONY: talk
talk: environment ## Hold a call in the terminal (FROM, TO, NOW)
	@$(DIRECT_BOOKING) talk $(if $(FROM),--from "$(FROM)") $(if $(TO),--to "$(TO)") \
	    $(if $(NOW),--now "$(NOW)") $(if $(PORT),--port "$(PORT)")

.PHONY: phone
phone: environment ## Hold a call as the telephone company would carry it (FROM, TO, NOW, AT, SCRIPT)
	@$(DIRECT_BOOKING) phone $(if $(FROM),--from "$(FROM)") $(if $(TO),--to "$(TO)") \
	    $(if $(NOW),--now "$(NOW)") $(if $(PORT),--port "$(PORT)") $(if $(AT),--at "$(AT)") \
	    $(if $(SCRIPT),--script "$(SCRIPT)")

.PHONY: test
test: check validate ## Check everything, then run the whole test suite (TESTS)
	@AT_LENGTH="$(AT_LENGTH)" $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(TESTS)

.PHONY: calls
calls: prepare ## Hold every call of tests/calls (CALLS, PROVIDER)
	@$(if $(PROVIDER),CALLS_ON="$(PROVIDER)") AT_LENGTH="$(AT_LENGTH)" $(BIN)/python -m pytest \
	    $(if $(PROVIDER),tests/calls/test_calls_elsewhere.py,tests/calls) $(if $(CALLS),-k "$(CALLS)")

.PHONY: evaluate
evaluate: prepare ## Measure how well callers are understood, against corpora (CORPORA)
	@$(BIN)/python -m benchmarks.evaluate $(if $(CORPORA),--corpora "$(CORPORA)")

.PHONY: bench
bench: prepare ## Measure how fast it answers, and a thousand callers for one time
	@$(BIN)/python -m benchmarks.bench

.PHONY: faults
faults: prepare ## Measure what is said and left when calendars and processes fail, and by telephone (FAULTS_KILLS, FAULTS_TURNS)
	@$(BIN)/python -m benchmarks.faults $(if $(FAULTS_KILLS),--kills "$(FAULTS_KILLS)")
	@$(BIN)/python -m benchmarks.calendar_faults
	@$(BIN)/python -m benchmarks.dialogue_faults
	@$(QUIET) $(BIN)/python -m benchmarks.telephone_faults $(if $(FAULTS_TURNS),--turns "$(FAULTS_TURNS)")

.PHONY: screenshots
screenshots: environment ## Photograph every page of the console, wide and narrow, light and dark: var/screenshots
	@$(BIN)/python tests/browser/screenshots.py

.PHONY: spoken
spoken: prepare ## Measure calls with a voice, a telephone line and a recogniser (SPOKEN)
	@sh bin/spoken
	@$(QUIET) $(BIN)/python -m benchmarks.spoken $(SPOKEN)

.PHONY: check
check: environment ## Check style and the floors of the house
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports

.PHONY: validate
validate: prepare ## Validate the dialogue and test its stories with Rasa's own tools
	@mkdir -p var/log
	@$(QUIET) $(BIN)/rasa data validate --fail-on-warnings >var/log/validate.log 2>&1 || \
	    { grep -v 'is not used in any story' var/log/validate.log >&2; exit 1; }
	@echo "The dialogue's files are valid."
	@$(QUIET) $(BIN)/rasa test core --fail-on-prediction-errors --no-plot --model models/receptionist.tar.gz \
	    --stories tests/test_stories.yml --out var/rasa-test >var/log/stories.log 2>&1 || \
	    { cat var/log/stories.log >&2; exit 1; }
	@echo "The stories are predicted as they are written."

.PHONY: train
train: environment ## Train the model, if what it is made of has changed
	@$(DIRECT_BOOKING) train

.PHONY: prepare
prepare: environment ## Make the environment, the database and the model, each if it is missing or old
	@$(DIRECT_BOOKING) prepare

.PHONY: doctor
doctor: environment ## Say what is wrong with this installation, and the remedy
	@$(DIRECT_BOOKING) doctor

.PHONY: format
format: environment ## Put the code in its style
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

.PHONY: lock
lock: ## Compile requirements.lock from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --extra test --python-version 3.10 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file requirements.lock
	@uv pip compile benchmarks/spoken/requirements.in --python-version 3.10 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file benchmarks/spoken/requirements.lock
	@! grep -nE '://|file:|^-' requirements.lock benchmarks/spoken/requirements.lock || \
	    { echo "A lock names an index or a path: see above." >&2; exit 1; }

.PHONY: clean
clean: ## Remove the environments and the trained model; the database stays
	@rm -rf .venv .venv-spoken .rasa models/receptionist.tar.gz models/receptionist.inputs

.PHONY: environment
environment:
	@sh bin/bootstrap
