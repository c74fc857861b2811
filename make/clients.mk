# Real clients against the TLS sensor: tests/clients, docs/inside/clients.md. To be included in the Makefile.

CLIENTS := tests/clients
# What is installed and compiled for them.
CLIENTS_MADE := target/clients
CLIENTS_PROGRAMS := captures/harness/programs
# `program or file:Debian package`; what is there already, from wherever, stays.
CLIENTS_TOOLS := curl:curl chromium:chromium firefox-esr:firefox-esr certutil:libnss3-tools openssl:openssl \
  node:nodejs npm:npm javac:default-jdk-headless go:golang-go haproxy:haproxy nginx:nginx \
  /usr/lib/nginx/modules/ngx_stream_module.so:libnginx-mod-stream /etc/ssl/certs/ca-certificates.crt:ca-certificates

.PHONY: clients
clients: $(CLIENTS_MADE)/venv/done $(CLIENTS_MADE)/node_modules/done $(CLIENTS_MADE)/java/done $(CLIENTS_MADE)/go-client ## Install and compile the real clients of tests/clients

.PHONY: test-clients
test-clients: build clients ## Drive real clients against the sensor and compare with their goldens
	cd $(CLIENTS) && ../../$(CLIENTS_MADE)/venv/bin/python -m unittest --verbose

.PHONY: goldens-clients
goldens-clients: build clients ## Write tests/golden/clients.json anew; then read the diff
	cd $(CLIENTS) && UPDATE_GOLDEN=1 ../../$(CLIENTS_MADE)/venv/bin/python -m unittest test_clients.Clients.test_goldens_are_written

.PHONY: clients-tools
clients-tools:
	missing=; for tool in $(CLIENTS_TOOLS); do \
	  PATH=$$PATH:/usr/sbin command -v $${tool%%:*} >/dev/null || [ -e $${tool%%:*} ] || missing="$$missing $${tool##*:}"; \
	done; \
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	[ -z "$$missing" ] || { $$as_root apt-get update -qq && $$as_root apt-get install -qy --no-install-recommends $$missing; }

$(CLIENTS_MADE)/venv/done: $(CLIENTS)/requirements.txt | clients-tools
	python3 -m venv $(CLIENTS_MADE)/venv
	$(CLIENTS_MADE)/venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

$(CLIENTS_MADE)/node_modules/done: $(CLIENTS)/package.json $(CLIENTS)/package-lock.json | clients-tools
	mkdir -p $(CLIENTS_MADE) && cp $^ $(CLIENTS_MADE)
	npm ci --prefix $(CLIENTS_MADE) --no-audit --no-fund --silent --ignore-scripts
	touch $@

$(CLIENTS_MADE)/java/done: $(addprefix $(CLIENTS_PROGRAMS)/java/,Arguments.java JdkHttpClient.java) | clients-tools
	mkdir -p $(@D) && javac -nowarn --release 11 -d $(@D) $^
	touch $@

$(CLIENTS_MADE)/go-client: $(wildcard $(CLIENTS_PROGRAMS)/go/*) | clients-tools
	cd $(CLIENTS_PROGRAMS)/go && GOTOOLCHAIN=local CGO_ENABLED=0 go build -o $(CURDIR)/$@ main.go
