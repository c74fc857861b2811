# The manifests, charts and image: rendering, testing, building.

DEPLOY_PYTHON := tests/deploy/.venv/bin/python
STATIC_TARGET := $(shell uname -m)-unknown-linux-musl
STATIC_BINARY := target/$(STATIC_TARGET)/image/fingerprint-api
IMAGE ?= fingerprint-api
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
IMAGE_TAG ?= $(VERSION)

DEPLOY_TOOLS := $(NODE) redis-server:redis-server prometheus:prometheus htpasswd:apache2-utils \
  prometheus-pushgateway:prometheus-pushgateway
IMAGE_TOOLS := buildah:buildah bwrap:bubblewrap musl-gcc:musl-tools

# What renders the overlays, where neither kubectl nor kustomize is here.
KUSTOMIZE_VERSION := v5.8.1
.PHONY: kustomize
kustomize:
	@command -v kubectl >/dev/null || command -v kustomize >/dev/null || [ -x target/tools/kustomize ] || { \
	  command -v go >/dev/null || { echo "kustomize is built with go: install golang, or kubectl"; exit 1; }; \
	  CGO_ENABLED=0 GOBIN=$(CURDIR)/target/tools \
	    go install sigs.k8s.io/kustomize/kustomize/v5@$(KUSTOMIZE_VERSION); }

.PHONY: deploy-tools
deploy-tools: $(DEPLOY_PYTHON) tests/deploy/node_modules/.package-lock.json kustomize
	$(call require,$(DEPLOY_TOOLS))

$(DEPLOY_PYTHON): tests/deploy/requirements.txt
	$(call venv,tests/deploy/.venv,$<)
	touch $@

tests/deploy/node_modules/.package-lock.json: tests/deploy/package-lock.json
	$(call require,$(NODE))
	cd tests/deploy && npm ci --silent --no-fund --no-audit

##@ Generate

.PHONY: rendered
rendered: $(DEPLOY_PYTHON) ## Render every overlay and chart profile anew; then read the diff
	$(DEPLOY_PYTHON) tests/deploy/render.py

##@ Test

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
	$(call require,$(IMAGE_TOOLS))
	rustup target add $(STATIC_TARGET)
	CC_$(subst -,_,$(STATIC_TARGET))=musl-gcc cargo rustc --profile image --locked --target $(STATIC_TARGET) \
	  --bin fingerprint-api -- -C link-arg=-Wl,-z,pack-relative-relocs
	rm -rf target/staged && mkdir -p target/staged/models
	cp $(STATIC_BINARY) target/staged/fingerprint-api
	FPA_MODELS__DIR=models $(STATIC_BINARY) models copy target/staged/models >/dev/null
	python3 make/sbom.py $(STATIC_TARGET) target/staged

##@ Deploy

.PHONY: image
image: image-files ## Build the image IMAGE:IMAGE_TAG from scratch with buildah
	buildah bud --quiet --isolation chroot --format oci --file Dockerfile --tag $(IMAGE):$(IMAGE_TAG) \
	  --build-arg VERSION=$(VERSION) --build-arg REVISION=$$(git rev-parse HEAD) \
	  --build-arg CREATED=$$(git log -1 --format=%cI) --timestamp $$(git log -1 --format=%ct) target/staged

##@ Test

.PHONY: test-image
test-image: deploy-tools image ## Run the image as the Deployment does: read-only, no root, within its limits
	cd tests/deploy && FPA_IMAGE=$(IMAGE):$(IMAGE_TAG) .venv/bin/python -m unittest image_test
