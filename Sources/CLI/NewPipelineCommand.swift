import ArgumentParser
import Isnad
import SystemPackage

struct NewPipelineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Make a folder with a pipeline, an article, and a test.",
    discussion: """
      What it makes works as it is. Change it into what you need.

        isnad new pipeline monitor
        cd monitor && isnad run monitor.yaml && isnad test monitor.yaml
      """)

  @Argument(help: "The pipeline's name, lower case with hyphens; the folder gets it too.")
  var name: String

  func validate() throws { try NewCommand.check(name, "pipeline", "monitor") }

  func run() async throws {
    try NewCommand.write(PipelineTemplate(name: name).files, to: name)
    try Output.print(
      """
      \(name)/ holds a pipeline that works. Next:
        cd \(name)
        isnad run \(name).yaml       # reads articles/, writes out/\(name).jsonl
        isnad test \(name).yaml      # its cases are in \(name).test.yaml
        isnad trace \(name).yaml     # what each stage does to the article
      """)
  }
}

/// The files of a new pipeline.
struct PipelineTemplate {
  let name: String

  var files: [(path: String, text: String)] {
    [
      ("\(name).yaml", pipeline), ("\(name).test.yaml", tests), ("articles/example.txt", article),
      (".gitignore", "out/\n"),
    ]
  }

  private var pipeline: String {
    """
    # Run it with 'isnad run \(name).yaml', test it with 'isnad test \(name).yaml'.
    name: \(name)
    description: Who, where, how many, and who said what.
    run:
      checkpoint: out/\(name).checkpoint      # an interrupted run goes on where it was
      on-error: dead-letter
      dead-letter: out/\(name).failed.jsonl   # documents that failed, to be tried again
    stages:
      - use: reader
        with: { paths: [articles] }           # files, folders, patterns; text and JSON Lines
      - normalizer                            # sentences and tokens
      - deduplicate                           # one wire report arrives many times
      - entity-tagger
      - number-extractor
      - quote-attributor
      - use: writer
        with: { path: out/\(name).jsonl }

    """
  }

  private var tests: String {
    """
    # Texts, and what the pipeline must find in them. 'isnad test \(name).yaml --update' takes over what it finds.
    cases:
      - name: a minister and a price
        text: قال وزير التجارة سامي الحداد إن سعر الخبز ارتفع بنسبة 5 في المئة.
        expect:
          entities:
            - { text: سامي الحداد, label: PER }
          numbers:
            - { value: 5, kind: percentage }
          quotes:
            - { speaker_name: سامي الحداد, kind: indirect }
        exact: [numbers, quotes]              # and nothing else in these layers
      - name: the same report again
        documents:
          - text: قال وزير التجارة إن سعر الخبز ارتفع هذا العام.
          - text: قال وزير التجارة إن سعر الخبز ارتفع هذا العام.
            filtered: deduplicate

    """
  }

  private var article: String {
    """
    وزير التجارة: لا زيادة في سعر الخبز

    قال وزير التجارة سامي الحداد، أمس الثلاثاء، إن سعر الخبز لن يرتفع هذا العام. وأضاف الحداد أن الحكومة \
    ستدفع 200 مليون دولار لدعم القمح.

    """
  }
}
