# Redis in a cluster: make -f make/ops/redis.mk backup NAMESPACE=fingerprint

NAMESPACE ?= fingerprint
NAME ?= redis
LOCAL_PORT ?= 6379
KUBECTL ?= kubectl

include $(dir $(lastword $(MAKEFILE_LIST)))forward.mk

SCRIPTS := $(dir $(abspath $(firstword $(MAKEFILE_LIST))))../../k8s/components/redis-backup

.PHONY: status
status: ## What runs
	$(KUBE) get deployments,pods,persistentvolumeclaims,cronjobs,jobs -o wide

.PHONY: port-forward
port-forward: ## Redis on LOCAL_PORT (6379), until interrupted
	$(KUBE) port-forward service/$(NAME) $(LOCAL_PORT):6379

.PHONY: health
health: ## Does it answer, and how much does it hold?
	$(KUBE) exec deployment/$(NAME) -c redis -- redis-cli ping
	$(KUBE) exec deployment/$(NAME) -c redis -- redis-cli info memory persistence

.PHONY: metrics
metrics: ## Print the exporter's metrics
	$(call forwarded,9121,curl -fsS "$$base/metrics")

.PHONY: logs
logs: ## Follow the logs
	$(KUBE) logs deployment/$(NAME) -c redis --tail=100 -f

.PHONY: restart
restart: ## Start it anew; what it holds is on its volume
	$(KUBE) rollout restart deployment/$(NAME)
	$(KUBE) rollout status deployment/$(NAME)

.PHONY: backup
backup: ## Take a dump now and wait for it
	@job=redis-backup-$$(date -u +%Y%m%d-%H%M%S); \
	$(KUBE) create job "$$job" --from=cronjob/redis-backup; \
	$(KUBE) wait --for=condition=complete "job/$$job" --timeout=600s; \
	$(KUBE) logs "job/$$job"

.PHONY: backups
backups: ## List the dumps
	KUBECTL=$(KUBECTL) $(SCRIPTS)/redis-recovery.sh -n $(NAMESPACE) -d $(NAME) -f volume:

.PHONY: restore
restore: ## Put DUMP=file or DUMP=volume:NAME back; asks first
	@[ -n "$(DUMP)" ] || { echo "say which: DUMP=file, or DUMP=volume:NAME (make backups lists them)" >&2; exit 2; }
	KUBECTL=$(KUBECTL) $(SCRIPTS)/redis-recovery.sh -n $(NAMESPACE) -d $(NAME) -f $(DUMP)
