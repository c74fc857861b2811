# What targets need of the machine. To be included before the other make files.

# $(call require,PROGRAM:PACKAGE …): as a recipe line, installs by apt what is missing of these.
require = @make/require.sh $(1)

# The packages of web/package.json, biome among them, once they are installed.
WEB_MODULES := web/node_modules/.package-lock.json

NODE := node:nodejs npm:npm
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# $(call venv,FOLDER,REQUIREMENTS): as recipe lines, a virtual environment with pinned packages.
define venv
@echo "installing the packages of $(2) into $(1) (a minute where none is in pip's cache)"
python3 -m venv $(1)
$(1)/bin/pip install --quiet --disable-pip-version-check --requirement $(2)
endef
