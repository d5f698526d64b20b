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
INSTALLED ?= .build/install/release/artpipe
# What is installed beside the program, in the same folders as here: paths from one to the other stay good.
SHARED := Assets/Music Assets/Own Assets/Schemas Assets/Template Assets/Weights Pipelines Plugins/Models

SOURCES := Sources Tests Plugins Package.swift Benchmarks/Package.swift Benchmarks/Sources \
  Fuzz/Package.swift Fuzz/Sources Fuzz/Replay
LIBRARIES := ArtFiles ArtTensor ArtGraph ArtProducts ArtCPU ArtNN ArtMedia ArtSettings ArtData ArtFetch ArtEvaluation ArtGAN ArtONNX ArtTensorBoard ArtPipeline ArtInspection ArtReport ArtPipeKit ArtPipeCommandLine ArtPluginTesting
BIN := $(DESTDIR)$(PREFIX)/bin
SHARE := $(DESTDIR)$(PREFIX)/share/artpipe

.DEFAULT_GOAL := help
.PHONY: help setup setup-tests build run test test-browser tensorboard-test interop checkpoint-test crash-test endurance fuzz sanitize install uninstall format lint docs bench bench-peers quality clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make run PIPELINE=Pipelines/digits.json    another pipeline"
	@echo "  make run ARGUMENTS='--seed 7 --force'      more arguments for 'artpipe run'"
	@echo "  make test FILTER=ArtGraphTests             some of the tests"
	@echo "  make install PREFIX=\$$HOME/.local           another place than /usr/local"

setup:
	@Tools/setup.sh

setup-tests:
	@Tools/setup.sh --tests

build: setup ## Build the program: .build/release/artpipe
	$(SWIFT) build $(BUILD_FLAGS)

run: build ## Install what is missing, build, and run Pipelines/morph.json
	.build/release/artpipe run $(PIPELINE) $(ARGUMENTS)

test: setup-tests ## Install what is missing, build, and run all tests
	$(SWIFT) test $(BUILD_FLAGS) $(if $(FILTER),--filter '$(FILTER)')

test-browser: build ## Check the pages in Debian's chromium, and their images beside the program's (minutes)
	python3 Tools/page/check_page.py .build/release/artpipe Assets/Weights/art-64.safetensors \
	  Assets/Weights/digits-fast.safetensors Assets/Weights/rgb-art.safetensors Assets/Weights/dcgan-mnist.safetensors \
	  mlp-gan hybrid-gan wgan-gp cppn-art
	python3 Tools/page/check_playground.py .build/release/artpipe digits-fast
	python3 Tools/page/check_report.py .build/release/artpipe
	python3 Tools/page/check_comparison.py .build/release/artpipe

TENSORBOARD := .build/tensorboard

tensorboard-test: build ## Read a run's events with the real TensorBoard (installs it under .build; SCREENSHOTS=folder)
	[ -x $(TENSORBOARD)/bin/python ] || python3 -m venv $(TENSORBOARD)
	$(TENSORBOARD)/bin/pip install --quiet -r Tools/tensorboard/requirements.txt
	$(TENSORBOARD)/bin/python Tools/tensorboard/check.py .build/release/artpipe $(SCREENSHOTS)

INTEROP := .build/interop

interop: setup-tests ## Compare exported models' images in onnxruntime and OpenVINO (installs them under .build, minutes)
	[ -x $(INTEROP)/bin/python ] || python3 -m venv $(INTEROP)
	$(INTEROP)/bin/pip install --quiet -r Tools/interop/requirements.txt
	$(SWIFT) build $(BUILD_FLAGS)
	$(INTEROP)/bin/python Tools/interop/check.py .build/release/artpipe
	ARTPIPE_PYTHON=$(INTEROP)/bin/python $(SWIFT) test $(BUILD_FLAGS) --filter InteropTests

checkpoint-test: setup-tests ## Flip every bit of a checkpoint, 10,000 of a large one, and time the hash (minutes)
	ARTPIPE_THOROUGH=1 $(SWIFT) test $(BUILD_FLAGS) --filter 'CheckpointDamageTests|HashCostTests'

crash-test: setup-tests ## Kill the program, and let its calls fail, thousands of times (an hour)
	ARTPIPE_CRASH_MINUTES=$(MINUTES) $(SWIFT) test $(BUILD_FLAGS) --filter 'CrashTests\.'

endurance: setup-tests ## Watch the memory of long trainings, long videos and large folders (a quarter of an hour)
	ARTPIPE_ENDURANCE=1 $(SWIFT) test $(BUILD_FLAGS) --filter EnduranceTests

install: setup ## Install the program, its weights, pipelines, model files and licence under PREFIX
	$(SWIFT) build $(INSTALL_FLAGS)
	install -d '$(BIN)' '$(SHARE)'
	install -s -m 755 '$(INSTALLED)' '$(BIN)/artpipe'
	rm -rf '$(SHARE)/Assets' '$(SHARE)/Pipelines' '$(SHARE)/Plugins'
	@for folder in $$(find $(SHARED) -type d); do install -d "$(SHARE)/$$folder" || exit 1; done
	@for file in LICENSE NOTICE $$(find $(SHARED) -type f); do install -m 644 $$file "$(SHARE)/$$file" || exit 1; done
	@echo
	@echo 'artpipe is installed. To try it, from any folder:'
	@echo '  artpipe run quickstart                           every digit, and a morph of them, in seconds'
	@echo '  artpipe sample --model art-64 --output art.png   what a trained model draws'
	@echo '  artpipe datasets fetch mnist                     real digits; then: artpipe run digits-fast'
	@[ -n '$(DESTDIR)' ] || [ "$$(command -v artpipe)" = '$(BIN)/artpipe' ] || \
	  echo '($(BIN) is not on PATH, or another artpipe stands before it.)'

uninstall: ## Remove what make install put under PREFIX
	rm -f '$(BIN)/artpipe'
	rm -rf '$(SHARE)'

format: ## Format all Swift sources
	$(SWIFT) format format --in-place --parallel --recursive $(SOURCES)

lint: ## Check the style of all Swift sources
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

docs: setup ## Build the API documentation into .build/documentation
	$(SWIFT) package $(BUILD_FLAGS) --allow-writing-to-directory .build/documentation generate-documentation \
	  --warnings-as-errors --enable-experimental-combined-documentation \
	  $(foreach library,$(LIBRARIES),--target $(library)) --output-path .build/documentation

BENCH := Benchmarks/.build/release/artpipe-bench
PEERS := .build/peers

bench: setup ## Time training and sampling of all models
	$(SWIFT) build -c release --package-path Benchmarks
	$(BENCH)

bench-peers: build ## Time the same beside PyTorch and TensorFlow (installs them under .build, some gigabytes)
	$(SWIFT) build -c release --package-path Benchmarks
	[ -x $(PEERS)/bin/python ] || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet -r Tools/peers/requirements.txt
	$(PEERS)/bin/python Tools/peers/compare.py --artpipe $(BENCH) --program .build/release/artpipe \
	  --torch $(PEERS)/bin/python --tensorflow $(PEERS)/bin/python --json .build/bench-peers.json \
	  --markdown .build/bench-peers.md

MNIST ?= data/mnist

quality: build ## Measure how good the recipes of QUALITY.md are (hours; goes on where it was stopped)
	python3 Tools/quality/measure.py --artpipe .build/release/artpipe --data $(MNIST) $(ARGUMENTS)

fuzz: setup ## Fuzz all that reads files of others, FUZZ_SECONDS each (60); make fuzz TARGETS='png idx' for some
	SWIFT=$(SWIFT) Fuzz/fuzz.sh $(TARGETS)

sanitize: setup-tests ## Run what reads bytes of others under sanitizers: SANITIZERS='address thread'
	SWIFT=$(SWIFT) FILTER='$(FILTER)' Tools/sanitize.sh $(SANITIZERS)

clean: ## Remove everything that was built (not runs/)
	rm -rf .build
