import Isnad
import SystemPackage

/// A user's own reporting words: `صدح<TAB>past`, a word a line; `#` starts a comment.
struct CueFile {
  /// Larger files are no lists of cues.
  private static let maxBytes = 1 << 20

  private let path: FilePath
  private let context: StageContext

  init(_ path: FilePath, _ context: StageContext) {
    self.path = path
    self.context = context
  }

  func add(to lexicon: inout SpeechLexicon) throws(Diagnostic) {
    for (number, line) in try lines().enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 2, let form = SpeechWord.Form(rawValue: fields[1]), !fields[0].contains(" ")
      else {
        let forms = SpeechWord.Form.allCases.map(\.rawValue).joined(separator: ", ")
        throw Diagnostic(
          .invalidOption, "'\(line)' is no cue.", at: Diagnostic.Place(file: path.string, line: number + 1),
          suggestion: "Write one word, a tab, and one of \(forms).")
      }
      lexicon.add(fields[0], form)
    }
  }

  private func lines() throws(Diagnostic) -> [Substring] {
    do {
      let bytes = try WholeFile.read(path, limit: Self.maxBytes)
      return String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
    } catch {
      throw Diagnostic(
        .unreadable, "the cues '\(path)' can't be read: \(StageFailure(error).message).", at: context.place)
    }
  }
}
