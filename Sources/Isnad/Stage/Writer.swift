import SystemPackage

/// A stage that writes documents somewhere.
///
/// Writing is in two halves as well: documents are put into the output's form by the workers
/// (``encode(_:)``), side by side, where the writer stands in the chain; what comes out is
/// written by one task, in input order, once the document has gone through the whole chain.
public protocol Writer: Stage {
  /// One document in the output's form.
  associatedtype Encoded: Sendable
  func encode(_ document: Document) throws -> Encoded
  /// Opens the output.
  /// - Throws: a ``Diagnostic`` where that can't be done; nothing has run then.
  func open(_ opening: OutputOpening) throws -> any WriterSession<Encoded>
  /// What would prevent ``open(_:)``, without opening anything: for `isnad validate`.
  func environmentProblems() -> [Diagnostic]
  /// The files that it writes, of a folder those in it: nothing else of the run may use them.
  var outputs: [OutputFile] { get }
}

extension Writer {
  public func environmentProblems() -> [Diagnostic] { [] }
  public var outputs: [OutputFile] { [] }
}

/// A file that a writer writes.
public struct OutputFile: Sendable, Hashable {
  public let path: FilePath
  /// The line of the pipeline that says so.
  public let place: Diagnostic.Place?
  /// What its name gets behind it in files beside it that the writer needs: `.part`.
  public let working: [String]

  public init(_ path: FilePath, at place: Diagnostic.Place?, working: [String] = [".part", ".packed"]) {
    self.path = path
    self.place = place
    self.working = working
  }
}

/// An open output.
public protocol WriterSession<Encoded> {
  associatedtype Encoded: Sendable
  /// - Throws: ``OutputClosed`` where the reader of a pipe has gone, which ends a run quietly.
  mutating func write(_ items: [Encoded]) throws
  /// Puts on the disk what was written.
  /// - Returns: the mark from which an interrupted run can go on writing; nil for an output that
  ///   can't resume, such as standard output: what was written there since the last commit may come
  ///   twice after an interruption.
  mutating func commit() throws -> JSONValue?
  /// Completes the output. Only now does a file appear under its name.
  mutating func finish() throws
  /// Leaves the output incomplete; says what stays where, if anything does.
  mutating func abandon() -> String?
  /// Leaves the output where a stopped run goes on another time, behind the last ``commit()``, and fit for whoever looks
  /// at it meanwhile: with its tables and indexes. Says what stays where.
  mutating func stop() throws -> String?
}

extension WriterSession {
  public mutating func stop() throws -> String? { abandon() }
}

/// The other end of a pipe is closed: `isnad run … | head -1`. Nothing is wrong.
public struct OutputClosed: Error, Sendable {
  public init() {}
}
