# The collector and the page: web/, docs/start/collector.md.

# MiniBrowser comes with what webkit2gtk-driver depends on.
BROWSERS := $(NODE) chromium:chromium chromedriver:chromium-driver firefox-esr:firefox-esr \
  WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb xvfb-run:xvfb xauth:xauth
NODE_TEST := node --test --test-concurrency=1 --test-reporter=spec

$(WEB_MODULES): web/package-lock.json
	$(call require,$(NODE))
	cd web && $(NPM_CI)
	@touch $@

web/tests/node_modules/.package-lock.json: web/tests/package-lock.json
	$(call require,$(NODE))
	cd web/tests && $(NPM_CI)
	@touch $@

# What the browser tests need.
.PHONY: browsers
browsers: $(WEB_MODULES) web/tests/node_modules/.package-lock.json
	$(call require,$(BROWSERS))

##@ Test

## Collector and page: types, unit tests, drift, size, probe tables
.PHONY: test-web
test-web: $(WEB_MODULES)
	cd web && node test.mjs

## The collector and the page in real browsers, plain and driven (minutes)
.PHONY: test-browsers
test-browsers: build browsers
	cd web/tests && $(NODE_TEST)

##@ Generate

.PHONY: web
web: $(WEB_MODULES) ## Build the collector and the page into web/dist
	cd web && node build.mjs

## Write data/probes/codewords_*.txt and data/brands.txt from browser-compat-data
.PHONY: probes
probes: $(WEB_MODULES)
	cd web && node probes/generate.mjs

PROBE_SET ?= 2
## Propose a probe set PROBE_SET, screened on the browsers here
.PHONY: propose-probes
propose-probes: browsers
	cd web && node probes/propose.mjs $(PROBE_SET)

.PHONY: captures-browser
captures-browser: browsers ## Write tests/golden/browser anew from real browsers
	cd web/tests && UPDATE_GOLDEN=1 $(NODE_TEST) clients.test.mjs

## Write captures/sessions.jsonl.gz anew: what every session of compare-detectors posts
.PHONY: captures-sessions
captures-sessions: build browsers
	rm -f target/sessions.jsonl
	cd web/tests && node compare.mjs --captures ../../target/sessions.jsonl
	sort target/sessions.jsonl | gzip -9nc > captures/sessions.jsonl.gz

## Pictures of the page, phone and desktop, light and dark, into target/screenshots
.PHONY: screenshots
screenshots: browsers
	cd web/tests && node screenshots.mjs $(CURDIR)/target/screenshots

##@ Measure

## Ask the service, BotD and FPScanner about the same sessions, driven and plain
.PHONY: compare-detectors
compare-detectors: build browsers
	cd web/tests && node compare.mjs

.PHONY: measure-collector
measure-collector: browsers ## What gathering costs the page's thread
	cd web/tests && node measure.mjs
