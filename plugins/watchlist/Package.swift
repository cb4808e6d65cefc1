// swift-tools-version: 6.2
import PackageDescription

// Isnad says where its sources are; without it, this lies among them.
let isnad = Context.environment["ISNAD_SOURCE"] ?? "../.."

let package = Package(
  name: "watchlist",
  platforms: [.macOS(.v26)],
  products: [.library(name: "Watchlist", targets: ["Watchlist"])],
  dependencies: [.package(name: "isnad", path: isnad, traits: [])],
  targets: [
    .target(
      name: "Watchlist",
      dependencies: [
        .product(name: "Isnad", package: "isnad"), .product(name: "IsnadArabic", package: "isnad"),
      ]),
    .testTarget(
      name: "WatchlistTests",
      dependencies: [
        "Watchlist", .product(name: "IsnadArabic", package: "isnad"),
        .product(name: "IsnadStages", package: "isnad"),
        .product(name: "IsnadTesting", package: "isnad"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
