# To be included in the project's Makefile.
CAPTURES := models/training/captures

.PHONY: captures captures-list

captures: ## drive every real client that can be installed, and write captures.jsonl.gz
	python3 $(CAPTURES)/harness/capture --install --out $(CAPTURES)/captures.jsonl.gz

captures-list: ## which clients are here, with their versions
	python3 $(CAPTURES)/harness/capture --list
