import SystemPackage

/// A stage that yields documents.
///
/// Reading is in two halves. Finding records (``RecordSource``) is done by one task and only
/// cuts bytes; turning a record into a document (``decode(_:)``) is done by the workers, side by
/// side. The record goes with the document to the end of the chain: if the document fails, the
/// record is what the dead letter holds.
public protocol Reader: Stage {
  /// A source that starts at the first record, or where an interrupted run was.
  /// - Parameter position: the last ``RecordSource/position`` that the run has kept; nil to begin.
  /// - Throws: ``Diagnostics`` where there is nothing to read; a ``Diagnostic`` where what was read
  ///   before the interruption is not what stands there now.
  func open(at position: JSONValue?) throws -> any RecordSource
  /// - Throws: a ``StageFailure`` for a record that is no document.
  func decode(_ record: Record) throws -> Document
  /// What is known of the sources that it asks again and again, at a position; none unless it says otherwise.
  /// - Throws: a ``Diagnostic`` where they can't be told.
  func sources(at position: JSONValue?) throws -> [SourceState]
  /// What `isnad validate` says of the inputs beside what ``open(at:)`` finds: a reader may look into the first of them.
  /// Nothing unless it says otherwise.
  func inputProblems() -> [Diagnostic]
}

extension Reader {
  public func sources(at position: JSONValue?) throws -> [SourceState] { [] }
  public func inputProblems() -> [Diagnostic] { [] }
}

/// The records of a reader, one after another.
public protocol RecordSource {
  /// The next record, or nil at the end. A record that can't be read comes with its failure
  /// instead of its bytes, and reading goes on after it. It may wait: with ``ReadingStop/wait(for:)``, so that the
  /// run can end meanwhile.
  /// - Throws: ``ReadingStopped`` where a wait was ended, ``ReadingPaused`` where the run does something else and then
  ///   asks again; any other error ends the run.
  mutating func next() throws -> Record?
  /// Whether ``next()`` would have to wait for input: a batch is then sent off as it is, so that
  /// whoever writes to a pipe and waits for the answer gets it.
  var wouldBlock: Bool { get }
  /// How much there is to read, in bytes; nil where nobody can know, as of a pipe.
  var totalBytes: Int? { get }
  /// How much has been read.
  var readBytes: Int { get }
  /// Inputs that were not there or could not be opened, so far.
  var unreadable: [Diagnostic] { get }
  /// What was passed over so far because it is no document, by reason: requests and images of a web archive.
  var passedOver: [String: Int] { get }
  /// How far reading is, behind the last record that ``next()`` gave: what ``Reader/open(at:)`` takes
  /// to go on from there. Nil where nobody could.
  var position: JSONValue? { get }
  /// Whether ``position`` has changed since it was asked for, though no record was given: what a run saves then as well.
  var hasNewPosition: Bool { get }
  /// Whether it holds records that it took from where nobody can take them again, as from a pipe: a run that goes on does
  /// not stop before it has them.
  var holdsRecords: Bool { get }
  /// The files that it reads or is going to read: nothing of the run may write to them.
  var files: [FilePath] { get }
  /// Whether it would read this file too, should it appear: nothing of the run may write it.
  func reads(_ path: FilePath) -> Bool
  /// Gives back what it holds: files, connections. Called once when nothing is read any more, also after an error and
  /// a cancellation.
  mutating func close()
  /// Which of these sources, as ``DocumentSource/uri`` calls them, have been read to their end.
  func finished(of sources: Set<String>) -> Set<String>
}

extension RecordSource {
  public var files: [FilePath] { [] }
  public func finished(of sources: Set<String>) -> Set<String> { [] }
  public func close() {}
  public var passedOver: [String: Int] { [:] }
  public var hasNewPosition: Bool { false }
  public var holdsRecords: Bool { false }
  public func reads(_ path: FilePath) -> Bool { false }
}

/// The bytes of one document as they stand in the input.
public struct Record: Sendable {
  public let source: DocumentSource
  /// How the reader will decode it, in the reader's own words: `jsonl`, `text`.
  public let format: String
  public let bytes: [UInt8]
  /// Why there are no bytes.
  public let failure: StageFailure?
  /// Which of the pipeline's readers decodes it.
  var reader = 0
  /// How often it has failed before, where it comes from the dead letters.
  var attempts = 0

  public init(source: DocumentSource, format: String, bytes: [UInt8]) {
    self.source = source
    self.format = format
    self.bytes = bytes
    failure = nil
  }

  public init(source: DocumentSource, format: String, failure: StageFailure) {
    self.source = source
    self.format = format
    self.failure = failure
    bytes = []
  }
}
