import Isnad

/// A document in an output's form.
public enum EncodedDocument: Sendable, Hashable {
  /// For a file or standard output.
  case bytes([UInt8])
  /// For tables.
  case tables(DocumentTables)

  /// Nil for tables.
  public var bytes: [UInt8]? {
    if case .bytes(let bytes) = self { bytes } else { nil }
  }
}
