# Everything a person does with this checkout. `make` alone lists it.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BINARY := target/release/fingerprint-api
PYTHON := training/.venv/bin/python

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | expand -t 20

.PHONY: build
build: ## Build the service as it is shipped
	cargo build --release --locked

.PHONY: run
run: build ## Build and serve on 0.0.0.0:8000
	exec $(BINARY)

.PHONY: test
test: lint test-rust test-web test-training test-browsers ## Install what the tests need and pass them all: what CI runs

.PHONY: test-all
test-all: test test-clients test-monitoring test-deploy ## The same, then real clients at the sensor, a live monitoring stack and the manifests

.PHONY: lint
lint: ## Formatting and lints, warnings refused
	cargo fmt --check
	cargo clippy --release --workspace --all-targets --locked -- -D warnings

# Real programs that the black-box tests run beside the service.
# `program:package`.
TOOLS := redis-server:redis-server nginx:nginx prometheus-pushgateway:prometheus-pushgateway htpasswd:apache2-utils

.PHONY: tools
tools: ## Install the programs that the tests need (Debian packages)
	missing=; for tool in $(TOOLS); do \
	  PATH=$$PATH:/usr/sbin command -v $${tool%%:*} >/dev/null || missing="$$missing $${tool##*:}"; \
	done; \
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	[ -z "$$missing" ] || { $$as_root apt-get update -qq && $$as_root apt-get install -qy --no-install-recommends $$missing; }

.PHONY: test-rust
test-rust: tools ## Unit, black-box and drift tests
	cargo test --release --locked --workspace

.PHONY: coverage
coverage: tools ## Run the Rust tests instrumented; line coverage into target/coverage.json
	make/coverage.sh

.PHONY: test-training
test-training: $(PYTHON) ## Tests of the training pipeline: gate, calibration, export
	cd training && .venv/bin/python -m unittest discover -s tests -t .

# The pinned Python packages of the pipeline, in a folder of their own.
$(PYTHON): training/requirements.txt
	python3 -m venv training/.venv
	training/.venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

.PHONY: data
data: web/node_modules/.package-lock.json ## Look at what training needs: what is here, what is missing and where it comes from
	python3 training/gather.py

.PHONY: models
models: build $(PYTHON) ## Train every model from the data and measure it on held-out groups
	$(PYTHON) training/train.py

.PHONY: reference
reference: build $(PYTHON) ## Write models/reference.json, what drift is measured against
	$(PYTHON) training/reference.py

.PHONY: known-ja4
known-ja4: build $(PYTHON) ## Write src/signals/ja4/known.rs from the captures
	$(PYTHON) training/known_ja4.py

.PHONY: measure
measure: build leave-tools-out ## Print the figures of the documents: claims, findings and engine rules on captured clients
	$(PYTHON) training/measure.py
	cargo test --release --locked --test contradictions -- --nocapture
	for file in ../shared/data/train_tls.jsonl.gz ../shared/data/train_tcp_os.jsonl.gz; do \
	  [ ! -e $$file ] || OBSERVATIONS=$$file cargo test --release --locked --test contradictions -- --nocapture; \
	done

.PHONY: limits
limits: build $(PYTHON) ## Print what no classifier can tell from single layers, because two clients send the same
	$(PYTHON) training/limits.py

.PHONY: leave-tools-out
leave-tools-out: build $(PYTHON) ## Print how driving tools are found without the checks that were made from them
	$(PYTHON) training/tools_out.py

.PHONY: goldens
goldens: build ## Write schema, configuration reference and golden answers anew; then read the diff
	$(BINARY) schema > models/schema.json
	$(BINARY) config reference > docs/configuration.md
	UPDATE_GOLDEN=1 cargo test --release --locked --test goldens --test api -- golden openapi

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

FUZZ_SECONDS ?= 600

.PHONY: fuzz
fuzz: ## Fuzz every wire parser for FUZZ_SECONDS each (nightly toolchain and cargo-fuzz)
	for target in $$(basename -s .rs fuzz/fuzz_targets/*.rs); do \
	  cargo +nightly fuzz run $$target fuzz/corpus/$$target -- -max_total_time=$(FUZZ_SECONDS); \
	done

include captures/captures.mk
include make/attack.mk
include make/targets.mk
include web/web.mk
include make/deploy.mk
include make/clients.mk
include make/monitoring.mk
