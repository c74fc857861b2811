# To be included in the project's Makefile.
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
BROWSER_PACKAGES := chromium chromium-driver firefox-esr webkit2gtk-driver xvfb xauth

.PHONY: web test-web probes propose-probes test-browsers compare-detectors captures-browser captures-sessions measure-collector screenshots

web/node_modules/.package-lock.json: web/package-lock.json
	@command -v npm > /dev/null || { echo "npm is missing: apt-get install nodejs npm" >&2; exit 1; }
	cd web && $(NPM_CI)
	touch $@

web/tests/node_modules/.package-lock.json: web/tests/package-lock.json
	cd web/tests && $(NPM_CI)
	touch $@

web: web/node_modules/.package-lock.json ## Build the collector and the page into web/dist
	cd web && node build.mjs

test-web: web/node_modules/.package-lock.json ## Collector and page: types, unit tests, drift, size, probe tables
	cd web && node test.mjs

probes: web/node_modules/.package-lock.json ## Write data/probes/codewords_*.txt from browser-compat-data
	cd web && node probes/generate.mjs

PROBE_SET ?= 2
propose-probes: browsers ## Propose a next probe set, screened on the browsers here, as web/probes/set_$(PROBE_SET).json
	cd web && node probes/propose.mjs $(PROBE_SET)

# What the browser tests need of the system, by package name.
.PHONY: browsers
browsers: web/node_modules/.package-lock.json web/tests/node_modules/.package-lock.json
	@as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	dpkg --status $(BROWSER_PACKAGES) > /dev/null 2>&1 || { $$as_root apt-get update -qq && $$as_root apt-get install -qy --no-install-recommends $(BROWSER_PACKAGES); }

test-browsers: build browsers ## The collector and the page in real browsers, plain and driven (installs them)
	cd web/tests && node --test --test-concurrency=1 --test-reporter=spec

compare-detectors: build browsers ## Ask the service, BotD and FPScanner about the same sessions, driven and plain
	cd web/tests && node compare.mjs

captures-browser: browsers ## Write tests/golden/browser anew from real browsers
	cd web/tests && UPDATE_GOLDEN=1 node --test --test-concurrency=1 --test-reporter=spec clients.test.mjs

captures-sessions: build browsers ## Write captures/sessions.jsonl.gz anew: what every session of compare-detectors posts
	rm -f target/sessions.jsonl
	cd web/tests && node compare.mjs --captures ../../target/sessions.jsonl
	sort target/sessions.jsonl | gzip -9nc > captures/sessions.jsonl.gz

measure-collector: browsers ## What gathering costs the page's thread
	cd web/tests && node measure.mjs

screenshots: browsers ## Pictures of the page, phone and desktop, light and dark, into target/screenshots
	cd web/tests && node screenshots.mjs $(CURDIR)/target/screenshots
