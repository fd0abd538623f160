# Mendwell: everything that is done with it, by one word. The scripts do the work, so that it goes without make too.

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
LDFLAGS := -X mendwell/internal/cli.version=$(VERSION)
BUILD   := go build -buildvcs=false -ldflags '$(LDFLAGS)' -o bin/mendwell ./cmd/mendwell

.DEFAULT_GOAL := help
.PHONY: help run dev build test check lint generate bench benchmarks lighthouse screenshot image clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: ## build, and serve articles/ at http://localhost:8080
	@$(BUILD)
	@exec bin/mendwell serve --articles articles --data data

dev: ## the same, with drafts, and every saved article shown at once
	@$(BUILD)
	@exec bin/mendwell serve --articles articles --data data --dev

build: ## bin/mendwell, with its version
	$(BUILD)

test: ## every test, in a browser too; brings the tools it needs
	@scripts/test

check: lint test ## what must pass before a change lands

lint: ## formatting, generated code, vet, linters
	@scripts/lint

generate: ## write *_templ.go from *.templ
	go tool templ generate -path web

bench: ## measure the site against the limits of this machine; BENCH='-only read' for a part
	@go run ./cmd/bench $(BENCH)

lighthouse: ## Lighthouse on a slow phone, with the system's Chromium
	@scripts/lighthouse

benchmarks: ## Go benchmarks of the parts
	go test -run '^$$' -bench . -benchmem ./...

screenshot: ## take the picture of the README again
	@scripts/test-tools
	MENDWELL_SCREENSHOT=$(CURDIR)/docs/screenshot.png go test -count=1 -run '^TestScreenshot$$' ./internal/browsertest

image: ## a container image
	docker build --build-arg VERSION=$(VERSION) -t mendwell:$(VERSION) -t mendwell:latest .

clean: ## remove what was built; data/ stays
	rm -rf bin .tools
