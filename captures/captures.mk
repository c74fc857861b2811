# To be included in the project's Makefile.
CAPTURES := captures

.PHONY: captures captures-list captures-compare test-captures lint-captures

##@ Train

captures: ## drive every real client that can be installed, and write captures.jsonl.gz
	cd $(CAPTURES) && python3 -m harness --install --out captures.jsonl.gz

captures-list: ## which clients are here, with their versions
	cd $(CAPTURES) && python3 -m harness --list

captures-compare: build $(TRAINING) ## compare the captures with an earlier file: make captures-compare BEFORE=file.jsonl.gz
	$(TRAINING) compare-captures $(BEFORE)

test-captures: $(TRAINING) ## Tests of the capture harness
	cd $(CAPTURES) && ../$(PYTHON) -m unittest discover -s tests -t .

lint-captures: $(TRAINING) ## Formatting, lints and types of the capture harness
	cd $(CAPTURES) && ../training/.venv/bin/ruff check .
	cd $(CAPTURES) && ../training/.venv/bin/ruff format --check .
	cd $(CAPTURES) && ../training/.venv/bin/mypy
