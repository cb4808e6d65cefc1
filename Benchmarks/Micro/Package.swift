// swift-tools-version: 6.2
import PackageDescription

// A package of its own: who builds Isnad does not want a benchmark library. `make micro` builds and runs it.
let package = Package(
  name: "micro",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "isnad", path: "../..", traits: []),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Isnad-Benchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Isnad", package: "isnad"), .product(name: "IsnadArabic", package: "isnad"),
        .product(name: "IsnadStages", package: "isnad"),
      ],
      path: "Benchmarks/Isnad",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
