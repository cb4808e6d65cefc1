#if Server && SQLite
  import Foundation
  import HTTPTypes
  import Hummingbird
  import Isnad
  import IsnadDatabase

  /// What an address asks for behind its `?`, as forms send it.
  struct ArchiveParameters: Sendable {
    /// In the order in which they came; of a name that comes twice the last one holds.
    private(set) var values: [(name: String, value: String)] = []

    static let question = ["q", "speaker", "outlet", "kind", "polarity", "since", "until", "sort"]

    /// - Parameters:
    ///   - known: the names that there are.
    ///   - isForm: whether it comes from a page's form, which sends what was left empty as well.
    /// - Throws: a ``Problem`` for another name.
    init(_ request: Request, known: [String], isForm: Bool = false) throws(Problem) {
      for pair in (request.uri.query ?? "").split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
          Self.decoded)
        guard let name = parts.first else { continue }
        guard known.contains(name) else {
          throw Self.bad(name, "There is no parameter '\(name)'. There are \(known.joined(separator: ", ")).")
        }
        values.removeAll { $0.name == name }
        let value = parts.count > 1 ? parts[1] : ""
        if !value.isEmpty || !isForm { values.append((name, value)) }
      }
    }

    private static func decoded(_ text: Substring) -> String {
      let spaced = text.replacing("+", with: " ")
      return spaced.removingPercentEncoding ?? String(spaced)
    }

    static func bad(_ name: String, _ detail: String) -> Problem {
      Problem(status: .badRequest, code: "bad-parameter", detail: detail, field: name)
    }

    subscript(name: String) -> String? { values.last { $0.name == name }?.value }

    /// A number from `range`, or the default.
    func number(_ name: String, _ range: ClosedRange<Int>, default number: Int) throws(Problem) -> Int {
      guard let text = self[name] else { return number }
      guard let found = Int(text), range.contains(found) else {
        throw Self.bad(name, "'\(name)' must be a number from \(range.lowerBound) to \(range.upperBound).")
      }
      return found
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _: Choice.Type) throws(Problem)
      -> Choice?
    where Choice.RawValue == String {
      guard let text = self[name] else { return nil }
      guard let found = Choice(rawValue: text) else {
        throw Self.bad(
          name, "'\(name)' must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return found
    }

    func person(_ name: String) throws(Problem) -> Int64? {
      guard let text = self[name] else { return nil }
      guard let number = ArchivedPerson.number(ofID: text) else {
        throw Self.bad(name, "'\(name)' must be the id of somebody, as /v1/archive/people gives it.")
      }
      return number
    }

    /// - Throws: a ``Problem`` that names the parameter.
    func question() throws(Problem) -> ArchiveQuestion {
      var question: ArchiveQuestion
      do { question = try ArchiveQuestion(self["q"] ?? "") } catch {
        throw Self.bad("q", (error as? Diagnostic)?.message ?? "\(error)")
      }
      question.speaker = try person("speaker")
      question.outlet = self["outlet"]
      if let kind = try choice("kind", Quote.Kind.self) { question.kind = kind }
      if let polarity = try choice("polarity", Quote.Polarity.self) { question.polarity = polarity }
      if let order = try choice("sort", ArchiveQuestion.Order.self) { question.order = order }
      for name in ["since", "until"] {
        guard let date = self[name] else { continue }
        do { if name == "since" { try question.from(date) } else { try question.to(date) } } catch {
          throw Self.bad(name, (error as? Diagnostic)?.message ?? "\(error)")
        }
      }
      return question
    }

    /// An address with some parameters other than they are here; nil takes one out.
    func address(_ path: String, with changes: [(String, String?)] = []) -> String {
      var pairs = values.filter { pair in pair.name != "after" && !changes.contains { $0.0 == pair.name } }
      for (name, value) in changes { if let value, !value.isEmpty { pairs.append((name, value)) } }
      return Self.address(path, pairs)
    }

    static func address(_ path: String, _ pairs: [(name: String, value: String)]) -> String {
      guard !pairs.isEmpty else { return path }
      return path + "?"
        + pairs.map { "\($0.name)=" + ($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "") }
        .joined(separator: "&")
    }

    private static let allowed = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
  }
#endif
