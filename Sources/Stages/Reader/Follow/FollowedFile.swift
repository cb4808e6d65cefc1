import Isnad
import SystemPackage

/// A file that is followed, and how far it is read.
///
/// One that grows is read behind its last whole record whenever there is more. Any other is read when nobody writes it any
/// more, and again when it is another one.
final class FollowedFile {
  var input: InputFile
  var identity: FileIdentity
  /// Size and time when it was read to its end; of one that is read as a whole also what tells that it has changed.
  var state = InputDigest.FileState()
  /// Whether more may be added to it; nil while nobody has looked into it.
  var grows: Bool?
  /// Of one that grows: the bytes and the records that are read.
  var offset = 0
  var line: Int { didSet { saved = nil } }
  /// Of one that is read as a whole: a fingerprint of its only record, and how far it is while it is being read.
  var content: UInt64 = 0
  var part: JSONValue?

  /// What it was when it was looked at last and was not read, since somebody may still be writing it.
  var unsettled: InputDigest.FileState?
  /// What it was when the reading began that goes on now.
  var reading = InputDigest.FileState()
  var isWaiting = false
  var cutter: (any RecordCutter)?
  var records: FileRecords?
  /// What the cutter reads.
  var file: FileDescriptor?
  private var mark: (offset: Int, value: UInt64) = (0, 0)
  private var saved: JSONValue?

  init(_ input: InputFile, _ identity: FileIdentity, line: Int = 0) {
    self.input = input
    self.identity = identity
    self.line = line
  }

  var isOpen: Bool { cutter != nil }

  /// Notes how far the cutter is.
  func reached() {
    guard let cutter else { return }
    offset = cutter.offset
    line = cutter.count
  }

  func changed() { saved = nil }

  /// Whether a file begins with what was read of this one.
  func isContinued(by path: FilePath) -> Bool {
    guard offset > 0 else { return true }
    settleMark()
    return FileMark.of(path, upTo: offset) == mark.value
  }

  /// The mark is of what is read, as long as that can be looked at.
  private func settleMark() {
    guard offset > 0, mark.offset != offset else { return }
    if let value = file.map({ FileMark.of($0, upTo: offset) }) ?? FileMark.of(input.path, upTo: offset) {
      mark = (offset, value)
    }
  }

  /// Begins with it anew; its records are counted on.
  func restart() {
    close()
    (offset, mark, grows, content, part, unsettled) = (0, (0, 0), nil, 0, nil, nil)
    state = .init()
    saved = nil
  }

  func close() {
    if isOpen { settleMark() }
    cutter?.close()
    records?.close()
    (cutter, records, file) = (nil, nil, nil)
  }

  // MARK: In a checkpoint

  var json: JSONValue {
    if let saved { return saved }
    settleMark()
    var members: [JSONValue.Member] = [
      .init("name", .string(input.name)), .init("path", .string(input.path.string)),
      .init("device", .string(String(identity.device, radix: 16))),
      .init("inode", .string(String(identity.inode, radix: 16))), .init("size", .integer(state.size)),
      .init("modified", .integer(state.modified)), .init("offset", .integer(offset)),
      .init("line", .integer(line)), .init("mark", .string(String(mark.value, radix: 16))),
    ]
    if let grows { members.append(.init("grows", .bool(grows))) }
    if content != 0 { members.append(.init("content", .string(String(content, radix: 16)))) }
    if let part { members.append(.init("part", part)) }
    let value = JSONValue.object(members)
    // Of a file that is being read it is another one with the next record.
    if part == nil { saved = value }
    return value
  }

  /// Nil for what ``json`` did not make.
  init?(_ json: JSONValue, format: InputFormat?) {
    func digits(_ name: String) -> UInt64? { json[name]?.string.flatMap { UInt64($0, radix: 16) } }
    let figures = 0...(1 << 53)
    guard let name = json["name"]?.string, let path = json["path"]?.string, let device = digits("device"),
      let inode = digits("inode"), let size = json["size"]?.int, let modified = json["modified"]?.int,
      let offset = json["offset"]?.int, let line = json["line"]?.int, let mark = digits("mark"),
      figures.contains(offset), figures.contains(line)
    else { return nil }
    input = InputFile(path: FilePath(path), name: name, format: format)
    identity = FileIdentity(device: device, inode: inode)
    state = .init(size: size, modified: modified)
    self.offset = offset
    self.line = line
    self.mark = (offset, mark)
    content = digits("content") ?? 0
    part = json["part"]
    if case .bool(let value)? = json["grows"] { grows = value }
  }
}
