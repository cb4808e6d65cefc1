import Isnad

/// A document in an output's form.
public enum EncodedDocument: Sendable {
  /// For a file or standard output.
  case bytes([UInt8])
  /// For tables.
  case tables(DocumentTables)
  /// Files of its own, by name.
  case files([(name: String, bytes: [UInt8])])

  /// Nil for what is not one run of bytes.
  public var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}
