/// A form that documents have outside, a word under `format` of the stages `reader` and `writer`: `jsonl`, `csv`.
///
/// Each form is a type of its own, a ``ReaderFormat`` or a ``WriterFormat``; a ``Registry`` is the table of them, to
/// which a plug-in adds (``StagePlugin/formats``).
public protocol DocumentFormat: Sendable {
  static var format: FormatDescription { get }
}

/// What a form is called, and by what it is known.
public struct FormatDescription: Sendable, Hashable {
  /// Where a form is written.
  public enum Destination: Sendable, Hashable {
    /// Standard output, or the file that the option `path` names.
    case stream
    /// The file that the option `path` names, and nowhere else.
    case file
    /// Files in the folder that the option `path` names.
    case folder
    /// Where its own options say.
    case elsewhere
  }

  /// The word under `format`.
  public let name: String
  /// What it is, behind its name and a colon: `a document a line`.
  public let summary: String
  /// How files of it end, without the point, in small letters.
  public let extensions: [String]
  /// Where it is written, if it is.
  public let destination: Destination

  public init(
    _ name: String, _ summary: String, extensions: [String] = [], to destination: Destination = .elsewhere
  ) {
    self.name = name
    self.summary = summary
    self.extensions = extensions
    self.destination = destination
  }
}
