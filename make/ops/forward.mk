# For the makefiles beside it: their shell, and asking a Service through a port that kubectl opens.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

KUBE := $(KUBECTL) --namespace $(NAMESPACE)

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | expand -t 20

# $(call forwarded,PORT,COMMANDS): runs the commands with $$base leading to the Service's port.
define forwarded
@out=$$(mktemp); $(KUBE) port-forward service/$(NAME) :$(1) >"$$out" 2>&1 & pid=$$!; \
trap 'kill $$pid 2>/dev/null || true; rm -f "$$out"' EXIT; \
port=; for _ in $$(seq 100); do \
  port=$$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\).*/\1/p' "$$out" | head -1); \
  [ -z "$$port" ] || break; sleep 0.1; done; \
[ -n "$$port" ] || { echo "no port to service/$(NAME) in $(NAMESPACE): $$(head -1 "$$out")" >&2; exit 1; }; \
base=http://127.0.0.1:$$port; $(2)
endef
