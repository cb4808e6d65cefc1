import Isnad
import SystemPackage

/// How far the reading of a list of files is, as a checkpoint keeps it.
struct InputPosition: Equatable {
  /// Files that are read to their end.
  var done = 0
  var digest = InputDigest()
  /// What was passed over in them, by reason.
  var passedOver: [String: Int] = [:]
  /// The file that is being read.
  var current: Current?

  struct Current: Equatable {
    var name: String
    /// Bytes that are read, a digest of them, and the lines that they make.
    var offset: Int
    var content: UInt64
    var line: Int
    var state: InputDigest.FileState
    /// What the cutter has to know besides.
    var cutter: JSONValue?
  }

  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("done", .integer(done)), .init("states", .string(String(digest.states, radix: 16))),
      .init("contents", .string(String(digest.contents, radix: 16))),
    ]
    if !passedOver.isEmpty { members.append(.init("passed", PassedOver.json(passedOver))) }
    if let current {
      members += [
        .init("name", .string(current.name)), .init("offset", .integer(current.offset)),
        .init("content", .string(String(current.content, radix: 16))),
        .init("line", .integer(current.line)), .init("size", .integer(current.state.size)),
        .init("modified", .integer(current.state.modified)),
      ]
      if let cutter = current.cutter { members.append(.init("cutter", cutter)) }
    }
    return .object(members)
  }

  init() {}

  /// Nil for anything but what ``json`` makes.
  init?(_ json: JSONValue) {
    func digest(_ name: String) -> UInt64? { json[name]?.string.flatMap { UInt64($0, radix: 16) } }
    let figures = 0...(1 << 53)
    guard let done = json["done"]?.int, figures.contains(done), let states = digest("states"),
      let contents = digest("contents")
    else { return nil }
    self.done = done
    self.digest.states = states
    self.digest.contents = contents
    passedOver = PassedOver.counts(json["passed"])
    guard let name = json["name"]?.string else { return }
    guard let offset = json["offset"]?.int, figures.contains(offset), let content = digest("content"),
      let line = json["line"]?.int, figures.contains(line), let size = json["size"]?.int,
      let modified = json["modified"]?.int
    else { return nil }
    current = Current(
      name: name, offset: offset, content: content, line: line,
      state: .init(size: size, modified: modified), cutter: json["cutter"])
  }

  /// Checks that the files which were read are still what they were.
  /// - Throws: a ``Diagnostic``.
  func check(_ inputs: [InputFile], _ cutting: CutterSettings) throws {
    guard inputs.count >= done + (current == nil ? 0 : 1) else {
      throw Diagnostic.changedInput("some of the inputs that had been read are not there any more.")
    }
    var found = InputDigest()
    for input in inputs[..<done] {
      found.add(
        input.name, input.isStandardInput ? .init() : InputDigest.state(of: input.path), content: 0)
    }
    if found.states != digest.states {
      found = InputDigest()
      for input in inputs[..<done] {
        let content = input.isStandardInput ? 0 : cutting.content(of: input)
        found.add(input.name, .init(), content: content)
      }
      guard found.contents == digest.contents else {
        let which = done == 1 ? "'\(inputs[0].name)' has" : "one of the \(done) inputs that had been read has"
        throw Diagnostic.changedInput("\(which) changed.")
      }
    }
    if let current, inputs[done].name != current.name {
      throw Diagnostic.changedInput(
        "'\(current.name)' was being read, and '\(inputs[done].name)' stands in its place.")
    }
  }
}

extension InputPosition.Current {
  /// Takes a file to where reading was. A file that is as it was is not read again; of any other, a pipe or
  /// a compressed file for example, what comes first must be what had been read.
  /// - Parameter found: what the file is now.
  /// - Throws: a ``Diagnostic``; `Errno`; a ``CompressionError``.
  func skip(_ stream: any ByteSource, in found: InputDigest.FileState) throws {
    if found == state, state.modified != 0, try stream.isSeekable {
      try stream.seek(to: offset)
      return
    }
    guard let read = try InputDigest.content(of: stream, first: offset) else {
      throw Diagnostic.changedInput("'\(name)' holds less than the \(offset) bytes that had been read.")
    }
    guard read == content else {
      throw Diagnostic.changedInput("'\(name)' is not what had been read.")
    }
  }
}

extension Diagnostic {
  static func changedInput(_ message: String) -> Diagnostic {
    Diagnostic(
      .changedInput, message,
      suggestion: "Put back what was there to go on with the run, or begin anew with --restart.")
  }
}
