import SystemPackage

/// A stage in Swift.
extension StageTemplate {
  /// - Parameter source: the framework, for the package to depend on.
  func swift(_ source: FilePath) -> [(path: String, text: String)] {
    [
      ("article.txt", article),
      (
        "Package.swift",
        """
        // swift-tools-version: 6.2
        import PackageDescription

        // Isnad says where its sources are; without it, where they were when this was made.
        let isnad = Context.environment["ISNAD_SOURCE"] ?? \(String(reflecting: source.string))

        let package = Package(
          name: "\(name)",
          platforms: [.macOS(.v26)],
          products: [.library(name: "\(camel)", targets: ["\(camel)"])],
          dependencies: [.package(name: "isnad", path: isnad, traits: [])],
          targets: [
            .target(
              name: "\(camel)",
              dependencies: [
                .product(name: "Isnad", package: "isnad"), .product(name: "IsnadArabic", package: "isnad"),
              ]),
            .testTarget(
              name: "\(camel)Tests",
              dependencies: [
                "\(camel)", .product(name: "IsnadStages", package: "isnad"),
                .product(name: "IsnadTesting", package: "isnad"),
              ]),
          ],
          swiftLanguageModes: [.v6]
        )

        """
      ),
      (
        "Sources/\(camel)/Plugin.swift",
        """
        import Isnad

        /// What this package gives to pipelines.
        public enum Plugin: StagePlugin {
          public static var stages: [any Stage.Type] { [\(camel).self] }
        }

        """
      ),
      ("Sources/\(camel)/\(camel).swift", swiftStage),
      (
        "Tests/\(camel)Tests/\(camel)Tests.swift",
        """
        import \(camel)
        import Isnad
        import IsnadStages
        import IsnadTesting
        import Testing

        /// One call checks the examples, the declared layers, exact offsets, hostile texts, many tasks at once.
        @Test func contract() async throws {
          var registry = Registry.standard
          for stage in Plugin.stages { registry.register(stage) }
          let contract = StageContract(registry: registry, stage: "\(name)", after: ["normalizer"])
          #expect(try await contract.violations() == [])
        }

        """
      ),
      (
        "pipeline.yaml",
        """
        name: \(name)
        plugins: [.]
        stages:
          - use: reader
            with: { paths: [article.txt] }
          - normalizer
          - use: \(name)
            with: { words: [سعر, الخبز] }
          - writer

        """
      ), ("pipeline.test.yaml", pipelineTest),
      (
        "README.md",
        """
        # \(name)

        - `Sources/\(camel)/\(camel).swift`: the stage: its options, its description with examples, its work.
        - `Sources/\(camel)/Plugin.swift`: the list of stages that the package exports.
        - `Tests`: the contract that every stage keeps: `swift test`.
        - `pipeline.yaml`: a pipeline that uses it: `isnad run pipeline.yaml` builds the package into the command, once,
          and again when a source has changed.
        - `pipeline.test.yaml`: what it must find: `isnad test pipeline.yaml`.

        """
      ), (".gitignore", ".build\n.isnad\nPackage.resolved\n"),
    ]
  }

  private var swiftStage: String {
    """
    import Isnad
    import IsnadArabic

    /// Marks the words of a list. Change it into what you need.
    public struct \(camel): Transform {
      public struct Options: StageOptions {
        @StageOption("words", help: "The words to mark.")
        public var words = ["سعر"]

        public init() {}
      }

      public static let description = StageDescription(
        name: "\(name)", summary: "Marks the words of a list.", requires: [TokenLayer.name],
        provides: [\(camel)Layer.name],
        examples: [
          StageExample(
            "A word", text: "ارتفع سعر الخبز.", expect: [ExpectedAnnotation(\(camel)Layer.name, "سعر", ["word": "سعر"])])
        ],
        rules: [StageRule("list", "A word of the option 'words'.")])

      /// By the form in which tokens are looked up: أ is ا, ة is ه, vowel marks are gone.
      private let words: [UInt64: String]

      public init(options: Options, context: StageContext) {
        let normalize = Normalizer(.matchForm)
        words = Dictionary(options.words.map { (Fingerprint.of(normalize($0)), $0) }) { first, _ in first }
      }

      public func process(_ document: inout Document) throws {
        guard let tokens = document.tokens else { return }
        document[\(camel)Layer.self] = tokens.items.compactMap { token in
          words[token.fingerprint].map { word in
            // Who says so, and by what rule: 'isnad why' explains it.
            \(camel)Mark(
              span: token.span, word: word,
              by: Provenance(stage: Self.description.signature, rule: "list"))
          }
        }
      }
    }

    public enum \(camel)Layer: LayerKey {
      public static let name = "\(snake)"
      public typealias Value = [\(camel)Mark]
    }

    public struct \(camel)Mark: Annotation {
      public let span: TextSpan
      public let word: String
      public let by: Provenance

      public func encode(into sink: inout some AnnotationSink) {
        sink.span(span)
        sink.string("word", word)
        sink.provenance(by)
      }
    }

    """
  }
}
