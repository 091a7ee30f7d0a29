# make          what can be made
# make run      build, run the pipeline on the sample period, say where the report is
# make test     the tests of every step; installs what they need when it may; REQUIRE=all make test: nothing may be missing
# make long     the tests that take longer, which .ci/run runs too

export CGO_ENABLED = 0
GO      ?= go
BIN     := bin/depository$(shell $(GO) env GOEXE)
REAL    := ../shared/real
# Exit status 3 is success with problems for partners to correct; no crash of Go ends with it.
DONE    := || [ $$? -eq 3 ]

.PHONY: help build run real test long race lint fuzz torture cluster bench bench-scale dist sample tools assets firefox clean
help:
	@sed -n 's/^# //p' Makefile
	@echo 'make real     run over the real workbooks of 2022 (needs ../shared)'
	@echo 'make sample   write the workbooks of the sample periods anew'
	@echo 'make bench    print speeds, side by side with peers'
	@echo 'make bench-scale   run over the workbooks of 50, 250 and 2,000 made-up partners, the sample and the real workbooks; prints CPU seconds by part, memory, time and targets'
	@echo 'make torture  try hostile inputs, kill runs at 200 moments, fill the disk, take rights away; prints CPU seconds and memory'
	@echo 'make cluster  run on a cluster of Apache Spark on this machine and compare every byte'
	@echo 'make firefox  look at the site of the sample with firefox-esr (make run first)'
	@echo 'make fuzz     let each fuzz target try for 10 s'
	@echo 'make assets   build the scripts that the site takes from npm anew'
	@echo 'make dist     cross-build for Linux, Windows and macOS into dist/'
	@echo 'make lint     gofmt, go vet, staticcheck, deadcode (what nothing calls, tests counted)'

build:
	$(GO) build -trimpath -o $(BIN) ./cmd/depository

run: build
	$(BIN) run $(ARGS) $(DONE)

real: build
	@[ -d $(REAL)/2022 ] || { echo 'make real: $(REAL)/2022 is not here: it holds the 13 workbooks of 2022, which are not part of this repository'; exit 1; }
	$(BIN) run --config testdata/real/config.yaml --outputs outputs/real $(ARGS) $(DONE)

# What the tests use besides Go: poppler-utils, qpdf, chromium, LibreOffice, and
# Java with Maven for veraPDF. Installed when this is root on Debian; otherwise
# the tests that need them skip and say so, or fail with REQUIRE=all.
tools:
	@sh testdata/tools.sh

# The packages that take longest begin first, and one more than there are cores at a
# time, since some wait for other programs: so all cores have work to the end.
FIRST := ./pipeline ./cmd/depository $(addprefix ./pipeline/media/,ingest form ledger report) ./pipeline/trail ./templates/sample
# TORTURE=1 has every test try all that it has. go vet is a part of make lint.
test: tools
	@begun=$$(date +%s); $(GO) list -test -deps -export ./... >/dev/null; (cd testdata/module && GOFLAGS="$$GOFLAGS -mod=mod" $(GO) list -deps -export . >/dev/null); compiled=$$(date +%s); \
	$(GO) test -ldflags=-w -vet=off -timeout 30m -p $$(($$(getconf _NPROCESSORS_ONLN) + 1)) $(FIRST) ./... && ended=$$(date +%s) && \
	echo "The tests took $$((ended - compiled)) s, and to compile what was not compiled yet $$((compiled - begun)) s"

# The tests that ask package need whether they may take long; docs/tests.md says why.
long: tools
	@files=$$(grep -rlF --include=*_test.go -e 'need.Long(' -e 'need.Longer()' -e 'trial.Linear(' cmd pipeline); \
	tests=$$(awk '/^func Test/ {split($$2, name, "(")} /^}/ {name[1] = ""} /need\.Long|trial\.Linear/ {if (name[1]) print name[1]}' $$files | sort -u | paste -sd '|' -); \
	LONG=1 $(GO) test -ldflags=-w -vet=off -timeout 30m -run "^($$tests)\$$" $$(dirname $$files | sort -u | sed 's|^|./|')

race: 
	CGO_ENABLED=1 $(GO) test -race ./...

lint:
	@unformatted=$$(gofmt -l cmd internal pipeline templates docs); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	@dead=$$($(GO) tool deadcode -test ./...); [ -z "$$dead" ] || { echo "nothing calls: $$dead"; exit 1; }

# An input that is new is made shorter in 20 tries: without a bound Go does that alone
# for a minute.
fuzz:
	@for dir in $$(grep -rl --include=*_test.go 'func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for target in $$(grep -ho 'func Fuzz[A-Za-z]*' $$dir/*_test.go | cut -c6-); do \
	    echo "$$dir $$target"; \
	    $(GO) test $$dir -run '^$$' -fuzz "^$$target\$$" -fuzztime 10s -fuzzminimizetime 20x | tail -n 2 || exit 1; \
	  done; done

# Trials that take minutes: hostile inputs in bounded time and memory; runs that are
# killed, many at once, on a full disk, without rights; and whatever else tries only a
# part of what it could unless it is asked for all (need.All, need.Minutes,
# need.Checks, need.Long). Root also fills a disk of its own and works as two other users; what
# cannot be tried is said.
LARGER := grep -lE 'need\.(All|Minutes|Checks|Long)\('
torture:
	@failed=0; for dir in $$($(LARGER) -r --include=*_test.go . | xargs -n1 dirname | sort -u); do \
	  tests=$$($(LARGER) $$dir/*_test.go | xargs grep -ho '^func Test[A-Za-z0-9_]*' | cut -c6- | paste -sd '|' -); \
	  TORTURE=1 $(GO) test -count=1 -timeout 120m -v -run "^($$tests)\$$" $$dir || failed=1; \
	done; exit $$failed

# Needs Java; brings Spark (PySpark from PyPI, 450 MB) where it is missing. CLUSTER=local
# tries the sample alone, as .ci/run does; PARTNERS=100 fewer than 500 made-up partners;
# the head of testdata/cluster.sh lists the parts that may be run alone.
cluster: build
	@bash testdata/cluster.sh $(BIN)

# Needs firefox-esr and Python.
firefox:
	python3 testdata/firefox.py "$$(ls -d outputs/site/*/ | sort | tail -n 1)"

bench: build
	$(GO) test -run '^$$' -bench . -benchtime 1x -benchmem ./...

# SCALE="50 250" for fewer; SCALE_BOOKS=FOLDER keeps the workbooks for the next time.
bench-scale: export SCALE ?= 50 250 2000
bench-scale:
	$(GO) test -run '^$$' -bench Scale -benchtime 1x -timeout 180m ./cmd/depository

sample:
	$(GO) run -trimpath ./templates/sample

dist:
	@for target in linux/amd64 linux/arm64 windows/amd64 darwin/amd64 darwin/arm64; do \
	  os=$${target%/*}; arch=$${target#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  echo "dist/depository-$$os-$$arch$$ext"; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '-s -w' -o dist/depository-$$os-$$arch$$ext ./cmd/depository || exit 1; \
	done

# The parts of ECharts that the site draws with, and axe-core for the tests, from
# pinned tarballs; what comes out is committed. Needs the npm client, which nothing
# else does.
assets:
	@work=$$(mktemp -d) && cd $$work && npm pack --silent echarts@5.6.0 zrender@5.6.1 tslib@2.3.0 axe-core@4.14.1 >/dev/null && \
	  cd $(CURDIR)/templates/assets && $(GO) run . $$work $(CURDIR); status=$$?; rm -rf $$work; exit $$status

clean:
	rm -rf bin dist
