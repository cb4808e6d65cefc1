import Isnad
import IsnadPage

/// One page with all articles, to look at in a browser and to send.
public struct HTMLOutput: FramedFormat {
  public struct Options: StageOptions {
    @StageOption("path", help: OutputHelp.file, .path())
    public var path = "-"

    @StageOption("title", help: "What the page is called.")
    public var title = "Isnad"

    public init() {}
  }

  public static let format = FormatDescription(
    "html", "one page with all articles, to look at in a browser and to send", extensions: ["html", "htm"],
    to: .file)

  let output: OutputPlace
  let frame: FileFrame

  public init(options: Options, context: StageContext) {
    output = OutputPlace(options.path, context)
    frame = .report(title: options.title)
  }

  public func encode(_ document: Document) -> [UInt8] { ArticleView(document).encode().bytes }
}
