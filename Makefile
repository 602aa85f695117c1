# `make serve` and `make test` are all a reader needs; `make help` lists the rest.
# Each sets up what is missing first (scripts/setup-*.sh), which costs minutes once and a second ever after.

SHELL = /bin/sh
.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PORT ?= 8080
WASM = --target wasm32-unknown-unknown
# What the built app depends on. Folders are listed too: they change when a file is removed.
SOURCES = $(shell find src crates/*/src static -not -name '.*') $(wildcard crates/*/Cargo.toml) \
	Cargo.toml Cargo.lock build.rs Trunk.toml index.html package-lock.json scripts/finish-build.mjs scripts/split-wasm.mjs

say = @printf '==> %s\n'

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: serve
serve: build ## Build the app and serve it on localhost (PORT=8080)
	@PORT=$(PORT) node scripts/serve.mjs

.PHONY: watch
watch: setup-build ## Serve an unoptimised build that is renewed when a file changes (PORT=8080; reload the page yourself)
	@scripts/with-tools trunk serve --port $(PORT) --dist target/watch

.PHONY: build
build: setup-build dist/index.html ## Build the app into dist/: static files for any web server, under any path

dist/index.html: $(SOURCES)
	$(say) 'Building the app (about 1 minute the first time)'
	@scripts/with-tools trunk build --release --quiet

.PHONY: test
test: lint test-rust test-wasm test-size test-e2e ## Run every check and test
	$(say) 'Every check and test passed.'

.PHONY: lint
lint: setup-rust setup-wasm ## Check formatting and run clippy, natively and for wasm
	$(say) 'Checking formatting and lints (about 1 minute the first time)'
	@cargo fmt --all --check
	@cargo clippy --quiet --workspace --all-targets -- -D warnings
	@scripts/with-tools cargo clippy --quiet --package lambda-playground --all-targets $(WASM) -- -D warnings

.PHONY: test-rust
test-rust: setup-rust ## Run the Rust tests natively
	$(say) 'Testing the engine, the command line and the app natively (about 1 minute the first time)'
	@cargo test --workspace --features lambda-scenario/schema --no-fail-fast

.PHONY: test-wasm
test-wasm: setup-wasm setup-wasm-bindgen setup-node ## Run the engine's wasm tests, in Node
	$(say) 'Testing the engine as wasm in Node (seconds)'
	@scripts/with-tools cargo test $(WASM) --package lambda-sim --test 'wasm*'

.PHONY: test-size
test-size: build ## Weigh the first load (at most 650 kB gzipped) and each file that comes later (350 kB)
	$(say) 'Weighing the first load'
	@scripts/check-size

.PHONY: test-e2e
test-e2e: build setup-chromium ## Run the tests in a real Chromium (ARGS='-g name' for some)
	$(say) 'Testing the built app in Chromium (about 1 minute)'
	@node_modules/.bin/playwright test $(ARGS)

.PHONY: bench
bench: build setup-chromium ## Measure the engine natively and in Chromium, beside SimFaaS, and how soon the page shows an edit
	@scripts/bench.sh

.PHONY: clean
clean: ## Remove what was built here (not the tools in the user's cache)
	@rm -rf dist target node_modules test-results playwright-report

# What each needs. The scripts do nothing, in a moment, when it is there already.

.PHONY: setup
setup: setup-rust setup-build setup-chromium ## Set up everything without building

.PHONY: setup-build
setup-build: setup-rust setup-wasm setup-trunk setup-wasm-bindgen setup-wasm-split setup-node

.PHONY: setup-rust
setup-rust:
	@scripts/setup-rust.sh

.PHONY: setup-wasm
setup-wasm: setup-rust
	@scripts/setup-wasm-target.sh

.PHONY: setup-trunk
setup-trunk: setup-rust
	@scripts/setup-trunk.sh

.PHONY: setup-wasm-bindgen
setup-wasm-bindgen: setup-rust
	@scripts/setup-wasm-bindgen.sh

.PHONY: setup-wasm-split
setup-wasm-split: setup-rust
	@scripts/setup-wasm-split.sh

.PHONY: setup-node
setup-node:
	@scripts/setup-node.sh

.PHONY: setup-chromium
setup-chromium: setup-node
	@scripts/setup-chromium.sh
