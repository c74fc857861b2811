# The crates without the service, on processors and systems that are not this one.

.PHONY: check-targets
check-targets: ## Check that the crates build for WebAssembly and for 64-bit Arm
	command -v aarch64-linux-gnu-gcc > /dev/null || { as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$as_root apt-get update -qq && $$as_root apt-get install -qy --no-install-recommends \
	    gcc-aarch64-linux-gnu libc6-dev-arm64-cross; }
	rustup target add wasm32-unknown-unknown aarch64-unknown-linux-musl
	for target in wasm32-unknown-unknown aarch64-unknown-linux-musl; do \
	  CC_aarch64_unknown_linux_musl=aarch64-linux-gnu-gcc cargo check --release --locked --target $$target \
	    -p fingerprint-wire -p fingerprint-signals -p fingerprint-network -p fingerprint-classify; \
	done
