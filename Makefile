.DEFAULT_GOAL := help

.PHONY: help
help: ## This list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: ## Run all of Conectafy on this machine; Ctrl-C stops it
	@scripts/run.sh

.PHONY: test
test: ## All that CI checks: lint, generated code, every test; installs what it needs
	@scripts/test.sh

.PHONY: lint
lint: ## Linters over Go, TypeScript and shell, known vulnerabilities
	@scripts/lint.sh

.PHONY: fmt
fmt: ## Format the Go code
	@scripts/tools.sh
	@cd backend && ../.data/bin/golangci-lint fmt
	@cd docker/socket-proxy && ../../.data/bin/golangci-lint fmt
	@cd docker/waha-sim && ../../.data/bin/golangci-lint fmt

.PHONY: generate
generate: ## Generate code from the SQL queries and docs/openapi.yaml
	@scripts/generate.sh

.PHONY: verify
verify: ## Fail if generated code or a go.mod isn't current
	@scripts/generate.sh --check

.PHONY: e2e
e2e: ## Journeys through the whole system in a real Chromium
	@scripts/e2e.sh --project=journeys

.PHONY: e2e-compose
e2e-compose: ## An installation by its scripts and compose file: first day, restart, failed update, backup, restore
	@scripts/e2e-compose.sh

.PHONY: screens
screens: ## Take the pictures of every page in docs/screens
	@scripts/e2e.sh --project=screens

.PHONY: bench
bench: ## Print the table of speeds, each beside its limit
	@scripts/bench.sh

.PHONY: migrate
migrate: ## Bring the database of MIGRATION_DATABASE_URL up to date
	@cd backend && go run . migrate

.PHONY: clean
clean: ## Remove what was built; data stays
	rm -rf .data/bin .data/build frontend/.next
