# The crates without the service, on processors and systems that are not this one.

TARGETS := wasm32-unknown-unknown aarch64-unknown-linux-musl
LIBRARIES := $(addprefix -p fingerprint-,wire signals network classify)

##@ Test

.PHONY: check-targets
check-targets: ## Check that the crates build for WebAssembly and for 64-bit Arm
	$(call require,aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu \
	  /usr/aarch64-linux-gnu/include/stdlib.h:libc6-dev-arm64-cross)
	rustup target add $(TARGETS)
	for target in $(TARGETS); do \
	  CC_aarch64_unknown_linux_musl=aarch64-linux-gnu-gcc \
	    cargo check --release --locked --target $$target $(LIBRARIES); \
	done
