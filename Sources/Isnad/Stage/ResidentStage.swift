/// A stage that keeps something running beside the documents: a process, a connection.
public protocol ResidentStage: Stage {
  /// Runs as a child of the run, for as long as the run lasts: starts what the stage needs, and ends
  /// all of it when it is cancelled. What documents need of it, `process` waits for.
  func reside() async
}

/// Layers that a stage reads and writes.
public struct StageLayers: Sendable, Hashable {
  public var requires: [String]
  public var uses: [String]
  public var provides: [String]

  public init(requires: [String] = [], uses: [String] = [], provides: [String] = []) {
    self.requires = requires
    self.uses = uses
    self.provides = provides
  }
}

/// A stage whose layers are known only when it is made, since somebody else says them: a process.
/// Its ``StageDescription`` sets ``StageDescription/layersAreDynamic``.
public protocol DynamicStage: Stage {
  var layers: StageLayers { get }
  /// Name and version, `romanize@0.1`: another version is another pipeline to a checkpoint.
  var signature: String { get }
}

/// A stage whose options decide about its layers: a writer that is told what to write.
public protocol SelectiveStage: Stage {
  static func layers(_ options: Options) -> StageLayers
}

/// Ends the run: the stage can't work any more, whatever the document.
public struct StageUnusable: Error, Sendable {
  public let reason: Diagnostic
  public init(_ reason: Diagnostic) { self.reason = reason }
}

/// A stage that can say more of an annotation than the name of its rule: entries of a lexicon, features of
/// a model. For `isnad why`.
public protocol ExplainingStage: Stage {
  /// - Parameters:
  ///   - annotation: as the output has it.
  ///   - span: where it is, in bytes.
  ///   - text: the document's.
  /// - Returns: sentences, the strongest reason first.
  func explain(_ annotation: JSONValue, at span: TextSpan, in text: SourceText) -> [String]
}
