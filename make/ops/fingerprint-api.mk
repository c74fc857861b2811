# The service in a cluster: make -f make/ops/fingerprint-api.mk health NAMESPACE=fingerprint-staging

NAMESPACE ?= fingerprint
NAME ?= fingerprint-api
LOCAL_PORT ?= 8000
METRICS_PORT ?= 9090
KUBECTL ?= kubectl

include $(dir $(lastword $(MAKEFILE_LIST)))forward.mk

.PHONY: status
status: ## What runs, and how far it is scaled
	$(KUBE) get deployments,horizontalpodautoscalers,pods,poddisruptionbudgets -l app.kubernetes.io/name=$(NAME) -o wide

.PHONY: port-forward
port-forward: ## The API on LOCAL_PORT (8000), until interrupted
	$(KUBE) port-forward service/$(NAME) $(LOCAL_PORT):80

.PHONY: health
health: ## Ask both probes
	$(call forwarded,80,curl -fsS "$$base/health"; echo; curl -fsS "$$base/api/v1/models/status"; echo)

.PHONY: metrics
metrics: ## Print the metrics
	$(call forwarded,$(METRICS_PORT),curl -fsS "$$base/metrics")

.PHONY: logs
logs: ## Follow the logs of all pods
	$(KUBE) logs -l app.kubernetes.io/name=$(NAME) -c fingerprint-api --all-containers=false --prefix --tail=100 -f

.PHONY: restart
restart: ## Replace the pods one by one
	$(KUBE) rollout restart deployment/$(NAME)
	$(KUBE) rollout status deployment/$(NAME)
