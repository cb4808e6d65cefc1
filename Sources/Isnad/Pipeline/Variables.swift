/// `${NAME}`, `${NAME:-default}` and `${NAME:?message}` in the values of a pipeline file;
/// `$${` stands for `${` itself.
public struct Variables: Sendable {
  private let values: [String: String]

  public init(_ values: [String: String]) { self.values = values }

  /// The text with its variables replaced.
  /// - Parameter secrets: takes in the values of variables whose names say that they are secret.
  /// - Throws: what is wrong, as a sentence: a variable without a value, or `${` without `}`.
  func expand(_ text: String, _ secrets: inout Secrets) throws(VariableError) -> String {
    guard text.contains("${") else { return text }
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.hasPrefix("${") {
        result += "${"
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("{") {
        guard let close = rest.firstIndex(of: "}") else {
          throw VariableError(message: "'${' has no '}'.", suggestion: "Write '$${' for '${' itself.")
        }
        let (name, value) = try value(of: rest[rest.index(after: rest.startIndex)..<close])
        if Secrets.isSecret(name) { secrets.insert(value) }
        result += value
        rest = rest[rest.index(after: close)...]
      } else {
        result += "$"
      }
    }
    return result + rest
  }

  private func value(of expression: Substring) throws(VariableError) -> (name: String, value: String) {
    let name = expression.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let operation = expression.dropFirst(name.count)
    guard !name.isEmpty, operation.isEmpty || operation.hasPrefix(":-") || operation.hasPrefix(":?")
    else {
      throw VariableError(
        message: "'${\(expression)}' is no variable.",
        suggestion: "Write ${NAME}, ${NAME:-default} or ${NAME:?message}.")
    }
    if let value = values[String(name)], !value.isEmpty || operation.isEmpty { return (String(name), value) }
    if operation.hasPrefix(":-") { return (String(name), String(operation.dropFirst(2))) }
    if operation.hasPrefix(":?"), operation.count > 2 {
      throw VariableError(message: "'\(name)' is not set: \(operation.dropFirst(2)).", suggestion: nil)
    }
    throw VariableError(
      message: "'\(name)' is not set.",
      suggestion: "Set it in the environment, or write ${\(name):-default}.")
  }
}

struct VariableError: Error {
  let message: String
  let suggestion: String?
}
