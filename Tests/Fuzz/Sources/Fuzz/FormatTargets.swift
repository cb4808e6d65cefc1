import SystemPackage

@testable import Isnad
@testable import IsnadStages

/// YAML: no crash, no hang, and every place is in the file.
@Sendable func fuzzYAML(_ bytes: [UInt8]) {
  // YAML has more line breaks than one, and an encoding of two bytes a letter.
  let lines = bytes.count + 2
  do throws(YAMLError) {
    check(try YAMLParser.parse(bytes), lines)
  } catch {
    precondition(error.place.line >= 0 && error.place.line <= lines, "no such line: \(error)")
  }
}

private func check(_ node: YAMLNode, _ lines: Int) {
  precondition((1...lines).contains(node.place.line), "no such line: \(node.place)")
  for item in node.sequence ?? [] { check(item, lines) }
  for pair in node.mapping ?? [] {
    check(pair.key, lines)
    check(pair.value, lines)
  }
}

/// Pipelines: whatever is wrong is said, with a place; the fingerprint does not depend on chance.
@Sendable func fuzzPipeline(_ bytes: [UInt8]) {
  let (definition, problems) = PipelineLoader.load(
    bytes, file: "p.yaml", variables: Variables(["A": "b"]))
  let found = problems + PipelineCheck.problems(in: definition, registry: .standard).items
  for problem in found { precondition(!problem.message.isEmpty && problem.place?.file == "p.yaml") }
  precondition(definition.fingerprint(.standard) == definition.fingerprint(.standard))
}

/// JSON Lines: reading that goes on from any place gives the same records as reading in one go.
@Sendable func fuzzRecords(_ bytes: [UInt8]) { fuzzReading(bytes, as: .jsonl) }

/// The same of lists, tables, texts, and of what says itself what it is; the first byte says one of them.
@Sendable func fuzzFormats(_ bytes: [UInt8]) {
  fuzzReading(bytes, asOneOf: ["json", "csv", "tsv", "text", "auto"])
}

/// The same of feeds, pages, and web archives, however they are packed.
@Sendable func fuzzFeeds(_ bytes: [UInt8]) { fuzzReading(bytes, as: InputFormat(rawValue: "feed")) }
@Sendable func fuzzPages(_ bytes: [UInt8]) { fuzzReading(bytes, as: InputFormat(rawValue: "html")) }
@Sendable func fuzzArchives(_ bytes: [UInt8]) { fuzzReading(bytes, asOneOf: ["warc", "arc"]) }

private func fuzzReading(_ bytes: [UInt8], asOneOf formats: [String]) {
  guard let first = bytes.first else { return }
  fuzzReading(Array(bytes.dropFirst()), as: InputFormat(rawValue: formats[Int(first) % formats.count]))
}

/// Inputs through a pipe: as they are, and any bytes in pieces of any size, which give the records of the file.
@Sendable func fuzzPiped(_ bytes: [UInt8]) {
  var options = ArticleReader.Options()
  options.encoding = .utf8
  let cutting = CutterSettings(options, maxBytes: 300)
  do { _ = try records(bytes, cutting) } catch { precondition(error is Diagnostic, "\(error)") }
  guard let first = bytes.first else { return }
  let text = bytes.dropFirst()
  let size = Int(first) + 1
  var pieces = Array("{\"uri\":\"a.jsonl\",\"bytes\":0}\n".utf8)
  var at = text.startIndex
  while at < text.endIndex {
    let piece = text[at..<min(text.endIndex, at + size)]
    pieces += Array("{\"bytes\":\(piece.count)}\n".utf8) + piece
    at = piece.endIndex
  }
  do {
    let whole = try records(
      Array("{\"uri\":\"a.jsonl\",\"bytes\":\(text.count)}\n".utf8) + text, cutting)
    let parted = try records(pieces, cutting)
    precondition(whole.map(\.source) == parted.map(\.source), "other places")
    precondition(whole.map(\.bytes) == parted.map(\.bytes), "other records")
  } catch {
    preconditionFailure("\(error)")
  }
}

private func records(_ bytes: [UInt8], _ cutting: CutterSettings) throws -> [Record] {
  let path = FilePath("/tmp/isnad-fuzz-piped")
  let file = try FileDescriptor.open(
    path, .readWrite, options: [.create, .truncate], permissions: [.ownerReadWrite])
  defer { try? file.close() }
  try file.writeAll(bytes)
  try file.seek(offset: 0, from: .start)
  var source = PipedRecords(PipedInputs(file), cutting: cutting)
  var records: [Record] = []
  while let record = try source.next() { records.append(record) }
  return records
}

private func fuzzReading(_ bytes: [UInt8], as format: InputFormat) {
  let path = FilePath("/tmp/isnad-fuzz-\(format.rawValue)")
  do {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.writeAll(bytes)
    try file.close()
    var options = ArticleReader.Options()
    options.paths = [path.string]
    options.format = format
    // What is converted is longer than the file.
    if format == .jsonl { options.encoding = .utf8 }
    let limit = format == .jsonl ? 300 : 3000
    let reader = try ArticleReader(
      options: options,
      context: StageContext(id: "fuzz", directory: FilePath("."), maxDocumentBytes: limit))
    let (records, positions) = try read(try reader.open(at: nil))
    for record in records {
      precondition(record.source.byteOffset >= 0)
      precondition(format != .jsonl || record.source.byteOffset <= bytes.count)
      _ = try? reader.decode(record)
    }
    guard let middle = positions.indices.randomElement() else { return }
    let (rest, _) = try read(try reader.open(at: positions[middle]))
    precondition(rest.map(\.source) == records[(middle + 1)...].map(\.source), "other places")
    precondition(rest.map(\.bytes) == records[(middle + 1)...].map(\.bytes), "other records")
  } catch {
    preconditionFailure("\(error)")
  }
}

private func read(_ source: any RecordSource) throws -> ([Record], [JSONValue]) {
  var source = source
  var records: [Record] = []
  var positions: [JSONValue] = []
  while let record = try source.next() {
    records.append(record)
    guard let position = source.position else { preconditionFailure("no position") }
    positions.append(position)
  }
  return (records, positions)
}

/// Checkpoints: what is taken is what would be written; with and without a right seal.
@Sendable func fuzzCheckpoint(_ bytes: [UInt8]) {
  _ = try? Checkpoint(bytes)
  let line = Array(bytes.prefix { $0 != 0x0A }) + [0x0A]
  let seal = Fingerprint.hex(Fingerprint.of(line.span, from: 0, to: line.count))
  guard let checkpoint = try? Checkpoint(line + Array("\(seal)\n".utf8)) else { return }
  guard let again = try? Checkpoint(checkpoint.bytes) else { preconditionFailure("not read again") }
  precondition(again.bytes == checkpoint.bytes, "another checkpoint")
  // A reader takes a position that is none for what it is.
  var options = ArticleReader.Options()
  options.paths = ["/dev/null"]
  let context = StageContext(id: "fuzz", directory: FilePath("."))
  _ = try? ArticleReader(options: options, context: context).open(at: checkpoint.position)
}

/// Dead letters: what is taken is written and read the same.
@Sendable func fuzzDeadLetters(_ bytes: [UInt8]) {
  guard let letter = try? DeadLetter(bytes) else { return }
  var json = JSONWriter()
  letter.write(to: &json)
  guard let again = try? DeadLetter(Array(json.bytes.dropLast())) else {
    preconditionFailure("not read again")
  }
  precondition(again == letter, "another letter")
}
