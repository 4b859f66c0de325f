# Each target is one script in .ci, so that CI and a laptop do the same. Recipes start with exec: a signal to
# make must reach the program itself, not a shell in between.
export LC_ALL := C.UTF-8
.DEFAULT_GOAL := help
.PHONY: help run test check bench pot lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Set up what is missing, then serve the product with its demo (DATA_DIR=folder, default .wenda)
	@exec sh .ci/serve.sh

test: ## Set up and run every test group on SQLite and PostgreSQL (ONLY="unit http" picks groups)
	@exec bash .ci/test.sh

check: ## The linters, the types, then every test group
	@exec bash .ci/test.sh --with-linters

bench: ## Time the main flows
	@sh .ci/python.sh requirements-dev.lock
	@exec .venv/bin/python -m tests.bench

pot: ## Extract the messages and update both Chinese catalogues
	@exec sh .ci/catalogues.sh

lock: ## Write requirements.lock and requirements-dev.lock anew from pyproject.toml
	@exec sh .ci/lock.sh

clean: ## Remove .venv and .wenda, with the local database
	@echo "Removing .venv and .wenda (the virtual environment, and the local database with its files)."
	@rm -rf .venv .wenda
