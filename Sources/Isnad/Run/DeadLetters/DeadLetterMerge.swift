import SystemPackage

/// Puts dead letters behind those that stay of a file, as it gets its name.
///
/// In memory are a digest for each new letter and one line at a time.
struct DeadLetterMerge: FilePacking {
  /// The file that has the earlier letters, and from which byte on they stay.
  private let path: FilePath?
  private let start: Int
  /// Sources whose letters don't stay.
  private let superseded: Set<String>

  init(from start: Int = 0, of path: FilePath? = nil, without superseded: Set<String> = []) {
    self.start = start
    self.path = path
    self.superseded = superseded
  }

  func pack(_ source: FileDescriptor, into target: FileDescriptor) throws {
    if let path, let earlier = try Self.open(path) {
      defer { try? earlier.close() }
      var again: Set<UInt64> = []
      var new = Lines(source)
      while let line = try new.next() {
        if let letter = try? DeadLetter(line) { again.insert(Self.identity(of: letter)) }
      }
      try earlier.seek(offset: Int64(start), from: .start)
      var old = Lines(earlier)
      while let line = try old.next() {
        // What is no letter is nobody's to take away.
        if let letter = try? DeadLetter(line),
          superseded.contains(letter.source.uri) || again.contains(Self.identity(of: letter))
        {
          continue
        }
        try target.writeAll(line + [0x0A])
      }
    }
    try source.seek(offset: 0, from: .start)
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let got = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
      if got == 0 { return }
      try target.writeAll(chunk[..<got])
    }
  }

  /// A file of dead letters is never opened to be added to.
  func unpack(_ source: FileDescriptor, into target: FileDescriptor) throws {}

  /// Where the letters of a file come from.
  static func sources(in path: FilePath) throws -> Set<String> {
    guard let file = try open(path) else { return [] }
    defer { try? file.close() }
    var sources: Set<String> = []
    var lines = Lines(file)
    while let line = try lines.next() {
      if let letter = try? DeadLetter(line) { sources.insert(letter.source.uri) }
    }
    return sources
  }

  private static func open(_ path: FilePath) throws -> FileDescriptor? {
    guard ResumableFile.size(of: path) != nil else { return nil }
    do {
      return try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch let error as Errno {
      throw Diagnostic(.unreadable, "the dead letters '\(path)' can't be read: \(error).")
    }
  }

  /// A record at its place.
  private static func identity(of letter: DeadLetter) -> UInt64 {
    var digest = Fingerprint.of("\(letter.reader) \(letter.source.record ?? 0) \(letter.source.uri)")
    if let bytes = letter.bytes {
      digest = Fingerprint.joined(digest, Fingerprint.of(bytes.span, from: 0, to: bytes.count))
    }
    return digest
  }

  private struct Lines {
    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    private var at = 0

    init(_ file: FileDescriptor) { self.file = file }

    /// The next line that is not empty, without its end.
    mutating func next() throws -> [UInt8]? {
      var line: [UInt8] = []
      while true {
        if let end = buffer[at...].firstIndex(of: 0x0A) {
          line += buffer[at..<end]
          at = end + 1
          if !line.isEmpty { return line }
          continue
        }
        line += buffer[at...]
        at = 0
        buffer = [UInt8](repeating: 0, count: 1 << 18)
        let got = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
        buffer.removeLast(buffer.count - got)
        if got == 0 { return line.isEmpty ? nil : line }
      }
    }
  }
}
