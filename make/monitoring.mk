# Monitoring: rules, dashboards, alerts, logs. Its tests run the real Prometheus, Alertmanager and
# Pushgateway with the shipped files; see docs/monitoring.md.

MONITORING_VENV := target/monitoring/venv
MONITORING_PYTHON := $(MONITORING_VENV)/bin/python
MONITORING_TYPES := tests/monitoring/grafana/node_modules/.package-lock.json
MONITORING_PACKAGES := prometheus prometheus-alertmanager prometheus-pushgateway \
  prometheus-blackbox-exporter prometheus-node-exporter prometheus-redis-exporter redis-server apache2-utils curl nodejs npm
MONITORING_TOOLS := promtool amtool prometheus prometheus-alertmanager prometheus-pushgateway \
  prometheus-blackbox-exporter prometheus-node-exporter prometheus-redis-exporter redis-server htpasswd curl node npm

.PHONY: test-monitoring
test-monitoring: build monitoring-tools $(MONITORING_PYTHON) $(MONITORING_TYPES) ## Rules, dashboards and alerts, on a live stack with faults
	FINGERPRINT_API=$(abspath $(BINARY)) $(MONITORING_PYTHON) -m unittest discover --start-directory tests/monitoring --top-level-directory .

.PHONY: monitoring
monitoring: $(MONITORING_PYTHON) ## Write what follows from slo.yaml, the rules and the dashboards' sources
	$(MONITORING_PYTHON) monitoring/prometheus/generate.py
	$(MONITORING_PYTHON) monitoring/grafana/generate.py

.PHONY: monitoring-pictures
monitoring-pictures: build monitoring-tools $(MONITORING_PYTHON) ## Draw the dashboards of docs/monitoring from a live stack
	FINGERPRINT_API=$(abspath $(BINARY)) $(MONITORING_PYTHON) -m tests.monitoring.pictures docs/monitoring

.PHONY: monitoring-tools
monitoring-tools: ## Install the servers that test-monitoring runs, where apt is at hand
	@missing=; for tool in $(MONITORING_TOOLS); do command -v $$tool > /dev/null || missing="$$missing $$tool"; done; \
	if [ -n "$$missing" ]; then \
	  echo "missing:$$missing"; \
	  if [ "$$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then \
	    echo "install them: apt-get install $(MONITORING_PACKAGES)"; exit 1; \
	  fi; \
	  apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $(MONITORING_PACKAGES); \
	fi

# Grafana's published types, which the dashboards are held to.
$(MONITORING_TYPES): tests/monitoring/grafana/package-lock.json | monitoring-tools
	cd tests/monitoring/grafana && $(NPM_CI)
	touch $@

$(MONITORING_PYTHON): tests/monitoring/requirements.txt
	python3 -m venv $(MONITORING_VENV)
	$(MONITORING_VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@
