# All commands of this repository. Needs Python 3.11 or later; everything else goes
# into .venv. Keep it working with GNU make 3.81, which is what macOS has.

PYTHON ?= python3
PORT ?= 8000
# Material announces its successor at every start.
export NO_MKDOCS_2_WARNING := 1
VENV := .venv
RUN := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help serve build offline check draw links test new publish lock update \
  audit sbom stage

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

serve: $(VENV)/build.stamp ## show the site at http://127.0.0.1:8000 and follow changes (PORT=…)
	@$(RUN) scripts/serve.py '$(PORT)'

build: $(VENV)/build.stamp ## build the site into site/
	$(RUN) scripts/build.py

offline: $(VENV)/build.stamp ## pack the site into llm-qa.zip, to be read without a network
	$(RUN) scripts/offline.py

check: $(VENV)/test.stamp ## list every problem in the sources
	$(RUN) scripts/check.py

test: $(VENV)/test.stamp ## lint, types, sources, and all tests (PYTEST=… for options of pytest)
	$(RUN) scripts/test.py $(PYTEST)

draw: $(VENV)/test.stamp ## draw the figures anew from their examples
	$(RUN) scripts/draw.py

links: $(VENV)/test.stamp ## ask whether the sources' addresses still answer (needs a network)
	$(RUN) scripts/links.py

new: $(VENV)/build.stamp ## start a question: make new TOPIC=alignment SLUG=what-is-rlhf
	$(RUN) scripts/new.py '$(TOPIC)' '$(SLUG)'

publish: $(VENV)/build.stamp ## record the addresses and anchors that are public
	$(RUN) scripts/publish.py

lock: $(VENV)/test.stamp ## write requirements*.txt anew from requirements*.in
	for name in requirements requirements-dev; do \
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" --output-file $$name.txt $$name.in || exit 1; \
	done

update: $(VENV)/test.stamp ## bring pins and vendored scripts to the newest releases (needs a network)
	$(RUN) scripts/update.py

audit: $(VENV)/test.stamp ## ask whether anything in use has a known weakness (needs a network)
	$(RUN) scripts/audit.py

sbom: $(VENV)/test.stamp ## write the bill of materials to sbom.json
	$(RUN) scripts/sbom.py

stage: $(VENV)/test.stamp ## write the pages as plain Markdown to stage/, for Zensical
	$(RUN) scripts/stage.py

# Two stamps, because building needs no test tool. A new lock file makes .venv anew, so
# that it never holds what the file no longer names.
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes

$(VENV)/build.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed: install it, or name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "Installing requirements.txt into $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/build.stamp requirements-dev.txt
	@echo "Installing requirements-dev.txt into $(VENV)"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
