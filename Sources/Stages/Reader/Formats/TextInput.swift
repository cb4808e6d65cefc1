import Isnad

/// A text: a file is an article, or lines part several.
struct TextInput: CutFormat {
  static let format = FormatDescription(
    "text", "a file is an article (.txt)", extensions: ["txt", "text"])

  var isText: Bool { true }
  var isOne: Bool { true }
  func isOne(_ settings: CutterSettings) -> Bool { !settings.split.isGiven }

  func cutter(_ input: CutInput) -> any RecordCutter {
    TextCutter(
      input.source, name: input.name, split: input.settings.split, maxBytes: input.maxBytes,
      from: input.resumed, isGrowing: input.isGrowing)
  }

  func canGrow(_ settings: CutterSettings) -> Bool { settings.split.isGiven }

  /// The id is the file's path.
  func decode(_ record: Record, with decoders: Decoders) throws -> Document {
    guard !record.bytes.isEmpty else {
      throw StageFailure(code: "empty-document", message: "the file is empty")
    }
    if let place = record.bytes.firstIndex(of: 0), place == 0 || Self.isBinary(record.bytes) {
      throw StageFailure(
        code: "not-text",
        message:
          "byte \(place + 1) is NUL, so this does not look like text; if it is text, set 'encoding' of 'reader'"
      )
    }
    do throws(InvalidUTF8) {
      let text = try SourceText(validating: record.bytes)
      return Document(id: record.source.place, source: record.source, text: text)
    } catch {
      throw StageFailure(invalid: error, in: record)
    }
  }

  /// More than one byte in twenty is NUL: one by itself was meant for something else, and those at the end are
  /// padding.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    guard let last = bytes.lastIndex(where: { $0 != 0 }) else { return true }
    let text = bytes[...last]
    return text.count { $0 == 0 } * 20 > text.count
  }
}

extension StageFailure {
  /// Names the line and the column (in bytes) of a byte that is not UTF-8.
  init(invalid error: InvalidUTF8, in record: Record) {
    let before = record.bytes[..<error.offset]
    let line = before.count { $0 == 0x0A } + 1
    let column = error.offset - (before.lastIndex(of: 0x0A) ?? -1)
    let hex = String(error.byte, radix: 16, uppercase: true)
    let place =
      record.source.record == nil ? "line \(line), byte \(column)" : "byte \(error.offset + 1)"
    self.init(
      code: "invalid-utf8",
      message: "\(place): 0x\(hex) is not UTF-8; convert the file, for example with iconv")
  }
}
