import Isnad
import SystemPackage

/// Looks into the first inputs before a run: whether they are what the reader reads, and whether the first record of
/// those with named values has a text.
struct InputInspection {
  /// Inputs that are looked into.
  private static let maxFiles = 20
  /// Those whose records have named values, by which `fields` goes.
  private static let named: Set<String> = [
    InputFormat.jsonl.rawValue, InputFormat.json.rawValue, InputFormat.csv.rawValue, InputFormat.tsv.rawValue,
  ]

  let cutting: CutterSettings
  let formats: ReaderFormats

  func problems(_ inputs: [InputFile], decode: (Record) throws -> Document) -> [Diagnostic] {
    let files = inputs.lazy.filter {
      !$0.isStandardInput && !$0.isRemote && Folder.kind(of: $0.path) == .file
    }
    return files.prefix(Self.maxFiles).flatMap { problems(of: $0, decode) }
  }

  private func problems(of input: InputFile, _ decode: (Record) throws -> Document) -> [Diagnostic] {
    do {
      let file = try FileDescriptor.openInput(input.path)
      let opened: OpenInput
      do {
        defer { try? file.close() }
        opened = try OpenInput(input, file, formats)
      }
      guard Self.named.contains(type(of: opened.form).format.name), !opened.isJSONFeed else { return [] }
      var records = try FileRecords(inputs: [input], cutting: cutting, problems: [], at: nil)
      defer { records.close() }
      guard let record = try records.next() else { return records.unreadable }
      if let failure = record.failure { throw failure }
      _ = try decode(record)
      return records.unreadable
    } catch let failure as StageFailure {
      return [
        Diagnostic(
          Diagnostic.Code(rawValue: failure.code),
          "the first record of '\(input.name)' is no document: \(failure.message).",
          suggestion: "'fields' of 'reader' says which member is the text, such as fields: { text: body }",
          severity: .warning)
      ]
    } catch let error where InputProblem.isOne(error) {
      return [InputProblem.told(of: input.name, error, behind: nil)]
    } catch {
      return []
    }
  }
}
