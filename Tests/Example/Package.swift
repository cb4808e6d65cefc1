// swift-tools-version: 6.2
import PackageDescription

// The smallest package that uses Isnad. Outside this repository the dependency is
// .package(url: "…/isnad", from: "0.1.0", traits: [])
let package = Package(
  name: "example",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "isnad", path: "../..", traits: [])],
  targets: [
    .executableTarget(
      name: "Example",
      dependencies: [
        .product(name: "Isnad", package: "isnad"), .product(name: "IsnadStages", package: "isnad"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
