/// How far a run has come: what is read, what is written, what stages remember.
///
/// A checkpoint is one line of JSON and a line with the line's fingerprint. It counts only what is
/// on the disk: outputs are put there before it is (see ``ResumableFile``), and it replaces its
/// predecessor by a rename, so that there is a whole one at any moment.
struct Checkpoint: Sendable, Equatable {
  static let schema = "isnad-checkpoint/2"
  /// What a count or a place in a file can be; beyond it a file is no checkpoint.
  static let figures = 0...(1 << 53)

  /// The pipeline's fingerprint, its inputs and options included.
  var pipeline: String
  /// The reader that is being read, and how far it is.
  var reader = 0
  var position: JSONValue = .null
  /// One mark a writer; null where it can't resume.
  var outputs: [JSONValue] = []
  /// What each of these is of, in a run that goes on: its writer and its files.
  var outputKeys: [String] = []
  /// The mark of the dead letters; null where there are none yet.
  var deadLetters: JSONValue = .null
  /// What stateful stages remember, by stage id.
  var states: [String: JSONValue] = [:]
  /// All is read and on the disk; what is left is to give the outputs their names.
  var isComplete = false
  var counts = Counts()

  /// The part of the run's report that a resumed run goes on with.
  struct Counts: Sendable, Equatable {
    struct Stage: Sendable, Equatable {
      var id: String
      var documents = 0
      var failed = 0
      var annotations = 0
    }
    var read = 0
    var written = 0
    var failed = 0
    var filtered: [String: Int] = [:]
    var stages: [Stage] = []
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.value(value)
    json.newline()
    let line = json.bytes
    return line + Array("\(Self.seal(line))\n".utf8)
  }

  private static func seal(_ line: [UInt8]) -> String {
    Fingerprint.hex(Fingerprint.of(line.span, from: 0, to: line.count))
  }

  private var value: JSONValue {
    func counts(_ table: [String: Int]) -> JSONValue {
      .object(table.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
    }
    return .object([
      .init("schema", .string(Self.schema)), .init("pipeline", .string(pipeline)),
      .init("complete", .bool(isComplete)),
      .init("reader", .integer(reader)),
      .init("position", position), .init("outputs", .array(outputs)),
      .init("output_keys", .array(outputKeys.map { .string($0) })),
      .init("dead_letters", deadLetters),
      .init("states", .object(states.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })),
      .init("read", .integer(self.counts.read)), .init("written", .integer(self.counts.written)),
      .init("failed", .integer(self.counts.failed)), .init("filtered", counts(self.counts.filtered)),
      .init(
        "stages",
        .array(
          self.counts.stages.map {
            .object([
              .init("id", .string($0.id)), .init("documents", .integer($0.documents)),
              .init("failed", .integer($0.failed)), .init("annotations", .integer($0.annotations)),
            ])
          })),
    ])
  }

  init(pipeline: String) { self.pipeline = pipeline }

  /// Reads a checkpoint.
  /// - Throws: ``Diagnostic/badCheckpoint`` for anything but what ``bytes`` makes.
  init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard let end = bytes.firstIndex(of: 0x0A),
      String(decoding: bytes[(end + 1)...], as: UTF8.self) == Self.seal(Array(bytes[...end])) + "\n",
      let value = try? JSONParser.parse(bytes[..<end]),
      value["schema"]?.string == Self.schema, let pipeline = value["pipeline"]?.string,
      case .bool(let isComplete)? = value["complete"], let reader = value["reader"]?.int, reader >= 0,
      let outputs = value["outputs"]?.array, case .object(let states)? = value["states"],
      let read = value["read"]?.int, let written = value["written"]?.int,
      let failed = value["failed"]?.int, case .object(let filtered)? = value["filtered"],
      let stages = value["stages"]?.array,
      [reader, read, written, failed].allSatisfy(Self.figures.contains),
      filtered.allSatisfy({ Self.figures.contains($0.value.int ?? -1) }),
      stages.allSatisfy({ stage in
        ["documents", "failed", "annotations"].allSatisfy { Self.figures.contains(stage[$0]?.int ?? -1) }
      })
    else { throw .badCheckpoint }
    self.pipeline = pipeline
    self.isComplete = isComplete
    self.reader = reader
    self.outputs = outputs
    outputKeys = (value["output_keys"]?.array ?? []).compactMap(\.string)
    position = value["position"] ?? .null
    deadLetters = value["dead_letters"] ?? .null
    for state in states { self.states[state.name] = state.value }
    counts.read = read
    counts.written = written
    counts.failed = failed
    for reason in filtered { counts.filtered[reason.name] = reason.value.int ?? 0 }
    counts.stages = stages.map {
      Counts.Stage(
        id: $0["id"]?.string ?? "", documents: $0["documents"]?.int ?? 0,
        failed: $0["failed"]?.int ?? 0, annotations: $0["annotations"]?.int ?? 0)
    }
  }
}

extension Fingerprint {
  /// Sixteen digits.
  static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Diagnostic.Code {
  /// The checkpoint can't be read, or is not one.
  public static let badCheckpoint = Self(rawValue: "bad-checkpoint")
  /// The pipeline is not the one that was interrupted.
  public static let changedPipeline = Self(rawValue: "changed-pipeline")
  /// What was read before the interruption is not what stands there now.
  public static let changedInput = Self(rawValue: "changed-input")
  /// What was written before the interruption is not there any more.
  public static let changedOutput = Self(rawValue: "changed-output")
  /// What stages remember does not go into a checkpoint.
  public static let stateTooLarge = Self(rawValue: "state-too-large")
  /// Another run has the file.
  public static let busy = Self(rawValue: "busy")
}

extension Diagnostic {
  static let lessState =
    "Lower what they remember, such as the 'window' of 'deduplicate', or leave 'checkpoint' out."

  static let badCheckpoint = Diagnostic(
    .badCheckpoint, "the checkpoint is damaged or of another version of isnad.",
    suggestion: "Begin anew with --restart.")
}
