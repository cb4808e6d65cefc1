import SystemPackage

/// The JSON Lines file that keeps the records of failed documents.
///
/// A line holds the record as it was (`record`, or `record_base64` where it is not UTF-8), its
/// place, the stage, and the error. The file appears with the first failure.
struct DeadLetterFile {
  private let path: FilePath
  private var file: FileDescriptor?

  init(_ path: FilePath) { self.path = path }

  mutating func append(_ failed: [BatchResult.Failed]) throws {
    guard !failed.isEmpty else { return }
    var json = JSONWriter()
    for letter in failed { Self.write(letter, &json) }
    do {
      let descriptor = try file ?? open()
      file = descriptor
      try descriptor.writeAll(json.bytes)
    } catch let error as Errno {
      throw Diagnostic(
        .unwritable, "the dead letters '\(path)' can't be written: \(error).")
    }
  }

  private func open() throws -> FileDescriptor {
    try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
  }

  /// The file's path, if there was anything to keep.
  mutating func finish() throws -> String? {
    guard let file else { return nil }
    self.file = nil
    try file.close()
    return path.string
  }

  private static func write(_ letter: BatchResult.Failed, _ json: inout JSONWriter) {
    json.object { json in
      json.name("source")
      json.object { json in
        json.name("uri")
        json.string(letter.record.source.uri)
        json.name("record")
        if let record = letter.record.source.record { json.integer(record) } else { json.null() }
        json.name("byte_offset")
        json.integer(letter.record.source.byteOffset)
      }
      json.name("id")
      if let id = letter.id { json.string(id) } else { json.null() }
      json.name("stage")
      json.string(letter.stage)
      json.name("code")
      json.string(letter.failure.code)
      json.name("message")
      json.string(letter.failure.message)
      json.name("format")
      json.string(letter.record.format)
      let bytes = letter.record.bytes
      if UTF8Validation.firstInvalidOffset(in: bytes.span) == nil {
        json.name("record")
        json.string(bytes, 0..<bytes.count)
      } else {
        json.name("record_base64")
        json.string(Base64.encode(bytes))
      }
    }
    json.newline()
  }
}

/// Base 64 of RFC 4648, for records that no JSON string can hold.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for k in 0..<3 { bits = bits << 8 | (k < group.count ? Int(group[start + k]) : 0) }
      for k in 0..<4 {
        out.append(k <= group.count ? alphabet[bits >> (18 - 6 * k) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
