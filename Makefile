# make run and make test are all that most people need; make help lists the rest.

SWIFT ?= swift
PIPELINE ?= Pipelines/morph.json
PREFIX ?= /usr/local
DESTDIR ?=
# How long make crash-test may go on.
MINUTES ?= 50

# One build serves both make run and make test: optimised, with the tests allowed to see inside, and with the faults that
# tests of crashes ask for (Sources/ArtFiles/System/FileFaults.swift).
BUILD_FLAGS := -c release -Xswiftc -enable-testing -Xswiftc -DFILE_FAULTS
# The installed program is built apart: it carries the Swift runtime inside, so that it runs where Swift is not.
INSTALL_FLAGS := -c release --static-swift-stdlib --product artpipe --scratch-path .build/install
# A Mac has Swift's runtime, and no static one. Homebrew's headers and libraries lie where its compiler does not look.
ifeq ($(shell uname),Darwin)
INSTALL_FLAGS := $(filter-out --static-swift-stdlib,$(INSTALL_FLAGS))
HOMEBREW := $(shell brew --prefix 2>/dev/null || echo /usr/local)
export CPATH := $(HOMEBREW)/include$(addprefix :,$(CPATH))
export LIBRARY_PATH := $(HOMEBREW)/lib$(addprefix :,$(LIBRARY_PATH))
endif
INSTALLED ?= .build/install/release/artpipe
# What is installed beside the program, in the same folders as here: paths from one to the other stay good.
SHARED := Assets/Music Assets/Own Assets/Schemas Assets/Template Assets/Weights Pipelines Plugins/Models

SOURCES := Sources Tests Plugins Package.swift Benchmarks/Package.swift Benchmarks/Sources \
  Fuzz/Package.swift Fuzz/Sources Fuzz/Replay
LIBRARIES := ArtFiles ArtTensor ArtGraph ArtProducts ArtCPU ArtNN ArtMedia ArtSettings ArtData ArtFetch ArtEvaluation ArtGAN ArtONNX ArtTensorBoard ArtPipeline ArtInspection ArtReport ArtPipeKit ArtPipeCommandLine ArtPluginTesting
BIN := $(DESTDIR)$(PREFIX)/bin
SHARE := $(DESTDIR)$(PREFIX)/share/artpipe
# Where shells look for what they offer at the tab key, and man for its pages.
BASH_COMPLETION := $(DESTDIR)$(PREFIX)/share/bash-completion/completions/artpipe
ZSH_COMPLETION := $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_artpipe
FISH_COMPLETION := $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/artpipe.fish
MANUAL := $(DESTDIR)$(PREFIX)/share/man/man1/artpipe.1

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests setup-python build run test test-package test-browser tensorboard-test interop checkpoint-test crash-test endurance fuzz sanitize install deb test-deb test-aarch64 uninstall format lint docs bench bench-peers quality clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make run PIPELINE=Pipelines/digits.json    another pipeline"
	@echo "  make run ARGUMENTS='--seed 7 --force'      more arguments for 'artpipe run'"
	@echo "  make test FILTER=ArtGraphTests             some of the tests"
	@echo "  make bench-peers ROWS='sample 1' AGAIN=1   some rows only; rows that are there, anew"
	@echo "  make lint BASE=HEAD~5 STRICT=1             fail where the API lost or changed something since a commit"
	@echo "  make install PREFIX=\$$HOME/.local           another place than /usr/local"

setup:
	@Tools/setup.sh

setup-tests:
	@Tools/setup.sh --tests

setup-python:
	@Tools/setup.sh --python

build: setup ## Build the program: .build/release/artpipe
	$(SWIFT) build $(BUILD_FLAGS)

run: build ## Install what is missing, build, and run Pipelines/morph.json
	.build/release/artpipe run $(PIPELINE) $(ARGUMENTS)

test: setup-tests ## Install what is missing, build, and run all tests
	$(SWIFT) test $(BUILD_FLAGS) $(if $(FILTER),--filter '$(FILTER)')

test-package: setup ## Build and run the library's programs and the template as packages of their own (ten minutes)
	SWIFT=$(SWIFT) Tools/test-package.sh

test-browser: build ## Check the pages in Debian's chromium, and their images beside the program's (minutes)
	python3 Tools/page/check_page.py .build/release/artpipe Assets/Weights/art-64.safetensors \
	  Assets/Weights/digits-fast.safetensors Assets/Weights/rgb-art.safetensors Assets/Weights/dcgan-mnist.safetensors \
	  mlp-gan hybrid-gan wgan-gp cppn-art
	python3 Tools/page/check_playground.py .build/release/artpipe digits-fast
	python3 Tools/page/check_web.py .build/release/artpipe digits-fast rgb-art
	python3 Tools/page/check_report.py .build/release/artpipe
	python3 Tools/page/check_comparison.py .build/release/artpipe

TENSORBOARD := .build/tensorboard

tensorboard-test: build setup-python ## Read a run's events with the real TensorBoard (installs it under .build; SCREENSHOTS=folder)
	[ -x $(TENSORBOARD)/bin/python ] || python3 -m venv $(TENSORBOARD)
	$(TENSORBOARD)/bin/pip install --quiet -r Tools/tensorboard/requirements.txt
	$(TENSORBOARD)/bin/python Tools/tensorboard/check.py .build/release/artpipe $(SCREENSHOTS)

INTEROP := .build/interop

interop: setup-tests setup-python ## Compare exported models' images in onnxruntime, OpenVINO, Keras and PyTorch (installs them under .build, minutes)
	[ -x $(INTEROP)/bin/python ] || python3 -m venv $(INTEROP)
	$(INTEROP)/bin/pip install --quiet -r Tools/interop/requirements.txt
	$(SWIFT) build $(BUILD_FLAGS)
	$(INTEROP)/bin/python Tools/interop/check.py .build/release/artpipe
	ARTPIPE_PYTHON=$(INTEROP)/bin/python $(SWIFT) test $(BUILD_FLAGS) --filter 'InteropTests|SchemaTests'

checkpoint-test: setup-tests ## Flip every bit of a checkpoint, 10,000 of a large one, and time the hash (minutes)
	ARTPIPE_THOROUGH=1 $(SWIFT) test $(BUILD_FLAGS) --filter 'CheckpointDamageTests|HashCostTests'

crash-test: setup-tests ## Kill the program, and let its calls fail, thousands of times (an hour)
	ARTPIPE_CRASH_MINUTES=$(MINUTES) $(SWIFT) test $(BUILD_FLAGS) --filter 'CrashTests\.'

endurance: setup-tests ## Watch the memory of long trainings, long videos and large folders (a quarter of an hour)
	ARTPIPE_ENDURANCE=1 $(SWIFT) test $(BUILD_FLAGS) --filter EnduranceTests

install: setup ## Install the program, its weights, pipelines, completions and manual under PREFIX
	version=$$(Tools/install/no-icu-data.sh .build/install/no-icu-data.o) && \
	  $(SWIFT) build $(INSTALL_FLAGS) $${version:+-Xlinker "$(CURDIR)/.build/install/no-icu-data.o" \
	    -Xlinker "--defsym=icudt$${version}_dat=art_no_icu_data"}
	install -d '$(BIN)' '$(SHARE)'
	install -s -m 755 '$(INSTALLED)' '$(BIN)/artpipe'
	rm -rf '$(SHARE)/Assets' '$(SHARE)/Pipelines' '$(SHARE)/Plugins'
	@for folder in $$(find $(SHARED) -type d); do install -d "$(SHARE)/$$folder" || exit 1; done
	@for file in LICENSE NOTICE $$(find $(SHARED) -type f); do install -m 644 $$file "$(SHARE)/$$file" || exit 1; done
	@for file in '$(BASH_COMPLETION)' '$(ZSH_COMPLETION)' '$(FISH_COMPLETION)' '$(MANUAL)'; do \
	  install -d "$$(dirname "$$file")" && install -m 644 /dev/null "$$file" || exit 1; done
	'$(BIN)/artpipe' --generate-completion-script bash > '$(BASH_COMPLETION)'
	'$(BIN)/artpipe' --generate-completion-script zsh > '$(ZSH_COMPLETION)'
	'$(BIN)/artpipe' --generate-completion-script fish > '$(FISH_COMPLETION)'
	'$(BIN)/artpipe' manual > '$(MANUAL)'
	@echo
	@echo 'artpipe is installed. To try it, from any folder:'
	@echo '  artpipe run quickstart                           every digit, and a morph of them, in seconds'
	@echo '  artpipe sample --model art-64 --output art.png   what a trained model draws'
	@echo '  artpipe datasets fetch mnist                     real digits; then: artpipe run digits-fast'
	@[ -n '$(DESTDIR)' ] || [ "$$(command -v artpipe)" = '$(BIN)/artpipe' ] || \
	  echo '($(BIN) is not on PATH, or another artpipe stands before it.)'

deb: ## Build a Debian package of the program for this system: .build/artpipe_….deb (ten minutes)
	@Tools/setup.sh --package
	rm -rf .build/deb .build/artpipe_*.deb
	$(MAKE) install DESTDIR=.build/deb PREFIX=/usr ZSH_COMPLETION=.build/deb/usr/share/zsh/vendor-completions/_artpipe
	Tools/debian/build.sh .build/deb .build

test-deb: ## Install the package of make deb in a bare Debian, and use it there (root, debootstrap; minutes)
	@[ -f "$$(echo .build/artpipe_*.deb)" ] || { echo "artpipe: there is no package yet: run 'make deb' first" >&2; exit 1; }
	Tools/debian/check.sh .build/artpipe_*.deb .build/bare

test-aarch64: ## Check the C kernels for AArch64 in qemu against plain ones (minutes)
	@Tools/setup.sh --aarch64
	Tools/aarch64/check.sh

uninstall: ## Remove what make install put under PREFIX
	rm -f '$(BIN)/artpipe'
	rm -rf '$(SHARE)'
	rm -f '$(BASH_COMPLETION)' '$(ZSH_COMPLETION)' '$(FISH_COMPLETION)' '$(MANUAL)'

format: ## Format all Swift sources
	$(SWIFT) format format --in-place --parallel --recursive $(SOURCES)

lint: ## Check the style of all Swift sources, and list what changed in the public API since the last tag (or BASE)
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@python3 Tools/api/changes.py $(if $(BASE),--base '$(BASE)') $(if $(STRICT),--strict)

docs: setup ## Build the API documentation into .build/documentation
	$(SWIFT) package $(BUILD_FLAGS) --allow-writing-to-directory .build/documentation generate-documentation \
	  --warnings-as-errors --enable-experimental-combined-documentation \
	  $(foreach library,$(LIBRARIES),--target $(library)) --output-path .build/documentation
	python3 Tools/docs/check_index.py .build/documentation

BENCH := Benchmarks/.build/release/artpipe-bench
PEERS := .build/peers

bench: setup ## Time training and sampling of all models
	$(SWIFT) build -c release --package-path Benchmarks
	$(BENCH)

bench-peers: setup-tests setup-python ## Time it beside PyTorch, TensorFlow and inference engines (some gigabytes under .build)
	python3 Tools/peers/install.py $(PEERS)
	$(SWIFT) build $(BUILD_FLAGS)
	$(SWIFT) build -c release --package-path Benchmarks
	$(PEERS)/bin/python Tools/peers/compare.py --artpipe $(BENCH) --program .build/release/artpipe \
	  --torch $(PEERS)/bin/python --tensorflow $(PEERS)/bin/python --engines $(PEERS)/bin/python \
	  --json .build/bench-peers.json --markdown .build/bench-peers.md \
	  $(if $(ROWS),--rows '$(ROWS)') $(if $(AGAIN),--again)

MNIST ?= data/mnist

quality: build ## Measure how good the recipes of QUALITY.md are (hours; goes on where it was stopped)
	python3 Tools/quality/measure.py --artpipe .build/release/artpipe --data $(MNIST) $(ARGUMENTS)

fuzz: setup ## Fuzz all that reads files of others, FUZZ_SECONDS each (60); make fuzz TARGETS='png idx' for some
	SWIFT=$(SWIFT) Fuzz/fuzz.sh $(TARGETS)

sanitize: setup-tests ## Run what reads bytes of others under sanitizers: SANITIZERS='address thread'
	SWIFT=$(SWIFT) FILTER='$(FILTER)' Tools/sanitize.sh $(SANITIZERS)

# What is mounted below is not removed, where rm can tell.
ONE_SYSTEM := $(shell rm --one-file-system -f /nonexistent-file 2>/dev/null && echo --one-file-system)

clean: ## Remove everything that was built (not runs/)
	rm -rf $(ONE_SYSTEM) .build
