# The manifests, charts and image: rendering, testing, building.

DEPLOY_PYTHON := tests/deploy/.venv/bin/python
STATIC_TARGET := $(shell uname -m)-unknown-linux-musl
STATIC_BINARY := target/$(STATIC_TARGET)/image/fingerprint-api
IMAGE ?= fingerprint-api
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
IMAGE_TAG ?= $(VERSION)

# Program and package, where the package is not already here.
DEPLOY_PACKAGES := redis-server:redis-server prometheus:prometheus htpasswd:apache2-utils node:nodejs npm:npm \
  prometheus-pushgateway:prometheus-pushgateway
IMAGE_PACKAGES := buildah:buildah bwrap:bubblewrap musl-gcc:musl-tools
# $(call installed,PACKAGES): installs by apt what is missing; elsewhere the tests name it.
installed = @missing=; for pair in $(1); do \
  command -v "$${pair%%:*}" >/dev/null || missing+=" $${pair\#*:}"; done; \
  [ -z "$$missing" ] || ! command -v apt-get >/dev/null || \
  { [ "$$(id -u)" = 0 ] && sudo= || sudo=sudo; \
    $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing; }

.PHONY: deploy-tools
deploy-tools: $(DEPLOY_PYTHON) tests/deploy/node_modules/.package-lock.json
	$(call installed,$(DEPLOY_PACKAGES))

$(DEPLOY_PYTHON): tests/deploy/requirements.txt
	python3 -m venv tests/deploy/.venv
	tests/deploy/.venv/bin/pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

tests/deploy/node_modules/.package-lock.json: tests/deploy/package-lock.json
	$(call installed,node:nodejs npm:npm)
	cd tests/deploy && npm ci --silent --no-fund --no-audit

.PHONY: rendered
rendered: $(DEPLOY_PYTHON) ## Render every overlay and chart profile anew; then read the diff
	$(DEPLOY_PYTHON) tests/deploy/render.py

.PHONY: test-deploy
test-deploy: deploy-tools build ## Manifests, charts, scripts, probes, scaling and the image, proven
	cargo test --release --locked --test deploy
	$(DEPLOY_PYTHON) tests/deploy/render.py --check
	cd tests/deploy && .venv/bin/python -m unittest discover
	$(MAKE) test-image

# Not target/image: that is where cargo keeps what the profile compiles for the host.
# Beside the models and the list of what is inside, so that the Dockerfile copies one folder.
.PHONY: image-files
image-files:
	$(call installed,$(IMAGE_PACKAGES))
	rustup target add $(STATIC_TARGET)
	CC_$(subst -,_,$(STATIC_TARGET))=musl-gcc cargo rustc --profile image --locked --target $(STATIC_TARGET) \
	  --bin fingerprint-api -- -C link-arg=-Wl,-z,pack-relative-relocs
	rm -rf target/staged && mkdir -p target/staged/models
	cp $(STATIC_BINARY) target/staged/fingerprint-api
	FPA_MODELS__DIR=models $(STATIC_BINARY) models copy target/staged/models >/dev/null
	python3 make/sbom.py $(STATIC_TARGET) target/staged

.PHONY: image
image: image-files ## Build the image IMAGE:IMAGE_TAG from scratch with buildah
	buildah bud --quiet --isolation chroot --format oci --file Dockerfile --tag $(IMAGE):$(IMAGE_TAG) \
	  --build-arg VERSION=$(VERSION) --build-arg REVISION=$$(git rev-parse HEAD) \
	  --build-arg CREATED=$$(git log -1 --format=%cI) --timestamp $$(git log -1 --format=%ct) target/staged

.PHONY: test-image
test-image: deploy-tools image ## Run the image as the Deployment does: read-only, no root, within its limits
	cd tests/deploy && FPA_IMAGE=$(IMAGE):$(IMAGE_TAG) .venv/bin/python -m unittest image_test
