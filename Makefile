# Fanal: `make run` builds and starts it, `make test` checks everything that .ci/run checks.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help

# One folder for every clone and for CI: a dependency is compiled once. RUSTFLAGS is never set
# here, as it would compile all of them again.
CARGO_TARGET_DIR ?= $(HOME)/.cache/fanal/target
export CARGO_TARGET_DIR
unexport RUSTFLAGS
ifdef CI
export CARGO_INCREMENTAL := 0
LOCKED := --locked
endif

LIGHT := fanal-model fanal-words fanal-meaning fanal-odsql fanal-views
NEXTEST := $(shell command -v cargo-nextest)
ifdef NEXTEST
# Two tests a processor: many wait for a lease to run out.
TEST := cargo nextest run --test-threads $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))
else
TEST := cargo test --lib --bins --tests
endif

WEB_SOURCES := $(shell find web \( -name node_modules -o -name dist -o -path web/tests \) -prune -o -type f -print 2>/dev/null)
PACKAGES := web/node_modules/.package-lock.json
BUILT := web/node_modules/.fanal-built
ifeq ($(wildcard web/dist),)
.PHONY: $(BUILT)
endif

# $(call step,what,command): runs the command under a heading and prints its time.
define step
@printf '\n── %s\n' '$(1)'; began=$$SECONDS; \
if { $(2); }; then printf '── %s: %d s\n' '$(1)' $$((SECONDS - began)); \
else printf '── %s: FAILED after %d s\n' '$(1)' $$((SECONDS - began)); exit 1; fi
endef

.PHONY: help
help: ## Shows this list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: web ## Builds Fanal and starts it with the demonstration data on http://localhost:8080.
	cargo build --release $(LOCKED)
	FANAL_DATA="$${FANAL_DATA:-./data}" FANAL_DEMO="$${FANAL_DEMO:-1}" \
	FANAL_DEMO_DATA=web/node_modules/@etalab/decoupage-administratif/data \
	exec "$(CARGO_TARGET_DIR)/release/fanal" serve

.PHONY: test
test: own ## Checks everything, in the order of what fails fastest.
	@$(MAKE) test-needs
	@$(MAKE) test-format
	@$(MAKE) test-tidy
	@$(MAKE) test-light
	@$(MAKE) test-clippy
	@$(MAKE) test-web
	@$(MAKE) test-all
	@$(MAKE) test-documents
	@$(MAKE) test-browser
	@printf '\nEverything passed.\n'

.PHONY: verify
verify: ## Runs `test`, then what takes longer: properties and kills in number, fuzzing, clients, many nodes, Lighthouse, bench.
	@$(MAKE) verify-needs
	@$(MAKE) test
	@$(MAKE) verify-properties
	@$(MAKE) verify-fuzz
	@$(MAKE) verify-kills
	$(call step,Release build,cargo build --release $(LOCKED))
	@$(MAKE) verify-clients FANAL_PROGRAM="$(CARGO_TARGET_DIR)/release/fanal"
	@$(MAKE) verify-nodes FANAL_PROGRAM="$(CARGO_TARGET_DIR)/release/fanal"
	@$(MAKE) verify-lighthouse FANAL_PROGRAM="$(CARGO_TARGET_DIR)/release/fanal"
	$(call step,Bench: smoke run,$(MAKE) bench BENCH_OPTIONS=--smoke)
	@printf '\nEverything is verified.\n'

.PHONY: bench
bench: web ## Measures Fanal beside DuckDB and Datasette; BENCH_OPTIONS go to bench/run.py.
	cargo build --release $(LOCKED)
	python3 bench/run.py $(BENCH_OPTIONS)

.PHONY: reading-score
reading-score: ## Scores how Fanal and other tools read ordinary files; writes docs/reading-score.md.
	cargo build --release $(LOCKED)
	python3 bench/reading/score.py $(SCORE_OPTIONS)

.PHONY: reading-speed
reading-speed: ## Measures how fast files are read and typed, and in how much memory.
	cargo build --release $(LOCKED)
	python3 bench/reading/speed.py $(SPEED_OPTIONS)

.PHONY: fmt
fmt: ## Formats the Rust code.
	cargo fmt --all

.PHONY: clean
clean: ## Removes what was built here; the data and the shared cargo folder stay.
	rm -rf web/dist web/node_modules verify/node_modules bench/results
	@echo "Kept: ./data and $(CARGO_TARGET_DIR)"

.PHONY: web
web: needs $(BUILT)

.PHONY: needs own
needs: own
	@.ci/need build

# Cargo knows our crates by their place in the workspace: in the folder that all clones share it
# takes what another clone built for this one's, when that is younger than the sources here.
own:
	@mkdir -p "$(CARGO_TARGET_DIR)"; last="$(CARGO_TARGET_DIR)/.clone"; \
	if [ "$$(cat "$$last" 2>/dev/null)" != "$(CURDIR)" ]; then \
		find crates xtask -name '*.rs' -exec touch {} +; printf '%s\n' "$(CURDIR)" > "$$last"; \
	fi

$(PACKAGES): web/package-lock.json
	cd web && npm ci
	@touch $@

$(BUILT): $(PACKAGES) $(WEB_SOURCES)
	cd web && npm run build
	@touch $@

.PHONY: test-needs test-format test-tidy test-light test-clippy test-web test-all test-documents test-browser
test-needs:
	$(call step,What the build needs,.ci/need build && .ci/need browser)
ifndef NEXTEST
	@echo "cargo-nextest is not there: tests run by cargo test, without time limits"
endif

test-format:
	$(call step,Formatting,cargo fmt --all -- --check)

test-tidy:
	$(call step,Tidy: walls and habits,cargo run --quiet $(LOCKED) -p xtask -- tidy)

test-light:
	$(call step,Tests of the light crates,$(TEST) $(LOCKED) $(addprefix -p ,$(LIGHT)))

test-clippy:
	$(call step,Clippy,cargo clippy $(LOCKED) --workspace --all-targets -- -D warnings)

test-web:
	$(call step,Web: build,$(MAKE) $(BUILT))
	$(call step,Web: tests,cd web && npm test)

test-all:
	$(call step,Tests: build,$(TEST) $(LOCKED) --workspace --no-run)
	$(call step,Tests: run,$(TEST) $(LOCKED) --workspace || failed=$$?; .ci/told; (exit $${failed:-0}))

test-documents:
	$(call step,Documentation examples,cargo test $(LOCKED) --doc -p fanal-odsql)
	$(call step,Documentation links,RUSTDOCFLAGS='-D warnings' cargo doc $(LOCKED) --workspace --no-deps)

# Builds what `test-all` built, so that it is there when this target runs alone.
test-browser: $(BUILT)
	@.ci/need browser
	$(call step,Browser tests: build,$(TEST) $(LOCKED) --workspace --no-run)
	$(call step,Browser tests: run,cd web && FANAL_PROGRAM="$(CARGO_TARGET_DIR)/debug/fanal" npm run test:browser)

# Random inputs tried for each property, and moments at which an import is killed. An input of the
# readers and writers takes some milliseconds, one of the query language less than one.
QUERY_CASES ?= 50000
FORMAT_CASES ?= 5000
KILL_ROUNDS ?= 200
# Seconds for each target that is fuzzed.
FUZZ_SECONDS ?= 60

.PHONY: verify-needs verify-properties verify-fuzz verify-kills verify-clients verify-nodes verify-lighthouse
verify-needs:
	@.ci/need build && .ci/need browser && .ci/need verify
	$(call step,Clients of others: install,verify/run.py needs)

# By cargo test, as nextest would end a test that takes its time.
verify-properties:
	$(call step,Properties of the query language: $(QUERY_CASES) cases each,PROPTEST_CASES=$(QUERY_CASES) \
		timeout 20m cargo test --quiet $(LOCKED) -p fanal-odsql --lib)
	$(call step,Properties of readers and writers: $(FORMAT_CASES) cases each,PROPTEST_CASES=$(FORMAT_CASES) \
		timeout 20m cargo test --quiet $(LOCKED) -p fanal-formats --lib)

# Builds the readers once more, with coverage, into a folder of their own.
verify-fuzz:
	$(call step,Fuzzing: $(FUZZ_SECONDS) s each,fuzz/run.py --seconds $(FUZZ_SECONDS))

verify-kills:
	$(call step,Kills and bad input: build,cargo test $(LOCKED) --workspace --test it --no-run)
	$(call step,Kills and bad input: $(KILL_ROUNDS) random kills,FANAL_VERIFY=1 FANAL_KILL_ROUNDS=$(KILL_ROUNDS) \
		timeout 45m cargo test $(LOCKED) --workspace --test it -- kill:: bad_input:: --show-output)

# These take FANAL_PROGRAM, else the release build when there is one, else the debug build.
verify-clients:
	$(call step,Clients of others,FANAL_PROGRAM="$(FANAL_PROGRAM)" verify/run.py clients durable)

# Wants PostgreSQL, on 127.0.0.1:5432 or at FANAL_TEST_POSTGRES_URL; brings its own bucket.
verify-nodes:
	$(call step,Many nodes,FANAL_PROGRAM="$(FANAL_PROGRAM)" verify/run.py nodes)

verify-lighthouse:
	$(call step,Lighthouse,FANAL_PROGRAM="$(FANAL_PROGRAM)" verify/run.py lighthouse)
