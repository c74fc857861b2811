# Attacks on the bounds of docs/operate/bounds.md: tests/attack, tests/floods.rs.

##@ Test

.PHONY: test-attack
test-attack: ## Attack each bound of the connection layer and print what it cost
	cargo test --release --locked --test attack --test floods -- --nocapture --test-threads 1
