# Everything that a person or a machine does with the repository; each target is one script or one command.

SOURCES = Package.swift Sources Tests

.PHONY: build demo test soak power-cuts interop compare openapi bench format lint

build: ## the three programs, in debug
	scripts/setup build
	swift build

demo: ## a machine without BMC credentials becomes a running instance; IMAGE=debian for a real Debian
	scripts/demo

test: ## format, build and every test that needs no virtual machine
	scripts/test

soak: ## conductors under random faults; SECONDS=600 for ten minutes, INGOT_SOAK_SEED=… for one seed again
	scripts/soak $(SECONDS)

power-cuts: ## a conductor's power is cut at every moment of every verb, not only at a share of them
	INGOT_POWER_CUTS=all INGOT_ONLY=IngotConductorTests swift test --filter IngotConductorTests.PowerCutTests

interop: ## unmodified clients and their own tests against ingotd, on fake hardware and on a virtual machine
	scripts/interop/run

compare: ## the same requests to the reference and to ingotd; tells where they differ
	scripts/compare/run

openapi: ## docs/openapi.json anew, after a change of the API
	swift run ingotd --print-openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json

bench: ## the figures, each beside its floor, its budget or its peer
	scripts/bench/run

format:
	swift format --in-place --parallel --recursive $(SOURCES)

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)
