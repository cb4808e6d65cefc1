import CTemplates
import SystemPackage

/// The files of a new stage.
struct StageTemplate {
  let name: String

  /// `price_watch`
  var snake: String { name.replacing("-", with: "_") }

  /// `PriceWatch`
  private var camel: String {
    name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private var article: String { "قال الوزير سامي الحداد إن سعر الخبز لن يرتفع هذا العام.\n" }

  // MARK: Python

  func python() -> [(path: String, text: String)] {
    var size = 0
    let helper = isnad_python_helper(&size).map {
      String(decoding: UnsafeRawBufferPointer(start: $0, count: size), as: UTF8.self)
    }
    return [
      ("isnad_stage.py", helper ?? ""), ("article.txt", article),
      (
        "\(snake).py",
        """
        \"\"\"Marks the words of a list. Change it into what you need.\"\"\"

        import isnad_stage


        def \(snake)(document, options):
            text = document["text"]
            found = []
            for word in options.get("words", []):
                start = text.find(word)
                while start >= 0:
                    found.append({"start": start, "end": start + len(word), "word": word})
                    start = text.find(word, start + len(word))
            found.sort(key=lambda item: item["start"])
            return {"layers": {"\(snake)": found}}


        if __name__ == "__main__":
            isnad_stage.run(\(snake), name="\(name)", provides=["\(snake)"])

        """
      ),
      (
        "test_\(snake).py",
        """
        import unittest

        from \(snake) import \(snake)


        class Test(unittest.TestCase):
            def test_words_are_marked(self):
                document = {"id": "1", "metadata": {}, "text": "سعر الخبز وسعر القمح"}
                found = \(snake)(document, {"words": ["سعر"]})["layers"]["\(snake)"]
                self.assertEqual([document["text"][item["start"]:item["end"]] for item in found], ["سعر", "سعر"])


        if __name__ == "__main__":
            unittest.main()

        """
      ),
      (
        "pipeline.yaml",
        """
        name: \(name)
        stages:
          - use: reader
            with: { paths: [article.txt] }
          - use: process
            id: \(name)
            with:
              command: [python3, \(snake).py]
              options: { words: [سعر, الخبز] }
          - writer

        """
      ),
      (
        "README.md",
        """
        # \(name)

        - `\(snake).py`: the stage, a function from a document to layers.
        - `isnad_stage.py`: the helper that speaks to Isnad; leave it as it is.
        - `pipeline.yaml`: a pipeline that uses it: `isnad run pipeline.yaml`.
        - `test_\(snake).py`: its test: `python3 test_\(snake).py`.

        A stage that needs names or quotes says so: `run(…, requires=["entities", "quotes"])`, and the pipeline has
        the stages that provide them before it. Offsets are code points, as in Python's own strings.

        """
      ),
    ]
  }

  // MARK: Swift

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
          dependencies: [.package(name: "isnad", path: isnad)],
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
      ),
      (
        "README.md",
        """
        # \(name)

        - `Sources/\(camel)/\(camel).swift`: the stage: its options, its description with examples, its work.
        - `Sources/\(camel)/Plugin.swift`: the list of stages that the package exports.
        - `Tests`: the contract that every stage keeps: `swift test`.
        - `pipeline.yaml`: a pipeline that uses it: `isnad run pipeline.yaml` builds the package into the command, once,
          and again when a source has changed.

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
        public var words = ["سعر"]
        public init() {}

        public static var fields: [OptionField<Options>] {
          [OptionField("words", \\.words, help: "The words to mark.")]
        }
      }

      public static let description = StageDescription(
        name: "\(name)", summary: "Marks the words of a list.", requires: [TokenLayer.name],
        provides: [\(camel)Layer.name],
        examples: [
          StageExample(
            "A word", text: "ارتفع سعر الخبز.", expect: [ExpectedAnnotation(\(camel)Layer.name, "سعر", ["word": "سعر"])])
        ])

      /// By the form in which tokens are looked up: أ is ا, ة is ه, vowel marks are gone.
      private let words: [UInt64: String]

      public init(options: Options, context: StageContext) {
        let normalize = Normalizer(.matchForm)
        words = Dictionary(options.words.map { (Fingerprint.of(normalize($0)), $0) }) { first, _ in first }
      }

      public func process(_ document: inout Document) throws {
        guard let tokens = document.tokens else { return }
        document[\(camel)Layer.self] = tokens.items.compactMap { token in
          words[token.fingerprint].map { \(camel)Mark(span: token.span, word: $0) }
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

      public func encode(into sink: inout some AnnotationSink) {
        sink.span(span)
        sink.string("word", word)
      }
    }

    """
  }
}
