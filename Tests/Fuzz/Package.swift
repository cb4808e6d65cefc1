// swift-tools-version: 6.2
import PackageDescription

// A package of its own: fuzzing needs a sanitizer in every module, and nobody who builds Isnad wants
// that. `make fuzz` builds and runs it.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "isnad", path: "../..", traits: [])],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        .product(name: "IsnadStages", package: "isnad"), .product(name: "Isnad", package: "isnad"),
        .product(name: "IsnadCLI", package: "isnad"),
      ],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
