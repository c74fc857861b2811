# Monitoring: rules, dashboards, alerts, logs. Its tests run the real Prometheus, Alertmanager and
# Pushgateway with the shipped files; see docs/operate/monitoring.md.

MONITORING_VENV := target/monitoring/venv
MONITORING_PYTHON := $(MONITORING_VENV)/bin/python
MONITORING_TYPES := tests/monitoring/grafana/node_modules/.package-lock.json
MONITORING_TOOLS := $(NODE) promtool:prometheus prometheus:prometheus \
  amtool:prometheus-alertmanager prometheus-alertmanager:prometheus-alertmanager \
  prometheus-pushgateway:prometheus-pushgateway prometheus-node-exporter:prometheus-node-exporter \
  prometheus-blackbox-exporter:prometheus-blackbox-exporter \
  prometheus-redis-exporter:prometheus-redis-exporter redis-server:redis-server \
  htpasswd:apache2-utils curl:curl

##@ Test

.PHONY: test-monitoring
test-monitoring: build monitoring-tools $(MONITORING_PYTHON) $(MONITORING_TYPES) ## Rules, dashboards and alerts, on a live stack with faults
	FINGERPRINT_API=$(abspath $(BINARY)) $(MONITORING_PYTHON) -m unittest discover --start-directory tests/monitoring --top-level-directory .

##@ Generate

.PHONY: monitoring
monitoring: $(MONITORING_PYTHON) ## Write what follows from slo.yaml, the rules and the dashboards' sources
	$(MONITORING_PYTHON) monitoring/prometheus/generate.py
	$(MONITORING_PYTHON) monitoring/grafana/generate.py

.PHONY: monitoring-pictures
monitoring-pictures: build monitoring-tools $(MONITORING_PYTHON) ## Draw the dashboards of docs/operate/dashboards from a live stack
	FINGERPRINT_API=$(abspath $(BINARY)) $(MONITORING_PYTHON) -m tests.monitoring.pictures docs/operate/dashboards

.PHONY: monitoring-tools
monitoring-tools: kustomize
	$(call require,$(MONITORING_TOOLS))

# Grafana's published types, which the dashboards are held to.
$(MONITORING_TYPES): tests/monitoring/grafana/package-lock.json | monitoring-tools
	cd tests/monitoring/grafana && $(NPM_CI)
	touch $@

$(MONITORING_PYTHON): tests/monitoring/requirements.txt
	$(call venv,$(MONITORING_VENV),$<)
	touch $@
