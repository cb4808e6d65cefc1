import Isnad
import SystemPackage

/// A CoNLL file: a token and its label a line, an empty line between sentences.
struct CoNLLFile {
  struct Token {
    let text: String
    let label: String
  }

  /// Sentences as one text, tokens with a space between them.
  struct Document {
    let id: String
    let text: String
    /// Code points.
    let tokens: [Range<Int>]
    let labels: [String]

    var json: String { JSONText.flat(.object([.init("id", .string(id)), .init("text", .string(text))])) }
  }

  /// A stretch of tokens with one label.
  struct Mention: Hashable {
    let tokens: Range<Int>
    let label: String
  }

  private(set) var sentences: [[Token]] = []

  init(_ path: String) throws(Diagnostic) {
    var lines = try LineSource(path)
    var sentence: [Token] = []
    var number = 0
    while let bytes = try lines.next() {
      number += 1
      let line = String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes[...], as: UTF8.self)
      if line.allSatisfy(\.isWhitespace) {
        if !sentence.isEmpty { sentences.append(sentence) }
        sentence = []
        continue
      }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let parts = fields.count > 1 ? fields : line.split(separator: " ")
      guard parts.count > 1 else {
        throw Diagnostic(
          .invalidOutput, "the line has no label behind its token.",
          at: Diagnostic.Place(file: path, line: number), suggestion: "Write a token, a tab, and its label.")
      }
      sentence.append(Token(text: String(parts[0]), label: String(parts[1])))
    }
    if !sentence.isEmpty { sentences.append(sentence) }
  }

  /// - Parameter group: sentences of a document.
  func documents(of group: Int) -> [Document] {
    stride(from: 0, to: sentences.count, by: group).map { start in
      var text = ""
      var length = 0
      var tokens: [Range<Int>] = []
      var labels: [String] = []
      for sentence in sentences[start..<min(start + group, sentences.count)] {
        if length > 0 {
          text += "\n"
          length += 1
        }
        for (index, token) in sentence.enumerated() {
          if index > 0 {
            text += " "
            length += 1
          }
          let count = token.text.unicodeScalars.count
          tokens.append(length..<length + count)
          text += token.text
          length += count
          // A sentence can't go on with a name of the one before it.
          let opens = index == 0 && token.label.hasPrefix("I-")
          labels.append(opens ? "B-" + token.label.dropFirst(2) : token.label)
        }
      }
      return Document(id: "s\(start)", text: text, tokens: tokens, labels: labels)
    }
  }

  /// Names in labels of IOB1, IOB2 or BIO.
  static func mentions(_ labels: [String]) -> Set<Mention> {
    var found: Set<Mention> = []
    var open: (start: Int, label: String)?
    for (index, label) in (labels + ["O"]).enumerated() {
      let kind = label == "O" ? nil : String(label.dropFirst(2))
      if let now = open, kind == nil || label.hasPrefix("B-") || kind != now.label {
        found.insert(Mention(tokens: now.start..<index, label: now.label))
        open = nil
      }
      if let kind, !kind.isEmpty, open == nil { open = (index, kind) }
    }
    return found
  }
}
