import Isnad

/// The records of inputs that come through one pipe.
struct PipedRecords: RecordSource {
  private let inputs: PipedInputs
  private let cutting: CutterSettings
  private var name = ""
  private var cutter: (any RecordCutter)?
  private(set) var unreadable: [Diagnostic] = []
  private var passedBefore: [String: Int] = [:]

  init(_ inputs: PipedInputs, cutting: CutterSettings) {
    self.inputs = inputs
    self.cutting = cutting
  }

  var wouldBlock: Bool { cutter?.wouldBlock ?? inputs.wouldBlock }
  var totalBytes: Int? { nil }
  var readBytes: Int { inputs.readBytes }
  var passedOver: [String: Int] { passedBefore.merging(cutter?.passedOver ?? [:], uniquingKeysWith: +) }
  /// What went through a pipe does not come again.
  var position: JSONValue? { nil }

  mutating func next() throws -> Record? { try ReadingPause.without { try nextWhole() } }

  private mutating func nextWhole() throws -> Record? {
    while true {
      do {
        if let record = try cutter?.next() { return record }
        guard let record = try openNext() else {
          if cutter == nil { return nil }
          continue
        }
        return record
      } catch let error where InputProblem.isOne(error) {
        unreadable.append(InputProblem.told(of: name, error, behind: cutter))
        passedBefore = passedOver
        cutter = nil
      }
    }
  }

  /// Opens the next input: for what is cut out of it, or as one record.
  private mutating func openNext() throws -> Record? {
    passedBefore = passedOver
    cutter = nil
    guard let head = try inputs.advance() else { return nil }
    name = head.uri
    let formats = cutting.formats
    let named = head.format ?? formats.named(by: head.uri).map(InputFormat.init(rawValue:))
    let opened = try OpenInput(named: named, ByteStream(inputs), formats)
    if cutting.isWhole(opened) { return try cutting.whole(opened, name: name).record }
    cutter = try cutting.cutter(opened, behind: head)
    return nil
  }
}
