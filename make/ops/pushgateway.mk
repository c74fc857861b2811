# The Pushgateway in a cluster: make -f make/ops/pushgateway.mk list NAMESPACE=pushgateway

NAMESPACE ?= pushgateway
NAME ?= pushgateway
LOCAL_PORT ?= 9091
KUBECTL ?= kubectl

include $(dir $(lastword $(MAKEFILE_LIST)))forward.mk

# Name and password come from the Secret, through a pipe: no process list shows them.
secret = $(KUBE) get secret $(NAME)-auth -o jsonpath='{.data.$(1)}' | base64 -d
define ask
printf 'user = "%s:%s"\n' "$$($(call secret,username))" "$$($(call secret,password))" | curl --config - -fsS
endef

.PHONY: status
status: ## What runs
	$(KUBE) get deployments,pods,persistentvolumeclaims,ingresses,cronjobs -o wide

.PHONY: port-forward
port-forward: ## The Pushgateway on LOCAL_PORT (9091), until interrupted
	$(KUBE) port-forward service/$(NAME) $(LOCAL_PORT):9091

.PHONY: health
health: ## Is it healthy and ready?
	$(call forwarded,9091,$(ask) "$$base/-/healthy"; echo; $(ask) "$$base/-/ready"; echo)

.PHONY: metrics
metrics: ## Print what was pushed
	$(call forwarded,9091,$(ask) "$$base/metrics")

.PHONY: list
list: ## One line a group: its labels and the time of its last push
	$(call forwarded,9091,$(ask) "$$base/metrics" | sed -n 's/^push_time_seconds//p')

.PHONY: delete-group
delete-group: ## Delete the group JOB=name, or JOB=name/label/value
	@[ -n "$(JOB)" ] || { echo "say which: JOB=name, or JOB=name/label/value" >&2; exit 2; }
	$(call forwarded,9091,$(ask) --request DELETE "$$base/metrics/job/$(JOB)"; echo "deleted $(JOB)")

.PHONY: logs
logs: ## Follow the logs
	$(KUBE) logs deployment/$(NAME) --tail=100 -f

.PHONY: shell
shell: ## A shell in the pod
	$(KUBE) exec -it deployment/$(NAME) -- sh

.PHONY: restart
restart: ## Start it anew; what was pushed is on its volume
	$(KUBE) rollout restart deployment/$(NAME)
	$(KUBE) rollout status deployment/$(NAME)
