// swift-tools-version: 6.2
import PackageDescription

// Folders bear the short words, targets the `Isnad…` names: SwiftPM refuses two targets of one
// name across packages, and `YAML` or `Text` would be taken sooner or later.
let package = Package(
  name: "isnad",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Isnad", targets: ["Isnad"]),
    .library(name: "IsnadArabic", targets: ["IsnadArabic"]),
    .library(name: "IsnadStages", targets: ["IsnadStages"]),
    .library(name: "IsnadTesting", targets: ["IsnadTesting"]),
    .library(name: "IsnadCLI", targets: ["IsnadCLI"]),
    .executable(name: "isnad", targets: ["IsnadMain"]),
  ],
  traits: [
    .trait(
      name: "SQLite", description: "Databases: 'writer' with 'format: sqlite', and the questions to them."),
    .trait(name: "PostgreSQL", description: "'writer' with 'format: postgres', by libpq."),
    .trait(
      name: "HTTP", description: "What comes from and goes to servers: feeds and pages by URL, webhooks."),
    .trait(name: "Server", description: "The page and the HTTP API: 'isnad serve'."),
    .default(enabledTraits: ["SQLite", "PostgreSQL", "HTTP", "Server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CYAML", path: "Sources/CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibXML2", path: "Sources/CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .systemLibrary(name: "CProcess", path: "Sources/CProcess"),
    .systemLibrary(
      name: "CBrotli", path: "Sources/CBrotli", pkgConfig: "libbrotlidec",
      providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
    .systemLibrary(
      name: "CUchardet", path: "Sources/CUchardet", pkgConfig: "uchardet",
      providers: [.apt(["libuchardet-dev"]), .brew(["uchardet"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .target(name: "IsnadYAML", dependencies: ["CYAML"], path: "Sources/YAML"),
    .target(name: "IsnadText", path: "Sources/Text"),
    .target(name: "IsnadJSON", path: "Sources/JSON"),
    .target(
      name: "Isnad",
      dependencies: [
        "IsnadText", "IsnadJSON", "IsnadYAML",
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
      ],
      path: "Sources/Isnad"),
    .target(name: "IsnadArabic", dependencies: ["IsnadText", "CLexicon"], path: "Sources/Arabic"),
    .target(
      name: "CLexicon", path: "Sources/CLexicon",
      exclude: [
        "entities.lexicon", "events.lexicon", "language.lexicon", "news.model", "places.gazetteer",
        "quotes.model",
      ]),
    .target(name: "CEncoder", path: "Sources/CEncoder", exclude: ["accurate.model"]),
    .target(name: "CTemplates", path: "Sources/CTemplates"),
    .target(
      name: "IsnadDatabase",
      dependencies: [
        "Isnad", "IsnadArabic", "IsnadText",
        .target(name: "CPostgres", condition: .when(traits: ["PostgreSQL"])),
        .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
        .product(name: "GRDBSQLite", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Database"),
    // These look for their library when it is first needed; only its headers must be there to build them.
    .target(name: "CCrypto", path: "Sources/CCrypto"),
    .target(name: "CCurl", path: "Sources/CCurl"),
    .target(name: "CPostgres", path: "Sources/CPostgres"),
    .target(
      name: "IsnadHTTP",
      dependencies: [
        .target(name: "CCrypto", condition: .when(traits: ["HTTP"])),
        .target(name: "CCurl", condition: .when(traits: ["HTTP"])),
      ],
      path: "Sources/HTTP"),
    .target(name: "CPage", path: "Sources/CPage", exclude: ["digests.py", "page.css", "script"]),
    .target(name: "IsnadPage", dependencies: ["Isnad", "CPage"], path: "Sources/Page"),
    .target(
      name: "IsnadStages",
      dependencies: [
        "Isnad", "IsnadArabic", "IsnadDatabase", "IsnadHTTP", "IsnadJSON", "IsnadPage", "CBrotli", "CEncoder",
        "CLexicon",
        "CLibXML2", "CUchardet", "CZlib", "CZstd",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Stages", plugins: ["StageContent"]),
    .plugin(name: "StageContent", capability: .buildTool(), path: "Sources/StageContent"),
    .target(
      name: "IsnadTesting", dependencies: ["Isnad", "IsnadArabic"], path: "Sources/IsnadTesting"),
    .target(
      name: "IsnadServer",
      dependencies: [
        "Isnad", "IsnadDatabase", "IsnadJSON", "IsnadPage", "IsnadStages",
        .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Server"])),
        .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Server"])),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Server"])),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Server"),
    .target(
      name: "IsnadCLI",
      dependencies: [
        "Isnad", "IsnadDatabase", "IsnadHTTP", "IsnadJSON", "IsnadServer", "IsnadStages", "CProcess",
        "CTemplates",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Sources/CLI"),
    .executableTarget(name: "IsnadMain", dependencies: ["IsnadCLI"], path: "Sources/Main"),
    .executableTarget(
      name: "LexiconCompiler",
      dependencies: [
        "Isnad", "IsnadArabic", "IsnadStages",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/LexiconCompiler",
      exclude: ["Lists", "teacher", "word_classes.py", "places.py", "quotes.py"]),
    .testTarget(name: "YAMLTests", dependencies: ["IsnadYAML"], path: "Tests/YAML"),
    .testTarget(name: "JSONTests", dependencies: ["IsnadJSON"], path: "Tests/JSON"),
    .testTarget(name: "TextTests", dependencies: ["IsnadText"], path: "Tests/Text"),
    .testTarget(
      name: "IsnadTests",
      dependencies: [
        "Isnad", "IsnadTesting",
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
      ],
      path: "Tests/Isnad"),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Isnad", "IsnadServer", .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Server",
      exclude: [
        "harness.py", "slow_stage.py", "test_archive.py", "test_contract.py", "test_page.py",
        "test_hostile.py",
        "test_service.py",
      ]),
    .testTarget(name: "PageTests", dependencies: ["IsnadPage"], path: "Tests/Page"),
    .testTarget(name: "DatabaseTests", dependencies: ["IsnadDatabase"], path: "Tests/Database"),
    .testTarget(name: "HTTPTests", dependencies: ["IsnadHTTP"], path: "Tests/HTTP"),
    .testTarget(name: "ArabicTests", dependencies: ["IsnadArabic"], path: "Tests/Arabic"),
    .testTarget(
      name: "StagesTests", dependencies: ["CEncoder", "IsnadStages", "IsnadTesting"], path: "Tests/Stages",
      exclude: [
        "disputed_numbers.tsv", "figures.corpus.jsonl", "quotes.ant.jsonl", "hydrate.py", "spellout.py",
      ]),
    .testTarget(name: "CLITests", dependencies: ["IsnadCLI", "IsnadTesting"], path: "Tests/CLI"),
  ],
  swiftLanguageModes: [.v6]
)

// The documentation's tool, only for who makes the documentation: `make docs`.
if Context.environment["ISNAD_DOCS"] != nil {
  package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
