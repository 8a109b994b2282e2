# Two commands: `make demo` and `make test`. Both install what is missing and are safe to run twice.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
OFFICE ?= $(if $(CIRCULARS_HOME),$(CIRCULARS_HOME),office)
export OMP_THREAD_LIMIT = 1
export PYTHAINLP_OFFLINE = 1
export PYTHAINLP_READ_ONLY = 1

# What the program needs from Debian or Ubuntu, and what only its tests need.
SYSTEM := python3-venv tesseract-ocr tesseract-ocr-tha tesseract-ocr-eng libreoffice-writer-nogui fonts-thai-tlwg fontconfig libraqm0 libseccomp2
SYSTEM_TEST := $(SYSTEM) chromium postgresql poppler-utils dovecot-imapd

.PHONY: help demo up down status test drill check setup setup-test train score benchmark cluster-test soundness audit sbom lock clean

help:
	@echo "make demo   install what is missing, start the demo office, drop the sample scan"
	@echo "make up     start the office          make down   stop it          make status   how it stands"
	@echo "make test   install what is missing and run every check and test"
	@echo "make drill | train | score | benchmark | cluster-test | soundness | audit | sbom | lock"

define install_system
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then sudo=""; elif command -v sudo >/dev/null; then sudo=sudo; else \
	    echo "ต้องติดตั้งแพ็กเกจของระบบก่อน กรุณาให้ผู้ดูแลระบบสั่ง: apt-get install$$missing" >&2; exit 1; fi; \
	  echo "ติดตั้งแพ็กเกจของระบบ:$$missing"; \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null || { \
	    echo "ติดตั้งไม่สำเร็จ กรุณาตรวจเครือข่ายหรือสิทธิ์ แล้วสั่งอีกครั้ง: apt-get install$$missing" >&2; exit 1; }; \
	fi
endef

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ต้องใช้ Python 3.11 ขึ้นไป" >&2; exit 1; }
	@[ -x $(RUN)/python ] || $(PYTHON) -m venv $(VENV) || { echo "สร้าง virtual environment ไม่ได้ กรุณาติดตั้ง python3-venv" >&2; exit 1; }
	@echo "ติดตั้งไลบรารีตาม requirements.lock"
	@# The lock names every package; older pips resolve an extra anew past the pins, so nothing is resolved here, only checked.
	@$(RUN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(RUN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(RUN)/python -m pip check --disable-pip-version-check
	@touch $@

setup:
	$(call install_system,$(SYSTEM))
	@$(MAKE) -s $(VENV)/.installed

setup-test:
	$(call install_system,$(SYSTEM_TEST))
	@$(MAKE) -s $(VENV)/.installed

# `circulars` on the PATH, where a folder of it may be written; another program of that name is left alone.
define link_command
	@for place in /usr/local/bin "$$HOME/.local/bin"; do \
	  case ":$$PATH:" in *":$$place:"*) ;; *) continue ;; esac; \
	  [ -d "$$place" ] && [ -w "$$place" ] || continue; \
	  [ -e "$$place/circulars" ] || ln -sfn "$(CURDIR)/$(RUN)/circulars" "$$place/circulars"; \
	  break; \
	done
endef

demo: setup
	$(link_command)
	@$(RUN)/circulars demo

up: setup
	$(link_command)
	@$(RUN)/circulars up --home "$(abspath $(OFFICE))"

down:
	@[ ! -x $(RUN)/circulars ] || $(RUN)/circulars down

status: setup
	@$(RUN)/circulars status

check: setup-test
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports

# The checks run beside the tests: one of them alone would leave the other cores idle. What they say is printed at the end.
test: setup-test
	@mkdir -p build
	@make -s check >build/check.log 2>&1 & check=$$!; \
	$(RUN)/python -m pytest -n auto --maxprocesses 5 --dist loadfile --no-loadscope-reorder; tests=$$?; \
	wait $$check; checks=$$?; cat build/check.log; \
	[ $$checks = 0 ] || echo "make check failed ($$checks)" >&2; \
	[ $$tests = 0 ] && [ $$checks = 0 ]

# What takes minutes of a running office each: killed, restarted without its memory, answered after forty days.
drill: setup-test
	$(RUN)/python -m pytest -m drill tests

TRAIN := build/train

$(TRAIN)/.installed: ocr/training/requirements-train.txt
	@[ -x $(TRAIN)/bin/python ] || $(PYTHON) -m venv $(TRAIN)
	@$(TRAIN)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Both models from nothing, for hours of CPU; resumes after an interruption. Copying them over ocr/models is a
# person's decision, after `make score`.
train:
	$(call install_system,$(SYSTEM) npm tesseract-ocr-script-thai)
	@$(MAKE) -s $(TRAIN)/.installed
	$(TRAIN)/bin/python -m ocr.training fonts
	$(TRAIN)/bin/python -m ocr.training train
	$(TRAIN)/bin/python -m ocr.training export --to ocr/training/work/thai_lines.onnx
	$(TRAIN)/bin/python -m ocr.training evaluate ocr/training/work/thai_lines.onnx
	$(TRAIN)/bin/python -m ocr.training tesseract --to ocr/training/work/thai.traineddata

# Reading scored on a folder of pages and truth: make score PAGES=folder
score: setup
	@[ -n "$(PAGES)" ] || { echo "make score PAGES=โฟลเดอร์ที่มี pages/ และ truth/" >&2; exit 2; }
	$(RUN)/python -m benchmarks.ocr "$(PAGES)"

# What the office promises, measured: hostile files (HOSTILE=folder), faults, fuzzing, edited drafts, codes, routes, mail, a soak
soundness: drill
	$(RUN)/python -m benchmarks.faults
	[ -z "$(HOSTILE)" ] || $(RUN)/python -m benchmarks.hostile "$(HOSTILE)"
	$(RUN)/python -m benchmarks.fuzz
	$(RUN)/python -m benchmarks.edited --rendered
	$(RUN)/python -m benchmarks.codes
	$(RUN)/python -m benchmarks.routes
	$(RUN)/python -m benchmarks.running mail --letters 300 --kills 20
	$(RUN)/python -m benchmarks.soak --letters 200

# PostgreSQL, a server and three workers as processes on this machine; one is killed half-way; every letter archived once.
cluster-test: setup-test
	$(RUN)/python -m benchmarks.cluster --letters 200

benchmark: setup-test
	$(RUN)/python -m benchmarks.documents
	$(RUN)/python -m benchmarks.cascade
	$(RUN)/python -m benchmarks.checks
	$(RUN)/python -m benchmarks.archive all
	$(RUN)/python -m benchmarks.running costs
	$(RUN)/python -m benchmarks.running burst --letters 200
	$(RUN)/python -m benchmarks.running kills --letters 50 --kills 30

audit: setup-test
	$(RUN)/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

sbom: setup-test
	@mkdir -p build
	$(RUN)/cyclonedx-py environment $(RUN)/python --pyproject pyproject.toml -o build/sbom.json

lock:
	$(RUN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock

clean: down
	rm -rf build
