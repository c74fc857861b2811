# Real clients against the TLS sensor: tests/clients, docs/inside/clients.md.

CLIENTS := tests/clients
# What is installed and compiled for them.
CLIENTS_MADE := target/clients
CLIENTS_PYTHON := $(CLIENTS_MADE)/venv/bin/python
CLIENTS_PROGRAMS := captures/harness/programs
CLIENTS_JAVA := $(addprefix $(CLIENTS_PROGRAMS)/java/,Arguments.java JdkHttpClient.java)
CLIENTS_TOOLS := $(NODE) curl:curl chromium:chromium firefox-esr:firefox-esr \
  certutil:libnss3-tools openssl:openssl javac:default-jdk-headless \
  go:golang-go haproxy:haproxy nginx:nginx \
  /usr/lib/nginx/modules/ngx_stream_module.so:libnginx-mod-stream \
  /etc/ssl/certs/ca-certificates.crt:ca-certificates

##@ Test

## Drive real clients against the sensor and compare with their goldens (minutes)
.PHONY: test-clients
test-clients: build clients
	cd $(CLIENTS) && $(CURDIR)/$(CLIENTS_PYTHON) -m unittest --verbose

##@ Generate

.PHONY: goldens-clients
goldens-clients: build clients ## Write tests/golden/clients.json anew; then read the diff
	cd $(CLIENTS) && UPDATE_GOLDEN=1 $(CURDIR)/$(CLIENTS_PYTHON) -m unittest \
	  test_clients.Clients.test_goldens_are_written

# What tests/clients runs, installed and compiled.
.PHONY: clients
clients: $(CLIENTS_MADE)/venv/done $(CLIENTS_MADE)/node_modules/done \
  $(CLIENTS_MADE)/java/done $(CLIENTS_MADE)/go-client

.PHONY: clients-tools
clients-tools:
	$(call require,$(CLIENTS_TOOLS))

$(CLIENTS_MADE)/venv/done: $(CLIENTS)/requirements.txt | clients-tools
	$(call venv,$(CLIENTS_MADE)/venv,$<)
	touch $@

$(CLIENTS_MADE)/node_modules/done: $(addprefix $(CLIENTS)/,package.json package-lock.json) \
  | clients-tools
	mkdir -p $(CLIENTS_MADE) && cp $^ $(CLIENTS_MADE)
	cd $(CLIENTS_MADE) && $(NPM_CI)
	touch $@

$(CLIENTS_MADE)/java/done: $(CLIENTS_JAVA) | clients-tools
	mkdir -p $(@D) && javac -nowarn --release 11 -d $(@D) $^
	touch $@

$(CLIENTS_MADE)/go-client: $(wildcard $(CLIENTS_PROGRAMS)/go/*) | clients-tools
	cd $(CLIENTS_PROGRAMS)/go && \
	  GOTOOLCHAIN=local CGO_ENABLED=0 go build -o $(CURDIR)/$@ main.go
