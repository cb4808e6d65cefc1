import Isnad

/// The head of a WARC record or of an answer over HTTP: a first line, and fields of `Name: value`.
struct MessageHead {
  private let firstLine: String
  private var fields: [(name: String, value: String)] = []

  init(_ bytes: ArraySlice<UInt8>) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: true)
      .map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
    firstLine = lines.first ?? ""
    for line in lines.dropFirst() {
      if line.utf8.first == 0x20 || line.utf8.first == 0x09, !fields.isEmpty {
        // A folded line goes on with the one before.
        fields[fields.count - 1].value += " " + line.trimmingPrefix { $0 == " " || $0 == "\t" }
      } else if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...].trimmingPrefix { $0 == " " || $0 == "\t" }
        fields.append((line[..<colon].lowercased(), String(value)))
      }
    }
  }

  /// The first field of that name, whatever its case.
  subscript(name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name == name }?.value
  }

  /// The number in `HTTP/1.1 200 OK`.
  var status: Int? {
    let words = firstLine.split(separator: " ")
    return words.count > 1 && firstLine.hasPrefix("HTTP/") ? Int(words[1]) : nil
  }

  /// The end of the empty line that ends a head, from the first byte on; nil where there is none.
  static func end(of bytes: ArraySlice<UInt8>, from: Int) -> Int? {
    var lineStart = from
    for i in bytes.indices.dropFirst(from - bytes.startIndex) where bytes[i] == 0x0A {
      if i == lineStart || i == lineStart + 1 && bytes[lineStart] == 0x0D { return i + 1 }
      lineStart = i + 1
    }
    return nil
  }
}
