# Every language's formatter and linter, at pinned versions: rustfmt and clippy by
# rust-toolchain.toml, biome by web/package.json, the others by make/lint-requirements.txt.
#
# What each checks: rustfmt.toml, Cargo.toml, clippy.toml; biome.jsonc; ruff.toml; .yamllint;
# make/columns.py.

# Workspaces of their own: what they need is not in the service's lock file.
MANIFESTS := Cargo.toml fuzz/Cargo.toml benches/peers/Cargo.toml
LINT := target/lint
RUFF := $(LINT)/bin/ruff
BIOME := web/node_modules/.bin/biome
# Shell scripts, those without a suffix included.
SHELL_FILES = $(shell git ls-files --cached --others --exclude-standard '*.sh' .ci/run)
SHFMT_STYLE := --indent 4
# The types of the Python packages, which need what the packages need.
LINT_TYPES := $(if $(wildcard training/pyproject.toml),lint-training)

$(LINT)/done: make/lint-requirements.txt
	$(call venv,$(LINT),$<)
	@touch $@

##@ Test

## Every language's formatting and lints, warnings refused
.PHONY: lint
lint: lint-columns lint-python lint-shell lint-yaml lint-web lint-rust $(LINT_TYPES)

.PHONY: format
format: $(LINT)/done $(WEB_MODULES) ## Format every language, and mend what its linter can mend
	python3 make/wrap.py
	for manifest in $(MANIFESTS); do cargo fmt --all --manifest-path $$manifest; done
	$(RUFF) check --quiet --fix --exit-zero
	$(RUFF) format --quiet
	$(LINT)/bin/shfmt $(SHFMT_STYLE) --write $(SHELL_FILES)
	-$(BIOME) check --write --log-level=error

.PHONY: lint-rust
lint-rust:
	for manifest in $(MANIFESTS); do cargo fmt --all --check --manifest-path $$manifest; done
	cargo clippy --quiet --release --workspace --all-targets --locked -- -D warnings

.PHONY: lint-python
lint-python: $(LINT)/done
	$(RUFF) check --quiet
	$(RUFF) format --quiet --check

.PHONY: lint-web
lint-web: $(WEB_MODULES)
	$(BIOME) check --error-on-warnings
	cd web && node_modules/.bin/tsc -p .

.PHONY: lint-shell
lint-shell: $(LINT)/done
	$(LINT)/bin/shellcheck $(SHELL_FILES)
	$(LINT)/bin/shfmt $(SHFMT_STYLE) --diff $(SHELL_FILES)

.PHONY: lint-yaml
lint-yaml: $(LINT)/done
	git ls-files '*.yaml' '*.yml' .yamllint | xargs $(LINT)/bin/yamllint --strict

# Dead links are found by the book's strict build.
.PHONY: lint-links
lint-links: test-book

.PHONY: lint-columns
lint-columns:
	python3 make/columns.py

.PHONY: test-make
test-make: ## Tests of what the make files stand on: the parts, the installer, the columns
	python3 -m unittest discover --start-directory tests/make
