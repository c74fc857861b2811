# To be included in the project's Makefile.
CAPTURES := captures

.PHONY: captures captures-list captures-compare

captures: ## drive every real client that can be installed, and write captures.jsonl.gz
	python3 $(CAPTURES)/harness/capture --install --out $(CAPTURES)/captures.jsonl.gz

captures-list: ## which clients are here, with their versions
	python3 $(CAPTURES)/harness/capture --list

captures-compare: build $(PYTHON) ## compare the captures with an earlier file: make captures-compare BEFORE=file.jsonl.gz
	$(TRAINING) compare-captures $(BEFORE)
