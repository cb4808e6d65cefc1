import Isnad
import SystemPackage

/// Files of folders that nobody reads, since neither their names nor the reader's `format` says how: how many they are,
/// and the first of them with what they hold.
struct LeftOutFiles {
  /// More are counted.
  private static let maxNamed = 5
  /// Bytes that tell what a file is.
  private static let head = 512

  private var count = 0
  private var first: [String] = []

  mutating func add(_ path: FilePath, _ name: String) {
    count += 1
    guard first.count < Self.maxNamed else { return }
    first.append(Self.kind(path).map { "'\(name)' (\($0))" } ?? "'\(name)'")
  }

  /// `3 files were left out: 'a.pdf' (a PDF), 'b.png' (an image), 'notes'.` Nil where there are none.
  var sentence: String? {
    guard count > 0 else { return nil }
    let files = count == 1 ? "1 file was" : "\(count) files were"
    let more = count > first.count ? " and \(count - first.count) more" : ""
    return "\(files) left out: \(first.joined(separator: ", "))\(more)."
  }

  private static func kind(_ path: FilePath) -> String? {
    guard let file = try? FileDescriptor.openInput(path) else { return nil }
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: head)
    let got = bytes.withUnsafeMutableBytes { (try? file.read(into: $0)) ?? 0 }
    return ForeignContent.kind(Array(bytes[..<got]))
  }
}
