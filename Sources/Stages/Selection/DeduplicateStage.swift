import Isnad

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds articles that came before: the same id, the same words, or nearly the same text, since one wire
/// report arrives many times.
public struct DeduplicateStage: StatefulTransform, SelectiveStage {
  static let maxWindow = 20_000_000

  public enum Key: String, OptionChoice {
    case id, text, near
  }

  public enum Action: String, OptionChoice {
    case drop, mark
  }

  public struct Options: StageOptions {
    @StageOption(
      "by",
      help:
        "near: texts that have most of their word sequences in common; text: the same words in the same order, marks and letter variants aside; id: the same id."
    )
    public var by = Key.near

    @StageOption(
      "threshold", help: "near: the share of three-word sequences that two texts must have in common.",
      in: 0.5...1)
    public var threshold = 0.8

    @StageOption(
      "action",
      help:
        "drop takes duplicates out; mark lets them go on with metadata.duplicate_of, and metadata.similarity."
    )
    public var action = Action.drop

    @StageOption(
      "window",
      help:
        "How many documents are remembered, the newest; each takes half a kilobyte with near, a tenth of that otherwise.",
      in: 1...maxWindow)
    public var window = 100_000

    @StageOption(
      "memory",
      help:
        "For how long each is remembered, such as 30 days, and by the next runs too, whose 'checkpoint' it lies beside; no more than 'window' of them. Without it a run that is complete forgets them, and one that goes on does when there are newer ones."
    )
    public var memory: MemoryTime? = nil

    public init() {}
  }

  public static let description = StageDescription(
    name: "deduplicate", content: StageContent.selection,
    summary: "Takes out, or marks, articles that came before.",
    uses: [TokenLayer.name],
    examples: [
      StageExample("The first of its kind goes on", text: "ارتفع سعر النفط اليوم", options: "by: id")
    ])

  public static func layers(_ options: Options) -> StageLayers {
    StageLayers(requires: options.by == .id ? [] : [TokenLayer.name])
  }

  private let options: Options
  private let id: String
  private let minHash = MinHash()

  public init(options: Options, context: StageContext) {
    self.options = options
    id = context.id
  }

  /// What the stage remembers.
  public struct State: Sendable, Codable {
    var memory: DuplicateMemory
  }

  public func makeState() -> State {
    State(
      memory: DuplicateMemory(
        window: options.window, isNear: options.by == .near, age: options.memory?.seconds))
  }

  public var keepsState: Bool { options.memory != nil }

  /// Base64 of a signature or a fingerprint, and an id of the usual length.
  public var largestState: Int? {
    let key = options.by == .near ? MinHash.size * 4 / 3 + 2 : MemoryLayout<UInt64>.size * 4 / 3 + 2
    let time = options.memory == nil ? 0 : MemoryLayout<Int64>.size * 4 / 3 + 2
    return options.window * (key + time + (options.action == .mark ? Self.idBytes : 0) + 3) + 256
  }

  private static let idBytes = 64

  public func process(_ document: inout Document, state: inout State) {
    process(&document, state: &state, at: Int(Date().timeIntervalSince1970))
  }

  /// - Parameter now: in seconds since 1970.
  func process(_ document: inout Document, state: inout State, at now: Int) {
    // Of what is dropped nobody asks what it repeats.
    let id = options.action == .mark ? document.id : ""
    switch options.by {
    case .id:
      let original = state.memory.original(of: Fingerprint.of(document.id), id: id, at: now)
      if let original { found(original, nil, &document) }
    case .text:
      let words = Self.words(document)
      guard !words.isEmpty else { return }
      let key = words.reduce(Fingerprint.seed, Fingerprint.joined)
      if let original = state.memory.original(of: key, id: id, at: now) { found(original, nil, &document) }
    case .near:
      guard let signature = minHash.signature(of: Self.words(document)) else { return }
      let original = state.memory.original(of: signature, id: id, threshold: options.threshold, at: now)
      if let original { found(original.id, original.similarity, &document) }
    }
  }

  /// Words and numbers; a mark more or less makes no other article.
  private static func words(_ document: Document) -> [UInt64] {
    (document.tokens?.items ?? []).filter { $0.kind == .word || $0.kind == .number }.map(\.fingerprint)
  }

  private func found(_ original: String, _ similarity: Double?, _ document: inout Document) {
    guard options.action == .mark else { return document.filter(reason: id) }
    document.metadata["duplicate_of"] = .string(original)
    if let similarity {
      document.metadata["similarity"] = .number(JSONNumber(String((similarity * 1000).rounded() / 1000)))
    }
  }

  public func summary(of state: State) -> String? {
    let (kept, duplicates) = (state.memory.kept, state.memory.duplicates)
    guard duplicates > 0 else { return nil }
    return "\(id): \(duplicates) \(duplicates == 1 ? "duplicate" : "duplicates") beside \(kept) documents."
  }
}
