/// The stages that a pipeline may use, by name, and the forms that documents have outside. A value: a plug-in's host adds
/// to a copy.
public struct Registry: Sendable {
  /// What stands behind a name. It is described where it is asked for: to describe all of them takes a quarter of a
  /// short run.
  private enum Member {
    case stage(any Stage.Type)
    /// `writer`, with all its forms.
    case writerFormats
  }

  private var members: OrderedDictionary<String, Member> = [:]
  private var writers = WriterFormats()
  /// The forms that `reader` reads.
  public private(set) var readerFormats = ReaderFormats()

  public init(_ stages: [any Stage.Type] = [], formats: [any DocumentFormat.Type] = []) {
    for stage in stages { register(stage) }
    for format in formats { register(format: format) }
  }

  /// Adds what a plug-in brings.
  public mutating func register(_ plugin: any StagePlugin.Type) {
    for stage in plugin.stages { register(stage) }
    for format in plugin.formats { register(format: format) }
  }

  /// Adds a form that documents have outside; one of the same name is replaced.
  public mutating func register(format: any DocumentFormat.Type) {
    if let format = format as? any WriterFormat.Type {
      writers.register(format)
      members[StageType.writer] = .writerFormats
    }
    if let format = format as? any ReaderFormat.Type { readerFormats.register(format) }
  }

  /// The forms that `writer` writes.
  public var writerFormats: [FormatDescription] { writers.descriptions }

  /// Adds a stage; one of the same name is replaced, so that a plug-in can stand in for a
  /// built-in stage.
  public mutating func register(_ stage: any Stage.Type) {
    members[stage.description.name] = .stage(stage)
  }

  public subscript(name: String) -> StageType? { members[name].map(type) }
  public var stages: [StageType] { members.values.map(type) }
  public var names: [String] { Array(members.keys) }

  private func type(_ member: Member) -> StageType {
    func type<S: Stage>(_ stage: S.Type) -> StageType { StageType(stage) }
    switch member {
    case .stage(let stage): return type(stage).reading(readerFormats)
    case .writerFormats: return writers.stage.reading(readerFormats)
    }
  }

  /// Makes a stage from options in YAML, for tests and tools; pipelines make theirs themselves.
  /// - Throws: a ``Diagnostic`` for an unknown stage, bad options, or a stage that can't start.
  public func make(_ name: String, options: String = "", context: StageContext) async throws -> any Stage {
    try await make(name, options: try YAMLParser.parse(options), context: context)
  }

  /// The same from options that are read already.
  public func make(_ name: String, options: YAMLNode?, context: StageContext) async throws -> any Stage {
    guard let type = self[name] else {
      throw Diagnostic(.unknownStage, "there is no stage '\(name)'.", suggestion: suggestion(for: name))
    }
    return try await type.make(options, "options", context)
  }

  /// What to say to somebody who asked for a stage that there is not.
  public func suggestion(for name: String) -> String? {
    NearestName.suggestion(for: name, in: names, kind: "The stages")
  }
}

/// A registered stage without its Swift type.
public struct StageType: Sendable {
  public enum Kind: String, Sendable {
    case reader, transform, writer
  }

  public let description: StageDescription
  public var options: [OptionDescription] { describe() }
  /// Options among which are all that `node` has; of a stage of many forms, those of its form where that will do.
  func options(saidIn node: YAMLNode?) -> [OptionDescription] { describeSaid(node) }
  public let kind: Kind
  /// It waits for something outside, so it may have a timeout and be tried again.
  public let isAsynchronous: Bool
  /// Its options are described where somebody asks: of all forms of a writer that takes longer than a short run.
  private let describe: @Sendable () -> [OptionDescription]
  /// Of these, at least those that a pipeline says.
  private let describeSaid: @Sendable (YAMLNode?) -> [OptionDescription]
  /// The layers of a stage with these options, where its options decide.
  let layers: @Sendable (YAMLNode?) -> StageLayers?
  let check: @Sendable (YAMLNode?, String, Diagnostic.Place) -> [Diagnostic]
  let make: @Sendable (YAMLNode?, String, StageContext) async throws -> any Stage

  init(
    description: StageDescription, options: @escaping @Sendable () -> [OptionDescription],
    said: (@Sendable (YAMLNode?) -> [OptionDescription])? = nil, kind: Kind, isAsynchronous: Bool,
    layers: @escaping @Sendable (YAMLNode?) -> StageLayers?,
    check: @escaping @Sendable (YAMLNode?, String, Diagnostic.Place) -> [Diagnostic],
    make: @escaping @Sendable (YAMLNode?, String, StageContext) async throws -> any Stage
  ) {
    self.description = description
    describe = options
    describeSaid = said ?? { _ in options() }
    self.kind = kind
    self.isAsynchronous = isAsynchronous
    self.layers = layers
    self.check = check
    self.make = make
  }

  /// - Parameter kind: where it is known: to find out takes longer than all else.
  init<S: Stage>(_ stage: S.Type, kind: Kind? = nil) {
    description = S.description
    describe = { S.Options.descriptions }
    describeSaid = { _ in S.Options.descriptions }
    let kind = kind ?? (stage is any Reader.Type ? .reader : stage is any Writer.Type ? .writer : .transform)
    self.kind = kind
    isAsynchronous = kind == .transform && stage is any AsyncTransform.Type
    let name = S.description.name
    layers = { node in
      func layers<T: SelectiveStage>(_ type: T.Type) -> StageLayers {
        T.layers(T.Options.decode(node, stage: name, file: "", at: .init(file: "")).options)
      }
      return (stage as? any SelectiveStage.Type).flatMap { layers($0) }
    }
    check = { S.Options.decode($0, stage: name, file: $1, at: $2).problems }
    make = { node, file, context in
      let place = context.place ?? Diagnostic.Place(file: file)
      let (options, problems) = S.Options.decode(node, stage: name, file: file, at: place)
      if let problem = problems.first(where: { $0.severity == .error }) { throw problem }
      return try await S(options: options, context: context)
    }
  }
}
