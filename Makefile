# Everything a person does with this checkout. `make` alone lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BINARY := target/release/fingerprint-api
PYTHON := training/.venv/bin/python
TRAINING := training/.venv/bin/fingerprint-training

include make/tools.mk

.PHONY: help
help:
	@awk -f make/help.awk $(MAKEFILE_LIST)

##@ Run

.PHONY: build
build: ## Build the service as it is shipped
	@[ -e $(BINARY) ] || echo "first build: every dependency is compiled, which takes minutes"
	cargo build --release --locked

.PHONY: run
run: build ## Build and serve on 0.0.0.0:8000
	exec $(BINARY)

##@ Test

# What `make test` passes, in this order: the quick parts first.
TEST_PARTS := lint test-make test-web test-rust test-book \
  test-training test-browsers

.PHONY: test
test: ## Install what the tests need and pass them all: what CI runs
	@echo "$(words $(TEST_PARTS)) parts: $(TEST_PARTS)"
	@echo "a first run compiles every dependency and installs browsers, which takes a while"
	@+make/parts.sh $(TEST_PARTS)

.PHONY: test-all
test-all: ## The same, then real clients at the sensor, a live monitoring stack and the manifests
	@+make/parts.sh $(TEST_PARTS) test-clients test-monitoring test-deploy

# Real programs that the black-box tests run beside the service.
TEST_TOOLS := redis-server:redis-server nginx:nginx \
  prometheus-pushgateway:prometheus-pushgateway htpasswd:apache2-utils

.PHONY: tools
tools: ## Install the programs that the tests need (Debian packages)
	$(call require,$(TEST_TOOLS))

.PHONY: test-rust
test-rust: tools ## Unit, black-box and drift tests
	cargo test --release --locked --workspace

.PHONY: coverage
coverage: tools ## Run the Rust tests instrumented; line coverage into target/coverage.json
	make/coverage.sh

.PHONY: test-training
test-training: $(TRAINING) test-captures ## Tests of the training pipeline and of the capture harness
	cd training && .venv/bin/python -m unittest discover -s tests -t .

.PHONY: lint-training
lint-training: $(TRAINING) lint-captures ## Formatting, lints and types of training/ and captures/
	cd training && .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

# The pinned Python packages of the pipeline, in a folder of their own, and the pipeline itself.
$(TRAINING): training/requirements.txt training/pyproject.toml
	$(call venv,training/.venv,$<)
	training/.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --editable training
	touch $@

##@ Train

.PHONY: data
data: web/node_modules/.package-lock.json $(TRAINING) ## Look at what training needs: what is here, what is missing and where it comes from
	$(TRAINING) check-data

.PHONY: models
models: build $(TRAINING) ## Train every model from the data and measure it on held-out groups
	$(TRAINING) train

.PHONY: reference
reference: build $(TRAINING) ## Write models/reference.json, what drift is measured against
	$(TRAINING) drift-reference

.PHONY: known-ja4
known-ja4: build $(TRAINING) ## Write crates/signals/src/ja4/known.rs from the captures
	$(TRAINING) known-ja4

##@ Measure

.PHONY: measure
measure: build leave-tools-out ## Print the figures of the documents: claims, findings and engine rules on captured clients
	$(TRAINING) measure
	cargo test --release --locked --workspace --test contradictions -- --nocapture
	for file in ../shared/data/train_tls.jsonl.gz ../shared/data/train_tcp_os.jsonl.gz; do \
	  [ ! -e $$file ] || OBSERVATIONS=$$file cargo test --release --locked --workspace --test contradictions -- --nocapture; \
	done

.PHONY: limits
limits: build $(TRAINING) ## Print what no classifier can tell from single layers, because two clients send the same
	$(TRAINING) evidence-limits

.PHONY: leave-tools-out
leave-tools-out: build $(TRAINING) ## Print how driving tools are found without the checks that were made from them
	$(TRAINING) leave-tools-out

##@ Generate

.PHONY: goldens
goldens: build ## Write schema, configuration reference and golden answers anew; then read the diff
	$(BINARY) schema > models/schema.json
	$(BINARY) config reference > docs/operate/configuration.md
	UPDATE_GOLDEN=1 cargo test --release --locked --workspace --test goldens --test api -- golden openapi

##@ Measure

.PHONY: bench
bench: ## Time every stage
	cargo bench --locked

.PHONY: bench-peers
bench-peers: ## Time reading a ClientHello here and by other libraries
	cd benches/peers && cargo bench --locked

.PHONY: bench-service
bench-service: build ## Start-up, memory, CPU per request
	python3 benches/service.py

.PHONY: bench-cache
bench-cache: build ## CPU per request with and without the cache of scores
	python3 benches/cache.py

##@ Test

FUZZ_SECONDS ?= 600

.PHONY: fuzz
fuzz: ## Fuzz every wire parser for FUZZ_SECONDS each (nightly toolchain and cargo-fuzz)
	@echo "$(words $(wildcard fuzz/fuzz_targets/*.rs)) targets of $(FUZZ_SECONDS) seconds each"
	for target in $$(basename -s .rs fuzz/fuzz_targets/*.rs); do \
	  cargo +nightly fuzz run $$target fuzz/corpus/$$target -- -max_total_time=$(FUZZ_SECONDS); \
	done

include make/lint.mk
include captures/captures.mk
include make/attack.mk
include make/targets.mk
include web/web.mk
include make/book.mk
include make/deploy.mk
include make/clients.mk
include make/monitoring.mk
