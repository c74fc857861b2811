# The book of docs/: make/book builds it, tests/book holds it.

BOOK_ENV := target/book-env
BOOK_PYTHON := $(BOOK_ENV)/bin/python
# Decision 0019 has what the warning says.
book serve-book: export NO_MKDOCS_2_WARNING := 1

##@ Generate

.PHONY: book
book: $(BOOK_ENV)/done ## Build the book of docs/ into target/book
	$(BOOK_PYTHON) -m mkdocs build --strict --config-file make/book/mkdocs.yml

##@ Test

## Build the book strictly, check every link and run every command it shows
.PHONY: test-book
test-book: build $(BOOK_ENV)/done
	FINGERPRINT_API=$(abspath $(BINARY)) $(BOOK_PYTHON) -m unittest discover \
	  --start-directory tests/book

##@ Measure

.PHONY: figures
figures: ## Put what `make measure` prints into docs/evidence/figures.md; then read the diff
	$(MAKE) --silent --no-print-directory measure \
	  | python3 make/book/figures.py docs/evidence/figures.md

##@ Run

.PHONY: serve-book
serve-book: $(BOOK_ENV)/done ## Serve the book on 127.0.0.1:8001 and rebuild it when a page changes
	exec $(BOOK_PYTHON) -m mkdocs serve --config-file make/book/mkdocs.yml --dev-addr 127.0.0.1:8001

$(BOOK_ENV)/done: make/book/requirements.txt
	$(call venv,$(BOOK_ENV),$<)
	touch $@
